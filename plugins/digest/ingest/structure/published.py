"""When the article was published: the date that the page gives near its headline, or below the text with a label."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..clean import AFTER, TEXT, CleanLine
from ..clean.dates import UPDATES, WEEKDAYS, FoundDate, find_dates, may_hold_date, rest_of_date_line

ABOVE, BELOW = 12, 16  # lines around the headline in which the date stands
FAR = 60  # lines below the headline in which the text starts, for all between to be looked at
AFTER_TEXT = 6  # lines below the text in which a bare date is the article's
UPDATE_RE = re.compile(r"(?:\b|(?<=\d))(?:" + "|".join(sorted(map(re.escape, UPDATES))) + r")", re.IGNORECASE)
PUBLISH_RE = re.compile(
    r"(?:publish|posted|created|datum:|fecha:|data:|issued|released|first|veröffentlicht|publi[éc]|опублик|publicado|pubblicato)",
    re.IGNORECASE,
)
PUBLISHED_RE = re.compile(r"(?:first|originally) (?:published|posted|appeared)$", re.IGNORECASE)
# A heading that says of the line below it that it is the day of publication.
HEADING_RE = re.compile(r"(?:date )?(?:first )?publi(?:shed|sh date|cation date|é le|cado)(?: on)?:?$", re.IGNORECASE)
# What stands right before the date of an article in a line of any length: who wrote it, or a label.
SIGNED_RE = re.compile(
    rf"(?-i:\b[Bb]y (?:[A-Z\u00c0-\u00de][\w.'’-]*\s){{2,4}}on $)"
    rf"|[—–|•·-] (?:last )?(?:{PUBLISH_RE.pattern}|{UPDATE_RE.pattern})\w*(?: on)?:? $",
    re.IGNORECASE,
)
DIGIT_RE = re.compile(r"\d")
BARE_YEAR_RE = re.compile(r"(?:19|20)\d\d$")
NOTE_RE = re.compile(r"\W*as of\b", re.IGNORECASE)
LABEL_RE = re.compile(f"(?:{PUBLISH_RE.pattern}|{UPDATE_RE.pattern})", re.IGNORECASE)
MONTH_FIRST_RE = re.compile(
    r"\(\d{3}\) ?\d{3}-\d{4}|\b[A-Z]{2} \d{5}\b|\b(?:E[SD]T|P[SD]T|C[SD]T)\b|\d ?[ap]\.?m\.? ET\b"
)
CLOCK_RE = re.compile(r"\d ?[ap]\.?m\b", re.IGNORECASE)  # beside a date of numbers: the month comes first
INTO = 3  # lines of the text in which a line that is only a date is the article's
LABELLED_KINDS = frozenset((None, "date", "byline", "author-note"))
MOST_WORDS = 30
LABELLED_WORDS = 14
LAST = 5  # lines of the text in which a date with a label is no text but the article's
OTHERS = 3  # next best days that `explain` shows
LOOSE_WORDS = 8  # words beside the date in a line with a byline or a place
LABELLED_RANK, BELOW_RANK = 40.0, 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    rank: float
    index: int
    found: FoundDate
    updated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The day of publication, the review keys that say what is unsure about it, and other days with their lines."""

    date: dt.date | dt.datetime | None = None
    review: tuple[str, ...] = ()
    others: tuple[tuple[str, int], ...] = ()


def find_published(
    lines: Sequence[CleanLine], top: int, roles: dict[int, str], *, day_first: bool | None = None
) -> Published:
    """Find the day of publication.

    `day_first`: the order in which the outlet writes dates of numbers alone, where that is known.
    """
    candidates = [*_near(lines, top), *_at_end(lines), *_below(lines)]
    if all(candidate.updated for candidate in candidates):
        candidates += _above(lines, alone=not candidates)
    for candidate in candidates:
        roles.setdefault(candidate.index, "date")
    if not candidates:
        return Published(review=("date",) if _has_unread(lines, top) else ())
    ranked = sorted(candidates, key=lambda candidate: (candidate.updated, candidate.rank))
    best = ranked[0]
    found, is_unsure = _settle_order(best.found, lines, day_first)
    doubts = ("date-order",) if is_unsure else ()
    others = {str(one.found.date): one.index for one in reversed(ranked[1:]) if one.found.date != found.date}
    return Published(date=found.moment or found.date, review=doubts, others=tuple(reversed(others.items()))[:OTHERS])


def _has_unread(lines: Sequence[CleanLine], top: int) -> bool:
    """Tell whether the page gives a day that was not understood, as one without a year, or that stands far off.

    Of 308 pastes ten had no day but one far off; in the seven of them whose day is known it is printed.
    """
    near = lines[max(0, top - ABOVE) : top + BELOW]
    if any(line.kind == "date" and line.part != TEXT and line.line.size <= LABELLED_WORDS for line in near):
        return True
    outside = (line.line for line in lines if line.part != TEXT and line.line.size <= LABELLED_WORDS)
    dates = (find_dates(line.text) for line in outside if may_hold_date(line.text, line.words))
    return any(found.date for line in dates for found in line)


