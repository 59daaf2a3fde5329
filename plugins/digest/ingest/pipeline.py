"""A raw article to a reading: runs the stages in order; pure, with the name finder and the vocabularies given."""

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

# Ten times the longest article that a paper prints; what is longer is a whole site or a mistake, and takes minutes.
MAX_CHARACTERS = 1_000_000

# What each key of a post's `digest.review` tells the editor.
REVIEW_NOTES = {
    "headline": "no headline was found: the title is made of the first words",
    "date": "the source gives no date: it is the file's time",
    "date-updated": "the source gives only when it was updated",
    "date-order": "day and month could be the other way round",
    "date-future": "the date lies ahead: the post appears only then",
    "body-short": "there is very little text",
    "language": "this seems not to be English: only names and words of your own vocabularies were looked for",
    "url": "the address given is no web address and was left out",
    "summary": "proposed from the standfirst or the first sentences",
    "actors": "no actor was found",
    "countries": "no country was found",
    "topics": "no topic was found",
    "corrected": "the raw file has changed; an earlier post of it was edited and stands beside this one",
}


def review_note(key: str) -> str:
    """Say what a review key means; one that is not known speaks for itself."""
    return REVIEW_NOTES.get(key, "look at it once more")


def read_article(
    raw: RawArticle, vocabularies: Vocabularies, find_names: NameFinder, settings: DigestSettings
) -> Reading:
    """Clean, structure and annotate one article."""
    plain = _read_plain(raw, vocabularies)
    english = is_english(reading_text(plain.article)[0])
    annotations = annotate(plain.article, vocabularies, find_names, settings, english=english)
    unsure = (*plain.review, *(() if english else ("language",)), *_empty(annotations))
    return replace(plain, annotations=annotations, review=tuple(dict.fromkeys(unsure)))


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


def read_plain(data: bytes, *, name: str, vocabularies: Vocabularies, settings: DigestSettings) -> Iterator[Reading]:
    """Read each article of a raw file without looking for its terms. Raises RawArticleError."""
    for raw in decode(data, name=name, timezone=settings.timezone):
        yield _read_plain(raw, vocabularies)


def _read_plain(raw: RawArticle, vocabularies: Vocabularies) -> Reading:
    cleared = put_back(raw, vocabularies.cleaning)
    article, removals, unsure = make_article(cleared, vocabularies.cleaning)
    return Reading(
        raw=raw,
        article=article,
        removals=tuple(sorted((*cleared.removals, *removals), key=lambda removal: removal.line)),
        annotations=Annotations(),
        review=unsure,
    )


def annotate(
    article: Article,
    vocabularies: Vocabularies,
    find_names: NameFinder,
    settings: DigestSettings,
    *,
    english: bool = True,
) -> Annotations:
    """Find an article's actors, countries and topics; where it is not `english`, by the editor's own words alone."""
    if not article.text.strip() and not article.headline:
        return Annotations()  # and no language model is loaded for nothing
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


def _empty(annotations: Annotations) -> tuple[str, ...]:
    return tuple(taxonomy for taxonomy in TAXONOMIES if not any(found.main for found in getattr(annotations, taxonomy)))
