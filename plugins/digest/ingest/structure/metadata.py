"""What a file says of its article beside the text, put where a header block's words stand, unless those say it."""

from collections.abc import Sequence
from dataclasses import replace

from ...core.types import Caption, RawArticle, Source
from .captions import parse_caption
from .names import parse_names, with_capitals
from .outlets import find_outlet


def with_metadata(raw: RawArticle) -> RawArticle:
    """Complete an article's header block from its metadata: people only as writers, outlets by their address."""
    told, given = raw.metadata.source, raw.source
    people = find_people(told.author)
    url = given.url or told.url
    name = find_outlet((), url) or (told.name if told.name not in people else None)
    source = Source(
        name=given.name or name,
        url=url,
        author=given.author or people,
        published=given.published or told.published,
        captions=tuple(filter(None, map(_with_credit, told.captions))),
    )
    return replace(raw, title=raw.title or raw.metadata.headline, source=source)


def told_doubts(raw: RawArticle) -> tuple[str, ...]:
    """Say what is unsure about the metadata that an article goes by."""
    return ("date-updated",) if raw.metadata.updated and raw.source.published is None else ()


def find_people(names: Sequence[str]) -> tuple[str, ...]:
    """Take the people out of those named as writers."""
    return tuple(dict.fromkeys(with_capitals(name) for given in names for name in parse_names(given)))


def _with_credit(caption: Caption) -> Caption | None:
    return parse_caption(caption.text)
