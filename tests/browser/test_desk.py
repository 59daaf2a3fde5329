"""What an editor does at the desk, in a real browser: `desk.mjs` does it, once for all of these tests."""

import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from digest.content.frontmatter import parse_post
from support.deeds import Told, list_deeds, run_deeds
from support.site import Site

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("desk.mjs")
ARTICLES = ROOT / "tests" / "quality" / "articles"
PASTE = {
    "text": "Kenya opens a railway to the lake",
    "html": "<h1>Kenya opens a railway to the lake</h1><p>President Ruth Example opened a railway from "
    "<a href='https://wire.example/nairobi'>Nairobi</a> to Kisumu on Monday, three years later than planned.</p>"
    "<p>The line shall carry grain and passengers. Trains run twice a day, and a ticket costs less than the bus.</p>",
}


@contextmanager
def running(site: Site) -> Iterator[str]:
    """Run the desk of a site; give the address that lets a browser in."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = ["--settings", str(site.folder / "pelicanconf.py")]
    command = [sys.executable, "-P", "-m", "digest.cli", *settings, "desk", "--port", str(port), "--site-port", "1"]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env={"PYTHONPATH": str(ROOT / "plugins"), "PATH": ""}
    ) as process:
        assert process.stderr
        try:
            found = re.search(r"http://\S+", process.stderr.readline())
            assert found
            yield found[0]
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, need_tool: Callable[[str], str]) -> Told:
    browser = need_tool("chromium")
    site = Site(tmp_path_factory.mktemp("desk"))
    with (site.folder / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write(f"THEME = {str(ROOT / 'theme')!r}\n")
    for path in sorted((*ARTICLES.glob("*.txt"), *ARTICLES.glob("*.html"))):
        shutil.copy(path, site.inbox)
    site.run("ingest")
    files = {
        parse_post(path.read_text(encoding="utf-8"), file=path.name).id: {"file": str(path)}
        for path in site.posts_folder.rglob("*.md")
    }
    (site.folder / ".digest").mkdir(exist_ok=True)
    with running(site) as enter:
        values = {
            "browser": browser,
            "enter": enter,
            "private": str(site.folder / ".digest"),
            "files": files,
            "paste": PASTE,
        }
        return run_deeds(SCRIPT, values, site.folder, need_tool, driver="playwright-core")


@pytest.mark.parametrize("deed", list_deeds(SCRIPT))
def test_an_editor_can(deed: str, told: Told) -> None:
    assert told[deed] is None
