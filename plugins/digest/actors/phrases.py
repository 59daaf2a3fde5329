"""Phrases found in a text, longest first, by the word that each starts with.

    PhraseIndex([("European Union", 1), ("EU", 2)]).find(scan("The EU met"))  ->  [Hit(start=4, end=6, value=2, ...)]

A text is scanned once for all indexes: `scan` lists where each word stands.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")

WORD_RE = re.compile(r"\w+")
STRAIGHT = str.maketrans("’‘ʼ\u00a0", "''' ")
NOT_BEFORE = frozenset("@#/_")  # handles, tags and addresses name nobody


@dataclass(frozen=True, slots=True)
class Scan:
    """A text with straight quotes, of the same length, and the starts of each word in small letters."""

    text: str
    small: str  # in small letters, of the same length
    places: Mapping[str, list[int]]


def scan(text: str) -> Scan:
    """List where each word of a text stands."""
    plain = text.translate(STRAIGHT)
    small = plain.lower()
    if len(small) != len(plain):  # a letter of which the small one takes two code points
        small = "".join(char.lower() if len(char.lower()) == 1 else char for char in plain)
    places: dict[str, list[int]] = {}
    for word in WORD_RE.finditer(small):
        places.setdefault(word[0], []).append(word.start())
    return Scan(plain, small, places)


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
        table: dict[str, dict[str, tuple[str, str, Value]]] = {}
        for phrase, value in phrases:
            plain = phrase.translate(STRAIGHT)
            word = WORD_RE.search(plain)
            if word and word.start() == 0:
                table.setdefault(word[0].lower(), {}).setdefault(plain, (plain, plain.lower(), value))
        self._table = {
            word: sorted(entries.values(), key=lambda entry: -len(entry[0])) for word, entries in table.items()
        }

    def find(self, scanned: Scan) -> list[Hit[Value]]:
        """Find the phrases of a text in their order; none overlaps another."""
        found = sorted(self._hits(scanned), key=lambda hit: hit.start)
        kept: list[Hit[Value]] = []
        for hit in found:
            if not kept or hit.start >= kept[-1].end:
                kept.append(hit)
        return kept

    def _hits(self, scanned: Scan) -> Iterator[Hit[Value]]:
        text, small = scanned.text, scanned.small
        for word in scanned.places.keys() & self._table.keys():
            entries = self._table[word]
            for start in scanned.places[word]:
                if start and text[start - 1] in NOT_BEFORE:
                    continue
                for phrase, folded, value in entries:
                    end = start + len(phrase)
                    if small.startswith(folded, start) and _stands_at(text, start, end, phrase):
                        yield Hit(start, end, phrase, value)
                        break


def _stands_at(text: str, start: int, end: int, phrase: str) -> bool:
    """Tell whether the phrase, which stands here in some case, is whole and in a case that allows it."""
    found = text[start:end]
    if found != phrase and (is_acronym(phrase) or found[0].islower() != phrase[0].islower()):
        return False
    return end >= len(text) or not (text[end].isalnum() or text[end] == "_") or not phrase[-1].isalnum()


def is_acronym(phrase: str) -> bool:
    """Tell whether a phrase is one short word with several capitals: it matches in its own case only."""
    return " " not in phrase and len(phrase) < 8 and sum(map(str.isupper, phrase)) > 1
