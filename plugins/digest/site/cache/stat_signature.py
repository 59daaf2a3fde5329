"""Stat signature of a file: size, times and inode, by which it is known to be unchanged without being read.

The time of the last change (ctime) cannot be set back by a program, as the modification time can. Both are as coarse as
the kernel's clock, or coarser: a file that had only just been changed when it was read may have changed since.
"""

import os
from typing import Final, TypeAlias

StatSignature: TypeAlias = tuple[int, int, int, int]  # size, mtime and ctime in nanoseconds, inode
SOURCE_DOUBT: Final = 2_000_000_000  # ns: as coarse as the times of any file system
OUTPUT_DOUBT: Final = 50_000_000  # ns: a few ticks of the kernel's clock; the output is written by us alone


def read_stat_signature(path: str) -> StatSignature:
    """Return a file's stat signature. Raises OSError."""
    found = os.stat(path)  # noqa: PTH116 -- strings throughout: ten thousand files, and Path is slow
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def is_reliable(signature: StatSignature, now: int, doubt: int) -> bool:
    """Return whether a file was last changed well before `now`, so that any later change shows in its signature."""
    until = now - doubt
    return signature[1] < until and signature[2] < until
