"""What no feed may contain is left out or put right, and logged with the post's name."""

import datetime as dt
import html
import logging
import re
from contextlib import suppress
from dataclasses import replace
from urllib.parse import quote, urljoin, urlsplit

from ...core.types import Feed, FeedEntry, FeedImage

logger = logging.getLogger(__name__)

MINUTE = dt.timedelta(minutes=1)
# Everything outside XML 1.0's Char production, the C1 controls that feed validators warn of ...
FORBIDDEN_RE = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# ... and the same in UTF-8, in three looks that take a third of the time.
ALLOWED_BYTES = bytes([*b"\t\n\r", *range(0x20, 0x7F), *range(0x80, 0x100)])
FORBIDDEN_BYTES = (re.compile(rb"\xc2[\x80-\x9f]"), re.compile(rb"\xef\xbf[\xbe\xbf]"))
PLAIN_URL_RE = re.compile(
    r"https?://[a-z0-9]+(?:[.-][a-z0-9]+)*(?::\d+)?/(?:[A-Za-z0-9._~/?#=&,;:@!$'()*+-]|%[0-9A-Fa-f]{2})*"
)
STRAY_PERCENT_RE = re.compile(r"%(?![0-9A-Fa-f]{2})")
# An address that a reader elsewhere could not follow: footnotes have some. The first pattern is quick and may be wrong.
SUSPECT_RE = re.compile(r'="(?!https?://|mailto:)')
RELATIVE_RE = re.compile(r'(?<=\s)(href|src)="(?!https?://|mailto:)([^"]*)"')
SCHEME_RE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
HOST_RE = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*://[^/?#]*)?(.*)", re.DOTALL)
URL_CHARACTERS = ":/?#@!$&'()*+,;=%~"  # of an address after its host: brackets are for hosts alone (RFC 3986, 3.2.2)
EMAIL_RE = re.compile(r"\s*[<(]?[\w.+'-]+@[\w-]+(?:\.[\w-]+)+[>)]?")


def mend_feed(feed: Feed) -> Feed:
    """Make the frame of a feed that can be written; its entries are mended one by one."""
    where = feed.url
    return replace(
        feed,
        url=_mend_link(feed.url),
        page_url=_mend_link(feed.page_url),
        title=_mend_text(feed.title, where, "title") or feed.page_url,
        subtitle=_mend_text(feed.subtitle, where, "subtitle"),
        author=_mend_author(feed.author, where),
        rights=_mend_text(feed.rights, where, "rights"),
        updated=_mend_time(feed.updated, where, "updated"),
        entries=(),
    )


def mend_entry(entry: FeedEntry) -> FeedEntry:
    """Make an entry that can be written: one with a title, and with a summary or content."""
    if not _is_sound(entry):
        entry = _mend_fields(entry)
    if entry.content is not None and SUSPECT_RE.search(entry.content):
        entry = replace(entry, content=_make_absolute(entry.content, entry.url, entry.file or entry.url))
    return entry if entry.content or entry.summary else replace(entry, summary=entry.title)


def _is_sound(entry: FeedEntry) -> bool:
    """Tell whether nothing of an entry needs mending, as is nearly always so: one look instead of ten."""
    texts = [entry.title, *entry.authors, *[category.label for category in entry.categories]]
    texts += [text for text in (entry.source_name, entry.summary, entry.content) if text is not None]
    return (
        all(texts)
        and not any(map(str.isspace, texts))
        and "@" not in "".join(entry.authors)
        and not _has_forbidden("".join(texts))
        and PLAIN_URL_RE.fullmatch(entry.url) is not None
        and (entry.source_url is None or PLAIN_URL_RE.fullmatch(entry.source_url) is not None)
        and _has_plain_offset(entry.published)
        and (entry.updated is entry.published or _has_plain_offset(entry.updated))
    )


