"""Make feeds valid: what no feed may contain is left out or put right, and a warning names the post."""

import datetime as dt
import html
import logging
import re
from contextlib import suppress
from dataclasses import replace
from urllib.parse import quote, urljoin, urlsplit

from ...core.types import Feed, FeedCategory, FeedEntry, FeedImage

logger = logging.getLogger(__name__)

MINUTE = dt.timedelta(minutes=1)
# Everything outside XML 1.0's Char production, and the C1 controls that feed validators warn of.
FORBIDDEN_RE = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
STRAY_PERCENT_RE = re.compile(r"%(?![0-9A-Fa-f]{2})")
# An address that a reader elsewhere could not follow: footnotes have some. It starts with what few texts hold.
RELATIVE_RE = re.compile(r'="(?:(?<=\s(href)=")|(?<=\ssrc="))(?!https?://|mailto:)([^"]*)"')
TAG_RE = re.compile(r"<[a-z][^<>]*>")  # sanitised HTML has these signs nowhere else: not in attributes, not in code
SCHEME_RE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
HOST_RE = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*://[^/?#]*)?(.*)", re.DOTALL)
URL_CHARACTERS = ":/?#@!$&'()*+,;=%~"  # of an address after its host: brackets are for hosts alone (RFC 3986, 3.2.2)
EMAIL_RE = re.compile(r"\s*[<(]?[\w.+'-]+@[\w-]+(?:\.[\w-]+)+[>)]?")


def mend_feed(feed: Feed) -> Feed:
    """Make a feed that can be written, without its entries: they are mended one by one."""
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
    where, url = entry.file or entry.url, _mend_link(entry.url)
    title = _mend_text(entry.title, where, "title")
    if title is None:
        logger.warning("%s: title: there is none, the entry's address stands in for it in feeds", where)
    mended = replace(
        entry,
        url=url,
        title=title or entry.url,
        published=_mend_time(entry.published, where, "published"),
        updated=_mend_time(entry.updated, where, "updated"),
        authors=tuple(filter(None, (_mend_author(author, where) for author in entry.authors))),
        source_name=_mend_text(entry.source_name, where, "source"),
        source_url=_mend_source_url(entry.source_url, where),
        categories=tuple([_mend_category(category, where) for category in entry.categories]),
        summary=_mend_text(entry.summary, where, "summary"),
        content=_mend_content(entry.content, url, where),
        image=_mend_image(entry.image),
    )
    return mended if mended.content or mended.summary else replace(mended, summary=mended.title)


def _mend_category(category: FeedCategory, where: str) -> FeedCategory:
    label = _mend_text(category.label, where, "category") or category.term
    return category if label == category.label else replace(category, label=label)


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


def _mend_content(content: str | None, base: str, where: str) -> str | None:
    """Let every address in HTML lead somewhere from anywhere; one that cannot is left out, its words are not."""

    def lead(match: re.Match[str]) -> str:
        is_link, address = match[1], html.unescape(match[2]).strip()
        if SCHEME_RE.match(address):
            logger.warning("%s: content: left out of feeds: a link to %a", where, address[:80])
            return f'="{html.escape(base)}"' if is_link else '=""'
        return f'="{html.escape(_mend_link(urljoin(base, address)))}"'

    mended = _mend_text(content, where, "content")
    if not mended or not RELATIVE_RE.search(mended):
        return mended
    return TAG_RE.sub(lambda tag: RELATIVE_RE.sub(lead, tag[0]), mended)


def _mend_source_url(address: str | None, where: str) -> str | None:
    if address is None:
        return None
    try:
        parts = urlsplit(address.strip())
    except ValueError:  # a broken IPv6 address
        parts = urlsplit("")
    if parts.scheme in ("http", "https") and parts.hostname:
        return _mend_link(address.strip())
    logger.warning("%s: source: left out of feeds: %a is not a web address", where, address[:80])
    return None


def _mend_link(address: str) -> str:
    """Turn an address with any characters into a URI (RFC 3987, section 3.1)."""
    host, rest = HOST_RE.fullmatch(address).groups(default="")  # type: ignore[union-attr]  # it matches any text
    scheme, separator, name = host.partition("://")
    with suppress(UnicodeError):  # no host name: it stays, percent-encoded
        name = name if name.isascii() else name.encode("idna").decode("ascii")
    start = quote(scheme + separator + STRAY_PERCENT_RE.sub("%25", name), safe=f"{URL_CHARACTERS}[]", errors="replace")
    return start + quote(STRAY_PERCENT_RE.sub("%25", rest), safe=URL_CHARACTERS, errors="replace")
