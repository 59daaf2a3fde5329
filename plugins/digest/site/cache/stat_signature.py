"""What tells without reading it that a file is the one that was read: its size, its times and its inode.

The time of the last change (ctime) cannot be set back by a program, as the modification time can. Both are as coarse as
the kernel's clock, or coarser: a file that had only just been changed when it was read may have changed since.
"""

import os
from typing import Final, TypeAlias

StatSignature: TypeAlias = tuple[int, int, int, int]  # size, mtime and ctime in nanoseconds, inode
SOURCE_DOUBT: Final = 2_000_000_000  # ns: as coarse as the times of any file system
OUTPUT_DOUBT: Final = 50_000_000  # ns: a few ticks of the kernel's clock; the output is written by us alone


def read_stat_signature(path: str) -> StatSignature:
    """Return a file's stamp. Raises OSError."""
    found = os.stat(path)  # noqa: PTH116 -- strings throughout: ten thousand files, and Path is slow
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def is_settled(stamp: StatSignature, now: int, doubt: int) -> bool:
    """Tell whether a file with this stamp was last changed well before `now`, so that a change shows in its stamp."""
    until = now - doubt
    return stamp[1] < until and stamp[2] < until
