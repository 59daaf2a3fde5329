"""Private bodies in an editor's build: read where they are on this machine, in the place of the posts' excerpts.

A production build looks at none of them: what it publishes is what git has, on whatever machine it is made.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from ...content.frontmatter.split import tidy_body
from ...core.errors import UnreadableError
from ...core.types import Post, Problem
from ..cache import CachedPost, CacheFile, StoredPost, load_posts, read_cached, save_posts
from ..fingerprint import fingerprint_of
from ..markup import body_sha256
from ..markup.reading_time import describe_text

KIND = "private"  # in the cache
ListFiles = Callable[[Post, str], tuple[str, ...]]  # of the site, that a body shows or links to


def read_private(
    paths: Mapping[str, Path],
    found: Mapping[str, CachedPost],
    cache: CacheFile,
    version: str,
    list_files: ListFiles,
) -> tuple[dict[str, StoredPost], tuple[Problem, ...]]:
    """Return by file the posts whose private body is here, at one of the `paths`, as posts that have it.

    `found`: all posts, as their own files have them. A body that cannot be read counts as missing, and is a warning.
    """
    before = load_posts(cache, version, kind=KIND) if paths else {}
    now: dict[str, CachedPost] = {}
    whole: dict[str, StoredPost] = {}
    faults = []
    for file, path in paths.items():
        key = f"{file} {found[file].content_hash.hex()}"  # what is kept was made of the post's own file, too
        parse = partial(_with_body, found[file].stored, list_files)
        try:
            now[key] = read_cached(str(path), before.get(key), parse)
        except UnreadableError as error:
            faults.append(replace(error.problem("/".join(path.parts[-3:])), severity="warning"))
        else:
            whole[file] = now[key].stored
    save_posts(cache, version, now, before, kind=KIND)
    return whole, tuple(faults)


def _with_body(stored: StoredPost, list_files: ListFiles, text: str) -> StoredPost:
    post, body = _as_public(stored.post), tidy_body(text)
    facts = describe_text(replace(post, body=body))
    return stored._replace(
        post=post,
        body=body_sha256(body),
        header=fingerprint_of(stored.header, "whole", *facts),
        facts=facts,
        files=list_files(post, body),
    )


def _as_public(post: Post) -> Post:
    return replace(post, digest=replace(post.digest, body=None)) if post.digest else post
