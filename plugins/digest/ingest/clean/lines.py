"""The lines of a raw article, measured: words, ending, blank lines around, how often they occur."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import filterfalse, pairwise
from operator import add
from typing import NamedTuple

from .phrases import FUNCTION_WORDS, fold
from .wrap import join_credits, join_drop_caps, join_wrapped

WORD_RE = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Scripts that set no spaces: about two characters make a word.
DENSE_RE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
GAPS = ("  ", "\t", "\u3000")  # white space that is more than a single space between words
END_MARKS = ".!?。！？؟۔।…"
SENTENCE_END_RE = re.compile(rf"[{END_MARKS}][\"'”’»«)\]）」』›\d*]{{0,4}}$")
FOLDED = 12  # words of a line that may be a phrase of a list: longer ones need no folding


ALONE = 10  # fields of a line that do not hang on where it stands: the first ones


class Line(NamedTuple):
    """One line with text; `number` counts from 1 in the decoded file.

    A tuple, since there are so many: a frozen dataclass takes three times as long to make.
    """

    text: str  # white space collapsed
    lower: str
    folded: str  # letters alone, in lower case
    words: tuple[str, ...]  # in lower case
    content: frozenset[str]  # the words that say what it is about
    told: tuple[str, ...]  # these words, each as often as it stands there
    size: int  # words; characters halved in scripts without spaces
    known: int  # function words among them
    ends: bool  # like a sentence
    prose: bool  # running text: a sentence of some length, or a long line full of function words
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
    texts = list(map(str.strip, text.split("\n")))
    if any(gap in text for gap in GAPS):
        texts = [" ".join(line.split()) if "  " in line or "\t" in line or "\u3000" in line else line for line in texts]
    return join_credits(join_wrapped(join_drop_caps(texts)))


def place_lines(texts: Sequence[str], measured: Mapping[str, Line], *, first_line: int) -> tuple[Line, ...]:
    """Put what was measured of each text that is not blank where that stands among the others."""
    copies = Counter(texts)
    around = enumerate(zip(["", *texts], texts, [*texts[1:], ""], strict=False), first_line)
    places = [(number, not above, not below, copies[text]) for number, (above, text, below) in around if text]
    alone = [measured[text][:ALONE] for text in texts if text]
    return tuple(map(Line._make, map(add, alone, places)))


def _pairs(text: str) -> tuple[str, ...]:
    """Pair neighbouring characters where no spaces divide words: they say what a line is about as words do."""
    dense = "".join(character if DENSE_RE.match(character) else " " for character in text)
    return tuple([pair for pair in map("".join, pairwise(dense)) if " " not in pair])


def measure(text: str) -> Line:
    """Measure a line that is not blank, as if it stood alone."""
    lower = text.lower()
    words = WORD_RE.findall(lower)
    dense = 0 if text.isascii() else len(DENSE_RE.findall(text))
    size = len(words) + dense // 2
    last = text[-1]
    others = list(filterfalse(FUNCTION_WORDS.__contains__, words))
    told = _pairs(text) if dense else tuple([word for word in others if len(word) > 3])
    known = len(words) - len(others)
    ends = last in END_MARKS or (not last.isalpha() and bool(SENTENCE_END_RE.search(text, max(0, len(text) - 6))))
    return Line(
        text,
        lower,
        "" if size > FOLDED else fold(lower),
        tuple(words),
        frozenset(told),
        told,
        size,
        known,
        ends,
        size >= 8 if ends else size >= 20 and known * 4 >= size,
        1,
        True,
        True,
        1,
    )
