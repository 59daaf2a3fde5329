"""Two versions of a text, the file's and the editor's: their difference in words, and a text that keeps both. Pure.

>>> keep_both("title", file="Talks in Oslo", mine="Talks in Bergen")
'Talks in Oslo / Talks in Bergen'
"""

import difflib
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from ...editor.corrections import merge_lines, merge_posts

WORD_RE = re.compile(r"\w+|\s+|[^\w\s]")
MOST_WORDS = 20_000  # that are compared word by word; longer texts line by line
LINES = frozenset({"title", "date", "url"})  # fields of one line


class Change(NamedTuple):
    """A stretch of two texts: in both, in the file alone, or in the editor's alone."""

    side: Literal["both", "file", "mine"]
    text: str


def compare(file: str, mine: str) -> Iterator[Change]:
    """Compare two texts word by word."""
    split = WORD_RE.findall if len(file) + len(mine) < MOST_WORDS else lambda text: text.splitlines(keepends=True)
    old, new = split(file), split(mine)
    for kind, start, end, begin, stop in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Change("both", "".join(old[start:end]))
            continue
        if start < end:
            yield Change("file", "".join(old[start:end]))
        if begin < stop:
            yield Change("mine", "".join(new[begin:stop]))


def keep_both(field: str, *, file: str, mine: str, base: str | None = None) -> str:
    """Make one text of two versions: what either has added or changed stands in it.

    `base` is what both were made from; without it, every line of either stands.
    """
    if file == mine or not file or not mine:
        return mine or file
    if field in LINES:
        return f"{file} / {mine}"
    if field == "text":
        return merge_posts(base, mine, file).text
    if base is not None:
        return "\n".join(merge_lines(base.split("\n"), mine.split("\n"), file.split("\n"))[0])
    return "".join(_joined(file, mine))


def _joined(file: str, mine: str) -> Iterator[str]:
    old, new = _lines(file), _lines(mine)
    for kind, start, end, begin, stop in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield from new[begin:stop]
        if kind != "equal":
            yield from old[start:end]


def _lines(text: str) -> list[str]:
    """Split a text at LF, each line with its end: a last one without gets one, or two would run together."""
    lines = text.split("\n")
    return [f"{line}\n" for line in (lines[:-1] if lines[-1] == "" else lines)]
