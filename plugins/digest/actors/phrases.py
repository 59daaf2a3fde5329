"""Phrases found in a text in one pass, longest first, by the word that each starts with.

PhraseIndex([("European Union", 1), ("EU", 2)]).find("The EU met")  ->  [Hit(start=4, end=6, value=2, ...)]
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")

WORD_RE = re.compile(r"\w+")
STRAIGHT = str.maketrans("’‘ʼ\u00a0", "''' ")
NOT_BEFORE = frozenset("@#/_")  # handles, tags and addresses name nobody


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

    def find(self, text: str) -> list[Hit[Value]]:
        """Find the phrases of a text; none overlaps another."""
        return list(self._hits(text.translate(STRAIGHT)))

    def _hits(self, text: str) -> Iterator[Hit[Value]]:
        table, done = self._table, 0
        for word in WORD_RE.finditer(text):
            entries = table.get(word[0].lower())
            start = word.start()
            if not entries or start < done or (start and text[start - 1] in NOT_BEFORE):
                continue
            for phrase, folded, value in entries:
                end = start + len(phrase)
                if _stands_at(text, start, end, phrase, folded):
                    done = end
                    yield Hit(start, end, phrase, value)
                    break


def _stands_at(text: str, start: int, end: int, phrase: str, folded: str) -> bool:
    """Tell whether the phrase stands here as a whole, and in a case that allows it."""
    found = text[start:end]
    if found != phrase and (found.lower() != folded or is_acronym(phrase) or found[0].islower() != phrase[0].islower()):
        return False
    return end >= len(text) or not (text[end].isalnum() or text[end] == "_") or not phrase[-1].isalnum()


def is_acronym(phrase: str) -> bool:
    """Tell whether a phrase is one short word with several capitals: it matches in its own case only."""
    return " " not in phrase and len(phrase) < 8 and sum(map(str.isupper, phrase)) > 1
