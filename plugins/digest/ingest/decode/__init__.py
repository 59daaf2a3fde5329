"""Turn the bytes of a raw file into one or more raw articles: `decode(data, name="talks.txt")`."""

import datetime as dt
from importlib import import_module

from ...core.types import RawArticle
from .forms import find_form

__all__ = ["decode"]


def decode(data: bytes, *, name: str, timezone: dt.tzinfo = dt.UTC) -> tuple[RawArticle, ...]:
    """Decode a file of the inbox; `timezone` is that of times in its header block that name none.

    Raises RawArticleError ("name: reason; remedy") where the file cannot be read.
    """
    # Loaded when there is such a file: what reads pages takes longer to load than all the rest of ingest.
    reader = import_module(f".{find_form(data, name)}", __package__)
    articles: tuple[RawArticle, ...] = reader.decode(data, name=name, timezone=timezone)
    return articles
