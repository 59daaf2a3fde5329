"""What pages and indexes of terms show, the world map, and the list of feeds."""

from dataclasses import dataclass

from ...core.types import Role, Taxonomy
from .common import FeedLinks, Link, TermCount, TermRef
from .days import MonthCount
from .posts import LocatorMap


@dataclass(frozen=True, slots=True, kw_only=True)
class TermDetails:
    """A term as its own page shows it; later pages of its posts know nothing that changes with every post."""

    ref: TermRef
    count: int | None  # None on later pages
    about: tuple[str | TermRef, ...]  # a sentence that says who or what it is
    map: LocatorMap | None  # of a country; None on later pages
    country: TermRef | None
    aliases: tuple[str, ...]
    code: str | None
    code3: str | None
    capitals: tuple[str, ...]
    wikidata: str | None
    roles: tuple[Role, ...]
    parent: TermRef | None
    children: tuple[TermCount, ...]  # none on later pages, as those that follow
    by_month: tuple[MonthCount, ...]  # every month from the first post's to the last's
    appears_with: tuple[tuple[Taxonomy, tuple[TermCount, ...]], ...]
    feeds: FeedLinks


@dataclass(frozen=True, slots=True, kw_only=True)
class TermGroup:
    """A part of an index: a letter, or a top topic with its children."""

    name: str
    slug: str  # for the fragment
    terms: tuple[TermCount, ...]
    head: TermCount | None = None  # topics: the parent itself, where it has a page


@dataclass(frozen=True, slots=True, kw_only=True)
class MapShape:
    """A country on the world map, as a path or, where it is too small, as a dot."""

    term: TermRef
    count: int
    step: int  # 1 to 5, from few posts to many
    path: str | None
    dot: tuple[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MapShade:
    """What a shade of the map stands for."""

    step: int
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldMap:
    """The world by how many posts each country is in."""

    width: int
    height: int
    land: str  # the path of all countries without posts
    shapes: tuple[MapShape, ...]
    shades: tuple[MapShade, ...]
    missing: tuple[TermRef, ...]  # countries with posts that the map does not show


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRow:
    """A feed as `/feeds/` lists it."""

    term: TermRef | None = None  # of a term or a pair
    story: Link | None = None  # of a story; neither: the whole digest
    count: int | None = None  # of its posts, where that is shown
    feeds: FeedLinks


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderLink:
    """A feed reader, and the address that subscribes to the digest in it."""

    name: str
    url: str
