"""Cache file: an SQLite database of pickled values, each with the version of what made it and a checksum.

What is damaged, of another version or not there counts as absent, and so does all of a file that SQLite cannot read. A
pickle can run code: one is loaded only after its checksum was found right, and from the one file that this program
itself writes. Where nothing can be read or written a build says so and goes on; it is then slower, never wrong.

>>> cache.put("bodies", "version 1", {"key": "<p>A text</p>"})
>>> cache.get("bodies", "key", "version 1")
'<p>A text</p>'
"""

import logging
import os
import pickle
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TypeVar

logger = logging.getLogger(__name__)

NAME: Final = "digest.sqlite"
WAIT_SECONDS: Final = 5.0  # for another process that writes, which takes it far less
FORMER_FILES: Final = ("posts", "bodies.sqlite", "vocabularies", "problems", "outputs-*")  # what it took the place of
TABLE: Final = (
    "CREATE TABLE entries (kind TEXT, key BLOB, version TEXT, checksum BLOB, value BLOB, PRIMARY KEY (kind, key))"
)
FIND: Final = "SELECT key, checksum, value FROM entries WHERE kind = ? AND version = ?"
PUT: Final = "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?)"
Result = TypeVar("Result")


class CacheFile:
    """Values by kind and key, kept from one run to the next. A process that forks closes it before."""

    def __init__(self, folder: Path, *, wait: float = WAIT_SECONDS) -> None:
        self.path = folder / NAME
        self._wait = wait
        self._owner = os.getpid()
        self._database: sqlite3.Connection | None = None
        self._readable = True
        self._writable = True
        self._after_renewal: list[Callable[[], None]] = []

    def call_after_renewal(self, work: Callable[[], None]) -> None:
        """Call something each time the file was damaged and is made anew: what must outlast that is put again."""
        self._after_renewal.append(work)

    def get(self, kind: str, key: str, version: str) -> Any | None:
        """Return what was kept under a key; None where there is nothing that can be trusted."""
        return self._find(f"{FIND} AND key = ?", kind, version, _encode(key)).get(key)

    def get_all(self, kind: str, version: str) -> dict[str, Any]:
        """Return all of a kind by key."""
        return self._find(FIND, kind, version)

    def put(self, kind: str, version: str, values: Mapping[str, Any]) -> None:
        """Keep values by key, all of them or none."""
        rows = [_make_row(kind, _encode(key), version, value) for key, value in values.items()]

        def write(database: sqlite3.Connection) -> None:
            with database:
                database.executemany(PUT, rows)

        if rows:
            self._use(write, writing=True)

    def close(self) -> None:
        """Let go of the file; it opens again when it is needed."""
        if self._database is not None:
            with suppress(sqlite3.Error):
                self._database.close()
            self._database = None

    def _find(self, query: str, kind: str, version: str, *more: object) -> dict[str, Any]:
        rows = self._use(lambda database: database.execute(query, (kind, version, *more)).fetchall())
        return {
            _decode(key): pickle.loads(data)
            for key, checksum, data in rows or ()
            if isinstance(key, bytes) and isinstance(data, bytes) and checksum == _checksum(kind, version, key, data)
        }

    def _use(self, work: Callable[[sqlite3.Connection], Result], *, writing: bool = False) -> Result | None:
        """Do some work with the database; None where that cannot be."""
        if not (self._writable if writing else self._readable):
            return None
        try:
            return self._use_or_renew(work)
        except (sqlite3.Error, UnicodeDecodeError, OSError) as error:
            what = "written" if writing else "read"
            logger.warning("%s: cannot be %s, so the next build takes longer: %s", self.path, what, error)
            self._writable = False
            self._readable = self._readable and writing  # of a full disk, what is there still counts
            return None

    def _use_or_renew(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        try:
            return work(self._open())
        except sqlite3.OperationalError:  # of the disk
            raise
        except (sqlite3.DatabaseError, UnicodeDecodeError):  # the latter where SQLite quotes what is damaged
            if os.getpid() != self._owner:  # others have the file open
                raise
            logger.warning("%s: it is damaged and is made anew", self.path)
            self._delete()
            result = work(self._open())
            for again in self._after_renewal:
                again()
            return result

    def _open(self) -> sqlite3.Connection:
        if self._database is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._database = _connect(self.path, self._wait)
            if not _is_current(self._database):
                self._delete()
                self._database = _connect(self.path, self._wait)
                self._database.execute(TABLE)
        return self._database

    def _delete(self) -> None:
        self.close()
        for name in (NAME, f"{NAME}-journal", *FORMER_FILES):
            for path in self.path.parent.glob(name):
                path.unlink()


def _connect(path: Path, wait: float) -> sqlite3.Connection:
    database = sqlite3.connect(path, wait)
    database.text_factory = lambda data: data.decode("utf-8", "replace")  # of a damaged row, which the checksum shows
    database.execute("PRAGMA synchronous = OFF")  # after a power cut the checksums tell what is right
    return database


def _is_current(database: sqlite3.Connection) -> bool:
    return database.execute("SELECT sql FROM sqlite_master WHERE name = 'entries'").fetchall() == [(TABLE,)]


def _make_row(kind: str, key: bytes, version: str, value: Any) -> tuple[str, bytes, str, bytes, bytes]:
    data = pickle.dumps(value, protocol=5)
    return kind, key, version, _checksum(kind, version, key, data), data


def _checksum(kind: str, version: str, key: bytes, data: bytes) -> bytes:
    made = sha256(f"{kind}\n{version}\n{len(key)}\n".encode() + key)
    made.update(data)
    return made.digest()


def _encode(key: str) -> bytes:
    return key.encode("utf-8", "surrogatepass")  # a file's name may be no UTF-8


def _decode(key: bytes) -> str:
    return key.decode("utf-8", "surrogatepass")
