"""The dateline that opens the text: "KABUL, 3 May (Reuters) -", "OSLO, Norway, May 3, 2024 /PRNewswire/ --"."""

import datetime as dt
import re
from dataclasses import dataclass

from ..clean.dates import find_dates

REACH = 160  # characters in which a dateline ends
DATELINE_RE = re.compile(
    r"(?P<place>[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'’ -]{2,40}|[A-Z][\w.'’-]+(?:[ ][A-Z][\w.'’-]+){0,2})"
    r"(?P<rest>(?:,\s[A-Z][\w. ]{1,30}){0,2}(?:,?\s\d{1,2}\s[A-Z][a-z]+|,?\s[A-Z][a-z]{2,8}\.?\s\d{1,2})?"
    r"\s*(?:\([A-Z][^()]{1,40}\)|[/,:]\s?(?:AFP|AP|Reuters))?)"
    r"\s*(?:[-–—]{1,2}|:)\s+(?=\S)"
)
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
    """The place of a dateline as written but for capitals, the day of a press release, and where the text goes on."""

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
    place = match["place"].strip(" -")
    if not place.isupper() and "(" not in match["rest"] and "/" not in match["rest"]:
        return None  # "Taliban – ..." is a sentence; only capitals or an agency make a dateline
    return Dateline(place=_calm(place), end=match.end())


def _calm(place: str) -> str:
    place = place.strip(" -")
    return place.title() if place.isupper() else place
