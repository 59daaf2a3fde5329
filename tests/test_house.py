"""What holds for the repository's files: locks with hashes, no machine's paths, pinned actions."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("light", "model", "dev")
# Written in two parts each, so that this file does not hold them.
HOSTS = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "yarn" + "pkg.com", "conda" + ".anaconda.org")
MACHINE_RE = re.compile(r"(?<![\w.])/(?:work|root|opt|home|Users)/(?=\w)")
PIN_RE = re.compile(r"^([a-z0-9-]+)==([^\s;]+)", re.MULTILINE)


def tracked() -> list[Path]:
    done = subprocess.run(["git", "-C", ROOT, "ls-files", "-z"], capture_output=True, text=True, check=False)
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def read_texts() -> dict[str, str]:
    texts = {}
    for path in tracked():
        data = path.read_bytes()
        if b"\0" not in data:
            texts[str(path.relative_to(ROOT))] = data.decode("utf-8", errors="replace")
    return texts


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    found = read_texts()
    if not found:
        pytest.skip("SKIPPED: this is no git checkout")
    return found


def lock_text(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def pins(name: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for package, version in PIN_RE.findall(lock_text(name)):
        found.setdefault(package, set()).add(version)
    return found


def wanted(name: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    light = [*project["project"]["dependencies"], *extras["site"]]
    lists = {"light": light, "model": [*light, *extras["model"]], "dev": project["dependency-groups"]["dev"]}
    return {re.split(r"[^A-Za-z0-9_.-]", entry)[0].lower() for entry in lists[name]}


def test_no_file_names_a_registry(texts: dict[str, str]) -> None:
    assert [(name, host) for name, text in texts.items() for host in HOSTS if host in text] == []


def test_no_file_names_a_path_of_one_machine(texts: dict[str, str]) -> None:
    found = {name: MACHINE_RE.findall(text) for name, text in texts.items()}
    assert {name: paths for name, paths in found.items() if paths and name != "tests/test_house.py"} == {}


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_hash_and_no_index(name: str) -> None:
    text = lock_text(name)
    entries = re.split(r"(?m)^(?=[a-z])", text)[1:]
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert re.findall(r"(?m)^\s*(?:-i|-f|--(?:extra-)?index-url|--find-links|--trusted-host)\b.*|.*://.*", text) == []


@pytest.mark.parametrize("name", LOCKS)
def test_lock_holds_what_the_project_asks_for(name: str) -> None:
    assert wanted(name) - pins(name).keys() == set()


@pytest.mark.parametrize("name", ["light", "dev"])
def test_locks_agree_on_versions(name: str) -> None:
    model = pins("model")
    assert {
        package: versions for package, versions in pins(name).items() if model.get(package, versions) != versions
    } == {}


def test_model_lock_holds_the_light_one() -> None:
    assert pins("light").keys() - pins("model").keys() == set()


@pytest.mark.parametrize("path", sorted((ROOT / ".github" / "workflows").glob("*.yml")), ids=lambda path: path.name)
def test_actions_are_pinned_by_commit(path: Path) -> None:
    used = re.findall(r"uses: *(\S+)", path.read_text(encoding="utf-8"))
    assert used
    assert [action for action in used if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action)] == []
