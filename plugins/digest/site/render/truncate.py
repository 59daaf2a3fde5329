"""Truncate long texts in feeds after a whole block, with a link to the rest.

A reader that polls takes the whole feed each time anything is new; a text's first 250 words tell whether to read on.
What counts is bytes, which a reader takes: a Chinese character has three of them, and says as much as half a word.
"""

import html
import re

from ..markup import plain_text

TAG_RE = re.compile(rb"<(/?)([a-z0-9]+)[^>]*>")
VOID_TAGS = {b"br", b"hr", b"img"}


def truncate_content(markup: str, limit: int, url: str) -> str:
    """Keep the blocks that end within the first `limit` bytes of sanitised HTML; 0 keeps all."""
    data = markup.encode(errors="replace")  # a lone surrogate is left out later, with a warning
    if not limit or len(data) <= limit:
        return markup
    end = _find_end(data, limit)
    start = data[:end].decode() if end else f"<p>{html.escape(_start_of(plain_text(markup), limit), quote=False)} …</p>"
    return f'{start}\n<p><a href="{html.escape(url)}">Read on</a></p>'


def _find_end(markup: bytes, limit: int) -> int:
    """Find where the last block ends that does so in time; 0 if the first is too long already."""
    end = depth = 0
    for tag in TAG_RE.finditer(markup):
        if tag.end() > limit:
            break
        if tag[2] not in VOID_TAGS:
            depth += -1 if tag[1] else 1
        if depth == 0:
            end = tag.end()
    return end


def _start_of(text: str, limit: int) -> str:
    start = text.encode(errors="replace")[:limit].decode(errors="ignore")
    return start.rpartition(" ")[0] or start
