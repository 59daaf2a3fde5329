"""The world map: every country has its place, and its shade says in how many posts it is."""

import re

import pytest
from digest.content.vocabulary import base_vocabularies
from digest.site.plan.world import find_bounds, make_world
from digest.site.taxonomy import TermPosts
from digest.site.views import MapShade

COUNTRIES = base_vocabularies().countries
PATH_RE = re.compile(r"(?:M\d+ \d+l[-\d ]+z)+")


def counted(counts: dict[str, int]) -> list[TermPosts]:
    """Return terms with so many posts; which posts, the map does not ask."""
    found = []
    for name, count in counts.items():
        term = COUNTRIES.find(name)
        assert term is not None
        found.append(TermPosts(term=term, posts=(None,) * count))  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(
    ("most", "expected"),
    [(1, (1,)), (2, (1, 2)), (5, (1, 2, 3, 4, 5)), (100, (3, 6, 16, 40, 100))],
)
def test_bounds(most: int, expected: tuple[int, ...]) -> None:
    assert find_bounds(most) == expected


def test_no_posts_no_map() -> None:
    assert make_world([]) is None


def test_shades_and_dots() -> None:
    world = make_world(counted({"China": 5, "Singapore": 2, "Antarctica": 1}))
    assert world is not None
    assert [(shape.term.name, shape.count, shape.step, shape.dot is None) for shape in world.shapes] == [
        ("China", 5, 5, True),
        ("Singapore", 2, 2, False),
    ]
    assert [ref.name for ref in world.missing] == ["Antarctica"]
    assert world.shades == tuple(MapShade(step=step, low=step, high=step) for step in range(1, 6))


def test_every_country_of_the_vocabulary_is_on_the_map_or_beside_it() -> None:
    world = make_world(counted({term.name: 1 for term in COUNTRIES.terms}))
    assert world is not None
    assert len(world.shapes) + len(world.missing) == len(COUNTRIES.terms)
    assert len(world.shapes) > 230
    assert {shape.step for shape in world.shapes} == {5}
    assert [shape.term.name for shape in world.shapes if shape.path and not PATH_RE.fullmatch(shape.path)] == []
    assert world.land == ""


def test_the_map_fits_its_frame() -> None:
    world = make_world(counted({"Fiji": 1, "United States": 1, "Russia": 1}))
    assert world is not None
    for x, y in re.findall(r"M(\d+) (\d+)", world.land + "".join(shape.path or "" for shape in world.shapes)):
        assert 0 <= int(x) <= world.width
        assert 0 <= int(y) <= world.height
