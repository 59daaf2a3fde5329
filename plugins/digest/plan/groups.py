"""Pages in groups that rest together: one whose mark is that of the last build is passed over without being planned.

A group's mark changes with all that is read of posts and terms to plan its pages. What else pages are made from
(settings, vocabularies, the theme, files, this program) is the same for all groups: where that has changed, none rests.
A mark may change though no page does: then the pages' own marks tell.

>>> plan_changes(digest, recall=lambda name, mark: None).pages  # every page
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from ..types import Page

Found = tuple[str, str | None]  # an address for search engines, and when its post was last changed


class Group(NamedTuple):
    """Pages that are planned together or not at all."""

    name: str
    mark: bytes  # empty: planned in every build
    plan: Callable[[], Iterable[Page]]


class Planned(NamedTuple):
    """What a build needs to know of a group that rests in it."""

    mark: bytes
    paths: tuple[str, ...]
    found: tuple[Found, ...]


Recall = Callable[[str, bytes], Planned | None]  # a group's name and mark -> what it was, if it rests


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The pages of the groups that do not rest, and of each group what the next build needs to know."""

    pages: tuple[Page, ...]
    groups: dict[str, Planned]
    paths: frozenset[str]  # of all pages


class Conflict(Exception):  # noqa: N818 -- not an error yet: the whole plan says whose pages they are
    """Two pages want one address, and one of them rests."""


@dataclass(slots=True)
class Draft:
    """A plan while groups are added."""

    recall: Recall
    pages: dict[str, Page] = field(default_factory=dict)
    groups: dict[str, Planned] = field(default_factory=dict)
    resting: set[str] = field(default_factory=set)

    def add(self, group: Group, claim: Callable[[dict[str, Page], Page], None]) -> None:
        """Add a group; `claim` enters a page of it under its path, or raises what is to be told of a taken one."""
        known = self.recall(group.name, group.mark) if group.mark else None
        if known is None:
            pages = tuple(group.plan())
            for page in pages:
                claim(self.pages, page)
            known = describe(group.mark, pages)
            taken = self.resting.intersection(known.paths)
        else:
            taken = self.resting.intersection(known.paths) or self.pages.keys() & known.paths
            self.resting.update(known.paths)
        if taken:
            raise Conflict(*sorted(taken))
        self.groups[group.name] = known


def describe(mark: bytes, pages: Iterable[Page]) -> Planned:
    """Say what the next build needs to know of a group."""
    kept = tuple(pages)
    return Planned(mark, tuple([page.path for page in kept]), tuple([page.found for page in kept if page.found]))
