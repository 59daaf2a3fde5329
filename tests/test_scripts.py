"""The scripts, run with a stand-in for Python that notes what it is told: no network, no real installation."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCRIPTS = ("invoke", "digest", "scripts/environment.sh")
TOOLS = ("cat", "chmod", "cmp", "cp", "dirname", "mkdir", "rm", "sh", "sleep")

# Makes a .venv whose python is the stub below; tells no version problems.
PYTHON = """#!/bin/sh
case "$*" in
*" venv "*) for folder in "$@"; do :; done; mkdir -p "$folder/bin"; cp "$STUB" "$folder/bin/python" ;;
--version) echo "Python 3.12.0" ;;
esac
"""
VENV_PYTHON = """#!/bin/sh
echo "$*" >>"$LOG"
case "$*" in
*pip*model.txt) sleep "${PIP_SECONDS:-0}"; exit "${MODEL_STATUS:-0}" ;;
*" invoke "* | *" digest.cli"*) echo "ran" ;;
esac
"""
OLD_PYTHON = "#!/bin/sh\nexit 1\n"


class Checkout:
    """A copy of the scripts and locks in a folder of its own, with a PATH that holds little."""

    def __init__(self, folder: Path, python: str) -> None:
        self.root = folder / "my site"
        self.log = folder / "log"
        bin_folder = folder / "bin"
        bin_folder.mkdir()
        for tool in TOOLS:
            (bin_folder / tool).symlink_to(shutil.which(tool) or "")
        for name in ("python3", "python3.11", "python3.12", "python3.13"):
            self._write(bin_folder / name, python)
        self._write(folder / "stub", VENV_PYTHON)
        (self.root / "requirements").mkdir(parents=True)
        for lock in ("light", "model", "dev"):
            (self.root / "requirements" / f"{lock}.txt").write_text(lock)
        for script in SCRIPTS:
            (self.root / script).parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / script, self.root / script)
        self.env = {"PATH": str(bin_folder), "LOG": str(self.log), "STUB": str(folder / "stub")}

    @staticmethod
    def _write(path: Path, text: str) -> None:
        path.write_text(text)
        path.chmod(0o755)

    def start(self, *command: str, **env: str) -> subprocess.Popen[str]:
        """Start a script from another folder."""
        program = [str(self.root / command[0]), *command[1:]]
        pipe = subprocess.PIPE
        return subprocess.Popen(program, cwd="/", env={**self.env, **env}, stdout=pipe, stderr=pipe, text=True)

    def run(self, *command: str, **env: str) -> tuple[int, str, str]:
        """Run a script: its exit status, what it printed, and its messages."""
        process = self.start(*command, **env)
        out, err = process.communicate(timeout=30)
        return process.returncode, out, err

    def installs(self) -> list[str]:
        """The locks that pip was told to install so far, in order."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        assert all("--require-hashes" in line for line in lines if " pip install" in line)
        return [Path(line.split("--requirement ")[1]).stem for line in lines if " pip install" in line]


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path, PYTHON)


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("shell", ["sh", "dash", "bash"])
def test_syntax(shell: str, script: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"SKIPPED: {shell} is not installed")
    subprocess.run([shell, "-n", ROOT / script], check=True)


@pytest.mark.parametrize("script", ["invoke", "digest", ".ci/run"])
def test_executable(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)


@pytest.mark.parametrize("script", ["invoke", "digest"])
def test_missing_python_is_told_with_the_package_to_install(script: str, tmp_path: Path) -> None:
    checkout = Checkout(tmp_path, OLD_PYTHON)
    status, out, err = checkout.run(script, "--help")
    assert (status, out) == (1, "")
    assert "Python 3.11 or later" in err
    assert "sudo apt install python3 python3-venv" in err
    assert "brew install python" in err
    assert not (checkout.root / ".venv").exists()


