"""Dates as pages print them: `find_dates("Published 3 May 2021, 09:10 BST")`."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ...core.data import read_data, read_words

MONTHS, SHORT = (
    {name: int(number) for number, names in read_data("cleaning_dates.yaml")[key].items() for name in names.split()}
    for key in ("months", "short")
)
NUMBERS = {**SHORT, **MONTHS}
WEEKDAYS = read_words("cleaning_dates.yaml", "weekdays")
LABELS = read_words("cleaning_dates.yaml", "labels") | WEEKDAYS
UPDATES = read_words("cleaning_dates.yaml", "updates")

_WORD = r"[^\W\d_]{3,10}+\.?+"  # whether it is a month is looked up: an alternation of all names is many times slower
DATE_RE = re.compile(
    rf"""
    (?=\d)(?:  # nothing below is tried in vain at a letter, where most places of a line are
        (?P<east>(?:19|20)\d\d)[ ]?[年년.][ ]?(?P<east_month>\d\d?)[ ]?[月월.][ ]?(?P<east_day>\d\d?)(?!\d)
        |\b(?:
            (?P<iso>(?:19|20)\d\d)(?P<sep>[-/.])(?P<iso_month>\d\d?)(?P=sep)(?P<iso_day>\d\d?)(?!\d)
            |(?P<index>(?:19|20)\d\d)[ ](?P<index_month>{_WORD})[ ](?P<index_day>\d\d?)(?!\d|,?[ ](?:19|20)\d\d)
            |(?P<day>\d\d?)(?i:st|nd|rd|th|er|º|\.)?[ -]?(?i:de[ ]|of[ ])?(?P<day_month>{_WORD})
                (?:[ ,-]*(?i:de[ ]|del[ ])?(?P<day_year>(?:19|20)\d\d)(?!\d(?!\d?:\d\d))
                    |[ ]?[’']?(?P<day_short>\d\d)\b(?![:.]))?
            |(?P<one>\d\d?)(?P<cut>[/.-])[ ]?(?P<two>\d\d?)(?P=cut)[ ]?(?P<year>(?:19|20)\d\d|\d\d)(?!\d)
        )
    )
    |(?:\b|(?<=[A-Za-z])(?=[A-Z]))(?P<name>{_WORD})[ ]?(?P<name_day>\d\d?)(?i:st|nd|rd|th)?\b
        (?:,?[ ]*(?P<name_year>(?:19|20)\d\d)(?!\d(?!\d?:\d\d)))?
    """,
    re.VERBOSE,
)
ZONES = {name: float(hours) for name, hours in read_data("cleaning_dates.yaml")["zones"].items()}
TIME_RE = re.compile(
    r"(?:\b|(?<=T))(?P<hour>[01]?\d|2[0-4])(?:[:.h](?P<minute>[0-5]\d)(?:[:.][0-5]\d)?)?[ ]?(?P<half>[ap]\.?m\b\.?)?"
    rf"[ ]?\(?(?P<zone>{'|'.join(ZONES)})?\b"
    r"(?P<offset>[ ]?[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
DIGITS = {ord(digit): str(index % 10) for index, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
# What else there is in a line with a date than a month among its words; rare characters first, to find it soon.
JOINED_RE = re.compile(
    r"[\dA-Z'’](?:(?<=['’])|(?<=\d)(?: ?[-/.年년] ?\d|[^\W\d_]|(?<=[^\W\d_]\d))"
    r"|(?<=[A-Za-z][A-Z])[^\W\d_]{2,9}+\.? ?\d)"
)
NAMED = frozenset(NUMBERS)
DIGIT_RE = re.compile(r"\d")
DATE_WORD_RE = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]\.)?")
EARLIEST, LATEST = 1900, 2100
REMEMBERED = 512  # lines, since several look for the dates of one


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date in a line: `other` is the reading with day and month swapped, where both are possible."""

    start: int
    end: int
    date: dt.date | None  # None: it names no year
    other: dt.date | None = None
    numeric: bool = False
    month_first: bool = False  # a numeric date that has no other reading
    moment: dt.datetime | None = None  # where a time and its zone stand beside it


def may_hold_date(text: str, words: Sequence[str]) -> bool:
    """Tell a line that names a month, or joins numbers or words in some way: no other has a date, as is soon told."""
    return not NAMED.isdisjoint(words) or bool(JOINED_RE.search(text))


@lru_cache(maxsize=REMEMBERED)
def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Find the dates of a line, in order."""
    return tuple(_iterate(text if text.isascii() else text.translate(DIGITS)))


def _iterate(text: str) -> Iterator[FoundDate]:
    at = 0
    while match := DATE_RE.search(text, at):
        word = match["name"] or match["day_month"] or match["index_month"]
        if word and word.lower().rstrip(".") not in NUMBERS:
            at = match.start() + 1
            continue
        at = match.end()
        year, month, day = _parts(match)
        month_first = bool(match["one"]) and month > 12
        if month_first:
            month, day = day, month
        date = _make_date(year, month, day)
        if date is None and (year or not (1 <= month <= 12 and 1 <= day <= 31)):
            continue
        is_open = match["one"] and match["cut"] != "." and day != month  # with points the day is first everywhere
        other = _make_date(year, day, month) if is_open else None
        yield FoundDate(
            start=match.start(),
            end=match.end(),
            date=date,
            other=other,
            numeric=bool(match["one"]),
            month_first=month_first,
            moment=_find_moment(text, match.start(), match.end(), date) if date and not other else None,
        )


def _parts(match: re.Match[str]) -> tuple[int, int, int]:
    """Read year (0: none), month and day; of a purely numeric form the day first."""
    if match["iso"]:
        return int(match["iso"]), int(match["iso_month"]), int(match["iso_day"])
    if match["east"]:
        return int(match["east"]), int(match["east_month"]), int(match["east_day"])
    if match["index"]:
        return int(match["index"]), _month(match["index_month"]), int(match["index_day"])
    if match["name"]:
        return int(match["name_year"] or 0), _month(match["name"]), int(match["name_day"])
    if match["day"]:
        year = int(match["day_year"] or 0) or (2000 + int(match["day_short"]) if match["day_short"] else 0)
        return year, _month(match["day_month"]), int(match["day"])
    year = int(match["year"])
    return year + 2000 if year < 100 else year, int(match["two"]), int(match["one"])


def _month(name: str) -> int:
    return NUMBERS[name.lower().rstrip(".")]


def _make_date(year: int, month: int, day: int) -> dt.date | None:
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _find_moment(text: str, start: int, end: int, date: dt.date) -> dt.datetime | None:
    """Find a time with its zone near a date."""
    beside = text[end : end + 40] + " " + text[max(0, start - 20) : start]
    for match in TIME_RE.finditer(beside) if DIGIT_RE.search(beside) else ():
        if not (match["zone"] or match["offset"]) or not (match["minute"] or match["half"]):
            continue
        hour = int(match["hour"])
        if match["half"]:
            hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
        if hour > 23:
            return None
        return dt.datetime(date.year, date.month, date.day, hour, int(match["minute"] or 0), tzinfo=_zone(match))
    return None


def _zone(match: re.Match[str]) -> dt.timezone:
    offset = (match["offset"] or "").strip().replace(":", "")
    if offset:
        delta = dt.timedelta(hours=int(offset[1:3]), minutes=int(offset[3:5]))
        return dt.timezone(-delta if offset[0] == "-" else delta) if delta < dt.timedelta(hours=24) else dt.UTC
    hours = ZONES[match["zone"].upper()]
    return dt.timezone(dt.timedelta(hours=hours)) if hours else dt.UTC


def rest_of_date_line(text: str, dates: tuple[FoundDate, ...]) -> list[str]:
    """List the words beside the dates of a line that are no label, weekday, time or zone."""
    kept, at = [], 0
    for date in dates:
        kept.append(text[at : date.start])
        at = date.end
    words = DATE_WORD_RE.findall(" ".join((*kept, text[at:])))
    return [word for word in words if word.lower() not in LABELS]
