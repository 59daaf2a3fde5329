"""A map of one country amid its neighbours, cut out of the world map."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ..views import LocatorMap
from .world import read_geometry

LEAST = 110  # units of the world map, which is 1592 wide: a small country is seen with its neighbours
MARGIN = 0.55  # of the country's size, around it
SHAPE = 3 / 2  # width to height
PATH_RE = re.compile(r"M(\d+) (\d+)l([^z]*)z")
NUMBER_RE = re.compile(r"-?\d+")


class _Box(NamedTuple):
    left: int
    top: int
    right: int
    bottom: int


def make_locator(code: str | None) -> LocatorMap | None:
    """Return where a country lies, by its ISO 3166 code; None where the world map does not have it."""
    geometry = read_geometry()
    dot = geometry.dots.get(code or "")
    own = _boxes(geometry.shapes.get(code or "", ""))
    if own:
        mainland = max(own, key=lambda one: (one[0].right - one[0].left) * (one[0].bottom - one[0].top))[0]
    elif dot:
        mainland = _Box(*dot, *dot)
    else:
        return None
    frame = _frame(mainland, geometry.width, geometry.height)
    others = (one for other, path in geometry.shapes.items() if other != code for one in _boxes(path))
    return LocatorMap(
        left=frame.left,
        top=frame.top,
        width=frame.right - frame.left,
        height=frame.bottom - frame.top,
        land="".join(path for box, path in others if _meet(box, frame)),
        country="".join(path for box, path in own if _meet(box, frame)),
        dot=None if own else dot,
    )


@cache
def _boxes(path: str) -> tuple[tuple[_Box, str], ...]:
    """Divide a path into its closed parts, each with what it covers."""
    return tuple(_measure(path))


def _measure(path: str) -> Iterator[tuple[_Box, str]]:
    for part in PATH_RE.finditer(path):
        x, y = int(part[1]), int(part[2])
        box = _Box(x, y, x, y)
        steps = list(map(int, NUMBER_RE.findall(part[3])))
        for across, down in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + across, y + down
            box = _Box(min(box.left, x), min(box.top, y), max(box.right, x), max(box.bottom, y))
        yield box, part[0]


def _frame(box: _Box, width: int, height: int) -> _Box:
    """Return what the map shows: the country in the middle, in the map's proportions, within the world."""
    across = max(LEAST, (box.right - box.left) * (1 + MARGIN), (box.bottom - box.top) * (1 + MARGIN) * SHAPE)
    across = round(min(across, width, height * SHAPE))
    down = round(across / SHAPE)
    left = min(max(0, (box.left + box.right - across) // 2), width - across)
    top = min(max(0, (box.top + box.bottom - down) // 2), height - down)
    return _Box(left, top, left + across, top + down)


def _meet(one: _Box, other: _Box) -> bool:
    return one.left < other.right and one.right > other.left and one.top < other.bottom and one.bottom > other.top
