"""What is an inset wherever it stands: "Read more: ...", "Sign up to our ...", a list of related stories.

The model decides of lines in doubt; of these there is none: `data/cleaning_insets.yaml` lists phrases that no
sentence of an article starts with.
"""

import re
from collections.abc import Mapping, Sequence

from ...core.data import read_data
from .lines import WORD_RE, Line
from .phrases import fold

CLOCK_RE = re.compile(r"(?:\d{1,2}:)?[0-5]?\d:[0-5]\d(?:\s*/\s*(?:\d{1,2}:)?[0-5]?\d:[0-5]\d)?$")
# An agency's note on its own text.
NOTE_RE = re.compile(
    r"[(\[]\W{0,3}(?:this|the) (?:\w+ )?(?:story|article|version|report|item|dispatch|post)\b.{0,60}?\b"
    r"(?:refiled|re-filed|corrects?|corrected|updated|updates|translated|amended|published|produced|generated)\b.*[)\]]\.?$"
)
NOTE_WORDS = 40
POST_MARK = "pic.twitter.com/"  # what ends an embedded post with a picture
OPENING_RE = re.compile(r"[\s\[({<>»›▶►→•·*▪●◦‣■✓–—-]*")
MARK_RE = re.compile(r"\s?(?:[:：|»›>►▶→]|[-–—]+\s)")
# What screen readers are told of a list of other stories.
LIST_START_RE = re.compile(r"list of \d+ items?$")
LIST_PART_RE = re.compile(r"list \d+ of \d+$|end of list$")
LIST_END = "end of list"
LONGEST_LIST = 40  # lines
# What a picture's words start with where whom it is by and what it shows have a line each.
CAPTION_RE = re.compile(r"(?:image|media|video|picture|photo) caption\W*$", re.IGNORECASE)
SOURCE_RE = re.compile(
    r"(?:image|media|photo|picture) (?:source|copyright)\b|image caption\b|media caption", re.IGNORECASE
)
# A picture's label, its caption, and below it whom it is by.
CREDIT_RE = re.compile(r"credit(?:\.{2,}|…)", re.IGNORECASE)
LABELS_OF_PICTURES = frozenset(("image", "images", "photo", "video"))
CAPTION_LINES = 3  # between such a label and the credit
CAPTION_WORDS = 45
TITLE_WORDS, MOST_TITLES = 20, 8  # of a list of titles below its heading; more are left to the model
IN_LISTS = frozenset((None, "video", "counter"))  # kinds of titles in a list, and of the numbers between them
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
    if POST_MARK in line.lower:
        return "sharing"
    if line.text[0] in "([" and line.size <= NOTE_WORDS and NOTE_RE.match(line.lower):
        return "legal"
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


def find_boxes(lines: Sequence[Line], kinds: Sequence[str | None]) -> dict[int, str]:
    """Find the lines of boxes that are insets wherever they stand, with their kind."""
    found: dict[int, str] = {}
    for index, line in enumerate(lines):
        if LIST_START_RE.match(line.lower):
            found.update(dict.fromkeys(_screen_reader_list(lines, index), "related"))
        elif LIST_PART_RE.match(line.lower):
            found.update(dict.fromkeys((index, *_title_below(lines, index)), "related"))
        elif SOURCE_RE.match(line.text) and line.size <= CAPTION_WORDS:
            found[index] = "caption"
            if CAPTION_RE.match(line.text) and index + 1 < len(lines) and lines[index + 1].size <= CAPTION_WORDS:
                found[index + 1] = "caption"
        elif CREDIT_RE.match(line.text) and line.size <= CAPTION_WORDS:
            found.update(dict.fromkeys(_caption_above(lines, index), "caption"))
        elif kinds[index] == "related" and heads_list(line):
            found.update(dict.fromkeys(_titles(lines, kinds, index), "related"))
    heads = [index for index, line in enumerate(lines[:-1]) if index + 1 in found and heads_list(line)] if found else []
    return found | dict.fromkeys(heads, "related")


def _caption_above(lines: Sequence[Line], credit: int) -> range:
    """Give the credit of a picture with its caption and label, where the label stands above."""
    above = range(credit - 1, max(-1, credit - 2 - CAPTION_LINES), -1)
    label = next((index for index in above if lines[index].folded in LABELS_OF_PICTURES), credit)
    return range(label, credit + 1)


def _screen_reader_list(lines: Sequence[Line], start: int) -> range:
    ends = (index for index in range(start, min(len(lines), start + LONGEST_LIST)) if lines[index].lower == LIST_END)
    return range(start, next(ends, start) + 1)


def _title_below(lines: Sequence[Line], index: int) -> range:
    below = lines[index + 1 : index + 2]
    is_title = any(line.size <= TITLE_WORDS and not line.text.endswith(".") for line in below)
    return range(index + 1, index + 1 + is_title)


def _titles(lines: Sequence[Line], kinds: Sequence[str | None], start: int) -> range:
    """Give the heading of a list of titles with these, where a paragraph follows them."""
    end = start + 1
    while end < len(lines) and kinds[end] in IN_LISTS and _is_title(lines[end]):
        end += 1
    follows = end < len(lines) and lines[end].prose and kinds[end] is None
    titles = sum(kinds[index] != "counter" for index in range(start + 1, end))
    return range(start, end if follows and 0 < titles <= MOST_TITLES else start)


def _is_title(line: Line) -> bool:
    return line.size <= TITLE_WORDS and (not line.ends or line.text[-1] in "?!")


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
INSET_KINDS = frozenset((*INSETS, "legal"))
LISTS = frozenset(fold(phrase) for phrases in INSETS.values() for phrase in phrases.get("lists", ()))
