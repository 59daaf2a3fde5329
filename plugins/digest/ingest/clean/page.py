"""A page measured for the model: the features of its lines that hang on the other lines."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, repeat
from operator import sub, truediv
from typing import TypeVar

from .line_shape import KIND_INDEX, PROSE, Look
from .lines import Line

MASSES = (1, 15, 40, 80, 150, 300, 600, 1200)  # words of running text in a window
NEAR, FAR = 3, 12  # lines of a window
AROUND = 4  # lines above and below of which it is measured how much they are on the topic
MARKERS = (
    "related",
    "comments",
    "newsletter",
    "author-note",
    "legal",
    "follow-us",
    "tags",
    "sharing",
    "video",
    "account",
)
COUNTED = frozenset(MARKERS) - {"sharing", "video"}  # those of which there are many inside articles do not count
SHARES = (0.001, 0.1, 0.3, 0.6, 0.9, 0.999)  # of the page's running text
ON_TOPIC = (0.01, 0.2, 0.4, 0.6, 0.8)  # of a line's content words
ON_TOPIC_NEAR = (0.1, 0.2, 0.35, 0.5, 0.65)


def _by_kind(kinds: Sequence[str]) -> list[int]:
    """Give for each number of a kind its place among `kinds`, from 1; 0 where it is none of them."""
    places = {kind: place + 1 for place, kind in enumerate(kinds)}
    return [places.get(kind or "", 0) for kind in KIND_INDEX]


def _table(limits: Sequence[int]) -> list[int]:
    """Tabulate the bucket of each whole number below the last limit; the rest is in the last one."""
    return [bisect_right(limits, number) for number in range(limits[-1])]


MARKER_TABLE, COUNTED_TABLE = _by_kind(MARKERS), [int(kind in COUNTED) for kind in KIND_INDEX]
DATED_TABLE = [int(kind in ("date", "comments")) for kind in KIND_INDEX]
MASS_TABLE, BLOCK_TABLE, SEEN_TABLE = _table(MASSES), _table((2, 3, 5, 9, 20)), _table((1, 2, 3, 5, 10))
HEADLINE_TABLE, SINCE_TABLE = _table((1, 4, 9, 18)), _table((1, 3, 7, 15, 31))


Number = TypeVar("Number", int, float)


@dataclass(frozen=True, kw_only=True)
class Page:
    """The lines of a page with what several features share, made once."""

    lines: Sequence[Line]
    looks: Sequence[Look]
    prose: list[bool]
    sums: list[int]  # words of running text up to each line

    @cached_property
    def blanks(self) -> list[int]:
        """Tell whether blank lines stand around each line: both, before, after, none."""
        return [3 - 2 * line.blank_before - line.blank_after for line in self.lines]

    @cached_property
    def topical(self) -> list[float]:
        """Rate how many of a line's content words the page's running text has elsewhere too."""
        once: set[str] = set()
        twice: set[str] = set()
        for line, prose in zip(self.lines, self.prose, strict=True):
            if prose:
                twice |= once & line.content
                once |= line.content
        contents = [line.content for line in self.lines]
        return [
            len(content & (twice if prose else once)) / len(content) if content else 0.0
            for content, prose in zip(contents, self.prose, strict=True)
        ]

    @cached_property
    def markers(self) -> tuple[list[int], list[int], list[int]]:
        return _find_markers(self.looks, self.prose)


def make_page(lines: Sequence[Line], looks: Sequence[Look]) -> Page:
    """Measure the lines of a page, given their looks."""
    prose = [look.shape >= PROSE for look in looks]
    words = accumulate([line.size if flag else 0 for line, flag in zip(lines, prose, strict=True)], initial=0)
    return Page(lines=lines, looks=looks, prose=prose, sums=list(words))


def _sum_windows(sums: list[Number], start: int, end: int) -> list[Number]:
    """Sum in the window of lines from `start` to before `end`, counted from each line."""
    size, shift = len(sums) - 1, max(0, -start)
    padded = sums[:1] * shift + sums + sums[-1:] * max(0, end)
    return list(map(sub, padded[shift + end :][:size], padded[shift + start :][:size]))


def measure_masses(page: Page, start: int, end: int) -> list[int]:
    """Bucket the words of running text in a window of lines."""
    last, most = len(MASSES), len(MASS_TABLE)
    return [MASS_TABLE[count] if count < most else last for count in _sum_windows(page.sums, start, end)]


def measure_shares(page: Page) -> list[int]:
    """Bucket the share of the running text that stands above each line."""
    total = page.sums[-1] or 1
    return list(map(bisect_right, repeat(SHARES), map(truediv, page.sums[:-1], repeat(total))))


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


def measure_topical(page: Page) -> list[int]:
    """Bucket how much of each line is on the page's topic."""
    return list(map(bisect_right, repeat(ON_TOPIC), page.topical))


