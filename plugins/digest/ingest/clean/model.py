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

from ...core.data import read_data
from .features import COLUMNS, LOOK_BASES, NAMES, PAGE_BASES, SEEN_AT
from .line_shape import EDGE, SEEN, Look
from .lines import Line
from .page import make_page

BEFORE, TEXT, INSET, AFTER = range(4)
SCORES = ("text", "inset", "start", "end", "leave", "return")
NEVER = -1e9
REMEMBERED = 4096  # looks of which the sums are kept; a page has some fifty

Scores = tuple[float, ...]  # a line's, or a feature's share of them, in the order of SCORES
Weights = tuple[Scores, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """The numbers of a model.

    `looks` gives what a look adds to its own line, the one below, the one above, the second below and the second above;
    `columns` what each value of each column adds.
    """

    looks: Callable[[Look], tuple[Scores, ...]]
    columns: tuple[Weights, ...]


def make_weights(table: Mapping[str, Sequence[str]]) -> Weights:
    """Put the numbers of each feature in the order of NAMES; a feature without numbers scores nothing."""
    nothing = (0.0,) * len(SCORES)
    return tuple(tuple(map(float, table[name])) if name in table else nothing for name in NAMES)


def make_model(weights: Weights) -> Model:
    """Group the numbers of the features by the column they are of."""
    seen_from = [
        [(weights[base:], at) for base, (at, seen) in zip(LOOK_BASES, SEEN_AT, strict=True) if seen == below]
        for below in SEEN
    ]

    @lru_cache(maxsize=REMEMBERED)
    def sum_look(look: Look) -> tuple[Scores, ...]:
        own, *others = [add_up(*(values[look[at]] for values, at in columns)) for columns in seen_from]
        return (add_up(weights[0], own), *others)

    columns = tuple(weights[base:end] for base, end in pairwise((*PAGE_BASES, len(NAMES))))
    return Model(looks=sum_look, columns=columns)


def add_up(*scores: Scores) -> Scores:
    """Add scores of each kind."""
    return tuple(map(sum, zip(*scores, strict=True)))


def score_lines(lines: Sequence[Line], looks: Sequence[Look], model: Model) -> list[Scores]:
    """Score each line by its features."""
    page = make_page(lines, looks)
    edge = model.looks(EDGE)
    found = [edge, edge, *map(model.looks, looks), edge, edge]
    around = zip(found[2:-2], found[1:-3], found[3:-1], found, found[4:], strict=False)
    filled = [map(scores.__getitem__, column.fill(page)) for scores, column in zip(model.columns, COLUMNS, strict=True)]
    return [
        add_up(own[0], above[1], below[2], second_above[3], second_below[4], *columns)
        for (own, above, below, second_above, second_below), *columns in zip(around, *filled, strict=True)
    ]


def find_parts(scores: Sequence[Scores], bonus: Sequence[float]) -> list[int]:
    """Tell for each line which part of the page it is in; `bonus` is added to each line's score for being text.

    Of two ways that score the same the one from the later part is taken.
    """
    steps: list[tuple[int, int, int]] = []  # whence the best way comes to each line as text, as inset, as after it
    before, inside, aside, after = 0.0, NEVER, NEVER, NEVER
    for (text, inset, start, end, leave, back), extra in zip(scores, bonus, strict=True):
        to_text, from_text = before + start, BEFORE
        if inside >= to_text:
            to_text, from_text = inside, TEXT
        if aside + back >= to_text:
            to_text, from_text = aside + back, INSET
        to_inset, from_inset = aside, INSET
        if inside + leave > aside:
            to_inset, from_inset = inside + leave, TEXT
        from_after = AFTER
        if inside + end > after:
            after, from_after = inside + end, TEXT
        steps.append((from_text, from_inset, from_after))
        inside, aside = to_text + text + extra, to_inset + inset
    return _walk_back(steps, TEXT if inside >= after else AFTER)  # there is always some text


def _walk_back(steps: Sequence[tuple[int, int, int]], part: int) -> list[int]:
    """Follow the best way from the last line, which is in `part`, to the first."""
    parts: list[int] = []
    for step in reversed(steps):
        parts.append(part)
        part = step[part - 1] if part else BEFORE
    return parts[::-1]


MODEL = make_model(make_weights(read_data("cleaning_model.yaml")["weights"]))
