"""The weights of the choices of headline and byline, fitted with numpy: `fit_weights(cases, names)`.

Of a paste's candidates a right one is to be likeliest, else none (a log-linear model with a softmax over candidates and
"none"). Pastes whose right line is no candidate count less: "none" is only nearly right there.
"""

import gzip
import hashlib
import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "plugins"))

from digest.ingest.decode import decode

WORD_RE = re.compile(r"\w+")
RIDGE, ROUNDS, RATE = 0.003, 400, 0.1  # chosen by cross-validation by site
UNLISTED = 0.15  # how much a paste counts of which no candidate is right though there is a right line

Signs = Mapping[str, float]
Case = tuple[Sequence[Signs], Sequence[bool], bool]  # signs and whether right, by candidate; whether "none" is right


def fit_weights(cases: Sequence[Case], names: Sequence[str]) -> Mapping[str, float]:
    """Fit a weight for each sign by Adam."""
    cases = [case for case in cases if case[0]]
    longest = max(len(signs) for signs, _, _ in cases)
    rates = np.zeros((len(cases), longest + 1, len(names)))
    barred = np.full((len(cases), longest + 1), -1e9)
    wanted, shares = np.zeros((len(cases), longest + 1)), np.ones(len(cases))
    for row, (signs, right, is_none) in enumerate(cases):
        rates[row, : len(signs)] = [[float(sign.get(name, 0.0)) for name in names] for sign in signs]
        barred[row, : len(signs)] = barred[row, longest] = 0.0
        if any(right):
            wanted[row, : len(signs)] = np.array(right) / sum(right)
        else:
            wanted[row, longest], shares[row] = 1.0, 1.0 if is_none else UNLISTED
    weights, mean, spread = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, ROUNDS + 1):
        odds = rates @ weights + barred
        odds = np.exp(odds - odds.max(1, keepdims=True))
        odds /= odds.sum(1, keepdims=True)
        slope = np.einsum("ij,ijk->k", (wanted - odds) * shares[:, None], rates) / len(cases) - RIDGE * weights
        mean, spread = 0.9 * mean + 0.1 * slope, 0.99 * spread + 0.01 * slope**2
        rate = RATE * (1 - (step - 1) / ROUNDS)
        weights += rate * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
    return dict(zip(names, map(float, weights), strict=True))


def fold_of(site: str, folds: int) -> int:
    """Deal the sites to folds, the same way on every machine."""
    return hashlib.md5(f"f{site}".encode(), usedforsecurity=False).digest()[0] % folds


def fold_text(text: str | None) -> str:
    """Fold case, quotes and white space away."""
    return " ".join(WORD_RE.findall(unicodedata.normalize("NFKC", text or "").casefold()))


def read_saved_headline(folder: Path, name: str) -> str | None:
    """Read what the same page, saved as HTML, says that its headline is; None where it was not saved."""
    path = folder / "pages" / f"{name}.html.gz"
    if not path.exists():
        return None
    (raw, *_) = decode(gzip.decompress(path.read_bytes()), name=f"{name}.html")
    return raw.metadata.headline
