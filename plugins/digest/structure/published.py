"""When the article was published: the date that the page gives near its headline."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..clean import TEXT, CleanLine
from ..clean.dates import UPDATES, FoundDate, find_dates, rest_of_date_line

ABOVE, BELOW = 12, 14  # lines around the headline in which the date stands
UPDATE_RE = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, UPDATES))) + r")\b", re.IGNORECASE)
PUBLISH_RE = re.compile(
    r"\b(?:publish|posted|created|issued|released|first|veröffentlicht|publi[éc]|опублик)", re.IGNORECASE
)
MOST_WORDS = 30
LOOSE_WORDS = 8  # words beside the date in a line with a byline or a place


@dataclass(frozen=True, slots=True)
class _Candidate:
    rank: float
    found: FoundDate
    updated: bool


def find_published(
    lines: Sequence[CleanLine], top: int, roles: dict[int, str]
) -> tuple[dt.date | dt.datetime | None, tuple[str, ...]]:
    """Find the day of publication and the review keys that say what was unsure about it."""
    candidates: list[_Candidate] = []
    for index in range(max(0, top - ABOVE), min(len(lines), top + BELOW)):
        line = lines[index]
        if line.part == TEXT or line.line.size > MOST_WORDS:
            continue
        found = _read_line(line, abs(index - top) + (3 if index < top else 0))
        if found:
            roles.setdefault(index, "date")
            candidates += found
    if not candidates:
        return None, ()
    best = min(candidates, key=lambda candidate: (candidate.updated, candidate.rank))
    doubts = (("date-updated",) if best.updated else ()) + (("date-order",) if best.found.other else ())
    return best.found.moment or best.found.date, doubts


def _read_line(line: CleanLine, distance: int) -> list[_Candidate]:
    text = line.line.text
    if not any(map(str.isdigit, text)):
        return []
    dates = find_dates(text)
    if not dates or len(rest_of_date_line(text, dates)) > (LOOSE_WORDS if line.kind != "caption" else 0):
        return []
    found, at = [], 0
    for date in dates:
        before = text[at : date.start]
        at = date.end
        if date.date:
            updated = bool(UPDATE_RE.search(before)) and not PUBLISH_RE.search(before)
            found.append(_Candidate(distance - (4 if PUBLISH_RE.search(before) else 0), date, updated))
    return found