def _near(lines: Sequence[CleanLine], top: int) -> Iterable[_Candidate]:
    texts = 0
    first = next((index for index in range(top, len(lines)) if lines[index].part == TEXT), top)
    end = max(top + BELOW, first + INTO if first - top <= FAR else 0)
    for index in range(max(0, top - ABOVE), min(len(lines), end)):
        texts += lines[index].part == TEXT
        if lines[index].part == AFTER:
            break  # of short articles: what stands below them is read with other rules
        if lines[index].part != TEXT or (lines[index].kind == "date" and texts <= INTO):
            yield from _read_line(lines, index, abs(index - top) + (3 if index < top else 0))


def _above(lines: Sequence[CleanLine], *, alone: bool) -> list[_Candidate]:
    """Read the dates far above the text: those with a label, else the only one where there is no other date.

    A date with its weekday may be the day on which the page was looked at.
    """
    found: list[_Candidate] = []
    for index, line in enumerate(lines):
        if line.part == TEXT:
            break
        if line.kind == "date" and line.line.size <= LABELLED_WORDS:
            found += _read_line(lines, index, -float(index))
    labelled = [candidate for candidate in found if LABEL_RE.match(lines[candidate.index].line.text)]
    bare = [candidate for candidate in found if WEEKDAYS.isdisjoint(lines[candidate.index].line.words)]
    return labelled or (bare if alone and len({candidate.found.date for candidate in found}) == 1 else [])


def _at_end(lines: Sequence[CleanLine]) -> Iterable[_Candidate]:
    """Read the dates with a label that end the text."""
    last = [index for index, line in enumerate(lines) if line.part == TEXT][-LAST:]
    for index in last:
        line = lines[index].line
        if lines[index].kind == "date" and line.size <= LABELLED_WORDS and LABEL_RE.match(line.text):
            yield from _read_line(lines, index, BELOW_RANK)


def _below(lines: Sequence[CleanLine]) -> Iterable[_Candidate]:
    """Read the dates below the text: right below it, or with a label of publishing or updating."""
    first = next((index for index, line in enumerate(lines) if line.part == AFTER), len(lines))
    is_own = True  # what follows other stories and comments has dates of its own
    for index in range(first, len(lines)):
        kind, line = lines[index].kind, lines[index].line
        is_own = is_own and kind not in ("related", "comments")
        if kind in LABELLED_KINDS and line.size <= LABELLED_WORDS and DIGIT_RE.search(line.text):
            published = bool(PUBLISH_RE.match(line.text) or PUBLISHED_RE.search(line.text))
            published = published or (is_own and bool(HEADING_RE.match(lines[index - 1].line.text)))
            # "Last updated" below the text is the page's: a footer of every page has it.
            if published or (is_own and index < first + AFTER_TEXT and not UPDATE_RE.match(line.text)):
                yield from _read_line(lines, index, (LABELLED_RANK if published else BELOW_RANK) + index - first)


def _read_line(lines: Sequence[CleanLine], index: int, rank: float) -> Iterable[_Candidate]:
    line, text = lines[index], lines[index].line.text
    if line.line.size > MOST_WORDS or not DIGIT_RE.search(text) or NOTE_RE.match(text):
        return
    dates = find_dates(text)
    is_strict = line.kind == "caption" and not (dates and dates[0].start == 0 and dates[0].numeric)
    is_loose = len(rest_of_date_line(text, dates)) > (0 if is_strict else LOOSE_WORDS)
    if not dates or (is_loose and not SIGNED_RE.search(text[: dates[-1].start])):
        return
    if len(dates) == 1 and dates[0].date is None:
        dates = (_with_year(dates[0], text, lines[index + 1 : index + 3]),)
    heading = lines[index - 1].line.text if index and lines[index - 1].line.size <= 3 else ""
    at = 0
    for date in dates:
        before = text[at : date.start] or (heading if at == 0 else "")
        at = date.end
        if date.date:
            published = bool(PUBLISH_RE.search(before))
            updated = bool(UPDATE_RE.search(before)) and not published
            yield _Candidate(rank=rank - 4 * published, index=index, found=date, updated=updated)


def _with_year(found: FoundDate, text: str, below: Sequence[CleanLine]) -> FoundDate:
    """Complete a date by a year that stands on a line of its own below it."""
    year = next((line.line.text for line in below if BARE_YEAR_RE.match(line.line.text)), None)
    date = find_dates(f"{text[found.start : found.end]} {year}") if year else ()
    return replace(found, date=date[0].date) if date else found


def _settle_order(found: FoundDate, lines: Sequence[CleanLine], day_first: bool | None) -> tuple[FoundDate, bool]:
    """Decide which number is the month by the page's other dates or the outlet's usage, else guess and say so."""
    if found.other is None:
        return found, False
    votes = 0
    for line in lines:
        if line.kind == "date" or (line.part != TEXT and line.line.size <= LABELLED_WORDS):
            votes += sum(_order_vote(other) for other in find_dates(line.line.text))
    swapped = replace(found, date=found.other)
    if votes:
        return (swapped if votes > 0 else found), False
    if day_first is not None:
        return (found if day_first else swapped), False
    is_american = any(CLOCK_RE.search(line.line.text) for line in lines if found in find_dates(line.line.text))
    is_american = is_american or any(MONTH_FIRST_RE.search(line.line.text) for line in lines if line.line.size < 60)
    return (swapped if is_american else found), True


def _order_vote(found: FoundDate) -> int:
    """Tell a numeric date that is only possible with the month first (1) or with the day first (-1)."""
    if found.numeric and found.other is None:
        return 1 if found.month_first else -1
    return 0
