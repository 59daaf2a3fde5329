"""Which lines are the article: a small trained model reads the page from top to bottom.

Each line is before the article, in it, in an inset (a block inside that is not of it), or after it. The model gives a
score to each feature of a line (`features.py`) for being text, for being an inset, and for each change from one part
to the next; the best path through the page wins (Viterbi), in time linear in the lines. `tools/train_cleaning.py` made
the numbers.
"""

from collections.abc import Mapping, Sequence

from .features import NAMES
from .phrases import read_data

BEFORE, TEXT, INSET, AFTER = range(4)
SCORES = ("text", "inset", "start", "end", "leave", "return")
NEVER = -1e9

Weights = tuple[tuple[float, ...], ...]


def make_weights(table: Mapping[str, Sequence[str]]) -> Weights:
    """Put the numbers of each feature in the order of NAMES; a feature without numbers scores nothing."""
    nothing = (0.0,) * len(SCORES)
    return tuple(tuple(map(float, table[name])) if name in table else nothing for name in NAMES)


def find_parts(features: Sequence[Sequence[int]], weights: Weights, bonus: Sequence[float]) -> list[int]:
    """Tell for each line which part of the page it is in; `bonus` is added to each line's score for being text."""
    scores = (0.0, NEVER, NEVER, NEVER)
    steps: list[tuple[int, int, int, int]] = []
    for found, extra in zip(features, bonus, strict=True):
        text, inset, start, end, leave, back = map(sum, zip(*map(weights.__getitem__, found), strict=True))
        before, inside, aside, after = scores
        to_text = max((before + start, BEFORE), (inside, TEXT), (aside + back, INSET))
        to_inset = max((inside + leave, TEXT), (aside, INSET))
        to_after = max((inside + end, TEXT), (after, AFTER))
        steps.append((BEFORE, to_text[1], to_inset[1], to_after[1]))
        scores = (before, to_text[0] + text + extra, to_inset[0] + inset, to_after[0])
    best = max((TEXT, AFTER), key=scores.__getitem__)  # there is always some text
    parts: list[int] = []
    for step in reversed(steps):
        parts.append(best)
        best = step[best]
    return parts[::-1]


WEIGHTS = make_weights(read_data("cleaning_model.yaml")["weights"])  # type: ignore[arg-type]
