"""Rendered bodies by what they were made from: Markdown is the slowest part of a build, and a body seldom changes.

An SQLite file: one body of ten thousand is found without reading the others, and many are added in one step. Each row
has a checksum; a file that SQLite cannot read is made anew.
"""

import logging
import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

logger = logging.getLogger(__name__)

FILE = "bodies.sqlite"
SPARE = 3  # so many times as many bodies are kept as a build used: other branches, texts that come back


FIND = "SELECT html, lost, sum FROM bodies WHERE key = ?"
Kept = tuple[str, tuple[str, ...]]  # HTML, and what of the text it does not show


class BodyStore:
    """HTML by key, of one version of whatever made it. What cannot be kept is forgotten, and said once."""

    def __init__(self, folder: Path, version: str) -> None:
        self._path = folder / FILE
        self._version = version
        self._database: sqlite3.Connection | None = None
        self._broken = False
        self._full = False  # or read-only

    def get(self, key: str) -> Kept | None:
        """Return what was kept under a key; None where there is nothing, or nothing that can be trusted."""
        try:
            database = self._open()
            row = database.execute(FIND, (key,)).fetchone() if database else None
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        if row is None or not isinstance(row[0], str) or not isinstance(row[1], str) or row[2] != _sum(key, *row[:2]):
            return None
        return row[0], tuple(row[1].split("\n")) if row[1] else ()

    def keys(self) -> frozenset[str]:
        """Return the keys of all that is kept."""
        try:
            database = self._open()
            return frozenset(key for (key,) in database.execute("SELECT key FROM bodies")) if database else frozenset()
        except sqlite3.Error as error:
            self._give_up(error)
            return frozenset()

    def put(self, bodies: Iterable[tuple[str, Kept]]) -> None:
        """Keep bodies, each under its key."""
        rows = [_make_row(key, html, "\n".join(lost)) for key, (html, lost) in bodies]
        try:
            database = self._open()
            if database is not None and rows and not self._full:
                with database:
                    database.executemany("INSERT OR REPLACE INTO bodies VALUES (?, ?, ?, ?)", rows)
        except sqlite3.OperationalError as error:  # a full disk, or a read-only one: what is there still counts
            logger.warning("%s: cannot be written, so the next build takes longer: %s", self._path, error)
            self._full = True
        except (sqlite3.Error, UnicodeEncodeError) as error:
            self._give_up(error)

    def prune(self, used: frozenset[str]) -> None:
        """Drop what this build did not use, once that is most of what there is."""
        kept = self.keys()
        if len(kept) <= SPARE * len(used) + 1000 or self._database is None:
            return
        try:
            with self._database:
                self._database.executemany("DELETE FROM bodies WHERE key = ?", ((key,) for key in kept - used))
        except sqlite3.Error as error:
            self._give_up(error)

    def close(self) -> None:
        """Close the file; it opens again when it is needed. A process that forks closes it before."""
        if self._database is not None:
            with suppress(sqlite3.Error):
                self._database.close()
            self._database = None

    def _open(self) -> sqlite3.Connection | None:
        if self._database is None and not self._broken:
            try:
                self._database = self._connect()
            except sqlite3.DatabaseError:
                with suppress(OSError):
                    self._path.unlink()
                self._database = self._connect()
        return self._database

    def _connect(self) -> sqlite3.Connection:
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(self._path)
        try:
            # No journal on disk and no fsync: after a crash the checksums tell what is right.
            database.execute("PRAGMA journal_mode = MEMORY")
            database.execute("PRAGMA synchronous = OFF")
            if not self._is_current(database):
                with database:
                    database.execute("DROP TABLE IF EXISTS bodies")
                    database.execute("DROP TABLE IF EXISTS version")
                    database.execute("CREATE TABLE bodies (key TEXT PRIMARY KEY, html TEXT, lost TEXT, sum INTEGER)")
                    database.execute("CREATE TABLE version (name TEXT)")
                    database.execute("INSERT INTO version VALUES (?)", (self._version,))
        except sqlite3.Error:
            database.close()
            raise
        return database

    def _is_current(self, database: sqlite3.Connection) -> bool:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
        if not {"bodies", "version"} <= tables:
            return False
        row = database.execute("SELECT name FROM version").fetchone()
        return row is not None and row[0] == self._version

    def _give_up(self, error: Exception) -> None:
        """Do without for the rest of the build; a file that is damaged goes, so that the next build has a new one."""
        if not self._broken:
            logger.warning("%s: cannot be used, so this build takes longer: %s", self._path, error)
        self.close()
        self._broken = True
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
            with suppress(OSError):
                self._path.unlink()


def _make_row(key: str, html: str, lost: str) -> tuple[str, str, str, int]:
    return key, html, lost, _sum(key, html, lost)


def _sum(*parts: str) -> int:
    number = 0
    for part in parts:
        number = zlib.crc32(part.encode("utf-8", "surrogatepass"), number)
    return number
