"""Fingerprints of posts and terms, made once for a plan: pages are told apart by them without being made."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import fields
from operator import attrgetter
from typing import TypeVar

from ...core.types import Term
from ..fingerprint import SIZE, fingerprint_of, hash_primitives, to_primitives
from ..markup import TextPicture
from ..taxonomy import TaggedPost, TermKey, TermPosts

PostFingerprints = Mapping[str, tuple[str, bytes]]  # file -> SHA-256 of the body, fingerprint of the front matter
Value = TypeVar("Value")
PLAIN_FIELDS = attrgetter(*sorted({field.name for field in fields(Term)} - {"roles", "words"}))
NO_PAGE = b"        "  # of a term without a page


class MadeByFile(dict[str, Value]):
    """Something of each post, by file, made when it is first asked for."""

    def __init__(self, make: Callable[[str], Value]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, file: str) -> Value:
        made = self[file] = self._make(file)
        return made


def fingerprint_body(sha256: str, excerpt: bool, lang: str | None, pictures: tuple[TextPicture, ...] = ()) -> bytes:
    """Return a fingerprint of a body, which changes with the text and with how much of it is shown, settings apart."""
    if pictures:
        return fingerprint_of(sha256, excerpt, lang, pictures)
    usual = not excerpt and lang is None  # then part of the one hash will do
    return bytes.fromhex(sha256[: 2 * SIZE]) if usual else hash_primitives((sha256, excerpt, lang))


def fingerprint_terms(terms: Mapping[TermKey, TermPosts]) -> dict[TermKey, bytes]:
    """Return a fingerprint of each term, which changes with all that the vocabulary says of it."""
    return {key: _fingerprint_term(term.term) for key, term in terms.items()}


def _fingerprint_term(term: Term) -> bytes:
    # As `fingerprint_of`, but for two of its fields a term is plain tuples and texts as it is.
    return hash_primitives(
        (*PLAIN_FIELDS(term), term.roles and to_primitives(term.roles), term.words and to_primitives(term.words))
    )


def fingerprint_posts(
    posts: Iterable[TaggedPost],
    fingerprints: PostFingerprints,
    terms: Mapping[TermKey, bytes],
    days: Set[dt.date],
    pictures: Mapping[str, bytes],
) -> dict[str, bytes]:
    """Return each post's fingerprint, of all that is shown of it but the body."""
    made = {}
    for one in posts:
        named = b"".join([terms.get(key, NO_PAGE) for key in one.keys])
        hidden = one.post.status == "hidden" and one.date.date() in days  # its edition has a page, without it
        made[one.file] = hash_primitives(
            (fingerprints[one.file][1], one.post.id, named, hidden, pictures.get(one.file))
        )
    return made


def join_fingerprints(fingerprints: Mapping[str, bytes], posts: Iterable[TaggedPost]) -> bytes:
    """Return the fingerprints of posts, one after the other."""
    return b"".join([fingerprints[one.file] for one in posts])


def join_by_term(fingerprints: Mapping[str, bytes], terms: Mapping[TermKey, TermPosts]) -> dict[TermKey, bytes]:
    """Return the fingerprints of each term's posts, one after the other."""
    return {key: join_fingerprints(fingerprints, term.posts) for key, term in terms.items()}


def has_feed(feed_posts: Set[str], posts: Iterable[TaggedPost]) -> bool:
    """Return whether one of these posts is published, so that there is a feed of them."""
    return any(one.file in feed_posts for one in posts)
