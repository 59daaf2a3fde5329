"""What the model sees of each line: the numbers of the features that hold, from the line and its neighbours."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate

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


def _names() -> Iterable[str]:
    yield "bias"
    for group, values in GROUPS.items():
        for value in values:
            yield f"{group}:{value}"


SHAPES = ("edge", "blank", "short", "medium", "long", "prose", "bigprose")
GROUPS: dict[str, Sequence[object]] = {
    "size": range(len(SIZES) + 1),
    "ending": ENDINGS,
    "case": CASES,
    "function words": range(5),
    "commas": range(3),
    "breaks": range(3),
    "start": ("bullet", "dash", "quote", "digit", "other"),
    "blanks": ("both", "before", "after", "none"),
    "copies": ("one", "two", "more"),
    "kind": ("none", *KINDS),
    "kind before": ("none", *KINDS),
    "kind after": ("none", *KINDS),
    "shape before": SHAPES,
    "shape after": SHAPES,
    "shape second before": SHAPES,
    "shape second after": SHAPES,
    "text near before": range(len(MASSES) + 1),
    "text near after": range(len(MASSES) + 1),
    "text far before": range(len(MASSES) + 1),
    "text far after": range(len(MASSES) + 1),
    "share before": range(7),
    "block": range(6),
    "on topic": range(6),
    "on topic near": range(6),
    "marker": ("none", *MARKERS),
    "markers seen": range(6),
    "since text": range(6),
    "separators": ("no", "yes"),
    "dates seen": range(4),
    "twin": ("no", "yes"),
    "headline above": range(5),
    "ending before": ("edge", *ENDINGS),
    "ending after": ("edge", *ENDINGS),
    "case before": ("edge", *CASES),
    "case after": ("edge", *CASES),
    "run": range(3),
}
NAMES = tuple(_names())
INDEX = {name: index for index, name in enumerate(NAMES)}
BASE = {group: INDEX[f"{group}:{next(iter(values))}"] for group, values in GROUPS.items()}


def _bucket(value: float, limits: Sequence[float]) -> int:
    for index, limit in enumerate(limits):
        if value < limit:
            return index
    return len(limits)


def _tables() -> tuple[list[int], list[int]]:
    return [_bucket(n, SIZES) for n in range(SIZES[-1])], [_bucket(n, MASSES) for n in range(MASSES[-1])]


SIZE_TABLE, MASS_TABLE = _tables()
MARKER_INDEX: dict[str | None, int] = {kind: index + 1 for index, kind in enumerate(MARKERS)}
KIND_INDEX: dict[str | None, int] = {None: 0, **{kind: index + 1 for index, kind in enumerate(KINDS)}}


def _size(size: int) -> int:
    return SIZE_TABLE[size] if size < len(SIZE_TABLE) else len(SIZES)


def _mass(words: int) -> int:
    return MASS_TABLE[words] if words < len(MASS_TABLE) else len(MASSES)


def _ending(text: str, ends: bool) -> int:
    last = text[-1]
    if last in ":：":
        return 2
    if text.endswith(("...", "…")):
        return 3
    if last in "?？؟":
        return 1
    if ends:
        return 0
    if last in ",;-–—":
        return 4
    return 5 if last in ")]" else 6


def _case(text: str) -> int:
    words = [word for word in text.split() if word[0].isalpha()]
    if not words:
        return 4
    capital = sum(1 for word in words if word[0].isupper())
    if not words[0][0].isupper():
        return 0
    if text.isupper():
        return 1
    return 2 if len(words) > 1 and capital >= 0.7 * len(words) else 3


def _start(text: str) -> int:
    first = text[0]
    if first in "•·*●▪◦‣■►▶➤✓":
        return 0
    if first in "-–—":
        return 1
    if first in "\"“”„«'‘「":
        return 2
    return 3 if first.isdigit() else 4


def _shape(line: Line, prose: bool) -> int:
    if prose:
        return 6 if line.size >= 30 else 5
    return 2 if line.size < 4 else 3 if line.size < 10 else 4


def make_features(lines: Sequence[Line], kinds: Sequence[str | None]) -> list[list[int]]:
    """List for each line the numbers (into NAMES) of its features."""
    prose = [is_prose(line) and kind in FREE_KINDS for line, kind in zip(lines, kinds, strict=True)]
    own = [_own(line, kind) for line, kind in zip(lines, kinds, strict=True)]
    context = _Context(lines, kinds, prose, own)
    return [found + context.at(index) for index, found in enumerate(own)]


FREE_KINDS = frozenset((None, "caption", "date", "video", "byline"))


def _own(line: Line, kind: str | None) -> list[int]:
    text = line.text
    commas = text.count(",")
    breaks = text.count(". ") + text.count("? ") + text.count("! ") + text.count("。")
    blanks = (0 if line.blank_before else 2) if line.blank_after else (1 if line.blank_before else 3)
    known = min(4, int(5 * line.known / line.size)) if line.size else 0
    return [
        0,
        BASE["size"] + _size(line.size),
        BASE["ending"] + _ending(text, line.ends),
        BASE["case"] + _case(text[:200]),
        BASE["function words"] + known,
        BASE["commas"] + min(2, commas),
        BASE["breaks"] + min(2, breaks),
        BASE["start"] + _start(text),
        BASE["blanks"] + blanks,
        BASE["copies"] + min(2, line.copies - 1),
        BASE["kind"] + KIND_INDEX[kind],
        BASE["separators"] + (1 if "|" in text or " › " in text or " » " in text or " > " in text else 0),
    ]


class _Context:
    """Sums over the page, so that each line's surroundings cost the same however long the page is."""

    def __init__(
        self, lines: Sequence[Line], kinds: Sequence[str | None], prose: Sequence[bool], own: Sequence[Sequence[int]]
    ) -> None:
        self.endings = [found[2] - BASE["ending"] + 1 for found in own]
        self.cases = [found[3] - BASE["case"] + 1 for found in own]
        self.starts = [(found[7], found[8], found[1]) for found in own]
        self.dates = _dates(kinds, prose)
        self.twins = _twins(lines)
        self.kinds = [KIND_INDEX[kind] for kind in kinds]
        self.shapes = [_shape(line, flag) for line, flag in zip(lines, prose, strict=True)]
        self.sums = [0, *accumulate(line.size if flag else 0 for line, flag in zip(lines, prose, strict=True))]
        self.blocks = _blocks(lines)
        self.topical = _topical(lines, prose)
        self.headlines = _headlines(lines, kinds, prose, self.topical)
        self.topic_sums = [0.0, *accumulate(self.topical)]
        self.markers, self.since, self.seen = _markers(kinds, prose)
        self.last = len(lines) - 1

    def at(self, index: int) -> list[int]:
        before, after = index, index + 1
        last, sums = self.last, self.sums
        total = sums[-1] or 1
        low, high = max(0, before - 4), min(last + 1, after + 4)
        near = (self.topic_sums[high] - self.topic_sums[low]) / (high - low)
        return [
            BASE["kind before"] + (self.kinds[index - 1] if index else 0),
            BASE["kind after"] + (self.kinds[index + 1] if index < last else 0),
            BASE["shape before"] + (self.shapes[index - 1] if index else 0),
            BASE["shape after"] + (self.shapes[index + 1] if index < last else 0),
            BASE["shape second before"] + (self.shapes[index - 2] if index > 1 else 0),
            BASE["shape second after"] + (self.shapes[index + 2] if index < last - 1 else 0),
            BASE["text near before"] + _mass(sums[before] - sums[max(0, before - NEAR)]),
            BASE["text near after"] + _mass(sums[min(last + 1, after + NEAR)] - sums[after]),
            BASE["text far before"] + _mass(sums[before] - sums[max(0, before - FAR)]),
            BASE["text far after"] + _mass(sums[min(last + 1, after + FAR)] - sums[after]),
            BASE["share before"] + _bucket(sums[before] / total, (0.001, 0.1, 0.3, 0.6, 0.9, 0.999)),
            BASE["block"] + self.blocks[index],
            BASE["on topic"] + _bucket(self.topical[index], (0.01, 0.2, 0.4, 0.6, 0.8)),
            BASE["on topic near"] + _bucket(near, (0.1, 0.2, 0.35, 0.5, 0.65)),
            BASE["marker"] + self.markers[index],
            BASE["markers seen"] + _bucket(self.seen[index], (1, 2, 3, 5, 10)),
            BASE["since text"] + min(5, int(math.log2(self.since[index] + 1))),
            BASE["dates seen"] + min(3, self.dates[index]),
            BASE["twin"] + self.twins[index],
            BASE["headline above"] + _bucket(index - self.headlines[index], (1, 4, 9, 18)),
            BASE["ending before"] + (self.endings[index - 1] if index else 0),
            BASE["ending after"] + (self.endings[index + 1] if index < last else 0),
            BASE["case before"] + (self.cases[index - 1] if index else 0),
            BASE["case after"] + (self.cases[index + 1] if index < last else 0),
            BASE["run"] + self._run(index),
        ]

    def _run(self, index: int) -> int:
        """Count the neighbours that start alike and are about as long: items of a list."""
        here = self.starts[index]
        near = self.starts[max(0, index - 1) : index] + self.starts[index + 1 : index + 2]
        return sum(1 for start in near if start[:2] == here[:2] and abs(start[2] - here[2]) <= 1)


