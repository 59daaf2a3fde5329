"""What the model sees of each line: the numbers of the features that hold, from the line and its neighbours.

Features are columns: each has a name, values, and a function that gives the value (its place among the values) of every
line of a page at once. `NAMES` lists them all as "column:value"; `make_features` gives for each line its numbers.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, chain, pairwise

from .lines import Line, content_words, is_prose
from .rules import KINDS

SIZES = (1, 2, 3, 4, 6, 8, 11, 15, 20, 30, 50, 80)  # words: a bucket ends before each
MASSES = (1, 15, 40, 80, 150, 300, 600, 1200)  # words of running text in a window
NEAR, FAR = 3, 12  # lines of a window
MARKERS = (
    "related",
    "comments",
    "newsletter",
    "author note",
    "legal",
    "following",
    "tags",
    "sharing",
    "video",
    "account",
)
CASES = ("lower", "upper", "title", "sentence", "none")
ENDINGS = ("sentence", "question", "colon", "ellipsis", "comma", "bracket", "none")
SHAPES = ("edge", "blank", "short", "medium", "long", "prose", "bigprose")
KIND_VALUES = ("none", *KINDS)
KIND_INDEX: dict[str | None, int] = {None: 0, **{kind: index + 1 for index, kind in enumerate(KINDS)}}
MARKER_INDEX: dict[str | None, int] = {kind: index + 1 for index, kind in enumerate(MARKERS)}
PROSE_KINDS = frozenset((None, "caption", "date", "video", "byline"))  # kinds whose long lines are running text


def _table(limits: Sequence[int]) -> list[int]:
    """Tabulate the bucket of each whole number below the last limit; the rest is in the last one."""
    return [next(index for index, limit in enumerate(limits) if number < limit) for number in range(limits[-1])]


def _bucket(value: float, limits: Sequence[float]) -> int:
    return next((index for index, limit in enumerate(limits) if value < limit), len(limits))


NOTHING: frozenset[str] = frozenset()
SIZE_TABLE, MASS_TABLE = _table(SIZES), _table(MASSES)
BLOCK_TABLE, SEEN_TABLE, HEADLINE_TABLE = _table((2, 3, 5, 9, 20)), _table((1, 2, 3, 5, 10)), _table((1, 4, 9, 18))


def _ending(line: Line) -> int:
    text = line.text
    last = text[-1]
    if last in ":：":
        return 2
    if last == "…" or text.endswith("..."):
        return 3
    if last in "?？؟":
        return 1
    if line.ends:
        return 0
    if last in ",;-–—":
        return 4
    return 5 if last in ")]" else 6


def _case(text: str) -> int:
    words = [word for word in text[:120].split() if word[0].isalpha()]
    if not words:
        return 4
    if not words[0][0].isupper():
        return 0
    if text[:200].isupper():
        return 1
    capital = sum([word[0].isupper() for word in words])
    return 2 if len(words) > 1 and capital >= 0.7 * len(words) else 3


START_INDEX = {**dict.fromkeys("•·*●▪◦‣■►▶➤✓", 0), **dict.fromkeys("-–—", 1), **dict.fromkeys("\"“”„«'‘「", 2)}


def _start(text: str) -> int:
    first = text[0]
    return START_INDEX.get(first, 3 if first.isdigit() else 4)


def _shape(line: Line, prose: bool) -> int:
    if prose:
        return 6 if line.size >= 30 else 5
    return 2 if line.size < 4 else 3 if line.size < 10 else 4


def _shift(values: list[int], by: int, edge: int = 0) -> list[int]:
    """Give each line the value of the line `by` below it (above it, where negative)."""
    if by < 0:
        return ([edge] * -by + values)[: len(values)]
    return (values + [edge] * by)[by:]


@dataclass(frozen=True, kw_only=True)
class _Page:
    """The lines of a page with what several columns share, made once."""

    lines: Sequence[Line]
    kinds: list[int]
    names: Sequence[str | None]
    prose: list[bool]
    sums: list[int] = field(default_factory=list)  # words of running text up to each line

    @cached_property
    def endings(self) -> list[int]:
        return [_ending(line) for line in self.lines]

    @cached_property
    def cases(self) -> list[int]:
        return [_case(line.text) for line in self.lines]

    @cached_property
    def starts(self) -> list[int]:
        return [_start(line.text) for line in self.lines]

    @cached_property
    def sizes(self) -> list[int]:
        last, most = len(SIZES), len(SIZE_TABLE)
        return [SIZE_TABLE[line.size] if line.size < most else last for line in self.lines]

    @cached_property
    def shapes(self) -> list[int]:
        return [_shape(line, prose) for line, prose in zip(self.lines, self.prose, strict=True)]

    @cached_property
    def blanks(self) -> list[int]:
        return [
            (0 if line.blank_before else 2) if line.blank_after else (1 if line.blank_before else 3)
            for line in self.lines
        ]

    @cached_property
    def topical(self) -> list[float]:
        """Rate how many of a line's content words the page's running text has elsewhere too."""
        words = [frozenset(content_words(line)) for line in self.lines]
        counts = Counter(chain.from_iterable(found for found, prose in zip(words, self.prose, strict=True) if prose))
        return [
            sum([counts[word] > prose for word in found]) / len(found) if found else 0.0
            for found, prose in zip(words, self.prose, strict=True)
        ]

    @cached_property
    def markers(self) -> tuple[list[int], list[int], list[int]]:
        return _markers(self.names, self.prose)


def _masses(page: _Page, start: int, end: int) -> list[int]:
    """Bucket the words of running text in the window of lines from `start` to before `end`, counted from each line."""
    sums, last, most = page.sums, len(MASSES), len(MASS_TABLE)
    size = len(page.lines)
    padded = [0] * max(0, -start) + sums + [sums[-1]] * max(0, end)
    shift = max(0, -start)
    words = [high - low for low, high in zip(padded[shift + start :], padded[shift + end :][:size], strict=False)]
    return [MASS_TABLE[count] if count < most else last for count in words]


def _shares(page: _Page) -> list[int]:
    total = page.sums[-1] or 1
    return [_bucket(count / total, (0.001, 0.1, 0.3, 0.6, 0.9, 0.999)) for count in page.sums[:-1]]


def _blocks(page: _Page) -> list[int]:
    """Bucket how many lines stand together without a blank line."""
    blocks: list[int] = []
    start, last = 0, len(page.lines) - 1
    for index, line in enumerate(page.lines):
        if line.blank_after or index == last:
            count = index + 1 - start
            blocks += [BLOCK_TABLE[count] if count < len(BLOCK_TABLE) else 5] * count
            start = index + 1
    return blocks


def _topics_near(page: _Page) -> list[int]:
    """Bucket how much the lines around are on the page's topic."""
    sums = [0.0, *accumulate(page.topical)]
    size = len(page.lines)
    spans = [(max(0, index - 4), min(size, index + 5)) for index in range(size)]
    return [_bucket((sums[high] - sums[low]) / (high - low), (0.1, 0.2, 0.35, 0.5, 0.65)) for low, high in spans]


