"""The HTML of a clipboard as Markdown: what the reader selected, all of it, with its links, headings and lists.

Unlike a saved page, a selection has no navigation to find one's way around: nothing is looked for or left out but
what no reader sees. The result is a clipping, a Markdown file with the address in its front matter.

>>> print(clip_markdown("<h2>Talks</h2><p>In <a href='https://example.org/oslo'>Oslo</a>.</p>"))
## Talks
<BLANKLINE>
In [Oslo](https://example.org/oslo).
"""

import re
from typing import Final

import lxml.html
from lxml import etree
from lxml.etree import _Element as Element

from ...core.yaml.writer import format_pair
from .blocks import format_blocks
from .page import refuse_crowded
from .parts import web_address

UNSEEN: Final = frozenset(
    ("head", "style", "script", "noscript", "template", "svg", "iframe", "object", "button", "select", "input")
)
HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BOXES: Final = frozenset(
    ("div", "section", "article", "main", "header", "footer", "aside", "figure", "pre", "address", "dl", "form")
)
TAGS: Final = {
    **dict.fromkeys(("p", "figcaption", "dd", "dt"), "p"),
    **dict.fromkeys(BOXES, "div"),
    **dict.fromkeys(("td", "th"), "cell"),
    "li": "item",
    "blockquote": "quote",
    "br": "lb",
    "table": "table",
    "tr": "row",
}
MARKS: Final = {"b": "#b", "strong": "#b", "i": "#i", "em": "#i"}
NOT_BOLD_RE = re.compile(
    r"font-weight:\s*(?:normal|[1-5]00)", re.IGNORECASE
)  # as one word processor wraps a whole paste
LEAST_SHARE: Final = 0.8  # of the plain text's letters; a page whose HTML has fewer shows text that it does not hold
# What an HTML clipboard of Windows has before its text, where a program passes it on as it is.
WINDOWS_RE = re.compile(r"\AVersion:\d[\s\S]{0,400}?(?=<)")
SOURCE_RE = re.compile(r"^SourceURL:(\S+)", re.MULTILINE)


def clip_markdown(markup: str, *, name: str = "clipboard") -> str:
    """Set the HTML of a clipboard as Markdown. Raises RawArticleError for one without end."""
    text = WINDOWS_RE.sub("", markup)
    refuse_crowded(text, name=name)
    if not text.strip():
        return ""
    tree = lxml.html.document_fromstring(f"<html><body>{text}</body></html>")
    body = etree.Element("body")
    _copy(tree.body, body)
    return format_blocks(body)


def make_clipping(markup: str | None, plain: str, url: str | None) -> tuple[str, str]:
    """Make the raw file of what was pasted: its text and its suffix.

    Markdown where the HTML has marks and what the plain text says, else the plain text; an address goes on top, in the
    way of that kind of file.
    """
    source = SOURCE_RE.search((markup or "")[:500])
    address = web_address((url or (source[1] if source else "")).strip())
    marked = clip_markdown(markup) if markup else ""
    if marked and _letters(marked) >= LEAST_SHARE * _letters(plain):
        head = ["---", *format_pair("url", address), "---", "", ""] if address else []
        return "\n".join(head) + f"{marked}\n", ".md"
    return (f"URL: {address}\n\n{plain}" if address else plain), ".txt"


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _copy(found: Element, into: Element) -> None:
    """Copy an element's inside into a tree of the tags that blocks are made of."""
    _add_text(into, found.text)
    for child in found:
        if isinstance(child.tag, str) and child.tag not in UNSEEN and not _is_hidden(child):
            _copy_child(child, into)
        _add_text(into, child.tail)


def _copy_child(child: Element, into: Element) -> None:
    made = _make(child)
    if made is None:
        _copy(child, into)
        return
    into.append(made)
    _copy(child, made)


def _make(child: Element) -> Element | None:
    """Make the element for a tag; None where only its inside counts."""
    tag = str(child.tag)
    if tag in HEADINGS:
        return etree.Element("head", rend=tag)
    if tag in ("ul", "ol"):
        return etree.Element("list", rend=tag)
    if tag in MARKS and not NOT_BOLD_RE.search(child.get("style") or ""):
        return etree.Element("hi", rend=MARKS[tag])
    if tag == "a" and web_address((child.get("href") or "").strip()):
        return etree.Element("ref", target=(child.get("href") or "").strip())
    return etree.Element(TAGS[tag]) if tag in TAGS else None


def _add_text(into: Element, text: str | None) -> None:
    if not text:
        return
    last = into[-1] if len(into) else None
    if last is None:
        into.text = (into.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") is not None or "display:none" in (element.get("style") or "").replace(" ", "").lower()
