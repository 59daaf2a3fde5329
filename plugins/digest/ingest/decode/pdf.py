"""A PDF with a text layer into the article in it; pypdf, which reads it, is an extra."""

import datetime as dt
import io
import logging
from collections.abc import Sequence
from math import hypot
from typing import TYPE_CHECKING, Any, Final

from ...core.errors import RawArticleError
from ...core.types import Metadata, RawArticle, Source
from .layout import PlacedLine, set_paragraphs
from .parts import web_address
from .paste import divide
from .text import tidy_text

if TYPE_CHECKING:
    from pypdf import PageObject

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # what it tells is no help to an editor
MOST_PAGES: Final = 300  # of a file; an article has a few


def decode(data: bytes, *, name: str, timezone: dt.tzinfo) -> tuple[RawArticle, ...]:
    """Decode a PDF. Raises RawArticleError."""
    pages = _read(data, name)
    joined, url = set_paragraphs(pages)
    text = tidy_text(joined)
    if not any(map(str.isalnum, text)):
        raise RawArticleError(
            f"{name}: this PDF has no text, only pictures; use text recognition, or paste the text into a .txt file"
        )
    metadata = Metadata(source=Source(url=web_address(url)))
    return divide(text, data, name=name, timezone=timezone, metadata=metadata)


def _read(data: bytes, name: str) -> list[list[PlacedLine]]:
    try:
        from pypdf import PdfReader  # noqa: PLC0415 - an extra, that need not be there
        from pypdf.errors import PyPdfError  # noqa: PLC0415
    except ImportError as error:
        raise RawArticleError(
            f"{name}: to read a PDF, `pip install pypdf`, or paste the article's text into a .txt file"
        ) from error
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise RawArticleError(
                f"{name}: this PDF asks for a password; save it without, or paste the article's text into a .txt file"
            )
        if len(reader.pages) > MOST_PAGES:
            raise RawArticleError(
                f"{name}: this PDF has {len(reader.pages)} pages, more than the {MOST_PAGES} that are read; "
                "save the article's pages alone"
            )
        return [_placed_lines(page) for page in reader.pages]
    # What a broken file makes of pypdf beside its own errors.
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError,
            NotImplementedError, OSError, AssertionError) as error:  # fmt: skip
        raise RawArticleError(
            f"{name}: this PDF cannot be read ({type(error).__name__}: {error}); save it again, "
            "or paste the article's text into a .txt file"
        ) from error


def _placed_lines(page: "PageObject") -> list[PlacedLine]:
    """List the lines of a page with their places, as its text is drawn."""
    found: list[list[Any]] = [["", 0.0, 0.0, 0.0]]

    def take(text: str, around: Sequence[float], own: Sequence[float], _font: object, size: float) -> None:
        for index, piece in enumerate(text.split("\n")):
            if index:
                found.append(["", 0.0, 0.0, 0.0])
            if piece.strip() and not found[-1][0].strip():
                x = own[4] * around[0] + own[5] * around[2] + around[4]
                y = own[4] * around[1] + own[5] * around[3] + around[5]
                found[-1][1:] = x, y, size * hypot(own[2], own[3]) * hypot(around[2], around[3])
            found[-1][0] += piece

    page.extract_text(visitor_text=take)
    return [PlacedLine(text=text.strip(), x=x, y=y, size=size) for text, x, y, size in found if text.strip()]
