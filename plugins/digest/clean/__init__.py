"""Tell the lines of a raw article that are its text from those that are not, and why not."""

from collections.abc import Sequence
from dataclasses import dataclass

from .features import make_features
from .insets import INSET_KINDS, find_inset
from .lines import Line, is_prose, make_lines
from .model import AFTER, BEFORE, INSET, TEXT, WEIGHTS, find_parts
from .rules import find_line_kind
from .trim import TRIMS

__all__ = ["AFTER", "BEFORE", "INSET", "TEXT", "CleanLine", "clean_lines", "is_prose"]


# An article of fewer words, or with less of the page's running text, is taken for a failure of the model, not for one.
LEAST_WORDS, LEAST_SHARE = 40, 0.1
BONUSES = (0.0, 1.0, 2.0, 4.0, 8.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanLine:
    """A line of the page: its kind by the rules, the part of the page it is in, and why it is no text, if it is not."""

    line: Line
    kind: str | None
    part: int
    reason: str | None = None


def clean_lines(text: str, *, first_line: int = 1) -> tuple[CleanLine, ...]:
    """Sort the lines of a raw article; every line that is not blank comes back, in order."""
    lines = make_lines(text, first_line=first_line)
    by_text = {line.text: line for line in lines}
    kind_of = {text: find_line_kind(line) for text, line in by_text.items()}
    kinds: list[str | None] = [kind_of[line.text] for line in lines]
    parts = choose_parts(lines, kinds, WEIGHTS)
    for trim in TRIMS:
        parts = trim(lines, kinds, parts)
    reasons = _reasons(kinds, parts)
    return tuple(
        CleanLine(line=line, kind=kind, part=part, reason=reason)
        for line, kind, part, reason in zip(lines, kinds, parts, reasons, strict=True)
    )


def choose_parts(lines: Sequence[Line], kinds: Sequence[str | None], weights: Sequence[int]) -> list[int]:
    """Ask the model about all lines but sure insets, as if an editor had taken those out of the paste before."""
    seen = find_seen(lines, kinds)
    parts = [INSET] * len(lines)
    found = _ask_model([lines[index] for index in seen], [kinds[index] for index in seen], weights)
    for index, part in zip(seen, found, strict=True):
        parts[index] = part
    return parts


def find_seen(lines: Sequence[Line], kinds: Sequence[str | None]) -> list[int]:
    """List the indices of the lines that the model sees."""
    return [index for index, line in enumerate(lines) if kinds[index] not in INSET_KINDS or not find_inset(line)]


def _ask_model(lines: Sequence[Line], kinds: Sequence[str | None], weights: Sequence[int]) -> list[int]:
    """Ask the model, and again with a bonus on running text as long as it leaves hardly any of the page's."""
    features = make_features(lines, kinds)
    sizes = [line.size if is_prose(line) else 0 for line in lines]
    parts: list[int] = []
    for bonus in BONUSES:
        parts = find_parts(features, weights, [bonus if size else 0.0 for size in sizes])
        words = sum(line.size for line, part in zip(lines, parts, strict=True) if part == TEXT)
        if words >= min(LEAST_WORDS, sum(sizes)) and words >= LEAST_SHARE * sum(sizes):
            break
    return parts


PLACES = {BEFORE: "before the article", INSET: "inset", AFTER: "after the article"}
HEADINGS = frozenset(("related", "comments", "newsletter", "author note", "legal", "following", "video", "gallery"))


def _reasons(kinds: Sequence[str | None], parts: Sequence[int]) -> list[str | None]:
    """Give each line that is not text its kind as the reason, else that of the heading above it, else the place."""
    reasons: list[str | None] = []
    heading: str | None = None
    for kind, part in zip(kinds, parts, strict=True):
        if part == TEXT:
            heading = None
            reasons.append(None)
            continue
        if kind in HEADINGS:
            heading = kind
        reasons.append(kind or (f"{PLACES[part]}, under {heading}" if heading else PLACES[part]))
    return reasons
