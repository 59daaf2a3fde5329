"""What is remembered of the output folder: which files are the site's own, and whether they are as they were left."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from digest.site.cache import BuildRecord, CacheFile, Outputs, Record, make_record

BUILD = BuildRecord(posts=b"p", context=b"c", since=1, until=2, counts=(3, 4, 5, 6))
LATER = 10_000_000_000  # ns: the clock leaves no doubt then


def open_outputs(tmp_path: Path, name: str = "output") -> Outputs:
    return Outputs(CacheFile(tmp_path / "cache"), tmp_path / name)


def write(tmp_path: Path, path: str, data: bytes) -> Record:
    file = tmp_path / "output" / path
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data)
    return make_record(str(file), data, b"fingerprint")


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two files that a build left long ago."""
    outputs = open_outputs(tmp_path)
    outputs.records = {name: write(tmp_path, name, b"text") for name in ("a", "b")}
    outputs.build, outputs.groups = BUILD, {"group": (b"g", ("a", "b"), ())}
    now = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: now + LATER)
    outputs.save()
    return tmp_path


def test_what_was_saved_is_there_again(kept: Path) -> None:
    outputs = open_outputs(kept)
    assert (outputs.build, outputs.groups) == (BUILD, {"group": (b"g", ("a", "b"), ())})
    assert outputs.records["a"].fingerprint == b"fingerprint"
    assert outputs.modified_outputs == set()
    assert (outputs.is_intact("a"), outputs.is_intact("c")) == (True, False)


def test_a_cache_that_is_damaged_later_in_a_build_forgets_no_output(kept: Path) -> None:
    """A build with nothing to do saves no records: what it has read of them must outlast the file."""
    cache = CacheFile(kept / "cache")
    before = Outputs(cache, kept / "output")
    cache.close()
    cache.path.write_bytes(b"no database" * 1000)
    assert cache.get("posts", "a", "1") is None  # meets the damage
    cache.close()
    after = open_outputs(kept)
    assert after.records == before.records != {}
    assert (after.build, after.groups) == (before.build, before.groups)
    assert after.is_intact("a")


def test_records_of_an_earlier_program_are_known(tmp_path: Path) -> None:
    """Whoever changes their form gives them another version, and every site forgets which files are its own."""
    row = ((1, 2, 3, 4), b"hash", b"fingerprint")
    kept = (5, BUILD, {"a": row}, {})
    CacheFile(tmp_path / "cache").put("outputs", "8", {str(tmp_path / "output"): kept})
    outputs = open_outputs(tmp_path)
    assert (outputs.build, outputs.records) == (BUILD, {"a": Record(*row)})


def test_each_output_folder_has_its_own_records(kept: Path) -> None:
    other = open_outputs(kept, "other")
    assert (other.records, other.build, other.groups) == ({}, None, {})


def test_a_folder_is_the_same_by_another_way(kept: Path) -> None:
    (kept / "link").symlink_to(kept / "output")
    assert open_outputs(kept, "link").records.keys() == {"a", "b"}


def write_in_place(path: Path) -> None:
    before = path.stat()
    path.write_bytes(b"TEXT")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


CHANGES: dict[str, tuple[Callable[[Path], object], bool]] = {
    "nothing": (lambda _: None, False),
    "deleted": (lambda path: path.unlink(), True),
    "longer": (lambda path: path.write_bytes(b"longer"), True),
    "other bytes of that size": (lambda path: path.write_bytes(b"TEXT"), True),
    "other bytes of that size and time": (write_in_place, True),
    "touched": (lambda path: os.utime(path, (1, 1)), False),
    "the same again": (lambda path: path.write_bytes(b"text"), False),
    "a folder": (lambda path: (path.unlink(), path.mkdir()), True),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_modified_output_is_found(kept: Path, change: str) -> None:
    make, modified = CHANGES[change]
    make(kept / "output" / "a")
    outputs = open_outputs(kept)
    assert outputs.modified_outputs == ({"a"} if modified else set())
    assert (outputs.is_intact("a"), outputs.is_intact("b")) == (not modified, True)


def test_only_what_leaves_doubt_is_read(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    before = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read.append(path.name) or before(path))
    os.utime(kept / "output" / "a", (1, 1))
    outputs = open_outputs(kept)
    assert (outputs.modified_outputs, read) == (set(), ["a"])
    outputs.save()  # with the signature that the file has now
    assert (open_outputs(kept).modified_outputs, read) == (set(), ["a"])


def test_files_written_just_before_the_records_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outputs = open_outputs(tmp_path)
    outputs.records = {"a": write(tmp_path, "a", b"text")._replace(content_hash=b"of other bytes")}
    changed = max(outputs.records["a"].signature[1:3])
    found = []
    for later in (50_000_000, 50_000_001):
        monkeypatch.setattr(time, "time_ns", lambda later=later: changed + later)
        outputs.save()
        found.append(open_outputs(tmp_path).modified_outputs)
    assert found == [{"a"}, set()]


def test_what_is_to_be_written_is_registered_before(kept: Path) -> None:
    outputs = open_outputs(kept)
    outputs.register(["b", "c"])
    assert outputs.build is None
    again = open_outputs(kept)
    assert again.records.keys() == {"a", "b", "c"}
    assert (again.build, again.groups) == (None, {})
    assert (again.is_intact("b"), again.is_intact("c")) == (True, False)


def test_a_file_that_is_registered_is_not_intact_though_it_may_be_there(kept: Path) -> None:
    open_outputs(kept).register(["c"])
    (kept / "output" / "c").write_bytes(b"")
    assert not open_outputs(kept).is_intact("c")


def test_where_all_is_known_nothing_is_noted(kept: Path) -> None:
    before = (kept / "cache" / "digest.sqlite").read_bytes()
    outputs = open_outputs(kept)
    outputs.register(["b", "a"])
    assert outputs.build == BUILD
    assert (kept / "cache" / "digest.sqlite").read_bytes() == before


def test_a_record_is_of_the_file_and_its_bytes(tmp_path: Path) -> None:
    record, other = write(tmp_path, "a", b"text"), write(tmp_path, "b", b"other")
    assert (record.signature[0], record.fingerprint, len(record.content_hash)) == (4, b"fingerprint", 16)
    assert record.content_hash != other.content_hash
    assert record.content_hash == write(tmp_path, "c", b"text").content_hash
