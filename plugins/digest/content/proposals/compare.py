"""Pairwise similarity: what speaks for two articles telling of one event, weighed by a fitted model in log odds."""

import math
from collections.abc import Mapping
from functools import cache
from typing import Final

from ...core.data import read_data
from ...core.similarity import are_alike, split_sketch
from .corpus import NUMBER, Corpus, Item, Vector, cosine

FLOOR: Final = 0.03  # similarity that any two articles may have, added to how near an article's neighbours are
FAR: Final = 30  # days: reports that are farther apart tell of one event only if others lie between
FAR_ODDS: Final = -2.0  # log odds of such a pair at most, be it as alike as two decisions on a bank's rate
BASE: Final = "base"  # log odds of a pair of which nothing else is known


@cache
def story_weights() -> Mapping[str, float]:
    """Return the weights of the features, in log odds."""
    return {name: float(weight) for name, weight in read_data("story_weights.yaml")["weights"].items()}


def log_odds(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Weigh the features of a pair."""
    odds = weights[BASE] + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return min(odds, FAR_ODDS) if is_far(features) else odds


def is_far(features: Mapping[str, float]) -> bool:
    """Return whether a pair is known to be more than a month apart."""
    return features.get("days", 0.0) > FAR


def compare(corpus: Corpus, one: int, other: int) -> dict[str, float]:
    """Return the features of a pair of articles. It does not matter which is named first."""
    first, second = corpus.item(one), corpus.item(other)
    words, names = cosine(first.words, second.words), cosine(first.names, second.names)
    lead, numbers = cosine(first.lead, second.lead), cosine(first.numbers, second.numbers)
    shared = first.features.numbers & second.features.numbers
    around = corpus.surroundings(one), corpus.surroundings(other)
    mutual = other in around[0].near and one in around[1].near
    return {
        "words": words,
        "words-root": math.sqrt(words),
        "lead": lead,
        "lead-root": math.sqrt(lead),
        "names": names,
        "names-root": math.sqrt(names),
        "pairs-root": math.sqrt(_share_of_pairs(first, second)),
        "numbers": numbers,
        "numbers-shared": math.log1p(sum(corpus.rarity(f"{NUMBER}{figure}") for figure in shared)),
        "words-relative": words / _mean_closeness(around[0].words_closeness, around[1].words_closeness),
        "names-relative": names / _mean_closeness(around[0].names_closeness, around[1].names_closeness),
        "words-local": min(_local(first.words, second.words, side.words) for side in around) if mutual else 0.0,
        "names-local": min(_local(first.names, second.names, side.names) for side in around) if mutual else 0.0,
        **_days(first, second),
        **_terms("actors", first.features.actors, second.features.actors),
        **_terms("countries", first.features.countries, second.features.countries),
        "copy": float(is_copy(first.features.sketch, second.features.sketch)),
    }


def is_copy(one: str | None, other: str | None) -> bool:
    """Return whether, by their sketches, two texts are the same for the most part."""
    return bool(one and other) and are_alike(split_sketch(one or ""), split_sketch(other or ""))


def _local(one: Vector, other: Vector, rarity: Vector) -> float:
    """Return the cosine by how rare words are nearby: what all neighbours share tells none of them apart."""
    shared = sum(one[word] * other[word] * rarity.get(word, 0.0) ** 2 for word in one.keys() & other.keys())
    lengths = [
        math.sqrt(sum((weight * rarity.get(word, 0.0)) ** 2 for word, weight in vector.items()))
        for vector in (one, other)
    ]
    return shared / (lengths[0] * lengths[1]) if all(lengths) else 0.0


def _share_of_pairs(first: Item, second: Item) -> float:
    one, other = first.features.pairs, second.features.pairs
    return len(one & other) / math.sqrt(len(one) * len(other)) if one and other else 0.0


def _mean_closeness(one: float, other: float) -> float:
    return math.sqrt((one + FLOOR) * (other + FLOOR))


def _days(first: Item, second: Item) -> dict[str, float]:
    """Give how many days are between two articles, which may have none."""
    one, other = first.features.day, second.features.day
    return {} if one is None or other is None else {"days": float(abs(one - other))}


def _terms(taxonomy: str, one: frozenset[str], other: frozenset[str]) -> dict[str, float]:
    if not one or not other:
        return {}
    return {f"{taxonomy}-known": 1.0, taxonomy: len(one & other) / len(one | other)}
