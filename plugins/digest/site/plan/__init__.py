"""Posts and terms into the list of pages, each with its declared inputs; pure.

>>> make_plan(make_digest({}, vocabularies, settings, now))[0].path
'index.html'
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from ...core.errors import ProblemsError
from ...core.types import Page, Problem
from ..fingerprint import fingerprint_of, hash_primitives
from .archives import group_months, group_years, plan_archives
from .days import group_days, plan_home
from .digest import Digest, is_shown, make_body, make_digest
from .entries import EntryContent
from .feed_page import plan_feed_page, plan_opml
from .feeds import group_feeds
from .files import (
    FOR_ROBOTS,
    is_safe_path,
    list_parents,
    plan_copies,
    plan_drawn,
    plan_fixed_pages,
    plan_for_robots,
    plan_redirects,
    plan_static_pages,
    refuse_redirect,
)
from .groups import Group, GroupRecord, Plan, PlanSoFar, PreviousPlan, SharedPath, register_path
from .pairs import group_pairs
from .pelican_feeds import plan_pelican_feeds
from .pictures import PictureVariant
from .post_cards import post_path
from .post_fingerprints import join_fingerprints
from .posts import group_posts
from .site_files import SiteFile, SiteFiles, StaticPage
from .social_card import SocialCard
from .stories import fingerprint_stories, group_stories
from .story_views import make_parts
from .terms import group_terms, plan_indexes

__all__ = [
    "Digest",
    "EntryContent",
    "GroupRecord",
    "PictureVariant",
    "Plan",
    "PreviousPlan",
    "SiteFile",
    "SiteFiles",
    "SocialCard",
    "StaticPage",
    "is_shown",
    "list_groups",
    "make_body",
    "make_digest",
    "make_feed_plan",
    "make_parts",
    "make_plan",
    "plan_changes",
    "post_path",
]

logger = logging.getLogger(__name__)


def make_plan(digest: Digest) -> tuple[Page, ...]:
    """Plan every output of the site. Raises ProblemsError when two things want one address."""
    return plan_changes(digest, PreviousPlan()).pages


def plan_changes(digest: Digest, previous: PreviousPlan) -> Plan:
    """Plan the site but for the groups of pages that have not changed. Raises ProblemsError as `make_plan`."""
    if previous.find_unchanged(_group_site(digest)) is None:
        previous = PreviousPlan()
    plan = PlanSoFar(previous=previous)
    try:
        for group in list_groups(digest):
            plan.add(group)
        plan.add(Group("redirects", b"", lambda: _plan_free(digest, {*plan.list_paths(), *FOR_ROBOTS})))
        sitemap = tuple(chain.from_iterable(group.sitemap for group in plan.groups.values()))
        plan.add(Group("robots", b"", lambda: plan_for_robots(digest, sitemap)), replace=True)
        paths = plan.list_paths()
    except SharedPath:
        return plan_changes(digest, PreviousPlan())
    _refuse_unsafe(plan.pages)
    return Plan(pages=tuple(plan.pages.values()), groups=plan.groups, paths=frozenset(paths))


def list_groups(digest: Digest) -> Iterator[Group]:
    """List what the plan consists of, but for redirects, which give way to all other pages."""
    yield _group_site(digest)
    corpus = hash_primitives((join_fingerprints(digest.post_fingerprints, digest.listed),))
    corpus += fingerprint_stories(digest)
    yield Group("front", corpus, lambda: _plan_all(digest, plan_home, plan_indexes))
    yield from group_days(digest)
    yield from group_months(digest)
    yield from group_years(digest)
    yield Group("archives", corpus, lambda: _plan_all(digest, plan_archives, plan_feed_page, plan_opml))
    yield from group_posts(digest)
    yield from group_terms(digest)
    yield from group_pairs(digest)
    yield from group_stories(digest)
    yield from group_feeds(digest)
    others = (plan_pelican_feeds, plan_static_pages, plan_fixed_pages, plan_copies, plan_drawn)
    yield Group("others", b"", lambda: _plan_all(digest, *others))


def make_feed_plan(digest: Digest) -> Plan:
    """Plan the feeds and their list alone, for a site with another theme. Raises ProblemsError."""
    feeds = chain.from_iterable(group.plan() for group in group_feeds(digest))
    pages: dict[str, Page] = {}
    for page in chain(feeds, plan_pelican_feeds(digest), plan_opml(digest)):
        register_path(pages, page)
    _refuse_unsafe(pages)
    return Plan(pages=tuple(pages.values()), groups={}, paths=frozenset(pages))


def _group_site(digest: Digest) -> Group:
    """Make a group without pages of what is part of every page: where it has changed, nothing is skipped."""
    return Group("site", fingerprint_of(digest.site), tuple)


def _plan_all(digest: Digest, *planners: Callable[[Digest], Iterator[Page]]) -> Iterator[Page]:
    return chain.from_iterable(planner(digest) for planner in planners)


def _plan_free(digest: Digest, taken: set[str]) -> Iterator[Page]:
    """Plan the redirects whose addresses are free. Raises ProblemsError for those in place of a file or folder."""
    problems: list[Problem] = []
    folders: set[str] = set()  # that redirects are in
    for page in plan_redirects(digest):
        parents = set(list_parents(page.path))
        if page.path in taken:
            logger.warning("%s: this former address is in use again; no redirect is made", page.path)
        elif page.path in folders or not parents.isdisjoint(taken):
            problems.append(refuse_redirect(digest, page.path, min(parents & taken, default=page.path)))
        else:
            taken.add(page.path)
            folders |= parents
            yield page
    if problems:
        raise ProblemsError(tuple(problems))


def _refuse_unsafe(paths: Iterable[str]) -> None:
    bad = tuple(
        Problem(file=path, message="an address cannot lead there; mend the alias or slug")
        for path in paths
        if not is_safe_path(path)
    )
    if bad:
        raise ProblemsError(bad)
