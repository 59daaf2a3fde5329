"""A saved e-mail into the article in it: a newsletter, or an article that somebody forwarded."""

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.errors import HeaderParseError, MessageError
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from typing import Final, cast

from dateutil import parser as date_parser
from trafilatura import load_html

from ...core.errors import RawArticleError
from ...core.types import Metadata, RawArticle, Removal, Source
from .lines import format_lines
from .newsletter import find_stories
from .page import read_page, refuse_crowded
from .parts import web_address
from .paste import divide
from .text import tidy_text

# What the parsers of fields raise over junk.
JUNK: Final = (HeaderParseError, ValueError, IndexError, AttributeError, TypeError, RecursionError)
MOST_OF_FIELD: Final = 2_000  # characters of a field that are read: subjects, senders and types have some hundred
MOST_PARTS: Final = 300  # of a message; a newsletter has two, and one for each picture
LEAST_SHARE: Final = 0.5  # of the words of the page in it that the plain text must have
PART_RE = re.compile(rb"^content-type:", re.IGNORECASE | re.MULTILINE)
PREFIX_RE = re.compile(r"^(?:\s*(?:fwd?|fw|re|wg|aw|tr|rv|i|sv|vs)\s*(?:\[\d+\])?:\s*)+", re.IGNORECASE)
FORWARD_RE = re.compile(
    r"[-_\s>]*(?:(?:forwarded|original|weitergeleitete|ursprüngliche) (?:message|nachricht)"
    r"|begin forwarded message|anfang der weitergeleiteten nachricht|message transféré|mensaje reenviado)\s*[-_:]*\s*$",
    re.IGNORECASE,
)
HEAD_RE = re.compile(
    r"[>*\s]*(?P<key>from|von|de|date|sent|datum|gesendet|subject|betreff|objet|asunto|to|an|cc|reply-to)\*?:\*?\s*(?P<value>.*)$",
    re.IGNORECASE,
)
FIELDS: Final = {
    "from": "from", "von": "from", "de": "from", "date": "date", "sent": "date", "datum": "date", "gesendet": "date",
    "subject": "subject", "betreff": "subject", "objet": "subject", "asunto": "subject",
}  # fmt: skip
TOP: Final = 2_000  # characters of a text in which its writer is named
BYLINE_RE = re.compile(r"^\s*(?:by|von|par|por|di)\s+(?-i:[A-Z\u00c0-\u00de])", re.IGNORECASE | re.MULTILINE)
QUOTE_RE = re.compile(r"^(?:> ?)+")
WORD_RE = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """Who wrote a message, when and about what."""

    sender: str | None = None
    date: str | None = None
    subject: str | None = None


class BoundedPolicy(policy.EmailPolicy):
    """The standard policy, but for what is read of a field: the parsers of fields take quadratic time."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Give a field's name and the start of its value."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:MOST_OF_FIELD]


def decode(data: bytes, *, name: str, timezone: dt.tzinfo) -> tuple[RawArticle, ...]:
    """Decode an e-mail. Raises RawArticleError."""
    try:
        return _decode(data, name=name, timezone=timezone)
    except RecursionError as error:  # a field in brackets within brackets
        raise RawArticleError(
            f"{name}: it is not an e-mail that can be read; paste the article's text into a .txt file"
        ) from error


def _decode(data: bytes, *, name: str, timezone: dt.tzinfo) -> tuple[RawArticle, ...]:
    message = _innermost(parse_message(data, name=name))
    head = _Head(sender=_header(message, "from"), date=_header(message, "date"), subject=_header(message, "subject"))
    plain, page = _text(message, "text/plain"), _text(message, "text/html")
    if not (plain or page):
        raise RawArticleError(f"{name}: this e-mail has no text; paste the article's text into a .txt file")
    dropped = _attachments(message)
    shown = _shown(page, name=name) if page else ""
    if page and len(WORD_RE.findall(plain)) < LEAST_SHARE * len(WORD_RE.findall(shown)):
        if stories := _stories(tidy_text(shown), data, name=name, metadata=_metadata(head, timezone, is_signed=True)):
            return tuple(replace(story, removals=(*dropped, *story.removals)) for story in stories)
        metadata = _metadata(head, timezone, is_signed=_is_signed(shown))
        articles = read_page(page, data, name=name, timezone=timezone, metadata=metadata)
        return tuple(replace(article, removals=(*dropped, *article.removals)) for article in articles)
    text, removals, head = _without_forward(tidy_text(plain), head)
    metadata = _metadata(head, timezone, is_signed=_is_signed(text))
    articles = _stories(text, data, name=name, metadata=metadata)
    articles = articles or divide(text, data, name=name, timezone=timezone, metadata=metadata)
    first = replace(articles[0], removals=(*dropped, *removals, *articles[0].removals))
    return (first, *articles[1:])


def _stories(text: str, data: bytes, *, name: str, metadata: Metadata) -> tuple[RawArticle, ...]:
    """Divide a newsletter into its stories, each with its own address; empty where it is one article."""
    lines = text.split("\n")
    stories = find_stories(text)
    own = replace(metadata, headline=None, source=replace(metadata.source, author=()))
    inside = {index for story in stories for index in range(story.start, story.end)}
    others = tuple(
        Removal(line=index + 1, reason="boilerplate", text=line.strip())
        for index, line in enumerate(lines)
        if index not in inside and line.strip()
    )
    return tuple(
        RawArticle(
            name=name,
            part=number,
            sha256=hashlib.sha256(data).hexdigest(),
            text="\n".join(lines[story.start + 1 : story.end]),
            first_line=story.start + 2,
            title=lines[story.start].strip(),
            source=Source(url=web_address(story.url)),
            removals=others if number == 1 else (),
            metadata=own,
        )
        for number, story in enumerate(stories, start=1)
    )


def parse_message(data: bytes, *, name: str) -> EmailMessage:
    """Parse an e-mail or an archive of that form. Raises RawArticleError."""
    if len(PART_RE.findall(data)) > MOST_PARTS:
        raise RawArticleError(
            f"{name}: it has more than {MOST_PARTS} parts, one in the other; paste the article's text into a .txt file"
        )
    try:
        message = cast(EmailMessage, message_from_bytes(data, policy=BoundedPolicy()))
    except (MessageError, ValueError, RecursionError) as error:
        raise RawArticleError(
            f"{name}: it is not an e-mail that can be read ({error}); paste the article's text into a .txt file"
        ) from error
    if not message.keys():
        raise RawArticleError(f"{name}: it is not an e-mail; save it again, or paste the article into a .txt file")
    return message


def text_of(part: EmailMessage) -> str:
    """Give a part's text, whatever its character set claims to be."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        return payload.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        try:
            return payload.decode("utf-8")
        except UnicodeDecodeError:
            return payload.decode("cp1252", errors="digest-cp1252")


