"""Publish a finished production build: commit it to a branch, for GitHub Pages or any host that serves one."""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from ..core.errors import DigestError

PLACEHOLDER_RE = re.compile(r"(?:^|\.)example\.(?:com|net|org)$")


class PublishError(DigestError):
    """The site cannot be published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A published build: its branch and commits."""

    branch: str
    commit: str  # of the branch, abbreviated
    source: str  # the commit that the site was built from, abbreviated, and whether there was more
    pushed_to: str | None = None  # a remote's name


def check_publishable(root: Path, siteurl: str) -> str:
    """Return the commit that would be published. Raises PublishError if the site must not be published from here."""
    if not siteurl:
        raise PublishError("publishconf.py: SITEURL is empty: feeds and redirects need the site's public address")
    host = urlsplit(siteurl).hostname or ""
    if host in ("127.0.0.1", "localhost"):
        raise PublishError(f"publishconf.py: SITEURL: {siteurl} is this machine, not the site's public address")
    if PLACEHOLDER_RE.search(host):
        raise PublishError(f"publishconf.py: SITEURL: {siteurl} is an example; give the site's public address")
    if _git(root, "rev-parse", "--git-dir").returncode:
        raise PublishError(f"{root} is no git repository: git init, then commit the site's sources first")
    head = _git(root, "rev-parse", "--short", "--verify", "--quiet", "HEAD")
    if head.returncode:
        raise PublishError(f"{root} has no commit yet: commit the site's sources first")
    return head.stdout.strip()


def publish_site(
    output: Path, *, root: Path, siteurl: str, branch: str, cname: str | None = None, push_to: str | None = None
) -> Publication:
    """Commit the output folder to a branch of the repository at `root`, and push it if a remote is named."""
    source = check_publishable(root, siteurl)
    if _has_changes(root, output):
        source += " with uncommitted changes"
    if not (output / "index.html").is_file():
        raise PublishError(f"{output} has no index.html: build the site first")
    _check_branch(root, branch)
    command = [sys.executable, "-m", "ghp_import", "--no-jekyll", "--branch", branch]
    command += ["--message", f"Publish {source}"]
    command += ["--cname", cname] if cname else []
    command += ["--remote", push_to] if push_to else []  # whose branch, where there is one, this one goes on from
    done = subprocess.run([*command, str(output)], cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise PublishError(f"{branch} could not be written: {_reason(done)}")
    commit = _git(root, "rev-parse", "--short", branch).stdout.strip()
    if push_to and (pushed := _git(root, "push", "--quiet", push_to, branch)).returncode:
        raise PublishError(f"{branch} is written, {commit}, but not pushed to {push_to}: {_reason(pushed)}")
    return Publication(branch=branch, commit=commit, source=source, pushed_to=push_to)


def _has_changes(root: Path, output: Path) -> bool:
    """Return whether there are uncommitted changes or new files, apart from the built site."""
    apart = [f":(exclude){output.relative_to(root)}"] if output.is_relative_to(root) else []
    return bool(_git(root, "status", "--porcelain", "--untracked-files=all", "--", ".", *apart).stdout)


def _check_branch(root: Path, branch: str) -> None:
    """Refuse an invalid name, and the branch that is checked out: it would be replaced."""
    if branch.startswith("-") or _git(root, "check-ref-format", "--branch", branch).returncode:
        raise PublishError(f"--branch: {branch!r} is not a valid name of a branch")
    if _git(root, "symbolic-ref", "--short", "--quiet", "HEAD").stdout.strip() == branch:
        raise PublishError(f"--branch: {branch} is checked out: its files would be replaced by the site's")


def _reason(done: subprocess.CompletedProcess[str]) -> str:
    output = (done.stderr or done.stdout).strip()
    message, _, trace = output.partition("Traceback (most recent call last)")
    return message.strip() or trace.rpartition("\n")[2]  # the last line of a traceback says what is wrong


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)
