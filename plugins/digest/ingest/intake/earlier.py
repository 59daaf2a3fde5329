"""The version of a story that a post has: as its raw file gives it, else as the post does."""

import hashlib

from ...content.frontmatter import parse_post
from ...content.posts import post_text, untouched_draft
from ...content.store import Content, LedgerEntry, read_raw
from ...content.vocabulary import Vocabularies
from ...core.errors import DigestError
from ...core.settings import DigestSettings
from ...core.types import Post, Reading
from ..pipeline import read_plain
from .change import Version, version_of


def find_earlier(
    content: Content, settings: DigestSettings, vocabularies: Vocabularies, entry: LedgerEntry, text: str
) -> Version:
    """Give the version that the `text` of a post was made of; `entry` is the ledger's last of it.

    The raw file knows best: the editor may have cut the post, and what cleaning took off that page shows there alone.
    """
    reading = _read_again(content, settings, vocabularies, entry)
    return version_of(reading) if reading else _version_of_post(text, settings)


def _read_again(
    content: Content, settings: DigestSettings, vocabularies: Vocabularies, entry: LedgerEntry
) -> Reading | None:
    try:
        data = read_raw(content.inbox / entry.raw)
        if hashlib.sha256(data).hexdigest() != entry.raw_sha256:
            return None
        readings = read_plain(data, name=entry.raw, vocabularies=vocabularies, settings=settings)
        return next((reading for reading in readings if reading.raw.part == entry.part), None)
    except DigestError:  # the editor has deleted it, or its package is no longer there
        return None


def _version_of_post(text: str, settings: DigestSettings) -> Version:
    zone = settings.timezone
    try:
        post = parse_post(text, file="", timezone=zone)
    except DigestError:  # half-edited perhaps
        return Version(text="")
    # The title of a post that the editor has touched says nothing about the source's headline.
    headline = post.title if untouched_draft(text, zone) else None
    return Version(text=post_text(text, zone), around="\n".join(_around(post)), headline=headline)


def _around(post: Post) -> tuple[str, ...]:
    source = post.source
    told = (*source.standfirst, *(caption.text for caption in source.captions)) if source else ()
    return (post.title, post.summary or "", *told)
