"""The tree that trafilatura makes of a page's body into blocks of Markdown, one paragraph, heading or table each."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from lxml.etree import _Element as Element

from .escape import escape_inline, escape_start
from .regions import ITEM

ITEM_RE = re.compile(rf"^{ITEM}(\d+){ITEM}\s*")  # as `regions` marks the items of a list
SPACES_RE = re.compile(r"[^\S\n]+")
LINE_SPACES_RE = re.compile(r" *\n *")
WEB_RE = re.compile(r"https?://[^\s<>\"\\`|{}^]+", re.IGNORECASE)
LINK_START_RE = re.compile(r"\[(?:\\.|[^\\\[\]])*\]\(https?:", re.IGNORECASE)
BRACKET_RE = re.compile(r"\\?([\[\]])|\\.")
BRACKETS: Final = {"[": "&#91;", "]": "&#93;"}  # in a label, where a backslash before them is not enough for Markdown
CLOSING_RE = re.compile(r"#+$")  # at a heading's end they would be a mark
MARKS: Final = {"#b": "**", "#i": "*"}
BLOCKS: Final = frozenset(("p", "head", "list", "quote", "table", "code", "div", "item", "row"))
INLINE: Final = frozenset(("hi", "ref", "del"))
OPEN_END_RE = re.compile(r"(?:[^\s.!?][^\S\n]+|[(“‘])$")  # of a paragraph that went on with a link
CLOSING: Final = (" ", "\u00a0", *".,;:!?)’”")  # marks with which no paragraph starts
MOST_DEEP: Final = 60  # elements in elements; no article has more, and Python's stack is not without end
CELL_WORDS: Final = 40  # words of a cell; a table of longer ones is a page's layout, not a table
NUMBER_LIST: Final = "ol"


def format_blocks(body: Element) -> str:
    """Set a body as Markdown, with a blank line between its blocks."""
    joined: list[str] = []
    was_item = False
    for block in _blocks(body, 0):
        item = ITEM_RE.sub(lambda match: f"{match[1]}. " if match[1] != "0" else "- ", block)
        if item != block and was_item:
            joined[-1] += f"\n{item}"
        else:
            joined.append(item)
        was_item = item != block
    return "\n\n".join(joined)


def _blocks(parent: Element, depth: int) -> Iterator[str]:
    """Give the blocks inside an element; text between blocks makes paragraphs."""
    loose: list[str] = [escape_inline(parent.text or "")]
    for child in parent if depth < MOST_DEEP else ():
        is_torn, is_open = _goes_on(child), _ends_open(child)
        if child.tag in BLOCKS and not is_torn:
            yield from _paragraphs(loose)
            loose = []
        if is_torn or is_open:
            loose.append(_inline(child, frozenset(), depth + 1))
            if not is_open:
                yield from _paragraphs(loose)
                loose = []
        elif child.tag in BLOCKS:
            yield from _block(child, depth + 1)
        else:
            loose.append(_inline_element(child, frozenset(), depth + 1))
        loose.append(escape_inline(child.tail or ""))
    yield from _paragraphs(loose)


def _ends_open(element: Element) -> bool:
    """Recognise a paragraph that trafilatura cut at a link or a mark, as it does with text in a bare box."""
    after = element.getnext()
    if element.tag != "p" or after is None or after.tag not in INLINE or (element.tail or "").strip():
        return False
    return bool(OPEN_END_RE.search("".join(_texts(element))))


def _goes_on(element: Element) -> bool:
    """Recognise a paragraph that was cut off the link or the mark before it."""
    before = element.getprevious()
    if element.tag != "p" or before is None or before.tag not in INLINE or (before.tail or "").strip():
        return False
    text = "".join(_texts(element))
    return text[:1].islower() or text.startswith(CLOSING)


def _block(element: Element, depth: int) -> Iterator[str]:
    match element.tag:
        case "head":
            text = " ".join(_plain(element).split())
            if text:
                yield f"{'#' * _level(element)} {CLOSING_RE.sub(_escaped, escape_inline(text))}"
        case "list":
            items = "\n".join(_items(element, depth, ""))
            if items:
                yield items
        case "quote":
            yield from _quotation(element, depth)
        case "table":
            yield from _table(element, depth)
        case _:
            yield from _blocks(element, depth)


def _escaped(match: re.Match[str]) -> str:
    return "\\#" * len(match[0])


def _level(element: Element) -> int:
    """Give a heading's level; the page's own headline is of the first, which `structure` takes out."""
    rend = element.get("rend") or "h2"
    return min(4, int(rend[1]) if rend[1:].isdigit() else 2)


def _items(element: Element, depth: int, indent: str) -> Iterator[str]:
    """Give a list's lines; lists in it are indented by four, as Markdown wants it."""
    for number, item in enumerate(element.iterchildren("item"), start=1):
        mark = f"{number}. " if element.get("rend") == NUMBER_LIST else "- "
        nested = [child for child in item if child.tag == "list"]
        text = " ".join(_inline(item, frozenset(), depth + 1, without=nested).split())
        if text:
            yield f"{indent}{mark}{_started(text)}"
        for child in nested if depth < MOST_DEEP else ():
            yield from _items(child, depth + 1, indent + "    " if text else indent)


