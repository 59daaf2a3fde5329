"""Records of the output folder: which files the last build left there, what each was made from, and how it was left."""

import time
from collections.abc import Iterable
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from .cachefile import CacheFile
from .stat_signature import OUTPUT_DOUBT, StatSignature, is_reliable, read_stat_signature

KIND = "outputs"
VERSION = "8"  # not of the program: after an update it is still known which files are the site's own
NO_SIGNATURE: StatSignature = (-1, -1, -1, -1)


class Record(NamedTuple):
    """One file of the output."""

    signature: StatSignature = NO_SIGNATURE
    content_hash: bytes = b""
    fingerprint: bytes = b""  # of what it was made from; empty: unknown


class Counts(NamedTuple):
    """How much a site has."""

    posts: int
    drafts: int
    hidden: int
    pages: int


class BuildRecord(NamedTuple):
    """The last build as a whole: of what, for which moments it holds, and what it counted."""

    posts: bytes  # fingerprint of all posts and stories
    context: bytes  # ... of all else, which is the same for all groups of pages
    since: int  # microseconds: when the last post that it shows came due
    until: int  # ... and when the next one will
    counts: Counts


class Outputs:
    """The records of one output folder, by path: a production build beside the editor's has its own."""

    def __init__(self, cache: CacheFile, output: Path) -> None:
        self._cache = cache
        self._key = str(output.resolve())
        self.output = output
        self.prefix = f"{output}/"  # of a file's path as a string: ten thousand of them, and Path is slow
        self._saved_at = 0
        self.build: BuildRecord | None = None  # None while a build that adds files is at work
        self.records: dict[str, Record] = {}
        self.groups: dict[str, Any] = {}  # records of groups of pages, as the last build that ended left them
        kept = cache.get(KIND, self._key, VERSION)
        if kept is not None:
            self._saved_at, self.build, records, self.groups = kept
            self.records = {path: Record(*row) for path, row in records.items()}
        # Whatever in the file is damaged: without these, outputs that no plan has any more would stay for ever.
        cache.call_after_renewal(self._put)

    def save(self) -> None:
        """Keep the records for the next build."""
        self._saved_at = time.time_ns()
        self._put()

    def _put(self) -> None:
        records = dict(zip(self.records, map(tuple, self.records.values()), strict=True))  # in half the time
        kept = (self._saved_at, self.build, records, self.groups if self.build else {})
        self._cache.put(KIND, VERSION, {self._key: kept})

    def register(self, paths: Iterable[str]) -> None:
        """Note files that are about to be written, so that a build which is killed still knows what is its own.

        Where all of them are known already there is nothing to note: what such a build writes shows in its signature.
        """
        new = [path for path in paths if path not in self.records]
        if new:
            self.build = None
            self.records.update(dict.fromkeys(new, Record()))
            self.save()

    def is_intact(self, path: str) -> bool:
        """Return whether a file had the bytes that were written when this build began."""
        return (
            path in self.records and path not in self.modified_outputs and self.records[path].signature != NO_SIGNATURE
        )

    @cached_property
    def modified_outputs(self) -> frozenset[str]:
        """Return the files that are not as they were left; reads one only where its signature leaves doubt."""
        return frozenset([path for path, record in tuple(self.records.items()) if not self._is_as_left(path, record)])

    def _is_as_left(self, path: str, record: Record) -> bool:
        try:
            signature = read_stat_signature(self.prefix + path)
            if signature == record.signature and is_reliable(signature, self._saved_at, OUTPUT_DOUBT):
                return True
            if signature[0] != record.signature[0]:
                return False
            intact = hash_content(Path(self.output, path).read_bytes()) == record.content_hash
        except OSError:
            return False
        if intact:
            self.records[path] = record._replace(signature=signature)
        return intact


def make_record(file: str, data: bytes, fingerprint: bytes) -> Record:
    """Describe a file that was just written."""
    return Record(read_stat_signature(file), hash_content(data), fingerprint)


def hash_content(data: bytes) -> bytes:
    """Return what tells an output's bytes from any others."""
    return sha256(data).digest()[:16]  # which processors have instructions for
