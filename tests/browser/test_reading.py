"""What a reader does with the sample site, in a real browser: `reading.mjs` does it, once for all of these tests."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tools.site_checks import built_sites
from tools.site_checks.sites import ROOT

HERE = Path(__file__).parent
SCRIPT = HERE / "reading.mjs"
DEEDS = re.findall(r'^  async "(.+)"\(', SCRIPT.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, need_tool: Callable[[str], str]) -> dict[str, str | None]:
    browser, node = need_tool("chromium"), need_tool("node")
    if not (ROOT / "node_modules" / "playwright-core").is_dir():
        need_tool("playwright-core (npm ci --ignore-scripts)")
    folder = tmp_path_factory.mktemp("reading")
    with built_sites(folder) as sites:
        posts = [path for path, kind in sites[0].kinds.items() if kind == "post"]
        job = {
            "browser": browser,
            "base": f"{sites[0].origin}{sites[0].base}",
            "post": posts[0].removesuffix("index.html"),
            "posts": len(posts),
        }
        (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
        done = subprocess.run(
            [node, SCRIPT, folder / "job.json"], capture_output=True, text=True, check=False, timeout=300
        )
    assert done.stdout, done.stderr
    results: dict[str, str | None] = json.loads(done.stdout)
    return results


@pytest.mark.parametrize("deed", DEEDS)
def test_a_reader_can(deed: str, told: dict[str, str | None]) -> None:
    assert told[deed] is None
