"""Feeds at the addresses of Pelican's settings (FEED_ALL_ATOM and friends), where a site has set them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ...core.slugs import slugify
from ...core.types import Page
from ..taxonomy import TaggedPost
from .digest import Digest
from .entries import EntryMaker
from .feeds import FeedPlan, list_main_feeds, newest, plan_feed

FORMATS = ("atom", "rss")
Groups = Mapping[str, tuple[str, tuple[TaggedPost, ...]]]  # slug -> name, posts


def plan_pelican_feeds(digest: Digest) -> Iterator[Page]:
    """Plan the feeds that a site wants where Pelican would have written them."""
    entries, main = EntryMaker(digest), next(list_main_feeds(digest))
    for name in FORMATS:
        feed = main if name in main.formats else replace(main, previous=None)  # nor are there archives in it
        for path in (_address(digest, f"feed_{name}"), _address(digest, f"feed_all_{name}")):
            if path:
                yield plan_feed(digest, feed, name, entries, path=path)
        for kind in ("category", "author", "tag", "translation"):
            pattern = _address(digest, f"{kind}_feed_{name}")
            for slug, (title, posts) in _group(digest, kind).items() if pattern else ():
                path = str(pattern).format(slug=slug, lang=slug)
                yield plan_feed(digest, _plan_group(digest, kind, slug, title, posts), name, entries, path=path)


def _address(digest: Digest, setting: str) -> str | None:
    path: str | None = getattr(digest.settings, setting)
    return path


def _group(digest: Digest, kind: str) -> Groups:
    """Group the published posts by a category, author, tag or language; as with Pelican, terms are tags."""
    names: dict[str, str] = {}
    groups: dict[str, list[TaggedPost]] = defaultdict(list)
    for one in newest(digest, digest.listed):
        for slug, name in dict(_names(digest, kind, one)).items():
            names.setdefault(slug, name)
            groups[slug].append(one)
    most = digest.settings.term_feed_entries
    return {slug: (names[slug], tuple(groups[slug][:most])) for slug in sorted(groups)}


def _names(digest: Digest, kind: str, one: TaggedPost) -> Iterator[tuple[str, str]]:
    post = one.post
    if kind == "category" and post.category:
        yield slugify(post.category), post.category
    elif kind == "author":
        yield from ((slugify(name), name) for name in post.authors)
    elif kind == "tag":
        yield from ((term.slug, term.name) for term in one.terms)
        yield from ((slugify(name), name) for name in post.tags)
    elif kind == "translation":
        lang = post.lang or digest.settings.default_lang
        yield lang, lang


def _plan_group(digest: Digest, kind: str, slug: str, name: str, posts: tuple[TaggedPost, ...]) -> FeedPlan:
    return FeedPlan(
        path="",
        key=(kind, slug),
        title=f"{name} · {digest.site.name}",
        subtitle=digest.settings.description or None,
        page_path="",
        posts=posts,
        formats=FORMATS,
    )
