"""Cache of parsed posts: a file with an unchanged stat signature is not read, one with the same bytes not parsed."""

import time
from collections.abc import Callable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from ...content.store import decode_text
from ...core.errors import UnreadableError
from ...core.types import Post, Problem
from ..markup.reading_time import TextFacts
from .cachefile import CacheFile
from .stat_signature import SOURCE_DOUBT, StatSignature, is_reliable, read_stat_signature

KIND = "posts"
BUNDLES = 128  # that posts are kept in: one pickle of some eighty posts loads in half the time of eighty


class StoredPost(NamedTuple):
    """A post without its body, and what tells whether its front matter or its body has changed."""

    post: Post  # without its body
    body: str  # SHA-256 of the Markdown
    header: bytes  # fingerprint of the front matter
    problems: tuple[Problem, ...]  # warnings
    has_status: bool  # the front matter says whether it is published
    facts: TextFacts = TextFacts()
    files: tuple[str, ...] = ()  # of the site, that the body shows or links to


class CachedPost(NamedTuple):
    """A post as it was read from its file, and what tells whether that has changed since."""

    signature: StatSignature
    reliable: bool  # a change since then shows in the signature
    content_hash: bytes
    stored: StoredPost


Parse = Callable[[str], StoredPost]


def read_cached(path: str, cached: CachedPost | None, parse: Parse) -> CachedPost:
    """Return a post; reads and parses its file only where it must. Raises UnreadableError, and what `parse` does."""
    now = time.time_ns()
    try:
        signature = read_stat_signature(path)
        if cached is not None and cached.reliable and cached.signature == signature:
            return cached
        data = Path(path).read_bytes()
    except OSError as error:
        raise UnreadableError(path, f"it cannot be read: {error.strerror}") from error
    content_hash = blake2b(data, digest_size=16).digest()
    same = cached is not None and cached.content_hash == content_hash
    stored = cached.stored if cached is not None and same else parse(decode_text(data, path))
    return CachedPost(signature, is_reliable(signature, now, SOURCE_DOUBT), content_hash, stored)


def load_posts(cache: CacheFile, version: str, *, kind: str = KIND) -> dict[str, CachedPost]:
    """Return the posts that the last build read, by file."""
    return {file: post for bundle in cache.get_all(kind, version).values() for file, post in bundle.items()}


def save_posts(
    cache: CacheFile,
    version: str,
    posts: Mapping[str, CachedPost],
    before: Mapping[str, CachedPost],
    *,
    kind: str = KIND,
) -> None:
    """Keep posts by file; `before`: those that are kept."""
    touched = {file for file in (*before, *posts) if posts.get(file) != before.get(file)}
    bundles: dict[str, dict[str, CachedPost]] = {_bundle_of(file): {} for file in touched}
    for file, post in posts.items() if bundles else ():
        if _bundle_of(file) in bundles:
            bundles[_bundle_of(file)][file] = post
    cache.put(kind, version, bundles)


def _bundle_of(file: str) -> str:
    return str(crc32(file.encode("utf-8", "surrogatepass")) % BUNDLES)
