"""What a paste took over from the source of a page or mail: entities, tags, quoted-printable, undone."""

import quopri
import re
from html import unescape
from typing import Final

ENTITY_RE = re.compile(
    r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|amp|quot|apos|nbsp|lt|gt|[lr][sd]quo|[mn]dash|hellip|bull|middot|copy|reg|trade"
    r"|euro|pound|laquo|raquo|sbquo|bdquo|iexcl|iquest|deg|[A-Za-z](?:acute|grave|circ|uml|tilde|cedil|ring|slash)|szlig"
    r"|[ao]elig|[AO]Elig);"
)
BLOCK_TAG_RE = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|blockquote|figure|figcaption|section|article|tr|table)(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
TAG_RE = re.compile(
    r"</?(?:a|b|i|u|em|strong|span|font|img|sup|sub|small|mark|td|th|tbody|time|cite|abbr)(?:\s[^<>]{0,800})?/?>",
    re.IGNORECASE,
)
LEAST_TAGS: Final = 3  # that divide blocks; an article on how pages are made may name one
QUOTED_RE = re.compile(r"=[0-9A-F]{2}")
SOFT_BREAK: Final = "=\n"
LEAST_BREAKS, LEAST_QUOTED = 1, 3  # soft line breaks and bytes in quoted-printable


def undo_source(text: str) -> str:
    """Undo what is source and no text; a text that has no such marks stays as it is."""
    if SOFT_BREAK in text:
        text = _undo_quoted(text)
    if "<" in text and len(BLOCK_TAG_RE.findall(text)) >= LEAST_TAGS:
        text = TAG_RE.sub("", BLOCK_TAG_RE.sub("\n", text))
    return ENTITY_RE.sub(lambda match: unescape(match[0]), text) if "&" in text else text


def _undo_quoted(text: str) -> str:
    if text.count(SOFT_BREAK) < LEAST_BREAKS or len(QUOTED_RE.findall(text)) < LEAST_QUOTED:
        return text
    data = quopri.decodestring(text.encode())
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="digest-cp1252")
