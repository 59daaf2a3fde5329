"""The lines of a raw article into an article: headline, standfirst, byline, date, captions, body."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ...content.vocabulary import Phrase
from ...core.types import Article, RawArticle, Removal
from ..clean import BEFORE, INSET, TEXT, CleanLine, clean_lines
from ..decode.titles import without_tail
from .author_notes import drop_author_notes
from .captions import find_captions
from .dateline import find_dateline, parse_dateline
from .doubts import find_unsure, is_body_doubtful
from .facts import find_facts
from .headline import FoundHeadline, find_headline
from .markdown import make_body
from .metadata import with_metadata
from .outlets import find_outlet
from .overrides import apply_list, put_back
from .page import make_page_article
from .result import Structured
from .standfirst import find_standfirst

__all__ = ["make_article", "put_back"]

SHORT_BODY = 60  # words; under that, or under a tenth of the paste, the editor should look
SHORT_SHARE = 0.1
BOXES = frozenset(("related", "newsletter"))
LEAD_LINES, LEAD_WORDS = 12, 20  # lines above the text among which its lead stands, words of it
FOREIGN_SHARE = 0.2  # function words that we know; half of a text's words are such in the languages listed


def make_article(raw: RawArticle, phrases: Sequence[Phrase] = ()) -> Structured:
    """Clean and structure one raw article; `phrases` are the editor's own lines to keep and to drop."""
    raw = with_metadata(raw)
    if raw.markdown:
        return make_page_article(raw, phrases)
    lines: Sequence[CleanLine] = clean_lines(raw.text, first_line=raw.first_line)
    outlet = raw.source.name or find_outlet(lines, raw.source.url)
    lines, _ = apply_list(lines, phrases, outlet)
    found = FoundHeadline(index=_find_line(lines, raw.title)) if raw.title else find_headline(lines)
    headline = found.index
    lines = _without(lines, headline, raw.title)
    top = headline if headline is not None else _first_text(lines)
    roles: dict[int, str] = {} if headline is None else {headline: "headline"}
    facts = find_facts(replace(raw.source, name=outlet), lines, top, roles)
    lines = restore_lead(lines, top, roles)
    standfirst = find_standfirst(lines, headline, roles)
    lines = drop_author_notes(lines, facts.signed.names)
    captions = find_captions(lines, top, roles)
    lines, kept = apply_list(lines, phrases, outlet)
    lines = list(lines)
    for index in roles.keys() - kept:
        lines[index] = lines[index]._replace(part=BEFORE)
    body = make_body([line for line in lines if line.part == TEXT])
    dateline = parse_dateline(body.text)
    article = Article(
        headline=raw.title or (without_tail(lines[headline].line.text) if headline is not None else None),
        standfirst=standfirst,
        byline=facts.signed.names,
        date=facts.published.date or (dateline.day if dateline else None),
        dateline=dateline.place if dateline else None,
        outlet=outlet,
        url=raw.source.url,
        captions=raw.source.captions or captions,
        body=body.markdown,
        text=body.text,
    )
    unsure = find_unsure(lines)
    body_doubts = ("body",) if is_body_doubtful(lines, unsure) else ()
    return Structured(
        article=article,
        removals=_removals(lines, roles),
        review=(*_doubts(article, lines, found), *facts.review, *body_doubts),
        candidates=facts.list_others(lines, found.others),
        unsure=frozenset(lines[index].line.number for index in unsure),
    )


def _first_text(lines: Sequence[CleanLine]) -> int:
    return next((index for index, line in enumerate(lines) if line.part == TEXT), len(lines))


def restore_lead(lines: Sequence[CleanLine], top: int, roles: Mapping[int, str]) -> Sequence[CleanLine]:
    """Put the lead back into the text: running text with a dateline, below the byline, or several paragraphs of it."""
    first = _first_text(lines)
    signed = max((index for index, role in roles.items() if role == "byline" and index < first), default=first)
    prose = [
        index
        for index in range(max(top + 1, first - LEAD_LINES), first)
        if lines[index].kind is None and lines[index].line.prose and lines[index].line.copies == 1
    ]
    prose = [index for index in prose if index not in roles]
    long = [index for index in prose if lines[index].line.size >= LEAD_WORDS and lines[index].line.ends]
    boxes = [index for index in range(top + 1, first) if lines[index].kind in BOXES]  # stand below the lead at most
    for index in prose:
        is_below = index in long and (index > signed or len(long) > 1 or index < max(boxes, default=0))
        if is_below or find_dateline(lines[index].line.text):
            back = [
                line._replace(part=TEXT, reason=None) if at in prose else line._replace(part=INSET)
                for at, line in enumerate(lines[index:first], start=index)
            ]
            return [*lines[:index], *back, *lines[first:]]
    return lines


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
        Removal(line.number, roles.get(index) or reason or "boilerplate", line.text)
        for index, (line, _, part, reason) in enumerate(lines)
        if part != TEXT
    )


def _doubts(article: Article, lines: Sequence[CleanLine], headline: FoundHeadline) -> tuple[str, ...]:
    doubts = []
    if article.headline is None or headline.is_doubtful:
        doubts.append("headline")
    text = [line.line for line in lines if line.part == TEXT]
    words = sum([line.size for line in text])
    if words < SHORT_BODY or words < SHORT_SHARE * sum([line.line.size for line in lines]):
        doubts.append("body-short")
    known = sum([line.known for line in text])
    if words >= SHORT_BODY and known < FOREIGN_SHARE * words:
        doubts.append("language")
    return tuple(doubts)
