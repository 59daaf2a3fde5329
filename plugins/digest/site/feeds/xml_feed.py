"""Atom and RSS feeds, by feedgen; an extension adds hubs, creators in RSS and links between archives."""

from collections.abc import Iterable
from typing import Any

from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from lxml.etree import SubElement

from ...core.types import Feed
from .xml_entry import DC, EXTENSION, MEDIA, PreparedEntry, add_dc, spell_out

GENERATOR = "pelican-digest"
ATOM_TYPE = "application/atom+xml"
RSS_TYPE = "application/rss+xml"
ATOM_LINK = "{http://www.w3.org/2005/Atom}link"
PLAIN_TAGS = {"title", "subtitle", "rights", "description", "copyright"}
HISTORY = "http://purl.org/syndication/history/1.0"  # RFC 5005, section 4


def make_atom(feed: Feed, entries: Iterable[PreparedEntry], *, authored: bool) -> bytes:
    """Write a sound feed as Atom 1.0; `authored`: every entry has an author."""
    generator = _make_generator(feed, ATOM_TYPE)
    if author := feed.author or (None if authored else feed.title):  # Atom requires one
        generator.author(name=author)
    return _fill(generator.atom_str(), b"</feed>", [entry.atom for entry in entries])


def make_rss(feed: Feed, entries: Iterable[PreparedEntry]) -> bytes:
    """Write a sound feed as RSS 2.0."""
    return _fill(_make_generator(feed, RSS_TYPE).rss_str(), b"</channel>", [entry.rss for entry in entries])


def _fill(frame: bytes, end: bytes, entries: Iterable[bytes]) -> bytes:
    """Put entries into a feed without any; feedgen would make their XML anew for each feed."""
    place = frame.rindex(end)
    return b"".join([frame[:place], *entries, frame[place:]])


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
        return _finish(root)

    def extend_rss(self, root: Any) -> Any:
        """Add to an RSS channel without items."""
        channel = root[0]
        if self.feed.hub:
            SubElement(channel, ATOM_LINK, rel="hub", href=self.feed.hub)
        if self.feed.author:
            add_dc(channel, "creator", self.feed.author)
        self._add_history(channel, ATOM_LINK)
        _finish(channel)
        return root

    def _add_history(self, parent: Any, link: str) -> None:
        feed = self.feed
        if feed.current:
            SubElement(parent, link, rel="current", type=self.media_type, href=feed.current)
        if feed.previous:
            SubElement(parent, link, rel="prev-archive", type=self.media_type, href=feed.previous)
            if feed.current:  # validators want a link wherever this mark is, and the first archive has none
                SubElement(parent, f"{{{HISTORY}}}archive")


def _finish(parent: Any) -> Any:
    """Give each element a line, as each entry has one; lxml's own indentation would take a tenth of the time."""
    parent.text = "\n"
    for child in parent:
        child.tail = "\n"
        if child.tag in PLAIN_TAGS:
            spell_out(child, child.text)
        elif child.tag == "author":
            spell_out(child[0], child[0].text)  # its name, all that it has
    return parent


def _make_generator(feed: Feed, media_type: str) -> Any:
    generator = FeedGenerator()
    generator.register_extension(EXTENSION, FeedExtension)
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
    return generator