def _quotation(element: Element, depth: int) -> Iterator[str]:
    inside = list(_blocks(element, depth))
    if inside:
        yield "\n>\n".join("\n".join(f"> {line}" for line in block.split("\n")) for block in inside)


def _table(element: Element, depth: int) -> Iterator[str]:
    """Set a table of short cells as one; what is there for the page's layout as paragraphs."""
    rows = [[" ".join(_inline(cell, frozenset(), depth + 2).split()) for cell in row] for row in element.iter("row")]
    rows = [row for row in rows if any(row)]
    width = max(map(len, rows), default=0)
    if width < 2 or len(rows) < 2 or any(len(cell.split()) > CELL_WORDS for row in rows for cell in row):
        for cell in element.iter("cell"):
            if next(cell.iterancestors("table"), None) is element:  # else its own table gives it
                yield from _blocks(cell, depth + 2)
        return
    lines = [_row(row, width) for row in rows]
    yield "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _row(cells: Sequence[str], width: int) -> str:
    filled = [*cells, *[""] * (width - len(cells))]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in filled) + " |"


def _paragraphs(pieces: Iterable[str]) -> Iterator[str]:
    """Divide text at doubled line breaks; a single one stays."""
    text = LINE_SPACES_RE.sub("\n", SPACES_RE.sub(" ", "".join(pieces))).strip()
    for paragraph in re.split(r"\n{2,}", text):
        if paragraph:
            yield "  \n".join(_started(line) for line in paragraph.split("\n") if line)


def _started(line: str) -> str:
    """Escape a line's start, unless a link of ours stands there: a text's own "](" is escaped already."""
    return line if LINK_START_RE.match(line) else escape_start(line)


def _inline(element: Element, marks: frozenset[str], depth: int, without: Sequence[Element] = ()) -> str:
    pieces = [escape_inline(_joined(element.text))]
    for child in element if depth < MOST_DEEP else ():
        if child not in without:
            pieces.append(_inline_element(child, marks, depth + 1))
        pieces.append(escape_inline(_joined(child.tail)))
    return "".join(pieces)


def _inline_element(element: Element, marks: frozenset[str], depth: int) -> str:
    if not isinstance(element.tag, str):
        return ""
    if element.tag == "lb":
        return "\n"
    mark = MARKS.get(element.get("rend") or "", "") if element.tag == "hi" else ""
    if mark and mark not in marks:
        return _around(_inline(element, marks | {mark}, depth), mark, mark)
    inner = _inline(element, marks, depth)
    if element.tag == "ref" and "[" not in marks:
        address = link_target(element.get("target") or "")
        if address:
            label = BRACKET_RE.sub(lambda found: BRACKETS.get(found[1], found[0]), inner)
            return _around(label, "[", f"]({address})")
    return f" {inner} " if element.tag in BLOCKS else inner


def _around(inner: str, before: str, after: str) -> str:
    """Put marks around text, its outer spaces outside of them; a line break inside would end them."""
    text = inner.strip()
    if not text or "\n" in text or not any(map(str.isalnum, text)):
        return inner
    start = inner.index(text)
    return inner[:start] + before + text + after + inner[start + len(text) :]


def link_target(address: str) -> str | None:
    """Give an address as a link in Markdown has it; None for any scheme but the web's."""
    address = address.strip()
    if not WEB_RE.fullmatch(address):
        return None
    return address.replace("(", "%28").replace(")", "%29").replace("*", "%2A").replace("_", "%5F")


def _joined(text: str | None) -> str:
    """Take the source's line ends for spaces: only `lb` breaks a line."""
    return (text or "").replace("\n", " ")


def _plain(element: Element) -> str:
    return "".join(_texts(element))


def _texts(element: Element) -> Iterator[str]:
    return (piece for piece in element.itertext() if isinstance(piece, str))
