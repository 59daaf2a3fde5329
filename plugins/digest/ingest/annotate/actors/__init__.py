"""People, organisations, governments and groups that act in an article, each under one name, with the reason.

find_actors(article, vocabularies, find_names(text), most=10, cut=0.2)  ->  (Annotation(term=Wang Yi, ...), ...)
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ....content.vocabulary import Vocabularies, fold_name
from ....core.types import Annotation, Article, Evidence, Mention, NamedSpan, Reason, Term
from ...names import reading_text
from ...names.words import name_words
from ...reasons import IN_HEADLINE
from ..salience import Doubt, choose_main, find_lead, rate, shift
from .bodies import ARTICLE_RE, introduced_acronyms, new_bodies
from .candidates import Candidate
from .cast import Holders
from .evidence import Where, list_evidence, tag_odds, weigh, words_of
from .forces import known_forces
from .governments import find_governments
from .home_words import kept_words, own_country, with_country
from .institutions import institutions
from .lexicon import CountryWord, Lexicon, make_lexicon, reporters
from .offices import Beside
from .parties import local_parties, with_acronyms
from .people import find_people
from .phrases import Hit, scan
from .span_set import Taken
from .spans import mend_spans
from .vocabulary_hits import ignored, is_namesake, kept_hits, known_bodies

__all__ = ["Weighed", "find_actors", "weigh_actors"]

NAME_BEHIND_RE = re.compile(r" (?!Magazine|News|Online|Today|TV|Radio)[A-Z][a-z]")
NAME_BEFORE_RE = re.compile(r"(?<![.!?\n] )\b([A-Z][a-z]+)[ -]$")
SEATS = ("seat", "capital")  # a model takes the Kremlin for a body, which is right: the government
ASIDE = Reason("standfirst-only")  # which may be a caption, or tell of another story
NOBODY = -2.5  # log odds of a doubt that no other evidence outweighs: a thing, a place
NO_ACTOR = -1.5  # log odds: of what is listed only so that explain can say why it was left out


def find_actors(
    article: Article,
    vocabularies: Vocabularies,
    names: tuple[NamedSpan, ...],
    *,
    most: int,
    cut: float,
    meant: Mapping[int, Collection[str]] | None = None,
    weighs_evidence: bool = True,
) -> tuple[Annotation, ...]:
    """Find the actors of an article by falling salience; at most `most` of them, from the cut on, are main.

    `meant` has the codes of the countries that are named at each place of the scanned text, where that is known: what
    looks like a country's name may be another's there, or a person's. Without `weighs_evidence` salience alone decides:
    the words that are evidence are English.
    """
    weighed = weigh_actors(article, vocabularies, names, meant=meant)
    text, offset = reading_text(article)
    told = (_with_evidence(one, text, offset) if weighs_evidence else one.annotation for one in weighed)
    found = sorted(told, key=lambda one: (-one.salience, one.term.name))
    doubts = {one.annotation.term.name: _doubt(one.candidate, one.features) for one in weighed if weighs_evidence}
    return choose_main(found, cut=cut, most=most, doubts=doubts)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with what is known of it: how central it is, and the evidence for tagging it."""

    candidate: Candidate
    annotation: Annotation
    features: Mapping[str, float]


def weigh_actors(
    article: Article,
    vocabularies: Vocabularies,
    names: tuple[NamedSpan, ...],
    *,
    meant: Mapping[int, Collection[str]] | None = None,
) -> list[Weighed]:
    """Find the candidates of an article, each with its evidence; `tools/fit_actors.py` fits the weights on these."""
    text, offset = reading_text(article)
    headline, lead = len(article.headline or ""), find_lead(text, offset)
    date = article.date
    day = date.date() if isinstance(date, dt.datetime) else date
    weighed, words = [], words_of(text)
    for candidate in _candidates(text, names, vocabularies, _credits(article), meant, headline=headline, day=day):
        annotation = _annotation(text, offset, headline, lead, candidate)
        features = weigh(text, candidate, Where(annotation.salience, headline, lead, words))
        weighed.append(Weighed(candidate, annotation, features))
    return weighed


