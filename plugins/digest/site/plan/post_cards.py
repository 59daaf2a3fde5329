"""Posts and terms as lists show them."""

import datetime as dt
from collections.abc import Mapping, Set
from urllib.parse import urlsplit

from ...core import addresses
from ...core.addresses import term_path
from ...core.settings import DigestSettings
from ...core.types import TAXONOMIES, Term
from ..taxonomy import TaggedPost, TermKey, key_of
from ..views import INTERFACE_LANG, Picture, PostCard, TermRef

WIKIDATA = "http://www.wikidata.org/entity/"  # the form that both registers give, with http
MEDIA_TOPICS = "http://cv.iptc.org/newscodes/mediatopic/"


def post_path(one: TaggedPost) -> str:
    """Return a post's address."""
    return addresses.post_path(one.date, one.post.slug)


def make_ref(term: Term) -> TermRef:
    """Return a term as lists name it."""
    path = term_path(term.taxonomy, term.slug)
    return TermRef(
        taxonomy=term.taxonomy, name=term.name, slug=term.slug, path=path, kind=term.kind, same_as=same_as(term)
    )


def same_as(term: Term) -> str | None:
    """Return the address that names a term for machines: Wikidata's, or of a topic IPTC's."""
    if term.wikidata:
        return f"{WIKIDATA}{term.wikidata}"
    scheme, _, code = (term.code or "").partition(":")
    return f"{MEDIA_TOPICS}{code}" if scheme == "medtop" else None


def make_card(
    one: TaggedPost,
    refs: Mapping[TermKey, TermRef],
    days: Set[dt.date],
    settings: DigestSettings,
    *,
    minutes: int,
    image: Picture | None,
) -> PostCard:
    """Return a post as lists show it; a hidden post points only to terms and days that have a page."""
    post = one.post
    named = {
        taxonomy: tuple([refs[key_of(term)] for term in one.of(taxonomy) if key_of(term) in refs])
        for taxonomy in TAXONOMIES
    }
    return PostCard(
        path=post_path(one),
        title=post.title,
        date=one.date,
        edition=one.date.date(),
        edition_path=addresses.day_path(one.date) if one.date.date() in days else "archives/",
        modified=post.modified.astimezone(settings.timezone) if post.modified else None,
        summary=post.summary,
        source_name=post.source.name if post.source else None,
        source_url=safe_url(post.source.url) if post.source else None,
        status=post.status,
        lang=other_lang(post.lang, settings),
        image=image,
        minutes=minutes,
        actors=named["actors"],
        countries=named["countries"],
        topics=named["topics"],
    )


def safe_url(url: str | None) -> str | None:
    """Return a web address, or None for anything else: `javascript:` is no source."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else None


def other_lang(lang: str | None, settings: DigestSettings) -> str | None:
    """Return a language, or None where it is that of the theme's own words."""
    found = lang or settings.default_lang
    return found if found != INTERFACE_LANG else None