def _has_forbidden(text: str) -> bool:
    try:
        data = text.encode()
    except UnicodeEncodeError:  # a lone surrogate
        return True
    return bool(data.translate(None, ALLOWED_BYTES)) or any(pattern.search(data) for pattern in FORBIDDEN_BYTES)


def _mend_fields(entry: FeedEntry) -> FeedEntry:
    where = entry.file or entry.url
    title = _mend_text(entry.title, where, "title")
    if title is None:
        logger.warning("%s: title: there is none, the entry's address stands in for it in feeds", where)
    return replace(
        entry,
        url=_mend_link(entry.url),
        title=title or entry.url,
        published=_mend_time(entry.published, where, "published"),
        updated=_mend_time(entry.updated, where, "updated"),
        authors=tuple(filter(None, (_mend_author(author, where) for author in entry.authors))),
        source_name=_mend_text(entry.source_name, where, "source"),
        source_url=_mend_source_url(entry.source_url, where),
        categories=tuple(
            replace(each, label=_mend_text(each.label, where, "category") or each.term) for each in entry.categories
        ),
        summary=_mend_text(entry.summary, where, "summary"),
        content=_mend_text(entry.content, where, "content"),
        image=_mend_image(entry.image),
    )


def _mend_text(text: str | None, where: str, field: str) -> str | None:
    """Drop the characters that a feed cannot carry; None for what is then blank."""
    if not text or text.isspace():
        return None
    mended, count = FORBIDDEN_RE.subn("", text)
    if count:
        logger.warning("%s: %s: left out of feeds: %d control character(s) or lone surrogate(s)", where, field, count)
    return mended if count == 0 or mended.strip() else None


def _mend_author(text: str | None, where: str) -> str | None:
    """Keep the name alone: parsers take a name with an e-mail address apart, and not every writer wants it known."""
    name = _mend_text(text, where, "author")
    alone = EMAIL_RE.sub("", name).strip() if name else None
    if not alone or alone == name:
        return name
    logger.warning("%s: author: left out of feeds: the e-mail address after %a", where, alone)
    return alone


def _mend_time(time: dt.datetime, where: str, field: str) -> dt.datetime:
    """Give a time an offset of whole minutes, the only kind that feeds can say."""
    if time.utcoffset() is None:
        logger.warning("%s: %s: %s has no time zone, feeds take it for UTC", where, field, time.isoformat())
        return time.replace(tzinfo=dt.UTC)
    return time if _has_plain_offset(time) else time.astimezone(dt.UTC)


def _has_plain_offset(time: dt.datetime) -> bool:
    offset = time.utcoffset()
    return offset is not None and (not offset or not offset % MINUTE)


def _mend_image(image: FeedImage | None) -> FeedImage | None:
    return replace(image, url=_mend_link(image.url)) if image else None


def _make_absolute(content: str, base: str, where: str) -> str:
    """Let every address in HTML lead somewhere from anywhere; one that cannot is left out, its words are not."""

    def lead(match: re.Match[str]) -> str:
        name, address = match[1], html.unescape(match[2]).strip()
        if SCHEME_RE.match(address):
            logger.warning("%s: content: left out of feeds: a link to %a", where, address[:80])
            return f'{name}=""' if name == "src" else f'{name}="{html.escape(base)}"'
        return f'{name}="{html.escape(_mend_link(urljoin(base, address)))}"'

    return RELATIVE_RE.sub(lead, content)


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
    host, rest = HOST_RE.fullmatch(address).groups(default="")  # type: ignore[union-attr]  # it matches any text
    scheme, separator, name = host.partition("://")
    with suppress(UnicodeError):  # no host name: it stays, percent-encoded
        name = name if name.isascii() else name.encode("idna").decode("ascii")
    start = quote(scheme + separator + STRAY_PERCENT_RE.sub("%25", name), safe=f"{URL_CHARACTERS}[]", errors="replace")
    return start + quote(STRAY_PERCENT_RE.sub("%25", rest), safe=URL_CHARACTERS, errors="replace")
