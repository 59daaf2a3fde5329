"""Long texts in feeds: cut after a whole block, with a link to the rest.

A reader that polls takes the whole feed each time anything is new; a text's first 300 words tell whether to read on.
"""

import html
import re

from ..markup import plain_text

TAG_RE = re.compile(r"<(/?)([a-z0-9]+)[^>]*>")
VOID_TAGS = {"br", "hr", "img"}


def cut_content(markup: str, most: int, url: str) -> str:
    """Keep the blocks that end within the first `most` characters of sanitised HTML; 0 keeps all."""
    if not most or len(markup) <= most:
        return markup
    end = _find_end(markup, most)
    start = markup[:end] if end else f"<p>{html.escape(_start_of(plain_text(markup), most), quote=False)} …</p>"
    return f'{start}\n<p><a href="{html.escape(url)}">Read on</a></p>'


def _find_end(markup: str, most: int) -> int:
    """Find where the last block ends that does so in time; 0 if the first is too long already."""
    end = depth = 0
    for tag in TAG_RE.finditer(markup):
        if tag.end() > most:
            break
        if tag[2] not in VOID_TAGS:
            depth += -1 if tag[1] else 1
        if depth == 0:
            end = tag.end()
    return end


def _start_of(text: str, most: int) -> str:
    return text[:most].rpartition(" ")[0] or text[:most]
