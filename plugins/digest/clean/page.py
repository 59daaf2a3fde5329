"""A page measured for the model: values of its lines that several columns of features share, each made once."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, pairwise

from .lines import Line, is_prose
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


def bucket(value: float, limits: Sequence[float]) -> int:
    return bisect_right(limits, value)


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
    firsts = "".join([word[0] for word in text[:120].split() if word[0].isalpha()])
    if not firsts:
        return 4
    if not firsts[0].isupper():
        return 0
    if text[:200].isupper():
        return 1
    if len(firsts) == 1 or firsts[1:].islower():
        return 3
    return 2 if sum(map(str.isupper, firsts)) >= 0.7 * len(firsts) else 3


START_INDEX = {**dict.fromkeys("•·*●▪◦‣■►▶➤✓", 0), **dict.fromkeys("-–—", 1), **dict.fromkeys("\"“”„«'‘「", 2)}


def _start(text: str) -> int:
    first = text[0]
    return START_INDEX.get(first, 3 if first.isdigit() else 4)


def _shape(line: Line, prose: bool) -> int:
    if prose:
        return 6 if line.size >= 30 else 5
    return 2 if line.size < 4 else 3 if line.size < 10 else 4


def shift(values: list[int], by: int, edge: int = 0) -> list[int]:
    """Give each line the value of the line `by` below it (above it, where negative)."""
    if by < 0:
        return ([edge] * -by + values)[: len(values)]
    return (values + [edge] * by)[by:]


@dataclass(frozen=True, kw_only=True)
class Page:
    """The lines of a page with what several columns share, made once."""

    lines: Sequence[Line]
    kinds: list[int]
    names: Sequence[str | None]
    prose: list[bool]
    sums: list[int]  # words of running text up to each line

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
        words = [line.content for line in self.lines]
        counts = Counter(chain.from_iterable(found for found, prose in zip(words, self.prose, strict=True) if prose))
        return [
            sum([counts[word] > prose for word in found]) / len(found) if found else 0.0
            for found, prose in zip(words, self.prose, strict=True)
        ]

    @cached_property
    def markers(self) -> tuple[list[int], list[int], list[int]]:
        return _markers(self.names, self.prose)


def measure_masses(page: Page, start: int, end: int) -> list[int]:
    """Bucket the words of running text in the window of lines from `start` to before `end`, counted from each line."""
    sums, last, most = page.sums, len(MASSES), len(MASS_TABLE)
    size = len(page.lines)
    padded = [0] * max(0, -start) + sums + [sums[-1]] * max(0, end)
    shift = max(0, -start)
    words = [high - low for low, high in zip(padded[shift + start :], padded[shift + end :][:size], strict=False)]
    return [MASS_TABLE[count] if count < most else last for count in words]


def measure_shares(page: Page) -> list[int]:
    total = page.sums[-1] or 1
    return [bucket(count / total, (0.001, 0.1, 0.3, 0.6, 0.9, 0.999)) for count in page.sums[:-1]]


def measure_blocks(page: Page) -> list[int]:
    """Bucket how many lines stand together without a blank line."""
    blocks: list[int] = []
    start, last = 0, len(page.lines) - 1
    for index, line in enumerate(page.lines):
        if line.blank_after or index == last:
            count = index + 1 - start
            blocks += [BLOCK_TABLE[count] if count < len(BLOCK_TABLE) else 5] * count
            start = index + 1
    return blocks


def measure_topics(page: Page) -> list[int]:
    """Bucket how much the lines around are on the page's topic."""
    sums = [0.0, *accumulate(page.topical)]
    size = len(page.lines)
    spans = [(max(0, index - 4), min(size, index + 5)) for index in range(size)]
    return [bucket((sums[high] - sums[low]) / (high - low), (0.1, 0.2, 0.35, 0.5, 0.65)) for low, high in spans]


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


def count_dates(page: Page) -> list[int]:
    """Count the lines with a date or a speaker since text began: comments have one each."""
    seen, count, started = [], 0, False
    for kind, prose in zip(page.names, page.prose, strict=True):
        if started and count < 3 and kind in ("date", "comments"):
            count += 1
        seen.append(count)
        started = started or prose
    return seen


def find_twins(page: Page) -> list[int]:
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


def measure_headlines(page: Page) -> list[int]:
    """Bucket how far above each line the last one stands that could be the headline."""
    found, last, most = [], -100, len(HEADLINE_TABLE)
    for index, (line, kind, prose, topical) in enumerate(
        zip(page.lines, page.kinds, page.prose, page.topical, strict=True)
    ):
        found.append(HEADLINE_TABLE[index - last] if index - last < most else 4)
        if not kind and not prose and topical >= 0.6 and 4 <= line.size <= 28:
            last = index
    return found


def count_runs(page: Page) -> list[int]:
    """Count the neighbours that start alike and are about as long: items of a list."""
    keys = list(zip(page.starts, page.blanks, page.sizes, strict=True))
    alike = [
        above[0] == below[0] and above[1] == below[1] and -1 <= above[2] - below[2] <= 1
        for above, below in pairwise(keys)
    ]
    return [int(above) + int(below) for above, below in zip([False, *alike], [*alike, False], strict=True)]


def make_page(lines: Sequence[Line], names: Sequence[str | None]) -> Page:
    """Measure the lines of a page, given their kinds."""
    prose = [kind in PROSE_KINDS and is_prose(line) for line, kind in zip(lines, names, strict=True)]
    words = accumulate((line.size if flag else 0 for line, flag in zip(lines, prose, strict=True)), initial=0)
    kinds = [KIND_INDEX[kind] for kind in names]
    return Page(lines=lines, kinds=kinds, names=names, prose=prose, sums=list(words))
