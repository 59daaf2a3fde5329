"""What the model sees of each line: the numbers of the features that hold, from the line and its neighbours.

Features are columns: each has a name, values, and a function that gives the value (its place among the values) of every
line of a page at once. `NAMES` lists them all as "column:value"; `make_features` gives for each line its numbers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from .lines import Line
from .page import (
    CASES,
    ENDINGS,
    FAR,
    KIND_VALUES,
    MARKERS,
    MASSES,
    NEAR,
    SHAPES,
    SIZES,
    Page,
    bucket,
    count_dates,
    count_runs,
    find_twins,
    make_page,
    measure_blocks,
    measure_headlines,
    measure_masses,
    measure_shares,
    measure_topics,
    shift,
)


@dataclass(frozen=True, slots=True)
class Column:
    """A group of features of which each line has exactly one."""

    name: str
    values: Sequence[object]
    fill: Callable[[Page], list[int]]


MASS_VALUES = range(len(MASSES) + 1)
COLUMNS: tuple[Column, ...] = (
    Column("size", range(len(SIZES) + 1), lambda page: page.sizes),
    Column("ending", ENDINGS, lambda page: page.endings),
    Column("case", CASES, lambda page: page.cases),
    Column(
        "function words", range(5), lambda page: [min(4, 5 * x.known // x.size) if x.size else 0 for x in page.lines]
    ),
    Column("commas", range(3), lambda page: [min(2, x.text.count(",")) for x in page.lines]),
    Column("breaks", range(3), lambda page: [min(2, x.text.count(". ") + x.text.count("。")) for x in page.lines]),
    Column("start", ("bullet", "dash", "quote", "digit", "other"), lambda page: page.starts),
    Column("blanks", ("both", "before", "after", "none"), lambda page: page.blanks),
    Column("copies", ("one", "two", "more"), lambda page: [min(2, x.copies - 1) for x in page.lines]),
    Column("kind", KIND_VALUES, lambda page: page.kinds),
    Column("separators", ("no", "yes"), lambda page: [int("|" in x.text or " > " in x.text) for x in page.lines]),
    Column("kind before", KIND_VALUES, lambda page: shift(page.kinds, -1)),
    Column("kind after", KIND_VALUES, lambda page: shift(page.kinds, 1)),
    Column("shape before", SHAPES, lambda page: shift(page.shapes, -1)),
    Column("shape after", SHAPES, lambda page: shift(page.shapes, 1)),
    Column("shape second before", SHAPES, lambda page: shift(page.shapes, -2)),
    Column("shape second after", SHAPES, lambda page: shift(page.shapes, 2)),
    Column("text near before", MASS_VALUES, lambda page: measure_masses(page, -NEAR, 0)),
    Column("text near after", MASS_VALUES, lambda page: measure_masses(page, 1, 1 + NEAR)),
    Column("text far before", MASS_VALUES, lambda page: measure_masses(page, -FAR, 0)),
    Column("text far after", MASS_VALUES, lambda page: measure_masses(page, 1, 1 + FAR)),
    Column("share before", range(7), measure_shares),
    Column("block", range(6), measure_blocks),
    Column("on topic", range(6), lambda page: [bucket(x, (0.01, 0.2, 0.4, 0.6, 0.8)) for x in page.topical]),
    Column("on topic near", range(6), measure_topics),
    Column("marker", ("none", *MARKERS), lambda page: page.markers[0]),
    Column("since text", range(6), lambda page: [min(5, (x + 1).bit_length() - 1) for x in page.markers[1]]),
    Column("markers seen", range(6), lambda page: page.markers[2]),
    Column("dates seen", range(4), count_dates),
    Column("twin", ("no", "yes"), find_twins),
    Column("headline above", range(5), measure_headlines),
    Column("ending before", ("edge", *ENDINGS), lambda page: shift([x + 1 for x in page.endings], -1)),
    Column("ending after", ("edge", *ENDINGS), lambda page: shift([x + 1 for x in page.endings], 1)),
    Column("case before", ("edge", *CASES), lambda page: shift([x + 1 for x in page.cases], -1)),
    Column("case after", ("edge", *CASES), lambda page: shift([x + 1 for x in page.cases], 1)),
    Column("run", range(3), count_runs),
)
NAMES = ("bias", *(f"{column.name}:{value}" for column in COLUMNS for value in column.values))
BASES = tuple(accumulate((len(column.values) for column in COLUMNS[:-1]), initial=1))  # where each column's names start


def make_features(lines: Sequence[Line], kinds: Sequence[str | None]) -> list[tuple[int, ...]]:
    """List for each line the numbers (into NAMES) of its features, the bias first."""
    if not lines:
        return []
    page = make_page(lines, kinds)
    columns = [[base + x for x in column.fill(page)] for base, column in zip(BASES, COLUMNS, strict=True)]
    return list(zip([0] * len(lines), *columns, strict=True))
