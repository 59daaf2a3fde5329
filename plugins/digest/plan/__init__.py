"""Posts and terms into the list of pages, each with its declared inputs; pure.

>>> make_plan(make_digest({}, vocabularies, settings, now))[0].path
'index.html'
"""

import logging
from collections.abc import Callable, Iterable, Iterator

from ..errors import ProblemsError
from ..types import Page, Problem
from .archives import plan_archives, plan_days, plan_home, plan_months, plan_years
from .digest import Digest, SiteFile, SiteFiles, StaticPage, make_digest, post_path
from .entries import EntryContent
from .feed_page import plan_feed_page, plan_opml
from .feeds import plan_feeds
from .files import is_safe_path, plan_copies, plan_fixed_pages, plan_for_robots, plan_redirects, plan_static_pages
from .pelican_feeds import plan_pelican_feeds
from .posts import plan_posts
from .terms import plan_indexes, plan_pairs, plan_terms

__all__ = [
    "Digest",
    "EntryContent",
    "SiteFile",
    "SiteFiles",
    "StaticPage",
    "make_digest",
    "make_feed_plan",
    "make_plan",
    "post_path",
]

logger = logging.getLogger(__name__)

PLANNERS: tuple[Callable[[Digest], Iterator[Page]], ...] = (
    plan_home,
    plan_posts,
    plan_terms,
    plan_pairs,
    plan_indexes,
    plan_days,
    plan_months,
    plan_years,
    plan_archives,
    plan_feeds,
    plan_pelican_feeds,
    plan_feed_page,
    plan_opml,
    plan_static_pages,
    plan_fixed_pages,
    plan_copies,
)


def make_plan(digest: Digest) -> tuple[Page, ...]:
    """Plan every output of the site. Raises ProblemsError when two things want one address."""
    pages = _by_path(page for planner in PLANNERS for page in planner(digest))
    for page in plan_redirects(digest):
        if page.path in pages:
            logger.warning("%s: this former address is in use again; no redirect is made", page.path)
        else:
            pages[page.path] = page
    for page in plan_for_robots(digest, tuple(pages.values())):
        pages[page.path] = page
    _refuse_unsafe(pages)
    return tuple(pages.values())


def make_feed_plan(digest: Digest) -> tuple[Page, ...]:
    """Plan the feeds and their list alone, for a site with another theme. Raises ProblemsError."""
    planners = (plan_feeds, plan_pelican_feeds, plan_opml)
    pages = _by_path(page for planner in planners for page in planner(digest))
    _refuse_unsafe(pages)
    return tuple(pages.values())


REMEDY_OF_FEED = "change the setting that puts a feed there, such as FEED_ALL_ATOM, or the slug of the other"


def _by_path(pages: Iterable[Page]) -> dict[str, Page]:
    found: dict[str, Page] = {}
    for page in pages:
        if page.path in found:
            what = (_name(found[page.path]), _name(page))
            remedy = REMEDY_OF_FEED if page.template.startswith("feed:") else "change the slug of one"
            message = f"two pages want this address: {what[0]!r} and {what[1]!r}; {remedy}"
            raise ProblemsError((Problem(file=page.path, message=message),))
        found[page.path] = page
    return found


def _refuse_unsafe(paths: Iterable[str]) -> None:
    bad = tuple(
        Problem(file=path, message="an address cannot lead there; mend the alias or slug")
        for path in paths
        if not is_safe_path(path)
    )
    if bad:
        raise ProblemsError(bad)


def _name(page: Page) -> str:
    return str(getattr(page.inputs.get("page"), "title", page.template))
