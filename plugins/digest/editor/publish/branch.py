"""Publish a finished production build: commit it to a branch, for GitHub Pages or any host that serves one."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from ...core.addresses import find_address_fault
from ...core.errors import DigestError
from ...core.settings import SAMPLE_ID, SAMPLE_SITE_ID

SOURCES = "pelicanconf.py"  # a branch with this file holds a site's sources
SOURCE_BRANCHES = ("main", "master")


class PublishError(DigestError):
    """The site cannot be published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A published build: its branch and commits."""

    branch: str
    commit: str  # of the branch, abbreviated
    source: str  # the commit that the site was built from, abbreviated, and whether there was more
    is_new: bool  # False where the branch had these very files
    pushed_to: str | None = None  # a remote's name


def check_publishable(root: Path, siteurl: str, *, site_id: str = "") -> str:
    """Return the commit that would be published. Raises PublishError if the site must not be published from here."""
    if not siteurl:
        raise PublishError("publishconf.py: SITEURL is empty: feeds and redirects need the site's public address")
    if fault := find_address_fault(siteurl):
        raise PublishError(f"publishconf.py: SITEURL: {siteurl} is {fault}; give the site's public address")
    if site_id == SAMPLE_SITE_ID:
        raise PublishError(f"pelicanconf.py: DIGEST_SITE_ID: {SAMPLE_ID}")
    if _git(root, "rev-parse", "--git-dir").returncode:
        raise PublishError(f"{root} is not a git repository: git init, then commit the site's sources first")
    head = _git(root, "rev-parse", "--short", "--verify", "--quiet", "HEAD")
    if head.returncode:
        raise PublishError(f"{root} has no commit yet: commit the site's sources first")
    return head.stdout.strip()


def check_branch(root: Path, branch: str, *, yes: bool = False) -> None:
    """Refuse a name that git does not take, and a branch that holds sources; with `yes` only the one checked out."""
    if branch.startswith("refs/"):
        short = branch.removeprefix("refs/").partition("/")[2]
        raise PublishError(
            f"--branch: {branch} is a full reference; give the branch's name alone: {short or 'gh-pages'}"
        )
    if branch.startswith("-") or _git(root, "check-ref-format", "--branch", branch).returncode:
        raise PublishError(f"--branch: {branch!r} is not a valid name of a branch")
    if _git(root, "symbolic-ref", "--short", "--quiet", "HEAD").stdout.strip() == branch:
        raise PublishError(f"--branch: {branch} is checked out: its files would be replaced by the site's")
    if not yes and (branch in SOURCE_BRANCHES or any(_holds(root, ref, SOURCES) for ref in _refs(branch))):
        raise PublishError(
            f"--branch: {branch} is one of sources, which the site would replace; take another, or say --yes"
        )


def publish_site(
    output: Path,
    *,
    root: Path,
    siteurl: str,
    branch: str,
    cname: str | None = None,
    push_to: str | None = None,
    yes: bool = False,
) -> Publication:
    """Commit the output folder to a branch of the repository at `root`, and push it if a remote is named."""
    source = check_publishable(root, siteurl)
    if _has_changes(root, output):
        source += " with uncommitted changes"
    if not (output / "index.html").is_file():
        raise PublishError(f"{output} has no index.html: build the site first")
    check_branch(root, branch, yes=yes)
    is_new = _commit(output, root=root, branch=branch, source=source, cname=cname, push_to=push_to)
    commit = _git(root, "rev-parse", "--short", branch).stdout.strip()
    if push_to and (pushed := _git(root, "push", "--quiet", push_to, f"refs/heads/{branch}")).returncode:
        raise PublishError(f"{branch} is written, {commit}, but not pushed to {push_to}: {_why_not_pushed(pushed)}")
    return Publication(branch=branch, commit=commit, source=source, is_new=is_new, pushed_to=push_to)


def _commit(output: Path, *, root: Path, branch: str, source: str, cname: str | None, push_to: str | None) -> bool:
    """Write the branch; tell whether its files are others than before."""
    cname = cname or next(filter(None, (_read_cname(root, ref) for ref in _refs(branch))), None)
    command = [sys.executable, "-m", "ghp_import", "--no-jekyll", "--branch", branch]
    command += ["--message", f"Publish {source}"]
    command += ["--cname", cname] if cname else []
    command += ["--remote", push_to] if push_to else []  # whose branch, where there is one, this one goes on from
    done = subprocess.run([*command, str(output)], cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise PublishError(f"{branch} could not be written: {_reason(done)}")
    before, after = (
        _git(root, "rev-parse", "--verify", "--quiet", f"{branch}{end}") for end in ("~^{tree}", "^{tree}")
    )
    if before.returncode or before.stdout != after.stdout:
        return True
    _git(root, "update-ref", f"refs/heads/{branch}", f"{branch}~")
    return False


def _refs(branch: str) -> tuple[str, str]:
    """Name what may hold the branch's files: the remote's, where GitHub writes, before our own."""
    return f"refs/remotes/origin/{branch}", f"refs/heads/{branch}"


def _holds(root: Path, ref: str, name: str) -> bool:
    return _git(root, "cat-file", "-e", f"{ref}:{name}").returncode == 0


def _read_cname(root: Path, ref: str) -> str | None:
    """Read the domain of the branch: GitHub writes it there when it is set in the repository's settings."""
    shown = _git(root, "show", f"{ref}:CNAME")
    return shown.stdout.strip() or None if shown.returncode == 0 else None


def _has_changes(root: Path, output: Path) -> bool:
    """Return whether there are uncommitted changes or new files, apart from the built site."""
    apart = [f":(exclude){output.relative_to(root)}"] if output.is_relative_to(root) else []
    return bool(_git(root, "status", "--porcelain", "--untracked-files=all", "--", ".", *apart).stdout)


def _why_not_pushed(done: subprocess.CompletedProcess[str]) -> str:
    if "fetch first" in done.stderr or "non-fast-forward" in done.stderr:
        return "the branch has moved on there: git fetch, then publish again"
    return _reason(done)


def _reason(done: subprocess.CompletedProcess[str]) -> str:
    output = (done.stderr or done.stdout).strip()
    message, _, trace = output.partition("Traceback (most recent call last)")
    return message.strip() or trace.rpartition("\n")[2]  # the last line of a traceback says what is wrong


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)
