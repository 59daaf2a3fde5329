"""How a line looks, whatever stands around it: the values of the features that its words alone decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from .lines import Line
from .rules import KINDS

SIZES = (1, 2, 3, 4, 6, 8, 11, 15, 20, 30, 50, 80)  # words: a bucket ends before each
CASES = ("lower", "upper", "title", "sentence", "none", "edge")
ENDINGS = ("sentence", "question", "colon", "ellipsis", "comma", "bracket", "none", "edge")
STARTS = ("bullet", "dash", "quote", "digit", "other")
SHAPES = ("edge", "blank", "short", "medium", "long", "prose", "bigprose")
KIND_VALUES = ("none", *KINDS)
KIND_INDEX: dict[str | None, int] = {None: 0, **{kind: index + 1 for index, kind in enumerate(KINDS)}}
PROSE_KINDS = frozenset((None, "caption", "date", "video", "byline"))  # kinds whose long lines are running text
PROSE = 5  # from this one of SHAPES on


class Look(NamedTuple):
    """The values of a line's own features, each its place among the values of LOOKS."""

    size: int
    ending: int
    case: int
    function_words: int
    commas: int
    breaks: int
    start: int
    kind: int
    separators: int
    shape: int


@dataclass(frozen=True, slots=True)
class LookColumn:
    """A feature of a line's look: its name and values, and from how many lines below it is seen as a feature there."""

    name: str
    values: Sequence[object]
    seen: tuple[int, ...] = (0,)


SEEN: Mapping[int, str] = {0: "", 1: " before", -1: " after", 2: " second before", -2: " second after"}
# In the order of Look.
LOOKS: tuple[LookColumn, ...] = (
    LookColumn("size", range(len(SIZES) + 1)),
    LookColumn("ending", ENDINGS, (0, 1, -1)),
    LookColumn("case", CASES, (0, 1, -1)),
    LookColumn("function words", range(5)),
    LookColumn("commas", range(3)),
    LookColumn("breaks", range(3)),
    LookColumn("start", STARTS),
    LookColumn("kind", KIND_VALUES, (0, 1, -1)),
    LookColumn("separators", ("no", "yes")),
    LookColumn("shape", SHAPES, (1, -1, 2, -2)),
)
# What is seen beyond the first and the last line.
EDGE = Look(0, ENDINGS.index("edge"), CASES.index("edge"), 0, 0, 0, 0, 0, 0, 0)

MOST = SIZES[-1]
SIZE_TABLE = [next(index for index, limit in enumerate(SIZES) if size < limit) for size in range(MOST)]
START_INDEX = {**dict.fromkeys("•·*●▪◦‣■►▶➤✓", 0), **dict.fromkeys("-–—", 1), **dict.fromkeys("\"“”„«'‘「", 2)}
LAST_INDEX = {**dict.fromkeys("?？؟", 1), **dict.fromkeys(":：", 2), "…": 3}
PAUSE_INDEX = {**dict.fromkeys(",;-–—", 4), **dict.fromkeys(")]", 5)}


FIRST = itemgetter(0)
CASE_ROOM = 120  # characters that tell the case of a line


def look_at(line: Line, kind: str | None) -> Look:
    """See how a line of a kind looks."""
    text, size = line.text, line.size
    first, commas, breaks = text[0], text.count(","), text.count(". ") + text.count("。")
    return Look(
        SIZE_TABLE[size] if size < MOST else len(SIZES),
        _ending(line),
        _case(text),
        (5 * line.known // size if line.known < size else 4) if size else 0,
        commas if commas < 2 else 2,
        breaks if breaks < 2 else 2,
        START_INDEX.get(first, 3 if first.isdigit() else 4),
        KIND_INDEX[kind],
        "|" in text or " > " in text,
        _shape(size, kind in PROSE_KINDS and line.prose),
    )


def _ending(line: Line) -> int:
    last = line.text[-1]
    if last == "." and line.text.endswith("..."):
        return 3
    if found := LAST_INDEX.get(last):
        return found
    return 0 if line.ends else PAUSE_INDEX.get(last, 6)


def _case(text: str) -> int:
    firsts = "".join(map(FIRST, text[:CASE_ROOM].split()))
    if not firsts.isalpha():
        firsts = "".join(filter(str.isalpha, firsts))
    if not firsts:
        return 4
    if not firsts[0].isupper():
        return 0
    if text[:200].isupper():
        return 1
    if len(firsts) == 1 or firsts[1:].islower():
        return 3
    return 2 if sum(map(str.isupper, firsts)) >= 0.7 * len(firsts) else 3


def _shape(size: int, prose: bool) -> int:
    if prose:
        return PROSE + 1 if size >= 30 else PROSE
    return 2 if size < 4 else 3 if size < 10 else 4