def _with_evidence(one: Weighed, text: str, offset: int) -> Annotation:
    """Give the annotation with its evidence, whose places are in the article's own text; none is in the headline."""
    evidence = list_evidence(text, one.candidate, one.features)
    return replace(one.annotation, evidence=tuple(_within(each, offset) for each in evidence))


def _within(evidence: Evidence, offset: int) -> Evidence:
    start, end = evidence.start, evidence.end
    if start is None or end is None or start < offset:
        return evidence._replace(start=None, end=None)
    return evidence._replace(start=start - offset, end=end - offset)


def _doubt(candidate: Candidate, features: Mapping[str, float]) -> Doubt:
    """Set the evidence for a candidate against its salience: both together stand on the scale of the threshold."""
    odds = tag_odds(features) - features.get("salience", 0.0)
    doubt = candidate.doubt
    if doubt and doubt.odds <= NOBODY:
        odds = min(odds, doubt.odds)
    return Doubt(odds, doubt.reason if doubt else "weak-evidence")


def _credits(article: Article) -> frozenset[str]:
    """Give the folded names of who wrote the article and where: they are no part of the news.

    A body that tells of itself is: "By the Harbour Trust".
    """
    writers = (name for name in article.byline if name.split()[-1] not in name_words().organisation_words)
    return frozenset(map(fold_name, (*writers, article.dateline or "")))


def _candidates(
    text: str,
    names: tuple[NamedSpan, ...],
    vocabularies: Vocabularies,
    credited: frozenset[str],
    meant: Mapping[int, Collection[str]] | None,
    *,
    headline: int,
    day: dt.date | None,
) -> list[Candidate]:
    lexicon = make_lexicon(vocabularies)
    spans = [span for span in names if fold_name(span.text) not in reporters() | credited]
    scanned = scan(text)
    words = lexicon.countries.find(scanned)
    countries = kept_words(words, meant)
    spans = mend_spans(text, spans, words, headline=headline)
    outlets = [hit for hit in lexicon.reporters.find(scanned) if not _is_longer(text, hit)]
    hits = lexicon.actors.find(scanned)
    acronyms = introduced_acronyms(text, spans, hits)
    hits, local, parties = kept_hits(text, hits, spans, countries, acronyms)
    own = own_country(text, countries, meant, vocabularies, headline)
    named = {hit.value.country.code or "" for hit in countries}
    hits = local_parties(scanned, hits, spans, own=own, named=named, lexicon=lexicon)
    hits = with_acronyms(scanned, hits, acronyms)
    named_forces = known_forces(scanned, countries, lexicon.forces)
    around = Taken((hit.start, hit.end) for hit in named_forces)
    hits = sorted(
        (*named_forces, *(hit for hit in hits if around.is_free(hit.start, hit.end))), key=lambda hit: hit.start
    )
    taken = Taken((hit.start, hit.end) for hit in hits)
    persons = _person_spans(text, spans, countries, lexicon, taken)
    known_persons = [hit for hit in hits if hit.value.kind == "person" and not hit.value.ignore]
    holders = Holders(
        by_surname=lexicon.holders, day=day, countries={hit.value.country.code or "" for hit in countries}
    )
    people = find_people(
        scanned,
        persons,
        known_persons,
        beside=_beside(countries, outlets),
        taken=taken,
        holders=holders,
        find_term=lexicon.find_person,
        apart=vocabularies.apart,
        bodies=Taken((span.start, span.end) for span in spans if span.rule == "body-word" and " " in span.text),
    )
    taken.claim(place for person in people for place in person.places)
    courts = institutions(scanned, countries, own, vocabularies, taken)
    taken.claim(place for court in courts for place in court.places)
    bodies = new_bodies(scanned, [*parties, *spans], lexicon, acronyms | local, taken)
    taken.claim(place for body in bodies for place in body.places)
    for body in bodies:
        body.term = with_country(body, countries)
    namesakes = _namesakes(spans)
    free = [
        hit
        for hit in countries
        if taken.is_free(hit.start, hit.end) and (hit.value.form in SEATS or hit.phrase not in namesakes)
    ]
    governments = find_governments(text, free, lexicon, own, holders)
    for government in governments:
        code = government.term.country
        government.country_words = tuple(hit.start for hit in countries if hit.value.country.code == code)
    left_out = [*ignored(hits), *_reporters(outlets, taken)]
    return _merged([*people, *known_bodies(hits), *bodies, *courts, *governments, *left_out])


