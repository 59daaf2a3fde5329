"""What the last check found, for as long as what was checked has not changed."""

import marshal
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ...core.types import Problem
from .cachefile import read_sealed, write_sealed

FILE = "problems"
NAMES = ("file", "line", "field", "message", "severity", "fixable")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check found: in all, and in each post alone, whatever the others are."""

    posts: bytes = b""  # the fingerprint of all posts that were checked
    headers: Mapping[str, bytes] = field(default_factory=dict)  # by file
    problems: tuple[Problem, ...] = ()
    own: tuple[Problem, ...] = ()


def recall_check(cache: Path, fingerprint: bytes, exists: Callable[[str], bool]) -> Checked:
    """Return what a check found beside the same vocabularies; an empty one where that is not known.

    Nor is it known where a file is gone that the check saw to be there.
    """
    payload = read_sealed(cache / FILE, fingerprint.hex())
    if payload is None:
        return Checked()
    files, posts, headers, problems, own = marshal.loads(payload)
    if not all(map(exists, files)):
        return Checked()
    return Checked(posts=posts, headers=headers, problems=_unpack(problems), own=_unpack(own))


def keep_check(cache: Path, fingerprint: bytes, files: Iterable[str], checked: Checked) -> None:
    """Keep what a check found, with the files that it saw to be there."""
    kept = (tuple(files), checked.posts, dict(checked.headers), _pack(checked.problems), _pack(checked.own))
    write_sealed(cache / FILE, fingerprint.hex(), marshal.dumps(kept))


def _pack(problems: Iterable[Problem]) -> list[tuple[object, ...]]:
    return [(one.file, one.line, one.field, one.message, one.severity, one.fixable) for one in problems]


def _unpack(rows: Iterable[tuple[object, ...]]) -> tuple[Problem, ...]:
    return tuple(Problem(**dict(zip(NAMES, row, strict=True))) for row in rows)  # type: ignore[arg-type]
