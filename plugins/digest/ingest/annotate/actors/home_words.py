"""Words for countries in an article on actors: which it means, which country it is about, which a body's name has."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from ....content.vocabulary import Vocabularies
from ....core.types import Term
from .candidates import Candidate
from .institutions import dominant_country
from .lexicon import CountryWord
from .phrases import Hit

SIDE_RE = re.compile(r"\b(?:pro|anti|non|ex)-$", re.IGNORECASE)  # "pro-Russian forces" may be anybody's


def own_country(
    text: str,
    words: Sequence[Hit[CountryWord]],
    meant: Mapping[int, Collection[str]] | None,
    vocabularies: Vocabularies,
    headline: int,
) -> Term | None:
    """Give the country that the text is about, by all that names it, towns too where they are known."""
    terms = {term.code: term for term in vocabularies.countries.terms}
    if meant is None:
        places = [(hit.start, hit.value.country) for hit in words]
    else:
        places = [(start, terms[code]) for start, codes in meant.items() for code in codes if code in terms]
    return dominant_country([one for one in places if not SIDE_RE.search(text, max(0, one[0] - 6), one[0])], headline)


def kept_words(
    words: Sequence[Hit[CountryWord]], meant: Mapping[int, Collection[str]] | None
) -> Sequence[Hit[CountryWord]]:
    """Take out words that stand for another country here, or for none: Georgia the state, Paris in Texas."""
    if meant is None:
        return words
    return [hit for hit in words if hit.value.form == "seat" or hit.value.country.code in meant.get(hit.start, ())]


def with_country(body: Candidate, countries: Sequence[Hit[CountryWord]]) -> Term:
    """Give a body the country in its name, if it is the only one there: the Social Democrats of Germany."""
    words = [hit for hit in countries if hit.value.form in ("name", "demonym")]
    codes = {
        hit.value.country.code for hit in words for start, end in body.places if start <= hit.start < hit.end <= end
    }
    return replace(body.term, country=codes.pop()) if len(codes) == 1 and not body.term.country else body.term
