"""Tasks for the site, which are the program's, and for those who change the program: `./invoke --list` lists them."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "plugins"))
sys.dont_write_bytecode = False  # whatever the environment says: compiling the program each time slows every task

from digest.cli.show import say  # noqa: E402
from digest.cli.site import make_tasks  # noqa: E402
from digest.core.terminal import counted  # noqa: E402

LINTED = ("plugins", "tests", "tools", "tasks.py")
TYPED = (("--package", "digest"), ("tasks.py",))
LOCKS = {  # each lock and its sources; the first one sets the versions of the others
    "model": (
        "pyproject.toml",
        "--extra",
        "site",
        "--extra",
        "desk",
        "--extra",
        "pictures",
        "--extra",
        "model",
        "--extra",
        "pdf",
    ),
    "light": ("pyproject.toml", "--extra", "site", "--extra", "desk", "--extra", "pictures"),
    "dev": ("--group", "pyproject.toml:dev"),
}


@task(
    help={
        "slow": "run the slow tests too",
        "k": "only tests with this word in their names",
        "path": "a file or folder of tests",
    }
)
def test(_context: Context, slow: bool = False, k: str = "", path: str = "") -> None:
    """Run the tests."""
    _need("pytest")
    chosen = ["-k", k] if k else []
    marked = [] if slow else ["-m", "not slow"]
    spread = [] if k or path else ["-n", "auto", "--dist", "loadfile"]  # on all cores, each file in one process
    _exit(_run("-m", "pytest", *marked, *chosen, *spread, *([path] if path else [])))


@task
def lint(_context: Context) -> None:
    """Check style (ruff) and types (mypy)."""
    _need("ruff")
    checks = [_run("-m", "ruff", "check", *LINTED), _run("-m", "ruff", "format", "--check", *LINTED)]
    checks += [_run("-m", "mypy", "--strict", *arguments) for arguments in TYPED]
    _exit(max(checks))


@task(name="check-site", help={"only": "run one check: links, weight, styles, structured-data, html or pages"})
def check_site(_context: Context, only: str = "") -> None:
    """Check built sites with validators of web pages: a quiet site, and one with hostile content."""
    import tempfile  # noqa: PLC0415

    from tools.site_checks import CHECKS, built_sites, run_check  # noqa: PLC0415

    names = [name for name in CHECKS if only in ("", name)]
    if not names:
        raise Exit(f"--only: there is no check {only!r}; there are {', '.join(CHECKS)}")
    failed = False
    with tempfile.TemporaryDirectory() as folder, built_sites(Path(folder)) as sites:
        for name in names:
            result = run_check(name, sites)
            failed = failed or bool(result.problems)
            counts = f"{counted(len(result.problems), 'problem')}; {result.note}"
            say(f"{name}: SKIPPED: {result.skipped}" if result.skipped else f"{name}: {counts}")
            for problem in result.problems:
                say(f"  {problem}")
    _exit(1 if failed else 0)


@task(help={"upgrade": "take the newest versions that pyproject.toml allows"})
def lock(_context: Context, upgrade: bool = False) -> None:
    """Write requirements/*.txt from pyproject.toml."""
    _need("uv")
    fixed = ("--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-config", "-q")
    for name, source in LOCKS.items():
        output = f"requirements/{name}.txt"
        bound = [] if name == "model" else ["--constraints", "requirements/model.txt"]
        newest = ["--upgrade"] if upgrade else []
        _exit(
            _run(
                *("-m", "uv", "pip", "compile", *source, *fixed, *bound, *newest),
                *("--custom-compile-command", "./invoke lock", "--output-file", output),
            )
        )
        say(output)


@task
def golden(_context: Context) -> None:
    """Rewrite the golden files of tests/; review the diff as code."""
    _need("pytest")
    _exit(_run("-m", "pytest", "-q", "tests/golden", env={"DIGEST_GOLDEN": "rewrite"}))


@task
def wheel(_context: Context) -> None:
    """Make the program's wheel in dist/, for `digest upgrade` and for other Pelican sites."""
    _need("hatchling")
    _exit(_run("-m", "hatchling", "build", "--target", "wheel", "--directory", str(ROOT / "dist")))


def _need(module: str) -> None:
    """Restart through ./invoke, which installs the tools for tests and checks, if a module is missing."""
    if importlib.util.find_spec(module) is None:
        raise Exit(code=subprocess.call([ROOT / "invoke", *sys.argv[1:]]))


def _run(*arguments: str, env: dict[str, str] | None = None) -> int:
    """Run Python with these arguments in the project's folder; return the exit status."""
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env={**os.environ, **(env or {})}, check=False
    ).returncode


def _exit(code: int) -> None:
    if code:
        raise Exit(code=code)


namespace = make_tasks(ROOT)
for own in (test, lint, check_site, lock, golden, wheel):
    namespace.add_task(own)  # type: ignore[arg-type]  # what @task makes is a Task
