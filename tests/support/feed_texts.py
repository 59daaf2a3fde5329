"""What the W3C's feed validator finds fault with in the texts of a feed: plain ones, HTML, times, languages."""

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from html.entities import name2codepoint

import html5lib
from html5lib.html5parser import ParseError

LOOKS_LIKE_HTML = "looks like HTML"
HARD_TO_BELIEVE = "is hard to believe"
URI_RE = re.compile(r"(?:https?://[^/\s\[\]]|urn:uuid:)[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]+")
RFC822_RE = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d? (\w{3}) \d{4} \d\d:\d\d:\d\d [+-]\d\d[03]0")
RFC3339_RE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
LANGUAGE_RE = re.compile(r"([a-z]{2,3})(?:-[A-Za-z0-9]{1,8})*")
ENTITY_RE = re.compile(r"&(#?\w+)")  # with or without a semicolon
START_RE = re.compile("&#[x0-9]|<[/a-zA-Z]")
DOUBLE_RE = re.compile("[\xc2\xc3][\x80-\xbf]")
EARLIEST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)  # what lies before is doubted, and so is the future
LEEWAY = dt.timedelta(minutes=10)
# Names of HTML's elements: what an end tag in a plain text must name to be taken for one.
END_TAG_RE = re.compile(
    r"</(?:"
    r"a|abbr|acronym|address|applet|area|article|aside|audio|b|base|bdi|bdo|big|blockquote|body|br|button"
    r"|canvas|caption|center|cite|code|col|colgroup|data|datalist|dd|del|details|dfn|dialog|dir|div|dl|dt|em"
    r"|embed|fieldset|figcaption|figure|font|footer|form|frame|frameset|h[1-6]|head|header|hgroup|hr|html|i"
    r"|iframe|img|input|ins|kbd|label|legend|li|link|main|map|mark|menu|meta|meter|nav|noframes|noscript"
    r"|object|ol|optgroup|option|output|p|param|picture|plaintext|pre|progress|q|rp|rt|ruby|s|samp|script"
    r"|section|select|slot|small|source|span|strike|strong|style|sub|summary|sup|table|tbody|td|template"
    r"|textarea|tfoot|th|thead|time|title|tr|track|tt|u|ul|var|video|wbr|xmp"
    r")>",
    re.IGNORECASE,
)
SAFE_TAG_RE = re.compile(
    r"a|abbr|b|blockquote|br|cite|code|dd|del|div|dl|dt|em|figcaption|figure|h[2-6]|hr|i|img|ins|kbd|li|mark"
    r"|ol|p|pre|q|s|small|span|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|ul"
)
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


def check_characters(name: str, text: str) -> Iterator[str]:
    """Find what looks like an encoding that went wrong: C1 controls, U+FFFD, UTF-8 read as Latin-1."""
    if re.search("[\x80-\x9f\ufffd]", text) or (DOUBLE_RE.search(text) and _is_latin(text)):
        yield f"{name}: bad characters: {text[:60]!r}"


def _is_latin(text: str) -> bool:
    """Tell whether a text could be UTF-8 that was read as Latin-1."""
    try:
        text.encode("latin-1").decode()
    except UnicodeError:
        return False
    return True


def check_plain(name: str, text: str, *, rss: bool, spelled: bool) -> Iterator[str]:
    """Find what could be taken for HTML; `spelled`: the source has markup as numbers, which tells that it is none."""
    tag = END_TAG_RE.search(text)
    entities = [each for each in ENTITY_RE.findall(text) if each in (*name2codepoint, "apos") or not each.isalpha()]
    if tag or (not spelled and (entities or (rss and START_RE.search(text)))):
        yield f"{name}: {LOOKS_LIKE_HTML}: {text[:60]}"


def check_html(name: str, markup: str) -> Iterator[str]:
    """Find what is no HTML, is unsafe, or leads nowhere."""
    if not markup.strip():
        yield f"{name}: blank content"
        return
    try:
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(markup)
    except ParseError as error:
        yield f"{name}: broken HTML: {error}: {markup}"
        return
    for element in tree.iter():
        if element.tag == "DOCUMENT_FRAGMENT" or not isinstance(element.tag, str):
            continue
        if not SAFE_TAG_RE.fullmatch(element.tag) or not set(element.attrib) <= SAFE_ATTRIBUTES:
            yield f"{name}: <{element.tag} {' '.join(element.attrib)}>"
        for key in ("href", "src"):
            address = element.get(key)
            if address is not None and not re.match(r"https?://|mailto:", address):
                yield f"{name}: relative address {address}"


def check_rfc3339(name: str, text: str, now: dt.datetime) -> Iterator[str]:
    """Check a time of Atom's."""
    if not RFC3339_RE.fullmatch(text):
        yield f"{name}: time {text}"
    else:
        yield from _check_time(name, dt.datetime.fromisoformat(text), now)


def check_rfc822(name: str, text: str, now: dt.datetime) -> Iterator[str]:
    """Check a time of RSS's."""
    if not RFC822_RE.fullmatch(text):
        yield f"{name}: time {text}"
        return
    time = parsedate_to_datetime(text)
    if text[:3] != calendar.day_abbr[time.weekday()]:
        yield f"{name}: {text} is another day of the week"
    yield from _check_time(name, time, now)


def check_language(text: str) -> Iterator[str]:
    """Check the form of a language's code."""
    if not LANGUAGE_RE.fullmatch(text):
        yield f"language {text}"


def _check_time(name: str, time: dt.datetime, now: dt.datetime) -> Iterator[str]:
    if not EARLIEST <= time <= now + LEEWAY:
        yield f"{name}: {time.isoformat()} {HARD_TO_BELIEVE}"
