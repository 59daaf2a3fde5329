"""The weights of the signs of a headline, fitted with numpy: `train_headline([(paste, headline), ...])`."""

import gzip
import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "plugins"))

from digest.ingest.clean import clean_lines
from digest.ingest.decode import decode
from digest.ingest.structure.headline import WEIGHTS, find_candidates, find_headline
from digest.ingest.structure.headline_signs import rate_signs

WORD_RE = re.compile(r"\w+")


def fold_text(text: str | None) -> str:
    """Fold case, quotes and white space away."""
    return " ".join(WORD_RE.findall(unicodedata.normalize("NFKC", text or "").casefold()))


def train_headline(
    pastes: Sequence[tuple[str, str | None]], *, ridge: float = 0.01, rounds: int = 600
) -> Mapping[str, float]:
    """Fit the weights of the signs, by name: of a page's candidates the right one is to be likeliest, else none."""
    cases, names = [], tuple(WEIGHTS)
    for text, headline in pastes:
        found = [candidate for _, candidate in find_candidates(clean_lines(text))] if headline else []
        if found:
            rates = np.array([list(map(float, rate_signs(candidate).values())) for candidate in found])
            cases.append((rates, np.array([fold_text(x.line.text) == fold_text(headline) for x in found])))
            names = tuple(rate_signs(found[0]))
    weights, mean, spread = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, rounds + 1):
        gradient = -ridge * weights
        for rates, right in cases:
            odds = np.exp(np.append(rates @ weights, 0.0) - max(0.0, (rates @ weights).max()))
            odds /= odds.sum()
            wanted = np.append(np.where(right, odds[:-1], 0.0), 0.0 if right.any() else 1.0)
            share = 1.0 if right.any() else 0.15
            gradient += share * ((wanted / wanted.sum() - odds)[:-1] @ rates) / len(cases)
        mean, spread = 0.9 * mean + 0.1 * gradient, 0.99 * spread + 0.01 * gradient**2
        rate = 0.1 * (1 - (step - 1) / rounds)
        weights += rate * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
    return dict(zip(names, map(float, weights), strict=True))


def is_found(text: str, headline: str, weights: Mapping[str, float]) -> bool:
    """Tell whether these weights find the headline of a paste."""
    lines = clean_lines(text)
    index = find_headline(lines, weights)
    return index is not None and fold_text(lines[index].line.text) == fold_text(headline)


def read_saved_headline(folder: Path, name: str) -> str | None:
    """Read what the same page, saved as HTML, says that its headline is; None where it was not saved."""
    path = folder / "pages" / f"{name}.html.gz"
    if not path.exists():
        return None
    (raw, *_) = decode(gzip.decompress(path.read_bytes()), name=f"{name}.html")
    return raw.metadata.headline
