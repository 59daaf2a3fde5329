"""Write output files atomically and only when their bytes differ; remove those of an earlier build."""

import errno
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from ...core.errors import DigestError
from ..plan.files import is_safe_path
from .backup import Backup

IN_THE_WAY = (errno.EEXIST, errno.EISDIR, errno.ENOTDIR, errno.ENOTEMPTY)  # a folder for a file, or a file for a folder


class OutputError(DigestError):
    """A file of the output folder cannot be written."""


def write_changed(path: Path | str, data: bytes, backup: Backup | None = None) -> bool:
    """Write a file if its bytes differ, whole or not at all; tell whether it was written.

    No Path is made here: for ten thousand files that would take a sixtieth of the build.
    """
    if _read(path) == data:
        return False
    temporary = f"{path}.part"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
        with open(temporary, "wb") as file:  # noqa: PTH123
            file.write(data)  # no fsync: after a power cut the next build finds the difference and mends it
        if backup is not None:
            backup.keep(path)
        os.replace(temporary, path)  # noqa: PTH105
    except OSError as error:
        with suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108 -- half a file must not be published with the others
        remedy = "move away what is there" if error.errno in IN_THE_WAY else "mend that, then build again"
        raise OutputError(f"{path}: cannot be written: {error.strerror}; {remedy}") from error
    return True


def remove_outputs(output: Path, paths: Iterable[str], backup: Backup | None = None) -> tuple[str, ...]:
    """Remove files of an earlier plan, and folders that are then empty; return which there were."""
    removed = []
    for path in sorted(paths):
        file = output / path
        if is_safe_path(path) and (file.is_file() or file.is_symlink()):
            if backup is not None:
                backup.keep(file)
            file.unlink()
            removed.append(path)
            _remove_empty(output, file.parent)
    return tuple(removed)


def _read(path: Path | str) -> bytes | None:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read()
    except OSError:
        return None


def _remove_empty(output: Path, folder: Path) -> None:
    while folder != output and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