def _markers(kinds: Sequence[str | None], prose: Sequence[bool]) -> tuple[list[int], list[int], list[int]]:
    """Tell the last heading of boilerplate since running text, how many lines ago that was, and how many there were."""
    markers, since, seen = [], [], []
    marker, lines, count, started = 0, 0, 0, False
    for kind, flag in zip(kinds, prose, strict=True):
        if kind in MARKER_INDEX:
            marker = MARKER_INDEX[kind]
            count += started and kind not in ("sharing", "video")
        markers.append(marker)
        since.append(lines)
        seen.append(SEEN_TABLE[count] if count < len(SEEN_TABLE) else 5)
        lines += 1
        if flag:
            marker, lines, started = 0, 0, True
    return markers, since, seen


def _dates(page: _Page) -> list[int]:
    """Count the lines with a date or a speaker since text began: comments have one each."""
    seen, count, started = [], 0, False
    for kind, prose in zip(page.names, page.prose, strict=True):
        if started and count < 3 and kind in ("date", "comments"):
            count += 1
        seen.append(count)
        started = started or prose
    return seen


def _twins(page: _Page) -> list[int]:
    """Tell lines that say nearly the same as one of the two lines before or after them."""
    twins = [0] * len(page.lines)
    recent: list[tuple[int, frozenset[str]]] = []
    for index, line in enumerate(page.lines):
        here = frozenset(line.words) if line.size > 3 else NOTHING
        for other, there in recent if here else ():
            if len(here & there) > 0.75 * len(here | there):
                twins[index] = twins[other] = 1
        recent = [*recent[-1:], (index, here)]
    return twins


