"""What a reader does with the sample site, in a real browser: `reading.mjs` does it, once for all of these tests."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.deeds import Told, list_deeds, run_deeds

from tools.site_checks import built_sites

SCRIPT = Path(__file__).with_name("reading.mjs")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, need_tool: Callable[[str], str]) -> Told:
    browser = need_tool("chromium")
    folder = tmp_path_factory.mktemp("reading")
    with built_sites(folder) as sites:
        posts = [path for path, kind in sites[0].kinds.items() if kind == "post"]
        values = {
            "browser": browser,
            "base": f"{sites[0].origin}{sites[0].base}",
            "post": posts[0].removesuffix("index.html"),
            "posts": len(posts),
        }
        return run_deeds(SCRIPT, values, folder, need_tool, driver="playwright-core")


@pytest.mark.parametrize("deed", list_deeds(SCRIPT))
def test_a_reader_can(deed: str, told: Told) -> None:
    assert told[deed] is None
