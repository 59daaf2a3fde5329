"""Files of the output folder: written when their bytes differ, removed when the plan has them no more."""

import errno
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from ...core.errors import DigestError
from ..plan.files import is_safe_path

IN_THE_WAY = (errno.EEXIST, errno.EISDIR, errno.ENOTDIR, errno.ENOTEMPTY)  # a folder for a file, or a file for a folder


class OutputError(DigestError):
    """A file of the output folder cannot be written."""


def write_changed(path: Path | str, data: bytes) -> bool:
    """Write a file if its bytes differ, whole or not at all; tell whether it was written."""
    if _read(path) == data:
        return False
    temporary = f"{path}.part"
    try:
        descriptor = _create(temporary)
        try:
            _write_all(descriptor, data)
        finally:
            os.close(descriptor)
        os.replace(temporary, path)  # noqa: PTH105 -- strings throughout: ten thousand files, and Path is slow
    except OSError as error:
        with suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108 -- half a file must not be published with the others
        remedy = "move away what is there" if error.errno in IN_THE_WAY else "mend that, then build again"
        raise OutputError(f"{path}: cannot be written: {error.strerror}; {remedy}") from error
    return True


def remove_outputs(output: Path, paths: Iterable[str]) -> tuple[str, ...]:
    """Remove files of an earlier plan, and folders that are then empty; return which there were."""
    removed = []
    for path in sorted(paths):
        file = output / path
        if is_safe_path(path) and (file.is_file() or file.is_symlink()):
            file.unlink()
            removed.append(path)
            _remove_empty(output, file.parent)
    return tuple(removed)


def _read(path: Path | str) -> bytes | None:
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return None
    try:
        with os.fdopen(descriptor, "rb", buffering=0) as file:
            return file.read()
    except IsADirectoryError:
        return None


def _create(path: str) -> int:
    # No fsync: after a power cut the next build finds the difference and mends it.
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    try:
        return os.open(path, flags, 0o644)
    except FileNotFoundError:
        _make_folder(os.path.dirname(path))  # noqa: PTH120
        return os.open(path, flags, 0o644)


def _make_folder(folder: str) -> None:
    try:
        os.mkdir(folder)  # noqa: PTH102
    except FileNotFoundError:  # seldom: the folder of a new day
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    except FileExistsError:  # another process was faster
        pass


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _remove_empty(output: Path, folder: Path) -> None:
    while folder != output and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
