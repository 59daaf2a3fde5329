"""Posts on disk: all that can be read, and what the editor has changed in one that ingest wrote."""

import re
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from ..core.errors import DigestError, UnreadableError
from ..core.types import TAXONOMIES, Post, Source, Taxonomy
from .frontmatter import is_untouched, parse_post, read_post
from .private import read_whole
from .store import Content, LedgerEntry, Names, list_posts, name_of
from .vocabulary import Vocabularies

TARGET_RE = re.compile(r"(?<=\])\([^()\n]*\)|&(?:lt|amp|#58|#126);|^(?:> ?)*(?:\d+\. )?", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFile:
    """A post with the file that it was read from."""

    path: Path
    file: str  # as messages show it
    text: str  # the whole text
    post: Post


def read_posts(content: Content, zone: ZoneInfo) -> tuple[PostFile, ...]:
    """Read every post that can be used; the others are skipped: `digest check` lists them."""
    posts = []
    for path in list_posts(content):
        try:
            text = read_whole(content, path)
        except UnreadableError:
            continue
        file = name_of(content, path)
        if post := read_post(text, file=file, timezone=zone).post:
            posts.append(PostFile(path=path, file=file, text=text, post=post))
    return tuple(posts)


def untouched_draft(text: str, zone: ZoneInfo) -> Post | None:
    """Read a draft that ingest may replace: not edited, never accepted; None for any other post."""
    if not is_untouched(text):
        return None
    post = parse_post(text, file="", timezone=zone)
    # Accepting removes the review list: such a post may have had readers, even if it is a draft again.
    return post if post.status == "draft" and post.digest and post.digest.review is not None else None


def post_text(text: str, zone: ZoneInfo) -> str:
    """Return a post's text without the addresses of its links; empty for one that cannot be parsed."""
    try:
        return plain_body(parse_post(text, file="", timezone=zone).body)
    except DigestError:  # half-edited perhaps
        return ""


def plain_body(body: str) -> str:
    """Return a post's body without the addresses of its links and the signs of Markdown that stand in words' way."""
    return TARGET_RE.sub("", body).replace("\\", "")


def missing_facts(post: Post) -> tuple[str, ...]:
    """List what the source of a post does not give: its date is then that of the raw file, and nothing links to it."""
    source = post.source or Source()
    facts = {"date": source.published, "byline": source.author, "outlet": source.name, "url": source.url}
    return tuple(name for name, value in facts.items() if not value)


def removed_terms(entry: LedgerEntry, text: str, vocabularies: Vocabularies, zone: ZoneInfo) -> Names:
    """Return the suggested terms that the editor has removed, now or earlier."""
    try:
        post = parse_post(text, file="", timezone=zone)
    except DigestError:  # half-edited perhaps; what is in it cannot be known
        return entry.removed
    return {taxonomy: _removed(entry, post, vocabularies, taxonomy) for taxonomy in TAXONOMIES}


def _removed(entry: LedgerEntry, post: Post, vocabularies: Vocabularies, taxonomy: Taxonomy) -> tuple[str, ...]:
    vocabulary = vocabularies.of(taxonomy)

    def canonical(name: str) -> str:
        term = vocabulary.find(name)
        return term.name if term else name

    present = {canonical(name).casefold() for name in getattr(post, taxonomy)}
    gone = [name for name in entry.suggested.get(taxonomy, ()) if canonical(name).casefold() not in present]
    earlier = [name for name in entry.removed.get(taxonomy, ()) if canonical(name).casefold() not in present]
    return tuple(dict.fromkeys((*earlier, *gone)))
