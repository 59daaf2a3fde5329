"""The world map of `/countries/`: each country in a shade that says in how many posts it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ...core.data import read_data
from ...core.types import Term
from ..taxonomy import TermPosts
from ..views import MapShade, MapShape, WorldMap
from .post_cards import make_ref

SHADES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Geometry:
    """The world's countries as paths of an SVG."""

    width: int
    height: int
    shapes: Mapping[str, str]  # by ISO 3166 alpha-2 code: the path
    dots: Mapping[str, tuple[int, int]]  # of countries that are too small to be drawn


def make_world(terms: Sequence[TermPosts]) -> WorldMap | None:
    """Draw the countries that posts are about; None where there are none."""
    counts = [(term.term, len(term.posts)) for term in terms]
    if not counts:
        return None
    geometry = read_geometry()
    bounds = find_bounds(max(count for _, count in counts))
    shapes = [_make_shape(term, count, geometry, bounds) for term, count in counts if _is_drawn(term, geometry)]
    coloured = {term.code for term, _ in counts}
    return WorldMap(
        width=geometry.width,
        height=geometry.height,
        land="".join(path for code, path in geometry.shapes.items() if code not in coloured),
        # Dots last, so that no land lies over them.
        shapes=tuple(sorted(shapes, key=lambda shape: (shape.dot is not None, -shape.count))),
        shades=_make_shades(bounds),
        missing=tuple(make_ref(term) for term, _ in counts if not _is_drawn(term, geometry)),
    )


def find_bounds(most: int) -> tuple[int, ...]:
    """Return the highest count of each shade, at most five of them, each so many times the one before."""
    return tuple(sorted({round(most ** (step / SHADES)) for step in range(1, SHADES + 1)}))


def _make_shades(bounds: Sequence[int]) -> tuple[MapShade, ...]:
    lows = (1, *(bound + 1 for bound in bounds[:-1]))
    return tuple(MapShade(step=_step(bounds, high), low=low, high=high) for low, high in zip(lows, bounds, strict=True))


def _step(bounds: Sequence[int], count: int) -> int:
    """Return the shade of a count; where there are fewer than five, the darkest ones are used."""
    place = next(place for place, bound in enumerate(bounds) if count <= bound)
    return SHADES - len(bounds) + place + 1


def _make_shape(term: Term, count: int, geometry: Geometry, bounds: Sequence[int]) -> MapShape:
    code = term.code or ""
    return MapShape(
        term=make_ref(term),
        count=count,
        step=_step(bounds, count),
        path=geometry.shapes.get(code),
        dot=geometry.dots.get(code),
    )


def _is_drawn(term: Term, geometry: Geometry) -> bool:
    return term.code in geometry.shapes or term.code in geometry.dots


@cache
def read_geometry() -> Geometry:
    """Read the world map."""
    world = read_data("world.json")
    return Geometry(
        width=world["width"],
        height=world["height"],
        shapes=world["shapes"],
        dots={code: (x, y) for code, (x, y) in world["dots"].items()},
    )
