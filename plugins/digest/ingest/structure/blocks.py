"""The blocks of a body in Markdown, each with its plain text measured as a line: `make_blocks(raw)`."""

import re
from dataclasses import dataclass

from ...core.types import RawArticle
from ..clean.lines import Line, make_lines
from ..clean.rules import find_line_kind

UNMARK_RES = (
    (re.compile(r"^(?:> ?)+"), ""),
    (re.compile(r"^ *(?:#{1,6}|[-*+]|\d+\.) +"), ""),
    (re.compile(r"(\\.)|\[((?:\\.|[^\[\]\\])*)\]\((?:[^()\\]|\\.)*\)"), r"\1\2"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|>-])|[*`]+"), r"\1"),
    (re.compile(r"&lt;"), "<"),
    (re.compile(r"&#58;"), ":"),
    (re.compile(r"&#91;"), "["),
    (re.compile(r"&#93;"), "]"),
    (re.compile(r"&#126;"), "~"),
    (re.compile(r"&amp;"), "&"),
)
HEADING_RE = re.compile(r"^(#{1,6} [^\n]+\n?)", re.MULTILINE)  # what follows its line is a paragraph of its own
TABLE_RULE_RE = re.compile(r"^\|(?: ?:?-+:? ?\|)+$")
ROW_EDGE_RE = re.compile(r"^\| ?| ?\|$")
CELL_EDGE_RE = re.compile(r"(?<!\\) \| ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, list, quotation or table of the body."""

    markdown: str
    text: str
    line: Line
    kind: str | None
    reason: str | None = None  # why it is not the article's, if it is not

    @property
    def is_heading(self) -> bool:
        """Tell a heading by its mark."""
        return self.markdown.startswith("#")

    @property
    def is_list(self) -> bool:
        """Tell a list by its first item's mark."""
        return self.markdown.startswith(("- ", "1. "))


def make_blocks(raw: RawArticle) -> list[Block]:
    """Divide a body into its blocks, each with its plain text measured as a line."""
    blocks: list[tuple[int, str]] = []
    number = raw.first_line
    for piece in re.split(r"(\n{2,})", raw.text):
        for row in HEADING_RE.split(piece) if piece.strip() else (piece,):
            if row.strip():
                blocks.append((number, row.strip("\n")))
            number += row.count("\n")
    texts = [plain_text(markdown) for _, markdown in blocks]
    blocks = [block for block, text in zip(blocks, texts, strict=True) if text]
    texts = list(filter(None, texts))
    lines = [make_lines(" ".join(text.split()))[0] for text in texts]
    return [
        Block(markdown=markdown, text=text, line=line._replace(number=number), kind=find_line_kind(line))
        for (number, markdown), text, line in zip(blocks, texts, lines, strict=True)
    ]


def plain_text(markdown: str) -> str:
    """Take the marks out of a block of Markdown that we made."""
    lines = []
    for line in markdown.split("\n"):
        if TABLE_RULE_RE.match(line):
            continue
        text = CELL_EDGE_RE.sub("  ", ROW_EDGE_RE.sub("", line)) if line.startswith("|") else line
        for pattern, plain in UNMARK_RES:
            text = pattern.sub(plain, text)
        lines.append(text.strip())
    return "\n".join(filter(None, lines))
