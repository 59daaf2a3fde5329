"""What a file says of its article beside the text, put where a header block's words stand, unless those say it."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from ...core.types import Caption, RawArticle, Source
from ..decode.titles import letters
from .captions import parse_caption
from .names import is_eastern_name, is_known, parse_names, with_capitals
from .outlets import find_outlet

LEAST_LETTERS = 7  # of a name that an outlet's name holds: shorter ones stand in other words


def with_metadata(raw: RawArticle) -> RawArticle:
    """Complete an article's header block from its metadata: people only as writers, outlets by their address."""
    told, given = raw.metadata.source, raw.source
    url = given.url or told.url
    people = _without_outlets(find_people(told.author), told.name, url)
    name = find_outlet((), url) or (told.name if told.name not in people else None)
    source = Source(
        name=given.name or name,
        url=url,
        author=given.author or people,
        published=given.published or told.published,
        captions=tuple(filter(None, map(_with_credit, told.captions))),
    )
    return replace(raw, title=raw.title or raw.metadata.headline, source=source)


def _without_outlets(people: tuple[str, ...], outlet: str | None, url: str | None) -> tuple[str, ...]:
    """Leave out writers that are the outlet, by its name or the host of its address ("Example Org")."""
    hosts = [host.removeprefix("www.") for host in [urlsplit(url or "").hostname or ""] if host]
    names = [letters(name) for name in (outlet or "", *hosts) if name]
    return tuple(name for name in people if is_known(name) or not any(_is_outlet(letters(name), own) for own in names))


def _is_outlet(name: str, outlet: str) -> bool:
    return name == outlet or (
        len(name) > LEAST_LETTERS and (name in outlet or (outlet in name and len(outlet) > LEAST_LETTERS))
    )


def find_people(names: Sequence[str]) -> tuple[str, ...]:
    """Take the people out of those named as writers."""
    people = ((given,) if is_eastern_name(given) else parse_names(given) for given in names)
    return tuple(dict.fromkeys(with_capitals(name) for named in people for name in named))


def _with_credit(caption: Caption) -> Caption | None:
    return parse_caption(caption.text)
