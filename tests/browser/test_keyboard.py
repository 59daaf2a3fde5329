"""What a reader does with the keyboard alone, in Chromium and in Firefox: `keyboard.mjs` does it, once in each."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.deeds import Told, list_deeds, run_deeds

from tools.site_checks import built_sites

SCRIPT = Path(__file__).with_name("keyboard.mjs")
BROWSERS = {"chromium": "chrome", "firefox-esr": "firefox"}  # as Debian and as the driver call them


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with built_sites(tmp_path_factory.mktemp("keyboard")) as sites:
        yield f"{sites[0].origin}{sites[0].base}"


@pytest.fixture(scope="module", params=BROWSERS)
def told(
    request: pytest.FixtureRequest, base: str, tmp_path_factory: pytest.TempPathFactory, need_tool: Callable[[str], str]
) -> Told:
    values = {"browser": BROWSERS[request.param], "program": need_tool(request.param), "base": base}
    return run_deeds(SCRIPT, values, tmp_path_factory.mktemp(request.param), need_tool, driver="puppeteer-core")


@pytest.mark.parametrize("deed", list_deeds(SCRIPT))
def test_a_reader_needs_no_pointer(deed: str, told: Told) -> None:
    assert told[deed] is None
