"""A Feed into Atom, RSS and JSON Feed bytes; the only importer of feedgen.

What feedgen lacks (`rel` and `type` on Atom entry links, `via` links, hubs and creators in RSS) is added by an
extension of its own kind. The bytes depend on the feed alone: no clock, no version, no locale.
"""

import datetime as dt
import json
import logging
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlsplit

from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem

from .types import Feed, FeedEntry

logger = logging.getLogger(__name__)

GENERATOR = "pelican-digest"
ATOM_TYPE = "application/atom+xml"
RSS_TYPE = "application/rss+xml"
JSON_FEED_VERSION = "https://jsonfeed.org/version/1.1"
DC = "http://purl.org/dc/elements/1.1/"
ATOM_LINK = "{http://www.w3.org/2005/Atom}link"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# Everything outside XML 1.0's Char production, and the C1 controls that feed validators warn of.
FORBIDDEN_RE = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
STRAY_PERCENT_RE = re.compile(r"%(?![0-9A-Fa-f]{2})")
URL_CHARACTERS = ":/?#[]@!$&'()*+,;=%~"


def format_atom(feed: Feed) -> bytes:
    """Write a feed as Atom 1.0 (RFC 4287)."""
    return _feedgen(_mend_feed(feed), ATOM_TYPE).atom_str(pretty=True)  # type: ignore[no-any-return]


def format_rss(feed: Feed) -> bytes:
    """Write a feed as RSS 2.0."""
    return _feedgen(_mend_feed(feed), RSS_TYPE).rss_str(pretty=True)  # type: ignore[no-any-return]


def format_json(feed: Feed) -> bytes:
    """Write a feed as JSON Feed 1.1."""
    feed = _mend_feed(feed)
    document = {
        "version": JSON_FEED_VERSION,
        "title": feed.title,
        "home_page_url": feed.page_url,
        "feed_url": feed.url,
        "description": feed.subtitle,
        "language": feed.lang,
        "authors": _json_authors((feed.author,) if feed.author else ()),
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else None,
    }
    items = [_without_nothing(_json_item(entry)) for entry in feed.entries]
    return (json.dumps({**_without_nothing(document), "items": items}, ensure_ascii=False, indent=1) + "\n").encode()


# --- feedgen ----------------------------------------------------------------------------------------------------------


class FeedExtension(BaseExtension):  # type: ignore[misc]
    """What feedgen cannot say of a whole feed."""

    feed: Feed

    def extend_ns(self) -> dict[str, str]:
        return {"dc": DC}

    def extend_rss(self, root: Any) -> Any:
        channel = root[0]
        if self.feed.hub:
            xml_elem(ATOM_LINK, channel, rel="hub", href=self.feed.hub)
        if self.feed.author:
            _add_text(channel, "creator", self.feed.author)
        return root


class EntryExtension(BaseExtension):  # type: ignore[misc]
    """What feedgen cannot say of an entry."""

    entry: FeedEntry

    def extend_atom(self, element: Any) -> Any:
        entry = self.entry
        link = element.find("link")  # feedgen drops what we told it of the link, except the address
        link.set("rel", "alternate")
        link.set("type", "text/html")
        if entry.source_url:
            via = xml_elem("link", element, rel="via", type="text/html", href=entry.source_url)
            if entry.source_name:
                via.set("title", entry.source_name)
        elif entry.source_name:
            _add_text(element, "source", entry.source_name)
        if entry.lang:
            element.set(XML_LANG, entry.lang)
        return element

    def extend_rss(self, element: Any) -> Any:
        entry = self.entry
        for author in entry.authors:  # RSS's own <author> is an e-mail address
            _add_text(element, "creator", author)
        if entry.source_url:  # feedgen's own `source` would write an incomplete <source> into Atom as well
            xml_elem("source", element, url=entry.source_url).text = entry.source_name or entry.source_url
        elif entry.source_name:  # <source> must have an address
            _add_text(element, "source", entry.source_name)
        if entry.lang:
            _add_text(element, "language", entry.lang)
        return element


def _add_text(parent: Any, name: str, text: str) -> None:
    xml_elem(f"{{{DC}}}{name}", parent).text = text


def _feedgen(feed: Feed, media_type: str) -> Any:
    generator = FeedGenerator()
    generator.register_extension("digest", FeedExtension, EntryExtension)
    generator.digest.feed = feed
    generator.id(feed.id)
    generator.title(feed.title)
    generator.subtitle(feed.subtitle or feed.title)  # RSS needs a description
    generator.updated(feed.updated)
    generator.language(feed.lang)
    generator.generator(GENERATOR)
    generator.link(href=feed.url, rel="self", type=media_type)
    if feed.hub:
        generator.link(href=feed.hub, rel="hub")
    generator.link(href=feed.page_url, rel="alternate", type="text/html")  # last: it becomes the channel's <link>
    if feed.rights:
        generator.rights(feed.rights)
    if author := feed.author or _missing_author(feed):
        generator.author(name=author)
    for entry in feed.entries:
        _add_entry(generator, entry)
    return generator


