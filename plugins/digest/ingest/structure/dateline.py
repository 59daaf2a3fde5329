"""The place, often with agency and date, that opens the text: "KABUL, 3 May (Reuters) -"."""

import re

DATELINE_RE = re.compile(
    r"(?P<place>[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'’ -]{2,40}|[A-Z][\w.'’-]+(?:[ ][A-Z][\w.'’-]+){0,2})"
    r"(?P<rest>(?:,\s[A-Z][\w. ]{1,30}){0,2}(?:,?\s\d{1,2}\s[A-Z][a-z]+|,?\s[A-Z][a-z]{2,8}\.?\s\d{1,2})?"
    r"\s*(?:\([A-Z][^()]{1,40}\)|[/,:]\s?(?:AFP|AP|Reuters))?)"
    r"\s*(?:[-–—]{1,2}|:)\s+(?=\S)"
)


def find_dateline(text: str) -> str | None:
    """Find the place of the dateline, as written but for capitals."""
    match = DATELINE_RE.match(text[:160])
    if not match:
        return None
    place = match["place"].strip(" -")
    if not place.isupper() and "(" not in match["rest"] and "/" not in match["rest"]:
        return None  # "Taliban – ..." is a sentence; only capitals or an agency make a dateline
    return place.title() if place.isupper() else place
