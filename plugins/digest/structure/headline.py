"""Which line is the headline, and which below it are the standfirst."""

import re
from collections.abc import Sequence

from ..clean import TEXT, CleanLine, is_prose
from ..clean.lines import Line, content_words

REACH = 40  # lines above the text in which a headline is looked for: 2 to 15 in most pastes, more with galleries
MOST_WORDS = 32
STANDFIRST_WORDS = 70
STANDFIRST_LINES = 4
BULLET_RE = re.compile(r"^(?:[•·*●▪◦‣■►▶➤✓]|[-–—](?=\s))\s*")
NO_HEADLINE = frozenset(
    ("advertisement", "sharing", "comments", "newsletter", "account", "script", "legal", "following", "count",
     "address", "trust", "reading time", "date", "byline", "gallery", "tags", "navigation", "caption")
)  # fmt: skip
BESIDE = frozenset(("date", "byline", "reading time", "sharing", "comments", "count"))


def find_headline(lines: Sequence[CleanLine]) -> int | None:
    """Find the index of the headline: the best line above the text, or the text's own first line."""
    first = next((index for index, line in enumerate(lines) if line.part == TEXT), None)
    if first is None:
        return None
    about = _topic(lines, first)
    rated = [
        (rating, index)
        for index in range(max(0, first - REACH), min(len(lines), first + 2))
        if (rating := _rate(lines, index, first, about)) > 0
    ]
    return max(rated)[1] if rated else None


def _topic(lines: Sequence[CleanLine], first: int) -> frozenset[str]:
    text = [line.line for line in lines[first:] if line.part == TEXT]
    return frozenset(word for line in text[:12] for word in content_words(line))


def _rate(lines: Sequence[CleanLine], index: int, first: int, about: frozenset[str]) -> float:
    """Rate a line as headline; what is not above nought is none. Weights set by hand on news pastes and guides."""
    line, kind = lines[index].line, lines[index].kind
    if kind in NO_HEADLINE or not 1 < line.size <= MOST_WORDS:
        return 0.0
    if lines[index].part == TEXT and (index != first or is_prose(line) or line.ends):
        return 0.0
    words = content_words(line)
    shared = sum(word in about for word in words) / len(words) if words else 0.0
    rating = 2.5 * shared + min(line.size, 10) / 5 - (first - index) / 12
    rating -= 1.2 if line.text.endswith((".", ":", "...", "…")) else 0.0
    rating -= 1.0 if line.text[0] in "-–—•·*|#@" or line.text[0].islower() else 0.0
    rating -= 1.0 if line.size < 4 else 0.0
    rating += 0.5 if line.copies > 1 else 0.0
    rating += 0.6 if any(near.kind in BESIDE for near in lines[index + 1 : index + 4]) else 0.0
    rating -= 0.8 if kind in ("related", "video", "author note") else 0.0
    return rating - 0.8


def find_standfirst(lines: Sequence[CleanLine], headline: int | None, roles: dict[int, str]) -> tuple[str, ...]:
    """Find the lead-in between headline and text: bullets, or a sentence or two."""
    if headline is None:
        return ()
    found: list[str] = []
    for index in range(headline + 1, min(len(lines), headline + 12)):
        line = lines[index]
        bullet = line.part == TEXT and line.kind is None and bool(BULLET_RE.match(line.line.text))
        if (line.part == TEXT and not bullet) or len(found) == STANDFIRST_LINES:
            break
        if line.kind is None and _leads_in(line.line, lines[headline].line, found):
            found.append(BULLET_RE.sub("", line.line.text))
            roles[index] = "standfirst"
    return tuple(found)


def _leads_in(line: Line, headline: Line, found: Sequence[str]) -> bool:
    if line.text == headline.text or line.text in found or line.size > STANDFIRST_WORDS:
        return False
    return bool(BULLET_RE.match(line.text) and line.size > 4) or (line.size >= 8 and line.known >= line.size // 6)
