"""What is an inset wherever it stands: "Read more: ...", "Sign up to our ...", the length of a video.

The model decides of lines in doubt; of these there is none: `data/cleaning_insets.yaml` lists phrases that no
sentence of an article starts with.
"""

import re
from collections.abc import Mapping, Sequence

from ...core.data import read_data
from .lines import WORD_RE, Line
from .phrases import fold

CLOCK_RE = re.compile(r"(?:\d{1,2}:)?[0-5]?\d:[0-5]\d(?:\s*/\s*(?:\d{1,2}:)?[0-5]?\d:[0-5]\d)?$")
OPENING_RE = re.compile(r"[\s\[({<>»›▶►→•·*▪●◦‣■✓–—-]*")
MARK_RE = re.compile(r"\s?(?:[:：|»›>►▶→]|[-–—]+\s)")
MOST_WORDS = 30  # of a line with a label: a headline may follow it
DENSE = "\u0e00"  # from here on scripts set no spaces between words, roughly

Lists = Mapping[str, Mapping[str, Sequence[str]]]
Labels = Mapping[str, tuple[tuple[str, str, bool], ...]]


def _read_labels(lists: Lists) -> Labels:
    """Index the phrases by first word: phrase, kind, whether a mark must follow; the longest first."""
    found: dict[str, list[tuple[str, str, bool]]] = {}
    for kind, phrases in lists.items():
        for key, is_label in (("labels", True), ("starts", False)):
            for phrase in phrases.get(key, ()):
                found.setdefault(first_letters(WORD_RE.findall(phrase.replace("’", "'"))[0]), []).append(
                    (phrase, kind, is_label)
                )
    return {word: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for word, entries in found.items()}


def find_inset(line: Line) -> str | None:
    """Find the kind of a line that is an inset wherever it stands."""
    if line.size > MOST_WORDS or not line.words:
        return None
    if line.words[0].isdigit():
        return "video" if line.size <= 6 and CLOCK_RE.match(line.text) else None
    found = LABELS.get(first_letters(line.words[0]))
    if not found:
        return None
    lower = line.lower.replace("’", "'")
    lower = lower[OPENING_RE.match(lower, 0, 12).end() :]  # type: ignore[union-attr]
    return next((kind for phrase, kind, is_label in found if _starts(lower, phrase, is_label)), None)


def heads_list(line: Line) -> bool:
    """Tell a line that heads a list of titles, as "Trending now"."""
    return line.folded in LISTS


def _starts(lower: str, phrase: str, is_label: bool) -> bool:
    if not lower.startswith(phrase):
        return False
    end = len(phrase)
    if is_label:
        mark = MARK_RE.match(lower, end)
        return bool(mark) and len(lower) > mark.end()  # type: ignore[union-attr]
    return end == len(lower) or not lower[end].isalnum()


def first_letters(word: str) -> str:
    """Take a word whole; in scripts without spaces its first two letters."""
    return word if word[0] < DENSE else word[:2]


INSETS: Lists = read_data("cleaning_insets.yaml")
LABELS = _read_labels(INSETS)
INSET_KINDS = frozenset(INSETS)
LISTS = frozenset(fold(phrase) for phrases in INSETS.values() for phrase in phrases.get("lists", ()))
