"""People, organisations, governments and groups that act in an article, each under one name, with the reason.

find_actors(article, vocabularies, find_names(text), most=10, cut=0.2)  ->  (Annotation(term=Wang Yi, ...), ...)
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from ..entities import reading_text
from ..entities.words import name_words
from ..salience import LEFT_OUT, choose_main, find_lead, rate, shift
from ..types import Annotation, Article, Mention, NamedSpan, Term
from ..vocabulary import Vocabularies, fold_name
from .bodies import ARTICLE_RE, introduced_acronyms, new_bodies
from .candidates import Candidate
from .governments import find_governments
from .institutions import dominant_country, institutions
from .known import ignored, kept_hits, known_bodies
from .lexicon import CountryWord, Lexicon, make_lexicon, reporters
from .people import Beside, find_people
from .phrases import Hit, scan
from .taken import Taken

__all__ = ["find_actors"]

ASIDE = "named in the standfirst alone"  # which may be a caption, or tell of another story
NO_ACTOR = -1.5  # log odds: of what is listed only so that explain can say why it was left out


def find_actors(
    article: Article, vocabularies: Vocabularies, names: tuple[NamedSpan, ...], *, most: int, cut: float
) -> tuple[Annotation, ...]:
    """Find the actors of an article by falling salience; at most `most` of them, from the cut on, are main."""
    text, offset = reading_text(article)
    headline, lead = len(article.headline or ""), find_lead(text, offset)
    candidates = _candidates(text, names, vocabularies, article.byline)
    found = [_annotation(text, offset, headline, lead, candidate) for candidate in candidates]
    found.sort(key=lambda annotation: (-annotation.salience, annotation.term.name))
    doubts = {candidate.term.name: candidate.doubt for candidate in candidates if candidate.doubt}
    return choose_main(found, cut=cut, most=most, doubts=doubts)


def _candidates(
    text: str, names: tuple[NamedSpan, ...], vocabularies: Vocabularies, byline: tuple[str, ...]
) -> list[Candidate]:
    lexicon = make_lexicon(vocabularies)
    authors = set(map(fold_name, byline))
    spans = [span for span in names if fold_name(span.text) not in reporters() | authors]
    scanned = scan(text)
    countries = lexicon.countries.find(scanned)
    outlets = lexicon.reporters.find(scanned)
    hits = lexicon.actors.find(scanned)
    acronyms = introduced_acronyms(text, spans, hits)
    hits, local = kept_hits(text, hits, spans, countries, acronyms)
    taken = Taken((hit.start, hit.end) for hit in hits)
    persons = [span for span in spans if _may_be_person(span, lexicon, taken)]
    known_persons = [hit for hit in hits if hit.value.kind == "person" and not hit.value.ignore]
    people = find_people(scanned, persons, known_persons, _beside(countries, outlets), taken)
    taken.claim(place for person in people for place in person.places)
    courts = institutions(scanned, countries, vocabularies, taken)
    taken.claim(place for court in courts for place in court.places)
    bodies = new_bodies(scanned, spans, lexicon, acronyms | local, taken)
    taken.claim(place for body in bodies for place in body.places)
    namesakes = _namesakes(spans)
    free = [hit for hit in countries if taken.is_free(hit.start, hit.end) and hit.phrase not in namesakes]
    governments = find_governments(text, free, lexicon, dominant_country(countries))
    left_out = [*ignored(hits), *_reporters(outlets, taken)]
    return _merged([*people, *known_bodies(hits), *bodies, *courts, *governments, *left_out])


def _beside(countries: Iterable[Hit[CountryWord]], outlets: Iterable[Hit[Term]]) -> Beside:
    codes = [(hit.start, hit.end, hit.value.country.code or "") for hit in countries]
    return Beside(
        country_starts={start: code for start, _, code in codes},
        country_ends={end: code for _, end, code in codes},
        outlet_starts=frozenset(hit.start for hit in outlets),
    )


def _namesakes(spans: Iterable[NamedSpan]) -> set[str]:
    """Give names that here are no country: mostly taken for a body (the airline Emirates), or somebody's given name."""
    votes: Counter[str] = Counter()
    given = set()
    for span in spans:
        votes[span.text] += 1 if span.kind == "organisation" else -1
        first, _, rest = span.text.partition(" ")
        if span.kind == "person" and rest and first in name_words().given_names:
            given.add(first)
    return {name for name, count in votes.items() if count > 0} | given


def _may_be_person(span: NamedSpan, lexicon: Lexicon, taken: Taken) -> bool:
    name = fold_name(ARTICLE_RE.sub("", span.text))
    return taken.is_free(span.start, span.end) and name not in lexicon.places


def _reporters(outlets: Iterable[Hit[Term]], taken: Taken) -> list[Candidate]:
    found: dict[str, Candidate] = {}
    for hit in outlets:
        if taken.is_free(hit.start, hit.end):
            reason = "an agency or outlet reports the news"
            candidate = Candidate(term=hit.value, why=f"'{hit.phrase}'", left_out=reason)
            candidate = found.setdefault(hit.value.name, candidate)
            candidate.places.append((hit.start, hit.end))
    return list(found.values())


def _merged(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Join candidates of one term: a government found by its name and by what it does."""
    by_name: dict[str, Candidate] = {}
    for candidate in candidates:
        first = by_name.setdefault(candidate.term.name, candidate)
        if first is not candidate:
            first.places += candidate.places
    return list(by_name.values())


def _annotation(text: str, offset: int, headline: int, lead: tuple[int, int], candidate: Candidate) -> Annotation:
    places = candidate.settled()
    in_headline = bool(places) and places[0][0] < headline
    rated = rate(mentions=[start for start, _ in places], lead=lead, in_headline=in_headline)
    why = candidate.why + ("; in the headline" if in_headline else "")
    is_aside = bool(places) and all(headline <= start < offset for start, _ in places)
    left_out = candidate.left_out or (ASIDE if is_aside else None)
    bonus = candidate.bonus + (NO_ACTOR if left_out else 0.0)
    return Annotation(
        term=candidate.term,
        salience=round(shift(rated, bonus), 4),
        main=False,
        mentions=tuple(_mentions(text, offset, places)),
        why=why + LEFT_OUT + left_out if left_out else why,
    )


def _mentions(text: str, offset: int, places: Sequence[tuple[int, int]]) -> Iterable[Mention]:
    for start, end in places:
        if start >= offset:
            yield Mention(start=start - offset, end=end - offset, text=text[start:end])
