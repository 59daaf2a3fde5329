"""The cache file gives back what was put, or nothing: whatever has become of the file."""

import logging
import os
import pickle
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from digest.site.cache import BodyCache, CacheFile

VALUES = {"a": ("text", 1, None, b"\xff"), "b": {"nested": ("x",)}, "\udcff.md": "a file's name that is no UTF-8"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    CacheFile(tmp_path / "cache").put("kind", "1", VALUES)
    return tmp_path / "cache" / "digest.sqlite"


def reopen(path: Path) -> CacheFile:
    return CacheFile(path.parent)


def change(path: Path, *statements: str) -> None:
    database = sqlite3.connect(path)
    with database:
        for statement in statements:
            database.execute(statement)
    database.close()


def test_what_was_put_comes_back(path: Path) -> None:
    cache = reopen(path)
    assert cache.get_all("kind", "1") == VALUES
    assert {key: cache.get("kind", key, "1") for key in VALUES} == VALUES


@pytest.mark.parametrize(("kind", "key", "version"), [("kind", "c", "1"), ("other", "a", "1"), ("kind", "a", "2")])
def test_another_key_kind_or_version_is_absent(path: Path, kind: str, key: str, version: str) -> None:
    cache = reopen(path)
    assert cache.get(kind, key, version) is None
    assert key not in cache.get_all(kind, version)


def test_a_value_put_again_is_replaced_whatever_its_version(path: Path) -> None:
    reopen(path).put("kind", "2", {"a": "new"})
    cache = reopen(path)
    assert (cache.get("kind", "a", "1"), cache.get("kind", "a", "2"), cache.get("kind", "b", "1")) == (
        None,
        "new",
        VALUES["b"],
    )


def test_kinds_are_apart(path: Path) -> None:
    reopen(path).put("other", "1", {"a": "another"})
    assert reopen(path).get_all("kind", "1") == VALUES
    assert reopen(path).get_all("other", "1") == {"a": "another"}


def test_values_are_put_all_or_none(path: Path) -> None:
    with pytest.raises((AttributeError, pickle.PicklingError), match="local object"):
        reopen(path).put("kind", "1", {"c": 1, "d": lambda: None})
    assert reopen(path).get_all("kind", "1") == VALUES


def test_a_closed_file_opens_again(path: Path) -> None:
    cache = reopen(path)
    cache.close()
    assert cache.get("kind", "a", "1") == VALUES["a"]
    cache.close()
    cache.close()
    cache.put("kind", "1", {"c": 3})
    assert cache.get("kind", "c", "1") == 3


def test_a_file_of_an_earlier_program_is_read(path: Path) -> None:
    """The format is held here: whoever changes it makes each site's next build a full one."""
    checksum = "8760f2c4a863fe4663889babe175df50672899438e6a4cc59a5d8263e566e9a7"
    value = "8005950c000000000000008c0474657874944b0186942e"
    change(path, f"INSERT INTO entries VALUES ('kind', CAST('c' AS BLOB), '1', x'{checksum}', x'{value}')")
    assert reopen(path).get("kind", "c", "1") == ("text", 1)


# --- Damage -----------------------------------------------------------------------------------------------------------


class Bomb:
    """What runs code when it is loaded."""

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return os.mkdir, ("exploded",)


SPOIL = {
    "value": "UPDATE entries SET value = CAST(value || x'00' AS BLOB) WHERE key = CAST('a' AS BLOB)",
    "value cut": "UPDATE entries SET value = substr(value, 1, length(value) - 1) WHERE key = CAST('a' AS BLOB)",
    "value of another": "UPDATE entries SET value = (SELECT value FROM entries WHERE key = CAST('b' AS BLOB)),"
    " checksum = (SELECT checksum FROM entries WHERE key = CAST('b' AS BLOB)) WHERE key = CAST('a' AS BLOB)",
    "value of another type": "UPDATE entries SET value = 'text' WHERE key = CAST('a' AS BLOB)",
    "no value": "UPDATE entries SET value = NULL WHERE key = CAST('a' AS BLOB)",
    "checksum": "UPDATE entries SET checksum = x'00' WHERE key = CAST('a' AS BLOB)",
    "checksum cut": "UPDATE entries SET checksum = substr(checksum, 1, 31) WHERE key = CAST('a' AS BLOB)",
    "checksum that is no UTF-8": "UPDATE entries SET checksum = CAST(x'a5' AS TEXT) WHERE key = CAST('a' AS BLOB)",
    "no checksum": "UPDATE entries SET checksum = NULL WHERE key = CAST('a' AS BLOB)",
    "kind": "UPDATE entries SET kind = 'other' WHERE key = CAST('a' AS BLOB)",
    "version": "UPDATE entries SET version = '2' WHERE key = CAST('a' AS BLOB)",
    "key": "UPDATE entries SET key = CAST('z' AS BLOB) WHERE key = CAST('a' AS BLOB)",
    "key of another type": "UPDATE entries SET key = 'a' WHERE key = CAST('a' AS BLOB)",
}


@pytest.mark.parametrize("damage", SPOIL)
def test_a_damaged_row_is_absent_and_others_are_not(path: Path, damage: str) -> None:
    change(path, SPOIL[damage])
    cache = reopen(path)
    kept = {key: VALUES[key] for key in VALUES if key != "a"}
    assert cache.get_all("kind", "1") == kept
    assert (cache.get_all("other", "1"), cache.get_all("kind", "2")) == ({}, {})
    assert [cache.get("kind", key, "1") for key in ("a", "z", "b")] == [None, None, VALUES["b"]]


def test_a_pickle_that_is_not_ours_is_never_loaded(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    change(path, f"UPDATE entries SET value = x'{pickle.dumps(Bomb()).hex()}'")
    assert (reopen(path).get_all("kind", "1"), reopen(path).get("kind", "a", "1")) == ({}, None)
    assert not Path("exploded").exists()


@pytest.mark.parametrize("at", [*range(0, 12288, 512), 4056])  # also each page's beginning, and the table's definition
def test_a_file_with_wrong_bytes_anywhere_is_never_misread(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at : at + 40] = b"\xa5" * 40
    path.write_bytes(bytes(data))
    cache = reopen(path)
    assert cache.get_all("kind", "1").items() <= VALUES.items()
    cache.put("kind", "1", VALUES)  # into the same file, or into the one that took its place
    assert reopen(path).get_all("kind", "1") == VALUES


@pytest.mark.parametrize("keep", [0, 1, 15, 50, 99])
def test_a_truncated_file_is_made_anew(path: Path, keep: int) -> None:
    os.truncate(path, path.stat().st_size * keep // 100)
    assert reopen(path).get_all("kind", "1").items() <= VALUES.items()
    cache = reopen(path)
    cache.put("kind", "1", VALUES)
    assert cache.get_all("kind", "1") == VALUES


def test_what_is_no_database_is_made_anew_and_said(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path.write_bytes(b"no database" * 1000)
    cache = reopen(path)
    assert cache.get("kind", "a", "1") is None
    assert [message for message in caplog.messages if "damaged" in message] == [
        f"{path}: it is damaged and is made anew"
    ]
    cache.put("kind", "1", {"a": 1})
    assert reopen(path).get("kind", "a", "1") == 1


@pytest.mark.parametrize(
    "statements",
    [
        pytest.param(("DROP TABLE entries",), id="no table"),
        pytest.param(("DROP TABLE entries", "CREATE TABLE entries (kind TEXT, key BLOB)"), id="another table"),
        pytest.param(("ALTER TABLE entries ADD COLUMN more TEXT",), id="a column more"),
    ],
)
def test_a_file_of_another_format_is_dropped_in_silence(
    path: Path, statements: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    change(path, *statements)
    cache = reopen(path)
    assert cache.get_all("kind", "1") == {}
    cache.put("kind", "1", {"a": 1})
    assert reopen(path).get_all("kind", "1") == {"a": 1}
    assert caplog.messages == []


def test_files_of_former_versions_go_in_silence(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for name in ("posts", "problems", "vocabularies", "bodies.sqlite", "outputs-0123456789ab", "environment.lock"):
        (tmp_path / name).write_bytes(b"of a former version")
    CacheFile(tmp_path).put("kind", "1", VALUES)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["digest.sqlite", "environment.lock"]
    assert caplog.messages == []


# --- Disks ------------------------------------------------------------------------------------------------------------


def test_a_file_in_the_place_of_the_folder_is_said_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "cache").write_text("in the way")
    cache = CacheFile(tmp_path / "cache")
    for _ in range(2):
        assert (cache.get("kind", "a", "1"), cache.get_all("kind", "1")) == (None, {})
        cache.put("kind", "1", {"a": 1})
    (message,) = caplog.messages
    assert "cannot be read, so the next build takes longer" in message
    assert (tmp_path / "cache").read_text() == "in the way"


def test_a_locked_file_can_be_read_and_not_written(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    other = sqlite3.connect(path)
    other.execute("BEGIN IMMEDIATE")
    cache = CacheFile(path.parent, wait=0.01)
    for number in range(2):
        cache.put("kind", "1", {"a": number})
        assert cache.get("kind", "a", "1") == VALUES["a"]
    other.rollback()
    (message,) = caplog.messages
    assert "cannot be written, so the next build takes longer: database is locked" in message
    assert reopen(path).get("kind", "a", "1") == VALUES["a"]


def test_nothing_to_put_opens_no_file(tmp_path: Path) -> None:
    CacheFile(tmp_path / "cache").put("kind", "1", {})
    assert list(tmp_path.iterdir()) == []


def test_a_process_that_was_forked_does_not_renew_a_file(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    cache = reopen(path)
    path.write_bytes(b"no database" * 1000)
    child = os.fork()
    if child == 0:
        os._exit(0 if cache.get("kind", "a", "1") is None and path.read_bytes().startswith(b"no database") else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert path.read_bytes().startswith(b"no database")


# --- Bodies -----------------------------------------------------------------------------------------------------------


def test_bodies_are_kept_by_version(tmp_path: Path) -> None:
    BodyCache(CacheFile(tmp_path), "1").put([("key", ("<p>a</p>", ("<b>", "c:d"))), ("other", ("", ()))])
    bodies = BodyCache(CacheFile(tmp_path), "1")
    assert (bodies.get("key"), bodies.get("other"), bodies.get("none")) == (
        ("<p>a</p>", ("<b>", "c:d")),
        ("", ()),
        None,
    )
    bodies.close()
    (tmp_path / "digest.sqlite").unlink()
    assert bodies.get("other") is None  # of the file that is there now
    assert BodyCache(CacheFile(tmp_path), "2").get("key") is None
