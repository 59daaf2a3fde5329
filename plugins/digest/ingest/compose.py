"""Compose the draft post of a reading: the only place where what was read becomes the fields of a post. Pure."""

import datetime as dt
import hashlib
import re
from collections.abc import Mapping

from ..core.addresses import is_web_address
from ..core.data import read_words
from ..core.slugs import make_slug
from ..core.types import TAXONOMIES, Annotation, Article, NewActor, Post, Provenance, Reading, Source, Taxonomy
from .structure.dateline import parse_dateline

TITLE_WORDS = 10  # of the text, where there is no headline
SUMMARY_WORDS = 40
STANDFIRST_ITEMS = 2  # in a summary
ID_LENGTH = 16  # hex digits
UNTITLED = "Untitled"
# A sentence ends at .!?… (with closing quotes and brackets) before a space and what can start another.
SENTENCE_END_RE = re.compile(r"""(?<=[.!?…])[”’"')\]]*\s+(?=[“‘"'(\[]?[^\W\d_a-z]|[“‘"'(\[]?\d)""")
# ... unless the point belongs to an abbreviation: of a title, a name, a country, a month.
ABBREVIATIONS = read_words("abbreviations.yaml", "english") | read_words("abbreviations.yaml", "may_end")
ABBREVIATION_RE = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(ABBREVIATIONS)))}|[A-Z](?:\.[A-Z])*)\.$")
ABBREVIATION_LENGTH = 12  # no longer: looking back further would cost quadratic time
ENDS_RE = re.compile(r"""[.!?…][”’"')\]]*$""")


def make_post(
    reading: Reading,
    *,
    received: dt.datetime,
    removed: Mapping[Taxonomy, tuple[str, ...]] | None = None,
    keeps_dateline: bool = True,
    is_private: bool = False,
) -> Post:
    """Compose the draft that the editor will review.

    `received`, in the site's time zone, is when the raw file came: the date where the source gives none. `removed`
    are terms that the editor took out of an earlier post of the same raw article: they are not suggested again.
    `is_private`: the body is to be kept out of git.
    """
    article = reading.article
    title = make_title(article)
    tagged = {taxonomy: suggest(reading, taxonomy, (removed or {}).get(taxonomy, ())) for taxonomy in TAXONOMIES}
    summary = make_summary(article)
    date = make_date(article.date, received=received)
    return Post(
        title=title,
        date=date,
        id=make_id(reading.raw.sha256, reading.raw.part),
        slug=make_slug(title),
        status="draft",
        summary=summary,
        source=make_source(reading),
        actors=_names(tagged["actors"]),
        countries=_names(tagged["countries"]),
        topics=_names(tagged["topics"]),
        tags=reading.raw.tags,
        lang=reading.language if reading.language != "en" else None,
        digest=Provenance(
            raw=reading.raw.name,
            raw_sha256=reading.raw.sha256,
            part=reading.raw.part,
            body="private" if is_private else None,
            new_actors=_new_actors(tagged["actors"], reading.annotations.countries),
            review=_review(reading, date=date, received=received, summary=summary),
        ),
        body=article.body if keeps_dateline else without_dateline(article.body),
    )


def make_id(raw_sha256: str, part: int) -> str:
    """Make a post's permanent id from where it came from."""
    return hashlib.sha256(f"{raw_sha256}:{part}".encode()).hexdigest()[:ID_LENGTH]


def text_sha256(text: str) -> str | None:
    """Hash a raw article's text, ignoring spacing; None if there is none."""
    words = " ".join(text.split())
    return hashlib.sha256(words.encode()).hexdigest() if words else None


def make_title(article: Article) -> str:
    """Take the headline, or the text's first words where there is none."""
    if article.headline and article.headline.strip():
        return " ".join(article.headline.split())
    words = article.text.split()
    return " ".join(words[:TITLE_WORDS]) + ("…" if len(words) > TITLE_WORDS else "") or UNTITLED


