"""What a reader does with the keyboard alone, in Chromium and in Firefox: `keyboard.mjs` does it, once in each."""

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools.site_checks import built_sites
from tools.site_checks.sites import ROOT

SCRIPT = Path(__file__).with_name("keyboard.mjs")
DEEDS = re.findall(r'^  async "(.+)"\(', SCRIPT.read_text(encoding="utf-8"), re.MULTILINE)
BROWSERS = {"chromium": "chrome", "firefox-esr": "firefox"}  # as Debian and as the driver call them


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with built_sites(tmp_path_factory.mktemp("keyboard")) as sites:
        yield f"{sites[0].origin}{sites[0].base}"


@pytest.fixture(scope="module", params=BROWSERS)
def told(
    request: pytest.FixtureRequest, base: str, tmp_path_factory: pytest.TempPathFactory, need_tool: Callable[[str], str]
) -> dict[str, str | None]:
    program, node = need_tool(request.param), need_tool("node")
    if not (ROOT / "node_modules" / "puppeteer-core").is_dir():
        need_tool("puppeteer-core (npm ci --ignore-scripts)")
    folder = tmp_path_factory.mktemp(request.param)
    job = folder / "job.json"
    job.write_text(json.dumps({"browser": BROWSERS[request.param], "program": program, "base": base}), encoding="utf-8")
    home = {**os.environ, "HOME": str(folder)}  # as root, Firefox starts only in a home that root owns
    done = subprocess.run([node, SCRIPT, job], capture_output=True, text=True, check=False, timeout=400, env=home)
    assert done.stdout, done.stderr
    results: dict[str, str | None] = json.loads(done.stdout)
    return results


@pytest.mark.parametrize("deed", DEEDS)
def test_a_reader_needs_no_pointer(deed: str, told: dict[str, str | None]) -> None:
    assert told[deed] is None
