"""What holds of a text in another language: the plugin's English words mean nothing there, the editor's own count."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from ...content.vocabulary import base_vocabularies, fold_name
from ...core.types import Annotation, Annotations, Reason, Term

FOREIGN = Reason("foreign-language")


def editors_own(found: Annotations) -> Annotations:
    """Leave out what only words of the base vocabulary speak for."""
    return Annotations(
        actors=_kept(found.actors, _has_own_name),
        countries=_kept(found.countries, _has_own_name),
        topics=_kept(found.topics, _has_own_word),
    )


def _kept(annotations: tuple[Annotation, ...], is_own: Callable[[Annotation], bool]) -> tuple[Annotation, ...]:
    return tuple(
        replace(one, main=False, left_out=FOREIGN) if one.main and not is_own(one) else one for one in annotations
    )


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
