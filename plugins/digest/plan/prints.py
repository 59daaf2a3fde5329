"""Marks of posts and terms, made once for a plan: pages are told apart by them without being made."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Set

from ..marks import hash_plain, mark_of
from ..markup import Body
from ..taxonomy import TaggedPost, TermKey, TermPosts
from ..views import PostCard

Prints = Mapping[str, tuple[str, bytes]]  # file -> SHA-256 of the body, mark of the front matter
NO_PAGE = b"        "  # of a term without a page


class Cards(dict[str, PostCard]):
    """Posts as lists show them, by file, each made when it is first asked for."""

    def __init__(self, make: Callable[[str], PostCard]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, file: str) -> PostCard:
        card = self[file] = self._make(file)
        return card


def mark_bodies(bodies: Mapping[str, Body]) -> dict[str, bytes]:
    """Return a mark of each body by file, which changes with the text and with how much of it is shown."""
    return {file: hash_plain((body.sha256, body.excerpt, body.lang)) for file, body in bodies.items()}


def mark_terms(terms: Mapping[TermKey, TermPosts]) -> dict[TermKey, bytes]:
    """Return a mark of each term, which changes with all that the vocabulary says of it."""
    return {key: mark_of(term.term) for key, term in terms.items()}


def mark_posts(
    posts: Iterable[TaggedPost], prints: Prints, terms: Mapping[TermKey, bytes], days: Set[dt.date]
) -> dict[str, bytes]:
    """Return a mark of each post by file; it changes with all that lists, feeds and its own page show, but the body."""
    marks = {}
    for one in posts:
        named = b"".join([terms.get(key, NO_PAGE) for key in one.keys])
        hidden = one.post.status == "hidden" and one.date.date() in days  # its edition has a page, without it
        marks[one.file] = hash_plain((prints[one.file][1], one.post.id, one.date.isoformat(), named, hidden))
    return marks


def join_marks(marks: Mapping[str, bytes], posts: Iterable[TaggedPost]) -> bytes:
    """Return the marks of posts, one after the other."""
    return b"".join([marks[one.file] for one in posts])


def join_by_term(marks: Mapping[str, bytes], terms: Mapping[TermKey, TermPosts]) -> dict[TermKey, bytes]:
    """Return the marks of each term's posts, one after the other."""
    return {key: join_marks(marks, term.posts) for key, term in terms.items()}


def has_feed(feed_posts: Set[str], posts: Iterable[TaggedPost]) -> bool:
    """Tell whether one of these posts is published, so that there is a feed of them."""
    return any(one.file in feed_posts for one in posts)
