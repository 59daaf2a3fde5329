"""Pages in groups that rest together: one whose marks are those of the last build is passed over without being planned.

A group's mark changes with all that is read of posts and terms to plan its pages, but their texts, which have marks of
their own: most edits are of a text, and then no other mark needs to be made. What else pages are made from (settings,
vocabularies, the theme, files, this program) is the same for all groups: where that has changed, none rests.
A mark may change though no page does: then the pages' own marks tell.

>>> plan_changes(digest, Recall()).pages  # every page
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ...core.types import Page

Found = tuple[str, str | None]  # an address for search engines, and when its post was last changed


class Group(NamedTuple):
    """Pages that are planned together or not at all."""

    name: str
    mark: Callable[[], bytes] | None  # of what is read of posts and terms but texts; None: planned in every build
    plan: Callable[[], Iterable[Page]]
    texts: bytes = b""  # marks of the texts that are read


class Planned(NamedTuple):
    """What a build needs to know of a group that rests in it."""

    mark: bytes
    texts: bytes
    paths: tuple[str, ...]
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """What the last build had planned, with settings, files and program that are those of this one."""

    level: bytes = b""  # the mark of all posts and terms, but texts
    groups: Mapping[str, Planned] = field(default_factory=dict)
    spoilt: frozenset[str] = frozenset()  # files that are not as they were left


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The pages of the groups that do not rest, and of each group what the next build needs to know."""

    pages: tuple[Page, ...]
    level: bytes
    groups: dict[str, Planned]
    paths: frozenset[str]  # of all pages


class Conflict(Exception):  # noqa: N818 -- not an error yet: the whole plan says whose pages they are
    """Two pages want one address, and one of them rests."""


@dataclass(slots=True, kw_only=True)
class Draft:
    """A plan while groups are added."""

    recall: Recall
    level: bytes
    pages: dict[str, Page] = field(default_factory=dict)
    groups: dict[str, Planned] = field(default_factory=dict)
    resting: list[str] = field(default_factory=list)  # paths

    def add(self, group: Group, claim: Callable[[dict[str, Page], Page], None]) -> None:
        """Add a group; `claim` enters a page of it under its path, or raises what is to be told of a taken one."""
        known = self.recall.groups.get(group.name)
        mark = self._mark(group, known)
        if mark and known and known[:2] == (mark, group.texts) and self.recall.spoilt.isdisjoint(known.paths):
            self.resting += known.paths
            self.groups[group.name] = known
            return
        pages = tuple(group.plan())
        for page in pages:
            claim(self.pages, page)
        self.groups[group.name] = describe(mark, group.texts, pages)

    def _mark(self, group: Group, known: Planned | None) -> bytes:
        if group.mark is None:
            return b""
        return known.mark if known and self.level == self.recall.level else group.mark()

    def list_paths(self) -> set[str]:
        """Return the paths of all pages so far. Raises Conflict."""
        paths = {*self.resting, *self.pages}
        if len(paths) < len(self.resting) + len(self.pages):
            raise Conflict
        return paths


def describe(mark: bytes, texts: bytes, pages: Iterable[Page]) -> Planned:
    """Say what the next build needs to know of a group."""
    kept = tuple(pages)
    found = tuple([page.found for page in kept if page.found])
    return Planned(mark, texts, tuple([page.path for page in kept]), found)
