"""What a page shows its readers and tells no machine: day, writers and outlet, found as in a paste of it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from ...core.types import Article, Candidates, RawArticle, Source
from ..clean import AFTER, BEFORE, INSET, TEXT, CleanLine
from ..clean.lines import make_lines
from ..clean.rules import find_line_kind
from ..decode.titles import without_outlet
from .facts import find_facts
from .metadata import find_people
from .names import BY_RE, parse_names, with_capitals

ABOVE, BYLINE = 14, 120  # lines above the text in which its writers are named, characters of such a line


class Row(NamedTuple):
    """A line of the page."""

    number: int
    text: str
    is_text: bool


def complete(article: Article, raw: RawArticle, rows: Sequence[Row]) -> tuple[Article, tuple[str, ...], Candidates]:
    """Complete an article from the lines of its page, in order; with what is unsure and the next best."""
    article = replace(article, byline=_with_others(article.byline, raw, rows))
    if article.date and article.byline and article.outlet:
        return article, (), Candidates()
    lines = set_as_paste(rows)
    first = next((index for index, row in enumerate(rows) if row.is_text), 0)
    headline = (article.headline or "").casefold()
    top = next((index for index, line in enumerate(lines[:first]) if line.line.text.casefold() == headline), first)
    source = Source(name=article.outlet, author=article.byline, published=article.date)
    facts = find_facts(source, lines, top, {})
    named = article.headline
    if named and not article.outlet:
        named = without_outlet(named, facts.outlet)
    article = replace(
        article, headline=named, date=facts.published.date, byline=facts.signed.names, outlet=facts.outlet
    )
    return article, facts.review, facts.list_others(lines)


def _with_others(told: tuple[str, ...], raw: RawArticle, rows: Sequence[Row]) -> tuple[str, ...]:
    """Give the writers that the page tells machines, and those beside them that it names after "By" above its text."""
    if not set(told) <= set(find_people(raw.metadata.source.author)):
        return told  # by the header block
    first = next((row.number for row in rows if row.is_text), 0)
    for number, text, _ in reversed(rows):
        match = BY_RE.match(text) if first - ABOVE <= number <= first and len(text) <= BYLINE else None
        names = tuple(map(with_capitals, parse_names(text[match.end() :]))) if match else ()
        if names and set(told) <= set(names):
            return names
    return told


def set_as_paste(rows: Sequence[Row]) -> list[CleanLine]:
    """Set the page's lines as those of a paste."""
    texts = [index for index, row in enumerate(rows) if row.is_text]
    first, last = (texts[0], texts[-1]) if texts else (len(rows), len(rows))
    lines = make_lines("\n\n".join(" ".join(row.text.split()) for row in rows))
    parts = [
        TEXT if row.is_text else BEFORE if index < first else AFTER if index > last else INSET
        for index, row in enumerate(rows)
    ]
    return [CleanLine(line, find_line_kind(line), part) for line, part in zip(lines, parts, strict=True)]
