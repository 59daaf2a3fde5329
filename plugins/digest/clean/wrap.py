"""Hard-wrapped text, as e-mail and PDF have it: its paragraphs are joined before anything else looks at the lines."""

import re
from collections.abc import Sequence
from itertools import pairwise

from .credits import is_credit_alone

LEAST, MOST = 45, 100  # characters of a line that was wrapped: e-mail wraps at 72 to 78, columns of a PDF at 50 to 95
LEAST_JOINS, LEAST_SHARE = 4, 0.3  # so many lines, of those long enough, must go on in small letters on the next
CAPTION = 400  # characters; no caption of the pastes this was tried on is longer
HYPHEN_RE = re.compile(r"[^\W\d_]{2}-$")
END_RE = re.compile(r"[.!?:…][\"'”’)\]]*$")


def join_wrapped(texts: Sequence[str]) -> list[str]:
    """Join the lines of paragraphs where a text is hard-wrapped; what was joined onto a line leaves a blank one."""
    full = sum(1 for text in texts if LEAST <= len(text) <= MOST)
    joins = sum(1 for above, below in pairwise(texts) if _goes_on(above, below))
    if joins < LEAST_JOINS or joins < LEAST_SHARE * full:
        return list(texts)
    width = max(len(above) for above, below in pairwise(texts) if _goes_on(above, below))
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


def _goes_on(above: str, below: str) -> bool:
    return LEAST <= len(above) <= MOST and below[:1].islower() and not END_RE.search(above)


def _continues(above: str, below: str, width: int) -> bool:
    """Tell whether a line goes on: it is nearly full, and the next one starts no list item."""
    if not above or not below or len(above) > MOST or below[0] in "•·*-–—►▪":
        return False
    if below[0].islower() and len(above) >= LEAST // 2:
        return True
    return len(above) >= 0.8 * width and not (END_RE.search(above) and len(above) < 0.9 * width)


def _join(pieces: Sequence[str]) -> str:
    """Join lines, and the two halves of a word that was divided at the end of one."""
    parts = [pieces[0]]
    for above, below in pairwise(pieces):
        if HYPHEN_RE.search(above) and below[0].islower():
            parts[-1] = parts[-1][:-1]
            parts.append(below)
        else:
            parts += [" ", below]
    return "".join(parts)
