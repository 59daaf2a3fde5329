"""A person's office and country, by the words before and after the name: "Chinese foreign minister Wang Yi"."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...names.words import name_words
from ..salience import SENTENCE_END_RE
from .cast import Person

WORD_RE = re.compile(r"[\w'’-]+")
REACH = 70  # characters before a name in which its office and country stand
APPOSITION_RE = re.compile(r", (?:an? |the )?([^,.;\n]{3,60})(?:[,.;]|$)", re.MULTILINE)
FOR_OUTLET_RE = re.compile(r",? (?:reports? |reported |writes |wrote )?(?:for |of |at |from |with |in )?(?:the |The )?")
OF_COUNTRY_RE = re.compile(r",? (?:of|from) (?:the )?")
LOOKED_AT = 4  # places of a person at which offices are read


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Where words for countries (their ISO codes) and outlets stand: what may stand beside a name."""

    country_starts: Mapping[int, str]
    country_ends: Mapping[int, str]
    outlet_starts: frozenset[int]


def find_offices(people: Iterable[Person], text: str, beside: Beside) -> None:
    """Take a person's offices and country from the words before and after the name."""
    for person in people:
        for start, end in sorted(person.fulls)[:LOOKED_AT]:
            before, country = _before(text, start, beside.country_ends)
            after = APPOSITION_RE.match(text, end)
            person.offices |= before
            person.offices.update(word.lower() for word in WORD_RE.findall(after[1] if after else ""))
            person.country = person.country or country or _country_after(text, end, beside.country_starts)


def _before(text: str, start: int, by_end: Mapping[int, str]) -> tuple[set[str], str | None]:
    """Read the words before a name backwards as long as they belong to an office; a country may stand before it."""
    words = name_words()
    offices: set[str] = set()
    far = max(0, start - REACH)
    first = max((end.end() for end in SENTENCE_END_RE.finditer(text, far, start)), default=far)
    for word in reversed(list(WORD_RE.finditer(text, first, start))):
        plain = word[0].removesuffix("'s").removesuffix("’s")
        country = by_end.get(word.end()) or by_end.get(word.start() + len(plain))
        if country:
            return offices, country if offices else None
        if plain in words.titles or plain in words.small_titles or plain in words.reporters:
            offices.add(plain.lower())
        elif plain not in words.qualifiers and plain not in words.honorifics:
            break
    return offices, None


def find_reporters(people: Iterable[Person], text: str, beside: Beside) -> None:
    """Mark who is named with an outlet: "Ann Smith of the Daily Post", "as Ann Smith reports for ..."."""
    for person in people:
        for _, end in person.fulls:
            match = FOR_OUTLET_RE.match(text, end)
            if match and match.end() in beside.outlet_starts:
                person.offices.add("reporter")


def _country_after(text: str, end: int, by_start: Mapping[int, str]) -> str | None:
    match = OF_COUNTRY_RE.match(text, end)
    return by_start.get(match.end()) if match else None
