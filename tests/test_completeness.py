"""Nothing is left out: every room's tests are collected; all modules, data files and the theme are in the wheel."""

import re
import subprocess
import sys
import tomllib
import zipfile
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "plugins" / "digest"
INSTALLED = "pelican/plugins/digest"
ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))
# What a new site takes over from the checkout.
BROUGHT = {
    f"data/start/{name}"
    for name in (
        *("CHANGELOG.md", "requirements/light.txt", "requirements/model.txt"),
        *("scripts/environment.sh", "workflows/publish.yml"),
    )
}
TEST_RE = re.compile(r"^tests/(?:(\w+)/)?test_\w+\.py::", re.MULTILINE)


def run(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def files_of_the_package() -> set[str]:
    """List the modules and data files, and those of the theme, which the wheel holds within the package."""
    files = _list_files(PACKAGE, PACKAGE) | _list_files(ROOT / "theme", ROOT) | BROUGHT
    assert any(file.startswith("theme/templates/") for file in files)
    return files


def _list_files(folder: Path, root: Path) -> set[str]:
    paths = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(root).as_posix() for path in paths}


@pytest.fixture(scope="module")
def collected() -> Counter[str]:
    """Count the tests that pytest finds, by folder."""
    listed = run(sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "tests")
    return Counter(match[1] or "" for match in TEST_RE.finditer(listed))


def test_every_room_has_tests_that_are_collected(collected: Counter[str]) -> None:
    assert [room for room in ROOMS if not collected[room]] == []


def test_every_file_of_tests_is_collected_from_where_a_room_or_a_topic_has_its_folder(collected: Counter[str]) -> None:
    folders = {path.parent.name for path in (ROOT / "tests").glob("*/test_*.py")}
    assert folders == set(collected) - {""}
    assert sorted(path.name for path in (ROOT / "tests").rglob("conftest.py")) == ["conftest.py"]


def test_git_overlooks_no_file_of_the_package() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("SKIPPED: this is no git checkout")
    ignored = run("git", "ls-files", "--others", "--ignored", "--exclude-standard", "--", "plugins/digest")
    assert [name for name in ignored.splitlines() if "__pycache__" not in name] == []


def test_the_wheel_is_told_to_take_the_whole_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    brought = {
        path: into for path, into in wheel["force-include"].items() if into.removeprefix(f"{INSTALLED}/") in BROUGHT
    }
    assert set(wheel["force-include"]) - set(brought) == {"plugins/digest", "theme"}
    assert len(brought) == len(BROUGHT)


def test_the_wheel_holds_every_module_and_data_file(tmp_path: Path) -> None:
    wheels = pytest.importorskip("hatchling.builders.wheel", reason="SKIPPED: hatchling is not installed")
    (built,) = wheels.WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(built) as archive:
        names = set(archive.namelist())
    held = {name.removeprefix(f"{INSTALLED}/") for name in names if name.startswith(f"{INSTALLED}/")}
    assert held == files_of_the_package()
