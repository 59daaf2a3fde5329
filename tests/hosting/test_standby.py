"""A process waits for the word, and is replaced by one that has loaded what the program is now."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from digest.hosting.standby import Standby

VERSION = {"now": "1"}


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


@pytest.fixture
def standby(log: Path) -> Iterator[Standby]:
    VERSION["now"] = "1"
    script = f'version={{}}; read -r word || exit 0; echo "$word" >> {log}'
    made = Standby(["sh", "-c", script], version=lambda: VERSION["now"])
    yield made
    made.dismiss()


def pid_of(standby: Standby) -> int:
    assert standby._waiting is not None
    return standby._waiting.pid


def test_the_process_that_waits_is_the_one_that_runs(standby: Standby, log: Path) -> None:
    standby.start()
    waiting = pid_of(standby)
    assert not log.exists()
    standby.run("build")
    assert log.read_text() == "build\n"
    assert pid_of(standby) != waiting  # the next one


def test_one_that_was_not_started_runs_all_the_same(standby: Standby, log: Path) -> None:
    standby.run("ingest")
    standby.run("build")
    assert log.read_text() == "ingest\nbuild\n"


def test_another_version_needs_another_process(standby: Standby, log: Path, tmp_path: Path) -> None:
    standby.start()
    standby._command = ["sh", "-c", f"read -r word; echo anew >> {tmp_path / 'log'}"]
    VERSION["now"] = "2"
    standby.run("build")
    assert log.read_text() == "anew\n"


def test_one_that_has_died_is_replaced(standby: Standby, log: Path) -> None:
    standby.start()
    assert standby._waiting is not None
    standby._waiting.kill()
    standby._waiting.wait()
    standby.run("build")
    assert log.read_text() == "build\n"


def test_dismissed_it_does_nothing(standby: Standby, log: Path) -> None:
    standby.start()
    standby.dismiss()
    assert not log.exists()


@pytest.mark.parametrize("status", [0, 1])
def test_it_tells_whether_the_process_failed(standby: Standby, status: int) -> None:
    standby._command = ["sh", "-c", f"read -r word; exit {status}"]
    assert standby.run("build") is (status == 0)
