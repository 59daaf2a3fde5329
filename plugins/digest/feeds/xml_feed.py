"""Atom and RSS; the only importer of feedgen.

What feedgen lacks (`rel` and `type` on Atom entry links, `via` links, hubs and creators in RSS) is added by an
extension of its own kind.
"""

from typing import Any

from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem

from ..types import Feed, FeedEntry

GENERATOR = "pelican-digest"
ATOM_TYPE = "application/atom+xml"
RSS_TYPE = "application/rss+xml"
DC = "http://purl.org/dc/elements/1.1/"
ATOM_LINK = "{http://www.w3.org/2005/Atom}link"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def make_atom(feed: Feed) -> bytes:
    """Write a sound feed as Atom 1.0."""
    return _feedgen(feed, ATOM_TYPE).atom_str(pretty=True)  # type: ignore[no-any-return]


def make_rss(feed: Feed) -> bytes:
    """Write a sound feed as RSS 2.0."""
    return _feedgen(feed, RSS_TYPE).rss_str(pretty=True)  # type: ignore[no-any-return]


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
