"""The feeds: of the digest, of each term and of each pair; the list of them all; their page."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from ..frontmatter import derive_id
from ..markup import Body
from ..taxonomy import TaggedPost, TermKey
from ..types import TAXONOMIES, Feed, FeedCategory, FeedEntry, Page, Term
from ..views import FeedLinks, FeedRow
from .digest import Digest, PairKey, make_ref, post_path
from .frame import absolute, make_page

POST_IDS = uuid.UUID("6f1d1d1a-4c0e-5b7e-9d53-2f5f3a0c7e61")  # never changes: entry ids derive from it
NO_ENTRIES = datetime(1970, 1, 1, tzinfo=UTC)  # when an empty feed was last updated
OPML_PATH = "feeds.opml"
MAIN = "feeds/all"
HEADINGS = {"actors": "Actors", "countries": "Countries", "topics": "Topics"}


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryContent:
    """What an entry's content is made from when the feed is rendered: what the post's page shows."""

    body: Body
    summary: str | None
    source_name: str | None
    source_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPlan:
    """One feed before its formats: whose it is, where it lies, what is in it."""

    path: str  # without the format's ending
    key: tuple[str, str]  # taxonomy and slug: its id derives from them
    title: str
    subtitle: str | None
    page_path: str
    posts: tuple[TaggedPost, ...]
    formats: tuple[str, ...]
    former: tuple[str, ...] = ()  # paths that go on serving it


ENDINGS = {"atom": ".atom.xml", "rss": ".rss.xml", "json": ".json"}


def plan_feeds(digest: Digest) -> Iterator[Page]:
    """Plan every feed in its formats, and again at its former addresses."""
    entries: dict[str, FeedEntry] = {}
    for plan in list_feeds(digest):
        for one in plan.posts:
            if one.file not in entries:
                entries[one.file] = make_entry(digest, one)
        contents = tuple(make_content(digest, one) for one in plan.posts)
        for name in plan.formats:
            feed = make_feed(digest, plan, name, tuple(entries[one.file] for one in plan.posts))
            for path in (plan.path, *plan.former):
                yield Page(
                    path=path + ENDINGS[name], template=f"feed:{name}", inputs={"feed": feed, "contents": contents}
                )


def plan_feed_page(digest: Digest) -> Iterator[Page]:
    """Plan the page that explains and lists feeds, and the same list for feed readers."""
    main = FeedRow(term=None, count=len(digest.feed_posts), feeds=main_feed_links(digest))
    rows = tuple((HEADINGS[taxonomy], tuple(_term_rows(digest, taxonomy))) for taxonomy in TAXONOMIES)
    yield make_page(
        digest,
        "feeds/",
        "feeds.html",
        kind="feeds",
        title="Feeds",
        description=f"All feeds of {digest.site.name}, for any feed reader.",
        section="feeds",
        inputs={"rows": rows, "main": main, "opml_path": OPML_PATH},
    )
    yield Page(path=OPML_PATH, template="text:opml", inputs={"title": digest.site.name, "main": main, "rows": rows})


def list_feeds(digest: Digest) -> Iterator[FeedPlan]:
    """List the feeds: the main one always, others where a published post is in them."""
    settings = digest.settings
    yield FeedPlan(
        path=MAIN,
        key=("", "all"),
        title=settings.sitename,
        subtitle=settings.description or None,
        page_path="",
        posts=_newest(digest, digest.listed, settings.feed_entries),
        formats=("atom", "rss", "json"),
    )
    for key, term in digest.terms.items():
        posts = _newest(digest, term.posts, settings.term_feed_entries)
        if posts:
            yield _plan_term_feed(digest, key, term.term, posts)
    for pair, both in digest.pairs.items():
        posts = _newest(digest, both, settings.term_feed_entries)
        if posts:
            yield _plan_pair_feed(digest, pair, posts)


def main_feed_links(digest: Digest) -> FeedLinks:  # noqa: ARG001 -- all links are made from a digest
    """Return where the digest's own feeds are."""
    return FeedLinks(title="All posts", atom=f"{MAIN}.atom.xml", rss=f"{MAIN}.rss.xml", json=f"{MAIN}.json")


def term_feed_links(digest: Digest, key: TermKey) -> FeedLinks:
    """Return where a term's feeds are: nowhere while all its posts are drafts."""
    term = digest.terms[key]
    path = f"feeds/{key[0]}/{key[1]}"
    made = _newest(digest, term.posts, 1)
    return FeedLinks(
        title=term.term.name, atom=f"{path}.atom.xml" if made else None, rss=f"{path}.rss.xml" if made else None
    )


def pair_feed_links(digest: Digest, key: PairKey) -> FeedLinks:
    """Return where a pair's feed is."""
    made = _newest(digest, digest.pairs[key], 1)
    path = f"feeds/{key[0]}/{key[1]}+{key[2]}.atom.xml"
    return FeedLinks(title=_pair_name(digest, key), atom=path if made else None, rss=None)


