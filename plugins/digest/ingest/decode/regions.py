"""A page's tree, put in order before its body is looked for: what misleads is taken out, what was cut is joined."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from lxml import html
from lxml.etree import _Element as Element

# Boxes that show on a pointer's touch, and words for screen readers only.
UNSEEN_RE = re.compile(
    r"(?:^|[\s_-])(?:rollover|tooltip|popover|visually-?hidden|sr-only|screen-reader(?:-text)?)(?:$|[\s_-])"
)
TEXT_TAGS: Final = frozenset(("p", "li", "blockquote"))
OPEN_RE = re.compile(r"[^\s.!?:][\s\u00a0]*$")  # of a sentence that is not at its end
END_RE = re.compile(r"[.!?。！？][\"'”’»)\]]*\s*$")
GOES_ON_RE = re.compile(r"\s*[a-z\u00df-\u00ff\u0430-\u044f,;.’']")
HIDDEN_RE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
ASIDE: Final = frozenset(("nav", "aside", "footer", "form", "figure", "li", "td"))
INLINE: Final = frozenset(
    ("a", "abbr", "b", "br", "cite", "code", "em", "font", "i", "mark", "q", "small", "span", "strong", "sub", "sup",
     "time", "u")
)  # fmt: skip
ITEM: Final = "\ue000"  # private use: no text has it once it is tidied
DIV_WORDS, LEAD_WORDS = 12, 3  # words of a div that is a paragraph, of the paragraph above a list
MOST_LINKED: Final = 0.5  # share of the letters that stand in links; menus have more
LEAST_WORDS: Final = 80  # of a piece of the text that stands in a box of its own
WORD_RE = re.compile(r"\w+")


def prepare(tree: html.HtmlElement) -> None:
    """Take out what no reader sees, make sentences and headings plain and join a text that stands in several boxes."""
    for element in reversed([found for found in tree.iter("span", "div") if _is_unseen(found)]):
        if sum(1 for _ in element.iter("a", "img")) > 1:  # around the inner one the outer one shows a name
            element.drop_tree()
    for span in [found for found in tree.iter("span") if _is_inside_sentence(found)]:
        span.drop_tag()
    for heading in tree.iter("h2", "h3", "h4"):
        for link in list(heading.iter("a")):
            link.drop_tag()
    for box in [found for found in tree.iter("div") if _is_text(found) and _is_beside_text(found)]:
        box.tag = "p"
    for found in [found for found in tree.iter("ul", "ol") if _is_inside_text(found)]:
        _flatten(found)
    for pieces in _find_boxes(tree):
        _join(pieces)


def _is_text(box: html.HtmlElement) -> bool:
    """Recognise a div of running text: inline elements alone, and few links."""
    is_inline = not any(child.tag not in INLINE for child in box)
    return is_inline and len(WORD_RE.findall(box.text_content())) >= DIV_WORDS and _share_of_links(box) < MOST_LINKED


def _is_beside_text(box: html.HtmlElement) -> bool:
    """Recognise a div that stands next to a paragraph, or among sentences that are divs: it is a paragraph, too."""
    if any(near is not None and near.tag == "p" for near in (box.getprevious(), box.getnext())):
        return True
    others = (near for near in (*box.itersiblings(), *box.itersiblings(preceding=True)) if near.tag in ("div", "p"))
    return _is_sentence(box) and any(_is_sentence(near) and _is_text(near) for near in others)


def _is_sentence(box: html.HtmlElement) -> bool:
    return bool(END_RE.search(box.text_content()))


def _is_inside_text(found: html.HtmlElement) -> bool:
    """Recognise a list between two paragraphs of the text, which trafilatura may take for links."""
    above, below = found.getprevious(), found.getnext()
    if above is None or below is None or above.tag != "p" or below.tag != "p" or list(found.iter("ul", "ol"))[1:]:
        return False
    is_text = len(WORD_RE.findall(above.text_content())) >= LEAD_WORDS and not any(
        element.tag in ASIDE for element in found.iterancestors()
    )
    return is_text and _share_of_links(found) < MOST_LINKED


def _flatten(found: html.HtmlElement) -> None:
    """Make paragraphs of the items of a list, marked for `blocks` as items."""
    for number, item in enumerate(found.iterchildren("li"), start=1):
        item.tag = "p"
        item.text = f"{ITEM}{number if found.tag == 'ol' else 0}{ITEM}" + (item.text or "").lstrip()
    found.drop_tag()


def _share_of_links(element: html.HtmlElement) -> float:
    whole = len(element.text_content().strip())
    return sum(len(link.text_content().strip()) for link in element.iter("a")) / max(1, whole)


def _is_unseen(element: html.HtmlElement) -> bool:
    return element.getparent() is not None and bool(UNSEEN_RE.search((element.get("class") or "").lower()))


def _is_inside_sentence(span: html.HtmlElement) -> bool:
    """Recognise a span amid a sentence, whose class trafilatura may take for that of a box ("link", "author")."""
    parent, before = span.getparent(), span.getprevious()
    if parent is None or parent.tag not in TEXT_TAGS or HIDDEN_RE.search(span.get("style") or ""):
        return False
    above = (parent.text if before is None else before.tail) or ""
    return bool(OPEN_RE.search(above) and GOES_ON_RE.match(span.tail or ""))


def _find_boxes(tree: html.HtmlElement) -> Iterator[list[Element]]:
    """Find boxes of one class in one article that hold its text between advertisements, a piece each."""
    words: dict[Element, int] = defaultdict(int)
    for paragraph in tree.iter("p"):
        parent = paragraph.getparent()
        if parent is not None and parent.get("class"):
            words[parent] += len(WORD_RE.findall(paragraph.text_content()))
    boxes: dict[tuple[object, ...], list[Element]] = defaultdict(list)
    for box, count in words.items():
        around = list(box.iterancestors())
        if count >= LEAST_WORDS and not any(element.tag in ASIDE for element in around):
            article = next((element for element in around if element.tag in ("article", "main")), None)
            boxes[(article, box.tag, box.get("class"), len(around))].append(box)
    for (article, *_), pieces in boxes.items():
        if article is not None and len(pieces) > 1 and not any(list(piece.iter("h1", "article")) for piece in pieces):
            yield pieces


def _join(pieces: list[Element]) -> None:
    """Take away the boxes' walls, up to what holds them all: their paragraphs then follow each other."""
    around = [set(piece.iterancestors()) for piece in pieces]
    shared = set.intersection(*around)
    for walls in [{*inside, piece} - shared for inside, piece in zip(around, pieces, strict=True)]:
        for wall in walls:
            if wall.getparent() is not None:
                wall.drop_tag()
