"""Whether two texts are one story: a sketch of a text that a ledger can keep, and what one text has that another lacks.

A sketch is the smallest hashes of a text's runs of five words (a bottom-k sketch, A. Broder 1997): of the smallest of
two texts, the share that both have is about the share of the runs that both have.
"""

import hashlib
import re
from difflib import SequenceMatcher
from typing import Final

RUN: Final = 5  # words
HASHES: Final = 32  # of a sketch: the share is then true to about a tenth
DIGITS: Final = 8  # of a hash, hex
LEAST_WORDS: Final = 40  # shorter texts have too few runs to tell
# Tried on 91 pairs of a paste and a saved page of one article (89 have a share of .5 or more), and on all pairs of
# different articles, reports of one event among them (.16 at most).
ALIKE: Final = 0.4
BLOCK: Final = 8  # words in a row that cannot stand in both by chance
MOST_WORDS: Final = 4_000  # compared word by word, which takes time by the square
DENSE = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff"
WORD_RE = re.compile(rf"[{DENSE}]|(?:(?![{DENSE}])\w)+")  # scripts without spaces: a character is a word


def make_sketch(text: str) -> str | None:
    """Sketch a text; None where it is too short."""
    words = find_words(text)
    if len(words) < LEAST_WORDS:
        return None
    runs = {" ".join(words[index : index + RUN]) for index in range(len(words) - RUN + 1)}
    hashes = sorted(hashlib.blake2b(run.encode(), digest_size=DIGITS // 2).hexdigest() for run in runs)
    return "".join(hashes[:HASHES])


def split_sketch(sketch: str) -> frozenset[str]:
    """Give the hashes of a sketch."""
    return frozenset(sketch[index : index + DIGITS] for index in range(0, len(sketch), DIGITS))


def are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell by their sketches whether two texts have most of their words in common."""
    smallest = sorted(one | other)[: max(1, min(len(one), len(other)))]
    return sum(item in one and item in other for item in smallest) >= ALIKE * len(smallest)


def share_of_blocks(one: str, other: str) -> float:
    """Give the share of the shorter text's words that stand in long runs of both; 1 for texts too long to compare."""
    words, others = find_words(one), find_words(other)
    if max(len(words), len(others)) > MOST_WORDS:
        return 1.0
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    shared = sum(block.size for block in matcher.get_matching_blocks() if block.size >= BLOCK)
    return shared / max(1, min(len(words), len(others)))


def find_words(text: str) -> list[str]:
    """List a text's words in lower case; each character in scripts without spaces."""
    return WORD_RE.findall(text.casefold())
