"""Take the pictures of docs/images/ anew: the sample site as it is, and with the other look of docs/theme.md.

npm ci --ignore-scripts && .venv/bin/python tools/take_screenshots.py
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "plugins")]

from tools.site_checks import built_sites  # noqa: E402
from tools.site_checks.checks import find_browser  # noqa: E402

IMAGES = ROOT / "docs" / "images"
OTHER_RE = re.compile(r"```css\n(--accent:.*?)```", re.DOTALL)  # the example in docs/theme.md
SIZES = {"desk": (1280, 800), "phone": (390, 844)}


def main() -> None:
    """Build, serve and shoot."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    with tempfile.TemporaryDirectory() as folder, built_sites(Path(folder)) as sites:
        site = sites[0]
        home = f"{site.origin}{site.base}"
        shoot(
            [
                shot(home, "desk", "light", "home-light.png"),
                shot(home, "phone", "dark", "home-phone-dark.png"),
                shot(f"{home}countries/", "desk", "dark", "countries-dark.png"),
            ],
            folder,
        )
        change_look(site.output / "theme" / "css" / "tokens.css")
        shoot([shot(home, "desk", "light", "home-green.png")], folder)


def shot(url: str, size: str, scheme: str, file: str) -> dict[str, object]:
    """Describe a picture."""
    width, height = SIZES[size]
    return {"url": url, "width": width, "height": height, "scheme": scheme, "file": str(IMAGES / file)}


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
