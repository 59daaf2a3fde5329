"""Write a new site's folder, all or nothing: it is made beside its place, and moved there when it is whole."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from .choices import StartError
from .files import EXECUTABLE

STAGE = ".digest-start-tmp"  # where the site is made; one that a killed start has left is made anew
BRANCH = "main"  # that the workflow publishes
MESSAGE = "Begin the digest"


def check_folder(folder: Path) -> None:
    """Refuse a place that holds anything, or lies in somebody's work tree. Raises StartError."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise StartError(f"{folder}: this is no folder; name one that does not exist yet")
    if folder.is_dir() and (found := next(_list_own(folder), None)):
        raise StartError(f"{folder}: there is something in it already, such as {found}; name a new or empty folder")
    place = folder.resolve()
    if not place.parent.is_dir():
        raise StartError(f"{place.parent}: there is no such folder; make it first")
    if tree := _find_work_tree(place.parent):
        raise StartError(f"{folder}: this is inside the work tree {tree}; name one outside: {tree.parent / place.name}")


def check_identity() -> None:
    """Refuse to go on where git could not commit. Raises StartError."""
    done = _git(Path.cwd(), "-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT")  # none that git makes up
    if done.returncode:
        raise StartError(
            "nothing was written: a first commit needs `git config --global user.name` and `user.email`; or --no-commit"
        )


def start_site(folder: Path, files: Mapping[str, bytes], *, commit: bool) -> None:
    """Write the files into a new or empty folder, and commit them if asked. Raises StartError and leaves nothing."""
    place = folder.resolve()
    with _stage_for(place) as stage:
        for path, data in files.items():
            target = stage / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            target.chmod(0o755 if path in EXECUTABLE else 0o644)
        if commit:
            _commit(stage)
        _move(stage, place)


@contextmanager
def _stage_for(place: Path) -> Iterator[Path]:
    """Give a folder to fill, on the disk of its place; where that fails, nothing of it stays."""
    stage = place / STAGE if place.exists() else place.parent / f".{place.name}{STAGE}"
    shutil.rmtree(stage, ignore_errors=True)
    try:
        stage.mkdir()
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _move(stage: Path, place: Path) -> None:
    """Put a whole site in its place; an empty folder that is there keeps its rights and those who are in it."""
    if not place.exists():
        stage.rename(place)
        return
    moved: list[Path] = []
    try:
        for path in sorted(stage.iterdir()):
            moved.append(place / path.name)
            path.rename(moved[-1])
    except BaseException:
        for path in moved:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        raise


def _list_own(folder: Path) -> Iterator[str]:
    return (entry.name for entry in os.scandir(folder) if entry.name != STAGE)


def _find_work_tree(folder: Path) -> Path | None:
    """Find the work tree that a folder is in; a home folder under git is none in this sense."""
    found = next((one for one in (folder, *folder.parents) if (one / ".git").exists()), None)
    return found if found != Path.home().resolve() else None


def _commit(folder: Path) -> None:
    for command in (("init", "--quiet"), ("symbolic-ref", "HEAD", f"refs/heads/{BRANCH}"), ("add", "--all", ".")):
        _run_git(folder, *command)
    _run_git(folder, "commit", "--quiet", "--message", MESSAGE)


def _run_git(folder: Path, *arguments: str) -> None:
    done = _git(folder, *arguments)
    if done.returncode:
        reason = (done.stderr or done.stdout).strip()
        raise StartError(f"git {arguments[0]} failed, and nothing was written: {reason}")


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise StartError("git is not installed; install it, or leave out --commit") from error
