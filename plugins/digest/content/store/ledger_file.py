"""The ledger's file: read once a run, appended to at a cost that does not grow with it.

A crash leaves a torn last line at most, which is passed over in reading and cut off by the next append.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from ...core.errors import ProblemsError
from .content import Content, name_of
from .disk import append_line, read_torn
from .ledger import CANCELLED, Ledger, LedgerEntry, is_whole, live_lines, parse_ledger
from .tree import refuse_fault

COMPARED = 256  # bytes before the end of what was read: the same still, where a file has only grown


def read_ledger(content: Content) -> Ledger:
    """Read the ledger; there need not be one yet. Raises ProblemsError."""
    refuse_fault(content.ledger, content.root)
    return _parse(content, _read(content.ledger))


def read_live_lines(content: Content) -> tuple[str, ...]:
    """Read the lines that no later line cancels, as they are written."""
    refuse_fault(content.ledger, content.root)
    return tuple(line for _, line in live_lines(_decode(_read(content.ledger))))


def find_last(content: Content, post_id: str) -> LedgerEntry | None:
    """Find the last entry of a post; only lines that hold its id are parsed. Raises ProblemsError for one of these."""
    refuse_fault(content.ledger, content.root)
    quoted = json.dumps(post_id, ensure_ascii=False)
    lines = [line for _, line in live_lines(_decode(_read(content.ledger))) if quoted in line]
    return parse_ledger("\n".join(lines), file=name_of(content, content.ledger)).last(post_id)


def append_ledger(content: Content, lines: Sequence[str]) -> None:
    """Add lines to the ledger, lastingly; all or, where that fails, none."""
    append_line(content.ledger, "\n".join(lines).encode(), is_whole=_is_whole)


def find_end(content: Content) -> int:
    """Return the size of the ledger without a torn last line."""
    try:
        size = content.ledger.stat().st_size
    except FileNotFoundError:
        return 0
    return size - len(read_torn(content.ledger, is_whole=_is_whole))


class LedgerFile:
    """The ledger as one command sees it, under the lock: read once, then only what is added.

    After any other change, and where a line is cancelled, the whole file is read again.
    """

    def __init__(self, content: Content) -> None:
        self._content = content
        refuse_fault(content.ledger, content.root)
        self._load()

    @property
    def ledger(self) -> Ledger:
        """What the file says at this moment. Raises ProblemsError."""
        if _signature(self._content.ledger) != self._signature:
            self._catch_up()
        return self._ledger

    def _load(self) -> None:
        data = _read(self._content.ledger)
        self._ledger = _parse(self._content, data)
        self._remember(_end_of_entries(data), data)

    def _catch_up(self) -> None:
        """Read what has come since; all of it where the file has not only grown."""
        data = _read(self._content.ledger, start=self._end - len(self._last))
        more = data[len(self._last) :]
        if not (more and data.startswith(self._last)) or CANCELLED.encode() in more:
            return self._load()
        try:
            entries = _parse(self._content, more).entries
        except ProblemsError:  # whose lines are counted from here on
            return self._load()
        for entry in entries:
            self._ledger.add(entry)
        return self._remember(self._end + _end_of_entries(more), data)

    def _remember(self, end: int, data: bytes) -> None:
        """Note up to where the file is read; `data` ends there, or with a torn line more."""
        self._end = end
        self._last = data[: _end_of_entries(data)][-COMPARED:]
        self._signature = _signature(self._content.ledger)


def _read(path: Path, *, start: int = 0) -> bytes:
    if not path.is_file():
        return b""
    with path.open("rb") as file:
        file.seek(start)
        return file.read()


def _parse(content: Content, data: bytes) -> Ledger:
    return parse_ledger(_decode(data), file=name_of(content, content.ledger))


def _decode(data: bytes) -> str:
    # A crash can tear a character as well: what cannot be decoded is passed over with its line, or told of there.
    return data.decode("utf-8", "replace").replace("\r\n", "\n")


def _signature(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _end_of_entries(data: bytes) -> int:
    """Give where the last whole entry ends, which some editor may have left without its line end."""
    end = data.rfind(b"\n") + 1
    return len(data) if _is_whole(data[end:]) else end


def _is_whole(line: bytes) -> bool:
    return is_whole(line.decode("utf-8", "replace"))
