"""A page that a browser saved with its pictures in one file (MHTML): the page itself is read."""

import datetime as dt

from ...core.errors import RawArticleError
from ...core.types import RawArticle
from .mail import parse_message, text_of
from .page import read_page


def decode(data: bytes, *, name: str, timezone: dt.tzinfo) -> tuple[RawArticle, ...]:
    """Decode a saved page of one file. Raises RawArticleError."""
    message = parse_message(data, name=name)
    for part in message.walk():
        if part.get_content_type() == "text/html" and (page := text_of(part)):
            address = part.get("Content-Location") or message.get("Snapshot-Content-Location") or ""
            return read_page(page, data, name=name, timezone=timezone, address=str(address))
    raise RawArticleError(f"{name}: there is no page in it; save it again in the browser, as a web page")