def make_feed(digest: Digest, plan: FeedPlan, name: str, entries: tuple[FeedEntry, ...]) -> Feed:
    """Make a feed; its id is of the site and the term alone, whatever the address."""
    settings = digest.settings
    site = uuid.UUID(settings.site_id) if settings.site_id else uuid.uuid5(uuid.NAMESPACE_URL, settings.base_url)
    return Feed(
        id=uuid.uuid5(site, "/".join(plan.key)).urn,
        url=absolute(digest, plan.path + ENDINGS[name]),
        page_url=absolute(digest, plan.page_path),
        title=plan.title,
        subtitle=plan.subtitle,
        updated=max((entry.updated for entry in entries), default=NO_ENTRIES),
        lang=settings.default_lang,
        author=settings.author or settings.sitename,
        rights=settings.feed_rights,
        hub=settings.feed_hub,
        entries=entries,
    )


def make_entry(digest: Digest, one: TaggedPost) -> FeedEntry:
    """Make a post's entry, without its content: that is an input of its own."""
    card, source = digest.cards[one.file], one.post.source
    return FeedEntry(
        id=uuid.uuid5(POST_IDS, one.post.id or derive_id(one.file)).urn,
        url=absolute(digest, post_path(one)),
        title=card.title,
        published=card.date,
        updated=card.modified or card.date,
        authors=source.author if source and source.author else one.post.authors,
        source_name=card.source_name,
        source_url=card.source_url,
        categories=tuple(_category(digest, term) for term in one.terms),
        summary=card.summary,
        lang=card.lang,
    )


def make_content(digest: Digest, one: TaggedPost) -> EntryContent:
    """Say what an entry's content is made from."""
    card = digest.cards[one.file]
    return EntryContent(
        body=digest.bodies[one.file],
        summary=card.summary,
        source_name=card.source_name,
        source_url=card.source_url,
    )


def _plan_term_feed(digest: Digest, key: TermKey, term: Term, posts: tuple[TaggedPost, ...]) -> FeedPlan:
    taxonomy, slug = key
    former = (old for old in term.former_slugs if (taxonomy, old) not in digest.terms)
    return FeedPlan(
        path=f"feeds/{taxonomy}/{slug}",
        key=key,
        title=f"{term.name} · {digest.site.name}",
        subtitle=f"Posts of {digest.site.name} about {term.name}",
        page_path=f"{taxonomy}/{slug}/",
        posts=posts,
        formats=("atom", "rss"),
        former=tuple(f"feeds/{taxonomy}/{old}" for old in former),
    )


def _plan_pair_feed(digest: Digest, key: PairKey, posts: tuple[TaggedPost, ...]) -> FeedPlan:
    taxonomy, first, second = key
    name, slug = _pair_name(digest, key), f"{first}+{second}"
    return FeedPlan(
        path=f"feeds/{taxonomy}/{slug}",
        key=(taxonomy, slug),
        title=f"{name} · {digest.site.name}",
        subtitle=f"Posts of {digest.site.name} about both {name}",
        page_path=f"{taxonomy}/{slug}/",
        posts=posts,
        formats=("atom",),
        former=tuple(f"feeds/{taxonomy}/{old}" for old in former_pairs(digest, key)),
    )


def former_pairs(digest: Digest, key: PairKey) -> tuple[str, ...]:
    """Return the slugs that a pair had while one of its terms had another."""
    taxonomy, first, second = key
    names = [(slug, *digest.terms[taxonomy, slug].term.former_slugs) for slug in (first, second)]
    slugs = {"+".join(sorted((one, other))) for one in names[0] for other in names[1]} - {f"{first}+{second}"}
    live = {"+".join(pair[1:]) for pair in digest.pairs if pair[0] == taxonomy} if slugs else set()
    return tuple(sorted(slugs - live))


def _pair_name(digest: Digest, key: PairKey) -> str:
    return " and ".join(sorted(digest.terms[key[0], slug].term.name for slug in key[1:]))


def _newest(digest: Digest, posts: Sequence[TaggedPost], most: int) -> tuple[TaggedPost, ...]:
    """Take the newest published posts; looks no further than it must."""
    found = []
    for one in posts:
        if one.file in digest.feed_posts:
            found.append(one)
            if len(found) == most:
                break
    return tuple(found)


def _category(digest: Digest, term: Term) -> FeedCategory:
    return FeedCategory(scheme=absolute(digest, f"{term.taxonomy}/"), term=term.slug, label=term.name)


def _term_rows(digest: Digest, taxonomy: str) -> Iterator[FeedRow]:
    for key, term in digest.terms.items():
        links = term_feed_links(digest, key) if key[0] == taxonomy else None
        if links and links.atom:
            count = sum(one.file in digest.feed_posts for one in term.posts)
            yield FeedRow(term=make_ref(term.term), count=count, feeds=links)
