"""Which files the last build had put into the output folder, what each was made from, and how it was left."""

import marshal
import time
from collections.abc import Iterable
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from .cachefile import read_sealed, write_sealed
from .stat_signature import OUTPUT_DOUBT, StatSignature, read_stat_signature

VERSION = "outputs 7"
NO_SIGNATURE: StatSignature = (-1, -1, -1, -1)


class Record(NamedTuple):
    """One file of the output."""

    stamp: StatSignature = NO_SIGNATURE
    content_hash: bytes = b""  # of its bytes
    fingerprint: bytes = b""  # of what it was made from; empty: unknown


class BuildRecord(NamedTuple):
    """The last build as a whole: of what, for which moments it holds, and what it counted."""

    state: bytes
    context: bytes  # the part of the state that is the same for all groups of pages
    since: int  # microseconds: when the last post that it shows came due
    until: int  # ... and when the next one will
    counts: tuple[int, int, int, int]  # posts, drafts, hidden posts, pages


class Outputs:
    """The records of one output folder, by path: a production build beside the editor's has its own."""

    def __init__(self, cache: Path, output: Path) -> None:
        name = sha256(str(output.resolve()).encode()).hexdigest()[:12]
        self._file = cache / f"outputs-{name}"
        self.output = output
        self.prefix = f"{output}/"  # of a file's path as a string: ten thousand of them, and Path is slow
        self._saved_at = 0
        self.latest: BuildRecord | None = None  # None while a build that adds files is at work
        self.records: dict[str, Record] = {}
        self.groups: dict[str, tuple[Any, ...]] = {}  # pages that rest together, as the last build that ended left them
        payload = read_sealed(self._file, VERSION)
        if payload is not None:
            self._saved_at, latest, records, self.groups = marshal.loads(payload)
            self.latest = BuildRecord(*latest) if latest else None
            self.records = dict(zip(records, map(Record._make, records.values()), strict=True))

    def save(self) -> None:
        """Keep the records for the next build."""
        self._saved_at = time.time_ns()
        records = dict(zip(self.records, map(tuple, self.records.values()), strict=True))
        groups = self.groups if self.latest else {}
        payload = marshal.dumps((self._saved_at, tuple(self.latest or ()), records, groups))
        write_sealed(self._file, VERSION, payload)

    def is_whole(self) -> bool:
        """Tell whether every file still has the bytes that were written."""
        return not self.modified_outputs

    def register(self, paths: Iterable[str]) -> None:
        """Note files that are about to be written, so that a build which is killed still knows what is its own.

        Where all of them are known already there is nothing to note: what such a build writes shows in its stamp.
        """
        new = [path for path in paths if path not in self.records]
        if new:
            self.latest = None
            self.records.update(dict.fromkeys(new, Record()))
            self.save()

    def is_intact(self, path: str) -> bool:
        """Tell whether a file had the bytes that were written when this build began."""
        return path in self.records and path not in self.modified_outputs and self.records[path].stamp != NO_SIGNATURE

    @cached_property
    def modified_outputs(self) -> frozenset[str]:
        """Return the files that are not as they were left; reads one only where its stamp leaves doubt."""
        until = self._saved_at - OUTPUT_DOUBT
        modified = []
        for path, record in tuple(self.records.items()):
            try:
                stamp = read_stat_signature(self.prefix + path)
                if stamp == record.stamp and stamp[1] < until and stamp[2] < until:  # as `is_settled`, without the call
                    continue
                intact = (
                    stamp[0] == record.stamp[0]
                    and content_hash(Path(self.output, path).read_bytes()) == record.content_hash
                )
            except OSError:
                intact = False
            if intact:
                self.records[path] = record._replace(stamp=stamp)
            else:
                modified.append(path)
        return frozenset(modified)


def make_record(file: str, data: bytes, fingerprint: bytes) -> Record:
    """Describe a file that was just written."""
    return Record(read_stat_signature(file), content_hash(data), fingerprint)


def content_hash(data: bytes) -> bytes:
    """Return what tells an output's bytes from any others."""
    return sha256(data).digest()[:16]  # which processors have instructions for


def read_outputs(cache: Path, output: Path) -> frozenset[str]:
    """Return the paths that the last build into this output had planned; none where that is not known."""
    return frozenset(Outputs(cache, output).records)


def write_outputs(cache: Path, output: Path, files: Iterable[str]) -> None:
    """Note which files are ours, and keep what is known of them."""
    known = Outputs(cache, output)
    known.records = {path: known.records.get(path, Record()) for path in files}
    known.save()
