"""Make plugins/digest/data/world.json, the map of /countries/, from npm's world-atlas (Natural Earth, public domain).

    npm ci --ignore-scripts && .venv/bin/python tools/make_world_map.py

Shapes come from the 1:110m file; a country that is too small for it becomes a dot, at the middle of its largest part in
the 1:50m file. Everything is projected here (Equal Earth, so that areas can be compared) and rounded to whole units.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import asin, cos, hypot, radians, sin, sqrt
from pathlib import Path
from typing import Any, TypeAlias

import pycountry

ROOT = Path(__file__).resolve().parents[1]
ATLAS = ROOT / "node_modules" / "world-atlas"
TARGET = ROOT / "plugins" / "digest" / "data" / "world.json"
SOURCE = "Natural Earth 4.1.0 (public domain), by npm world-atlas; projected to Equal Earth by tools/make_world_map.py"
UNITS = 320.0  # to one unit of the projection: about 1,730 across
COEFFICIENTS = (
    1.340264,
    -0.081106,
    0.000893,
    0.003796,
)  # Šavrič, Patterson, Jenny: Equal Earth, 2018
UNNUMBERED = {"Kosovo": "XK", "Somaliland": "SO", "N. Cyprus": "CY"}  # without a number of their own in the file
MIDDLE, EDGE = 11.0, 180.0  # degrees east: so the edges of the map run through the Bering Strait
LEFT_OUT = {"AQ"}  # half of the map, and hardly ever in the news
TOLERANCE = 0.08  # degrees: points that a line runs this close to anyway are dropped

Point: TypeAlias = tuple[float, float]
Ring: TypeAlias = list[Point]


def main() -> None:
    """Write the file."""
    shapes = {code: rings for code, rings in read_shapes("110m") if code not in LEFT_OUT}
    small = {code: rings for code, rings in read_shapes("50m") if code not in shapes and code not in LEFT_OUT}
    points = [point for rings in shapes.values() for ring in rings for point in ring]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    right, bottom = max(x for x, _ in points), max(y for _, y in points)
    world = {
        "source": SOURCE,
        "width": round(right - left),
        "height": round(bottom - top),
        "shapes": {code: format_path(rings, left, top) for code, rings in sorted(shapes.items())},
        "dots": {code: format_dot(rings, left, top) for code, rings in sorted(small.items())},
    }
    TARGET.write_text(json.dumps(world, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{TARGET}: {TARGET.stat().st_size} bytes, {len(shapes)} shapes, {len(small)} dots")  # noqa: T201


def read_shapes(scale: str) -> list[tuple[str, list[Ring]]]:
    """Return code and projected outer rings of every country; parts of one code together."""
    topology = json.loads((ATLAS / f"countries-{scale}.json").read_text(encoding="utf-8"))
    # Arc by arc, so that neighbours keep one border.
    arcs = [simplify(unwrap(list(decode_arc(arc, topology["transform"])))) for arc in topology["arcs"]]
    found: dict[str, list[Ring]] = {}
    for country in topology["objects"]["countries"]["geometries"]:
        code = find_code(country)
        if code:
            found.setdefault(code, []).extend(make_rings(country, arcs))
    return list(found.items())


def find_code(country: dict[str, Any]) -> str | None:
    """Return a country's ISO 3166 alpha-2 code."""
    known = pycountry.countries.get(numeric=country.get("id", ""))
    return known.alpha_2 if known else UNNUMBERED.get(country["properties"]["name"])