def _innermost(message: EmailMessage) -> EmailMessage:
    """Find the message that was forwarded as an attachment, if one was."""
    found = message
    for part in message.walk():
        is_message = part is not message and part.get("from") is not None
        if is_message and (_text(part, "text/plain") or _text(part, "text/html")):
            found = part
    return found


def _text(message: EmailMessage, kind: str) -> str:
    """Join a message's parts of that kind that are no attachments, not those of messages in it."""
    texts = [
        text_of(part)
        for part in message.walk()
        if part.get_content_type() == kind and part.get_content_disposition() != "attachment"
    ]
    return max(texts, key=len, default="")


def _attachments(message: EmailMessage) -> tuple[Removal, ...]:
    found = [part for part in message.walk() if _is_attachment(part)]
    names = (part.get_filename() or part.get_content_type() for part in found)
    return tuple(Removal(line=1, reason="attachment", text=" ".join(tidy_text(name).split())) for name in names)


def _is_attachment(part: EmailMessage) -> bool:
    is_text = part.get_content_maintype() in ("multipart", "text", "message")
    return not is_text or part.get_content_disposition() == "attachment"


def _header(message: EmailMessage, field: str) -> str | None:
    try:
        value = message.get(field)
    except JUNK:
        return None
    return " ".join(tidy_text(str(value)).split()) or None if value else None


def _shown(page: str, *, name: str) -> str:
    refuse_crowded(page, name=name)
    tree = load_html(page)
    return "" if tree is None else format_lines(tree)


def _is_signed(text: str) -> bool:
    """Return whether a text says on top who wrote it: then that need not be who sent it."""
    return bool(BYLINE_RE.search(text[:TOP]))


def _without_forward(text: str, head: _Head) -> tuple[str, tuple[Removal, ...], _Head]:
    """Blank out what stands above a forwarded message, and read its head."""
    lines = text.split("\n")
    start = next((index for index, line in enumerate(lines) if FORWARD_RE.match(line)), None)
    if start is None:
        return _unquoted(lines), (), head
    end, values = _read_head(lines, start + 1)
    removals = tuple(
        Removal(line=index + 1, reason="forwarded", text=line.strip())
        for index, line in enumerate(lines[:end])
        if line.strip()
    )
    inner = _Head(sender=values.get("from"), date=values.get("date"), subject=values.get("subject") or head.subject)
    return _unquoted([*[""] * end, *lines[end:]]), removals, inner


def _read_head(lines: Sequence[str], start: int) -> tuple[int, dict[str, str]]:
    values: dict[str, str] = {}
    index = start
    while index < len(lines):
        match = HEAD_RE.match(lines[index])
        if match and (field := FIELDS.get(match["key"].lower())):
            values.setdefault(field, match["value"].strip())
        elif not match and (lines[index].strip(" >") or values):
            break
        index += 1
    return index, values


def _unquoted(lines: Sequence[str]) -> str:
    """Take away the marks of quoting where most of the text is quoted."""
    full = [line for line in lines if line.strip()]
    if sum(line.startswith(">") for line in full) <= len(full) / 2:
        return "\n".join(lines)
    return "\n".join(QUOTE_RE.sub("", line) for line in lines)


def _metadata(head: _Head, timezone: dt.tzinfo, *, is_signed: bool) -> Metadata:
    subject = PREFIX_RE.sub("", head.subject or "")
    is_forward = subject != (head.subject or "")
    sender = parseaddr(head.sender or "")[0].strip("\"' ") or None
    outlet = None if is_forward else sender  # the editor's own name, on top of what was forwarded
    return Metadata(
        headline=subject or None,
        source=Source(
            name=outlet,
            author=() if is_signed or not outlet else (outlet,),
            published=None if is_forward else _date(head.date, timezone),
        ),
    )


def _date(value: str | None, timezone: dt.tzinfo) -> dt.datetime | None:
    """Read the date of a head, or of one that a mail program wrote out for people; None for other forms."""
    if not value:
        return None
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        try:
            moment = date_parser.parse(value, dayfirst=True, ignoretz=True)
        except (ValueError, OverflowError):
            return None
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone)
