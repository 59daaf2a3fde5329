"""The sample and a hostile site, built for a project path and for a domain, before the tools that judge web pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.site_checks import CHECKS, BuiltSite, built_sites, run_check


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[BuiltSite, ...]]:
    with built_sites(tmp_path_factory.mktemp("checked")) as built:
        yield built


@pytest.mark.parametrize("name", CHECKS)
def test_no_tool_finds_fault(name: str, sites: tuple[BuiltSite, ...]) -> None:
    result = run_check(name, sites)
    if result.skipped:
        pytest.skip(f"SKIPPED: {result.skipped}")
    assert result.problems == ()


def test_a_missing_tool_is_said_in_capitals(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CI", raising=False)
    assert "not installed" in (run_check("styles", ()).skipped or "")
    monkeypatch.setenv("CI", "true")
    assert run_check("styles", ()).problems != ()
