"""Entries of Atom and RSS: feedgen's, with all that feedgen cannot say added by an extension of its own kind.

An entry is made into XML once for each format, however many feeds it is in.
"""

import datetime as dt
import html
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Protocol

from feedgen.entry import FeedEntry as FeedgenEntry
from feedgen.ext.base import BaseExtension
from lxml.etree import Element, SubElement, tostring

from ...core.types import FeedCategory, FeedEntry, FeedImage
from .plain import set_plain, spell_out

EXTENSION = "digest"
DC = "http://purl.org/dc/elements/1.1/"
MEDIA = "http://search.yahoo.com/mrss/"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
PREFIXES = {"dc": DC, "media": MEDIA, "content": CONTENT}
KINDS = 2  # Atom and RSS
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TERMS = 5000  # many entries have the same ones, and a copy of an element takes a fifth of making it
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
HALF_HOUR = dt.timedelta(minutes=30)


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
        element.extend([_atom_category(each).__copy__() for each in entry.categories])
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
        element.extend([_rss_category(each).__copy__() for each in entry.categories])
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


class EntryXml(Protocol):
    """An entry as XML, made when it is asked for or long before."""

    def atom(self) -> bytes:
        """Return the <entry> of an Atom feed."""

    def rss(self) -> bytes:
        """Return the <item> of an RSS channel."""


class XmlEntry:
    """An entry as XML: bytes that go into every feed as they are."""

    __slots__ = ("_generator", "_made")

    def __init__(self, entry: FeedEntry) -> None:
        self._made: dict[str, bytes] = {}
        self._generator = generator = FeedgenEntry()
        generator.register_extension(EXTENSION, EntryExtension)
        getattr(generator, EXTENSION).entry = entry
        generator.id(entry.id)
        generator.title(entry.title)
        generator.updated(entry.updated)
        generator.link({"href": entry.url, "rel": "alternate"})

    def atom(self) -> bytes:
        """Return the <entry> of an Atom feed."""
        return self._give("atom", FeedgenEntry.atom_entry)

    def rss(self) -> bytes:
        """Return the <item> of an RSS channel."""
        return self._give("rss", FeedgenEntry.rss_entry)

    def made(self) -> Mapping[str, bytes]:
        """Return what was asked for so far: `atom`, `rss`."""
        return self._made

    def _give(self, kind: str, make: Callable[[Any], Any]) -> bytes:
        made = self._made.get(kind)
        if made is None:
            made = self._made[kind] = _serialise(make(self._generator))
            if len(self._made) == KINDS:
                self._generator = None  # it takes more memory than what it made
        return made


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
    if offset and offset % HALF_HOUR:
        time, offset = time.astimezone(dt.UTC), None
    zone = time.strftime("%z") if offset else "+0000"
    day, month = DAYS[time.weekday()], MONTHS[time.month - 1]  # English, whatever the machine's locale
    return f"{day}, {time.day:02} {month} {time.year:04} {time.hour:02}:{time.minute:02}:{time.second:02} {zone}"


@lru_cache(TERMS)
def _atom_category(category: FeedCategory) -> Any:
    return Element("category", term=category.term, scheme=category.scheme, label=category.label)


@lru_cache(TERMS)
def _rss_category(category: FeedCategory) -> Any:
    element = Element("category", domain=category.scheme)
    set_plain(element, category.label)
    return element


def _add_atom_source(element: Any, entry: FeedEntry) -> None:
    if entry.source_url:
        via = SubElement(element, "link", rel="via", type="text/html", href=entry.source_url)
        if entry.source_name:
            via.set("title", entry.source_name)
    elif entry.source_name:
        add_dc(element, "source", entry.source_name)


def _add_thumbnail(element: Any, image: FeedImage) -> None:
    SubElement(element, f"{{{MEDIA}}}thumbnail", url=image.url)
