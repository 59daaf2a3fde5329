"""Parliaments and courts that papers name without their country: "the Senate" is the Senate of Nigeria in Nigeria."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ....content.vocabulary import Vocabularies, slugify
from ....core.data import read_data
from ....core.types import Reason, Term
from ..salience import Doubt
from .candidates import Candidate
from .lexicon import CountryWord
from .phrases import Hit, PhraseIndex, Scan
from .span_set import Taken
from .vocabulary_hits import BODY, does_something

NAMES = tuple(read_data("institutions.yaml"))
DEPARTMENT = "Department of "
OTHER_WAY = ((f"{name.removeprefix(DEPARTMENT)} Department", name) for name in NAMES if name.startswith(DEPARTMENT))
INDEX = PhraseIndex((*((name, name) for name in NAMES), *OTHER_WAY))
NAMED_RE = re.compile(r"(?<![.!?”] )\b(?!The |A )[A-Z][\w'’]+ $")  # "Indiana Senate": of no country
DECIDES_RE = re.compile(
    r",? (?:also |then |has |had |have |will |would )?(?:rule[sd]?|upholds?|upheld|overturn(?:s|ed)"
    r"|struck|strikes|acquit(?:s|ted)|convict(?:s|ed)|sentence[sd]|pass(?:es|ed)|approve[sd]?|adopt(?:s|ed)|reject(?:s|ed)|vote[sd]?|impeach(?:es|ed)"
    r"|confirm(?:s|ed)|dismiss(?:es|ed)|order(?:s|ed)|block(?:s|ed))\b"
)
OF_RE = re.compile(r" of (?:the )?")
SHARE = 0.6  # of the words for countries that one country must have for what stands alone to be its own
BEHIND = 2  # times fewer words than the first country's are enough where the headline names it alone
ALONE = Doubt(-0.5, "country-not-named")
ONCE = Doubt(-2.2, "named-once-idle")  # "despite the Supreme Court ban"


def dominant_country(countries: Sequence[tuple[int, Term]], headline: int) -> Term | None:
    """Give the country that most words mean, each with its place, or the only one that the headline names."""
    counts = Counter(country.name for _, country in countries)
    if not counts:
        return None
    name, count = counts.most_common(1)[0]
    in_headline = {country.name for start, country in countries if start < headline}
    if len(in_headline) == 1 and BEHIND * counts[min(in_headline)] >= count:
        name = min(in_headline)
    elif count < SHARE * len(countries):
        return None
    return next(country for _, country in countries if country.name == name)


def institutions(
    scanned: Scan, countries: Sequence[Hit[CountryWord]], own: Term | None, vocabularies: Vocabularies, taken: Taken
) -> list[Candidate]:
    """Make a candidate of each such body, of the country beside it or else of `own`, which the text is about."""
    beside = {hit.end: hit.value.country for hit in countries}
    behind = {hit.start: hit.value.country for hit in countries}
    found: dict[str, Candidate] = {}
    for hit in INDEX.find(scanned):
        if not taken.is_free(hit.start, hit.end) or scanned.text[hit.start : hit.end] != hit.phrase:
            continue  # "Central bank chief" at the start of a sentence
        of_country = OF_RE.match(scanned.text, hit.end)
        named = beside.get(hit.start - 1) or beside.get(hit.start - 3) or (of_country and behind.get(of_country.end()))
        country = named or (None if NAMED_RE.search(scanned.text, max(0, hit.start - 20), hit.start) else own)
        term = _term(hit.value, country, vocabularies) if country else None
        if country and term and (term.known or not hit.value.startswith(DEPARTMENT)):  # else its government
            why = Reason("institution", (hit.phrase, country.name))
            candidate = found.setdefault(term.name, Candidate(term=term, why=why, bonus=BODY, doubt=ALONE))
            candidate.places.append((hit.start, hit.end))
            candidate.doubt = None if named else candidate.doubt
    for candidate in found.values():
        if candidate.doubt and len(candidate.places) == 1 and not _decides(scanned.text, candidate.places[0][1]):
            candidate.doubt = ONCE
    return list(found.values())


def _decides(text: str, end: int) -> bool:
    return DECIDES_RE.match(text, end) is not None or does_something(text, end)


def _term(institution: str, country: Term, vocabularies: Vocabularies) -> Term:
    whole = f"{institution} of {'the ' if country.article else ''}{country.name}"
    names = (
        f"{country.name} {institution}",
        *(f"{adjective} {institution}" for adjective in _adjectives(country)),
        whole,
    )
    known = next(filter(None, map(vocabularies.actors.find, names)), None)
    return known or Term(
        taxonomy="actors", name=whole, slug=slugify(whole), kind="organisation", country=country.code, known=False
    )


def _adjectives(country: Term) -> Iterable[str]:
    return (*country.demonyms[:1], *(alias for alias in country.aliases if len(alias) < 3))
