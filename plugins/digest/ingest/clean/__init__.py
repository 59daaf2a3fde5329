"""Tell the lines of a raw article that are its text from those that are not, and why not."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from .insets import find_boxes
from .line_features import Known, know_line
from .lines import Line, place_lines, split_lines
from .model import AFTER, BEFORE, INSET, MODEL, TEXT, Model, find_parts, score_lines
from .trim import TRIMS

__all__ = ["AFTER", "BEFORE", "INSET", "TEXT", "CleanLine", "clean_lines"]


# An article of fewer words, or with less of the page's running text, is taken for a failure of the model, not for one.
LEAST_WORDS, LEAST_SHARE = 40, 0.1
BONUSES = (0, 1, 2, 4, 8)


class CleanLine(NamedTuple):
    """A line of the page: its kind by the rules, the part of the page it is in, and why it is no text, if it is not."""

    line: Line
    kind: str | None
    part: int
    reason: str | None = None


def clean_lines(text: str, *, first_line: int = 1) -> tuple[CleanLine, ...]:
    """Sort the lines of a raw article; every line that is not blank comes back, in order."""
    texts = split_lines(text)
    known = {line: know_line(line) for line in set(texts) if line}
    lines = place_lines(texts, {line: found.line for line, found in known.items()}, first_line=first_line)
    found = [known[line.text] for line in lines]
    kinds = [one.kind for one in found]
    boxes = find_boxes(lines, kinds)
    kinds = [boxes.get(index, kind) for index, kind in enumerate(kinds)] if boxes else kinds
    parts = choose_parts(lines, found, MODEL, boxes)
    for trim in TRIMS:
        parts = trim(lines, kinds, parts)
    reasons = _reasons(kinds, parts)
    return tuple(map(CleanLine._make, zip(lines, kinds, parts, reasons, strict=True)))


def choose_parts(lines: Sequence[Line], known: Sequence[Known], model: Model, boxes: Collection[int] = ()) -> list[int]:
    """Ask the model about all lines but sure insets, as if an editor had taken those out of the paste before."""
    seen = [index for index, found in enumerate(known) if not found.is_inset and index not in boxes]
    parts = [INSET] * len(lines)
    found = _ask_model([lines[index] for index in seen], [known[index] for index in seen], model)
    for index, part in zip(seen, found, strict=True):
        parts[index] = part
    return parts


def _ask_model(lines: Sequence[Line], known: Sequence[Known], model: Model) -> list[int]:
    """Ask the model, and again with a bonus on running text as long as it leaves hardly any of the page's."""
    scores = score_lines(lines, [found.look for found in known], model)
    sizes = [line.size if line.prose else 0 for line in lines]
    enough = max(min(LEAST_WORDS, sum(sizes)), LEAST_SHARE * sum(sizes))
    parts: list[int] = []
    for bonus in BONUSES:
        parts = find_parts(scores, [bonus if size else 0 for size in sizes])
        if sum([line.size for line, part in zip(lines, parts, strict=True) if part == TEXT]) >= enough:
            break
    return parts


PLACES = {BEFORE: "before-article", INSET: "inset", AFTER: "after-article"}
HEADINGS = frozenset(("related", "comments", "newsletter", "author-note", "legal", "follow-us", "video", "gallery"))


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
        reasons.append(kind or (f"{PLACES[part]}/{heading}" if heading else PLACES[part]))
    return reasons
