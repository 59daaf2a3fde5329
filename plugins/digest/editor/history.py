"""Undo and redo of actions in the journal, and the journal as the editor reads it.

An action is undone only where all its files are as it left them; else nothing is changed, and both versions are shown.
What was undone can be redone until another action comes.
"""

import datetime as dt
import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, takewhile

from ..content.journal import (
    Action,
    Conflict,
    commit_redo,
    commit_undo,
    find_conflicts,
    find_redoable,
    read_action,
    read_history,
    with_state,
)
from ..content.store import Content, name_of
from ..core.errors import ContentError
from ..core.terminal import counted

MOST_LINES = 40  # of a difference in a message


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalRow:
    """An action, and whether it holds: not undone, nor an undo or redo itself."""

    action: Action
    holds: bool


def undo_action(content: Content, *, number: int | None = None) -> str:
    """Take back the last action that holds, or the one of that number; return a message. Raises ContentError."""
    rows = with_state(read_history(content, with_files=False))
    found = next((one.number for one, holds in rows if holds and number in (None, one.number)), None)
    action = read_action(content, found) if found is not None else None
    if action is None:
        raise ContentError(_nothing(content, number))
    _refuse_conflicts(content, action, "undone")
    commit_undo(content, action)
    return f"undone: {describe(action)}; `digest redo` does it again"


def redo_last(content: Content) -> str:
    """Do again what was undone last; return a message. Raises ContentError."""
    found = find_redoable(read_history(content, with_files=False))
    undone = read_action(content, found.number) if found else None
    if undone is None:
        raise ContentError("there is nothing to redo: nothing was undone since the last action")
    original = read_action(content, undone.undoes or 0)
    if original is None:
        raise ContentError(f"{describe(undone)}: the journal no longer holds what was undone; do it by its verb")
    _refuse_conflicts(content, undone, "done again")
    commit_redo(content, undone, original)
    return f"done again: {describe(original)}; `digest undo` takes it back"


def list_rows(content: Content, *, most: int | None = None) -> Iterator[JournalRow]:
    """List the journal's actions, the newest first."""
    for action, holds in islice(with_state(read_history(content)), most):
        yield JournalRow(action=action, holds=holds)


def count_actions(content: Content, verb: str, *, since: dt.datetime) -> int:
    """Count the actions of a verb since then that hold."""
    rows = with_state(read_history(content, with_files=False))
    recent = takewhile(lambda row: row[0].time >= since, rows)
    return sum(holds and action.verb == verb for action, holds in recent)


def describe(action: Action) -> str:
    """Name an action in words: its verb, and what it was about."""
    return f"{action.verb} {action.about}"


def _nothing(content: Content, number: int | None) -> str:
    if number is None:
        return "there is nothing to undo: the journal holds no action that was not undone"
    known = read_action(content, number)
    if known is None:
        return f"{number}: the journal has no such action; `digest journal` lists them"
    return f"{number}: {describe(known)}: it is undone already, or itself an undo or redo; see `digest journal`"


def _refuse_conflicts(content: Content, action: Action, done: str) -> None:
    conflicts = find_conflicts(content, action)
    if not conflicts:
        return
    files = counted(len(conflicts), "file")
    head = f"{describe(action)} (action {action.number}): not {done}, since {files} changed after it"
    raise ContentError("\n".join((head, *(line for one in conflicts for line in _shown(content, one)))))


def _shown(content: Content, conflict: Conflict) -> Iterator[str]:
    file = name_of(content, conflict.path)
    if conflict.found is None:
        yield f"{file}: it is gone, perhaps moved or deleted by hand"
        return
    if conflict.restored is None:
        yield f"{file}: it was changed, and would have been deleted; delete it yourself if nobody needs it"
        return
    yield f"{file}: `-` lines are in the file now, `+` lines would have come back:"
    old, new = (data.decode("utf-8", "replace").splitlines() for data in (conflict.found, conflict.restored))
    lines = list(difflib.unified_diff(old, new, lineterm="", n=0))[2:]
    yield from (f"    {line}" for line in lines[:MOST_LINES])
    if len(lines) > MOST_LINES:
        yield f"    ... and {counted(len(lines) - MOST_LINES, 'line')} more"
