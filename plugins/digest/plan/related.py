"""Posts that are about the same: which share the rarest terms, close in time."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from ..marks import hash_plain
from ..taxonomy import TaggedPost, TermPosts, key_of
from ..views import Link, RelatedPost
from .digest import Digest, make_ref, post_path

MOST = 5
WINDOW = 8  # of a term's posts, so many newer and older ones are compared: the cost stays linear in the posts
WHOLE: Final = 232_792_560  # what 1 to 22 divide: weights as whole numbers, whose sums need no rounding
BITS: Final = 24  # of a post's place in the list
PLACE: Final = (1 << BITS) - 1


class Related:
    """Finds the posts to read with another one; what they share is looked up for a page that is rendered."""

    def __init__(self, digest: Digest) -> None:
        self._digest = digest
        places = {one.file: place for place, one in enumerate(digest.listed)}
        self._members = {key: [places[one.file] for one in term.posts] for key, term in digest.terms.items()}
        self._weights = {key: _weight(term) for key, term in digest.terms.items()}
        self._seen = dict.fromkeys(digest.terms, 0)

    def find(self, place: int) -> list[int]:
        """Return the places of the posts to read with one, the closest first; ask for each post in turn."""
        scores: dict[int, int] = defaultdict(int)
        for term in self._digest.listed[place].terms:
            key = (term.taxonomy, term.slug)
            here = self._seen[key]
            self._seen[key] = here + 1
            weight = self._weights[key]
            for other in self._members[key][max(0, here - WINDOW) : here + WINDOW + 1]:
                scores[other] += weight
        scores.pop(place, None)
        least = sorted(scores.values())[-MOST:][0] if scores else 0
        # One number says it all: the score, then how near, then how new.
        ranked = [
            (((score << BITS) + PLACE - abs(other - place)) << BITS) + PLACE - other
            for other, score in scores.items()
            if score >= least
        ]
        ranked.sort(reverse=True)
        return [PLACE - (rank & PLACE) for rank in ranked[:MOST]]

    def mark(self, one: TaggedPost, others: Sequence[int]) -> bytes:
        """Return what changes when the related posts of one do, or what is shown of them."""
        listed, marks = self._digest.listed, self._digest.marks
        weights = tuple([self._weights[term.taxonomy, term.slug] for term in one.terms])
        return hash_plain((weights, b"".join([marks[listed[other].file] for other in others])))

    def make(self, one: TaggedPost, others: Sequence[int]) -> tuple[RelatedPost, ...]:
        """Return related posts as the page of one shows them."""
        return tuple(self._relate(one, self._digest.listed[other]) for other in others)

    def _relate(self, one: TaggedPost, other: TaggedPost) -> RelatedPost:
        theirs = set(map(key_of, other.terms))
        shared = [term for term in one.terms if key_of(term) in theirs]
        shared.sort(key=lambda term: -self._weights[key_of(term)])
        link = Link(path=post_path(other), name=other.post.title)
        return RelatedPost(post=link, date=other.date.date(), shared=tuple(map(make_ref, shared)))


def _weight(term: TermPosts) -> int:
    # In powers of two, so that one more post about China does not reshuffle what all others about China show.
    return WHOLE // len(term.posts).bit_length()
