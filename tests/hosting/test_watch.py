"""Watching a site's sources: when it is built again, and what waits for a pause in edits."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from digest.hosting.watch import DelayedTask, find_rebuilds, is_still


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "inbox").mkdir(parents=True)
    (folder / "posts").mkdir()
    return folder


def test_post_is_rebuilt_at_once_raw_article_when_still(content: Path) -> None:
    stop = threading.Event()
    rebuilds = find_rebuilds((content,), content / "inbox", stop=stop, still=0.8)
    assert next(rebuilds) is True  # the first build
    raw = content / "inbox" / "a.txt"
    began = time.monotonic()
    raw.write_text("half")
    (content / "posts" / "a.md").write_text("post")
    assert next(rebuilds) is False
    raw.write_text("half and half")
    written = time.monotonic()
    assert next(rebuilds) is True
    assert written - began < 0.8 <= time.monotonic() - written
    stop.set()
    assert list(rebuilds) == []


def test_raw_article_still_being_written_waits_at_the_start(content: Path) -> None:
    (content / "inbox" / "a.txt").write_text("half")
    stop = threading.Event()
    rebuilds = find_rebuilds((content,), content / "inbox", stop=stop, still=0.8)
    assert [next(rebuilds), next(rebuilds)] == [False, True]
    stop.set()


def test_a_link_to_nowhere_in_the_inbox_stops_nothing(content: Path) -> None:
    (content / "inbox" / "gone.txt").symlink_to("nowhere")
    assert is_still(content / "inbox", 2.0)


# --- The search index, after a pause ----------------------------------------------------------------------------------


def wait_for(condition: Callable[[], bool], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)
    return condition()


def test_a_program_is_run_after_the_pause(tmp_path: Path) -> None:
    task = DelayedTask(["touch", str(tmp_path / "made")], pause=0.01)
    task.start()
    assert wait_for((tmp_path / "made").exists)
    task.cancel()


def test_an_edit_puts_a_program_off(tmp_path: Path) -> None:
    task = DelayedTask(["touch", str(tmp_path / "made")], pause=0.2)
    task.start()
    task.cancel()
    assert not wait_for((tmp_path / "made").exists, seconds=0.5)


def test_an_edit_ends_a_program_that_runs(tmp_path: Path) -> None:
    script = f"touch {tmp_path}/began; sleep 60; touch {tmp_path}/ended"
    task = DelayedTask(["sh", "-c", script], pause=0.01)
    task.start()
    assert wait_for((tmp_path / "began").exists)
    began = time.monotonic()
    task.cancel()
    assert time.monotonic() - began < 30
    assert not (tmp_path / "ended").exists()
