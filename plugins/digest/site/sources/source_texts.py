"""What tells copies among a story's articles: the ledger's sketch of each, or one of the post's text, cached.

Only stories that outlets of several owners tell are looked at: one owner's articles are one source in any case.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from ...content.frontmatter import derive_id
from ...content.store import Content, read_ledger
from ...content.stories import SourceText, Stories, make_source_text
from ...content.vocabulary.outlets import Owners
from ...core.slugs import fold_name
from ..cache import CacheFile, StoredPost
from ..versions import code_version
from .posts import Posts

SKETCHES: Final = "sketches"  # kinds in the cache: of a ledger, by post
TEXTS: Final = "source-texts"  # ... of a text: its sketch, and whether there are words


def read_source_texts(content: Content, posts: Posts, stories: Stories, owners: Owners) -> Mapping[str, SourceText]:
    """Return by file what the articles of such stories are recognised by. Raises ProblemsError for a broken ledger."""
    wanted = dict(_list_wanted(posts, stories, owners))
    if not wanted:
        return {}
    sketches = _load_sketches(content, posts.cache)
    version = code_version()
    known = posts.cache.get_all(TEXTS, version)
    new: dict[str, SourceText] = {}
    found = {}
    for file, stored in wanted.items():
        sketch = sketches.get(stored.post.id or derive_id(file))
        has_text = not stored.post.is_private  # an excerpt tells nothing
        key = f"{stored.body if has_text else ''} {sketch} {stored.post.source and stored.post.source.name}"
        made = known.get(key)
        if made is None:
            made = make_source_text(stored.post, posts.load_text(stored.body) if has_text else "", sketch)
        if made is not None:
            found[file] = new[key] = made
    posts.cache.put(TEXTS, version, {key: made for key, made in new.items() if key not in known})
    return found


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file, or nothing where there is none."""
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _list_wanted(posts: Posts, stories: Stories, owners: Owners) -> Iterator[tuple[str, StoredPost]]:
    files = {one.post.id or derive_id(file): file for file, one in posts.stored.items()}
    for story in stories.stories:
        members = {files[post]: posts.stored[files[post]] for post in story.posts if post in files}
        members = {file: stored for file, stored in members.items() if stored.post.source}
        outlets = {_owner(stored, owners) for stored in members.values()}
        if len(outlets) > 1:
            yield from members.items()


def _owner(stored: StoredPost, owners: Owners) -> str | None:
    name = fold_name(stored.post.source.name) if stored.post.source and stored.post.source.name else None
    return owners.get(name, name) if name else None


def _load_sketches(content: Content, cache: CacheFile) -> Mapping[str, str]:
    """Return the ledger's sketches by post."""
    key, version = hash_file(content.ledger), code_version()
    known: Mapping[str, str] | None = cache.get(SKETCHES, key, version)
    if known is not None:
        return known
    made = {entry.id: entry.sketch for entry in read_ledger(content).entries if entry.sketch}
    cache.put(SKETCHES, version, {key: made})
    return made
