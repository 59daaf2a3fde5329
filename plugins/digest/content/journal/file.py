"""The journal's file `.digest/journal.jsonl`: appended to, read from its end, trimmed by whole actions.

It holds other people's text and is not committed. What an undo reads does not grow with the file.
"""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

from ..store import Content
from ..store.disk import append_line, write_atomic
from .record import Action, Mark, format_action, format_mark, is_whole, parse_head, parse_line

KEPT_DAYS = 90
KEPT_BYTES = 100_000_000
TRIMMED_BYTES = 80_000_000  # to which a full journal is cut, so that not each action writes all of it anew
TRIMMED_DAYS = 7  # by which the oldest action is late before the file is written anew
BLOCK = 1 << 16
HEAD_RE = re.compile(rb'\{"action": \d+, "time": "(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+\d\d:\d\d)"')


def journal_path(content: Content) -> Path:
    """Return the journal's path, beside the content folder; the file need not exist."""
    return content.root.parent / ".digest" / "journal.jsonl"


def read_history(content: Content, *, with_files: bool = True) -> Iterator[Action]:
    """Read the actions that took effect, the newest first; without their files in a tenth of the time.

    Damaged lines are skipped.
    """
    dropped: set[int] = set()
    for line in _lines_backwards(journal_path(content)):
        found = parse_line(line) if with_files else parse_head(line)
        if isinstance(found, Action):
            if found.number not in dropped:
                yield found
        elif found and found[0] == "dropped":
            dropped.add(found[1])


def read_action(content: Content, number: int) -> Action | None:
    """Read an action that took effect, by its number."""
    for line in _lines_backwards(journal_path(content)):
        found = parse_head(line)
        if isinstance(found, Action) and found.number == number:
            whole = parse_line(line)
            return whole if isinstance(whole, Action) else None
        if found == ("dropped", number):
            return None
    return None


def find_last(content: Content) -> tuple[int, Action | None]:
    """Return the last action's number, 0 if there is none, and the action where no line says how it ended."""
    for line in _lines_backwards(journal_path(content)):
        found = parse_line(line)
        if isinstance(found, Action):
            return found.number, found
        if found:
            return found[1], None
    return 0, None


def append_action(content: Content, action: Action) -> None:
    """Note an action before it is made."""
    append_line(journal_path(content), format_action(action), is_whole=is_whole)


def append_mark(content: Content, mark: Mark, number: int) -> None:
    """Note how an action ended."""
    append_line(journal_path(content), format_mark(mark, number), is_whole=is_whole)


def trim(content: Content, now: dt.datetime) -> None:
    """Drop the oldest actions where the file has become too big or too old; the last one always stays."""
    path = journal_path(content)
    size = path.stat().st_size
    if size <= KEPT_BYTES and not _is_late(path, now):
        return
    lines = path.read_bytes().splitlines(keepends=True)
    kept = _kept(lines, most=TRIMMED_BYTES if size > KEPT_BYTES else KEPT_BYTES, since=now - _days(KEPT_DAYS))
    if len(kept) < len(lines):
        write_atomic(path, b"".join(kept))


def _kept(lines: list[bytes], *, most: int, since: dt.datetime) -> list[bytes]:
    """Return the end of the journal that is small and new enough, from the first line of an action on."""
    size, first = 0, len(lines)
    for at in range(len(lines) - 1, -1, -1):
        size += len(lines[at])
        time = _time_of(lines[at])
        if time is None:
            continue
        if first < len(lines) and (size > most or time < since):
            break
        first = at
    return lines[first:]


def _is_late(path: Path, now: dt.datetime) -> bool:
    with path.open("rb") as file:
        time = _time_of(file.read(BLOCK))
    return time is not None and time < now - _days(KEPT_DAYS + TRIMMED_DAYS)


def _time_of(line: bytes) -> dt.datetime | None:
    """Read an action's time from its head, without the bytes that it holds; None for other lines."""
    head = HEAD_RE.match(line)
    return dt.datetime.fromisoformat(head[1].decode()) if head else None


def _days(number: int) -> dt.timedelta:
    return dt.timedelta(days=number)


def _lines_backwards(path: Path) -> Iterator[bytes]:
    """Read a file's lines from its end, in blocks."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return
    with file:
        at = file.seek(0, 2)
        parts: list[bytes] = []  # of the line that goes on before the block, last part first
        while at > 0:
            size = min(BLOCK, at)
            at -= size
            file.seek(at)
            *whole, rest = reversed(file.read(size).split(b"\n"))
            for line in whole:
                yield b"".join((line, *reversed(parts)))
                parts.clear()
            parts.append(rest)
        yield b"".join(reversed(parts))
