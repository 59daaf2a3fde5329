"""Bounds for Markdown whose formatting would take time that grows with the square of its length.

Python-Markdown looks for the end of each link, tag, fence and abbreviation anew. Where there are many that have none,
their signs are taken as text; what people write is far below these bounds and is formatted as ever.
"""

import html
import re
from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree.ElementTree import Element

from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString

# Characters that may be looked at in search of the ends of a paragraph's links: half a second's work. The longest
# paragraph tried that somebody wrote, a list of 120 references, needs 9,000.
SEARCHED: Final = 1_000_000
OPEN_TAGS: Final = 500  # tags, comments and fences without an end
TAGS: Final = 20_000  # in a text: a table of three thousand rows
ABBREVIATIONS: Final = 200  # each is looked for at every word
NOTES: Final = 1_000  # footnotes, and what refers to them
COPIED: Final = 2_000_000_000  # characters: each sign that is formatted has its paragraph copied, half a second's work
TOGETHER: Final = 50  # headings or definitions without a blank line between them
SIGN_RE = re.compile(r"[\[&<*_`\\]|  \n")
BRACKET_RE = re.compile(r"[\[\]]")
TARGET_RE = re.compile(r"(?<=\])\(|[()]")
OPEN_RE = re.compile(r"<(?=[a-zA-Z/!?])")
ENDED: Final = ((re.compile(r"<(?=!--)"), "-->"), (re.compile(r"<(?=!\[)"), "]>"))
FENCE_RE = re.compile(r"^(`{3,}|~{3,})")
ALONE_RE = re.compile(r"#{1,6}|\*\[|\[[^\]]*\]:|(?:=+|-+) *$")  # a line that ends what is above, or is a block itself
ESCAPED: Final = {sign: f"{STX}{ord(sign)}{ETX}" for sign in "[("}  # as Markdown writes `\[` until it is done


class BoundText(Preprocessor):
    """Take as text what would be searched too often: tags, comments, fences and abbreviations without an end."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines with those signs escaped."""
        text = _escape_open_tags("\n".join(lines))
        text = text.replace("[^", "\\[^") if text.count("[^") > NOTES else text
        return list(_escape_abbreviations(_escape_open_fences(text.split("\n"))))


class DivideBlocks(Preprocessor):
    """Divide what stands together without a blank line, where each part of it is a block by itself."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines with blank ones between some of them."""
        divided: list[str] = []
        together = 0
        for line in lines:
            divided.append(line)
            together += ALONE_RE.match(line) is not None
            if together >= TOGETHER and ALONE_RE.match(line):
                divided.append("")
                together = 0
        return divided


class BoundInline(Treeprocessor):
    """Take signs as text in a paragraph that has so many of them that formatting it would take too long."""

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        for element in root.iter():
            if element.text and not isinstance(element.text, AtomicString):
                element.text = bound_inline(element.text)
            if element.tail and not isinstance(element.tail, AtomicString):
                element.tail = bound_inline(element.tail)


def bound_inline(text: str) -> str:
    """Escape brackets, or parentheses after them, that are too far from their ends; where signs are too many, all."""
    if sum(1 for _ in SIGN_RE.finditer(text)) * len(text) > COPIED:
        return AtomicString(html.unescape(text))
    if "[" in text and _count_searched(text, BRACKET_RE, "[", "]") > SEARCHED:
        text = text.replace("[", ESCAPED["["])
    if "](" in text and _count_searched(text, TARGET_RE, "(", ")") > SEARCHED:
        text = text.replace("](", "]" + ESCAPED["("])
    return text


def _count_searched(text: str, pattern: re.Pattern[str], opening: str, closing: str) -> int:
    """Add up how far each opening sign is from its closing one, or from the end where it has none."""
    waiting: list[int] = []
    searched = 0
    for match in pattern.finditer(text):
        if match[0] == opening:
            waiting.append(match.start())
        elif match[0] == closing and waiting:
            searched += match.start() - waiting.pop()
    return searched + sum(len(text) - start for start in waiting)


def _escape_open_tags(text: str) -> str:
    if sum(1 for _ in OPEN_RE.finditer(text)) > TAGS:
        return OPEN_RE.sub("&lt;", text)
    for pattern, end in (*ENDED, (OPEN_RE, ">")):
        last = text.rfind(end) + 1
        if sum(1 for _ in pattern.finditer(text, last)) > OPEN_TAGS:
            text = text[:last] + pattern.sub("&lt;", text[last:])
    return text


def _escape_open_fences(lines: list[str]) -> list[str]:
    """Escape fences that no later line closes."""
    closed = {line.rstrip(): number for number, line in enumerate(lines) if FENCE_RE.match(line)}  # by the last line
    opened = [
        number
        for number, line in enumerate(lines)
        if (fence := FENCE_RE.match(line)) and closed.get(fence[1], -1) <= number
    ]
    for number in opened if len(opened) > OPEN_TAGS else ():
        lines[number] = f"&#{ord(lines[number][0])};{lines[number][1:]}"
    return lines


def _escape_abbreviations(lines: Iterable[str]) -> Iterator[str]:
    found = 0
    for line in lines:
        is_abbreviation = line.startswith("*[")
        found += is_abbreviation
        yield f"\\{line}" if is_abbreviation and found > ABBREVIATIONS else line