@pytest.mark.parametrize(
    ("command", "env", "installed"),
    [
        pytest.param(("invoke", "build"), {}, ["model"], id="model by default"),
        pytest.param(("digest", "status"), {}, ["model"], id="a verb"),
        pytest.param(("invoke", "test"), {}, ["model", "dev"], id="tests"),
        pytest.param(("invoke", "build"), {"DIGEST_REQUIREMENTS": "light"}, ["light"], id="light"),
        pytest.param(("invoke", "lint"), {"DIGEST_REQUIREMENTS": "light"}, ["light", "dev"], id="light, lint"),
        pytest.param(("invoke", "build"), {"MODEL_STATUS": "1"}, ["model", "light"], id="no model to be had"),
    ],
)
def test_installs_once(checkout: Checkout, command: tuple[str, ...], env: dict[str, str], installed: list[str]) -> None:
    for _ in range(2):
        status, out, err = checkout.run(*command, **env)
        assert (status, out) == (0, "ran\n"), err
        assert checkout.installs() == installed
    assert err == ""  # the second start says nothing of environments
    assert not (checkout.root / ".cache" / "environment.lock").exists()


def test_light_is_remembered_until_the_model_is_asked_for(checkout: Checkout) -> None:
    checkout.run("digest", "status", DIGEST_REQUIREMENTS="light")
    checkout.run("invoke", "build")
    (checkout.root / "requirements" / "light.txt").write_text("newer light")
    checkout.run("digest", "status")
    assert checkout.installs() == ["light", "light"]
    checkout.run("invoke", "build", DIGEST_REQUIREMENTS="model")
    (checkout.root / "requirements" / "model.txt").write_text("newer model")
    checkout.run("invoke", "build")
    assert checkout.installs() == ["light", "light", "model", "model"]


def test_arguments_reach_the_program(checkout: Checkout) -> None:
    checkout.run("invoke", "test", "-k", "two words")
    checkout.run("digest", "new", "A title")
    lines = checkout.log.read_text().splitlines()
    assert f"-P -m invoke --search-root {checkout.root} test -k two words" in lines
    assert f"-P -m digest.cli --settings {checkout.root}/pelicanconf.py new A title" in lines


def test_changed_lock_is_installed(checkout: Checkout) -> None:
    checkout.run("invoke", "build")
    (checkout.root / "requirements" / "model.txt").write_text("newer model")
    checkout.run("invoke", "build")
    assert checkout.installs() == ["model", "model"]


def test_fallback_says_so_and_can_be_tried_again(checkout: Checkout) -> None:
    _, _, err = checkout.run("invoke", "build", MODEL_STATUS="1")
    assert "going on without it" in err
    assert "DIGEST_REQUIREMENTS=model ./invoke build" in err
    assert checkout.run("invoke", "build", DIGEST_REQUIREMENTS="model")[0] == 0
    assert checkout.run("invoke", "build")[0] == 0
    assert checkout.installs() == ["model", "light", "model"]


def test_forced_model_that_fails_is_an_error(checkout: Checkout) -> None:
    status, out, err = checkout.run("invoke", "build", DIGEST_REQUIREMENTS="model", MODEL_STATUS="1")
    assert (status, out) == (1, "")
    assert "could not be made" in err


def test_wrong_choice_is_told(checkout: Checkout) -> None:
    status, _, err = checkout.run("invoke", "build", DIGEST_REQUIREMENTS="heavy")
    assert (status, err) == (1, "DIGEST_REQUIREMENTS is 'heavy'; it can be light or model.\n")


def test_two_starts_at_once_install_once(checkout: Checkout) -> None:
    both = [checkout.start("invoke", "build", PIP_SECONDS="1") for _ in range(2)]
    assert [process.communicate(timeout=30)[0] for process in both] == ["ran\n", "ran\n"]
    assert checkout.installs() == ["model"]


def test_lock_of_a_start_that_died_is_void(checkout: Checkout) -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    folder = checkout.root / ".cache" / "environment.lock"
    folder.mkdir(parents=True)
    (folder / "pid").write_text(f"{ended.pid}\n")
    assert checkout.run("invoke", "build")[:2] == (0, "ran\n")
