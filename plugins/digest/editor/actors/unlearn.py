"""Unlearn names that the editor takes out again and again: suggested for three articles, in none of their posts."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from ...content.frontmatter import parse_post
from ...content.store import Content, Ledger, name_of, read_text
from ...content.vocabulary import Vocabulary, add_entry
from ...core.errors import DigestError
from ...core.slugs import fold_name
from ...core.types import Post

TIMES = 3  # posts that a name was taken out of, until it is suggested no more
LOOKED_AT = 20  # earlier posts that are read for one name, the latest first


def find_unwanted(
    content: Content, zone: ZoneInfo, post: Post, ledger: Ledger, known: Vocabulary, *, renamed: Iterable[str]
) -> tuple[str, ...]:
    """List the actors that the editor has taken out of this post and of two others; `renamed` only changed names."""
    entry = ledger.last(post.id) if post.id else None
    if entry is None:
        return ()
    kept = {fold_name(name) for name in (*post.actors, *renamed)}
    gone = [name for name in entry.suggested.get("actors", ()) if fold_name(name) not in kept and not known.find(name)]
    return tuple(name for name in gone if _count_others(content, zone, ledger, post, name) >= TIMES - 1)


def _count_others(content: Content, zone: ZoneInfo, ledger: Ledger, post: Post, name: str) -> int:
    """Count the other published posts for which the name was suggested, and which do not have it."""
    entries = {one.id: one for one in ledger.entries if name in one.suggested.get("actors", ()) and one.id != post.id}
    latest = [ledger.last(each) for each in list(entries)[-LOOKED_AT:]]
    return sum(_is_without(content, zone, one.post, name) for one in latest if one is not None)


def _is_without(content: Content, zone: ZoneInfo, file: str, name: str) -> bool:
    path = content.root / file
    try:
        post = parse_post(read_text(path), file=name_of(content, path), timezone=zone)
    except (DigestError, OSError):  # rejected since, or half-edited: it says nothing of the name
        return False
    return post.status == "published" and fold_name(name) not in map(fold_name, post.actors)


def add_unwanted(text: str, name: str, *, file: str) -> str:
    """Write the entry that keeps a name from being suggested, below a comment that says why."""
    why = f"# Taken out of {TIMES} posts, and so suggested no more; delete the entry to have it suggested again."
    start = f"{text.rstrip()}\n{why}\n" if text.strip() else f"{why}\n"
    return add_entry(start, {"name": name, "ignore": True}, file=file)
