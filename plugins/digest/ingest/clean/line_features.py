"""What is known of a line by its words alone; of short lines it is remembered, since menus and notices come again."""

from functools import lru_cache
from typing import NamedTuple

from .insets import INSET_KINDS, find_inset
from .line_shape import Look, look_at
from .lines import Line, measure
from .rules import find_line_kind

SHORT = 120  # characters of a line that may come again
REMEMBERED = 8192  # lines: those of the last hundred pages or so, in less than 20 MB


class Known(NamedTuple):
    """A line as if it stood alone, its kind by the rules, its look, and whether it is an inset wherever it stands."""

    line: Line
    kind: str | None
    look: Look
    is_inset: bool


def know_line(text: str) -> Known:
    """Measure a line."""
    return _remember(text) if len(text) <= SHORT else _know(text)


def _know(text: str) -> Known:
    line = measure(text)
    kind = find_line_kind(line)
    return Known(line, kind, look_at(line, kind), kind in INSET_KINDS and bool(find_inset(line)))


_remember = lru_cache(maxsize=REMEMBERED)(_know)
