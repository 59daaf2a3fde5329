"""One decoded file into its articles: header blocks on top, and dividers between several articles."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from dateutil import parser as date_parser

from ...core.errors import RawArticleError
from ...core.types import Removal, Source

KEYS = {
    "title": "title",
    "headline": "title",
    "date": "date",
    "published": "date",
    "source": "source",
    "outlet": "source",
    "url": "url",
    "link": "url",
    "author": "author",
    "authors": "author",
    "byline": "author",
    "tags": "tags",
}
HEADER_RE = re.compile(r"\s{0,3}([A-Za-z]{3,8})[ \t]*:(?:[ \t]+(.*))?$")
DIVIDER_RE = re.compile(r"\s*={3,}\s*$")
FENCE_RE = re.compile(r"\s*-{3,}\s*$")
NAMES_RE = re.compile(r"\s*(?:;|,|\s(?:and|&)\s)\s*")
ISO_DATE_RE = re.compile(r"\d{4}-\d{2}-\d{2}$")
WEB_RE = re.compile(r"https?://[^\s<>\"]+$", re.IGNORECASE)
TIME_RE = re.compile(r"\d:\d\d")
HEADLINE_WORDS = 30  # no headline of the pastes this was tried on is longer than 28 words


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One article of a file, its header block parsed off."""

    text: str
    first_line: int
    source: Source = field(default_factory=Source)
    title: str | None = None
    tags: tuple[str, ...] = ()
    removals: tuple[Removal, ...] = ()


@dataclass(frozen=True, slots=True)
class _Header:
    start: int  # index of its first line, fences included
    end: int  # index after its last line
    values: tuple[tuple[str, str, int], ...]  # field, value, line number


def find_parts(text: str, *, name: str, timezone: dt.tzinfo = dt.UTC) -> tuple[Part, ...]:
    """Divide a file's text into articles. Raises RawArticleError where a header's date cannot be read."""
    lines = text.split("\n")
    spans = _spans_between_dividers(lines) if "===" in text else [(0, len(lines))]
    spans = [part for span in spans for part in _spans_by_headers(lines, *span)]
    parts = [_make_part(lines, start, end, name=name, timezone=timezone) for start, end in spans]
    kept_ends = (0, *(end for _, end in spans))
    between = [index for (start, _), end in zip(spans, kept_ends, strict=False) for index in range(end, start)]
    dividers = tuple(_removals(lines, between, "divider between articles"))
    return (replace(parts[0], removals=parts[0].removals + dividers), *parts[1:])


