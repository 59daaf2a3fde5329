"""What the W3C's feed validator finds fault with, errors and warnings, as far as it can concern our feeds.

One line a fault. Elements are named as validators name them: `atom:entry`, `content:encoded`, RSS's own as `item`.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml import etree
from support.feed_texts import (
    URI_RE,
    check_characters,
    check_html,
    check_language,
    check_plain,
    check_rfc822,
    check_rfc3339,
)

PREFIXES = {
    "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/syndication/history/1.0": "fh",
    "http://search.yahoo.com/mrss/": "media",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
MANY = 10**6
# Parent -> child -> how many there must be, and may be. What is not named here is no element of a feed of ours.
CHILDREN: Mapping[str, Mapping[str, tuple[int, int]]] = {
    "atom:feed": {
        **dict.fromkeys(("atom:id", "atom:title", "atom:updated", "atom:subtitle", "atom:generator"), (1, 1)),
        **dict.fromkeys(("atom:rights", "fh:archive"), (0, 1)),
        **dict.fromkeys(("atom:author", "atom:link", "atom:entry"), (0, MANY)),
    },
    "atom:entry": {
        **dict.fromkeys(("atom:id", "atom:title", "atom:updated", "atom:published"), (1, 1)),
        **dict.fromkeys(("atom:summary", "atom:content", "dc:source", "media:thumbnail"), (0, 1)),
        **dict.fromkeys(("atom:author", "atom:category", "atom:link"), (0, MANY)),
    },
    "atom:author": {"atom:name": (1, 1)},
    "rss": {"channel": (1, 1)},
    "channel": {
        **dict.fromkeys(("title", "link", "description", "language", "lastBuildDate", "docs", "generator"), (1, 1)),
        **dict.fromkeys(("copyright", "dc:creator", "fh:archive"), (0, 1)),
        **dict.fromkeys(("atom:link", "item"), (0, MANY)),
    },
    "item": {
        **dict.fromkeys(("title", "link", "guid", "pubDate", "description"), (1, 1)),
        **dict.fromkeys(
            ("content:encoded", "enclosure", "source", "dc:source", "dc:language", "media:thumbnail"), (0, 1)
        ),
        **dict.fromkeys(("category", "dc:creator"), (0, MANY)),
    },
}
# Element -> the attributes that it must have, and those that it may have.
ATTRIBUTES: Mapping[str, tuple[set[str], set[str]]] = {
    "atom:feed": ({"xml:lang"}, set()),
    "atom:entry": (set(), {"xml:lang"}),
    "atom:link": ({"href", "rel"}, {"type", "title", "length", "hreflang"}),
    "atom:category": ({"term"}, {"scheme", "label"}),
    "atom:summary": ({"type"}, set()),
    "atom:content": ({"type"}, set()),
    "rss": ({"version"}, set()),
    "guid": ({"isPermaLink"}, set()),
    "category": (set(), {"domain"}),
    "source": ({"url"}, set()),
    "enclosure": ({"url", "type", "length"}, set()),
    "media:thumbnail": ({"url"}, {"width", "height"}),
}
UUID_RE = re.compile(r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TYPE_RE = re.compile(r"[^\s()<>,;:\\\"/\[\]?=]+/[^\s()<>,;:\\\"/\[\]?=]+")
HOST_RE = re.compile(r"https?://(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9-]+(?::\d+)?(?:/|$)")  # an enclosure's
EMAIL_RE = re.compile(r"<[\w.+'-]+@[\w.-]+>")
FEED_RELS = {"self", "alternate", "hub", "current", "prev-archive"}
ENTRY_RELS = {"alternate", "via", "enclosure"}
FEED_TYPES = {"application/atom+xml", "application/rss+xml"}
PLAIN = {"atom:title", "atom:subtitle", "atom:rights", "atom:summary", "atom:name", "title", "category", "source"}
PLAIN |= {"copyright"}
MARKUP = {"atom:content", "content:encoded"}
TIMES = {"atom:updated": check_rfc3339, "atom:published": check_rfc3339}
TIMES |= {"pubDate": check_rfc822, "lastBuildDate": check_rfc822}


def find_faults(data: bytes, url: str | None = None, now: dt.datetime | None = None) -> list[str]:
    """Check an Atom or RSS feed: that lies at an address, if given, and as of a time (the present)."""
    root = etree.fromstring(data)
    lines = data.decode().split("\n")
    faults = list(_check_frame(data, root))
    for element in root.iter():
        faults += _check_shape(element)
        faults += _check_text(element, lines, now or dt.datetime.now(dt.UTC))
    faults += _check_feed(root if root.tag != "rss" else root[0], url)
    return faults


def _name(tag: str) -> str:
    namespace, _, name = tag.rpartition("}")
    return f"{PREFIXES.get(namespace[1:], 'unknown')}:{name}" if namespace else name


def _check_frame(data: bytes, root: Any) -> Iterator[str]:
    if not re.match(rb"<\?xml version='1\.0' encoding='UTF-8'\?>\n<(?:feed|rss)\b", data):
        yield "no XML declaration, or text before the root"
    if _name(root.tag) not in ("atom:feed", "rss") or (root.tag == "rss" and root.get("version") != "2.0"):
        yield f"root {root.tag} {root.get('version')}"
    for element in root.iter():
        for prefix, namespace in element.nsmap.items():
            if prefix != PREFIXES.get(namespace) and not (prefix is None and root.tag != "rss"):
                yield f"prefix {prefix} of {namespace}"


def _check_shape(element: Any) -> Iterator[str]:
    """Check which children and attributes an element has, and in which order."""
    name = _name(element.tag)
    wanted, found = CHILDREN.get(name, {}), Counter(_name(child.tag) for child in element)
    for child in wanted.keys() | found.keys():
        least, most = wanted.get(child, (0, 0))
        if not least <= found[child] <= most:
            yield f"{name}: {found[child]} of {child}"
    required, optional = ATTRIBUTES.get(name, (set(), set()))
    attributes = set(map(_name, element.attrib))
    if not required <= attributes <= required | optional:
        yield f"{name}: attributes {sorted(attributes)}"
    order = [_name(child.tag) for child in element]
    entries = [place for place, child in enumerate(order) if child in ("atom:entry", "item")]
    if entries and len(order) > entries[0] + len(entries):
        yield f"{name}: something after an entry"
    if "content:encoded" in order and "description" in order[order.index("content:encoded") :]:
        yield f"{name}: description after content:encoded"
    if {"source", "dc:source"} <= set(order):
        yield f"{name}: the same said twice"
    if len(element) and any((text or "").strip() for text in (element.text, *(child.tail for child in element))):
        yield f"{name}: text between elements"


def _check_text(element: Any, lines: list[str], now: dt.datetime) -> Iterator[str]:
    """Check what an element and its attributes say."""
    name, text = _name(element.tag), element.text or ""
    for value in (text, *element.attrib.values()):
        yield from check_characters(name, value)
    for key, value in element.attrib.items():
        if not value.strip():
            yield f"{name}: blank {key}"
    if not len(element) and not text.strip() and name not in (*_EMPTY, "atom:feed", "channel"):
        yield f"{name}: blank"
    spelled = any("&#x" in line for line in lines[element.sourceline - 1 : element.sourceline + text.count("\n")])
    plain = name in PLAIN or (name == "description" and element.getparent().tag == "channel")
    if plain and element.get("type", "text") == "text":
        yield from check_plain(name, text, rss="atom:" not in name, spelled=spelled)
    for key in ("label", "title"):
        yield from check_plain(f"{name} {key}", element.get(key, ""), rss=False, spelled=spelled)
    if name in MARKUP or (name == "description" and element.getparent().tag == "item"):
        yield from check_html(name, text)
    if name in TIMES:
        yield from TIMES[name](name, text, now)
    if name in ("language", "dc:language"):
        yield from check_language(text)
    yield from _check_addresses(element, name, text)


_EMPTY = ("atom:link", "atom:category", "enclosure", "media:thumbnail", "fh:archive")


def _check_addresses(element: Any, name: str, text: str) -> Iterator[str]:
    yield from check_language(element.get("{http://www.w3.org/XML/1998/namespace}lang", "en"))
    addresses = [element.get(key) for key in ("href", "url", "scheme", "domain") if element.get(key) is not None]
    addresses += [text] if name in ("link", "docs") else []
    yield from (f"{name}: address {address}" for address in addresses if not URI_RE.fullmatch(address))
    if name in ("atom:id", "guid") and not UUID_RE.fullmatch(text):
        yield f"{name}: id {text}"
    if name == "guid" and element.get("isPermaLink") != "false":
        yield "guid: isPermaLink"
    if name == "atom:name" and EMAIL_RE.search(text):
        yield f"{name}: an e-mail address: {text}"
    if name == "atom:link":
        yield from _check_link(element)
    if name == "enclosure" and not (int(element.get("length")) >= 0 and HOST_RE.match(element.get("url"))):
        yield f"{name}: {dict(element.attrib)}"
    if element.get("type") is not None and name in ("atom:link", "enclosure"):
        yield from (f"{name}: type {kind}" for kind in (element.get("type"),) if not TYPE_RE.fullmatch(kind))


def _check_link(link: Any) -> Iterator[str]:
    rel, entry = link.get("rel"), _name(link.getparent().tag) == "atom:entry"
    if rel not in (ENTRY_RELS if entry else FEED_RELS):
        yield f"atom:link: rel {rel}"
    if rel == "self" and link.get("type") not in FEED_TYPES:
        yield f"atom:link: self of type {link.get('type')}"
    if rel == "enclosure" and int(link.get("length", 0)) < 0:
        yield "atom:link: length"


def _check_feed(feed: Any, url: str | None) -> Iterator[str]:
    """Check what concerns a feed as a whole."""
    links = feed.findall("{*}link[@rel]")
    rels = Counter(link.get("rel") for link in links)
    yield from (f"feed: {count} links {rel}" for rel, count in rels.items() if count > 1)
    addresses = [link.get("href") for link in links if link.get("rel") == "self"]
    if not addresses or url not in (None, *addresses):
        yield f"feed: self {addresses}, at {url}"
    if feed.find("{*}archive") is not None and not {"prev-archive", "current"} <= set(rels):
        yield "feed: archive without its links"
    entries = feed.findall("{*}entry") + feed.findall("item")
    for name in ("id", "guid", "updated"):
        yield from _repeated((entry.findtext(f"{{*}}{name}") for entry in entries), name)
    for entry in entries if feed.tag != "channel" else ():
        yield from _check_entry(entry, feed.find("{*}author") is not None)


def _check_entry(entry: Any, authored: bool) -> Iterator[str]:
    if not authored and entry.find("{*}author") is None:
        yield "atom:entry: no author"
    if entry.find("{*}content") is None and entry.find("{*}summary") is None:
        yield "atom:entry: neither content nor summary"
    if len(entry.findall("{*}link[@rel='alternate']")) != 1:
        yield "atom:entry: no link to its page, or several"


def _repeated(values: Iterable[str | None], what: str) -> Iterator[str]:
    found = Counter(value for value in values if value is not None)
    yield from (f"{what} {value} {count} times" for value, count in found.items() if count > 1)
