"""The pages of pairs of terms."""

from collections.abc import Iterator, Sequence
from functools import partial

from ...core.addresses import pair_slug, term_path
from ...core.types import Page
from ..fingerprint import fingerprint_of, hash_primitives
from ..taxonomy import TaggedPost
from .digest import Digest, PairKey, make_pair_ref
from .feeds import pair_feed_links
from .frame import make_page, plan_lazily
from .groups import Group, group_page
from .post_cards import make_ref
from .post_fingerprints import has_feed, join_fingerprints

PAIR_PAGE_POSTS = 100  # pair pages are not paginated


def group_pairs(digest: Digest) -> Iterator[Group]:
    """List one page for each pair of terms that is in enough posts."""
    for key, posts in digest.pairs.items():
        pair = hash_primitives((_fingerprint_pair(digest, key), has_feed(digest.feed_posts, posts)))
        page = plan_lazily(
            term_path(key[0], pair_slug(*key[1:])),
            "pair.html",
            partial(_make_pair, digest, key, posts),
            page=pair,
            pair=pair,
            feeds=pair,
            posts=hash_primitives((join_fingerprints(digest.post_fingerprints, posts[:PAIR_PAGE_POSTS]),)),
            count=fingerprint_of(len(posts)),
        )
        yield group_page(page)


def _make_pair(digest: Digest, key: PairKey, posts: Sequence[TaggedPost]) -> Page:
    ref = make_pair_ref(digest, key)
    links = pair_feed_links(digest, key)
    return make_page(
        digest,
        ref.path,
        "pair.html",
        kind="pair",
        title=ref.name,
        description=f"Posts that are about both {ref.name}, the newest first.",
        feeds=links,
        section=ref.taxonomy,
        inputs={
            "pair": tuple(make_ref(digest.terms[ref.taxonomy, slug].term) for slug in key[1:]),
            "posts": tuple(digest.cards[one.file] for one in posts[:PAIR_PAGE_POSTS]),
            "count": len(posts),
            "feeds": links,
        },
    )


def _fingerprint_pair(digest: Digest, key: PairKey) -> bytes:
    taxonomy, first, second = key
    return digest.term_fingerprints[taxonomy, first] + digest.term_fingerprints[taxonomy, second]
