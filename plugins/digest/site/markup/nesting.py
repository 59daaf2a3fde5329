"""Mends the nesting of sanitised HTML: a post may open `<b>` and forget to close it.

>>> mend_nesting("<b>bold<p>next</p></b>")
'<b>bold</b><p>next</p>'
"""

import re
from typing import Final

INLINE: Final = frozenset(
    ("abbr", "b", "cite", "code", "em", "i", "kbd", "mark", "q", "s", "small", "span", "strong", "sub", "sup")
)
NEUTRAL: Final = frozenset(("a", "br", "del", "hr", "img", "ins"))  # empty, or allowed around blocks and in them
TAG_RE = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\"[^\"]*\"|[^\">])*)>")


def mend_nesting(markup: str) -> str:
    """Close formatting that is still open where a block starts; the tags of `markup` are balanced already."""
    pieces: list[str] = []
    open_tags: list[str] = []
    end = 0
    for tag in TAG_RE.finditer(markup):
        pieces.append(markup[end : tag.start()])
        end = tag.end()
        pieces.append(_mend(tag[0], tag[2], open_tags, closes=bool(tag[1])))
    return "".join([*pieces, markup[end:]])


def _mend(tag: str, name: str, open_tags: list[str], *, closes: bool) -> str:
    """Return what stands in place of a tag; `open_tags` follows."""
    if name in NEUTRAL:
        return tag
    if closes:
        if open_tags and open_tags[-1] == name:
            open_tags.pop()
            return tag
        return ""  # it was closed already
    closed = ""
    if name not in INLINE:
        while open_tags and open_tags[-1] in INLINE:
            closed += f"</{open_tags.pop()}>"
    open_tags.append(name)
    return closed + tag
