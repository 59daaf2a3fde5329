"""Bytes that will be wanted again and need not be in memory: in a file without a name, gone with its process.

>>> scratch = Scratch(folder)
>>> scratch.get(scratch.put(b"some bytes"))
b'some bytes'
"""

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, NamedTuple


class Span(NamedTuple):
    """Where in the file some bytes are."""

    start: int
    length: int


class Scratch:
    """A file to put bytes into. It opens with the first: a process that forks leaves that to those that it starts."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder  # None: where the system has such files
        self._file: IO[Any] | None = None
        self._end = 0

    def put(self, data: bytes) -> Span | None:
        """Put bytes away; None where the disk takes no more."""
        with suppress(OSError):
            if self._file is None:
                self._file = tempfile.TemporaryFile(dir=self._folder, buffering=0)  # noqa: SIM115 -- open to the end
            if os.pwrite(self._file.fileno(), data, self._end) == len(data):
                span = Span(self._end, len(data))
                self._end += len(data)
                return span
        return None

    def get(self, span: Span) -> bytes:
        """Return bytes that were put away."""
        assert self._file is not None
        return os.pread(self._file.fileno(), span.length, span.start)