def _missing_author(feed: Feed) -> str | None:
    """Name the feed as author where an entry has none: Atom requires one."""
    return None if feed.entries and all(entry.authors for entry in feed.entries) else feed.title


def _add_entry(generator: Any, entry: FeedEntry) -> None:
    item = generator.add_entry(order="append")
    item.digest.entry = entry
    item.id(entry.id)
    item.title(entry.title)
    item.link(href=entry.url, rel="alternate")
    item.published(entry.published)
    item.updated(entry.updated)
    if entry.authors:
        item.author([{"name": author} for author in entry.authors])
    if entry.summary:
        item.summary(entry.summary, type="text")
    if entry.content:
        item.content(entry.content, type="html")
    if entry.categories:
        item.category([{"term": each.term, "scheme": each.scheme, "label": each.label} for each in entry.categories])


# --- JSON -------------------------------------------------------------------------------------------------------------


def _json_item(entry: FeedEntry) -> dict[str, object]:
    return {
        "id": entry.id,
        "url": entry.url,
        "external_url": entry.source_url,
        "title": entry.title,
        "content_html": entry.content,
        "content_text": None if entry.content else entry.summary or entry.title,  # one of the two must be there
        "summary": entry.summary,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": _json_authors(entry.authors),
        "tags": [category.label for category in entry.categories],
        "language": entry.lang,
    }


def _json_authors(names: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"name": name} for name in names]


def _without_nothing(values: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value not in (None, "", [])}


# --- What no feed may contain -----------------------------------------------------------------------------------------


def _mend_feed(feed: Feed) -> Feed:
    """Make a feed that can be written; what had to change is logged with the feed's or the entry's address."""
    where = feed.url
    return replace(
        feed,
        url=_mend_link(feed.url),
        page_url=_mend_link(feed.page_url),
        title=_mend_text(feed.title, where, "title") or feed.page_url,
        subtitle=_mend_text(feed.subtitle, where, "subtitle"),
        author=_mend_text(feed.author, where, "author"),
        rights=_mend_text(feed.rights, where, "rights"),
        updated=_mend_time(feed.updated, where, "updated"),
        entries=tuple(map(_mend_entry, feed.entries)),
    )


def _mend_entry(entry: FeedEntry) -> FeedEntry:
    where = entry.url
    title = _mend_text(entry.title, where, "title")
    if title is None:
        logger.warning("%s: title: there is none, the entry's address stands in for it in feeds", where)
    return replace(
        entry,
        url=_mend_link(entry.url),
        title=title or entry.url,
        published=_mend_time(entry.published, where, "published"),
        updated=_mend_time(entry.updated, where, "updated"),
        authors=tuple(filter(None, (_mend_text(author, where, "author") for author in entry.authors))),
        source_name=_mend_text(entry.source_name, where, "source"),
        source_url=_mend_source_url(entry.source_url, where),
        categories=tuple(
            replace(each, label=_mend_text(each.label, where, "category") or each.term) for each in entry.categories
        ),
        summary=_mend_text(entry.summary, where, "summary"),
        content=_mend_text(entry.content, where, "content"),
    )


def _mend_text(text: str | None, where: str, field: str) -> str | None:
    """Drop the characters that XML 1.0 cannot carry; None for what is then blank."""
    if not text or text.isspace():
        return None
    mended, count = FORBIDDEN_RE.subn("", text)
    if count:
        logger.warning("%s: %s: left out of feeds: %d control character(s) or lone surrogate(s)", where, field, count)
    return mended if count == 0 or mended.strip() else None


def _mend_time(time: dt.datetime, where: str, field: str) -> dt.datetime:
    """Give a time an offset of whole minutes, the only kind that feeds can say."""
    offset = time.utcoffset()
    if offset is None:
        logger.warning("%s: %s: %s has no time zone, feeds take it for UTC", where, field, time.isoformat())
        return time.replace(tzinfo=dt.UTC)
    return time.astimezone(dt.UTC) if offset % dt.timedelta(minutes=1) else time


def _mend_source_url(address: str | None, where: str) -> str | None:
    if address is None:
        return None
    try:
        parts = urlsplit(address.strip())
    except ValueError:  # a broken IPv6 address
        parts = urlsplit("")
    if parts.scheme in ("http", "https") and parts.hostname:
        return _mend_link(address.strip())
    logger.warning("%s: source: left out of feeds: %a is no web address", where, address[:80])
    return None


def _mend_link(address: str) -> str:
    """Turn an address with any characters into a URI (RFC 3987, section 3.1)."""
    if address.isascii() and not STRAY_PERCENT_RE.search(address):
        return quote(address, safe=URL_CHARACTERS)
    scheme, separator, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    with suppress(UnicodeError):  # no host name: it stays, percent-encoded
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    readable = STRAY_PERCENT_RE.sub("%25", scheme + separator + host + slash + path)
    return quote(readable, safe=URL_CHARACTERS, errors="replace")
