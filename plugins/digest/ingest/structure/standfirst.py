"""The lead-in between headline and text: bullets, or a sentence or two."""

import re
from collections.abc import Sequence

from ..clean import TEXT, CleanLine
from ..clean.dates import find_dates
from ..clean.lines import Line
from .dateline import find_dateline

REACH = 12  # lines below the headline
MOST_WORDS = 70
MOST_LINES = 4
CREDIT_RE = re.compile(r"\w ?/ ?[A-Z]|\bfile$")  # as captions end
DATE_ROOM = 30  # characters in which a date that opens a line stands
BULLET_RE = re.compile(r"^(?:[•·*●▪◦‣■►▶➤✓]|[-–—](?=\s))\s*")


def find_standfirst(lines: Sequence[CleanLine], headline: int | None, roles: dict[int, str]) -> tuple[str, ...]:
    """Find the lead-in below the headline and mark its lines; what is a byline or a date already is none of it."""
    if headline is None:
        return ()
    found: list[str] = []
    is_signed = False
    for index in range(headline + 1, min(len(lines), headline + REACH)):
        line = lines[index]
        bullet = line.part == TEXT and line.kind is None and bool(BULLET_RE.match(line.line.text))
        if (line.part == TEXT and not bullet) or len(found) == MOST_LINES:
            break
        is_signed = is_signed or roles.get(index) == "byline"
        if is_signed and (line.line.ends or CREDIT_RE.search(line.line.text)):
            continue  # below the byline stand captions and the lead
        if index not in roles and line.kind is None and _leads_in(line.line, lines[headline].line, found):
            found.append(BULLET_RE.sub("", line.line.text))
            roles[index] = "standfirst"
    return tuple(found)


def _leads_in(line: Line, headline: Line, found: Sequence[str]) -> bool:
    if find_dateline(line.text) or line.text == headline.text or line.text in found or line.size > MOST_WORDS:
        return False
    if line.text[0].isalnum() and any(date.start == 0 for date in find_dates(line.text[:DATE_ROOM])):
        return False  # "3 May 2021 • Kari Holm in Travel"
    return bool(BULLET_RE.match(line.text) and line.size > 4) or (line.size >= 8 and line.known >= line.size // 6)
