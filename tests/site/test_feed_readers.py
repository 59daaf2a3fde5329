"""Programs that people read feeds with, subscribed to a small site on a server of the test's own."""

import os
import re
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from support.small_site import PRODUCTION, build, make_site

POSTS = 4
FEEDS = ("feeds/all.atom.xml", "feeds/all.rss.xml")
SLUG_RE = re.compile(r"^slug: (\S+)$", re.MULTILINE)
TITLE_RE = re.compile(r"^title: '(.*)'$", re.MULTILINE)


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    config = make_site(tmp_path)
    build(config, **PRODUCTION)
    return config


@pytest.fixture
def address(config: Path) -> Iterator[str]:
    """Serve the site on 127.0.0.1."""
    handler = partial(QuietHandler, directory=str(config.parent / "output"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def run(home: Path, *command: str) -> str:
    environment = {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}
    environment |= {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=True)
    return done.stdout


def fetch_with_newsboat(program: str, home: Path, url: str) -> int:
    """Let newsboat look for news; return how many entries it then knows."""
    home.mkdir(exist_ok=True)
    (home / "urls").write_text(f"{url}\n")
    (home / "config").write_text("")
    files = ("-u", home / "urls", "-C", home / "config", "-c", home / "cache.db")
    run(home, program, *map(str, files), "-x", "reload")
    with sqlite3.connect(home / "cache.db") as cache:
        ((count,),) = cache.execute("SELECT count(*) FROM rss_item")
    return int(count)


def fetch_with_rss2email(program: str, home: Path, url: str) -> int:
    """Let rss2email look for news; return how many mails it has sent in all."""
    config, mail = home / "rss2email.cfg", home / "mail"
    command = (program, "-c", str(config), "-d", str(home / "data.json"))
    if not home.exists():
        mail.mkdir(parents=True)
        lines = ["[DEFAULT]", "from = a@reader.example", "to = b@reader.example", "email-protocol = maildir"]
        config.write_text("\n".join([*lines, f"maildir-path = {mail}", "maildir-mailbox = inbox"]) + "\n")
        run(home, *command, "add", "digest", url)
    run(home, *command, "run")
    return sum(path.is_file() for path in mail.rglob("*"))


READERS = [
    pytest.param("newsboat", fetch_with_newsboat, id="newsboat"),
    pytest.param("r2e", fetch_with_rss2email, id="rss2email"),
]


@pytest.mark.parametrize(("name", "fetch"), READERS)
def test_no_entry_comes_twice(
    name: str, fetch: Callable[[str, Path, str], int], config: Path, address: str, need_tool: Callable[[str], str]
) -> None:
    program, folder = need_tool(name), config.parent

    def fetch_all() -> list[int]:
        return [fetch(program, folder / str(number), address + feed) for number, feed in enumerate(FEEDS)]

    known = [fetch_all(), fetch_all()]
    for path in (folder / "content/posts").rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(TITLE_RE.sub(r"title: 'New: \1'", SLUG_RE.sub(r"slug: new-\1", text)), encoding="utf-8")
    build(config, **PRODUCTION | {"SITEURL": "https://another.example"})
    for feed in FEEDS:
        assert b"https://another.example/2021/08/17/new-own/" in (folder / "output" / feed).read_bytes()
    assert [*known, fetch_all()] == [[POSTS] * len(FEEDS)] * 3


def test_newsboat_shows_titles_to_the_letter(config: Path, address: str, need_tool: Callable[[str], str]) -> None:
    program = need_tool("newsboat")
    for feed in FEEDS:
        home = config.parent / feed.replace("/", "-")
        fetch_with_newsboat(program, home, address + feed)
        with sqlite3.connect(home / "cache.db") as cache:
            titles = {title for (title,) in cache.execute("SELECT title FROM rss_item")}
        assert titles == {
            "An own post",
            "An ingested post",
            "No terms at all",
            """<script>alert(1)</script> & "quotes" ]]>""",
        }