def _headlines(page: _Page) -> list[int]:
    """Bucket how far above each line the last one stands that could be the headline."""
    found, last, most = [], -100, len(HEADLINE_TABLE)
    for index, (line, kind, prose, topical) in enumerate(
        zip(page.lines, page.kinds, page.prose, page.topical, strict=True)
    ):
        found.append(HEADLINE_TABLE[index - last] if index - last < most else 4)
        if not kind and not prose and topical >= 0.6 and 4 <= line.size <= 28:
            last = index
    return found


def _runs(page: _Page) -> list[int]:
    """Count the neighbours that start alike and are about as long: items of a list."""
    keys = list(zip(page.starts, page.blanks, page.sizes, strict=True))
    alike = [
        above[0] == below[0] and above[1] == below[1] and -1 <= above[2] - below[2] <= 1
        for above, below in pairwise(keys)
    ]
    return [int(above) + int(below) for above, below in zip([False, *alike], [*alike, False], strict=True)]


@dataclass(frozen=True, slots=True)
class Column:
    """A group of features of which each line has exactly one."""

    name: str
    values: Sequence[object]
    fill: Callable[[_Page], list[int]]


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
    Column("kind before", KIND_VALUES, lambda page: _shift(page.kinds, -1)),
    Column("kind after", KIND_VALUES, lambda page: _shift(page.kinds, 1)),
    Column("shape before", SHAPES, lambda page: _shift(page.shapes, -1)),
    Column("shape after", SHAPES, lambda page: _shift(page.shapes, 1)),
    Column("shape second before", SHAPES, lambda page: _shift(page.shapes, -2)),
    Column("shape second after", SHAPES, lambda page: _shift(page.shapes, 2)),
    Column("text near before", MASS_VALUES, lambda page: _masses(page, -NEAR, 0)),
    Column("text near after", MASS_VALUES, lambda page: _masses(page, 1, 1 + NEAR)),
    Column("text far before", MASS_VALUES, lambda page: _masses(page, -FAR, 0)),
    Column("text far after", MASS_VALUES, lambda page: _masses(page, 1, 1 + FAR)),
    Column("share before", range(7), _shares),
    Column("block", range(6), _blocks),
    Column("on topic", range(6), lambda page: [_bucket(x, (0.01, 0.2, 0.4, 0.6, 0.8)) for x in page.topical]),
    Column("on topic near", range(6), _topics_near),
    Column("marker", ("none", *MARKERS), lambda page: page.markers[0]),
    Column("since text", range(6), lambda page: [min(5, (x + 1).bit_length() - 1) for x in page.markers[1]]),
    Column("markers seen", range(6), lambda page: page.markers[2]),
    Column("dates seen", range(4), _dates),
    Column("twin", ("no", "yes"), _twins),
    Column("headline above", range(5), _headlines),
    Column("ending before", ("edge", *ENDINGS), lambda page: _shift([x + 1 for x in page.endings], -1)),
    Column("ending after", ("edge", *ENDINGS), lambda page: _shift([x + 1 for x in page.endings], 1)),
    Column("case before", ("edge", *CASES), lambda page: _shift([x + 1 for x in page.cases], -1)),
    Column("case after", ("edge", *CASES), lambda page: _shift([x + 1 for x in page.cases], 1)),
    Column("run", range(3), _runs),
)
NAMES = ("bias", *(f"{column.name}:{value}" for column in COLUMNS for value in column.values))
BASES = tuple(accumulate((len(column.values) for column in COLUMNS[:-1]), initial=1))  # where each column's names start


def make_features(lines: Sequence[Line], kinds: Sequence[str | None]) -> list[tuple[int, ...]]:
    """List for each line the numbers (into NAMES) of its features, the bias first."""
    if not lines:
        return []
    prose = [kind in PROSE_KINDS and is_prose(line) for line, kind in zip(lines, kinds, strict=True)]
    words = accumulate((line.size if flag else 0 for line, flag in zip(lines, prose, strict=True)), initial=0)
    page = _Page(lines=lines, kinds=[KIND_INDEX[kind] for kind in kinds], names=kinds, prose=prose, sums=list(words))
    columns = [[base + x for x in column.fill(page)] for base, column in zip(BASES, COLUMNS, strict=True)]
    return list(zip([0] * len(lines), *columns, strict=True))
