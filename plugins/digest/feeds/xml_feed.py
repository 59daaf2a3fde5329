"""Atom and RSS through feedgen, which knows neither hubs nor creators in RSS nor archives: an extension adds them."""

import re
from collections.abc import Iterable
from typing import Any

from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from lxml.etree import SubElement

from ..types import Feed
from .xml_entry import DC, EXTENSION, MEDIA, EntryExtension, XmlEntry, add_dc

GENERATOR = "pelican-digest"
ATOM_TYPE = "application/atom+xml"
RSS_TYPE = "application/rss+xml"
ATOM_LINK = "{http://www.w3.org/2005/Atom}link"
# RSS does not say whether a title is text or HTML. The RSS Board's profile has text with < and & as numbers: most
# readers then take it for text, and validators too. To XML it is the same.
PLAIN_RE = re.compile(rb"<(?:title|category[^>]*|source[^>]*|dc:creator)>[^<&]*&[^<]*</")
NUMBERS = {b"&lt;": b"&#x3C;", b"&gt;": b"&#x3E;", b"&amp;": b"&#x26;"}
ENTITY_RE = re.compile(rb"&(?:lt|gt|amp);")
HISTORY = "http://purl.org/syndication/history/1.0"  # RFC 5005, section 4


def make_atom(feed: Feed, entries: Iterable[XmlEntry], *, authored: bool) -> bytes:
    """Write a sound feed as Atom 1.0; `authored`: every entry has an author."""
    generator = _make_generator(feed, entries, ATOM_TYPE)
    if author := feed.author or (None if authored else feed.title):  # Atom requires one
        generator.author(name=author)
    return generator.atom_str()  # type: ignore[no-any-return]


def make_rss(feed: Feed, entries: Iterable[XmlEntry]) -> bytes:
    """Write a sound feed as RSS 2.0."""
    data: bytes = _make_generator(feed, entries, RSS_TYPE).rss_str()
    return _spell_out(data)


class FeedExtension(BaseExtension):  # type: ignore[misc]
    """What feedgen cannot say of a whole feed."""

    feed: Feed
    media_type: str

    def extend_ns(self) -> dict[str, str]:
        """Declare our namespaces once, not in each entry."""
        used = {"dc": DC} | ({"fh": HISTORY} if self.feed.current else {})
        return used | ({"media": MEDIA} if any(entry.image for entry in self.feed.entries) else {})

    def extend_atom(self, root: Any) -> Any:
        """Add to an Atom feed without entries."""
        self._add_history(root, "link")
        return _break_lines(root)

    def extend_rss(self, root: Any) -> Any:
        """Add to an RSS channel without items."""
        channel = root[0]
        if self.feed.hub:
            SubElement(channel, ATOM_LINK, rel="hub", href=self.feed.hub)
        if self.feed.author:
            add_dc(channel, "creator", self.feed.author)
        self._add_history(channel, ATOM_LINK)
        _break_lines(channel)
        return root

    def _add_history(self, parent: Any, link: str) -> None:
        feed = self.feed
        if feed.current:
            SubElement(parent, link, rel="current", type=self.media_type, href=feed.current)
        if feed.previous:
            SubElement(parent, link, rel="prev-archive", type=self.media_type, href=feed.previous)
            if feed.current:  # validators want a link wherever this mark is, and the first archive has none
                SubElement(parent, f"{{{HISTORY}}}archive")


def _spell_out(data: bytes) -> bytes:
    """Write markup in plain texts as numbers: in the channel's, and in what each item has before its description."""
    parts, start = [], 0
    while start >= 0:
        end = data.find(b"<description>", start)
        parts.append(PLAIN_RE.sub(_to_numbers, data[start:end]))
        start = data.find(b"<item>", end)
        parts.append(data[end:start] if start >= 0 else data[end:])
    return b"".join(parts)


def _to_numbers(match: re.Match[bytes]) -> bytes:
    tag, end, text = match[0].partition(b">")
    return tag + end + ENTITY_RE.sub(lambda entity: NUMBERS[entity[0]], text)


def _break_lines(parent: Any) -> Any:
    """Give each element a line, as each entry has one; lxml's own indentation would take a tenth of the time."""
    parent.text = "\n"
    for child in parent:
        child.tail = "\n"
    return parent


def _make_generator(feed: Feed, entries: Iterable[XmlEntry], media_type: str) -> Any:
    generator = FeedGenerator()
    generator.register_extension(EXTENSION, FeedExtension, EntryExtension)
    extension = getattr(generator, EXTENSION)
    extension.feed, extension.media_type = feed, media_type
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
    for entry in entries:
        generator.add_entry(entry, order="append")
    return generator
