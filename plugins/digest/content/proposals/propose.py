"""Propose stories: which articles belong to a story that there is, and which to a new one; nothing is decided here."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from ...core.data import read_data
from .compare import compare, log_odds, story_weights
from .corpus import Corpus
from .group import UNLIKE, Pair, group

NEAREST: Final = 3  # articles of a story that a score is made from
SILENT: Final = 0.5  # score below which nothing is said
JUDGED: Final = 10  # nearest articles that are compared in full with one for which a story is sought


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A story as numbers of articles: those in it, and those that it has refused. `slug` is None for a new one."""

    slug: str | None
    members: tuple[int, ...]
    refused: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Articles of one event: those to tick, those that may belong to it with their scores, and how sure that is."""

    story: Group
    ticked: tuple[int, ...]
    maybe: tuple[tuple[int, float], ...]
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Calibration of scores and what is ticked; fitted with the weights."""

    base: float
    nearest: float
    tick: float  # score from which an article is ticked
    least: float  # mean log odds from which groups are merged


@cache
def story_thresholds() -> Thresholds:
    """Return the thresholds that were fitted."""
    values = read_data("story_weights.yaml")["thresholds"]
    return Thresholds(**{name: float(values[name]) for name in ("base", "nearest", "tick", "least")})


@dataclass(frozen=True, kw_only=True)
class Judge:
    """Log odds of pairs, each compared once, and scores of articles in stories."""

    corpus: Corpus
    weights: Mapping[str, float] = field(default_factory=story_weights)
    thresholds: Thresholds = field(default_factory=story_thresholds)
    known: dict[Pair, float] = field(default_factory=dict)

    def odds(self, one: int, other: int) -> float:
        """Return the log odds that two articles tell of one event."""
        pair = min(one, other), max(one, other)
        if pair not in self.known:
            self.known[pair] = log_odds(compare(self.corpus, *pair), self.weights)
        return self.known[pair]

    def nearest(self, number: int, members: Sequence[int]) -> float:
        """Return the mean log odds of an article with the nearest members of a story."""
        inside = frozenset(members)
        compared = [self.odds(number, other) for other in self.corpus.neighbours(number)[:JUDGED] if other in inside]
        others = len([other for other in members if other != number])
        wanted = min(NEAREST, others)
        best = sorted(compared, reverse=True)[:wanted]
        return (sum(best) + UNLIKE * (wanted - len(best))) / wanted if wanted else UNLIKE

    def score(self, number: int, members: Sequence[int]) -> float:
        """Return how likely an article belongs to a story, from 0 to 1."""
        odds = self.thresholds.base + self.thresholds.nearest * self.nearest(number, members)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def propose(judge: Judge, numbers: Collection[int], stories: Sequence[Group]) -> Iterator[Proposal]:
    """Propose open stories for articles that are in none, best first, then new stories of the articles left."""
    joined, left = _join(judge, numbers, stories)
    yield from _best_first(filter(None, (_make(story, found) for story, found in joined.items())))
    made = [tuple(found) for found in group(left, _odds_among(judge, left), least=judge.thresholds.least)]
    new = [Group(slug=None, members=members) for members in made if len(members) > 1]
    drawn, _ = _join(judge, [members[0] for members in made if len(members) == 1], new)
    yield from _best_first(filter(None, (_make(story, _with_members(judge, story, drawn[story])) for story in new)))


@dataclass(slots=True)
class _Found:
    """What was found for a story: articles with their scores."""

    ticked: list[tuple[int, float]] = field(default_factory=list)
    maybe: list[tuple[int, float]] = field(default_factory=list)


def _join(judge: Judge, numbers: Collection[int], stories: Sequence[Group]) -> tuple[dict[Group, _Found], list[int]]:
    """Find the story that each article suits best; what is ticked draws in others that are near it."""
    members = {story: list(story.members) for story in stories}
    found = {story: _Found() for story in stories}
    left = sorted(numbers)
    while True:
        best = {number: one for number in left if (one := _best(judge, number, members))}
        sure = {number: one for number, one in best.items() if one[1] >= judge.thresholds.tick}
        if not sure:
            break
        for number, (story, score) in sure.items():
            members[story].append(number)
            found[story].ticked.append((number, score))
        left = [number for number in left if number not in sure]
    for number, (story, score) in best.items():
        found[story].maybe.append((number, score))
    return found, left


def _best_first(proposals: Iterable[Proposal]) -> list[Proposal]:
    return sorted(proposals, key=lambda proposal: (-proposal.score, proposal.ticked, proposal.maybe))


def _best(judge: Judge, number: int, members: Mapping[Group, Sequence[int]]) -> tuple[Group, float] | None:
    near = frozenset(judge.corpus.neighbours(number)[:JUDGED])
    scores = [
        (story, judge.score(number, inside))
        for story, inside in members.items()
        if number not in story.refused and number not in inside and not near.isdisjoint(inside)
    ]
    best = max(scores, key=lambda pair: pair[1], default=None)
    return best if best and best[1] >= SILENT else None


def _make(story: Group, found: _Found) -> Proposal | None:
    scores = [score for _, score in found.ticked or found.maybe]
    if not scores:
        return None
    return Proposal(
        story=story,
        ticked=tuple(sorted(number for number, _ in found.ticked)),
        maybe=tuple(sorted(found.maybe, key=lambda pair: (-pair[1], pair[0]))),
        score=sum(scores) / len(scores),
    )


def _with_members(judge: Judge, story: Group, drawn: _Found) -> _Found:
    """Add what a new story was made of; its score is the mean of its articles' in it."""
    members = [(number, judge.score(number, story.members)) for number in story.members]
    return _Found(ticked=[*members, *drawn.ticked], maybe=drawn.maybe)


def _odds_among(judge: Judge, numbers: Collection[int]) -> dict[Pair, float]:
    """Compare each article with its neighbours among the same."""
    inside = frozenset(numbers)
    pairs = {
        (min(one, other), max(one, other))
        for one in numbers
        for other in judge.corpus.neighbours(one)
        if other in inside
    }
    return {pair: judge.odds(*pair) for pair in sorted(pairs)}
