"""Turn the bytes of a raw file into one or more raw articles: `decode(data, name="talks.txt")`."""

import datetime as dt
import hashlib

from ..types import RawArticle
from .parts import find_parts
from .text import decode_text

__all__ = ["decode"]


def decode(data: bytes, *, name: str, timezone: dt.tzinfo = dt.UTC) -> tuple[RawArticle, ...]:
    """Decode a file of the inbox; `timezone` is that of times in its header block that name none.

    Raises RawArticleError ("name: reason; remedy") where the file cannot be read.
    """
    text = decode_text(data, name=name)
    sha256 = hashlib.sha256(data).hexdigest()
    return tuple(
        RawArticle(
            name=name,
            part=number,
            sha256=sha256,
            text=part.text,
            first_line=part.first_line,
            source=part.source,
            title=part.title,
            tags=part.tags,
            removals=part.removals,
        )
        for number, part in enumerate(find_parts(text, name=name, timezone=timezone), start=1)
    )
