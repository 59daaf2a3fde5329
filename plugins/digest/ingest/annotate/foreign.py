"""What holds of a text in another language: names that the vocabularies know, countries, and the editor's own words.

The words by which people, bodies and topics that nobody knows are found are English, and mean nothing there.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from ...content.vocabulary import base_vocabularies, fold_name
from ...core.types import Annotation, Annotations, Reason, Term
from .countries import find_hits
from .countries.gazetteer import Gazetteer, Hit
from .countries.languages import find_foreign_hits

LEAST_NAME = 3  # letters: shorter ones in capitals are words of many languages
FOREIGN = Reason("foreign-language")


def find_country_hits(text: str, language: str | None, gazetteer: Gazetteer) -> list[Hit]:
    """Find countries by their names in the text's language, and by names that the editor has added."""
    own = [hit for hit in find_hits(text, gazetteer, ()) if fold_name(text[hit.start : hit.end]) not in _base_names()]
    taken = {hit.start for hit in own}
    known = find_foreign_hits(text, language) if language else []
    return sorted([*own, *(hit for hit in known if hit.start not in taken)], key=lambda hit: hit.start)


def known_only(found: Annotations) -> Annotations:
    """Leave out actors that are in no vocabulary, governments, and topics that only English words speak for."""
    return Annotations(
        actors=_kept(found.actors, _is_known),
        countries=found.countries,
        topics=_kept(found.topics, _has_own_word),
    )


def _kept(annotations: tuple[Annotation, ...], is_own: Callable[[Annotation], bool]) -> tuple[Annotation, ...]:
    return tuple(
        replace(one, main=False, left_out=FOREIGN) if one.main and not is_own(one) else one for one in annotations
    )


def _is_known(one: Annotation) -> bool:
    """Tell whether it is somebody whom a vocabulary knows, by more than two Latin letters."""
    is_named = not one.mentions or any(
        len(mention.text) >= LEAST_NAME or not mention.text.isascii() for mention in one.mentions
    )
    return _has_own_name(one) or (one.term.known and one.term.kind != "government" and is_named)


def _has_own_name(one: Annotation) -> bool:
    """Tell whether it is named by a name that the editor has added."""
    own = {fold_name(name) for name in _names(one.term)} - _base_names()
    return one.term.known and any(fold_name(mention.text) in own for mention in one.mentions)


def _has_own_word(one: Annotation) -> bool:
    base = base_vocabularies().topics.find(one.term.name)
    return base is None or not base.words.keys() >= set(one.words)


def _names(term: Term) -> tuple[str, ...]:
    return (term.name, *term.aliases, *term.demonyms, *term.capitals, *term.metonyms, *term.places)


@cache
def _base_names() -> frozenset[str]:
    base = base_vocabularies()
    return frozenset(fold_name(name) for term in (*base.actors.terms, *base.countries.terms) for name in _names(term))
