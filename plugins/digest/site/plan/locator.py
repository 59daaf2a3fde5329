"""A map of a country, or of a few, amid their neighbours, cut out of the world map."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from ..views import LocatorMap
from .world import read_geometry

LEAST = 110  # units of the world map, which is 1592 wide: a small country is seen with its neighbours
MARGIN = 0.55  # of the country's size, around it
WIDEST = 520  # of the countries together: a third of the world, some 10 kB of coasts
SHAPE = 3 / 2  # width to height
PATH_RE = re.compile(r"M(\d+) (\d+)l([^z]*)z")
NUMBER_RE = re.compile(r"-?\d+")


class _Box(NamedTuple):
    left: int
    top: int
    right: int
    bottom: int


def make_locator(*codes: str | None) -> LocatorMap | None:
    """Return where countries lie, by their ISO 3166 codes; None where the world map has none of them.

    Those that lie too far from the first one for a map of both are left out.
    """
    geometry = read_geometry()
    places = {code: box for code in codes if code and (box := _find_mainland(code))}
    if not places:
        return None
    shown = _choose_near(places)
    frame = _frame(_join(places[code] for code in shown), geometry.width, geometry.height)
    paths = {code: _boxes(path) for code, path in geometry.shapes.items()}
    others = (one for code, parts in paths.items() if code not in shown for one in parts)
    own = (one for code in shown for one in paths.get(code, ()))
    return LocatorMap(
        left=frame.left,
        top=frame.top,
        width=frame.right - frame.left,
        height=frame.bottom - frame.top,
        land="".join(path for box, path in others if _meet(box, frame)),
        countries="".join(path for box, path in own if _meet(box, frame)),
        dots=tuple(geometry.dots[code] for code in shown if code not in paths),
    )


def _find_mainland(code: str) -> _Box | None:
    """Return what the largest part of a country covers."""
    geometry = read_geometry()
    if parts := _boxes(geometry.shapes.get(code, "")):
        return max(parts, key=lambda one: (one[0].right - one[0].left) * (one[0].bottom - one[0].top))[0]
    dot = geometry.dots.get(code)
    return _Box(*dot, *dot) if dot else None


def _choose_near(places: Mapping[str, _Box]) -> tuple[str, ...]:
    chosen: list[str] = []
    for code, box in places.items():
        whole = _join([box, *(places[other] for other in chosen)])
        if not chosen or whole.right - whole.left <= WIDEST:
            chosen.append(code)
    return tuple(chosen)


def _join(boxes: Iterable[_Box]) -> _Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return _Box(min(left), min(top), max(right), max(bottom))


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
