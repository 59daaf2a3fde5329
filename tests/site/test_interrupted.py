"""Builds that are killed, run at once, or cannot keep what they know: the next build is right."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from digest.site.sources import posts
from support.posts import post_text
from support.small_site import ROOT
from support.workshop import Workshop

BUILD = """
import logging, sys
from pathlib import Path
from digest.plugin.run import run_pelican
from digest.plugin.site import read_site
run_pelican(read_site(Path(sys.argv[1])), handler=logging.NullHandler())
"""


@pytest.fixture
def site(tmp_path: Path) -> Workshop:
    made = Workshop(tmp_path)
    for number in range(60):
        made.write(
            f"posts/2021/more-{number}.md", post_text(f"More {number}", "2021-09-10", "Text. " * 50, slug=f"m{number}")
        )
    return made


def start(site: Workshop) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    return subprocess.Popen([sys.executable, "-c", BUILD, str(site.config)], env=environment)


def kill_after(site: Workshop, seconds: float) -> None:
    process = start(site)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()


@pytest.mark.parametrize("rounds", [pytest.param(2, id="twice"), pytest.param(20, id="often", marks=pytest.mark.slow)])
def test_after_builds_that_were_killed(site: Workshop, rounds: int) -> None:
    moments = random.Random(7)
    for number in range(rounds):
        site.write("posts/2021/more-0.md", post_text(f"Title {number}", "2021-09-10", "Text.", slug=f"n{number}"))
        kill_after(site, moments.uniform(0.3, 2.0))
    site.settings.pop("THEME")
    site.compare()


def test_two_builds_at_once(site: Workshop) -> None:
    processes = [start(site), start(site)]
    assert [process.wait(120) for process in processes] == [0, 0]
    site.settings.pop("THEME")
    site.compare()


def test_a_folder_instead_of_the_cache_is_said(site: Workshop, caplog: pytest.LogCaptureFixture) -> None:
    site.cache.write_text("in the way")
    site.build()
    assert "the next build takes longer" in caplog.text
    site.cache.unlink()
    site.compare()


def test_what_is_lost_of_a_text_is_told_again_without_reading_it(
    site: Workshop, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write("posts/2021/lost.md", post_text("Lost", "2021-08-16", "A <script>x</script> and [y](../z/)."))
    site.build()
    caplog.clear()
    monkeypatch.setattr(posts, "load_body", lambda path, _: pytest.fail(f"{path} was read"))
    site.settings["SITENAME"] = "Another"  # every page and feed is made again
    site.build()
    assert [line.partition("feeds: ")[2] for line in caplog.messages if "lost.md: body" in line] == [
        "'<script>'",
        "'../z/'",
    ]
