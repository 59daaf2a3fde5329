"""Posts that are about the same: which share the rarest terms, close in time."""

from collections import defaultdict
from collections.abc import Mapping

from ..taxonomy import TaggedPost, TermKey, TermPosts, key_of
from ..views import Link, RelatedPost
from .digest import Digest, make_ref, post_path

MOST = 5
WINDOW = 8  # of a term's posts, so many newer and older ones are compared: the cost stays linear in the posts


def find_related(digest: Digest) -> dict[str, tuple[RelatedPost, ...]]:
    """Return for each listed post's file the posts to read with it, the closest first."""
    places = {one.file: place for place, one in enumerate(digest.listed)}
    members = {key: [places[one.file] for one in term.posts] for key, term in digest.terms.items()}
    weights = {key: _weight(term) for key, term in digest.terms.items()}
    seen: dict[TermKey, int] = defaultdict(int)
    related = {}
    for place, one in enumerate(digest.listed):
        scores: dict[int, float] = defaultdict(float)
        for key in map(key_of, one.terms):
            here = seen[key]
            seen[key] += 1
            for other in members[key][max(0, here - WINDOW) : here + WINDOW + 1]:
                scores[other] += weights[key]
        scores.pop(place, None)
        ranked = sorted((-score, abs(other - place), other) for other, score in scores.items())
        related[one.file] = tuple(_relate(one, digest.listed[other], weights) for _, _, other in ranked[:MOST])
    return related


def _weight(term: TermPosts) -> float:
    # In powers of two, so that one more post about China does not reshuffle what all others about China show.
    return 1 / len(term.posts).bit_length()


def _relate(one: TaggedPost, other: TaggedPost, weights: Mapping[TermKey, float]) -> RelatedPost:
    theirs = set(map(key_of, other.terms))
    shared = [term for term in one.terms if key_of(term) in theirs]
    shared.sort(key=lambda term: -weights[key_of(term)])
    link = Link(path=post_path(other), name=other.post.title)
    return RelatedPost(post=link, date=other.date.date(), shared=tuple(map(make_ref, shared)))
