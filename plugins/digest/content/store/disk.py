"""Files on disk that are old or new, never half: atomic writes and the lock that keeps two commands apart.

Every write goes to a temporary file beside its target, is forced to disk, and takes the target's name in one step.
"""

import errno
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ...core.errors import ContentError

TEMPORARY = ".digest-tmp"  # ends the names of our temporary files, which start with a dot
BLOCK = 4096  # bytes in which the end of a file is read
LOCK_SECONDS = 10.0
LOCK_STEP = 0.1
# File systems that know no hard links say one of these.
NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EXDEV, errno.ENOSYS, errno.EMLINK)
# File systems over the network may know no locks on folders: two commands at once are then the editor's care.
NO_LOCKS = (errno.EBADF, errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP)


def write_atomic(path: Path, data: bytes, *, expected: bytes | None = None) -> None:
    """Give a file new contents in one step. Raises ContentError if it no longer holds the `expected` bytes."""
    target = path.resolve()
    temporary = _write_beside(target, data)
    try:
        if expected is not None and target.read_bytes() != expected:
            raise ContentError(f"{path}: it was changed meanwhile, by your text editor perhaps; run the command again")
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o7777)
        os.replace(temporary, target)  # noqa: PTH105 - the tests make this very call fail
    except BaseException:
        _forget(temporary)
        raise
    sync_folder(target.parent)


def write_new(path: Path, data: bytes) -> None:
    """Write a file that must not exist yet. Raises FileExistsError; what is there stays as it is."""
    make_folder(path.parent)
    temporary = _write_beside(path, data)
    try:
        os.link(temporary, path)  # unlike a rename, it fails where something has the name already
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from error
        os.replace(temporary, path)  # noqa: PTH105
    finally:
        _forget(temporary)
    sync_folder(path.parent)


def move(old: Path, new: Path) -> None:
    """Give a file another name in one step. Raises FileExistsError if that name is taken."""
    if new.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(new))
    make_folder(new.parent)
    old.rename(new)
    sync_folder(new.parent)
    if old.parent != new.parent:
        sync_folder(old.parent)


def remove(path: Path) -> None:
    """Delete a file, for good."""
    path.unlink()
    sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Make a folder and its parents, lastingly."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Force a folder's list of names to disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some file systems cannot do it for folders
            raise
    finally:
        os.close(handle)


def append_line(path: Path, line: bytes, *, is_whole: Callable[[bytes], bool]) -> int:
    """Add one line to a file, whole or not at all, and give the file's new size; the file itself is not read.

    What a crash left of a line at the end is cut off first. Where it `is_whole`, only its line end is missing.
    """
    make_folder(path.parent)
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
    return size + len(data)


def _last_line(handle: int, size: int) -> bytes:
    """Read what stands after the last line end of a file."""
    found = b""
    while size > 0 and b"\n" not in found:
        step = min(BLOCK, size)
        size -= step
        found = os.pread(handle, step, size) + found
    return found.rpartition(b"\n")[2]


@contextmanager
def lock(folder: Path, *, report: Callable[[str], None], seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Keep other commands out of a folder; wait for one that is at work, up to `seconds`, then raise ContentError.

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
    told = False
    while not _take_lock(handle):
        if time.monotonic() >= until:
            raise ContentError(
                f"{folder}: another digest command is at work there; nothing was done: run this again when it has ended"
            )
        if not told:
            report(f"waiting for another digest command that is at work in {folder}")
            told = True
        time.sleep(LOCK_STEP)


def _take_lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno not in NO_LOCKS:
            raise
    return True


def _write_beside(path: Path, data: bytes) -> Path:
    """Write a temporary file beside `path`, forced to disk."""
    temporary = path.with_name(f".{path.name[:200]}{TEMPORARY}")
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
        _forget(path)
        raise
    os.close(handle)


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
    os.fsync(handle)


def _forget(temporary: Path) -> None:
    with suppress(OSError):  # it may be gone; a left-over is swept by the next ingest
        temporary.unlink()
