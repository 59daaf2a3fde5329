"""Write-ahead journaling: note an action, make its edits, mark it as done; recover one that was cut short.

All that verbs and the desk write of the content goes through `commit`: a kill at any moment leaves each file as it was
before or after, and the next `writing` completes the action or puts everything back.
"""

import datetime as dt
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ...core.errors import ContentError
from ..store import Content, Edit, LedgerEntry, lock, make_private_folder, name_of
from ..store.disk import apply_edit, check_edit, discard_temporary, read_bytes
from ..store.ledger import cancel_line, format_entry
from ..store.ledger_file import append_ledger, find_end, read_live_lines
from .file import append_action, append_mark, find_last, trim
from .record import Action, FileRecord, hash_bytes

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A file that is not as an action left it: what taking the action back would write, and what is there now."""

    path: Path
    restored: bytes | None
    found: bytes | None


@contextmanager
def writing(content: Content, *, report: Report) -> Iterator[None]:
    """Hold the one writer lock, after an action that was cut short has been recovered. Raises ContentError."""
    with lock(content.root, report=report):
        _, unfinished = find_last(content)
        if unfinished:
            report(_recover(content, unfinished))
        yield


def commit(
    content: Content, verb: str, about: str, edits: Sequence[Edit], *, entries: Sequence[LedgerEntry] = ()
) -> Action | None:
    """Make the edits of one action, then add its entries to the ledger; call it only under `writing`.

    Nothing is written where a file is not as the edits expect it: raises ContentError or FileExistsError. Where a
    write fails (OSError), what was written is put back. Returns None where nothing would change.
    """
    action = _make_action(content, verb, about, edits, tuple(map(format_entry, entries)))
    return _carry_out(content, action, edits)


def commit_undo(content: Content, action: Action) -> Action | None:
    """Take back an action whose files are as it left them (`find_conflicts`); lines of the ledger are cancelled."""
    live = list(read_live_lines(content)) if action.ledger else []
    cancelled = tuple(cancel_line(line) for line in reversed(action.ledger) if line in live)
    edits = _restoring(content, action)
    inverse = _make_action(content, f"undo {action.verb}", action.about, edits, cancelled, undoes=action.number)
    return _carry_out(content, inverse, edits)


def commit_redo(content: Content, undone: Action, original: Action) -> Action | None:
    """Take back an undo, whose files are as it left them, of the original action."""
    edits = _restoring(content, undone)
    again = _make_action(content, f"redo {original.verb}", original.about, edits, original.ledger, redoes=undone.number)
    return _carry_out(content, again, edits)


def find_conflicts(content: Content, action: Action) -> tuple[Conflict, ...]:
    """List the files of an action that are no longer as it left them."""
    conflicts = []
    for file in action.files:
        path = _path_of(content, file)
        found = read_bytes(path)
        if hash_bytes(found) != file.after:
            conflicts.append(Conflict(path=path, restored=file.data, found=found))
    return tuple(conflicts)


def _make_action(
    content: Content,
    verb: str,
    about: str,
    edits: Sequence[Edit],
    ledger: tuple[str, ...],
    *,
    undoes: int | None = None,
    redoes: int | None = None,
) -> Action:
    last, unfinished = find_last(content)
    if unfinished:
        _recover(content, unfinished)
    return Action(
        number=last + 1,
        time=dt.datetime.now(dt.UTC).replace(microsecond=0),
        verb=verb,
        about=about,
        files=tuple(_record(content, edit) for edit in edits if edit.before != edit.after),
        ledger=ledger,
        ledger_size=find_end(content) if ledger else 0,
        undoes=undoes,
        redoes=redoes,
    )


def _carry_out(content: Content, action: Action, edits: Sequence[Edit]) -> Action | None:
    if not action.files and not action.ledger and action.undoes is None and action.redoes is None:
        return None
    for edit in edits:
        check_edit(edit)
    if any(edit.after is not None and edit.path.is_relative_to(content.private) for edit in edits):
        make_private_folder(content)  # first: git must not see the file for a moment
    append_action(content, action)
    try:
        for edit in edits:
            if edit.before != edit.after:
                apply_edit(edit)
        if action.ledger:
            append_ledger(content, action.ledger)
    except BaseException:
        _recover(content, action, completes=False)
        raise
    with suppress(OSError):  # a full disk, say: all is written, which the next action finds
        append_mark(content, "done", action.number)
        trim(content, action.time)
    return action


def _recover(content: Content, action: Action, *, completes: bool = True) -> str:
    """Complete an action that was cut short after its last file was written, else put its files back; say which.

    One that failed is completed only where nothing is missing: what stopped it would stop it again.
    """
    for file in action.files:
        discard_temporary(_path_of(content, file))
    named = f"{action.verb} {action.about}".strip()
    changed, missing = find_conflicts(content, action), _missing_lines(content, action)
    if not changed and (completes or not missing):
        if missing:
            append_ledger(content, missing)
        append_mark(content, "done", action.number)
        return f"completed what was cut short: {named}"
    for file in reversed(action.files):
        _put_back(content, file)
    append_mark(content, "dropped", action.number)
    others = [str(one.path) for one in changed if one.found != one.restored]
    left = f"; left as they are, since they have changed: {', '.join(others)}" if others else ""
    return f"put back what was cut short, run it again: {named}{left}"


def _put_back(content: Content, file: FileRecord) -> None:
    path = _path_of(content, file)
    found = read_bytes(path)
    if hash_bytes(found) == file.after:
        apply_edit(Edit(path=path, before=found, after=file.data))


def _missing_lines(content: Content, action: Action) -> tuple[str, ...]:
    """Return the lines that an action's ledger lacks since it was cut short."""
    added = (read_bytes(content.ledger) or b"")[action.ledger_size :].decode("utf-8", "replace").split("\n")
    return tuple(line for line in action.ledger if line not in added)


def _restoring(content: Content, action: Action) -> tuple[Edit, ...]:
    """Make the edits that put an action's files back, in the order in which no moment lacks both of two names."""
    edits = [
        Edit(path=path, before=read_bytes(path), after=file.data)
        for file in reversed(action.files)
        for path in (_path_of(content, file),)
    ]
    return tuple(edits)


def _record(content: Content, edit: Edit) -> FileRecord:
    return FileRecord(
        path=name_of(content, edit.path),
        before=hash_bytes(edit.before),
        after=hash_bytes(edit.after),
        data=edit.before,
    )


def _path_of(content: Content, file: FileRecord) -> Path:
    """Return a recorded file's path. Raises ContentError for one that is not the site's."""
    path = content.root.parent / file.path
    roots = (content.root.parent, content.inbox, content.vocabularies, *content.posts)
    if not any(Path(os.path.normpath(path)).is_relative_to(root) for root in roots):
        raise ContentError(f"{file.path}: the journal names a file outside the site; nothing was done")
    return path
