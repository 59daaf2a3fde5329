"""Which lines are the article: a small trained model reads the page from top to bottom.

Each line is before the article, in it, in an inset (a block inside that is not of it), or after it. The model gives a
score to each feature of a line (`features.py`) for being text, for being an inset, and for each change from one part
to the next; the best path through the page wins (Viterbi), in time linear in the lines. `tools/train_cleaning.py` made
the numbers.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import add
from struct import iter_unpack

from ...core.data import read_data
from .features import COLUMNS, LOOK_BASES, NAMES, PAGE_BASES, SEEN_AT
from .line_shape import EDGE, SEEN, Look
from .lines import Line
from .page import make_page

BEFORE, TEXT, INSET, AFTER = range(4)
SCORES = ("text", "inset", "start", "end", "leave", "return")
NEVER = -(10**12)
# A number is kept in thousandths, with so much added that it is positive, in four bytes: a line's scores are one sum.
FEATURES = 1 + len(SEEN_AT) + len(COLUMNS)  # of a line
SCALE, OFFSET, BITS = 1000, FEATURES << 20, 32
PACKED = f"<{len(SCORES)}I"
BYTES = BITS // 8 * len(SCORES)
TOGETHER = 4  # columns whose sum is looked up at once: to add whole numbers of this size takes longer
REMEMBERED = 4096  # looks of which the sums are kept; a page has some fifty

Weights = tuple[tuple[float, ...], ...]
Scores = tuple[int, ...]  # a line's, in the order of SCORES


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """The numbers of a model, packed: what a look adds to its own line and to those around, and each column's values.

    `looks` gives the sums for the line itself, the one below, the one above, the second below and the second above;
    `columns` those of the values that a line has in some columns that follow one another, `TOGETHER` of them.
    """

    looks: Callable[[Look], tuple[int, int, int, int, int]]
    columns: tuple[Mapping[tuple[int, ...], int], ...]


class ColumnSums(dict[tuple[int, ...], int]):
    """What the values of some columns add up to, reckoned when such a line comes: a few hundred of some thousand do."""

    def __init__(self, columns: Sequence[Sequence[int]]) -> None:
        super().__init__()
        self.columns = columns

    def __missing__(self, values: tuple[int, ...]) -> int:
        self[values] = total = sum([packed[value] for packed, value in zip(self.columns, values, strict=True)])
        return total


def make_weights(table: Mapping[str, Sequence[str]]) -> Weights:
    """Put the numbers of each feature in the order of NAMES; a feature without numbers scores nothing."""
    nothing = (0.0,) * len(SCORES)
    return tuple(tuple(map(float, table[name])) if name in table else nothing for name in NAMES)


def make_model(weights: Weights) -> Model:
    """Pack the six numbers of each feature into one whole number, and say how those of a look add up."""
    packed = [
        sum((round(value * SCALE) + OFFSET // FEATURES) << (BITS * at) for at, value in enumerate(numbers))
        for numbers in weights
    ]

    seen_from = [
        [(packed[base:], at) for base, (at, seen) in zip(LOOK_BASES, SEEN_AT, strict=True) if seen == below]
        for below in SEEN
    ]

    @lru_cache(maxsize=REMEMBERED)
    def sum_look(look: Look) -> tuple[int, int, int, int, int]:
        own, after, before, second_after, second_before = [
            sum([values[look[at]] for values, at in columns]) for columns in seen_from
        ]
        return packed[0] + own, after, before, second_after, second_before

    columns = [packed[base:end] for base, end in pairwise((*PAGE_BASES, len(NAMES)))]
    return Model(sum_look, tuple(ColumnSums(columns[at : at + TOGETHER]) for at in range(0, len(columns), TOGETHER)))


def score_lines(lines: Sequence[Line], looks: Sequence[Look], model: Model) -> list[Scores]:
    """Score each line by its features."""
    page = make_page(lines, looks)
    edge = model.looks(EDGE)
    found = [edge, edge, *map(model.looks, looks), edge, edge]
    around = zip(found[2:-2], found[1:-3], found[3:-1], found, found[4:], strict=False)
    totals = [
        look[0] + above[1] + below[2] + second_above[3] + second_below[4]
        for look, above, below, second_above, second_below in around
    ]
    filled = [column.fill(page) for column in COLUMNS]
    for at, sums in enumerate(model.columns):
        values = zip(*filled[at * TOGETHER : (at + 1) * TOGETHER], strict=True)
        totals = list(map(add, totals, map(sums.__getitem__, values)))
    return list(iter_unpack(PACKED, b"".join([total.to_bytes(BYTES, "little") for total in totals])))


def find_parts(scores: Sequence[Scores], bonus: Sequence[int]) -> list[int]:
    """Tell for each line which part of the page it is in; `bonus` is added to each line's score for being text.

    Of two ways that score the same the one from the later part is taken.
    """
    steps: list[tuple[int, int, int]] = []  # whence the best way comes to each line as text, as inset, as after it
    before, inside, aside, after = 0, NEVER, NEVER, NEVER
    for (text, inset, start, end, leave, back), extra in zip(scores, bonus, strict=True):
        to_text, from_text = before + start - OFFSET, BEFORE
        if inside >= to_text:
            to_text, from_text = inside, TEXT
        if aside + back - OFFSET >= to_text:
            to_text, from_text = aside + back - OFFSET, INSET
        to_inset, from_inset = aside, INSET
        if inside + leave - OFFSET > aside:
            to_inset, from_inset = inside + leave - OFFSET, TEXT
        from_after = AFTER
        if inside + end - OFFSET > after:
            after, from_after = inside + end - OFFSET, TEXT
        steps.append((from_text, from_inset, from_after))
        inside, aside = to_text + text - OFFSET + extra, to_inset + inset - OFFSET
    return _walk_back(steps, TEXT if inside >= after else AFTER)  # there is always some text


def _walk_back(steps: Sequence[tuple[int, int, int]], part: int) -> list[int]:
    """Follow the best way from the last line, which is in `part`, to the first."""
    parts: list[int] = []
    for step in reversed(steps):
        parts.append(part)
        part = step[part - 1] if part else BEFORE
    return parts[::-1]


MODEL = make_model(make_weights(read_data("cleaning_model.yaml")["weights"]))
