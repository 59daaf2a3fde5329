"""The lines of a raw article, measured: words, ending, blank lines around, how often they occur."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .phrases import FUNCTION_WORDS, fold
from .wrap import join_credits, join_wrapped

WORD_RE = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
STRAY_RE = re.compile(r"['’](?:(?![^\W_])|(?<![^\W_].))")  # an apostrophe that is not inside a word
MARKS = "“”„‘–—…•"  # the usual ones that Latin-1 has not
INSIDE = "\x01"  # stands for ’ where there is no room for it
LETTERS = bytes(byte if chr(byte).isalnum() or chr(byte) in ("'", INSIDE) else ord(" ") for byte in range(256))
# Scripts that set no spaces: about two characters make a word.
DENSE_RE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
SENTENCE_END_RE = re.compile(r"[.!?。！？؟۔।…][\"'”’»«)\]）」』›\d*]{0,4}$")
SENTENCE_BREAK_RE = re.compile(
    r"[a-z\u00df-\u00ff\u0430-\u044f0-9)”\"’][.!?][”\"’)]? ['\"“‘(]?[A-Z\u00c0-\u00de\u0410-\u042f]|[。！？؟۔]"
)
SHORT = 60  # characters of a line that may be an entry of a menu
QUOTES = "\"“”„«»‘'「『"


class Line(NamedTuple):
    """One line with text; `number` counts from 1 in the decoded file.

    A tuple, since there are so many: a frozen dataclass takes three times as long to make.
    """

    text: str  # white space collapsed
    lower: str
    folded: str  # letters alone, in lower case
    words: tuple[str, ...]  # in lower case
    content: frozenset[str]  # the words that say what it is about
    size: int  # words; characters halved in scripts without spaces
    known: int  # function words among them
    ends: bool  # like a sentence
    number: int
    blank_before: bool
    blank_after: bool
    copies: int  # lines of the article that say the same


def make_lines(text: str, *, first_line: int = 1) -> tuple[Line, ...]:
    """Measure the lines of a text that are not blank."""
    texts = split_lines(text)
    return place_lines(texts, {line: measure(line) for line in set(texts) if line}, first_line=first_line)


def split_lines(text: str) -> list[str]:
    """Split a text into its lines, white space collapsed, paragraphs and captions that were broken joined."""
    return join_credits(join_wrapped(list(map(_collapse, text.split("\n")))))


def _collapse(line: str) -> str:
    """Collapse white space; most lines have single spaces alone."""
    return " ".join(line.split()) if "  " in line or "\t" in line or "\u3000" in line else line.strip()


def place_lines(texts: Sequence[str], measured: Mapping[str, Line], *, first_line: int) -> tuple[Line, ...]:
    """Put what was measured of each text that is not blank where that stands among the others."""
    copies = Counter(texts)
    placed = []
    for number, (above, text, below) in enumerate(zip(["", *texts], texts, [*texts[1:], ""], strict=False), first_line):
        if text:
            _, lower, folded, words, content, size, known, ends, *_ = measured[text]
            alone = (text, lower, folded, words, content, size, known, ends)
            placed.append(Line(*alone, number, not above, not below, copies[text]))
    return tuple(placed)


def find_words(lower: str) -> list[str]:
    """List the words of a text in lower case, as WORD_RE finds them, in less time where it is Latin."""
    plain = STRAY_RE.sub(" ", lower) if "'" in lower or "’" in lower else lower
    if not plain.isascii():
        for mark in MARKS:
            plain = plain.replace(mark, " ")
        plain = plain.replace("’", INSIDE)
    try:
        letters = plain.encode("latin-1").translate(LETTERS)
    except UnicodeEncodeError:
        return WORD_RE.findall(lower)
    return letters.decode("latin-1").replace(INSIDE, "’").split()


def measure(text: str) -> Line:
    """Measure a line that is not blank, as if it stood alone."""
    lower = text.lower()
    letters = len(lower) <= SHORT and lower.replace(" ", "").isalpha()
    words = tuple(find_words(lower))
    size = len(words)
    if not text.isascii():
        dense = len(DENSE_RE.findall(text))
        if dense:
            size += dense // 2
    return Line(
        text,
        lower,
        "" if size > 12 else lower if letters else fold(lower),
        words,
        frozenset([word for word in words if len(word) > 3 and word not in FUNCTION_WORDS]),
        size,
        sum(map(FUNCTION_WORDS.__contains__, words)),
        not text[-1].isalpha() and bool(SENTENCE_END_RE.search(text, max(0, len(text) - 6))),
        1,
        True,
        True,
        1,
    )


def is_prose(line: Line) -> bool:
    """Tell running text: a sentence of some length, or a long line full of function words."""
    if line.ends:
        return line.size >= 8
    return line.size >= 20 and line.known * 4 >= line.size


def content_words(line: Line) -> Sequence[str]:
    """List the words that say what a line is about."""
    return [word for word in line.words if len(word) > 3 and word not in FUNCTION_WORDS]
