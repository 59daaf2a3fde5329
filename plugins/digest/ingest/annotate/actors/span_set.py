"""Which stretches of a text already name somebody."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable


class Taken:
    """Stretches of a text, half-open, kept in order; a look-up takes logarithmic time."""

    def __init__(self, places: Iterable[tuple[int, int]] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self.claim(places)

    def claim(self, places: Iterable[tuple[int, int]]) -> None:
        """Add stretches; those that touch what is taken already join it."""
        joined: list[tuple[int, int]] = []
        for start, end in sorted((*zip(self._starts, self._ends, strict=True), *places)):
            if joined and start < joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        self._starts = [start for start, _ in joined]
        self._ends = [end for _, end in joined]

    def is_free(self, start: int, end: int) -> bool:
        """Tell whether nothing between start and end is taken."""
        return bisect_right(self._ends, start) == bisect_left(self._starts, end)
