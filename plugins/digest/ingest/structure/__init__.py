"""The lines of a raw article into an article: headline, standfirst, byline, date, captions, body."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from ...content.vocabulary import Phrase
from ...core.types import Article, RawArticle, Removal
from ..clean import BEFORE, TEXT, CleanLine, clean_lines
from .author_notes import drop_author_notes
from .captions import find_captions
from .dateline import find_dateline
from .headline import find_headline
from .markdown import make_body
from .metadata import told_doubts, with_metadata
from .outlets import find_outlet, is_day_first
from .overrides import apply_list, put_back
from .page import make_page_article
from .people import find_byline
from .published import find_published
from .standfirst import find_standfirst

__all__ = ["make_article", "put_back"]

SHORT_BODY = 60  # words; under that, or under a tenth of the paste, the editor should look
SHORT_SHARE = 0.1
FOREIGN_SHARE = 0.2  # function words that we know; half of a text's words are such in the languages listed


# Removal._make without its check, which takes as long again.
_make_removal: Callable[[Iterable[object]], Removal] = partial(tuple.__new__, Removal)


def make_article(
    raw: RawArticle, phrases: Sequence[Phrase] = ()
) -> tuple[Article, tuple[Removal, ...], tuple[str, ...]]:
    """Clean and structure one raw article: the article, what was removed in file order, what was unsure.

    `phrases` are the editor's own lines to keep and to drop.
    """
    told = told_doubts(raw)
    raw = with_metadata(raw)
    if raw.markdown:
        article, removals, unsure = make_page_article(raw, phrases)
        return article, removals, (*unsure, *told)
    lines: Sequence[CleanLine] = clean_lines(raw.text, first_line=raw.first_line)
    outlet = raw.source.name or find_outlet(lines, raw.source.url)
    lines, _ = apply_list(lines, phrases, outlet)
    headline = _find_line(lines, raw.title) if raw.title else find_headline(lines)
    lines = _without(lines, headline, raw.title)
    top = headline if headline is not None else _first_text(lines)
    roles: dict[int, str] = {} if headline is None else {headline: "headline"}
    standfirst = find_standfirst(lines, headline, roles)
    byline = raw.source.author or find_byline(lines, top, roles)
    lines = drop_author_notes(lines, byline)
    date = raw.source.published
    doubts: tuple[str, ...] = ()
    if date is None:
        date, doubts = find_published(lines, top, roles, day_first=is_day_first(outlet))
    captions = find_captions(lines, top, roles)
    lines, kept = apply_list(lines, phrases, outlet)
    lines = list(lines)
    for index in roles.keys() - kept:
        lines[index] = lines[index]._replace(part=BEFORE)
    body = make_body([line for line in lines if line.part == TEXT])
    article = Article(
        headline=raw.title or (lines[headline].line.text if headline is not None else None),
        standfirst=standfirst,
        byline=byline,
        date=date,
        dateline=find_dateline(body.text),
        outlet=outlet,
        url=raw.source.url,
        captions=raw.source.captions or captions,
        body=body.markdown,
        text=body.text,
    )
    return article, _removals(lines, roles), (*_doubts(article, lines), *doubts, *told)


def _first_text(lines: Sequence[CleanLine]) -> int:
    return next((index for index, line in enumerate(lines) if line.part == TEXT), len(lines))


def _find_line(lines: Sequence[CleanLine], title: str) -> int | None:
    """Find the first line that says what a header block gives as the title."""
    wanted = " ".join(title.casefold().split())
    return next((index for index, line in enumerate(lines) if line.line.text.casefold() == wanted), None)


def _without(lines: Sequence[CleanLine], headline: int | None, title: str | None) -> list[CleanLine]:
    """Take the headline out of the text, also where the page prints it a second time."""
    kept = list(lines)
    text = (title or (lines[headline].line.text if headline is not None else "")).casefold()
    for index, line in enumerate(kept):
        is_again = line.part == TEXT and len(line.line.text) < 2 * len(text) and line.line.text.casefold() == text
        if index == headline or is_again:
            kept[index] = line._replace(part=BEFORE, reason="headline")
    return kept


def _removals(lines: Sequence[CleanLine], roles: Mapping[int, str]) -> tuple[Removal, ...]:
    return tuple(
        [
            _make_removal((line.number, roles.get(index) or reason or "boilerplate", line.text))
            for index, (line, _, part, reason) in enumerate(lines)
            if part != TEXT
        ]
    )


def _doubts(article: Article, lines: Sequence[CleanLine]) -> tuple[str, ...]:
    doubts = []
    if article.headline is None:
        doubts.append("headline")
    text = [line.line for line in lines if line.part == TEXT]
    words = sum([line.size for line in text])
    if words < SHORT_BODY or words < SHORT_SHARE * sum([line.line.size for line in lines]):
        doubts.append("body-short")
    known = sum([line.known for line in text])
    if words >= SHORT_BODY and known < FOREIGN_SHARE * words:
        doubts.append("language")
    if article.date is None:
        doubts.append("date")
    return tuple(doubts)
