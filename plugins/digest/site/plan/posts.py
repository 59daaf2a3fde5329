"""The pages of posts."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import combinations
from typing import cast

from ...core.types import TAXONOMIES, Page, Taxonomy
from ..fingerprint import SIZE, fingerprint_of, hash_primitives
from ..taxonomy import TaggedPost
from ..views import Link, PostDetails, RelatedPost, TermRef
from .cards import Cards
from .digest import Digest, PairKey, make_pair_ref, text_lang
from .frame import make_page, plan_lazily
from .groups import Group
from .post_cards import other_lang, post_path
from .post_fingerprints import join_fingerprints
from .related import Related
from .social_card import SocialCard, plan_card
from .story_views import fingerprint_parts, make_parts


def group_posts(digest: Digest) -> Iterator[Group]:
    """List a page for each post, listed or hidden."""
    related, cards = Related(digest), Cards(digest)
    social = [cards.of_post(one) for one in digest.listed]  # which of them are new depends on others
    read = _fingerprint_read(digest, related, social)
    for place, one in enumerate(digest.listed):
        yield Group(one.file, read[place], partial(_plan_listed, digest, related, place, social[place]))
    for one in digest.hidden:
        card = cards.of_post(one)
        fingerprint = _fingerprint_page(digest, one, card) + digest.body_fingerprints[one.file]
        yield Group(one.file, fingerprint, partial(_plan_hidden, digest, one, card))


def _fingerprint_read(digest: Digest, related: Related, social: Sequence[SocialCard | None]) -> list[bytes]:
    """Return for each listed post a fingerprint of all that its page may read: of itself, and of others."""
    order = join_fingerprints(digest.post_fingerprints, digest.listed)
    read = related.fingerprint_surroundings()
    for key, posts in digest.pairs.items():
        name = ".".join(key).encode()
        for one in posts:
            read[one.file].append(name)
    made = []
    for place, one in enumerate(digest.listed):
        beside = order[max(0, place - 1) * SIZE : (place + 2) * SIZE]
        card = social[place]
        own = (digest.body_fingerprints[one.file], fingerprint_parts(digest, one.file), card and card.path)
        made.append(hash_primitives((place == 0, beside, *own, b"".join(read[one.file]))))
    return made


def _fingerprint_page(digest: Digest, one: TaggedPost, card: SocialCard | None) -> bytes:
    fingerprint = digest.post_fingerprints[one.file]
    return hash_primitives((fingerprint, card.path)) if card else fingerprint


def _plan_listed(digest: Digest, related: Related, place: int, card: SocialCard | None) -> Iterator[Page]:
    one, others = digest.listed[place], related.find(place)
    newer, older = _link_to(digest, place - 1), _link_to(digest, place + 1)
    about = (digest.post_fingerprints[one.file], related.fingerprint(one, others), fingerprint_parts(digest, one.file))
    details = fingerprint_of(*about, newer, older, tuple(_pair_keys(digest, one)))
    make = partial(_make_post, digest, one, partial(related.make, one, others), card=card, newer=newer, older=older)
    yield _plan_page(digest, one, details, card, make)
    if card and card.page == post_path(one):
        yield plan_card(card)


def _plan_hidden(digest: Digest, one: TaggedPost, card: SocialCard | None) -> Iterator[Page]:
    make = partial(_make_post, digest, one, tuple, card=card)
    yield _plan_page(digest, one, digest.post_fingerprints[one.file], card, make)


def _link_to(digest: Digest, place: int) -> Link | None:
    if not 0 <= place < len(digest.listed):
        return None
    return Link(path=post_path(digest.listed[place]), name=digest.listed[place].post.title)


def _plan_page(
    digest: Digest, one: TaggedPost, details: bytes, card: SocialCard | None, make: Callable[[], Page]
) -> Page:
    post = one.post
    changed = post.modified.astimezone(digest.settings.timezone) if post.modified else one.date
    return plan_lazily(
        post_path(one),
        "post.html",
        make,
        listed=changed if post.status == "published" else False,
        page=_fingerprint_page(digest, one, card),
        post=digest.post_fingerprints[one.file],
        details=details,
        body=digest.body_fingerprints[one.file],
    )


def _make_post(
    digest: Digest,
    one: TaggedPost,
    find_related: Callable[[], tuple[RelatedPost, ...]],
    *,
    card: SocialCard | None,
    newer: Link | None = None,
    older: Link | None = None,
) -> Page:
    shown = digest.cards[one.file]
    return make_page(
        digest,
        shown.path,
        "post.html",
        kind="post",
        title=shown.title,
        description=shown.summary,
        noindex=shown.status != "published",
        image=shown.image,
        card=card,
        published=shown.date,
        modified=shown.modified,
        inputs={
            "post": shown,
            "details": _make_details(digest, one, find_related(), newer=newer, older=older),
            "body": digest.bodies[one.file],
        },
    )


def _make_details(
    digest: Digest, one: TaggedPost, related: tuple[RelatedPost, ...], *, newer: Link | None, older: Link | None
) -> PostDetails:
    post, source = one.post, one.post.source
    own = post.digest is None
    return PostDetails(
        id=post.id,
        excerpted=digest.bodies[one.file].excerpt,
        own=own,
        summarist=None if own else "source" if digest.facts[one.file].quoted else "editors",
        text_lang=other_lang(text_lang(post), digest.settings),
        editors=name_editors(digest.settings.author),
        authors=find_authors(digest, one),
        source_authors=source.author if source else (),
        source_published=source.published if source else None,
        dateline=source.dateline if source else None,
        standfirst=source.standfirst if source else (),
        captions=source.captions if source else (),
        related=related,
        newer=newer,
        older=older,
        pairs=_find_pairs(digest, one) if post.status != "hidden" else (),
        stories=make_parts(digest, one.file),
        extra=post.extra,
    )


def name_editors(author: str | None) -> str:
    """Return how a sentence names who makes the site: `The editors` is the editors, and so is nobody."""
    if not author:
        return "the editors"
    return f"the {author[4:]}" if author.startswith("The ") else author


def find_authors(digest: Digest, one: TaggedPost) -> tuple[str, ...]:
    """Return who wrote the source article; of the editor's own post, which may name a source, who wrote that."""
    if one.post.digest is None:
        return one.post.authors or ((digest.settings.author,) if digest.settings.author else ())
    return one.post.source.author if one.post.source else ()


def _pair_keys(digest: Digest, one: TaggedPost) -> Iterator[PairKey]:
    for taxonomy in digest.settings.pair_taxonomies:
        slugs = sorted([slug for kind, slug in one.keys if kind == taxonomy])
        for first, second in combinations(slugs, 2):
            key: PairKey = (cast(Taxonomy, taxonomy), first, second)
            if key in digest.pairs:
                yield key


def _find_pairs(digest: Digest, one: TaggedPost) -> tuple[TermRef, ...]:
    """Return the pairs that have a page; no counts, or each post would change the pages of all others."""
    keys = sorted(_pair_keys(digest, one), key=lambda key: TAXONOMIES.index(key[0]))
    return tuple(make_pair_ref(digest, key) for key in keys)
