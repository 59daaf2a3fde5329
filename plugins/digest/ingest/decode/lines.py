"""A page's text as a browser's select-all and copy gives it: a line for each block, nothing of the markup."""

from collections.abc import Iterator
from typing import Final

from lxml.etree import _Element as Element

UNSEEN: Final = frozenset(("script", "style", "noscript", "template", "head", "svg", "iframe", "select", "button"))
INLINE: Final = frozenset(
    ("a", "abbr", "b", "bdi", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "small", "span",
     "strong", "sub", "sup", "time", "u", "var", "wbr", "label", "bdo", "acronym", "big", "tt", "img")
)  # fmt: skip
PARAGRAPHS: Final = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "table", "figure"))


def format_lines(tree: Element) -> str:
    """Give a page's text, a line for each of its blocks, a blank line around its paragraphs."""
    pieces = "".join(_pieces(tree))
    lines = [" ".join(line.split()) for line in pieces.split("\n")]
    return "\n".join(line for index, line in enumerate(lines) if line or (index and lines[index - 1]))


def _pieces(tree: Element) -> Iterator[str]:
    """Walk without recursion: a page may nest deeper than Python's stack."""
    stack: list[tuple[Element | None, str]] = [(tree, "")]
    while stack:
        element, text = stack.pop()
        if element is None:
            yield text
            continue
        if not isinstance(element.tag, str) or element.tag in UNSEEN:
            continue
        edge = "" if element.tag in INLINE else "\n\n" if element.tag in PARAGRAPHS else "\n"
        yield edge
        yield (element.text or "").replace("\n", " ")
        stack.append((None, edge))
        for child in reversed(element):
            stack.append((None, (child.tail or "").replace("\n", " ")))
            stack.append((child, ""))
