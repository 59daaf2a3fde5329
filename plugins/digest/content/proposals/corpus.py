"""Corpus of features with an inverted index of their words: document frequencies and nearest neighbours.

A word's rarity is smoothed by that in news at large, so that ten articles are compared much as ten thousand are.
"""

import math
import re
from array import array
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from zlib import crc32

from .features import Features, common_stems

BACKGROUND: Final = 200  # articles that the background counts for
COMMON_SHARE: Final = 0.3  # of them that have a common word
OTHER_SHARE: Final = 0.002  # and any other
MOST_POSTINGS: Final = 400  # of a word looked up to find neighbours: others tell nothing apart
LEAST_POSTINGS: Final = 40  # that are looked up, however few the articles are
POSTED_SHARE: Final = 0.25  # of all articles that have a word which is looked up
ROUGH: Final = 60  # articles compared exactly
NEIGHBOURS: Final = 20
CLOSEST: Final = 5  # of them, whose mean similarity says how near its neighbours an article usually is
NAME: Final = "^"  # before words of names, which are indexed apart
NUMBER: Final = "#"  # before numbers
EVERYDAY_RE: Final = re.compile(r"#(?:\d{1,2}|(?:19|20)\d\d)")  # small numbers and years: in many articles
FEW_POSTINGS: Final = 200  # for a shard, which are inserted one by one; more are sorted with all
SHARDS: Final = 64  # of an index: sorted arrays short enough to insert into

Vector = Mapping[str, float]  # of length 1


class TermIndex:
    """Which articles have a word: sorted integers, the word's hash above the article's number; eight bytes each."""

    def __init__(self) -> None:
        self.size = 0
        self._shards = [array("Q") for _ in range(SHARDS)]

    def extend(self, articles: Iterable[Iterable[str]]) -> None:
        """Add the words of more articles, which get the next numbers."""
        new: dict[int, list[int]] = {}
        for words in articles:
            for key in map(_key, words):
                new.setdefault(key % SHARDS, []).append(key << 32 | self.size)
            self.size += 1
        for place, postings in new.items():
            shard = self._shards[place]
            if len(postings) < FEW_POSTINGS:
                for posting in postings:
                    insort(shard, posting)
            else:
                self._shards[place] = array("Q", sorted([*shard, *postings]))

    def count(self, word: str, *, without: Iterable[int] = ()) -> int:
        """Count the articles that have a word, but for some."""
        shard, start, end = self._find(word)
        return end - start - sum(self._has(shard, _key(word) << 32 | number) for number in without)

    def articles(self, word: str) -> list[int]:
        """List the numbers of the articles that have a word."""
        shard, start, end = self._find(word)
        return [posting & 0xFFFFFFFF for posting in shard[start:end]]

    @staticmethod
    def _has(shard: "array[int]", posting: int) -> bool:
        place = bisect_left(shard, posting)
        return place < len(shard) and shard[place] == posting

    def _find(self, word: str) -> "tuple[array[int], int, int]":
        key = _key(word)
        shard = self._shards[key % SHARDS]
        start = bisect_left(shard, key << 32)
        return shard, start, bisect_left(shard, (key + 1) << 32, start)


