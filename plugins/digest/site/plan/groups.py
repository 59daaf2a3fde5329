"""Page groups, the unit of incremental planning; a group with an unchanged fingerprint is skipped.

A group's fingerprint covers all that is read of posts and terms to plan and to make its pages. What else pages are made
from (settings, vocabularies, the theme, files, this program) is the same for all groups: where that has changed, there
is no previous plan to go by. A fingerprint may change though no page does: then the pages' own fingerprints tell.

>>> plan_changes(digest, PreviousPlan()).pages  # every page
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ...core.errors import ProblemsError
from ...core.types import Page, Problem
from ..fingerprint import fingerprints_of

REMEDY_OF_FEED = "change the setting that puts a feed there, such as FEED_ALL_ATOM, or the slug of the other"
SitemapEntry = tuple[str, str | None]  # an address for search engines, and when its post was last changed


class Group(NamedTuple):
    """Pages that are planned together or not at all."""

    name: str
    fingerprint: bytes  # empty: planned in every build
    plan: Callable[[], Iterable[Page]]


class GroupRecord(NamedTuple):
    """What the next build needs to know of a group to skip it."""

    fingerprint: bytes
    paths: tuple[str, ...]
    sitemap: tuple[SitemapEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviousPlan:
    """What the last build had planned, with settings, files and program that are those of this one."""

    groups: Mapping[str, GroupRecord] = field(default_factory=dict)
    modified_outputs: frozenset[str] = frozenset()  # files that are not as they were left

    def find_unchanged(self, group: Group) -> GroupRecord | None:
        """Return the record of a group whose pages are planned, and lie in the output, as they would be now."""
        known = self.groups.get(group.name)
        if known is None or not group.fingerprint or known.fingerprint != group.fingerprint:
            return None
        return known if self.modified_outputs.isdisjoint(known.paths) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The pages of the groups that have changed, and of each group what the next build needs to know."""

    pages: tuple[Page, ...]
    groups: dict[str, GroupRecord]
    paths: frozenset[str]  # of all pages


class SharedPath(Exception):  # noqa: N818 -- not an error yet: the whole plan says whose pages they are
    """Two pages want one address, and one of them is in a group that was skipped."""


@dataclass(slots=True, kw_only=True)
class PlanSoFar:
    """A plan while groups are added."""

    previous: PreviousPlan
    pages: dict[str, Page] = field(default_factory=dict)
    groups: dict[str, GroupRecord] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)  # paths

    def add(self, group: Group, *, replace: bool = False) -> None:
        """Plan a group, or skip it; `replace`: its pages win over others. Raises ProblemsError as `register_path`."""
        known = self.previous.find_unchanged(group)
        if known is not None:
            self.skipped += known.paths
        else:
            pages = tuple(group.plan())
            for page in pages:
                if replace:
                    self.pages.pop(page.path, None)
                register_path(self.pages, page)
            known = make_group_record(group, pages)
        self.groups[group.name] = known

    def list_paths(self) -> set[str]:
        """Return the paths of all pages so far. Raises SharedPath."""
        paths = {*self.skipped, *self.pages}
        if len(paths) < len(self.skipped) + len(self.pages):
            raise SharedPath
        return paths


def group_page(page: Page) -> Group:
    """Make a group of one page."""
    return Group(page.path, fingerprints_of(page.inputs), lambda: (page,))


def make_group_record(group: Group, pages: Iterable[Page]) -> GroupRecord:
    """Say what the next build needs to know of a group that was planned."""
    planned = tuple(pages)
    sitemap = tuple([page.sitemap for page in planned if page.sitemap])
    return GroupRecord(group.fingerprint, tuple([page.path for page in planned]), sitemap)


def register_path(pages: dict[str, Page], page: Page) -> None:
    """Enter a page under its path. Raises ProblemsError where another one has it."""
    other = pages.setdefault(page.path, page)
    if other is not page:
        what = (_name(other), _name(page))
        remedy = REMEDY_OF_FEED if page.template.startswith("feed:") else "change the slug of one"
        message = f"two pages want this address: {what[0]!r} and {what[1]!r}; {remedy}"
        raise ProblemsError((Problem(file=page.path, message=message),))


def _name(page: Page) -> str:
    return str(getattr(page.inputs.get("page"), "title", page.template))
