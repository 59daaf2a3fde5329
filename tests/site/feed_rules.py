"""What the W3C's feed validator finds fault with, as far as it can concern our feeds: one line a fault."""

import calendar
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from email.utils import parsedate_to_datetime
from typing import Any

import html5lib
from html5lib.html5parser import ParseError
from lxml import etree

ATOM, RSS_CONTENT = "{http://www.w3.org/2005/Atom}", "{http://purl.org/rss/1.0/modules/content/}"
DC, HISTORY = "{http://purl.org/dc/elements/1.1/}", "{http://purl.org/syndication/history/1.0}"
RFC822_RE = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d? (\w{3}) \d{4} \d\d:\d\d:\d\d [+-]\d\d[03]0")
RFC3339_RE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
URI_RE = re.compile(r"(?:https?://[^/\s]|urn:uuid:)[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]+")
UUID_RE = re.compile(r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TYPE_RE = re.compile(r"[\w.+-]+/[\w.+-]+")
LANG_RE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*")
SUSPECT_RE = re.compile(r"</\w+>|&#?\w+;|<[a-zA-Z/]")
LOOKS_LIKE_HTML = "looks like HTML"
FEED_RELS = {"self", "alternate", "hub", "current", "prev-archive"}
ENTRY_RELS = {"alternate", "via", "enclosure"}
SAFE_TAGS = {
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "cite",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "h2",
    "h3",
    "h4",
}
SAFE_TAGS |= {"h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "small", "span"}
SAFE_TAGS |= {"strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
SAFE_ATTRIBUTES = {
    "alt",
    "class",
    "colspan",
    "height",
    "href",
    "id",
    "rowspan",
    "scope",
    "src",
    "start",
    "title",
    "width",
}
EARLIEST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)  # what lies before is doubted


def find_faults(data: bytes) -> list[str]:
    """Check an Atom or RSS feed."""
    root = etree.fromstring(data)
    faults = [f"C1 control in {each.tag}" for each in root.iter() if re.search("[\x80-\x9f\ufffd]", each.text or "")]
    return faults + list(_check_atom(root) if root.tag == f"{ATOM}feed" else _check_rss(root))


def _check_atom(feed: Any) -> Iterator[str]:
    names = Counter(child.tag for child in feed)
    yield from (f"feed: {names[ATOM + name]} {name}" for name in ("id", "title", "updated") if names[ATOM + name] != 1)
    children = [child.tag for child in feed]
    first = children.index(f"{ATOM}entry") if f"{ATOM}entry" in children else len(children)
    yield from (f"feed: {tag} after an entry" for tag in children[first:] if tag != f"{ATOM}entry")
    yield from _check_links(feed, f"{ATOM}link", FEED_RELS)
    yield from _check_history(feed)
    yield from _check_uuid(feed.findtext(f"{ATOM}id"), "feed")
    entries = feed.findall(f"{ATOM}entry")
    yield from _repeated((entry.findtext(f"{ATOM}id") for entry in entries), "id")
    yield from _repeated((entry.findtext(f"{ATOM}updated") for entry in entries), "updated")
    for entry in entries:
        yield from _check_atom_entry(entry, f"{ATOM}author" in names)
    for each in feed.iter(f"{ATOM}updated", f"{ATOM}published"):
        yield from _check_time(each.text, RFC3339_RE, dt.datetime.fromisoformat)
    for each in feed.iter(f"{ATOM}title", f"{ATOM}subtitle", f"{ATOM}rights", f"{ATOM}summary", f"{ATOM}content"):
        yield from _check_html(each.text) if each.get("type") == "html" else _check_text(each)


def _check_atom_entry(entry: Any, authored: bool) -> Iterator[str]:
    names = Counter(child.tag.removeprefix(ATOM) for child in entry)
    where = entry.findtext(f"{ATOM}id")
    yield from (f"{where}: {names[name]} {name}" for name in ("id", "title", "updated") if names[name] != 1)
    yield from (f"{where}: {name} twice" for name in ("published", "summary", "content") if names[name] > 1)
    if not authored and not names["author"]:
        yield f"{where}: no author"
    if not names["content"] and not names["summary"]:
        yield f"{where}: neither content nor summary"
    links = [(link.get("rel"), link.get("type"), link.get("hreflang")) for link in entry.findall(f"{ATOM}link")]
    alternates = [link for link in links if link[0] == "alternate"]
    if len(alternates) != 1:
        yield f"{where}: {len(alternates)} links to its page"
    yield from (f"{where}: rel {link[0]}" for link in links if link[0] not in ENTRY_RELS)
    yield from _check_uuid(where, "entry")
    for link in entry.findall(f"{ATOM}link"):
        yield from _check_link(link)


def _check_rss(rss: Any) -> Iterator[str]:
    channel = rss.find("channel")
    if rss.get("version") != "2.0":
        yield "rss: version"
    names = Counter(child.tag for child in channel)
    once = ("title", "link", "description", "language", "lastBuildDate")
    yield from (f"channel: {names[name]} {name}" for name in once if names[name] != 1)
    children = [child.tag for child in channel]
    first = children.index("item") if "item" in children else len(children)
    yield from (f"channel: {tag} after an item" for tag in children[first:] if tag != "item")
    if not LANG_RE.fullmatch(channel.findtext("language") or ""):
        yield "channel: language"
    yield from _check_links(channel, f"{ATOM}link", FEED_RELS)
    items = channel.findall("item")
    yield from _repeated((item.findtext("guid") for item in items), "guid")
    for item in items:
        yield from _check_item(item)
    for each in rss.iter("pubDate", "lastBuildDate"):
        yield from _check_time(each.text, RFC822_RE, parsedate_to_datetime)
        if each.text[:3] != calendar.day_abbr[parsedate_to_datetime(each.text).weekday()]:
            yield f"{each.text}: another day of the week"


def _check_item(item: Any) -> Iterator[str]:
    tags = [child.tag for child in item]
    names = Counter(tags)
    where = item.findtext("link")
    once = ("title", "link", "guid", "pubDate", "description")
    yield from (f"{where}: {names[name]} {name}" for name in once if names[name] != 1)
    single = ("enclosure", "source", f"{RSS_CONTENT}encoded", f"{DC}source", f"{DC}language")
    yield from (f"{where}: {name} twice" for name in single if names[name] > 1)
    if f"{RSS_CONTENT}encoded" in tags and tags.index("description") > tags.index(f"{RSS_CONTENT}encoded"):
        yield f"{where}: description after content:encoded"
    if names["author"] or (names["source"] and names[f"{DC}source"]):
        yield f"{where}: the same said twice"
    if not URI_RE.fullmatch(where or ""):
        yield f"{where}: no address"
    if item.find("guid").get("isPermaLink") != "false":
        yield f"{where}: isPermaLink"
    yield from _check_uuid(item.findtext("guid"), "guid")
    for each in (*item.findall("title"), *item.findall("category"), *item.findall("source")):
        yield from _check_text(each)
    for each in (*item.findall("description"), *item.findall(f"{RSS_CONTENT}encoded")):
        yield from _check_html(each.text)
    for each in item.findall("enclosure"):
        if not (URI_RE.fullmatch(each.get("url")) and TYPE_RE.fullmatch(each.get("type")) and int(each.get("length"))):
            yield f"{where}: enclosure"
    yield from (f"{where}: source" for each in item.findall("source") if not URI_RE.fullmatch(each.get("url")))


def _check_links(parent: Any, tag: str, rels: set[str]) -> Iterator[str]:
    links = parent.findall(tag)
    found = Counter(link.get("rel") for link in links)
    yield from (f"feed: {count} links {rel}" for rel, count in found.items() if count > 1 or rel not in rels)
    if not found["self"]:
        yield "feed: no link to itself"
    for link in links:
        yield from _check_link(link)


def _check_link(link: Any) -> Iterator[str]:
    if not URI_RE.fullmatch(link.get("href", "")):
        yield f"link to {link.get('href')}"
    if link.get("type") is not None and not TYPE_RE.fullmatch(link.get("type")):
        yield f"link of type {link.get('type')}"
    if link.text:
        yield "link with text"


def _check_history(feed: Any) -> Iterator[str]:
    rels = {link.get("rel") for link in feed.findall(f"{ATOM}link")}
    if feed.find(f"{HISTORY}archive") is not None and not {"prev-archive", "current"} <= rels:
        yield "archive without its links"


def _check_time(text: str, pattern: re.Pattern[str], parse: Any) -> Iterator[str]:
    if not pattern.fullmatch(text or ""):
        yield f"time {text}"
    elif parse(text) < EARLIEST:
        yield f"time {text} is hard to believe"


def _check_uuid(text: str | None, what: str) -> Iterator[str]:
    if not UUID_RE.fullmatch(text or ""):
        yield f"{what}: id {text}"


def _check_text(element: Any) -> Iterator[str]:
    if not (element.text or "").strip():
        yield f"{element.tag}: blank"
    elif SUSPECT_RE.search(element.text):
        yield f"{element.tag}: {LOOKS_LIKE_HTML}: {element.text[:60]}"


def _check_html(markup: str | None) -> Iterator[str]:
    if not (markup or "").strip():
        yield "blank content"
        return
    try:
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(markup)
    except ParseError as error:
        yield f"broken HTML: {error}: {markup}"
        return
    for element in tree.iter():
        if element.tag == "DOCUMENT_FRAGMENT" or not isinstance(element.tag, str):
            continue
        if element.tag not in SAFE_TAGS or not set(element.attrib) <= SAFE_ATTRIBUTES:
            yield f"<{element.tag} {' '.join(element.attrib)}>"
        for name in ("href", "src"):
            address = element.get(name)
            if address is not None and not re.match(r"https?://|mailto:", address):
                yield f"relative address {address}"


def _repeated(values: Iterable[str | None], what: str) -> Iterator[str]:
    yield from (f"{what} {value} {count} times" for value, count in Counter(values).items() if count > 1)