def make_date(date: dt.date | dt.datetime | None, *, received: dt.datetime) -> dt.datetime:
    """Take the source's date, a day at its midnight in the site's zone; the file's time where there is none."""
    if date is None:
        return received.replace(microsecond=0)
    if isinstance(date, dt.datetime):
        return date if date.tzinfo else date.replace(tzinfo=received.tzinfo)
    return dt.datetime.combine(date, dt.time(), tzinfo=received.tzinfo)


def make_source(reading: Reading) -> Source | None:
    """Make the post's source; None if the article says nothing of where it came from."""
    article = reading.article
    source = Source(
        name=article.outlet,
        url=article.url if article.url and is_web_address(article.url) else None,
        author=article.byline,
        published=article.date,
        dateline=article.dateline,
        standfirst=article.standfirst,
        captions=article.captions,
    )
    return None if source == Source() else source


def make_summary(article: Article) -> str | None:
    """Propose a summary: the standfirst's first items as sentences, or the text's first sentences."""
    if article.standfirst:
        items = (" ".join(item.split()) for item in article.standfirst[:STANDFIRST_ITEMS])
        return " ".join(item if ENDS_RE.search(item) else f"{item}." for item in items if item) or None
    first, _, _ = article.text.strip().partition("\n\n")
    first = without_dateline(first)
    # A sentence that is still open after thrice the words is cut in any case.
    return _first_sentences(" ".join(first.split()[: 3 * SUMMARY_WORDS])) or None


def without_dateline(text: str) -> str:
    """Remove the dateline from the start of a text: a summary starts with what happened."""
    dateline = parse_dateline(text)
    return text[dateline.end :] if dateline else text


def split_sentences(text: str) -> list[str]:
    """Split a paragraph into sentences; where a point may be an abbreviation's, they stay together."""
    sentences, start = [], 0
    for end in SENTENCE_END_RE.finditer(text):
        is_quoted = not text[end.start()].isspace()  # a closing quote: then the point ended what was said
        if is_quoted or not ABBREVIATION_RE.search(text, max(start, end.start() - ABBREVIATION_LENGTH), end.start()):
            sentences.append(text[start : end.end()].strip())
            start = end.end()
    return [*sentences, text[start:].strip()] if text[start:].strip() else sentences


def suggest(reading: Reading, taxonomy: Taxonomy, removed: tuple[str, ...] = ()) -> tuple[Annotation, ...]:
    """Choose the terms that the post is tagged with: the main ones, but none that the editor has removed."""
    annotations: tuple[Annotation, ...] = getattr(reading.annotations, taxonomy)
    excluded = {name.casefold() for name in removed}
    # By any of its names: the actor may have been merged with another since.
    return tuple(
        found
        for found in annotations
        if found.main and excluded.isdisjoint(name.casefold() for name in (found.term.name, *found.term.aliases))
    )


def _first_sentences(text: str) -> str:
    chosen: list[str] = []
    for sentence in split_sentences(text):
        if len(" ".join([*chosen, sentence]).split()) > SUMMARY_WORDS:
            break
        chosen.append(sentence)
    if chosen or not text:
        return " ".join(chosen)
    words = text.split()
    return " ".join(words[:SUMMARY_WORDS]).rstrip(",;:–—-") + "…"


def _names(annotations: tuple[Annotation, ...]) -> tuple[str, ...]:
    return tuple(found.term.name for found in annotations)


def _new_actors(actors: tuple[Annotation, ...], countries: tuple[Annotation, ...]) -> tuple[NewActor, ...]:
    names = {found.term.code: found.term.name for found in countries}
    return tuple(
        NewActor(name=found.term.name, kind=found.term.kind or "person", country=names.get(found.term.country))
        for found in actors
        if not found.term.known
    )


def _review(reading: Reading, *, date: dt.datetime, received: dt.datetime, summary: str | None) -> tuple[str, ...]:
    """List the keys of what the editor should check, those of the reading first."""
    article = reading.article
    doubts = {
        "headline": not article.headline,
        "date-future": date > received + dt.timedelta(days=1),
        "url": article.url is not None and not is_web_address(article.url),
        "summary": summary is not None and summary.endswith("…"),
    }
    return tuple(dict.fromkeys((*reading.review, *(key for key, is_true in doubts.items() if is_true))))
