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
NEVER = -1e12
# A number is kept in thousandths, with so much added that it is positive, in so many bits: enough for hundreds of them.
SCALE, OFFSET, BITS = 1000, 1 << 16, 26
FIELD = (1 << BITS) - 1
SHIFTS = tuple(BITS * at for at in range(len(SCORES)))

Weights = tuple[tuple[float, ...], ...]


def make_weights(table: Mapping[str, Sequence[str]]) -> Weights:
    """Put the numbers of each feature in the order of NAMES; a feature without numbers scores nothing."""
    nothing = (0.0,) * len(SCORES)
    return tuple(tuple(map(float, table[name])) if name in table else nothing for name in NAMES)


def pack_weights(weights: Weights) -> tuple[int, ...]:
    """Pack the six numbers of each feature into one whole number: a line's scores are then one sum, not six."""
    return tuple(
        sum(round(value * SCALE + OFFSET) << (BITS * at) for at, value in enumerate(numbers)) for numbers in weights
    )


def find_parts(features: Sequence[Sequence[int]], packed: Sequence[int], bonus: Sequence[float]) -> list[int]:
    """Tell for each line which part of the page it is in; `bonus` is added to each line's score for being text."""
    if not features:
        return []
    scores = (0.0, NEVER, NEVER, NEVER)
    offset = len(features[0]) * OFFSET
    steps: list[tuple[int, int, int, int]] = []
    for found, extra in zip(features, bonus, strict=True):
        total = sum(map(packed.__getitem__, found))
        text, inset, start, end, leave, back = [((total >> shift) & FIELD) - offset for shift in SHIFTS]
        before, inside, aside, after = scores
        to_text = max((before + start, BEFORE), (inside, TEXT), (aside + back, INSET))
        to_inset = max((inside + leave, TEXT), (aside, INSET))
        to_after = max((inside + end, TEXT), (after, AFTER))
        steps.append((BEFORE, to_text[1], to_inset[1], to_after[1]))
        scores = (before, to_text[0] + text + extra * SCALE, to_inset[0] + inset, to_after[0])
    best = max((TEXT, AFTER), key=scores.__getitem__)  # there is always some text
    parts: list[int] = []
    for step in reversed(steps):
        parts.append(best)
        best = step[best]
    return parts[::-1]


WEIGHTS = pack_weights(make_weights(read_data("cleaning_model.yaml")["weights"]))  # type: ignore[arg-type]
