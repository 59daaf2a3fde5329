"""Text that was pasted into a file, of any encoding, into its articles."""

import datetime as dt
import hashlib

from ...core.types import Metadata, RawArticle
from .parts import find_parts
from .source_text import undo_source
from .text import decode_text, tidy_text


def decode(data: bytes, *, name: str, timezone: dt.tzinfo) -> tuple[RawArticle, ...]:
    """Decode a paste. Raises RawArticleError."""
    text = decode_text(data, name=name)
    plain = undo_source(text)
    return divide(plain if plain == text else tidy_text(plain), data, name=name, timezone=timezone)


def divide(
    text: str, data: bytes, *, name: str, timezone: dt.tzinfo, metadata: Metadata | None = None, markdown: bool = False
) -> tuple[RawArticle, ...]:
    """Divide a file's text into its articles. Raises RawArticleError."""
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
            markdown=markdown,
            metadata=metadata or Metadata(),
        )
        for number, part in enumerate(find_parts(text, name=name, timezone=timezone), start=1)
    )
