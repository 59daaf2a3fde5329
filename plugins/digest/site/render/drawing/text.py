"""Break text into rows: the largest size that fits, words that are too long broken, the last row cut with an ellipsis.

Pillow's basic layout is used, which is FreeType's alone: what HarfBuzz and FriBidi would do is not the same everywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO

from PIL.ImageFont import FreeTypeFont, Layout, truetype

from ....core.data import DATA

ELLIPSIS = "…"
HALVINGS = 6  # of the space that balancing searches: to two pixels in a title


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A text in rows of one size."""

    rows: tuple[str, ...]
    size: int


@cache
def find_font(weight: int, size: int) -> FreeTypeFont:
    """Return the cards' font in a weight (400 or 600) and size in pixels."""
    return truetype(BytesIO(_read_font(weight)), size, layout_engine=Layout.BASIC)


@cache
def _read_font(weight: int) -> bytes:
    return (DATA / "cards" / f"literata-{weight}.ttf").read_bytes()


@lru_cache(10_000)  # a title is broken a dozen times, and days share words
def measure(font: FreeTypeFont, text: str) -> float:
    """Return how wide a word is, in pixels."""
    return font.getlength(text)


def fit(text: str, *, weight: int, sizes: Sequence[int], width: int, height: int, leading: float, most: int) -> Fitted:
    """Break a text into rows of the largest size with which they fit and no word is broken; else of the smallest."""
    for size in sizes:
        room = min(most, int(height / (size * leading)))
        font = find_font(weight, size)
        if max(measure(font, word) for word in text.split()) <= width:
            rows = break_rows(text, font, width)
            if len(rows) <= room:
                return Fitted(rows=_balance(rows, font, width), size=size)
    return Fitted(rows=cut_rows(text, find_font(weight, sizes[-1]), width, room), size=sizes[-1])


def cut_rows(text: str, font: FreeTypeFont, width: int, most: int) -> tuple[str, ...]:
    """Break a text into so many rows at most; an ellipsis says that there was more."""
    rows = break_rows(text, font, width)
    if len(rows) <= most:
        return rows
    last = rows[most - 1]
    while last and font.getlength(last + ELLIPSIS) > width:
        last = last.rpartition(" ")[0] or last[:-1]
    return (*rows[: most - 1], last.rstrip(" ,;:.–—-") + ELLIPSIS)


def break_rows(text: str, font: FreeTypeFont, width: float) -> tuple[str, ...]:
    """Fill rows with as many words as they hold; a word that is wider than a row is broken."""
    rows: list[str] = []
    space, used = measure(font, " "), width
    for word in text.split():
        for piece in _break_word(word, font, width):
            length = measure(font, piece)
            if used + space + length <= width:
                rows[-1] += f" {piece}"
                used += space + length
            else:
                rows.append(piece)
                used = length
    return tuple(rows)


def _break_word(word: str, font: FreeTypeFont, width: float) -> list[str]:
    if measure(font, word) <= width:
        return [word]
    pieces = [""]
    for character in word:
        if pieces[-1] and font.getlength(pieces[-1] + character) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _balance(rows: tuple[str, ...], font: FreeTypeFont, width: float) -> tuple[str, ...]:
    """Make rows about as long as each other, without another row."""
    text, least = " ".join(rows), max(measure(font, word) for word in " ".join(rows).split())
    for _ in range(HALVINGS):
        middle = (least + width) / 2
        tried = break_rows(text, font, middle)
        if len(tried) == len(rows):
            rows, width = tried, middle
        else:
            least = middle
    return rows
