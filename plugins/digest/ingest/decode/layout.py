"""The lines of a PDF's pages, with their places, into paragraphs: by columns, wrapped lines joined, without margins."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

LEAST_PAGES: Final = 3  # on which a line must stand to be the page's, not the text's
NUMBER_RE = re.compile(r"(?:page |seite |p\. ?)?\d{1,4}(?: ?(?:/|of|von|de) ?\d{1,4})?$", re.IGNORECASE)
# What browsers print on top and at the foot: day, time and title; address and page.
PRINTED_RE = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}[:.]\d\d(?: ?[AP]M)?\b|(?P<url>(?:file|https?)://\S+)(?:\s+\d+/\d+)?$"
)
DIGITS_RE = re.compile(r"\d+")
END_RE = re.compile(r"[.!?:…。！？][\"'”’)\]»]*$")
HYPHEN_RE = re.compile(r"[^\W\d_]{2}[-\u00ad\u2010]$")
WORD_RE = re.compile(r"\w+(?:-\w+)*-?")
COMPOUNDS: Final = frozenset(
    ("long", "short", "well", "self", "half", "part", "full", "high", "low", "non", "ex", "co", "so", "mid", "all",
     "cross", "old", "new", "one", "two", "three", "first", "second", "third", "hard", "far", "re", "pro", "anti")
)  # fmt: skip
SAME_SIZE: Final = 0.08  # by which sizes of letters in one paragraph differ at most
GAP: Final = 1.3  # lines of the usual distance; a larger one divides paragraphs
ACROSS: Final = 0.3  # share of lines beside another one, for a page to be read column by column
COLUMN: Final = 80  # points by which columns are apart
BULLETS: Final = "•·●▪◦‣■►"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedLine:
    """A line of a page: where it starts, from the page's lower left corner, and the size of its letters."""

    text: str
    x: float
    y: float
    size: float


def set_paragraphs(pages: Sequence[Sequence[PlacedLine]]) -> tuple[str, str | None]:
    """Join the lines of pages to paragraphs with blank lines between; and the address that a browser printed."""
    kept, url = _without_margins(pages)
    lines = [line for page in kept for line in _in_columns(page)]
    usual = _usual_gaps(lines)
    paragraphs: list[list[PlacedLine]] = []
    for line in lines:
        if paragraphs and _goes_on(paragraphs[-1], line, usual):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    words = frozenset(WORD_RE.findall(" ".join(line.text for line in lines).casefold()))
    return "\n\n".join(_join(paragraph, words) for paragraph in paragraphs), url


def _without_margins(pages: Sequence[Sequence[PlacedLine]]) -> tuple[list[list[PlacedLine]], str | None]:
    """Leave out page numbers, what browsers print around a page, and what stands on top or at the foot of most."""
    edges = Counter(_fold(line.text) for page in pages for line in {*page[:2], *page[-2:]})
    most = max(LEAST_PAGES, len(pages) // 2)
    printed = [
        match["url"] for page in pages for line in page if (match := PRINTED_RE.match(line.text)) and match["url"]
    ]
    kept = [
        [
            line
            for line in page
            if not NUMBER_RE.match(line.text) and not PRINTED_RE.match(line.text) and edges[_fold(line.text)] < most
        ]
        for page in pages
    ]
    return kept, next((url for url in printed if not url.startswith("file")), None)


def _fold(text: str) -> str:
    return DIGITS_RE.sub("0", " ".join(text.split()))


def _in_columns(page: Sequence[PlacedLine]) -> Sequence[PlacedLine]:
    """Put the lines of a page that is written from side to side in the order of its columns."""
    beside = sum(abs(one.y - other.y) < 2 and other.x - one.x > COLUMN for one, other in pairwise(page))
    if not page or beside < ACROSS * len(page):
        return page
    starts = sorted({line.x for line in page})
    edges = [starts[0], *(right for left, right in pairwise(starts) if right - left > COLUMN)]
    return sorted(page, key=lambda line: (sum(line.x >= edge for edge in edges), -line.y))


def _usual_gaps(lines: Sequence[PlacedLine]) -> dict[int, float]:
    """Find the distance of neighbouring lines for each size of letters."""
    gaps: dict[int, list[float]] = {}
    for above, below in pairwise(lines):
        if _is_same_size(above, below) and above.y > below.y:
            gaps.setdefault(round(below.size), []).append(above.y - below.y)
    return {size: min(median(found), 2 * size) for size, found in gaps.items()}


def _is_same_size(one: PlacedLine, other: PlacedLine) -> bool:
    return abs(one.size - other.size) <= SAME_SIZE * max(one.size, other.size)


def _goes_on(paragraph: Sequence[PlacedLine], line: PlacedLine, usual: dict[int, float]) -> bool:
    """Return whether a line goes on with a paragraph: its size, right below, or on top of the next column or page."""
    above = paragraph[-1]
    if not _is_same_size(above, line) or line.text[:1] in BULLETS:
        return False
    gap = above.y - line.y
    if gap <= 0:  # another column or page
        return not END_RE.search(above.text) and len(paragraph) > 1 and (line.text[:1].islower() or _is_full(paragraph))
    least = usual.get(round(line.size), 1.4 * line.size)
    return gap <= GAP * least


def _is_full(paragraph: Sequence[PlacedLine]) -> bool:
    longest = max(len(line.text) for line in paragraph)
    return len(paragraph[-1].text) >= 0.8 * longest


def _join(lines: Iterable[PlacedLine], words: frozenset[str]) -> str:
    joined = ""
    for line in lines:
        text = " ".join(line.text.split())
        if HYPHEN_RE.search(joined) and text[:1].islower():
            joined = joined[: None if _keeps_hyphen(joined, text, words) else -1] + text
        else:
            joined = f"{joined} {text}" if joined else text
    return joined


def _keeps_hyphen(above: str, below: str, words: frozenset[str]) -> bool:
    """Distinguish a word's own hyphen from that of a broken line, by the text's other words and its start."""
    first, second = WORD_RE.findall(above.casefold())[-1].rstrip("-"), WORD_RE.findall(below.casefold())[0]
    if first + second in words:
        return False
    return f"{first}-{second}" in words or first in COMPOUNDS
