"""A PDF with a text layer into the article in it; pypdf, which reads it, is an extra."""

import datetime as dt
import io
import logging
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from ...core.errors import RawArticleError
from ...core.types import RawArticle
from .paste import divide
from .text import tidy_text

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # what it tells is no help to an editor
MOST_PAGES: Final = 300  # of a file; an article has a few
LEAST_PAGES: Final = 3  # on which a line must stand to be the page's, not the text's
NUMBER_RE = re.compile(r"(?:page |seite |p\. ?)?\d{1,4}(?: ?(?:/|of|von|de) ?\d{1,4})?$", re.IGNORECASE)
DIGITS_RE = re.compile(r"\d+")


def decode(data: bytes, *, name: str, timezone: dt.tzinfo) -> tuple[RawArticle, ...]:
    """Decode a PDF. Raises RawArticleError."""
    pages = _read(data, name)
    text = tidy_text("\n\n".join(_without_margins(pages)))
    if not any(map(str.isalnum, text)):
        raise RawArticleError(
            f"{name}: this PDF has no text in it, only pictures of pages; run it through text recognition, "
            "or paste the article's text into a .txt file"
        )
    return divide(text, data, name=name, timezone=timezone)


def _read(data: bytes, name: str) -> list[list[str]]:
    try:
        from pypdf import PdfReader  # noqa: PLC0415 - an extra, that need not be there
        from pypdf.errors import PyPdfError  # noqa: PLC0415
    except ImportError as error:
        raise RawArticleError(
            f"{name}: this is a PDF, and pypdf, which reads them, is not installed: pip install pypdf, "
            "or paste the article's text into a .txt file"
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
        return [page.extract_text().split("\n") for page in reader.pages]
    # What a broken file makes of pypdf beside its own errors.
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError,
            NotImplementedError, OSError, AssertionError) as error:  # fmt: skip
        raise RawArticleError(
            f"{name}: this PDF cannot be read ({type(error).__name__}: {error}); save it again, "
            "or paste the article's text into a .txt file"
        ) from error


def _without_margins(pages: Sequence[Sequence[str]]) -> list[str]:
    """Leave out page numbers, and the lines that stand on top or at the foot of most pages."""
    edges = Counter(_fold(line) for page in pages for line in {*page[:2], *page[-2:]})
    most = max(LEAST_PAGES, len(pages) // 2)
    texts = []
    for page in pages:
        is_margin = [bool(NUMBER_RE.match(line.strip())) or edges[_fold(line)] >= most for line in page]
        texts.append("\n".join("" if gone else line for line, gone in zip(page, is_margin, strict=True)))
    return texts


def _fold(line: str) -> str:
    return DIGITS_RE.sub("0", " ".join(line.split()))
