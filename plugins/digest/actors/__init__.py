"""People, organisations, governments and groups that act in an article, each under one name, with the reason.

find_actors(article, vocabularies, find_names(text), most=8)  ->  (Annotation(term=Wang Yi, salience=0.8, ...), ...)
"""

from collections.abc import Iterable
from dataclasses import replace

from ..entities import reading_text
from ..salience import rate
from ..types import Annotation, Article, Mention, NamedSpan, Term
from ..vocabulary import Vocabularies, fold_name
from .candidates import Candidate
from .governments import find_governments
from .lexicon import Lexicon, make_lexicon, reporters
from .organisations import find_known, find_new, introduced_acronyms
from .people import find_people
from .phrases import Hit
from .taken import Taken

__all__ = ["find_actors"]

MAIN = 0.15  # salience from which an actor is tagged


def find_actors(
    article: Article, vocabularies: Vocabularies, names: tuple[NamedSpan, ...], *, most: int
) -> tuple[Annotation, ...]:
    """Find the actors of an article by falling salience; at most `most` of them are main."""
    text, offset = reading_text(article)
    headline = len(article.headline or "")
    candidates = _candidates(text, names, make_lexicon(vocabularies))
    found = [_annotation(text, offset, headline, candidate) for candidate in candidates]
    found.sort(key=lambda annotation: (-annotation.salience, annotation.term.name))
    return tuple(replace(one, main=i < most and one.salience >= MAIN) for i, one in enumerate(found))


def _candidates(text: str, names: tuple[NamedSpan, ...], lexicon: Lexicon) -> list[Candidate]:
    hits = lexicon.actors.find(text)
    spans = [span for span in names if fold_name(span.text) not in reporters()]
    acronyms = introduced_acronyms(text, spans, hits)
    hits = _without_local(hits, acronyms)
    country_hits = lexicon.countries.find(text)
    taken = Taken((hit.start, hit.end) for hit in hits)
    countries = [Hit(hit.start, hit.end, hit.phrase, hit.value.country.code or "") for hit in country_hits]
    people = find_people(
        text,
        [span for span in spans if taken.is_free(span.start, span.end) and fold_name(span.text) not in lexicon.places],
        [hit for hit in hits if hit.value.kind == "person" and not hit.value.ignore],
        countries,
        taken,
    )
    taken.claim(place for person in people for place in person.places)
    bodies = find_new(text, spans, lexicon, acronyms, taken)
    known = find_known(hits)
    taken.claim(place for body in bodies for place in body.places)
    free = [hit for hit in country_hits if taken.is_free(hit.start, hit.end)]
    return _merged([*people, *known, *bodies, *find_governments(text, free, lexicon)])


def _without_local(hits: list[Hit[Term]], acronyms: dict[str, str]) -> list[Hit[Term]]:
    """Drop the vocabulary's reading of an acronym that the article itself explains otherwise."""
    mine = {fold_name(name) for hit in hits for name in (hit.value.name, *hit.value.aliases)}
    foreign = {acronym for acronym, name in acronyms.items() if fold_name(name) not in mine}
    return [hit for hit in hits if hit.phrase not in foreign]


def _merged(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Join candidates of one term: a government found by its name and by what it does."""
    by_name: dict[str, Candidate] = {}
    for candidate in candidates:
        first = by_name.setdefault(candidate.term.name, candidate)
        if first is not candidate:
            first.places += candidate.places
    return list(by_name.values())


def _annotation(text: str, offset: int, headline: int, candidate: Candidate) -> Annotation:
    places = candidate.settled()
    in_headline = bool(places) and places[0][0] < headline
    salience = rate(mentions=[start for start, _ in places], offset=offset, length=len(text), in_headline=in_headline)
    why = candidate.why + ("; in the headline" if in_headline else "")
    mentions = tuple(
        Mention(start=start - offset, end=end - offset, text=text[start:end])
        for start, end in places
        if start >= offset
    )
    return Annotation(
        term=candidate.term, salience=round(salience * candidate.weight, 4), main=False, mentions=mentions, why=why
    )
