"""What is an inset wherever it stands: "Read more: ...", "Sign up to our ...", the length of a video.

The model decides of lines in doubt; of these there is none: `data/cleaning_insets.yaml` lists phrases that no
sentence of an article starts with.
"""

import re
from collections.abc import Mapping, Sequence

from .lines import Line
from .phrases import fold, read_data

CLOCK_RE = re.compile(r"(?:\d{1,2}:)?[0-5]?\d:[0-5]\d(?:\s*/\s*(?:\d{1,2}:)?[0-5]?\d:[0-5]\d)?$")
OPENING_RE = re.compile(r"[\s\[({<>»›▶►→•·*▪●◦‣■✓–—-]*")
MARK_RE = re.compile(r"\s?(?:[:：|»›>►▶→]|[-–—]+\s)")
MOST_WORDS = 30  # of a line with a label: a headline may follow it
LONGEST = 200  # characters before which a label has ended

Lists = Mapping[str, Mapping[str, Sequence[str]]]
Labels = Mapping[str, tuple[tuple[str, str, bool], ...]]


def _read_labels(lists: Lists) -> Labels:
    """Index the phrases by first word: phrase, kind, whether a mark must follow; the longest first."""
    found: dict[str, list[tuple[str, str, bool]]] = {}
    for kind, phrases in lists.items():
        for key, is_label in (("labels", True), ("starts", False)):
            for phrase in phrases.get(key, ()):
                found.setdefault(_first_word(phrase), []).append((phrase, kind, is_label))
    return {word: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for word, entries in found.items()}


def find_inset(line: Line) -> str | None:
    """Find the kind of a line that is an inset wherever it stands."""
    if line.size > MOST_WORDS:
        return None
    if line.size <= 6 and CLOCK_RE.match(line.text):
        return "video"
    lower = line.lower if line.lower[0].isalpha() else line.lower[OPENING_RE.match(line.lower, 0, 12).end() :]  # type: ignore[union-attr]
    for phrase, kind, is_label in LABELS.get(_first_word(lower[:LONGEST]), ()):
        if lower.replace("’", "'").startswith(phrase) and _ends_phrase(lower, len(phrase), is_label):
            return kind
    return None


def heads_list(line: Line) -> bool:
    """Tell a line that heads a list of titles, as "Trending now"."""
    return line.folded in LISTS


def _ends_phrase(lower: str, end: int, is_label: bool) -> bool:
    if is_label:
        mark = MARK_RE.match(lower, end)
        return bool(mark) and len(lower) > mark.end()  # type: ignore[union-attr]
    return end == len(lower) or not lower[end].isalnum()


def _first_word(lower: str) -> str:
    """Take the letters that a line starts with; of scripts without spaces the first two."""
    match = WORD_RE.match(lower)
    word = match[0] if match else ""
    return word if word.isascii() or (word[:1].isalpha() and word[0] < "\u0e00") else word[:2]


WORD_RE = re.compile(r"[^\W\d_]+")
INSETS: Lists = read_data("cleaning_insets.yaml")  # type: ignore[assignment]
LABELS = _read_labels(INSETS)
INSET_KINDS = frozenset(INSETS)
LISTS = frozenset(fold(phrase) for phrases in INSETS.values() for phrase in phrases.get("lists", ()))
