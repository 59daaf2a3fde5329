"""The page that explains feeds and lists them all, and the same list for feed readers."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from urllib.parse import quote

from ...core.addresses import story_path
from ...core.types import TAXONOMIES, Page
from ..taxonomy import TermKey, name_key
from ..views import FeedRow, Link, ReaderLink
from .digest import Digest, PairKey, make_pair_ref
from .feeds import main_feed_links, newest, pair_feed_links, story_feed_links, term_feed_links
from .frame import absolute, make_page
from .post_cards import make_ref
from .terms import HEADINGS

Counts = Mapping[TermKey | PairKey, int]  # of published posts
Known = Callable[[TermKey | PairKey], int | None]  # what a row says of a number of posts
Rows = tuple[tuple[str, tuple[FeedRow, ...]], ...]  # by heading

OPML_PATH = "feeds.opml"
# Where readers on the web take the address of a feed, and the scheme that opens those on the machine.
READERS = (
    ("Feedly", "https://feedly.com/i/subscription/feed%2F{}"),
    ("Inoreader", "https://www.inoreader.com/?add_feed={}"),
    ("NewsBlur", "https://www.newsblur.com/?url={}"),
    ("The Old Reader", "https://theoldreader.com/feeds/subscribe?url={}"),
    ("Feedbin", "https://feedbin.com/?subscribe={}"),
)
MACHINE_READERS = "NetNewsWire, Reeder and other programs"


def _nothing(_key: TermKey | PairKey) -> None:
    return None


def plan_feed_page(digest: Digest) -> Iterator[Page]:
    """Plan `/feeds/`."""
    counts = _count_published(digest)
    main = FeedRow(count=len(digest.feed_posts), feeds=main_feed_links(digest))
    yield make_page(
        digest,
        "feeds/",
        "feeds.html",
        kind="feeds",
        title="Feeds",
        description=f"All feeds of {digest.site.name}, for any feed reader.",
        section="feeds",
        inputs={
            "rows": (*_make_story_rows(digest, counted=True), *_make_rows(digest, counts, known=counts.__getitem__)),
            "main": main,
            "readers": _list_readers(digest, main),
            "opml_path": OPML_PATH,
        },
    )


def plan_opml(digest: Digest) -> Iterator[Page]:
    """Plan the list of feeds that readers import; numbers are not in it, or each post would change it."""
    rows = (*_make_story_rows(digest), *_make_rows(digest, _count_published(digest)))
    main = FeedRow(feeds=main_feed_links(digest))
    yield Page(path=OPML_PATH, template="text:opml", inputs={"title": digest.site.name, "main": main, "rows": rows})


def _count_published(digest: Digest) -> Counts:
    """Count the published posts of each term and each pair, which has a feed where there are any."""
    published = [one for one in digest.listed if one.file in digest.feed_posts]
    counts: Counter[TermKey | PairKey] = Counter(chain.from_iterable([one.keys for one in published]))
    for key, posts in digest.pairs.items():
        counts[key] = sum([one.file in digest.feed_posts for one in posts])
    return counts


def _make_rows(digest: Digest, counts: Counts, known: Known = _nothing) -> Rows:
    terms = [(HEADINGS[taxonomy], tuple(_term_rows(digest, taxonomy, counts, known))) for taxonomy in TAXONOMIES]
    pairs = [(f"Pairs of {taxonomy}", tuple(_pair_rows(digest, taxonomy, counts, known))) for taxonomy in TAXONOMIES]
    return (*terms, *(pair for pair in pairs if pair[1]))


def _make_story_rows(digest: Digest, *, counted: bool = False) -> Rows:
    rows = []
    for slug, group in digest.stories.items():
        if published := newest(digest, group.posts):
            link = Link(path=story_path(slug), name=group.story.title)
            count = len(published) if counted else None
            rows.append(FeedRow(story=link, count=count, feeds=story_feed_links(digest, slug)))
    rows.sort(key=lambda row: name_key(row.feeds.title))  # by name: as ranked, each new post would move one
    return (("Stories", tuple(rows)),) if rows else ()


def _term_rows(digest: Digest, taxonomy: str, counts: Counts, known: Known) -> Iterator[FeedRow]:
    for key, term in digest.terms.items():
        if key[0] == taxonomy and counts[key]:
            yield FeedRow(term=make_ref(term.term), count=known(key), feeds=term_feed_links(digest, key))


def _pair_rows(digest: Digest, taxonomy: str, counts: Counts, known: Known) -> Iterator[FeedRow]:
    for key in digest.pairs:
        if key[0] == taxonomy and counts[key]:
            yield FeedRow(term=make_pair_ref(digest, key), count=known(key), feeds=pair_feed_links(digest, key))


def _list_readers(digest: Digest, main: FeedRow) -> tuple[ReaderLink, ...]:
    """List links that subscribe at once; none while the site has no address that a reader could reach."""
    path = main.feeds.atom or main.feeds.rss
    if not digest.settings.siteurl or path is None:
        return ()
    address = absolute(digest, path)
    web = [ReaderLink(name=name, url=pattern.format(quote(address, safe=""))) for name, pattern in READERS]
    # In the place of the scheme, not before it: that is no valid address, and readers find https by themselves.
    return (*web, ReaderLink(name=MACHINE_READERS, url=f"feed://{address.partition('://')[2]}"))
