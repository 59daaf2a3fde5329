"""The ledger's file: read once a run, appended to at a cost that does not grow with it.

A crash leaves a torn last line at most, which is passed over in reading and cut off by the next append.
"""

from pathlib import Path

from ...core.errors import ProblemsError
from .content import Content, name_of
from .disk import append_line
from .ledger import Ledger, LedgerEntry, find_last_entry, format_entry, parse_ledger
from .tree import refuse_fault

COMPARED = 256  # bytes before the end of what was read: the same still, where a file has only grown


def read_ledger(content: Content) -> Ledger:
    """Read the ledger; there need not be one yet. Raises ProblemsError."""
    refuse_fault(content.ledger, content.root)
    return _parse(content, _read(content.ledger))


def append_ledger(content: Content, entry: LedgerEntry) -> None:
    """Add an entry to the ledger, lastingly."""
    append_line(content.ledger, format_entry(entry).encode(), is_whole=_is_entry)


class LedgerFile:
    """The ledger as one command sees it, under the lock: read once, each entry of its own added without reading again.

    What another program does to the file meanwhile is noticed: lines that it adds are read, and after any other change
    the whole file.
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

    def append(self, entry: LedgerEntry) -> None:
        """Add an entry, lastingly, after those that others have added."""
        ledger, line = self.ledger, format_entry(entry).encode()
        end = append_line(self._content.ledger, line, is_whole=_is_entry)
        ledger.add(entry)
        self._remember(end, line + b"\n")

    def _load(self) -> None:
        data = _read(self._content.ledger)
        self._ledger = _parse(self._content, data)
        self._remember(_end_of_entries(data), data)

    def _catch_up(self) -> None:
        """Read what has come since; all of it where the file has not only grown."""
        data = _read(self._content.ledger, start=self._end - len(self._last))
        more = data[len(self._last) :]
        if not (more and data.startswith(self._last)):
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
    # A crash can tear a character as well: what cannot be decoded is passed over with its line, or told of there.
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    return parse_ledger(text, file=name_of(content, content.ledger))


def _signature(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _end_of_entries(data: bytes) -> int:
    """Give where the last whole entry ends, which some editor may have left without its line end."""
    end = data.rfind(b"\n") + 1
    return len(data) if _is_entry(data[end:]) else end


def _is_entry(line: bytes) -> bool:
    return find_last_entry(line.decode("utf-8", "replace")) is not None
