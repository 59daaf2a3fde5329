"""Entries of Atom and RSS feeds, by feedgen; an extension adds what feedgen cannot say."""

import datetime as dt
import html
import re
from email.utils import format_datetime
from functools import cached_property
from typing import Any

from feedgen.entry import FeedEntry as FeedgenEntry
from feedgen.ext.base import BaseExtension
from lxml.etree import Element, Entity, SubElement, tostring

from ...core.types import FeedEntry, FeedImage
from .mend import mend_entry

EXTENSION = "digest"
DC = "http://purl.org/dc/elements/1.1/"
MEDIA = "http://search.yahoo.com/mrss/"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
PREFIXES = {"dc": DC, "media": MEDIA, "content": CONTENT}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
HALF_HOUR = dt.timedelta(minutes=30)
# Plain texts that could be taken for HTML. RSS does not say whether a title is; the RSS Board's profile has < and &
# of text as numbers, `&#x3C;` in place of `&lt;`: most readers and validators then take it for text, in Atom too.
LOOKS_LIKE_HTML_RE = re.compile(r"[<&][\w#/!?]")  # `<b>`, `&amp;`; not `A & B`, which most texts with markup have
MARKUP_RE = re.compile("([&<>])")
NUMBERS = {"&": "#x26", "<": "#x3C", ">": "#x3E"}


class EntryExtension(BaseExtension):  # type: ignore[misc]
    """What feedgen cannot say of an entry, or says wrongly or slowly."""

    entry: FeedEntry

    def extend_atom(self, element: Any) -> Any:
        """Add to an Atom entry that has its id, title, updated and address."""
        entry = self.entry
        spell_out(element[1], entry.title)  # after the id
        link = element[-1]  # what feedgen wrote last: it drops what we told it of the link, except the address
        link.set("rel", "alternate")
        link.set("type", "text/html")
        if entry.lang:
            element.set(XML_LANG, entry.lang)
        SubElement(element, "published").text = entry.published.isoformat()
        for author in entry.authors:
            set_plain(SubElement(SubElement(element, "author"), "name"), author)
        _add_atom_source(element, entry)
        for each in entry.categories:
            SubElement(element, "category", term=each.term, scheme=each.scheme, label=each.label)
        if entry.image:
            image = entry.image
            SubElement(
                element, "link", rel="enclosure", type=image.media_type, length=str(image.length), href=image.url
            )
            _add_thumbnail(element, image)
        if entry.summary:
            set_plain(SubElement(element, "summary", type="text"), entry.summary)
        if entry.content:
            SubElement(element, "content", type="html").text = entry.content
        return element

    def extend_rss(self, element: Any) -> Any:
        """Add to an RSS item that has its title, link and guid."""
        entry = self.entry
        spell_out(element[0], entry.title)
        SubElement(element, "pubDate").text = format_rss_time(entry.published)
        for author in entry.authors:  # RSS's own <author> is an e-mail address
            add_dc(element, "creator", author)
        if entry.source_url:  # feedgen's own `source` would write an incomplete <source> into Atom as well
            set_plain(SubElement(element, "source", url=entry.source_url), entry.source_name or entry.source_url)
        elif entry.source_name:  # <source> must have an address
            add_dc(element, "source", entry.source_name)
        for each in entry.categories:
            set_plain(SubElement(element, "category", domain=each.scheme), each.label)
        if entry.lang:
            add_dc(element, "language", entry.lang)
        if entry.image:
            image = entry.image
            SubElement(element, "enclosure", url=image.url, length=str(image.length), type=image.media_type)
            _add_thumbnail(element, image)
        # A description is HTML, so the summary is escaped; without a summary the content takes its place.
        description = html.escape(entry.summary, quote=False) if entry.summary else entry.content
        SubElement(element, "description").text = description
        if entry.summary and entry.content:
            SubElement(element, f"{{{CONTENT}}}encoded").text = entry.content
        return element


class PreparedEntry:
    """A mended entry, made into XML once for each format, however many feeds it is in."""

    def __init__(self, entry: FeedEntry) -> None:
        self.entry = mend_entry(entry)

    @cached_property
    def atom(self) -> bytes:
        """The <entry> of an Atom feed."""
        return _serialise(_make_generator(self.entry).atom_entry())

    @cached_property
    def rss(self) -> bytes:
        """The <item> of an RSS channel."""
        return _serialise(_make_generator(self.entry).rss_entry())


def _make_generator(entry: FeedEntry) -> Any:
    generator = FeedgenEntry()
    generator.register_extension(EXTENSION, EntryExtension)
    getattr(generator, EXTENSION).entry = entry
    generator.id(entry.id)
    generator.title(entry.title)
    generator.updated(entry.updated)
    generator.link({"href": entry.url, "rel": "alternate"})
    return generator


def _serialise(element: Any) -> bytes:
    """Write an element as it stands in a feed, whose root declares the prefixes."""
    frame = Element("frame", nsmap=PREFIXES)
    frame.append(element)
    data: bytes = tostring(frame, encoding="UTF-8")
    return data[data.index(b"<", 1) : data.rindex(b"</frame>")] + b"\n"


def add_dc(parent: Any, name: str, text: str) -> None:
    """Add an element of Dublin Core."""
    set_plain(SubElement(parent, f"{{{DC}}}{name}"), text)


def format_rss_time(time: dt.datetime) -> str:
    """Write a time after RFC 822; an offset of neither full nor half hours, which validators doubt, becomes UTC."""
    offset = time.utcoffset()
    return format_datetime(time.astimezone(dt.UTC) if offset and offset % HALF_HOUR else time)


def set_plain(element: Any, text: str) -> None:
    """Give an element a text that is not to be taken for HTML."""
    element.text = text
    spell_out(element, text)


def spell_out(element: Any, text: str) -> None:
    """Write the text that an element has so that it is not taken for HTML."""
    if ("&" in text or "<" in text) and LOOKS_LIKE_HTML_RE.search(text):
        element.text, *rest = MARKUP_RE.split(text)
        for character, following in zip(rest[::2], rest[1::2], strict=True):
            number = Entity(NUMBERS[character])
            number.tail = following
            element.append(number)


def _add_atom_source(element: Any, entry: FeedEntry) -> None:
    if entry.source_url:
        via = SubElement(element, "link", rel="via", type="text/html", href=entry.source_url)
        if entry.source_name:
            via.set("title", entry.source_name)
    elif entry.source_name:
        add_dc(element, "source", entry.source_name)


def _add_thumbnail(element: Any, image: FeedImage) -> None:
    SubElement(element, f"{{{MEDIA}}}thumbnail", url=image.url)
