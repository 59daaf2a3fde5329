"""The dateline that opens the text: "KABUL, 3 May (Reuters) -", "OSLO, Norway, May 3, 2024 /PRNewswire/ --"."""

import datetime as dt
import re
from dataclasses import dataclass

from ..clean.dates import WEEKDAYS, find_dates

REACH = 160  # characters in which a dateline ends
UPPER = "A-Z\u00c0-\u00de\u0400-\u042f"
MONTH = r"(?:de |le )?[^\W\d_]{3,10}\.?"
DAY = rf"(?:[{UPPER}][^\W\d_]{{1,9}},? |le )?(?:\d{{1,2}}\.? {MONTH}|{MONTH} \d{{1,2}})(?:,?(?: de)? \d{{4}})?"
AGENCY = rf"\((?:[{UPPER}][^()]{{1,40}}|[a-z]{{2,4}})\)|/[{UPPER}][^/()]{{1,30}}/\.?|[/,:] ?(?:AFP|AP|Reuters)\b"
DATELINE_RE = re.compile(
    rf"(?P<place>[{UPPER}][{UPPER}.'’/ -]{{2,40}}|[{UPPER}][\w.'’-]+(?: [{UPPER}][\w.'’-]+){{0,2}})"
    rf"(?P<rest>(?:,? ?(?:{DAY}|{AGENCY})|, [{UPPER}][\w. ]{{1,30}}?){{0,4}})\.?"
    r"(?:\s*[-–—]{1,2}\s+|:\s+|(?<=/)\s+|(?<=/\.)\s+)(?=\S)"
)
AGENCY_RE = re.compile(AGENCY)
WORD_RE = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# A service that spreads press releases; its mark ends the dateline, or the day between it and the text does.
SERVICE_RE = re.compile(
    r"\s*(?:--?\s?)?(?:/\s?|\()(?:[\w-]+ via )?(?:PR ?Newswire|CNW|Globe ?Newswire|Business Wire|Accesswire|Newsfile"
    r"|EIN Presswire|Marketwired?|PRWeb|Newswire|EQS|ots|APO Group|News Direct|Xinhua PR)\b[^/()]{0,40}(?:/|\))\s*",
    re.IGNORECASE,
)
SERVICE_END_RE = re.compile(
    r"(?P<day>[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]+ \d{4})?\s*(?:[-–—/]{1,2}|:)?\s*(?=\S)"
)
PLACE_RE = re.compile(r"(?P<place>[A-Z\u00c0-\u00de][\w.'’ -]{1,40}?)\s*(?=,|\s-|[–—(/]|--|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """The place of a dateline as written but for capitals, its day if it says the year, and where the text goes on."""

    place: str
    day: dt.date | None = None
    end: int


def parse_dateline(text: str) -> Dateline | None:
    """Parse the dateline that a text opens with."""
    top = text[:REACH].partition("\n")[0]
    return _parse_release(top) or _parse_news(top)


def find_dateline(text: str) -> str | None:
    """Find the place of the dateline."""
    found = parse_dateline(text)
    return found.place if found else None


def _parse_release(top: str) -> Dateline | None:
    service = SERVICE_RE.search(top)
    place = PLACE_RE.match(top[: service.start()]) if service else None
    if not service or not place:
        return None
    end = SERVICE_END_RE.match(top, service.end())
    stop = end.end() if end else service.end()
    days = [found.date for found in find_dates(top[:stop]) if found.date]
    return Dateline(place=_calm(place["place"]), day=days[0] if days else None, end=stop)


def _parse_news(top: str) -> Dateline | None:
    match = DATELINE_RE.match(top)
    if not match:
        return None
    place, rest = match["place"].strip(" -"), match["rest"]
    if not WEEKDAYS.isdisjoint(place.casefold().split()):
        return None
    day = next((found.date for found in find_dates(rest) if found.date), None)
    if not place.isupper() and day is None and not AGENCY_RE.search(rest):
        return None  # "Taliban – ..." is a sentence; only capitals, an agency or a whole date make a dateline
    return Dateline(place=_calm(place), day=day, end=match.end())


def _calm(place: str) -> str:
    place = place.strip(" -")
    return WORD_RE.sub(lambda word: word[0].capitalize(), place) if place.isupper() else place
