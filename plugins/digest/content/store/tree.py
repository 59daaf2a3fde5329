"""The files below the content folder: regular ones only, and no link is followed out of it.

A link that leads out, a FIFO, a device or a socket is never opened, but named with its fault.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from ...core.errors import UnreadableError

LEADS_OUT = "this link leads out of the content folder and is not followed; put the file itself there"
NOT_REGULAR = "this is not a regular file; put a file with the text or picture itself there"


def find_fault(path: str | Path, root: Path) -> str | None:
    """Return why a path must not be read for the site with the content folder `root`, which is free of links itself."""
    real = os.path.realpath(path)
    if real != os.path.normpath(path) and not f"{real}/".startswith(f"{root}/"):
        return LEADS_OUT
    try:
        kind = os.stat(real).st_mode  # noqa: PTH116 -- strings throughout: there may be ten thousand files
    except OSError:
        return None  # whoever reads it says so
    return None if stat.S_ISREG(kind) or stat.S_ISDIR(kind) else NOT_REGULAR


def refuse_fault(path: Path, root: Path) -> None:
    """Raise UnreadableError for a path that must not be read."""
    fault = find_fault(path, root)
    if fault is not None:
        raise UnreadableError(path, fault)


def walk(top: str | Path, root: Path) -> Iterator[tuple[str, str | None]]:
    """List what is below a folder but for hidden folders, in a fixed order: each path, and its fault if it has one.

    Folders behind links are not entered.
    """
    if fault := find_fault(top, root):
        yield str(top), fault
        return
    yield from _walk(str(top), root)


def _walk(folder: str, root: Path) -> Iterator[tuple[str, str | None]]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        if entry.is_file(follow_symlinks=False):
            yield entry.path, None
        elif entry.is_dir(follow_symlinks=False):
            if not entry.name.startswith("."):
                yield from _walk(entry.path, root)
        elif not entry.is_dir() or find_fault(entry.path, root):
            yield entry.path, find_fault(entry.path, root)
