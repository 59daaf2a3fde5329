"""The ingest pipeline: decode, clean, structure and annotate a raw article. Pure; the name finder is an argument."""

from collections.abc import Iterator
from dataclasses import replace

from ..content.vocabulary import Vocabularies
from ..core.errors import RawArticleError
from ..core.settings import DigestSettings
from ..core.types import TAXONOMIES, Annotations, Article, RawArticle, Reading
from .annotate.actors import find_actors
from .annotate.countries import find_countries, find_hits, gazetteer_of
from .annotate.foreign import editors_own
from .annotate.language import is_english
from .annotate.topics import find_topics
from .decode import decode
from .names import NameFinder, reading_text
from .structure import make_article, put_back

# Ten times the longest article that a paper prints; a longer text is a whole site or a mistake, and takes minutes.
MAX_CHARACTERS = 1_000_000

# Keys of a post's `digest.review`, each with its text for the editor.
REVIEW_NOTES = {
    "headline": "no headline was found; the title is made of the first words",
    "date": "the source gives no date; the file's time was used",
    "date-updated": "the source gives only the date of an update",
    "date-order": "day and month may be the other way round",
    "date-future": "the date is in the future; the post appears then",
    "body-short": "there is very little text",
    "language": "the text seems not to be English; only names and words of your own vocabularies were looked for",
    "url": "the address is no web address and was left out",
    "summary": "proposed from the standfirst or the first sentences",
    "actors": "no actor was found",
    "countries": "no country was found",
    "topics": "no topic was found",
    "corrected": "a newer version of an article whose post you have edited; merge the two, then reject one",
}


def review_note(key: str) -> str:
    """Give the text of a review key; one of a later version has none of its own."""
    return REVIEW_NOTES.get(key, "look at it once more")


def read_article(
    raw: RawArticle, vocabularies: Vocabularies, find_names: NameFinder, settings: DigestSettings
) -> Reading:
    """Clean, structure and annotate one article."""
    reading = _structure(raw, vocabularies)
    english = is_english(reading_text(reading.article)[0])
    annotations = annotate(reading.article, vocabularies, find_names, settings, english=english)
    doubts = (*reading.review, *(() if english else ("language",)), *_without_terms(annotations))
    return replace(reading, annotations=annotations, review=tuple(dict.fromkeys(doubts)))


def read_file(
    data: bytes, *, name: str, vocabularies: Vocabularies, find_names: NameFinder, settings: DigestSettings
) -> Iterator[Reading]:
    """Read each article of a raw file. Raises RawArticleError."""
    for raw in decode(data, name=name, timezone=settings.timezone):
        if len(raw.text) > MAX_CHARACTERS:
            raise RawArticleError(
                f"{name}:{raw.first_line}: from here on it has {len(raw.text):,} characters, more than the "
                f"{MAX_CHARACTERS:,} that an article may have; leave the article alone in the file, or divide it"
            )
        yield read_article(raw, vocabularies, find_names, settings)


def read_unannotated(
    data: bytes, *, name: str, vocabularies: Vocabularies, settings: DigestSettings
) -> Iterator[Reading]:
    """Read each article of a raw file without its terms. Raises RawArticleError."""
    for raw in decode(data, name=name, timezone=settings.timezone):
        yield _structure(raw, vocabularies)


def _structure(raw: RawArticle, vocabularies: Vocabularies) -> Reading:
    restored = put_back(raw, vocabularies.cleaning)
    article, removals, doubts = make_article(restored, vocabularies.cleaning)
    return Reading(
        raw=raw,
        article=article,
        removals=tuple(sorted((*restored.removals, *removals), key=lambda removal: removal.line)),
        annotations=Annotations(),
        review=doubts,
    )


def annotate(
    article: Article,
    vocabularies: Vocabularies,
    find_names: NameFinder,
    settings: DigestSettings,
    *,
    english: bool = True,
) -> Annotations:
    """Find an article's actors, countries and topics; if it is not `english`, by the editor's own words alone."""
    if not article.text.strip() and not article.headline:
        return Annotations()  # without loading a language model
    text, _ = reading_text(article)
    names = find_names(text) if english else ()
    hits = find_hits(text, gazetteer_of(vocabularies.countries), names)
    meant = {hit.start: hit.form.codes for hit in hits}
    found = Annotations(
        actors=find_actors(article, vocabularies, names, most=settings.max_actors, cut=settings.actor_cut, meant=meant),
        countries=find_countries(
            article, vocabularies, names, most=settings.max_countries, cut=settings.country_cut, hits=hits
        ),
        topics=find_topics(article, vocabularies, most=settings.max_topics, cut=settings.topic_cut),
    )
    return found if english else editors_own(found)


def _without_terms(annotations: Annotations) -> tuple[str, ...]:
    return tuple(taxonomy for taxonomy in TAXONOMIES if not any(found.main for found in getattr(annotations, taxonomy)))
