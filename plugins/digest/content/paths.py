"""Paths of posts: where a post's file belongs, which slug is free, and which file an editor means."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from ..core.addresses import post_path
from ..core.errors import ContentError, DigestError
from ..core.types import Post
from .frontmatter import parse_post
from .store import Content, PostIndex, list_posts, name_of, read_index, read_text

MAX_LISTED = 10  # posts that a message names where one of them must be meant


def post_file(content: Content, post: Post, zone: ZoneInfo) -> Path:
    """Return where a post's file belongs: posts/YYYY/YYYY-MM-DD-slug.md, by the day in the site's zone."""
    day = post.date.astimezone(zone).date()
    return content.posts[0] / f"{day.year:04}" / f"{day:%Y-%m-%d}-{post.slug}.md"


def post_address(post: Post, zone: ZoneInfo) -> str:
    """Return a post's address from the site's root: /YYYY/MM/DD/slug/."""
    return f"/{post_path(post.date.astimezone(zone), post.slug)}"


def with_free_slug(content: Content, index: PostIndex, post: Post, zone: ZoneInfo) -> Post:
    """Choose a slug whose file and address are free: the post's, or that with -2, -3, ..."""
    number, candidate = 1, post
    while is_taken(content, index, candidate, zone):
        number += 1
        candidate = replace(post, slug=f"{post.slug}-{number}")
    return candidate


def is_taken(content: Content, index: PostIndex, post: Post, zone: ZoneInfo) -> bool:
    """Return whether another post has this post's file name or address."""
    day = post.date.astimezone(zone).date()
    others = [path for path in index.by_slug.get(post.slug, ()) if path != index.by_id.get(post.id or "")]
    path = post_file(content, post, zone)
    return (path.exists() and path != index.by_id.get(post.id or "")) or any(
        day_of(other, zone) in (day, None) for other in others
    )


def day_of(path: Path, zone: ZoneInfo) -> dt.date | None:
    """Read a post's day; None if its front matter cannot be read."""
    try:
        return parse_post(read_text(path), file=path.name, timezone=zone).date.astimezone(zone).date()
    except DigestError:
        return None


def remember(index: PostIndex, post: Post, path: Path) -> None:
    """Update the index with a post that was written."""
    old = index.by_id.get(post.id or "")
    if old in index.slugs:
        index.by_slug[index.slugs.pop(old)].remove(old)
    index.by_id[post.id or ""] = path
    index.slugs[path] = post.slug
    index.by_slug.setdefault(post.slug, []).append(path)


def find_post(content: Content, given: str, *, cwd: Path) -> Path:
    """Find the post that an editor means: a path, a file name, a slug, or part of one. Raises ContentError."""
    for base in (cwd, content.root.parent, content.root, *content.posts):
        path = (base / given).resolve()
        if path.is_file():
            return _checked(content, path)
    name = Path(given).name
    matches = [path for path in list_posts(content) if name in (path.name, path.stem, path.stem[len("YYYY-MM-DD-") :])]
    matches = matches or _with_slug(read_index(content).by_slug, given)
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise ContentError(_several(given, [name_of(content, path) for path in matches]))
    raise ContentError(f"{given}: there is no such post; `digest status` lists the drafts")


def _with_slug(by_slug: Mapping[str, list[Path]], given: str) -> list[Path]:
    """List the posts with a slug, or with part of it from the start of a word: `kab` for `turmoil-in-kabul`."""
    name = Path(given).name
    if name in by_slug or name != given:  # no part of a slug is meant by a path
        return by_slug.get(name, [])
    return sorted(path for slug, paths in by_slug.items() if name and f"-{name}" in f"-{slug}" for path in paths)


def _several(given: str, names: Sequence[str]) -> str:
    more = [f"and {len(names) - MAX_LISTED} more"] if len(names) > MAX_LISTED else []
    listed = "".join(f"\n    {name}" for name in (*names[:MAX_LISTED], *more))
    return f"{given}: this may be any of {len(names)} posts; give the whole slug or the path:{listed}"


def _checked(content: Content, path: Path) -> Path:
    if any(path.is_relative_to(root) for root in content.posts):
        return path
    roots = " or ".join(name_of(content, root) for root in content.posts)
    raise ContentError(f"{path}: this is not a post of the site; posts are in {roots}")
