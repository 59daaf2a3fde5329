"""The page that explains feeds and lists them all, and the same list for feed readers."""

from collections.abc import Iterator
from urllib.parse import quote

from ..types import TAXONOMIES, Page
from ..views import FeedRow, ReaderLink
from .digest import Digest, make_ref
from .feeds import main_feed_links, pair_feed_links, term_feed_links
from .frame import absolute, make_page
from .pairs import make_pair_ref

OPML_PATH = "feeds.opml"
HEADINGS = {"actors": "Actors", "countries": "Countries", "topics": "Topics"}
# Where readers on the web take the address of a feed, and the scheme that opens those on the machine.
READERS = (
    ("Feedly", "https://feedly.com/i/subscription/feed%2F{}"),
    ("Inoreader", "https://www.inoreader.com/?add_feed={}"),
    ("NewsBlur", "https://www.newsblur.com/?url={}"),
    ("The Old Reader", "https://theoldreader.com/feeds/subscribe?url={}"),
    ("Feedbin", "https://feedbin.com/?subscribe={}"),
)
MACHINE_READERS = "NetNewsWire, Reeder and other programs"


def plan_feed_page(digest: Digest) -> Iterator[Page]:
    """Plan `/feeds/`."""
    main, rows = _list_rows(digest)
    yield make_page(
        digest,
        "feeds/",
        "feeds.html",
        kind="feeds",
        title="Feeds",
        description=f"All feeds of {digest.site.name}, for any feed reader.",
        section="feeds",
        inputs={"rows": rows, "main": main, "readers": _list_readers(digest, main), "opml_path": OPML_PATH},
    )


def plan_opml(digest: Digest) -> Iterator[Page]:
    """Plan the list of feeds that readers import."""
    main, rows = _list_rows(digest)
    yield Page(path=OPML_PATH, template="text:opml", inputs={"title": digest.site.name, "main": main, "rows": rows})


def _list_rows(digest: Digest) -> tuple[FeedRow, tuple[tuple[str, tuple[FeedRow, ...]], ...]]:
    main = FeedRow(term=None, count=len(digest.feed_posts), feeds=main_feed_links(digest))
    terms = [(HEADINGS[taxonomy], tuple(_term_rows(digest, taxonomy))) for taxonomy in TAXONOMIES]
    pairs = [(f"Pairs of {taxonomy}", tuple(_pair_rows(digest, taxonomy))) for taxonomy in TAXONOMIES]
    return main, (*terms, *(pair for pair in pairs if pair[1]))


def _term_rows(digest: Digest, taxonomy: str) -> Iterator[FeedRow]:
    for key, term in digest.terms.items():
        if key[0] != taxonomy:
            continue
        count = sum(one.file in digest.feed_posts for one in term.posts)
        if count:
            yield FeedRow(term=make_ref(term.term), count=count, feeds=term_feed_links(digest, key))


def _pair_rows(digest: Digest, taxonomy: str) -> Iterator[FeedRow]:
    for key, posts in digest.pairs.items():
        count = sum(one.file in digest.feed_posts for one in posts) if key[0] == taxonomy else 0
        if count:
            yield FeedRow(term=make_pair_ref(digest, key), count=count, feeds=pair_feed_links(digest, key))


def _list_readers(digest: Digest, main: FeedRow) -> tuple[ReaderLink, ...]:
    """List links that subscribe at once; none while the site has no address that a reader could reach."""
    path = main.feeds.atom or main.feeds.rss
    if not digest.settings.siteurl or path is None:
        return ()
    address = absolute(digest, path)
    web = [ReaderLink(name=name, url=pattern.format(quote(address, safe=""))) for name, pattern in READERS]
    # In the place of the scheme, not before it: that is no valid address, and readers find https by themselves.
    return (*web, ReaderLink(name=MACHINE_READERS, url=f"feed://{address.partition('://')[2]}"))