def _is_longer(text: str, hit: Hit[Term]) -> bool:
    """Tell whether an outlet's name is but a part of a body's: "The National Safety Board", "Metro Goldwyn Mayer"."""
    if " " in hit.phrase.removeprefix("The ") or hit.phrase.isupper():
        return False
    before = NAME_BEFORE_RE.search(text, max(0, hit.start - 24), hit.start)
    goes_on = NAME_BEHIND_RE.match(text, hit.end)
    return goes_on is not None or (before is not None and before[1] not in name_words().stop_words)


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


def _person_spans(
    text: str, spans: Iterable[NamedSpan], countries: Iterable[Hit[CountryWord]], lexicon: Lexicon, taken: Taken
) -> list[NamedSpan]:
    """Keep the spans that may name a person: no part of a country's name, and nothing that is named after somebody."""
    longer = Taken((hit.start, hit.end) for hit in countries if " " in hit.phrase)  # "Lanka" is nobody
    return [
        span
        for span in spans
        if longer.is_free(span.start, span.end)
        and _may_be_person(span, lexicon, taken)
        and not is_namesake(text, span.end)
    ]


def _may_be_person(span: NamedSpan, lexicon: Lexicon, taken: Taken) -> bool:
    name = fold_name(ARTICLE_RE.sub("", span.text))
    return taken.is_free(span.start, span.end) and name not in lexicon.places


def _reporters(outlets: Iterable[Hit[Term]], taken: Taken) -> list[Candidate]:
    found: dict[str, Candidate] = {}
    for hit in outlets:
        if taken.is_free(hit.start, hit.end):
            candidate = Candidate(term=hit.value, why=Reason("outlet", (hit.phrase,)), left_out=Reason("outlet"))
            candidate = found.setdefault(hit.value.name, candidate)
            candidate.places.append((hit.start, hit.end))
    return list(found.values())


def _merged(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Join candidates of one term: a government found by its name and by what it does; one to ignore is left out."""
    by_name: dict[str, Candidate] = {}
    for candidate in candidates:
        if candidate.term.ignore and candidate.left_out is None:
            candidate.left_out = Reason("ignored")
        first = by_name.setdefault(candidate.term.name, candidate)
        if first is not candidate:
            first.places += candidate.places
    return list(by_name.values())


def _annotation(text: str, offset: int, headline: int, lead: tuple[int, int], candidate: Candidate) -> Annotation:
    places = candidate.settled()
    in_headline = bool(places) and places[0][0] < headline
    rated = rate(mentions=[start for start, _ in places], lead=lead, in_headline=in_headline)
    is_aside = bool(places) and all(headline <= start < offset for start, _ in places)
    left_out = candidate.left_out or (ASIDE if is_aside else None)
    bonus = candidate.bonus + (NO_ACTOR if left_out else 0.0)
    return Annotation(
        term=candidate.term,
        salience=round(shift(rated, bonus), 4),
        main=False,
        mentions=tuple(_mentions(text, offset, places)),
        reasons=(candidate.why, *((IN_HEADLINE,) if in_headline else ())),
        left_out=left_out,
    )


def _mentions(text: str, offset: int, places: Sequence[tuple[int, int]]) -> Iterable[Mention]:
    for start, end in places:
        if start >= offset:
            yield Mention(start=start - offset, end=end - offset, text=text[start:end])
