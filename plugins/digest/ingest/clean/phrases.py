"""The phrase lists of `data/cleaning*.yaml`, made ready for one look-up a line."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...core.data import read_data, read_words

NOT_LETTERS_RE = re.compile(r"[\W\d_]+")
CONTAINS_WORDS = 60  # in a longer paragraph such words are the article's own


@dataclass(frozen=True, slots=True)
class Phrases:
    """Kinds by phrase: whole folded lines, starts by first word, parts by their longest word."""

    lines: Mapping[str, str]
    starts: Mapping[str, tuple[tuple[str, str], ...]]
    contains: Mapping[str, tuple[tuple[str, str], ...]]
    first_words: frozenset[str]  # of the whole lines


def fold(lower: str) -> str:
    """Leave the letters of a line in lower case, with single spaces between words."""
    return NOT_LETTERS_RE.sub(" ", lower).strip()


def make_phrases(lists: Mapping[str, Mapping[str, Iterable[str]]]) -> Phrases:
    """Index phrase lists; of two kinds that claim one phrase the first wins."""
    lines: dict[str, str] = {}
    starts: dict[str, list[tuple[str, str]]] = {}
    contains: dict[str, list[tuple[str, str]]] = {}
    for kind, phrases in lists.items():
        for phrase in phrases.get("lines", ()):
            lines.setdefault(fold(phrase.lower()), kind)
        for phrase in phrases.get("starts", ()):
            starts.setdefault(_first_word(phrase.lower()), []).append((phrase.lower(), kind))
        for phrase in phrases.get("contains", ()):
            contains.setdefault(max(_words(phrase.lower()), key=len), []).append((phrase.lower(), kind))
    return Phrases(
        lines,
        {word: tuple(sorted(found, key=_longest_first)) for word, found in starts.items()},
        {word: tuple(found) for word, found in contains.items()},
        frozenset(map(_first_word, lines)),
    )


def find_kind(phrases: Phrases, *, lower: str, folded: str, words: tuple[str, ...]) -> str | None:
    """Find the kind of boilerplate that a line is by its words."""
    if folded and (kind := phrases.lines.get(folded)):
        return kind
    lower = lower.replace("’", "'")
    for phrase, kind in phrases.starts.get(_first_word(lower), ()):
        if lower.startswith(phrase):
            return kind
    if len(words) <= CONTAINS_WORDS and not phrases.contains.keys().isdisjoint(words):
        for word in words:
            for phrase, kind in phrases.contains.get(word, ()):
                if phrase in lower:
                    return kind
    return None


def _first_word(lower: str) -> str:
    return lower.split(" ", 1)[0]


def _words(lower: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)*", lower) or [lower]


def _longest_first(entry: tuple[str, str]) -> tuple[int, str]:
    return (-len(entry[0]), entry[0])


PHRASES = make_phrases(read_data("cleaning.yaml"))
FUNCTION_WORDS = read_words("cleaning_words.yaml", "function_words")
