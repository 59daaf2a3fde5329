"""Whether a text is English, by its script and its small words: names and topics are found in English alone.

is_english("The ministers met in Oslo.")  ->  True
is_english("Die Minister trafen sich in der Hauptstadt.")  ->  False
"""

import re
import unicodedata
from collections import Counter
from functools import cache

from ...core.data import read_words

WORD_RE = re.compile(r"[^\W\d_]+")
NOT_ASCII_RE = re.compile(r"[^\x00-\x7f]")
LOOKED_AT = 15_000  # characters, some 2,500 words: more would not change the verdict
SHORT = 20  # words: in a shorter text the "de", "van" and "der" of names could outweigh all others
# Small words' share that every longer English text has: the lowest of 1,400 news articles had twice as much.
LONGER, LEAST_SHARE = 60, 0.03


def is_english(text: str) -> bool:
    """Tell whether a text can be taken for English; in doubt, as where there are but names and numbers, it can."""
    words = WORD_RE.findall(text, 0, LOOKED_AT)
    if _is_other_script(words):
        return False
    english, other = _small_words()
    counts = Counter(map(str.lower, words))
    ours, theirs = (sum(counts[word] for word in counts.keys() & small) for small in (english, other))
    if theirs > ours and len(words) >= SHORT:
        return False
    return len(words) < LONGER or ours >= LEAST_SHARE * len(words)


def _is_other_script(words: list[str]) -> bool:
    """Tell whether most letters are no Latin ones."""
    letters = "".join(words)
    others = [char for char in NOT_ASCII_RE.findall(letters) if not _is_latin(char)]
    return len(others) > len(letters) / 2


@cache
def _is_latin(char: str) -> bool:
    return unicodedata.name(char, "").startswith("LATIN")


@cache
def _small_words() -> tuple[frozenset[str], frozenset[str]]:
    english = read_words("language-words.yaml", "english")
    return english, read_words("language-words.yaml", "other") - english