def _spans_between_dividers(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Cut at lines of `===`; a piece without headline and text of its own stays with its neighbour."""
    cuts = [index for index, line in enumerate(lines) if "===" in line and DIVIDER_RE.match(line)]
    if not cuts:
        return [(0, len(lines))]
    spans: list[tuple[int, int]] = []
    start, pending, is_open = 0, False, False  # a piece that is not yet an article: has it words, and a headline?
    begin = 0
    for end in (*cuts, len(lines)):
        piece = [line.split() for line in lines[begin:end] if line.strip()]
        if not pending:
            start = begin
            is_open = bool(piece) and len(piece.pop(0)) <= HEADLINE_WORDS
            pending = pending or is_open or bool(piece)
        header = find_header(lines, start, end) if pending else None
        has_text = (is_open and any(len(words) > 7 for words in piece)) or (header and any(lines[header.end : end]))
        if pending and has_text:
            spans.append((start, end))
            pending = False
        begin = end + 1
    if pending:  # it has no headline: it belongs to what stands before it
        spans.append((spans.pop()[0] if spans else 0, len(lines)))
    return spans if len(spans) > 1 else [(0, len(lines))]


def _spans_by_headers(lines: Sequence[str], start: int, end: int) -> list[tuple[int, int]]:
    """Cut where a further header block with a title stands, if the text starts with one."""
    first = find_header(lines, start, end)
    if first is None:
        return [(start, end)]
    starts = [start]
    index = first.end
    while index < end:
        header = None
        if HEADER_RE.match(lines[index]) and not lines[index - 1].strip():
            header = find_header(lines, index, end)
        if header and _divides(header, first):
            starts.append(index)
            index = header.end
        else:
            index += 1
    spans = zip(starts, (*starts[1:], end), strict=True)
    return [(begin, _without_fence(lines, begin, stop) if stop != end else stop) for begin, stop in spans]


def _divides(header: _Header, first: _Header) -> bool:
    fields = {field for field, _, _ in header.values}
    return "title" in fields and (len(fields) > 1 or len(first.values) == 1)


def _without_fence(lines: Sequence[str], start: int, end: int) -> int:
    """Leave a `---` between two header-block articles out of the first."""
    index = end
    while index > start and not lines[index - 1].strip():
        index -= 1
    return index - 1 if index > start and FENCE_RE.match(lines[index - 1]) else end


def find_header(lines: Sequence[str], start: int, end: int) -> _Header | None:
    """Find the header block on top of a piece: known keys line by line, then a blank line or more than one key."""
    index = start
    while index < end and (not lines[index].strip() or FENCE_RE.match(lines[index])):
        index += 1
    first, values = index, []
    while index < end and (match := HEADER_RE.match(lines[index])) and match[1].lower() in KEYS:
        values.append((KEYS[match[1].lower()], (match[2] or "").strip(), index))
        index += 1
    closed = index >= end or not lines[index].strip() or bool(FENCE_RE.match(lines[index]))
    if not values or not (closed or len(values) > 1):
        return None
    if index < end and FENCE_RE.match(lines[index]):
        index += 1
    fenced = first > start and FENCE_RE.match(lines[first - 1])
    return _Header(first - 1 if fenced else first, index, tuple(values))


def _make_part(lines: Sequence[str], start: int, end: int, *, name: str, timezone: dt.tzinfo) -> Part:
    header = find_header(lines, start, end)
    if header is None:
        return Part(text="\n".join(lines[start:end]), first_line=start + 1)
    found = {field: (value, index) for field, value, index in reversed(header.values) if value}
    date = found.get("date")
    return Part(
        text="\n".join(lines[header.end : end]),
        first_line=header.end + 1,
        title=_value(found, "title"),
        tags=_listed(found, "tags"),
        source=Source(
            name=_value(found, "source"),
            url=web_address(_value(found, "url")),
            author=_listed(found, "author"),
            published=_parse_date(date[0], place=f"{name}:{date[1] + 1}", timezone=timezone) if date else None,
        ),
        removals=tuple(_removals(lines, range(header.start, header.end), "header-block")),
    )


def _removals(lines: Sequence[str], indices: Iterable[int], reason: str) -> Iterable[Removal]:
    for index in indices:
        if lines[index].strip():
            yield Removal(line=index + 1, reason=reason, text=lines[index].strip())


def _value(found: dict[str, tuple[str, int]], field: str) -> str | None:
    return found[field][0] if field in found else None


def web_address(value: str | None) -> str | None:
    """Take no scheme but the web's: the value ends up in links."""
    if value and value.startswith("www."):
        return f"https://{value}"
    return value if value and WEB_RE.match(value) else None


def _listed(found: dict[str, tuple[str, int]], field: str) -> tuple[str, ...]:
    value = (_value(found, field) or "").strip("[]")
    divided = NAMES_RE.split(value) if field == "author" else re.split("[,;]", value)
    return tuple(item.strip(" \t\"'") for item in divided if item.strip(" \t\"'"))


def _parse_date(value: str, *, place: str, timezone: dt.tzinfo) -> dt.date | dt.datetime:
    """Read the date that an editor typed: ISO first, then any unambiguous form (day before month)."""
    default = dt.datetime(1, 1, 1)  # noqa: DTZ001 - only a frame: a value that names no year is refused below
    try:
        found = (
            dt.datetime.fromisoformat(value)
            if ISO_DATE_RE.match(value)
            else date_parser.parse(value, dayfirst=not value[:4].isdigit(), default=default)
        )
    except (ValueError, OverflowError) as error:
        raise RawArticleError(f"{place}: Date: {value!r} is not a date; write it as 2021-08-17 09:00") from error
    if found.year == 1:
        raise RawArticleError(f"{place}: Date: {value!r} has no year; write it as 2021-08-17 09:00")
    if not TIME_RE.search(value):
        return found.date()
    return found if found.tzinfo else found.replace(tzinfo=timezone)
