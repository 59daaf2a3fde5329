"""Escape what Markdown or HTML would read as markup: text that somebody else wrote stays text."""

import re

# A link or picture needs "](" or "][", a definition (of a link, a note) needs "[" at a line's start; in linear time.
MARKUP_RE = re.compile(r"[\\`*_\]!&<]")  # most lines have none of these
SPECIAL_RE = re.compile(r"[\\`*]|(?<![^\W_])_|_(?![^\W_])|\](?=\s?[(\[])|!(?=\[)")
ENTITY_RE = re.compile(r"&(?=\w+;|#)")  # browsers read "&#65" without its end, too
BLOCK_START_RE = re.compile(r"^(\s*)(#{1,6}|>|[-+](?=\s|[-+]|$)|\[|\|)")
ENTITY_START_RE = re.compile(r"^\s*(?:~{3}|:(?=\s))")  # what no backslash escapes
NUMBER_START_RE = re.compile(r"^(\s*\d+)([.)])(?=\s|$)")
STARTS = "~:#>-+[|"  # with these, or with a digit, starts what is escaped at the start


def escape(text: str) -> str:
    """Escape a line."""
    return escape_start(escape_inline(text))


def escape_inline(text: str) -> str:
    """Escape what would be markup inside a line."""
    if not MARKUP_RE.search(text):
        return text
    text = SPECIAL_RE.sub(lambda match: "\\" + match[0], text)
    return ENTITY_RE.sub("&amp;", text).replace("<", "&lt;")


def escape_start(text: str) -> str:
    """Escape what would be markup at the start of a line only."""
    first = text.lstrip()[:1]
    if first not in STARTS and not first.isdecimal():
        return text
    text = ENTITY_START_RE.sub(lambda match: match[0].replace(":", "&#58;").replace("~", "&#126;"), text)
    text = BLOCK_START_RE.sub(r"\1\\\2", text)
    return NUMBER_START_RE.sub(r"\1\\\2", text)
