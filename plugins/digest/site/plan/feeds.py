"""The feeds: of the digest and its months, of each term, of each pair and of each story."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import chain, groupby

from ...core.addresses import archive_feed_path, feed_path, pair_slug, story_path, term_path
from ...core.types import Feed, FeedEntry, Page
from ..fingerprint import LazyInputs, hash_primitives
from ..taxonomy import TaggedPost, TermKey
from ..views import FeedLinks
from .digest import FEED_ENDINGS, Digest, PairKey, make_links, make_pair_ref
from .entries import STORIES, EntryMaker
from .frame import absolute
from .groups import Group
from .post_fingerprints import join_fingerprints

NO_ENTRIES = datetime(2000, 1, 1, tzinfo=UTC)  # when an empty feed was last updated; validators doubt older times
MAIN = "feeds/all"
MAIN_KEY = ("", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPlan:
    """One feed before its formats: whose it is, where it lies, what is in it. Paths are without the format's ending."""

    path: str
    key: tuple[str, str]  # taxonomy, or stories, and slug: its id derives from them
    title: str
    subtitle: str | None
    page_path: str
    posts: tuple[TaggedPost, ...]
    formats: tuple[str, ...]
    former: tuple[str, ...] = ()  # paths that go on serving it
    previous: str | None = None  # the archive of what came before
    current: str | None = None  # an archive's: the feed that it is an archive of


def group_feeds(digest: Digest) -> Iterator[Group]:
    """List the feeds, each in its formats: the main one always, others where a published post is in them."""
    entries = EntryMaker(digest)
    lists = (list_main_feeds, _list_term_feeds, _list_pair_feeds, _list_story_feeds)
    for plan in chain.from_iterable(list_feeds(digest) for list_feeds in lists):
        yield Group(plan.path, _fingerprint(digest, plan, entries), partial(_plan_formats, digest, plan, entries))


def _fingerprint(digest: Digest, plan: FeedPlan, entries: EntryMaker) -> bytes:
    posts = entries.join_fingerprints(plan.posts)
    return hash_primitives((_about(plan), plan.former, posts, join_fingerprints(digest.body_fingerprints, plan.posts)))


def _about(plan: FeedPlan) -> tuple[object, ...]:
    return (plan.path, *plan.key, plan.title, plan.subtitle, plan.page_path, plan.previous, plan.current)


def _plan_formats(digest: Digest, plan: FeedPlan, entries: EntryMaker) -> Iterator[Page]:
    """Plan a feed in its formats, and again at its former addresses."""
    for name in plan.formats:
        page = plan_feed(digest, plan, name, entries)
        for path in (plan.path, *plan.former):
            yield Page(path=path + FEED_ENDINGS[name], template=page.template, inputs=page.inputs)


def plan_feed(digest: Digest, plan: FeedPlan, name: str, entries: EntryMaker, *, path: str | None = None) -> Page:
    """Plan a feed in one format, at its own or another address."""
    address = path or plan.path + FEED_ENDINGS[name]

    def make() -> dict[str, object]:
        made = [entries.make(one) for one in plan.posts]
        feed = _make_feed(digest, plan, name, address, tuple(entry for entry, _ in made))
        return {"feed": feed, "contents": tuple(content for _, content in made)}

    posts = entries.join_fingerprints(plan.posts)
    contents = hash_primitives((posts, join_fingerprints(digest.body_fingerprints, plan.posts)))
    inputs = LazyInputs(make, feed=hash_primitives((_about(plan), address, posts)), contents=contents)
    return Page(path=address, template=f"feed:{name}", inputs=inputs)


def _plan_main_feed(digest: Digest, previous: str | None = None) -> FeedPlan:
    """Say what the feed of the newest posts is."""
    settings = digest.settings
    return FeedPlan(
        path=MAIN,
        key=MAIN_KEY,
        title=settings.sitename,
        subtitle=settings.description or None,
        page_path="",
        posts=newest(digest, digest.listed, settings.feed_entries),
        formats=settings.feed_formats,
        previous=previous,
    )


def main_feed_links(digest: Digest) -> FeedLinks:
    """Return where the digest's own feeds are."""
    return digest.site.feeds


def term_feed_links(digest: Digest, key: TermKey) -> FeedLinks:
    """Return where a term's feeds are: nowhere while all its posts are drafts."""
    term = digest.terms[key]
    formats = _term_formats(digest) if newest(digest, term.posts, 1) else ()
    return make_links(term.term.name, feed_path(*key), formats)


def pair_feed_links(digest: Digest, key: PairKey) -> FeedLinks:
    """Return where a pair's feed is."""
    ref, formats = make_pair_ref(digest, key), _term_formats(digest)[:1] if newest(digest, digest.pairs[key], 1) else ()
    return make_links(ref.name, feed_path(ref.taxonomy, ref.slug), formats)


def story_feed_links(digest: Digest, slug: str) -> FeedLinks:
    """Return where a story's feeds are: nowhere while all its posts are drafts."""
    group = digest.stories[slug]
    formats = _term_formats(digest) if newest(digest, group.posts, 1) else ()
    return make_links(group.story.title, feed_path(STORIES, slug), formats)


