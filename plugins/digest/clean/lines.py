"""The lines of a raw article, measured: words, ending, blank lines around, how often they occur."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from .phrases import FUNCTION_WORDS, fold
from .wrap import join_credits, join_wrapped

WORD_RE = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Scripts that set no spaces: about two characters make a word.
DENSE_RE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
SENTENCE_END_RE = re.compile(r"[.!?。！？؟۔।…][\"'”’»«)\]）」』›\d*]{0,4}$")
SENTENCE_BREAK_RE = re.compile(
    r"[a-z\u00df-\u00ff\u0430-\u044f0-9)”\"’][.!?][”\"’)]? ['\"“‘(]?[A-Z\u00c0-\u00de\u0410-\u042f]|[。！？؟۔]"
)
QUOTES = "\"“”„«»‘'「『"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line with text; `number` counts from 1 in the decoded file."""

    number: int
    text: str  # white space collapsed
    lower: str
    folded: str  # letters alone, in lower case
    words: tuple[str, ...]  # in lower case
    content: frozenset[str]  # the words that say what it is about
    size: int  # words; characters halved in scripts without spaces
    known: int  # function words among them
    ends: bool  # like a sentence
    blank_before: bool
    blank_after: bool
    copies: int  # lines of the article that say the same


def make_lines(text: str, *, first_line: int = 1) -> tuple[Line, ...]:
    """Measure the lines of a text that are not blank."""
    texts = join_credits(join_wrapped([" ".join(line.split()) for line in text.split("\n")]))
    copies = Counter(texts)
    measured = {line: _measure(line) for line in copies if line}
    last = len(texts) - 1
    return tuple(
        Line(
            number=first_line + index,
            text=line,
            blank_before=index == 0 or not texts[index - 1],
            blank_after=index == last or not texts[index + 1],
            copies=copies[line],
            **measured[line],
        )
        for index, line in enumerate(texts)
        if line
    )


class _Measures(TypedDict):
    lower: str
    folded: str
    words: tuple[str, ...]
    content: frozenset[str]
    size: int
    known: int
    ends: bool


def _measure(text: str) -> _Measures:
    lower = text.lower()
    words = tuple(WORD_RE.findall(lower))
    size = len(words)
    if not text.isascii():
        dense = len(DENSE_RE.findall(text))
        if dense:
            size += dense // 2
    return {
        "lower": lower,
        "folded": fold(lower) if size <= 12 else "",
        "words": words,
        "content": frozenset([word for word in words if len(word) > 3]) - FUNCTION_WORDS,
        "size": size,
        "known": sum(map(FUNCTION_WORDS.__contains__, words)),
        "ends": bool(SENTENCE_END_RE.search(text, max(0, len(text) - 6))),
    }


def is_prose(line: Line) -> bool:
    """Tell running text: a sentence of some length, or a long line full of function words."""
    if line.ends:
        return line.size >= 8
    return line.size >= 20 and line.known * 4 >= line.size


def content_words(line: Line) -> Sequence[str]:
    """List the words that say what a line is about."""
    return [word for word in line.words if len(word) > 3 and word not in FUNCTION_WORDS]
