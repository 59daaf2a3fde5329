"""What the model sees of each line: the numbers of the features that hold.

Features are columns: of each column a line has exactly one value. Some are of the look that a line has by itself, and
of its neighbours' looks (`looks.LOOKS`); for the others, here, a function gives the value (its place among the values)
of every line of a page at once. `NAMES` lists them all as "column:value".
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from .line_shape import EDGE, LOOKS, SEEN, Look
from .lines import Line
from .page import (
    FAR,
    MARKERS,
    MASSES,
    NEAR,
    Page,
    count_dates,
    count_runs,
    find_twins,
    make_page,
    measure_blocks,
    measure_headlines,
    measure_masses,
    measure_shares,
    measure_topical,
    measure_topics,
)


@dataclass(frozen=True, slots=True)
class Column:
    """A group of features of which each line has exactly one, by the lines around it."""

    name: str
    values: Sequence[object]
    fill: Callable[[Page], list[int]]


MASS_VALUES = range(len(MASSES) + 1)
COLUMNS: tuple[Column, ...] = (
    Column("blanks", ("both", "before", "after", "none"), lambda page: page.blanks),
    Column("copies", ("one", "two", "more"), lambda page: [x.copies - 1 if x.copies < 3 else 2 for x in page.lines]),
    Column("text near before", MASS_VALUES, lambda page: measure_masses(page, -NEAR, 0)),
    Column("text near after", MASS_VALUES, lambda page: measure_masses(page, 1, 1 + NEAR)),
    Column("text far before", MASS_VALUES, lambda page: measure_masses(page, -FAR, 0)),
    Column("text far after", MASS_VALUES, lambda page: measure_masses(page, 1, 1 + FAR)),
    Column("share before", range(7), measure_shares),
    Column("block", range(6), measure_blocks),
    Column("on topic", range(6), measure_topical),
    Column("on topic near", range(6), measure_topics),
    Column("marker", ("none", *MARKERS), lambda page: page.markers[0]),
    Column("since text", range(6), lambda page: page.markers[1]),
    Column("markers seen", range(6), lambda page: page.markers[2]),
    Column("dates seen", range(4), count_dates),
    Column("twin", ("no", "yes"), find_twins),
    Column("headline above", range(5), measure_headlines),
    Column("run", range(3), count_runs),
)
# Where the names of each column start: first those of looks, by the column and from where it is seen.
SEEN_AT = [(at, below) for at, column in enumerate(LOOKS) for below in column.seen]
_groups = [
    *((LOOKS[at].name + SEEN[below], LOOKS[at].values) for at, below in SEEN_AT),
    *((column.name, column.values) for column in COLUMNS),
]
NAMES = ("bias", *(f"{name}:{value}" for name, values in _groups for value in values))
BASES = tuple(accumulate((len(values) for _, values in _groups[:-1]), initial=1))
LOOK_BASES, PAGE_BASES = BASES[: len(SEEN_AT)], BASES[len(SEEN_AT) :]


def make_features(lines: Sequence[Line], looks: Sequence[Look]) -> list[tuple[int, ...]]:
    """List for each line the numbers (into NAMES) of its features, the bias first: the trainer learns from these."""
    page = make_page(lines, looks)
    columns = [[base + value for value in column.fill(page)] for base, column in zip(PAGE_BASES, COLUMNS, strict=True)]
    padded = [EDGE, EDGE, *looks, EDGE, EDGE]
    return [
        (
            0,
            *(base + padded[index + 2 - below][at] for base, (at, below) in zip(LOOK_BASES, SEEN_AT, strict=True)),
            *(column[index] for column in columns),
        )
        for index in range(len(lines))
    ]