def _dates(kinds: Sequence[str | None], prose: Sequence[bool]) -> list[int]:
    """Count the lines with a date or a speaker since text began: comments have one each."""
    seen, count, started = [], 0, False
    for kind, flag in zip(kinds, prose, strict=True):
        count += started and kind in ("date", "comments")
        seen.append(count)
        started = started or flag
    return seen


def _twins(lines: Sequence[Line]) -> list[int]:
    """Tell lines that say nearly the same as one of the two lines before or after them."""
    twins = [0] * len(lines)
    words = [frozenset(line.words) if line.size > 3 else frozenset() for line in lines]
    for index in range(1, len(lines)):
        here = words[index]
        for other in (index - 1, index - 2):
            if here and other >= 0 and words[other] and len(here & words[other]) > 0.75 * len(here | words[other]):
                twins[index] = twins[other] = 1
    return twins


def _headlines(
    lines: Sequence[Line], kinds: Sequence[str | None], prose: Sequence[bool], topical: Sequence[float]
) -> list[int]:
    """Tell for each line the index of the last line above that could be the headline (far away: none)."""
    found, last = [], -100
    for index, line in enumerate(lines):
        found.append(last)
        if kinds[index] is None and not prose[index] and 4 <= line.size <= 28 and topical[index] >= 0.6:
            last = index
    return found


def _blocks(lines: Sequence[Line]) -> list[int]:
    """Bucket how many lines stand together without a blank line."""
    blocks: list[int] = []
    start = 0
    for index, line in enumerate(lines):
        if line.blank_after or index == len(lines) - 1:
            blocks += [_bucket(index + 1 - start, (2, 3, 5, 9, 20))] * (index + 1 - start)
            start = index + 1
    return blocks


def _topical(lines: Sequence[Line], prose: Sequence[bool]) -> list[float]:
    """Rate how many of a line's content words the page's running text has elsewhere too."""
    words = [frozenset(content_words(line)) for line in lines]
    counts = Counter(word for found, flag in zip(words, prose, strict=True) if flag for word in found)
    return [
        sum(1 for word in found if counts[word] > flag) / len(found) if found else 0.0
        for found, flag in zip(words, prose, strict=True)
    ]


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
        seen.append(count)
        lines += 1
        if flag:
            marker, lines, started = 0, 0, True
    return markers, since, seen
