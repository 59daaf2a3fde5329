"""Near-duplicate detection: sketches of texts (bottom-k MinHash), an inverted index of them, and shared passages.

A sketch is the smallest hashes of a text's runs of five words (A. Broder 1997): of the smallest of two texts, the share
that both have is about the share of the runs that both have.
"""

import hashlib
import math
import re
from array import array
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from heapq import merge
from itertools import groupby
from typing import Final
from zlib import crc32

RUN: Final = 5  # words
HASHES: Final = 32  # of a sketch: the share is then true to about a tenth
DIGITS: Final = 8  # of a hash, hex
LEAST_WORDS: Final = 40  # shorter texts have too few runs to compare
# Tried on 91 pairs of a paste and a saved page of one article (89 have a share of .5 or more), and on all pairs of
# different articles, reports of one event among them (.16 at most).
ALIKE: Final = 0.4
BLOCK: Final = 8  # words in a row that two texts do not share by chance
MOST_WORDS: Final = 4_000  # compared word by word, which takes time by the square
SHARDS: Final = 4096  # of an index: sorted arrays short enough to insert into
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
    """Split a sketch into its hashes."""
    return frozenset(sketch[index : index + DIGITS] for index in range(0, len(sketch), DIGITS))


def are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether, by their sketches, two texts have most of their words in common."""
    smallest = sorted(one | other)[: max(1, min(len(one), len(other)))]
    return sum(item in one and item in other for item in smallest) >= ALIKE * len(smallest)


def least_shared(one: int, other: int) -> int:
    """Give how many hashes two sketches of these sizes must share, at least, to be alike."""
    return max(1, math.ceil(ALIKE * min(one, other)))


class _Postings:
    """Which sketches have a hash: sorted numbers, the hash's key above the sketch's number; eight bytes a hash."""

    def __init__(self) -> None:
        self._shards = [array("Q") for _ in range(SHARDS)]

    def append(self, hashes: Iterable[str], number: int) -> None:
        """Add a sketch; `sort` before the next look-up."""
        for hash_ in hashes:
            key = crc32(hash_.encode())
            self._shards[key % SHARDS].append(key << 32 | number)

    def sort(self) -> None:
        self._shards = [array("Q", sorted(shard)) for shard in self._shards]

    def insert(self, hashes: Iterable[str], number: int) -> None:
        """Add a sketch in order."""
        for hash_ in hashes:
            key = crc32(hash_.encode())
            insort(self._shards[key % SHARDS], key << 32 | number)

    def find(self, hash_: str) -> tuple[range, Sequence[int]]:
        """Find where the postings of a hash stand; rarely they have those of another hash of the same key, too."""
        key = crc32(hash_.encode())
        shard = self._shards[key % SHARDS]
        return range(bisect_left(shard, key << 32), bisect_left(shard, (key + 1) << 32)), shard


class SketchIndex:
    """An inverted index of sketches, which are numbered in the order in which they come.

    It has the answer of a comparison with each sketch at the cost of a few look-ups: of two alike sketches one has so
    many hashes of the other that it must have one even if the commonest are not looked up.
    """

    def __init__(self, sketches: Iterable[str] = ()) -> None:
        self._sketches: list[str] = []
        # By the size of the sketches, on which depends how many hashes they share.
        self._postings: defaultdict[int, _Postings] = defaultdict(_Postings)
        for sketch in sketches:
            hashes = split_sketch(sketch)
            self._postings[len(hashes)].append(hashes, len(self._sketches))
            self._sketches.append(sketch)
        for postings in self._postings.values():
            postings.sort()

    def add(self, sketch: str) -> None:
        """Add the next sketch."""
        hashes = split_sketch(sketch)
        self._postings[len(hashes)].insert(hashes, len(self._sketches))
        self._sketches.append(sketch)

    def find_last_alike(self, sketch: str) -> int | None:
        """Find the number of the last sketch that is alike."""
        wanted = split_sketch(sketch)
        runs = (_newest_first(places, shard) for places, shard in self._runs(wanted))
        candidates = (number for number, _ in groupby(merge(*runs, reverse=True)))
        return next((one for one in candidates if are_alike(wanted, split_sketch(self._sketches[one]))), None)

    def _runs(self, wanted: frozenset[str]) -> Iterator[tuple[range, Sequence[int]]]:
        """Yield the postings of as many hashes as must be looked up, the rarest."""
        for size, postings in self._postings.items():
            found = sorted(map(postings.find, wanted), key=lambda run: len(run[0]))
            yield from found[: len(found) - least_shared(len(wanted), size) + 1]


def _newest_first(places: range, shard: Sequence[int]) -> Iterator[int]:
    return (shard[place] & 0xFFFFFFFF for place in reversed(places))


def share_of_blocks(one: str, other: str) -> float:
    """Return the share of the shorter text's words that are in long runs of both; 1 for texts too long to compare."""
    words, others = find_words(one), find_words(other)
    if max(len(words), len(others)) > MOST_WORDS:
        return 1.0
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    shared = sum(block.size for block in matcher.get_matching_blocks() if block.size >= BLOCK)
    return shared / max(1, min(len(words), len(others)))


def find_words(text: str) -> list[str]:
    """List a text's words in lower case; each character in scripts without spaces."""
    return WORD_RE.findall(text.casefold())


def is_one_edit(first: str, second: str) -> bool:
    """Return whether at most one letter is added, dropped, replaced, or two neighbours are swapped."""
    if len(first) > len(second):
        first, second = second, first
    start = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), len(first))
    one, other = first[start:], second[start:]
    if len(first) < len(second):
        return one == other[1:]
    return one[1:] == other[1:] or (one[:2] == other[1::-1] and one[2:] == other[2:])
