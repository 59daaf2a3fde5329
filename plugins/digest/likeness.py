"""Whether two texts are one story: a sketch of a text that a ledger can keep, and what one text has that another lacks.

A sketch is the smallest hashes of a text's runs of five words (a bottom-k sketch, A. Broder 1997): of the smallest of
two texts, the share that both have is about the share of the runs that both have.
"""

import hashlib
import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final, Literal

RUN: Final = 5  # words
HASHES: Final = 32  # of a sketch: the share is then true to about a tenth
DIGITS: Final = 8  # of a hash, hex
LEAST_WORDS: Final = 40  # shorter texts have too few runs to tell
# Tried on 91 pairs of a paste and a saved page of one article (89 have a share of .5 or more), and on all pairs of
# different articles, reports of one event among them (.16 at most).
ALIKE: Final = 0.4
EDGE_WORDS, EDGE_SHARE = 30, 0.1  # more words in a row than boilerplate that cleaning left: the text has grown
INSET: Final = 6  # words that are there in one text alone; fewer are a correction, more may be a caption
BLOCK: Final = 8  # words in a row that cannot stand in both by chance
# Of the shorter text's words, the share in such blocks below which the other is no correction but another story by the
# same pattern, as reports of markets are. The pairs above that differ by corrections have .93 or more; nine pairs of
# made reports that differ in names and numbers only, .73 or less.
CORRECTED: Final = 0.8
MOST_WORDS: Final = 4_000  # compared word by word, which takes time by the square
WORD_RE = re.compile(r"\w+")

Change = Literal["same", "longer", "corrected", "other"]


def make_sketch(text: str) -> str | None:
    """Sketch a text; None where it is too short."""
    words = _words(text)
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


def find_change(old: str, new: str) -> Change:
    """Tell what a text has that an earlier one lacks: nothing but boilerplate, whole passages, or other words.

    `other`: too many other words for a correction.
    """
    before, after = _words(old), _words(new)
    if f" {' '.join(after)} " in f" {' '.join(before)} ":
        return "same"
    if max(len(before), len(after)) > MOST_WORDS:
        return "corrected"
    blocks = [block for block in _blocks(before, after) if block[2] >= BLOCK]
    if not blocks:
        return "other"
    gaps = [(there[0] - here[0] - here[2], there[1] - here[1] - here[2]) for here, there in pairwise(blocks)]
    if any((lost and won) or 0 < lost + won < INSET for lost, won in gaps):
        shared = sum(size for _, _, size in blocks)
        return "corrected" if shared >= CORRECTED * min(len(before), len(after)) else "other"
    last = blocks[-1]
    won = (blocks[0][1], *(won for _, won in gaps), len(after) - last[1] - last[2])
    return "longer" if max(won) > max(EDGE_WORDS, EDGE_SHARE * len(before)) else "same"


def _blocks(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int, int]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [(block.a, block.b, block.size) for block in matcher.get_matching_blocks()]


def _words(text: str) -> list[str]:
    return WORD_RE.findall(text.casefold())
