"""The raw file line by line, as the desk shows it: what became of each line, and runs of dropped lines folded.

>>> [line.state for line in list_lines(reading)]
['removed', 'used', 'used', 'kept', ...]
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from ...core.types import RawArticle, Reading, Removal
from ...ingest.reasons import describe_removal

# Lines that left the body because the post has them elsewhere.
USED = frozenset({"headline", "standfirst", "byline", "date", "caption", "header-block"})
FOLDED_FROM = 3  # so many dropped lines one after the other are folded; fewer take no room
SHOWN_REASONS = 3  # of a fold


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A line of a raw file: its number from 1, and whether the body has it, the post uses it, or it was dropped."""

    number: int
    text: str
    state: Literal["kept", "used", "removed"]
    reason: str | None = None  # in words
    unsure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """Dropped lines in a row that nobody doubts."""

    lines: tuple[SourceLine, ...]

    @property
    def reasons(self) -> str:
        """Name the first reasons of the lines."""
        named = list(dict.fromkeys(line.reason or "" for line in self.lines))
        more = f" and {len(named) - SHOWN_REASONS} more" if len(named) > SHOWN_REASONS else ""
        return ", ".join(named[:SHOWN_REASONS]) + more


def list_lines(reading: Reading) -> tuple[SourceLine, ...]:
    """List the lines of an article's raw file that are not empty, with what became of each."""
    removals = {removal.line: removal for removal in reading.removals}
    known = _numbered(reading.raw)
    lines = [_line(number, text, removals.get(number)) for number, text in known.items() if text.strip()]
    unseen = [one for number, one in removals.items() if not known.get(number, "").strip()]
    elsewhere = [_line(one.line, one.text, one) for one in unseen]
    lines = sorted((*lines, *elsewhere), key=lambda line: line.number)
    return tuple(_doubt_tail(_join_wrapped(lines, removals)))


def fold_lines(lines: Sequence[SourceLine]) -> Iterator[SourceLine | Fold]:
    """Fold runs of dropped lines."""
    for dropped, run in groupby(lines, key=lambda line: line.state == "removed" and not line.unsure):
        group = tuple(run)
        if dropped and len(group) >= FOLDED_FROM:
            yield Fold(lines=group)
        else:
            yield from group


def _numbered(raw: RawArticle) -> dict[int, str]:
    return dict(enumerate(raw.text.split("\n"), raw.first_line)) if raw.text else {}


def _line(number: int, text: str, removal: Removal | None) -> SourceLine:
    if removal is None:
        return SourceLine(number=number, text=text, state="kept")
    state: Literal["used", "removed"] = "used" if removal.reason in USED else "removed"
    return SourceLine(
        number=number,
        text=text if text.strip() else removal.text,
        state=state,
        reason=describe_removal(removal.reason),
        unsure=removal.unsure,
    )


def _join_wrapped(lines: Sequence[SourceLine], removals: dict[int, Removal]) -> Iterator[SourceLine]:
    """Give the later lines of a part that was printed over several, such as a caption, what its first one has."""
    first: SourceLine | None = None
    rest = ""
    for line in lines:
        words = " ".join(line.text.split())
        if line.state == "kept" and first is not None and words and rest.startswith(words):
            rest = rest.removeprefix(words).strip()
            yield SourceLine(number=line.number, text=line.text, state=first.state, reason=first.reason)
            continue
        removal = removals.get(line.number)
        first, rest = (line, " ".join(removal.text.split()).removeprefix(words).strip()) if removal else (None, "")
        yield line


def _doubt_tail(lines: Iterator[SourceLine]) -> Iterator[SourceLine]:
    """Doubt text that was kept although what stands above it is said to come after the article."""
    after = describe_removal("after-article")
    ended = False
    for line in lines:
        ended = ended or (line.state == "removed" and not line.unsure and (line.reason or "").startswith(after))
        if ended and line.state == "kept":
            yield SourceLine(number=line.number, text=line.text, state="kept", reason="after the end", unsure=True)
        else:
            yield line
