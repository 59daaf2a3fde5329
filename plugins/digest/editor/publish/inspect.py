"""Look at a built site for what must not be published: keys and tokens, raw articles, pictures of drafts, too much."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ...content.store import Content, list_raw
from ...core.settings import DigestSettings
from ...site.plan.digest import find_used, is_shown
from ...site.sources import Posts

MOST_BYTES: Final = 1_000_000_000  # what GitHub Pages takes
# Words that every such key holds, and what makes one. Only forms whose issuers gave them a mark of their own: what is
# merely random could be the hash in a file's name.
KEYS: Final = (
    (b"PRIVATE KEY-----", re.compile(rb"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----"), "a private key"),
    (b"PuTTY-User-Key-File-", re.compile(rb"PuTTY-User-Key-File-\d: "), "a private key"),
    (b"AKIA", re.compile(rb"\bAKIA(?!\w*EXAMPLE)[0-9A-Z]{16}\b"), "an access key of Amazon's"),
    (b"AIza", re.compile(rb"\bAIza[0-9A-Za-z_-]{35}(?![\w-])"), "an API key of Google's"),
    (b"github_pat_", re.compile(rb"\bgithub_pat_\w{60,}"), "a token of GitHub's"),
    *((b"gh%c_" % kind, re.compile(rb"\bgh%c_[0-9A-Za-z]{36,}" % kind), "a token of GitHub's") for kind in b"pousr"),
    (b"glpat-", re.compile(rb"\bglpat-[\w-]{20,}"), "a token of GitLab's"),
    (b"xox", re.compile(rb"\bxox[abeoprs]-\d[0-9A-Za-z-]{9,}"), "a token of Slack's"),
    (b"_live_", re.compile(rb"\b[rs]k_live_[0-9A-Za-z]{16,}"), "a key of Stripe's"),
    (b"npm_", re.compile(rb"\bnpm_[0-9A-Za-z]{36}\b"), "a token of npm's"),
    (b"SG.", re.compile(rb"\bSG\.[\w-]{22}\.[\w-]{43}(?![\w-])"), "a key of SendGrid's"),
    (b"sk-", re.compile(rb"\bsk-(?:ant-|proj-|svcacct-)[\w-]{32,}"), "a key of a language model's service"),
    (b"eyJ", re.compile(rb"\beyJ[\w-]{16,}\.eyJ[\w-]{16,}\.[\w-]{16,}"), "a JSON web token"),
)
PRIVATE_RE = re.compile(
    r"(?:.*/)?(?:\.env(?:\..*)?|\.git(?:/.*)?|\.htpasswd|\.netrc|\.npmrc|\.ssh/.*|id_(?:rsa|dsa|ecdsa|ed25519)"
    r"|.*\.(?:pem|key|p12|pfx|jks|kdbx|keystore))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A file of the output that must not be published, and why."""

    path: str
    reason: str


def inspect_output(
    output: Path, *, content: Content, settings: DigestSettings, posts: Posts, allowed: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """List what of the output must not be published; files that are `allowed` by their paths are passed over."""
    files = {path.relative_to(output).as_posix(): path for path in sorted(output.rglob("*")) if path.is_file()}
    size = sum(path.stat().st_size for path in files.values())
    if size > MOST_BYTES:
        reason = f"{size:,} bytes are more than the {MOST_BYTES:,} of a site on GitHub Pages"
        return (Finding(path=".", reason=reason),)
    private = _private_pictures(posts, settings)
    raw = _by_size(list_raw(content))
    return tuple(
        Finding(path=name, reason=reason)
        for name, path in files.items()
        if name not in allowed
        for reason in _look_at(name, path, private, raw)
    )


def _look_at(name: str, path: Path, private: frozenset[str], raw: dict[int, list[Path]]) -> Iterator[str]:
    data = path.read_bytes()
    if PRIVATE_RE.fullmatch(name):
        yield "files of this name hold keys or passwords"
    if name in private:
        yield "only drafts, or posts that are not due, use this file"
    for other in raw.get(len(data), ()):
        if other.read_bytes() == data:
            yield f"these are the bytes of {other.name} in the inbox"
    yield from (f"it holds {what}" for mark, pattern, what in KEYS if mark in data and pattern.search(data))


def _private_pictures(posts: Posts, settings: DigestSettings) -> frozenset[str]:
    """Return the files that posts use of which none is published."""
    now = settings.now or dt.datetime.now(dt.UTC)
    embedded = {file: stored.files for file, stored in posts.stored.items() if stored.files}
    due = {file for file, post in posts.posts.items() if is_shown(post, settings) and post.date <= now}
    used = find_used(((file, post) for file, post in posts.posts.items() if file in due), embedded, (), settings)
    others = find_used(((file, post) for file, post in posts.posts.items() if file not in due), embedded, (), settings)
    return others - used


def _by_size(paths: Sequence[Path]) -> dict[int, list[Path]]:
    found: dict[int, list[Path]] = {}
    for path in paths:
        if path.is_file():
            found.setdefault(path.stat().st_size, []).append(path)
    return found