def newest(digest: Digest, posts: Sequence[TaggedPost], most: int | None = None) -> tuple[TaggedPost, ...]:
    """Take the newest published posts; looks no further than it must."""
    if len(digest.feed_posts) == len(digest.listed):  # all are
        return tuple(posts[:most])
    found = []
    for one in posts:
        if one.file in digest.feed_posts:
            found.append(one)
            if len(found) == most:
                break
    return tuple(found)


def _make_feed(digest: Digest, plan: FeedPlan, name: str, path: str, entries: tuple[FeedEntry, ...]) -> Feed:
    """Make a feed; its id is of the site and the term alone, whatever the address."""
    settings = digest.settings
    site = uuid.UUID(settings.site_id) if settings.site_id else uuid.uuid5(uuid.NAMESPACE_URL, settings.base_url)
    ending = FEED_ENDINGS[name]
    return Feed(
        id=uuid.uuid5(site, "/".join(plan.key)).urn,
        url=absolute(digest, path),
        page_url=absolute(digest, plan.page_path),
        title=plan.title,
        subtitle=plan.subtitle,
        updated=max((entry.updated for entry in entries), default=NO_ENTRIES),
        lang=settings.default_lang,
        author=settings.author or settings.sitename,
        rights=settings.feed_rights,
        hub=None if plan.current else settings.feed_hub,  # nobody waits for news of an archive
        previous=absolute(digest, plan.previous + ending) if plan.previous else None,
        current=absolute(digest, plan.current + ending) if plan.current else None,
        entries=entries,
    )


def list_main_feeds(digest: Digest) -> Iterator[FeedPlan]:
    """List the feed of the newest posts and the archive of each month (RFC 5005, section 4), newest first.

    An archive points back only, so that it rests once a later month has begun. The last month has one
    only if the newest posts leave some of it out.
    """
    main = _plan_main_feed(digest)
    months = _group_months(digest)
    if months and len(months[0][1]) <= len(main.posts):
        del months[0]
    paths = [*(path for path, _ in months), None]
    yield _plan_main_feed(digest, paths[0])
    for (path, posts), previous in zip(months, paths[1:], strict=True):
        yield FeedPlan(
            path=path,
            key=MAIN_KEY,
            title=main.title,
            subtitle=main.subtitle,
            page_path="",
            posts=posts,
            formats=main.formats,
            previous=previous,
            current=MAIN,
        )


def _group_months(digest: Digest) -> list[tuple[str, tuple[TaggedPost, ...]]]:
    months = groupby(newest(digest, digest.listed), key=lambda one: (one.date.year, one.date.month))
    return [(archive_feed_path(year, month), tuple(posts)) for (year, month), posts in months]


def _list_term_feeds(digest: Digest) -> Iterator[FeedPlan]:
    formats, most = _term_formats(digest), digest.settings.term_feed_entries
    for (taxonomy, slug), one in digest.terms.items():
        posts, term = newest(digest, one.posts, most), one.term
        if posts:
            yield FeedPlan(
                path=feed_path(taxonomy, slug),
                key=(taxonomy, slug),
                title=f"{term.name} · {digest.site.name}",
                subtitle=f"Posts of {digest.site.name} about {term.name}",
                page_path=term_path(taxonomy, slug),
                posts=posts,
                formats=formats,
                former=tuple(
                    [feed_path(taxonomy, old) for old in term.former_slugs if (taxonomy, old) not in digest.terms]
                ),
            )


def _list_pair_feeds(digest: Digest) -> Iterator[FeedPlan]:
    formats, most = _term_formats(digest)[:1], digest.settings.term_feed_entries
    for key, both in digest.pairs.items():
        ref, posts = make_pair_ref(digest, key), newest(digest, both, most)
        if posts:
            yield FeedPlan(
                path=feed_path(ref.taxonomy, ref.slug),
                key=(ref.taxonomy, ref.slug),
                title=f"{ref.name} · {digest.site.name}",
                subtitle=f"Posts of {digest.site.name} about both {ref.name}",
                page_path=ref.path,
                posts=posts,
                formats=formats,
                former=tuple([feed_path(ref.taxonomy, old) for old in former_pairs(digest, key)]),
            )


def _list_story_feeds(digest: Digest) -> Iterator[FeedPlan]:
    formats, most = _term_formats(digest), digest.settings.term_feed_entries
    for slug, group in digest.stories.items():
        posts, story = newest(digest, group.posts, most), group.story
        if posts:
            yield FeedPlan(
                path=feed_path(STORIES, slug),
                key=(STORIES, story.identity),
                title=f"{story.title} · {digest.site.name}",
                subtitle=story.summary or f"Posts of {digest.site.name} on {story.title}",
                page_path=story_path(slug),
                posts=posts,
                formats=formats,
                former=tuple([feed_path(STORIES, old) for old in story.former_slugs if old not in digest.stories]),
            )


def former_pairs(digest: Digest, key: PairKey) -> tuple[str, ...]:
    """Return the slugs that a pair had while one of its terms had another."""
    taxonomy, first, second = key
    names = [(slug, *digest.terms[taxonomy, slug].term.former_slugs) for slug in (first, second)]
    slugs = {pair_slug(one, other) for one in names[0] for other in names[1]} - {pair_slug(first, second)}
    live = {pair_slug(*pair[1:]) for pair in digest.pairs if pair[0] == taxonomy} if slugs else set()
    return tuple(sorted(slugs - live))


def _term_formats(digest: Digest) -> tuple[str, ...]:
    return tuple(name for name in digest.settings.feed_formats if name != "json")
