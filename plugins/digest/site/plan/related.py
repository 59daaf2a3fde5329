"""Posts that are about the same: which share the rarest terms, close in time."""

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from ..fingerprint import SIZE, hash_primitives
from ..taxonomy import TaggedPost, TermKey, TermPosts
from ..views import Link, RelatedPost
from .digest import Digest

MOST = 5
WINDOW = 8  # of a term's posts, so many newer and older ones are compared: the cost stays linear in the posts
SEEN: Final = (2 * WINDOW + 1) * SIZE  # bytes of the fingerprints of these and of the post itself
WHOLE: Final = 232_792_560  # what 1 to 22 divide: weights as whole numbers, whose sums need no rounding


class Related:
    """Finds the posts to read with another one; what they share is looked up for a page that is rendered."""

    def __init__(self, digest: Digest) -> None:
        self._digest = digest
        self._places = {one.file: place for place, one in enumerate(digest.listed)}
        self._weights = {key: _weight(term) for key, term in digest.terms.items()}
        self._members: dict[TermKey, list[int]] = {}  # by term: its posts' places

    def fingerprint_surroundings(self) -> dict[str, list[bytes]]:
        """Return for each post what `find`, and what is made of it, may read of others: some bytes for each term."""
        weights = {key: weight.to_bytes(4) for key, weight in self._weights.items()}
        read = {one.file: [*map(weights.__getitem__, one.keys)] for one in self._digest.listed}
        edge = bytes(WINDOW * SIZE)
        for key, term in self._digest.terms.items():
            joined = edge + self._digest.member_fingerprints[key] + edge
            for start, one in zip(range(0, len(joined), SIZE), term.posts, strict=False):
                read[one.file].append(joined[start : start + SEEN])
        return read

    def find(self, place: int) -> list[int]:
        """Return the places of the posts to read with one, the closest first."""
        listed = self._digest.listed
        scores: dict[int, int] = defaultdict(int)
        for key in listed[place].keys:
            members, weight = self._find_members(key), self._weights[key]
            here = bisect_left(members, place)
            for other in members[max(0, here - WINDOW) : here + WINDOW + 1]:
                scores[other] += weight
        scores.pop(place, None)
        least = sorted(scores.values())[-MOST:][0] if scores else 0
        near = [other for other, score in scores.items() if score >= least]
        date = listed[place].date

        def rank(other: int) -> tuple[int, dt.timedelta, bool, str]:
            # Nothing of its place in the list, which changes with posts that have nothing to do with either.
            one = listed[other]
            return -scores[other], abs(one.date - date), one.date <= date, one.post.id or one.file

        return sorted(near, key=rank)[:MOST]

    def _find_members(self, key: TermKey) -> list[int]:
        if key not in self._members:
            self._members[key] = [self._places[one.file] for one in self._digest.terms[key].posts]
        return self._members[key]

    def fingerprint(self, one: TaggedPost, others: Sequence[int]) -> bytes:
        """Return what changes when the related posts of one do, or what is shown of them."""
        listed, fingerprints = self._digest.listed, self._digest.post_fingerprints
        weights = tuple([self._weights[key] for key in one.keys])
        return hash_primitives((weights, b"".join([fingerprints[listed[other].file] for other in others])))

    def make(self, one: TaggedPost, others: Sequence[int]) -> tuple[RelatedPost, ...]:
        """Return related posts as the page of one shows them."""
        return tuple(self._relate(one, self._digest.listed[other]) for other in others)

    def _relate(self, one: TaggedPost, other: TaggedPost) -> RelatedPost:
        shared = sorted([key for key in one.keys if key in other.keys], key=lambda key: -self._weights[key])
        link = Link(path=self._digest.cards[other.file].path, name=other.post.title)
        return RelatedPost(post=link, date=other.date.date(), shared=tuple([self._digest.refs[key] for key in shared]))


def _weight(term: TermPosts) -> int:
    # In powers of two, so that one more post about China does not reshuffle what all others about China show.
    return WHOLE // len(term.posts).bit_length()
