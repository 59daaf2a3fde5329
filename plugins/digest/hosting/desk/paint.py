"""Highlight the mentions of terms in plain text and in HTML: text cut into pieces, each with the terms it names."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import lxml.html
from markupsafe import Markup

MOST_WORDS = 400  # of all terms of a draft; the pattern stays small
UNSPACED = r"\u0e00-\u0eff\u2e80-\uffff"  # letters of scripts that put no spaces between words: no bounds there


class Piece(NamedTuple):
    """A stretch of text, and the ids of the terms that it names."""

    text: str
    terms: tuple[str, ...] = ()


Painter = Callable[[str], tuple[Piece, ...]]


def make_painter(words: Mapping[str, tuple[str, ...]]) -> Painter:
    """Make a function that cuts a text at each word of a term; `words` are by the terms' ids.

    The longest word wins where two overlap: "South China Sea" is no mention of China.
    """
    owners: dict[str, list[str]] = {}
    for term, forms in words.items():
        for form in forms:
            if form.strip():
                owners.setdefault(form.casefold(), []).append(term)
    longest = sorted(owners, key=len, reverse=True)[:MOST_WORDS]
    if not longest:
        return lambda text: (Piece(text),)
    pattern = re.compile(
        rf"(?<![^\W{UNSPACED}])(?:{'|'.join(map(re.escape, longest))})(?![^\W{UNSPACED}])", re.IGNORECASE
    )

    def paint(text: str) -> tuple[Piece, ...]:
        return tuple(_cut(text, pattern, owners))

    return paint


def _cut(text: str, pattern: re.Pattern[str], owners: Mapping[str, list[str]]) -> Iterator[Piece]:
    done = 0
    for match in pattern.finditer(text):
        if match.start() > done:
            yield Piece(text[done : match.start()])
        yield Piece(match[0], tuple(owners.get(match[0].casefold(), ())))
        done = match.end()
    if done < len(text):
        yield Piece(text[done:])


def paint_html(html: str, paint: Painter) -> Markup:
    """Highlight mentions in sanitised HTML: in its text, never in a tag."""
    root = lxml.html.fragment_fromstring(html or "<p></p>", create_parent="div")
    for element in list(root.iter()):
        if isinstance(element.tag, str):
            _paint_texts(element, paint)
    return Markup.escape(root.text or "") + Markup("").join(
        Markup(lxml.html.tostring(child, encoding="unicode")) for child in root
    )


def _paint_texts(element: lxml.html.HtmlElement, paint: Painter) -> None:
    if element.tail and element.getparent() is not None:
        pieces = paint(element.tail)
        if len(pieces) > 1 or pieces[0].terms:
            parent, place = element.getparent(), element.getparent().index(element) + 1
            element.tail = None
            element.tail = _insert(parent, place, pieces)
    if element.text:
        pieces = paint(element.text)
        if len(pieces) > 1 or pieces[0].terms:
            element.text = _insert(element, 0, pieces)


def _insert(parent: lxml.html.HtmlElement, place: int, pieces: tuple[Piece, ...]) -> str | None:
    """Insert marks for pieces into a parent; return the text that stands before the first mark."""
    before: str | None = None
    last = None
    for piece in pieces:
        if not piece.terms:
            if last is None:
                before = piece.text
            else:
                last.tail = piece.text
            continue
        last = lxml.html.Element("span", {"class": "mention", "data-terms": " ".join(piece.terms)})
        last.text = piece.text
        parent.insert(place, last)
        place += 1
    return before
