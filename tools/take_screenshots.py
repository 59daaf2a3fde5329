"""Take the pictures of docs/images/ anew: the sample site as it is, with the other look of docs/theme.md, and the desk.

npm ci --ignore-scripts && .venv/bin/python tools/take_screenshots.py
"""

import argparse
import json
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "plugins"), str(ROOT / "tests")]

from digest.content.store import make_content  # noqa: E402
from digest.core.settings import DigestSettings  # noqa: E402
from digest.hosting.desk import DeskSite, make_desk  # noqa: E402
from digest.hosting.desk.access import RunSecrets  # noqa: E402
from digest.hosting.local import make_local_server  # noqa: E402
from support.site import Site  # noqa: E402

from tools.site_checks import built_reference  # noqa: E402
from tools.site_checks.checks import find_browser  # noqa: E402

ARTICLES = ROOT / "tests" / "quality" / "articles"
SHOWN = "Finland raises"  # the draft that the desk shows in the pictures
IMAGES = ROOT / "docs" / "images"
OTHER_RE = re.compile(r"```css\n(--accent:.*?)```", re.DOTALL)  # the example in docs/theme.md
SIZES = {"desk": (1280, 800), "phone": (390, 844)}


def main() -> None:
    """Build, serve and shoot."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--desk", action="store_true", help="only the pictures of the desk")
    if parser.parse_args().desk:
        with tempfile.TemporaryDirectory() as folder:
            shoot_desk(Path(folder))
        return
    with tempfile.TemporaryDirectory() as folder, built_reference(Path(folder)) as site:
        home = f"{site.origin}{site.base}"
        shoot(
            [
                shot(home, "desk", "light", "home-light.png"),
                shot(home, "phone", "dark", "home-phone-dark.png"),
                shot(f"{home}countries/", "desk", "dark", "countries-dark.png"),
            ],
            folder,
        )
        shoot_desk(Path(folder, "desk"))
        change_look(site.output / "theme" / "css" / "tokens.css")
        shoot([shot(home, "desk", "light", "home-green.png")], folder)


def shoot_desk(folder: Path) -> None:
    """Take pictures of the desk over drafts of the articles that the tests have."""
    site = Site(folder)
    for path in sorted(ARTICLES.glob("*.txt")):
        shutil.copy(path, site.inbox)
    site.run("ingest")
    settings = DigestSettings(ner="rules")
    desk_site = DeskSite(content=make_content(site.content, settings), settings=settings, theme=ROOT / "theme")
    secrets, port = RunSecrets(), free_port()
    origin = f"http://127.0.0.1:{port}"
    shown = next(post.id for post in site.posts().values() if post.title.startswith(SHOWN))
    with make_local_server(make_desk(desk_site, port=port, secrets=secrets), port=port, command="") as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        pages = [
            shot(f"{origin}/posts/{shown}", "desk", "light", "desk-light.png"),
            shot(f"{origin}/posts/{shown}", "phone", "dark", "desk-phone-dark.png"),
            shot(f"{origin}/", "desk", "dark", "desk-drafts-dark.png"),
        ]
        shoot([{**page, "enter": f"{origin}/enter?token={secrets.address}"} for page in pages], str(folder))
        server.shutdown()


def free_port() -> int:
    """Find a port that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def shot(url: str, size: str, scheme: str, file: str) -> dict[str, object]:
    """Describe a picture."""
    width, height = SIZES[size]
    place = {"url": url, "width": width, "height": height, "scheme": scheme}
    return {**place, "file": str(IMAGES / file), "enter": None}


def shoot(shots: list[dict[str, object]], folder: str) -> None:
    """Let the browser take pictures."""
    IMAGES.mkdir(exist_ok=True)
    job = Path(folder, "job.json")
    job.write_text(json.dumps({"browser": find_browser(), "shots": shots}), encoding="utf-8")
    node = shutil.which("node") or "node"
    subprocess.run([node, str(ROOT / "tools" / "take_screenshots.mjs"), str(job)], cwd=ROOT, check=True)


def change_look(tokens: Path) -> None:
    """Put the example's values into a site's tokens."""
    text = tokens.read_text(encoding="utf-8")
    found = OTHER_RE.search((ROOT / "docs" / "theme.md").read_text(encoding="utf-8"))
    assert found
    for name, value in re.findall(r"(--[\w-]+): (.+);", found[1]):
        text = re.sub(rf"({name}):[^;]+;", rf"\1: {value};", text, count=1)
    tokens.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
