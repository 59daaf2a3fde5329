"""What the vocabularies say about names in a text, indexed once for each set of vocabularies."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from ....content.vocabulary import Vocabularies, fold_name, government_of, slugify
from ....core.data import read_data, read_pattern
from ....core.types import Term
from .case_forms import case_forms
from .names import PersonName, parse_name, spelling_of, without_initials
from .phrases import PhraseIndex

FORCE_RE = re.compile(
    r"\bArmed Forces\b|\bMilitary Forces of\b|\bDef[ea]n[cs]e Forces?\b"
    r"|^People['’]s Liberation Army$|^Tatmadaw$|^Bundeswehr$"
)
PARTY_RE = re.compile(read_pattern("actor_words.yaml", "parties"))  # a word in the names of parties
# A country's name, its people, a capital that may stand for the government, a building or body that always does, and
# a capital that does not: there are officials in it.
CountryForm = Literal["name", "demonym", "capital", "seat", "town"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryWord:
    """A word for a country, and what kind of word it is."""

    country: Term
    form: CountryForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The names of actors and the words for countries."""

    actors: PhraseIndex[Term]
    countries: PhraseIndex[CountryWord]
    places: frozenset[str]  # folded: names of countries, cities and peoples, which are no actors
    governments: dict[str, Term]  # by the country's code
    reporters: PhraseIndex[Term]  # agencies and outlets
    holders: Mapping[str, tuple[Term, ...]]  # people with offices, by folded surname
    spellings: Mapping[tuple[str, ...], Term]  # people, by the folded words of their names
    parties: Mapping[str, tuple[Term, ...]]  # by the country's code
    forces: Mapping[str, Term]  # the armed forces of a country, by its code

    def find_person(self, name: PersonName) -> Term | None:
        """Find whom a full name means in another spelling, or with initials that the vocabulary's name lacks."""
        if name.suffix:
            return None  # it may be the son
        return self.spellings.get(spelling_of(name)) or self.spellings.get(without_initials(name))


@dataclass(frozen=True, slots=True, eq=False)
class _Key:
    """Vocabularies compared by identity: hashing hundreds of terms costs more than an article."""

    vocabularies: Vocabularies

    def __hash__(self) -> int:
        return id(self.vocabularies)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.vocabularies is self.vocabularies


def make_lexicon(vocabularies: Vocabularies) -> Lexicon:
    """Index the vocabularies; the last few are remembered."""
    return _lexicon(_Key(vocabularies))


@lru_cache(maxsize=4)
def _lexicon(key: _Key) -> Lexicon:
    vocabularies = key.vocabularies
    countries = vocabularies.countries.terms
    names = (
        name
        for term in countries
        for name in (
            term.name,
            *term.aliases,
            *term.demonyms,
            *term.capitals,
            *term.metonyms,
            *term.places,
            *_peoples(term),
        )
    )
    return Lexicon(
        actors=PhraseIndex(_actor_phrases(vocabularies)),
        countries=PhraseIndex(_country_phrases(countries)),
        places=frozenset(map(fold_name, names)),
        governments={term.code: _government(vocabularies, term) for term in countries if term.code},
        reporters=PhraseIndex((name, _reporter(name)) for name in _reporter_names()),
        holders=_holders(vocabularies),
        spellings=_spellings(vocabularies),
        parties=_parties(vocabularies),
        forces={term.country: term for term in vocabularies.actors.terms if _is_force(term) and term.country},
    )


def _is_force(term: Term) -> bool:
    """Tell whether a body is all the armed forces of its country, and no rebels' army."""
    return term.kind == "organisation" and not term.ignore and FORCE_RE.search(term.name) is not None


def _parties(vocabularies: Vocabularies) -> dict[str, tuple[Term, ...]]:
    parties: dict[str, tuple[Term, ...]] = {}
    for term in vocabularies.actors.terms:
        names = (term.name, *term.aliases) if term.kind == "organisation" and term.country and not term.ignore else ()
        if term.country and any(PARTY_RE.search(name) for name in names):
            parties[term.country] = (*parties.get(term.country, ()), term)
    return parties


def _holders(vocabularies: Vocabularies) -> dict[str, tuple[Term, ...]]:
    holders: dict[str, tuple[Term, ...]] = {}
    for term in vocabularies.actors.terms:
        name = parse_name(term.name) if term.roles and term.kind == "person" and not term.ignore else None
        if name:
            holders[name.surname] = (*holders.get(name.surname, ()), term)
    return holders


def _spellings(vocabularies: Vocabularies) -> dict[tuple[str, ...], Term]:
    """Index people by how their names of several words are spelt; a spelling that two share is nobody's."""
    spellings: dict[tuple[str, ...], Term] = {}
    shared = set()
    for term in vocabularies.actors.terms:
        for text in (term.name, *term.aliases) if term.kind == "person" and not term.ignore else ():
            name = parse_name(text) if " " in text else None
            if name and not name.suffix and len(name.words) > 1:
                known = spellings.setdefault(spelling_of(name), term)
                if known is not term:
                    shared.add(spelling_of(name))
    return {words: term for words, term in spellings.items() if words not in shared}


def _government(vocabularies: Vocabularies, country: Term) -> Term:
    synthesised = government_of(country)
    return vocabularies.actors.find(synthesised.name) or synthesised


def _actor_phrases(vocabularies: Vocabularies) -> Iterator[tuple[str, Term]]:
    """Names and aliases; a capital or a building is found by `governments`, which looks whether it acts."""
    metonyms = {name for country in vocabularies.countries.terms for name in country.metonyms}
    for term in vocabularies.actors.terms:
        yield term.name, term
    for term in vocabularies.actors.terms:
        for alias in term.aliases:
            if term.kind != "government" or alias not in metonyms:
                yield alias, term
    for term in vocabularies.actors.terms:
        for alias in term.aliases if term.kind == "person" else ():
            yield from ((form, term) for form in case_forms(alias))


def _country_phrases(countries: tuple[Term, ...]) -> Iterator[tuple[str, CountryWord]]:
    for form in ("name", "seat", "capital", "demonym", "town"):
        for country in countries:
            for phrase in _forms(country, form):
                yield phrase, CountryWord(country=country, form=form)


def _forms(country: Term, form: str) -> tuple[str, ...]:
    if form == "name":
        return (country.name, *country.aliases)
    if form == "demonym":
        return (*country.demonyms, *_peoples(country))
    if form == "town":
        return tuple(name for name in country.capitals if name not in country.metonyms)
    cities = (*country.capitals, *country.places)  # places: old spellings of a capital, and former ones
    return tuple(name for name in country.metonyms if (name in cities) == (form == "capital"))


def _peoples(country: Term) -> tuple[str, ...]:
    return tuple(f"{demonym}s" for demonym in country.demonyms if not demonym.endswith(("s", "ese", "ish", "sh", "ch")))


def _reporter(name: str) -> Term:
    return Term(taxonomy="actors", name=name, slug=slugify(name), kind="organisation", ignore=True, known=False)


@cache
def _reporter_names() -> tuple[str, ...]:
    names = [name for group in read_data("agencies.yaml").values() for names in group for name in names]
    names += [name for outlet in read_data("outlets.yaml") for name in (outlet["name"], *outlet.get("aliases", ()))]
    return tuple(dict.fromkeys(names))


@cache
def reporters() -> frozenset[str]:
    """The folded names of agencies and outlets: they report the news and are no actors."""
    return frozenset(map(fold_name, _reporter_names()))
