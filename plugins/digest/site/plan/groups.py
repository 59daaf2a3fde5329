"""Page groups, the unit of incremental planning; a group with an unchanged fingerprint is skipped.

A group's fingerprint changes with all that is read of posts and terms to plan its pages, but their texts, which have
fingerprints of their own: most edits are of a text, and then no other fingerprint needs to be made. What else pages are
made from (settings, vocabularies, the theme, files, this program) is the same for all groups: where that has changed,
none is skipped. A fingerprint may change though no page does: then the pages' own fingerprints tell.

>>> plan_changes(digest, PreviousPlan()).pages  # every page
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ...core.types import Page

SitemapEntry = tuple[str, str | None]  # an address for search engines, and when its post was last changed


class Group(NamedTuple):
    """Pages that are planned together or not at all."""

    name: str
    fingerprint: (
        Callable[[], bytes] | None
    )  # of what is read of posts and terms but texts; None: planned in every build
    plan: Callable[[], Iterable[Page]]
    texts: bytes = b""  # fingerprints of the texts that are read


class GroupRecord(NamedTuple):
    """What a build needs to know of a group that rests in it."""

    fingerprint: bytes
    texts: bytes
    paths: tuple[str, ...]
    sitemap: tuple[SitemapEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviousPlan:
    """What the last build had planned, with settings, files and program that are those of this one."""

    corpus_fingerprint: bytes = b""  # the fingerprint of all posts and terms, but texts
    groups: Mapping[str, GroupRecord] = field(default_factory=dict)
    modified_outputs: frozenset[str] = frozenset()  # files that are not as they were left


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The pages of the groups that do not rest, and of each group what the next build needs to know."""

    pages: tuple[Page, ...]
    corpus_fingerprint: bytes
    groups: dict[str, GroupRecord]
    paths: frozenset[str]  # of all pages


class Conflict(Exception):  # noqa: N818 -- not an error yet: the whole plan says whose pages they are
    """Two pages want one address, and one of them rests."""


@dataclass(slots=True, kw_only=True)
class Draft:
    """A plan while groups are added."""

    recall: PreviousPlan
    corpus_fingerprint: bytes
    pages: dict[str, Page] = field(default_factory=dict)
    groups: dict[str, GroupRecord] = field(default_factory=dict)
    resting: list[str] = field(default_factory=list)  # paths

    def add(self, group: Group, claim: Callable[[dict[str, Page], Page], None]) -> None:
        """Add a group; `claim` enters a page of it under its path, or raises what is to be told of a taken one."""
        known = self.recall.groups.get(group.name)
        fingerprint = self._fingerprint(group, known)
        if (
            fingerprint
            and known
            and known[:2] == (fingerprint, group.texts)
            and self.recall.modified_outputs.isdisjoint(known.paths)
        ):
            self.resting += known.paths
            self.groups[group.name] = known
            return
        pages = tuple(group.plan())
        for page in pages:
            claim(self.pages, page)
        self.groups[group.name] = describe(fingerprint, group.texts, pages)

    def _fingerprint(self, group: Group, known: GroupRecord | None) -> bytes:
        if group.fingerprint is None:
            return b""
        return (
            known.fingerprint
            if known and self.corpus_fingerprint == self.recall.corpus_fingerprint
            else group.fingerprint()
        )

    def list_paths(self) -> set[str]:
        """Return the paths of all pages so far. Raises Conflict."""
        paths = {*self.resting, *self.pages}
        if len(paths) < len(self.resting) + len(self.pages):
            raise Conflict
        return paths


def describe(fingerprint: bytes, texts: bytes, pages: Iterable[Page]) -> GroupRecord:
    """Say what the next build needs to know of a group."""
    kept = tuple(pages)
    sitemap = tuple([page.sitemap for page in kept if page.sitemap])
    return GroupRecord(fingerprint, texts, tuple([page.path for page in kept]), sitemap)
