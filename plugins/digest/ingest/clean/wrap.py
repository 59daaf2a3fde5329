"""Hard-wrapped text, as e-mail and PDF have it: its paragraphs are joined before anything else looks at the lines."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from .credits import is_credit_alone

LEAST, MOST = 45, 100  # characters of a line that was wrapped: e-mail wraps at 72 to 78, columns of a PDF at 50 to 95
LEAST_JOINS, LEAST_SHARE = 4, 0.3  # so many lines, of those long enough, must go on in small letters on the next
LONG_SHARE = 0.5  # of the characters of long lines, those in lines that are longer than any that was wrapped: at most
# Else, in a short text, or one without small letters: so many lines that could go on, the share of them that the next
# word would make too long, and the share of all long lines that may be longer than these.
LEAST_FULL, FULL_SHARE, LONGER_SHARE = 3, 0.8, 0.3
CASELESS = "\u0590"  # from here on no script has small letters, but some of peoples in America and the Caucasus
WIDE = "\u1100-\u11ff\u2e80-\u303f\u3040-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff01-\uff60"  # take two columns
WIDE_RE = re.compile(f"[{WIDE}]")
DENSE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60"
DENSE_RE = re.compile(f"[{DENSE}]")  # no space between words
NARROW = 30  # columns of such a line; under LEAST so many must have the end of a sentence inside, as verse has not
LEAST_BREAKS = 3
BULLETS = "•·*-–—►▪"
CAPTION = 400  # characters; no caption of the pastes this was tried on is longer
DROP_CAP = 2  # characters: a letter, with a quotation mark before it
DROP_CAP_RE = re.compile(r"[\"“‘«„]?[^\W\d_a-z]$")
HYPHEN_RE = re.compile(r"[^\W\d_]{2}-$")
BREAK_RE = re.compile(r"[.!?][\"'”’)\]]* +[\"'“‘(]?[^\W\d_]|[。！？؟۔।]\s*\w")
END_RE = re.compile(r"[.!?:…。！？：؟۔।][\"'”’)\]」』）]*$")


class Width(NamedTuple):
    """How long the lines of a wrapped text are at most, and how that is counted: in characters or columns."""

    most: int
    count: Callable[[str], int]


def join_wrapped(texts: Sequence[str]) -> list[str]:
    """Join the lines of paragraphs where a text is hard-wrapped; what was joined onto a line leaves a blank one."""
    width = _find_width(texts)
    if width is None:
        return list(texts)
    joined = list(texts)
    start = 0
    pieces: list[str] = []
    for index, text in enumerate(texts):
        if pieces and _continues(texts[index - 1], text, width):
            pieces.append(text)
            joined[index] = ""
            continue
        joined[start : start + 1] = [_join(pieces)] if pieces else joined[start : start + 1]
        start, pieces = index, [text] if text else []
    if pieces:
        joined[start] = _join(pieces)
    return joined


def join_credits(texts: Sequence[str]) -> list[str]:
    """Join a credit in brackets that has a line of its own onto the caption above."""
    joined = list(texts)
    for index in range(1, len(joined)):
        above = joined[index - 1]
        if above and len(above) <= CAPTION and joined[index][:1] in ("(", "[") and is_credit_alone(joined[index]):
            joined[index - 1 : index + 1] = [f"{above} {joined[index]}", ""]
    return joined


def join_drop_caps(texts: Sequence[str]) -> list[str]:
    """Join the first letter of a text, where it is set large on a line of its own, with the rest of its word."""
    joined = list(texts)
    for index, text in enumerate(texts):
        if len(text) > DROP_CAP or not DROP_CAP_RE.match(text):
            continue
        below = next((at for at in range(index + 1, min(index + 3, len(texts))) if texts[at]), None)
        if below is not None and len(texts[below]) >= LEAST and texts[below][0].islower():
            is_word = text[-1] in "AIO" and f"{text[-1]}{_first_word(texts[below])}".lower() not in _words_of(texts)
            joined[index : below + 1] = ["", *[""] * (below - index - 1), text + " " * is_word + texts[below]]
    return joined


def _words_of(texts: Sequence[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in text.lower().split())


def _find_width(texts: Sequence[str]) -> Width | None:
    """Find to what width a text is wrapped; None for one that is not, as one with whole paragraphs on a line."""
    long = [size for text in texts if (size := len(text)) >= LEAST]
    if sum(size for size in long if size > MOST) > LONG_SHARE * sum(long):
        return None
    joins = [len(above) for above, below in pairwise(texts) if below[:1].islower() and _may_go_on(above)]
    wide = [size for size in joins if size >= LEAST]
    if len(wide) >= LEAST_JOINS and len(wide) >= LEAST_SHARE * sum(LEAST <= len(text) <= MOST for text in texts):
        return Width(max(wide), len)
    if joins or any(text >= CASELESS and text[0].isalpha() for text in texts):
        has_wide = bool(WIDE_RE.search("".join(texts)))  # else columns are characters
        return _find_full(texts, len) or (_find_full(texts, count_columns) if has_wide else None)
    return None


def _may_go_on(line: str) -> bool:
    return NARROW <= len(line) <= MOST and not END_RE.search(line)


def _find_full(texts: Sequence[str], count: Callable[[str], int]) -> Width | None:
    """Find the width of a text of which hardly a line has room for the word that follows."""
    pairs = [
        (count(above), count(above + _space(above, below) + _first_word(below)), count_columns(above))
        for block in _blocks(texts)
        for above, below in pairwise(block)
        if count_columns(above) >= NARROW
        and count(above) <= MOST
        and below[0] not in BULLETS
        and not END_RE.search(above)
    ]
    if len(pairs) < LEAST_FULL:
        return None
    most = max(size for size, _, _ in pairs)
    if max(columns for _, _, columns in pairs) < LEAST and sum(map(_has_break, texts)) < LEAST_BREAKS:
        return None
    long = [count(text) for text in texts if count_columns(text) >= NARROW]
    is_full = sum(with_word >= most for _, with_word, _ in pairs) >= FULL_SHARE * len(pairs)
    return Width(most, count) if is_full and sum(size > most for size in long) <= LONGER_SHARE * len(long) else None


def _has_break(text: str) -> bool:
    return bool(BREAK_RE.search(text))


def _blocks(texts: Sequence[str]) -> Iterator[list[str]]:
    """List the lines between blank ones where they end with a sentence, as a list of headlines does not."""
    for is_text, lines in groupby(texts, bool):
        block = list(lines)
        if is_text and END_RE.search(block[-1]):
            yield block


def count_columns(text: str) -> int:
    """Count columns of a terminal, of which Chinese characters and Korean syllables take two."""
    return len(text) if text.isascii() else len(text) + len(WIDE_RE.findall(text))


def _first_word(text: str) -> str:
    return text[0] if DENSE_RE.match(text) else text.split(" ", 1)[0]


def _continues(above: str, below: str, width: Width) -> bool:
    """Tell whether a line goes on: it is nearly full, and the next one starts no list item."""
    if not above or not below or below[0] in BULLETS or width.count(above) > MOST:
        return False
    size = width.count(above)
    if below[0].islower() and size >= LEAST // 2:
        return True
    return size >= 0.8 * width.most and not (END_RE.search(above) and size < 0.9 * width.most)


def _join(pieces: Sequence[str]) -> str:
    """Join lines, and the two halves of a word that was divided at the end of one."""
    parts = [pieces[0]]
    for above, below in pairwise(pieces):
        if HYPHEN_RE.search(above) and below[0].islower():
            parts[-1] = parts[-1][:-1]
            parts.append(below)
        else:
            parts += [_space(above, below), below]
    return "".join(parts)


def _space(above: str, below: str) -> str:
    """Give what stands between two lines that are joined: nothing in scripts that set no spaces."""
    return "" if DENSE_RE.match(above[-1:]) and DENSE_RE.match(below) else " "
