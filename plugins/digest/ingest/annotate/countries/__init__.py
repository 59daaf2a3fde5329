"""The countries of an article, by falling salience: where each is named, and which the article is about.

find_countries(article, vocabularies, names, most=6, cut=0.16)  ->  (Annotation(term=China, ...), ...)
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from ....content.vocabulary import Vocabularies
from ....core.types import Annotation, Article, Mention, NamedSpan, Reason, Term
from ...names import reading_text
from ...reasons import IN_HEADLINE, country_words
from .. import salience
from .gazetteer import Gazetteer, Hit, fold, gazetteer_of
from .readings import make_scene, resolve

__all__ = ["find_countries", "find_hits", "gazetteer_of"]


def find_countries(
    article: Article,
    vocabularies: Vocabularies,
    names: Sequence[NamedSpan],
    *,
    most: int,
    cut: float,
    hits: Sequence[Hit] | None = None,
    all_named: bool = False,
) -> tuple[Annotation, ...]:
    """Find the countries of an article by falling salience; at most `most` of them, from the cut on, are main.

    `hits` is what `find_hits` says of the article, where that is known already. With `all_named` adjectives and
    capitals count like names: the weights were fitted on English, where they say less.
    """
    text, offset = reading_text(article)
    gazetteer = gazetteer_of(vocabularies.countries)
    if hits is None:
        hits = find_hits(text, gazetteer, names)
    by_code: dict[str, list[Hit]] = {}
    for hit in hits:
        for code in hit.form.codes:
            by_code.setdefault(code, []).append(hit)
    headline, lead = len(article.headline or ""), salience.find_lead(text, offset)
    rated = [
        (rate(found, lead=lead, headline=headline, cut=cut, all_named=all_named), gazetteer.terms[code], found)
        for code, found in by_code.items()
        if code in gazetteer.terms
    ]
    rated.sort(key=lambda item: (-item[0], item[2][0].start, item[1].name))
    annotations = [annotate(*item, text=text, offset=offset, headline=headline) for item in rated]
    return salience.choose_main(annotations, cut=cut, most=most)


def find_hits(text: str, gazetteer: Gazetteer, names: Iterable[NamedSpan]) -> list[Hit]:
    """Find where a text names countries; each hit's form has the codes that it means there."""
    folded = fold(text)
    return resolve(make_scene(text, folded, gazetteer, names), list(gazetteer.scan(text, folded)))


def rate(hits: Sequence[Hit], *, lead: tuple[int, int], headline: int, cut: float, all_named: bool = False) -> float:
    """Rate a country by its mentions; one that only past events name stays below the cut."""
    current = [hit for hit in hits if hit.form.kind != "history"]
    starts = [hit.start for hit in current or hits[:1]]
    value = salience.rate(
        mentions=starts,
        lead=lead,
        in_headline=starts[0] < headline,
        kind="country",
        named=1.0 if all_named else sum(hit.form.kind == "name" for hit in current) / len(starts),
    )
    return value if current else min(value, cut / 2)


def annotate(value: float, term: Term, hits: Sequence[Hit], *, text: str, offset: int, headline: int) -> Annotation:
    """Put together what is known of one country; mentions count from the start of the article's own text."""
    mentions = tuple(
        Mention(start=hit.start - offset, end=hit.end - offset, text=text[hit.start : hit.end])
        for hit in hits
        if hit.start >= offset
    )
    counts = Counter((text[hit.start : hit.end], hit.form.kind) for hit in hits)
    reasons = (country_words(counts.most_common()), *((IN_HEADLINE,) if hits[0].start < headline else ()))
    only_past = Reason("past-events-only") if all(hit.form.kind == "history" for hit in hits) else None
    return Annotation(
        term=term, salience=round(value, 4), main=False, mentions=mentions, reasons=reasons, left_out=only_past
    )
