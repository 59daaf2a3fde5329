"""What the editor has done to an earlier draft: touched it, taken terms out."""

import re
from zoneinfo import ZoneInfo

from ..core.errors import DigestError
from ..core.types import TAXONOMIES, Post, Taxonomy
from .frontmatter import is_untouched, parse_post
from .store import LedgerEntry, Names
from .vocabulary import Vocabularies

TARGET_RE = re.compile(r"(?<=\])\([^()\n]*\)|&(?:lt|amp|#58|#126);|^(?:> ?)*(?:\d+\. )?", re.MULTILINE)


def untouched_draft(text: str, zone: ZoneInfo) -> Post | None:
    """Read a draft that ingest may make anew: not touched by the editor, never accepted."""
    if not is_untouched(text):
        return None
    post = parse_post(text, file="", timezone=zone)
    # Accepting takes the review list away: such a post may have had readers, even where it is a draft again.
    return post if post.status == "draft" and post.digest and post.digest.review else None


def post_text(text: str, zone: ZoneInfo) -> str:
    """Give a post's words, its links' addresses left out; empty for one that cannot be parsed."""
    try:
        return TARGET_RE.sub("", parse_post(text, file="", timezone=zone).body).replace("\\", "")
    except DigestError:  # half-edited perhaps
        return ""


def removed_terms(entry: LedgerEntry, text: str, vocabularies: Vocabularies, zone: ZoneInfo) -> Names:
    """Give the terms that were suggested and that the editor has taken out, now or earlier."""
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

    kept = {canonical(name).casefold() for name in getattr(post, taxonomy)}
    gone = [name for name in entry.suggested.get(taxonomy, ()) if canonical(name).casefold() not in kept]
    earlier = [name for name in entry.removed.get(taxonomy, ()) if canonical(name).casefold() not in kept]
    return tuple(dict.fromkeys((*earlier, *gone)))
