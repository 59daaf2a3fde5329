"""The ingest pipeline: decode, clean, structure and annotate a raw article. Pure; the name finder is an argument."""

from collections.abc import Iterator
from dataclasses import replace

from ..content.vocabulary import Vocabularies
from ..core.errors import RawArticleError
from ..core.settings import DigestSettings
from ..core.types import TAXONOMIES, Annotations, Article, RawArticle, Reading
from .annotate.actors import find_actors
from .annotate.countries import find_countries, find_hits, gazetteer_of
from .annotate.foreign import find_country_hits, known_only
from .annotate.home import with_home
from .annotate.language import find_language, is_english
from .annotate.topics import find_topics
from .decode import decode
from .names import NameFinder, reading_text
from .structure import make_article, put_back
from .structure.dateline import parse_dateline

MOST_DATELINE = 200  # characters in which a dateline ends
# Ten times the longest article that a paper prints; a longer text is a whole site or a mistake, and takes minutes.
MAX_CHARACTERS = 1_000_000

# Keys of a post's `digest.review`, each with its text for the editor.
REVIEW_NOTES = {
    "headline": "no headline was found, or another line may be it; a line `Title: ...` on top of the raw file decides",
    "byline": "who wrote it is doubtful; a line `Author: ...` on top of the raw file decides",
    "body": "a paragraph may be missing, or too much",
    "date": "the day could not be read: it is the file's time; a line `Date: ...` on top of the raw file decides",
    "date-updated": "the source gives only the date of an update",  # of older drafts: it was never wrong
    "date-order": "day and month may be the other way round",
    "date-future": "the date is in the future; the post appears then",
    "body-short": "there is very little text",
    "language": "the text seems not to be English; only countries and names of the vocabularies were looked for",
    "url": "the address is not a web address and was left out",
    "summary": "cut in the middle of a sentence",
    "actors": "no actor was found",
    "countries": "no country was found",
    "topics": "no topic was found",
    "corrected": "a newer version of an article whose post you have edited or accepted; merge the two, then reject one",
}


def review_note(key: str) -> str:
    """Give the text of a review key; one of a later version has none of its own."""
    return REVIEW_NOTES.get(key, "look at it once more")


def read_article(
    raw: RawArticle, vocabularies: Vocabularies, find_names: NameFinder, settings: DigestSettings
) -> Reading:
    """Clean, structure and annotate one article."""
    reading = _structure(raw, vocabularies)
    text = reading_text(reading.article)[0]
    english, language = is_english(text), find_language(text)
    annotations = annotate(reading.article, vocabularies, find_names, settings, english=english, language=language)
    doubts = (*reading.review, *(() if english else ("language",)), *_without_terms(annotations))
    return replace(reading, annotations=annotations, language=language, review=tuple(dict.fromkeys(doubts)))


def read_file(
    data: bytes, *, name: str, vocabularies: Vocabularies, find_names: NameFinder, settings: DigestSettings
) -> Iterator[Reading]:
    """Read each article of a raw file. Raises RawArticleError."""
    for raw in decode(data, name=name, timezone=settings.timezone):
        if len(raw.text) > MAX_CHARACTERS:
            raise RawArticleError(
                f"{name}:{raw.first_line}: from here on it has {len(raw.text):,} characters, more than the "
                f"{MAX_CHARACTERS:,} that an article may have; divide the file"
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
    made = make_article(restored, vocabularies.cleaning)
    removals = sorted((*restored.removals, *made.removals), key=lambda removal: removal.line)
    return Reading(
        raw=raw,
        article=made.article,
        removals=tuple(one._replace(unsure=one.line in made.unsure) for one in removals),
        annotations=Annotations(),
        review=made.review,
        missing=made.missing,
        candidates=made.candidates,
    )


def annotate(
    article: Article,
    vocabularies: Vocabularies,
    find_names: NameFinder,
    settings: DigestSettings,
    *,
    english: bool = True,
    language: str | None = None,
) -> Annotations:
    """Find an article's actors, countries and topics; if it is not `english`, known names and countries alone."""
    if not article.text.strip() and not article.headline:
        return Annotations()  # without loading a language model
    text, start = reading_text(article)
    names = find_names(without_dateline(text, start)) if english else ()
    gazetteer = gazetteer_of(vocabularies.countries)
    hits = find_hits(text, gazetteer, names) if english else find_country_hits(text, language, gazetteer)
    meant = {hit.start: hit.form.codes for hit in hits}
    found = Annotations(
        actors=find_actors(
            article,
            vocabularies,
            names,
            most=settings.max_actors,
            cut=settings.actor_threshold,
            meant=meant,
            weighs_evidence=english,
        ),
        countries=find_countries(
            article,
            vocabularies,
            names,
            most=settings.max_countries,
            cut=settings.country_threshold,
            hits=hits,
            all_named=not english,
        ),
        topics=find_topics(article, vocabularies, most=settings.max_topics, cut=settings.topic_threshold),
    )
    found = found if english else known_only(found)
    return with_home(found, vocabularies.countries, most=settings.max_countries)


def without_dateline(text: str, start: int) -> str:
    """Blank out the dateline, which names nobody: the words of a service in it look like those of a body."""
    dateline = parse_dateline(text[start : start + MOST_DATELINE])
    return text[:start] + " " * dateline.end + text[start + dateline.end :] if dateline else text


def _without_terms(annotations: Annotations) -> tuple[str, ...]:
    return tuple(taxonomy for taxonomy in TAXONOMIES if not any(found.main for found in getattr(annotations, taxonomy)))
