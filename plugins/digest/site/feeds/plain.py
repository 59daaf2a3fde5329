"""Plain texts of feeds that something could take for HTML: their markup characters are written as numbers.

RSS does not say whether a title is text or HTML. The RSS Board's profile has text with < and & as numbers, `&#x3C;` in
place of `&lt;`: most readers then take it for text, and validators too, in Atom as well. To XML it is the same.
"""

import re
from typing import Any

from lxml.etree import Entity

LOOKS_LIKE_HTML_RE = re.compile(r"[<&][\w#/!?]")  # `<b>`, `&amp;`; not `A & B`, which most texts with markup have
MARKUP_RE = re.compile("([&<>])")
NUMBERS = {"&": "#x26", "<": "#x3C", ">": "#x3E"}


def set_plain(element: Any, text: str) -> None:
    """Give an element a text that is not to be taken for HTML."""
    element.text = text
    spell_out(element, text)


def spell_out(element: Any, text: str) -> None:
    """Write the text that an element has so that it is not taken for HTML."""
    if ("&" in text or "<" in text) and LOOKS_LIKE_HTML_RE.search(text):
        element.text, *rest = MARKUP_RE.split(text)
        for character, following in zip(rest[::2], rest[1::2], strict=True):
            number = Entity(NUMBERS[character])
            number.tail = following
            element.append(number)
