"""A conditional random field over the lines of pages, fitted with numpy: `train_field(pages)`.

Each line is before the text, text, inset or after it; both the parts and the changes between them have features.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "plugins"))

from digest.ingest.clean.features import NAMES
from digest.ingest.clean.model import AFTER, BEFORE, INSET, SCORES, TEXT

NEVER = -1e9
# from, to, and the place in SCORES of what the change costs
STEPS = (
    (BEFORE, BEFORE, None),
    (BEFORE, TEXT, 2),
    (TEXT, TEXT, None),
    (TEXT, INSET, 4),
    (TEXT, AFTER, 3),
    (INSET, INSET, None),
    (INSET, TEXT, 5),
    (AFTER, AFTER, None),
)
EPOCHS, RATE = 20, 0.08
RIDGE, LASSO = 0.05, 0.05  # chosen by cross-validation: less overfits the few hundred pages, more loses the guides
SMALLEST = 0.03  # smaller numbers are left out
BATCHES = 8


class Example(Protocol):
    """A page to learn from: the features and the part of each of its lines, and how much it counts."""

    @property
    def features(self) -> list[tuple[int, ...]]: ...
    @property
    def parts(self) -> list[int]: ...
    @property
    def weight(self) -> float: ...


def make_batches(pages: Sequence[Example]) -> list[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]]:
    """Pad pages of like length together: features, which lines there are, their parts, the pages' weights."""
    ordered = sorted(pages, key=lambda page: len(page.parts))
    size = max(1, len(ordered) // BATCHES)
    batches = []
    for start in range(0, len(ordered), size):
        chosen = ordered[start : start + size]
        longest = max(len(page.parts) for page in chosen)
        features = np.zeros((len(chosen), longest, len(chosen[0].features[0])), np.int32)
        mask = np.zeros((len(chosen), longest), bool)
        parts = np.zeros((len(chosen), longest), np.int8)
        for row, page in enumerate(chosen):
            count = len(page.parts)
            features[row, :count], mask[row, :count], parts[row, :count] = page.features, True, page.parts
        batches.append((features, mask, parts, np.array([page.weight for page in chosen])))
    return batches


def add_up(values: np.ndarray, axis: int) -> np.ndarray:
    """Sum in the space of logarithms."""
    top = values.max(axis, keepdims=True)
    return np.squeeze(top + np.log(np.exp(values - top).sum(axis, keepdims=True)), axis)


def score_steps(scores: np.ndarray) -> np.ndarray:
    """Give each step into each line its score: what it changes to, and what the change costs."""
    pages, lines, _ = scores.shape
    steps = np.full((pages, lines, 4, 4), NEVER)
    for before, after, change in STEPS:
        steps[:, :, before, after] = 0.0 if change is None else scores[:, :, change]
        if after in (TEXT, INSET):
            steps[:, :, before, after] += scores[:, :, 0 if after == TEXT else 1]
    return steps


def find_gradient(scores: np.ndarray, mask: np.ndarray, parts: np.ndarray) -> np.ndarray:
    """Differentiate the likelihood of the true parts by each line's scores (forward-backward)."""
    steps = score_steps(scores)
    pages, lines, _ = scores.shape
    start = np.full((pages, 4), NEVER)
    start[:, BEFORE] = 0.0
    end = np.array([0.0, 0.0, NEVER, 0.0])
    forward = [start]
    for at in range(lines):
        step = add_up(forward[-1][:, :, None] + steps[:, at], 1)
        forward.append(np.where(mask[:, at, None], step, forward[-1]))
    total = add_up(forward[-1] + end, 1)
    gradient = np.zeros_like(scores)
    backward = np.tile(end, (pages, 1))
    for at in range(lines - 1, -1, -1):
        path = forward[at][:, :, None] + steps[:, at] + backward[:, None, :] - total[:, None, None]
        share = -np.exp(np.clip(path, -80, 0)) * mask[:, at, None, None]
        before = parts[:, at - 1] if at else np.zeros(pages, np.int8)
        share[np.arange(pages), before, parts[:, at]] += mask[:, at]
        for left, right, change in STEPS:
            if change is not None:
                gradient[:, at, change] += share[:, left, right]
            if right in (TEXT, INSET):
                gradient[:, at, 0 if right == TEXT else 1] += share[:, left, right]
        step = add_up((steps[:, at] + backward[:, None, :]).transpose(0, 2, 1), 1)
        backward = np.where(mask[:, at, None], step, backward)
    return gradient


def train_field(pages: Sequence[Example], *, epochs: int = EPOCHS) -> np.ndarray:
    """Fit the weights by Adam with a ridge and a lasso."""
    batches = make_batches(pages)
    weights = np.zeros((len(NAMES), len(SCORES)))
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    order = np.random.default_rng(0)
    step = 0
    for epoch in range(epochs):
        rate = RATE * (1 - 0.9 * epoch / epochs)
        for chosen in order.permutation(len(batches)):
            features, mask, parts, shares = batches[chosen]
            slope = find_gradient(weights[features].sum(2), mask, parts) * shares[:, None, None]
            gradient = np.stack([_by_feature(features, slope[:, :, score]) for score in range(len(SCORES))], 1)
            gradient = gradient / len(shares) - RIDGE * weights * len(shares) / len(pages)
            step += 1
            mean, spread = 0.9 * mean + 0.1 * gradient, 0.99 * spread + 0.01 * gradient**2
            weights += rate * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-6)
            weights[1:] = np.sign(weights[1:]) * np.maximum(0, np.abs(weights[1:]) - rate * LASSO)
    return np.where(np.abs(weights) < SMALLEST, 0.0, weights)


def _by_feature(features: np.ndarray, slope: np.ndarray) -> np.ndarray:
    """Sum the slopes of the lines that have each feature."""
    repeated = np.repeat(slope.reshape(-1), features.shape[2])
    return np.bincount(features.reshape(-1), weights=repeated, minlength=len(NAMES))