def _key(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass"))


def index_words(features: Features) -> Iterable[str]:
    """List what an article is indexed by: its words, those of its names apart, its numbers."""
    yield from features.words
    yield from (f"{NAME}{name}" for name in features.names)
    yield from (f"{NUMBER}{figure}" for figure in features.numbers)


@dataclass(frozen=True, kw_only=True)
class Item:
    """An article among others, with its vectors, each made when it is first looked at."""

    features: Features
    weigh: Callable[[Mapping[str, int], str], Vector]

    @cached_property
    def words(self) -> Vector:
        """Return the vector of its words."""
        return self.weigh(self.features.words, "")

    @cached_property
    def lead(self) -> Vector:
        """Return the vector of its first words."""
        return self.weigh(self.features.lead, "")

    @cached_property
    def names(self) -> Vector:
        """Return the vector of the words of its names."""
        return self.weigh(self.features.names, NAME)

    @cached_property
    def numbers(self) -> Vector:
        """Return the vector of its numbers."""
        return self.weigh(dict.fromkeys(self.features.numbers, 1), NUMBER)


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What is near an article: its neighbours, how near they are, and how rare words and names are among them."""

    near: frozenset[int]
    words_closeness: float
    names_closeness: float
    words: Vector
    names: Vector


class Corpus:
    """Articles by number. `load` gives the features of one; each is loaded once. Those that are `gone` do not count."""

    def __init__(self, index: TermIndex, load: Callable[[int], Features], *, gone: Collection[int] = ()) -> None:
        self.index = index
        self._load = load
        self._gone = frozenset(gone)
        self._rarity: dict[str, float] = {}
        self._items: dict[int, Item] = {}
        self._neighbours: dict[int, tuple[int, ...]] = {}
        self._surroundings: dict[int, Surroundings] = {}

    @classmethod
    def of(cls, articles: list[Features]) -> "Corpus":
        """Make a corpus of articles that are at hand."""
        index = TermIndex()
        index.extend(index_words(features) for features in articles)
        return cls(index, articles.__getitem__)

    def rarity(self, word: str) -> float:
        """Return the smoothed inverse document frequency of a word, or of a name or number with its sign."""
        found = self._rarity.get(word)
        if found is None:
            is_common = word in common_stems() or EVERYDAY_RE.fullmatch(word)
            share = COMMON_SHARE if is_common else OTHER_SHARE
            count = self.index.count(word, without=self._gone) + BACKGROUND * share
            found = self._rarity[word] = math.log((self.index.size - len(self._gone) + BACKGROUND) / max(1.0, count))
        return found

    def item(self, number: int) -> Item:
        """Return an article with its vectors."""
        if number not in self._items:
            self._items[number] = Item(features=self._load(number), weigh=self._weigh)
        return self._items[number]

    def neighbours(self, number: int) -> tuple[int, ...]:
        """List the nearest articles by their words, nearest first."""
        if number not in self._neighbours:
            item = self.item(number)
            rough = self._find_rough(number)
            near = sorted(rough, key=lambda other: (-cosine(item.words, self.item(other).words), other))
            self._neighbours[number] = tuple(near[:NEIGHBOURS])
        return self._neighbours[number]

    def surroundings(self, number: int) -> Surroundings:
        """Look at what is near an article."""
        if number not in self._surroundings:
            self._surroundings[number] = self._look_around(number)
        return self._surroundings[number]

    def _weigh(self, counts: Mapping[str, int], mark: str) -> Vector:
        return _unit({word: (1 + math.log(count)) * self.rarity(mark + word) for word, count in counts.items()})

    def _find_rough(self, number: int) -> list[int]:
        """Find the articles that share most rare words, each weighed by its rarity in both."""
        most = min(MOST_POSTINGS, max(LEAST_POSTINGS, int(POSTED_SHARE * self.index.size)))
        scores: Counter[int] = Counter()
        for word, weight in self.item(number).words.items():
            if self.index.count(word) <= most:
                rarity = weight * self.rarity(word)
                for other in self.index.articles(word):
                    scores[other] += rarity  # type: ignore[assignment]
        for other in (number, *self._gone):
            scores.pop(other, None)
        return [other for other, _ in sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:ROUGH]]

    def _look_around(self, number: int) -> Surroundings:
        item, near = self.item(number), self.neighbours(number)
        others = [self.item(other) for other in near]
        words = Counter(word for other in (item, *others) for word in other.words)
        names = Counter(name for other in (item, *others) for name in other.names)
        size = len(near) + 2
        return Surroundings(
            near=frozenset(near),
            words_closeness=_closeness([cosine(item.words, other.words) for other in others]),
            names_closeness=_closeness([cosine(item.names, other.names) for other in others]),
            words={word: math.sqrt(math.log(size / (count + 1))) for word, count in words.items()},
            names={name: math.sqrt(math.log(size / (count + 1))) for name, count in names.items()},
        )


def cosine(one: Vector, other: Vector) -> float:
    """Return the cosine of two vectors of length 1."""
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[word] for word, weight in one.items() if word in other)


def _closeness(similarities: list[float]) -> float:
    return sum(sorted(similarities, reverse=True)[:CLOSEST]) / CLOSEST


def _unit(weights: Mapping[str, float]) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {word: weight / length for word, weight in weights.items()} if length else {}
