"""A stat signature shows each change of a file, but for those that the clock is too coarse for."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from digest.site.cache.stat_signature import OUTPUT_DOUBT, SOURCE_DOUBT, is_reliable, read_stat_signature


def write_same_size_and_time(path: Path) -> None:
    before = path.stat()
    path.write_bytes(b"efgh")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def replace_by_another_file(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(b"abcd")
    other.replace(path)


CHANGES: dict[str, Callable[[Path], object]] = {
    "longer": lambda path: path.write_bytes(b"abcde"),
    "same size and time": write_same_size_and_time,
    "another time": lambda path: os.utime(path, (1, 1)),
    "another file": replace_by_another_file,
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_shows(tmp_path: Path, change: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"abcd")
    os.utime(path, ns=(0, 1_000_000_000_000_000_007))
    before = read_stat_signature(str(path))
    assert read_stat_signature(str(path)) == before
    CHANGES[change](path)
    assert read_stat_signature(str(path)) != before


def test_it_has_size_times_and_inode(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"abcd")
    os.utime(path, ns=(0, 1_000_000_007))
    size, mtime, ctime, inode = read_stat_signature(str(path))
    assert (size, mtime, inode) == (4, 1_000_000_007, path.stat().st_ino)
    assert ctime == path.stat().st_ctime_ns > mtime


def test_a_missing_file_has_none(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_stat_signature(str(tmp_path / "none"))


@pytest.mark.parametrize(
    ("mtime", "ctime", "reliable"), [(9, 9, True), (10, 9, False), (9, 10, False), (11, 11, False), (0, 0, True)]
)
def test_it_is_reliable_where_both_times_lie_well_before(mtime: int, ctime: int, reliable: bool) -> None:
    assert is_reliable((4, mtime, ctime, 1), 110, 100) is reliable


def test_doubts_are_longer_than_ticks_of_clocks() -> None:
    even = 1_600_000_000 * 10**9  # FAT counts two seconds: a change within them shows the same time
    assert not is_reliable((4, even, even, 1), even + 1_999_999_999, SOURCE_DOUBT)
    assert 10_000_000 <= OUTPUT_DOUBT < 100_000_000  # the kernel's ticks