def decode_arc(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> Iterator[Point]:
    """Yield an arc's points in degrees, east of the map's middle; TopoJSON has steps in whole numbers."""
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    x = y = 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        yield x * scale_x + left - MIDDLE, y * scale_y + bottom


def project(longitude: float, latitude: float) -> Point:
    """Return where a place, in degrees, is on the map."""
    a1, a2, a3, a4 = COEFFICIENTS
    root = sqrt(3)
    theta = asin(root / 2 * sin(radians(latitude)))
    slope = 9 * a4 * theta**8 + 7 * a3 * theta**6 + 3 * a2 * theta**2 + a1
    x = 2 * root * radians(longitude) * cos(theta) / (3 * slope)
    y = a4 * theta**9 + a3 * theta**7 + a2 * theta**3 + a1 * theta
    return x * UNITS, -y * UNITS


def make_rings(country: dict[str, Any], arcs: list[list[Point]]) -> Iterator[Ring]:
    """Yield the rings of a country, lakes' too, projected and cut at the map's edges."""
    polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
    for polygon in polygons:
        for ring in polygon:
            points: Ring = []
            for number in ring:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                points += arc[1:] if points else arc
            yield from ([project(*point) for point in part] for part in cut(unwrap(points)))


def unwrap(points: Sequence[Point]) -> Ring:
    """Let longitudes run on where a line crosses an edge of the map."""
    found = [points[0]]
    for x, y in points[1:]:
        found.append((x - 360 * round((x - found[-1][0]) / 360), y))
    return found


def cut(ring: Ring) -> Iterator[Ring]:
    """Yield what of a ring is on the map, on either side of it."""
    for turn in (-360, 0, 360):
        part = [(x + turn, y) for x, y in ring]
        for side in (-1, 1):
            part = clip(part, side)
        if part:
            yield [*part, part[0]]


def clip(ring: Ring, side: int) -> Ring:
    """Take away what is beyond 180 degrees on one side (Sutherland and Hodgman, 1974)."""
    found: Ring = []
    for (x1, y1), (x2, y2) in pairwise([ring[-1], *ring] if ring else []):
        if (x1 * side <= EDGE) != (x2 * side <= EDGE):
            found.append((EDGE * side, y1 + (y2 - y1) * (EDGE * side - x1) / (x2 - x1)))
        if x2 * side <= EDGE:
            found.append((x2, y2))
    return found


def format_path(rings: list[Ring], left: float, top: float) -> str:
    """Write rings as the path of an SVG, in steps of whole units."""
    parts = []
    for ring in rings:
        places = [(round(x - left), round(y - top)) for x, y in ring]
        kept = [place for number, place in enumerate(places) if number == 0 or place != places[number - 1]]
        if len(kept) < 4:
            continue
        steps = pairwise(kept[:-1])
        lines = "".join(f"{x2 - x1:+d}{y2 - y1:+d}" for (x1, y1), (x2, y2) in steps)
        parts.append(f"M{kept[0][0]} {kept[0][1]}l{shorten(lines)}z")
    return "".join(parts)


def shorten(lines: str) -> str:
    """Leave out pluses where a minus divides numbers too."""
    return lines.replace("+", " ").strip()


def simplify(ring: Ring) -> Ring:
    """Drop points that the line between their neighbours runs close to (Douglas and Peucker, 1973)."""
    if len(ring) < 3:
        return ring
    (x1, y1), (x2, y2) = ring[0], ring[-1]
    length = hypot(x2 - x1, y2 - y1)
    far, at = 0.0, 0
    for number, (x, y) in enumerate(ring[1:-1], start=1):
        off = abs((x - x1) * (y2 - y1) - (y - y1) * (x2 - x1)) / length if length else hypot(x - x1, y - y1)
        far, at = max((far, at), (off, number))
    if far <= TOLERANCE:
        return [ring[0], ring[-1]]
    return simplify(ring[: at + 1])[:-1] + simplify(ring[at:])


def format_dot(rings: list[Ring], left: float, top: float) -> list[int]:
    """Return the middle of the largest ring."""
    ring = max(rings, key=area)
    middle_x = sum(x for x, _ in ring) / len(ring)
    middle_y = sum(y for _, y in ring) / len(ring)
    return [round(middle_x - left), round(middle_y - top)]


def area(ring: Ring) -> float:
    """Return the area within a ring."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


if __name__ == "__main__":
    main()
