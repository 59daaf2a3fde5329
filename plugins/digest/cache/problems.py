"""The warnings of the last check, for as long as nothing that was checked has changed."""

import marshal
from collections.abc import Callable, Iterable
from pathlib import Path

from ..types import Problem
from .sealed import read_sealed, write_sealed

FILE = "problems"


def recall_problems(cache: Path, mark: bytes, exists: Callable[[str], bool]) -> tuple[Problem, ...] | None:
    """Return what a check of the same things found; None where that is not known, or a file it saw is gone."""
    payload = read_sealed(cache / FILE, mark.hex())
    if payload is None:
        return None
    files, rows = marshal.loads(payload)
    if not all(map(exists, files)):
        return None
    names = ("file", "line", "field", "message", "severity", "fixable")
    return tuple(Problem(**dict(zip(names, row, strict=True))) for row in rows)


def keep_problems(cache: Path, mark: bytes, files: Iterable[str], problems: Iterable[Problem]) -> None:
    """Keep what a check found, with the files that it saw to be there."""
    rows = [(one.file, one.line, one.field, one.message, one.severity, one.fixable) for one in problems]
    write_sealed(cache / FILE, mark.hex(), marshal.dumps((tuple(files), rows)))
