"""Phrases found in a text, longest first, by the word that each starts with.

    PhraseIndex([("European Union", 1), ("EU", 2)]).find(scan("The EU met"))  ->  [Hit(start=4, end=6, value=2, ...)]

A text is scanned once for all indexes: `scan` lists where each word stands.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")
Entry = tuple[str, str, Value]  # a phrase, the same in small letters, what it stands for

WORD_RE = re.compile(r"\w+")
CURLY = {"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " "}
UNSPACED_RE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}"
)  # Thai to Korean
ARABIC_PREFIXES = frozenset("وفبلك")  # "and", "in", "to", "like", written with the word that follows
LEAST_BEHIND = 3  # letters of a word behind one of them
NOT_BEFORE = frozenset("@#/_")  # handles, tags and addresses name nobody


@dataclass(frozen=True, slots=True)
class Scan:
    """A text with straight quotes, of the same length, and the starts of each word in small letters."""

    text: str
    small: str  # in small letters, of the same length
    places: Mapping[str, list[int]]


def scan(text: str) -> Scan:
    """List where each word of a text stands."""
    plain = straight(text)
    small = in_small_letters(plain)
    places: dict[str, list[int]] = defaultdict(list)
    for word in WORD_RE.finditer(small):
        places[word[0]].append(word.start())
        if word[0][0] in ARABIC_PREFIXES and len(word[0]) > LEAST_BEHIND:
            places[word[0][1:]].append(word.start() + 1)
    return Scan(plain, small, places)


def in_small_letters(text: str) -> str:
    """Give a text in small letters, of the same length: some letters have a small one of two code points."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def straight(text: str) -> str:
    """Make quotes straight and spaces plain, one character for one; on long texts much quicker than `translate`."""
    for curly, plain in CURLY.items():
        text = text.replace(curly, plain)
    return text


@dataclass(frozen=True, slots=True)
class Hit(Generic[Value]):
    """A phrase in a text: code points, half-open."""

    start: int
    end: int
    phrase: str
    value: Value


class PhraseIndex(Generic[Value]):
    """Phrases and what each stands for; of equal phrases the first counts."""

    def __init__(self, phrases: Iterable[tuple[str, Value]]) -> None:
        # By the first word, and by whether it starts with a small letter: "states" is no beginning of "States of ...".
        table: dict[str, tuple[dict[str, Entry[Value]], dict[str, Entry[Value]]]] = {}
        self._unspaced: dict[str, Value] = {}  # of scripts that put no space between words
        for phrase, value in phrases:
            plain = straight(phrase)
            word = WORD_RE.match(plain)
            if UNSPACED_RE.match(plain):
                self._unspaced.setdefault(plain, value)
            elif word:
                both = table.setdefault(in_small_letters(word[0]), ({}, {}))
                both[plain[0].islower()].setdefault(plain, (plain, in_small_letters(plain), value))
        self._table = {word: (_longest_first(both[0]), _longest_first(both[1])) for word, both in table.items()}

    def find(self, scanned: Scan) -> list[Hit[Value]]:
        """Find the phrases of a text in their order; none overlaps another."""
        found = sorted(self._hits(scanned), key=lambda hit: (hit.start, -hit.end))
        kept: list[Hit[Value]] = []
        for hit in found:
            if not kept or hit.start >= kept[-1].end:
                kept.append(hit)
        return kept

    def _hits(self, scanned: Scan) -> Iterator[Hit[Value]]:
        text, small = scanned.text, scanned.small
        for phrase, value in self._unspaced.items() if UNSPACED_RE.search(text) else ():
            for found in re.finditer(re.escape(phrase), text):
                yield Hit(found.start(), found.end(), phrase, value)
        for word in scanned.places.keys() & self._table.keys():
            both = self._table[word]
            for start in scanned.places[word]:
                if start and text[start - 1] in NOT_BEFORE:
                    continue
                for phrase, folded, value in both[text[start].islower()]:
                    end = start + len(phrase)
                    if small.startswith(folded, start) and _stands_at(text, start, end, phrase):
                        yield Hit(start, end, phrase, value)
                        break


def _longest_first(entries: Mapping[str, Entry[Value]]) -> list[Entry[Value]]:
    return sorted(entries.values(), key=lambda entry: -len(entry[0]))


def _stands_at(text: str, start: int, end: int, phrase: str) -> bool:
    """Tell whether the phrase, which stands here in some case, is whole and in a case that allows it."""
    found = text[start:end]
    if found != phrase and is_acronym(phrase):
        return False
    goes_on = end < len(text) and (text[end].isalnum() or text[end] == "_")
    return not (goes_on and (phrase[-1].isalnum() or phrase[-1] == "."))  # "A.P." is none in "A.P.J."


def is_acronym(phrase: str) -> bool:
    """Tell whether a phrase is one short word with several capitals: it matches in its own case only."""
    return " " not in phrase and len(phrase) < 8 and sum(map(str.isupper, phrase)) > 1
