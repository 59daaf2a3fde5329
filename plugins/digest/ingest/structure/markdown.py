"""The lines of the text into Markdown and plain text: paragraphs, subheadings, list items; nothing of it is markup."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..clean import CleanLine
from ..clean.lines import Line
from ..decode.escape import escape

BULLET_RE = re.compile(r"^(?:[•·●▪◦‣■►▶➤✓]\s*|[-–*]\s+)(?=\S)")
SUBHEADING_WORDS = 12
QUOTE_RE = re.compile(r"[\"“„«].*[\"”“»]")  # a line that is a quotation: below it stands whose it is


@dataclass(frozen=True, slots=True)
class Body:
    """The article's text twice: as Markdown, and plain with a blank line between paragraphs."""

    markdown: str
    text: str


def make_body(lines: Sequence[CleanLine]) -> Body:
    """Set the lines of the text as paragraphs, subheadings and list items."""
    paragraphs = [line.line for line in lines]
    kinds = [line.kind for line in lines]
    blocks: list[str] = []
    plain: list[str] = []
    was_item = False
    for index, paragraph in enumerate(paragraphs):
        text = paragraph.text
        is_item = bool(BULLET_RE.match(text))
        if is_item:
            text = BULLET_RE.sub("", text)
        after = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        is_speaker = index > 0 and QUOTE_RE.fullmatch(paragraphs[index - 1].text) is not None
        heads = kinds[index] is None and not is_speaker and is_subheading(paragraph, after)
        mark = "- " if is_item else "## " if heads else ""
        block = mark + escape(text)
        if is_item and was_item:
            blocks[-1] += "\n" + block
        else:
            blocks.append(block)
        plain.append(text)
        was_item = is_item
    return Body("\n\n".join(blocks), "\n\n".join(plain))


def is_subheading(line: Line, after: Line | None) -> bool:
    """Tell a short line that heads the running text below it."""
    if after is None or line.size > SUBHEADING_WORDS or not after.prose or line.text[0] in "\"“‘'«„(":
        return False
    return (
        not line.text.endswith(
            (".", "!", ":", ",", ";", "”", '"', "…", ")", "。", "！", "：", "，", "；", "」", "』", "।", "؟")
        )
        and line.text[0].upper() == line.text[0]
    )
