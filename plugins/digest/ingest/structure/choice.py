"""Log-linear choice of one line among candidates, or of none: `choose(signs, weights)`.

A candidate's rating is the sum of its signs times their weights, that of "none" is 0; the softmax of the ratings is
the confidence. `tools/train_cleaning.py --choices` fits the weights.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from ...core.data import read_data

Signs = Mapping[str, float]
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The candidate that was chosen (None: none of them), with what probability, and all candidates, best first."""

    best: int | None
    confidence: float
    order: tuple[int, ...] = ()


NOTHING = Choice(best=None, confidence=1.0)


def read_weights(name: str) -> Weights:
    """Read the weights of one choice from the model's data."""
    return {sign: float(value) for sign, value in read_data("cleaning_model.yaml")[name].items()}


def choose(candidates: Sequence[Signs], weights: Weights) -> Choice:
    """Choose the likeliest candidate, or none; of two that are rated alike the first."""
    if not candidates:
        return NOTHING
    ratings = [sum([weights.get(sign, 0.0) * value for sign, value in signs.items()]) for signs in candidates]
    order = tuple(sorted(range(len(ratings)), key=lambda index: (-ratings[index], index)))
    top = max(0.0, ratings[order[0]])
    total = exp(-top) + sum([exp(rating - top) for rating in ratings])
    best = order[0] if ratings[order[0]] > 0 else None
    return Choice(best=best, confidence=1 / total, order=order)