def measure_topics(page: Page) -> list[int]:
    """Bucket how much the lines around are on the page's topic."""
    sums = _sum_windows([0.0, *accumulate(page.topical)], -AROUND, AROUND + 1)
    counts = _sum_windows(list(range(len(page.lines) + 1)), -AROUND, AROUND + 1)
    return list(map(bisect_right, repeat(ON_TOPIC_NEAR), map(truediv, sums, counts)))


def _find_markers(looks: Sequence[Look], prose: Sequence[bool]) -> tuple[list[int], list[int], list[int]]:
    """Tell the last heading of boilerplate since running text, how many lines ago text was, how many there were."""
    markers, since, seen = [], [], []
    marker, lines, count, started = 0, 0, 0, False
    for look, flag in zip(looks, prose, strict=True):
        if found := MARKER_TABLE[look.kind]:
            marker = found
            if started:
                count += COUNTED_TABLE[look.kind]
        markers.append(marker)
        since.append(SINCE_TABLE[lines] if lines < len(SINCE_TABLE) else 5)
        seen.append(SEEN_TABLE[count] if count < len(SEEN_TABLE) else 5)
        lines += 1
        if flag:
            marker, lines, started = 0, 0, True
    return markers, since, seen


def count_dates(page: Page) -> list[int]:
    """Count the lines with a date or a speaker since text began: comments have one each."""
    seen, count, started = [], 0, False
    for look, prose in zip(page.looks, page.prose, strict=True):
        if started and count < 3:
            count += DATED_TABLE[look.kind]
        seen.append(count)
        started = started or prose
    return seen


def find_twins(page: Page) -> list[int]:
    """Tell lines that say nearly the same as one of the two lines before or after them."""
    twins = [0] * len(page.lines)
    above: Line | None = None
    second: Line | None = None
    for index, line in enumerate(page.lines):
        here = line if line.size > 3 else None
        if here and above and _are_alike(here, above):
            twins[index] = twins[index - 1] = 1
        if here and second and _are_alike(here, second):
            twins[index] = twins[index - 2] = 1
        above, second = here, above
    return twins


def _are_alike(one: Line, other: Line) -> bool:
    """Tell whether over three quarters of the words are common: seven times these are more than three times all."""
    content, less = len(one.content) + len(other.content), min(len(one.content), len(other.content))
    most = min(len(one.words) - len(one.content), len(other.words) - len(other.content))  # of further common words
    if 7 * less + most <= 3 * content:
        return False  # their lengths differ too much
    if 7 * len(one.content & other.content) + most <= 3 * content:
        return False  # whatever the further ones are
    ones, others = frozenset(one.words), frozenset(other.words)
    return 7 * len(ones & others) > 3 * (len(ones) + len(others))


def measure_headlines(page: Page) -> list[int]:
    """Bucket how far above each line the last one stands that could be the headline."""
    found, last, most = [], -100, len(HEADLINE_TABLE)
    for index, (line, look, topical) in enumerate(zip(page.lines, page.looks, page.topical, strict=True)):
        found.append(HEADLINE_TABLE[index - last] if index - last < most else 4)
        if topical >= 0.6 and not look.kind and look.shape < PROSE and 4 <= line.size <= 28:
            last = index
    return found


def count_runs(page: Page) -> list[int]:
    """Count the neighbours that start alike and are about as long: items of a list."""
    counts = [0] * len(page.lines)
    start = blank = size = -1
    for index, (look, blanks) in enumerate(zip(page.looks, page.blanks, strict=True)):
        if look.start == start and blanks == blank and -1 <= look.size - size <= 1:
            counts[index - 1] += 1
            counts[index] = 1
        start, blank, size = look.start, blanks, look.size
    return counts
