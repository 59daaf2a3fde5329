"""Posts and terms into the list of pages, each with its declared inputs; pure.

>>> make_plan(make_digest({}, vocabularies, settings, now))[0].path
'index.html'
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain

from ...core.errors import ProblemsError
from ...core.types import Page, Problem
from ..fingerprint import hash_primitives
from .archives import plan_archives, plan_days, plan_home, plan_months, plan_years
from .digest import Digest, SiteFile, SiteFiles, StaticPage, is_shown, make_body, make_digest, post_path
from .entries import EntryContent, updated
from .feed_page import plan_feed_page, plan_opml
from .feeds import group_feeds
from .files import is_safe_path, plan_copies, plan_fixed_pages, plan_for_robots, plan_redirects, plan_static_pages
from .groups import Conflict, Draft, Group, GroupRecord, Plan, PreviousPlan
from .pairs import group_pairs
from .pelican_feeds import plan_pelican_feeds
from .post_fingerprints import join_fingerprints
from .posts import group_posts
from .terms import group_terms, plan_indexes

__all__ = [
    "Digest",
    "EntryContent",
    "GroupRecord",
    "Plan",
    "PreviousPlan",
    "SiteFile",
    "SiteFiles",
    "StaticPage",
    "corpus_fingerprint",
    "is_shown",
    "list_groups",
    "make_body",
    "make_digest",
    "make_feed_plan",
    "make_plan",
    "plan_changes",
    "post_path",
]

logger = logging.getLogger(__name__)

REMEDY_OF_FEED = "change the setting that puts a feed there, such as FEED_ALL_ATOM, or the slug of the other"

# Pages that show posts, but none of a text: they rest while only texts change.
LISTS: tuple[Callable[[Digest], Iterator[Page]], ...] = (
    plan_home,
    plan_indexes,
    plan_days,
    plan_months,
    plan_years,
    plan_archives,
    plan_feed_page,
    plan_opml,
)
OTHERS: tuple[Callable[[Digest], Iterator[Page]], ...] = (
    plan_pelican_feeds,
    plan_static_pages,
    plan_fixed_pages,
    plan_copies,
)


def make_plan(digest: Digest) -> tuple[Page, ...]:
    """Plan every output of the site. Raises ProblemsError when two things want one address."""
    return plan_changes(digest, PreviousPlan()).pages


def plan_changes(digest: Digest, recall: PreviousPlan) -> Plan:
    """Plan the site but for the groups of pages that `recall` knows to rest. Raises ProblemsError as `make_plan`."""
    draft = Draft(recall=recall, corpus_fingerprint=corpus_fingerprint(digest))
    try:
        for group in list_groups(digest):
            draft.add(group, register_path)
        draft.add(Group("redirects", None, lambda: _plan_free(digest, draft.list_paths())), register_path)
        found = tuple(chain.from_iterable(known.sitemap for known in draft.groups.values()))
        draft.add(Group("robots", None, lambda: plan_for_robots(digest, found)), _replace)
        paths = draft.list_paths()
    except Conflict:
        return plan_changes(digest, PreviousPlan())
    _refuse_unsafe(draft.pages)
    return Plan(
        pages=tuple(draft.pages.values()),
        corpus_fingerprint=draft.corpus_fingerprint,
        groups=draft.groups,
        paths=frozenset(paths),
    )


def list_groups(digest: Digest) -> Iterator[Group]:
    """List what the plan consists of, but for redirects, which give way to all other pages."""
    yield Group(
        "lists", partial(corpus_fingerprint, digest), lambda: chain.from_iterable(planner(digest) for planner in LISTS)
    )
    yield from group_posts(digest)
    yield from group_terms(digest)
    yield from group_pairs(digest)
    yield from group_feeds(digest)
    yield Group("others", None, lambda: chain.from_iterable(planner(digest) for planner in OTHERS))


def corpus_fingerprint(digest: Digest) -> bytes:
    """Return what changes with all that is read of posts, but texts: while it stays, so do all groups' fingerprints."""
    changes = [(one.file, updated(digest, one).isoformat()) for one in digest.listed if one.post.modified]
    files = "\n".join([one.file for one in (*digest.listed, *digest.hidden)])
    fingerprints = [join_fingerprints(digest.post_fingerprints, posts) for posts in (digest.listed, digest.hidden)]
    return hash_primitives((*fingerprints, files, tuple(changes)))


def make_feed_plan(digest: Digest) -> Plan:
    """Plan the feeds and their list alone, for a site with another theme. Raises ProblemsError."""
    feeds = chain.from_iterable(group.plan() for group in group_feeds(digest))
    pages: dict[str, Page] = {}
    for page in chain(feeds, plan_pelican_feeds(digest), plan_opml(digest)):
        register_path(pages, page)
    _refuse_unsafe(pages)
    return Plan(pages=tuple(pages.values()), corpus_fingerprint=b"", groups={}, paths=frozenset(pages))


def register_path(pages: dict[str, Page], page: Page) -> None:
    other = pages.setdefault(page.path, page)
    if other is not page:
        what = (_name(other), _name(page))
        remedy = REMEDY_OF_FEED if page.template.startswith("feed:") else "change the slug of one"
        message = f"two pages want this address: {what[0]!r} and {what[1]!r}; {remedy}"
        raise ProblemsError((Problem(file=page.path, message=message),))


def _replace(pages: dict[str, Page], page: Page) -> None:
    pages[page.path] = page


def _plan_free(digest: Digest, taken: set[str]) -> Iterator[Page]:
    """Plan the redirects whose addresses are free."""
    for page in plan_redirects(digest):
        if page.path in taken:
            logger.warning("%s: this former address is in use again; no redirect is made", page.path)
        else:
            taken.add(page.path)
            yield page


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
