"""Atomic, durable file writes, and the lock that keeps two commands apart.

Every write goes to a temporary file beside its target, is synced to disk, and replaces the target in one step.
"""

import errno
import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ...core.errors import ContentError

TEMPORARY = ".digest-tmp"  # ends the names of our temporary files, which start with a dot
BLOCK = 4096  # bytes in which the end of a file is read
LOCK_SECONDS = 10.0
LOCK_STEP = 0.1
# Errors of file systems without hard links.
NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EXDEV, errno.ENOSYS, errno.EMLINK)
# Errors of network file systems without locks on folders; there the editor must not run two commands at once.
NO_LOCKS = (errno.EBADF, errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP)
CHANGED = "{}: it has changed meanwhile, perhaps in your text editor; run the command again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One file's change: its bytes before and after; None where there is no file."""

    path: Path
    before: bytes | None
    after: bytes | None


def text_edit(path: Path, new: str | None, *, old: str | None) -> Edit:
    """Make the edit of a text file that holds `old`; None: there is no file, or it is to go."""
    return Edit(path=path, before=None if old is None else old.encode(), after=None if new is None else new.encode())


def write_atomic(path: Path, data: bytes, *, expected: bytes | None = None) -> None:
    """Replace a file's contents in one step. Raises ContentError if it no longer holds the `expected` bytes."""
    target = path.resolve()
    temporary = _write_beside(target, data)
    try:
        if expected is not None and target.read_bytes() != expected:
            raise ContentError(CHANGED.format(path))
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o7777)
        os.replace(temporary, target)  # noqa: PTH105 - the tests make this very call fail
    except BaseException:
        _discard(temporary)
        raise
    sync_folder(target.parent)


def write_new(path: Path, data: bytes) -> None:
    """Write a file that must not exist yet. Raises FileExistsError; what is there stays as it is."""
    make_folder(path.parent)
    temporary = _write_beside(path, data)
    try:
        os.link(temporary, path)  # unlike a rename, it fails if the name is in use
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from error
        os.replace(temporary, path)  # noqa: PTH105
    finally:
        _discard(temporary)
    sync_folder(path.parent)


def apply_edit(edit: Edit) -> None:
    """Make one edit durably. Raises as `check_edit` does."""
    if edit.before is None and edit.after is not None:
        write_new(edit.path, edit.after)
    elif edit.after is None:
        check_edit(edit)
        remove(edit.path)
    else:
        write_atomic(edit.path, edit.after, expected=edit.before)


def check_edit(edit: Edit) -> None:
    """Raise FileExistsError if there is a file where none was, ContentError if it no longer holds what it held."""
    found = read_bytes(edit.path)
    if found == edit.before:
        return
    if edit.before is None:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(edit.path))
    raise ContentError(CHANGED.format(edit.path))


def read_bytes(path: Path) -> bytes | None:
    """Read a file; None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def remove(path: Path) -> None:
    """Delete a file durably."""
    path.unlink()
    sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Make a folder and its parents durably."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


@contextmanager
def fresh_folder(folder: Path, aside: Path) -> Iterator[None]:
    """Let a folder be filled anew; where that fails, what it held comes back, from `aside` on the same disk.

    What a killed command left aside comes back first.
    """
    if aside.exists():
        _swap(aside, folder)
    if folder.exists():
        make_folder(aside.parent)
        folder.rename(aside)
    try:
        yield
    except BaseException:
        _swap(aside, folder)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _swap(aside: Path, folder: Path) -> None:
    """Put a folder that was set aside in the place of another; where there is none, the other goes."""
    shutil.rmtree(folder, ignore_errors=True)
    if aside.exists():
        aside.rename(folder)


def sync_folder(folder: Path) -> None:
    """Sync a folder's list of names to disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some file systems cannot do it for folders
            raise
    finally:
        os.close(handle)


def append_line(path: Path, line: bytes, *, is_whole: Callable[[bytes], bool]) -> int:
    """Add one line to a file, whole or not at all, and return the file's new size, without reading the file.

    What a crash left of a line at the end is cut off first. Where it `is_whole`, only its line end is missing.
    """
    make_folder(path.parent)
    is_new = not path.exists()
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
    try:
        size = os.fstat(handle).st_size
        torn = _last_line(handle, size)
        if torn and not is_whole(torn):
            size -= len(torn)
            os.ftruncate(handle, size)
        data = (b"\n" if torn and is_whole(torn) else b"") + line + b"\n"
        try:
            _write_all(handle, data)
        except BaseException:
            os.ftruncate(handle, size)
            raise
    finally:
        os.close(handle)
    if is_new:
        sync_folder(path.parent)
    return size + len(data)


def read_torn(path: Path, *, is_whole: Callable[[bytes], bool]) -> bytes:
    """Return what a crash left of a line at the end of a file."""
    handle = os.open(path, os.O_RDONLY)
    try:
        last = _last_line(handle, os.fstat(handle).st_size)
    finally:
        os.close(handle)
    return b"" if is_whole(last) else last


def _last_line(handle: int, size: int) -> bytes:
    """Read what follows the last line end of a file."""
    found = b""
    while size > 0 and b"\n" not in found:
        step = min(BLOCK, size)
        size -= step
        found = os.pread(handle, step, size) + found
    return found.rpartition(b"\n")[2]


@contextmanager
def lock(folder: Path, *, report: Callable[[str], None], seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Lock a folder against other commands; wait for one up to `seconds`, then raise ContentError.

    The folder itself is locked: no lock file is left behind, committed, or seen by what watches the folder.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        _wait_for_lock(handle, folder, report=report, seconds=seconds)
        yield
    finally:
        os.close(handle)  # and with it goes the lock, also when the process is killed


def _wait_for_lock(handle: int, folder: Path, *, report: Callable[[str], None], seconds: float) -> None:
    until = time.monotonic() + seconds
    reported = False
    while not _try_lock(handle):
        if time.monotonic() >= until:
            raise ContentError(
                f"{folder}: another digest command is running there; nothing was done, run this again when it has ended"
            )
        if not reported:
            report(f"waiting for another digest command in {folder}")
            reported = True
        time.sleep(LOCK_STEP)


def _try_lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno not in NO_LOCKS:
            raise
    return True


def _write_beside(path: Path, data: bytes) -> Path:
    """Write a temporary file beside `path` and sync it."""
    temporary = _temporary_of(path)
    try:
        _write_whole(temporary, data)
    except OSError as error:
        error.filename = str(path)  # what an editor knows; of a full disk it would name nothing at all
        raise
    return temporary


def _write_whole(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), 0o666)
    try:
        _write_all(handle, data)
    except BaseException:
        os.close(handle)
        _discard(path)
        raise
    os.close(handle)


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
    os.fsync(handle)


def discard_temporary(path: Path) -> None:
    """Delete what a killed write left beside a file."""
    _discard(_temporary_of(path))


def _temporary_of(path: Path) -> Path:
    return path.with_name(f".{path.name[:200]}{TEMPORARY}")


def _discard(temporary: Path) -> None:
    with suppress(OSError):  # it may be gone; a left-over is swept by the next ingest
        temporary.unlink()
