"""The pages of posts."""

from collections.abc import Iterator
from itertools import combinations

from ..taxonomy import TaggedPost
from ..types import TAXONOMIES, Page
from ..views import Link, PostDetails, RelatedPost, TermCount
from .digest import Digest, post_path
from .frame import make_page, neighbours
from .related import find_related
from .terms import make_pair_ref


def plan_posts(digest: Digest) -> Iterator[Page]:
    """Plan a page for each post, listed or hidden."""
    related = find_related(digest)
    links = [Link(path=post_path(one), name=one.post.title) for one in digest.listed]
    for place, one in enumerate(digest.listed):
        yield _plan_post(digest, one, related[one.file], **neighbours(links, place))
    for one in digest.hidden:
        yield _plan_post(digest, one, (), newer=None, older=None)


def _plan_post(
    digest: Digest, one: TaggedPost, related: tuple[RelatedPost, ...], *, newer: object, older: object
) -> Page:
    card = digest.cards[one.file]
    return make_page(
        digest,
        card.path,
        "post.html",
        kind="post",
        title=card.title,
        description=card.summary,
        noindex=card.status != "published",
        image=card.image,
        published=card.date,
        modified=card.modified,
        inputs={
            "post": card,
            "details": _make_details(digest, one, related, newer=newer, older=older),
            "body": digest.bodies[one.file],
        },
    )


def _make_details(
    digest: Digest, one: TaggedPost, related: tuple[RelatedPost, ...], *, newer: object, older: object
) -> PostDetails:
    post, source = one.post, one.post.source
    own = post.digest is None
    return PostDetails(
        id=post.id,
        excerpted=digest.bodies[one.file].excerpt,
        own=own,
        authors=find_authors(digest, one),
        source_published=source.published if source else None,
        dateline=source.dateline if source else None,
        standfirst=source.standfirst if source else (),
        captions=source.captions if source else (),
        related=related,
        newer=newer if isinstance(newer, Link) else None,
        older=older if isinstance(older, Link) else None,
        pairs=_find_pairs(digest, one) if post.status != "hidden" else (),
        extra=post.extra,
    )


def find_authors(digest: Digest, one: TaggedPost) -> tuple[str, ...]:
    """Return who wrote the source article; of the editor's own post, who wrote that."""
    if one.post.source and one.post.source.author:
        return one.post.source.author
    if one.post.digest is not None:
        return ()
    return one.post.authors or ((digest.settings.author,) if digest.settings.author else ())


def _find_pairs(digest: Digest, one: TaggedPost) -> tuple[TermCount, ...]:
    found = []
    for taxonomy in TAXONOMIES:
        slugs = sorted(term.slug for term in one.of(taxonomy))
        for first, second in combinations(slugs, 2):
            posts = digest.pairs.get((taxonomy, first, second))
            if posts:
                ref = make_pair_ref(digest, (taxonomy, first, second))
                found.append(TermCount(term=ref, count=len(posts), path=ref.path))
    return tuple(found)
