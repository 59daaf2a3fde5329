"""The pages of stories: one for each, with those of its older posts, and the list of all."""

from collections.abc import Iterator, Sequence
from functools import partial

from ...core.addresses import story_path
from ...core.types import Page
from ..fingerprint import fingerprint_of, hash_primitives
from ..taxonomy import TaggedPost
from ..views import Link, Pagination
from .cards import Cards
from .digest import Digest
from .feeds import story_feed_links
from .frame import make_page, plan_lazily, slices
from .groups import Group
from .post_fingerprints import has_feed, join_fingerprints
from .social_card import SocialCard, plan_card
from .story_views import fingerprint_sources, make_story_card, make_story_days, make_story_details
from .timelines import StoryPosts

INDEX = "stories/"
PAGE_POSTS = 100  # a timeline's rows are short: nearly every story is on one page


def fingerprint_stories(digest: Digest) -> bytes:
    """Return what changes with any story, or with which posts are in it, or with what is shown of them."""
    return hash_primitives(tuple([_fingerprint(digest, group) for group in digest.stories.values()]))


def group_stories(digest: Digest) -> Iterator[Group]:
    """List the pages of each story that has listed posts, and their index."""
    if digest.stories:
        yield Group(INDEX, fingerprint_stories(digest), partial(_plan_index, digest))
    cards = Cards(digest)
    for slug, group in digest.stories.items():
        read = _fingerprint(digest, group) + fingerprint_sources(digest, group)
        yield Group(story_path(slug), read, partial(_plan_story, digest, cards, group))


def _fingerprint(digest: Digest, group: StoryPosts) -> bytes:
    published = has_feed(digest.feed_posts, group.posts)
    posts = join_fingerprints(digest.post_fingerprints, group.posts)
    return hash_primitives((digest.story_fingerprints[group.story.slug], published, posts))


def _plan_index(digest: Digest) -> Iterator[Page]:
    cards = [make_story_card(digest, group) for group in digest.stories.values()]
    yield make_page(
        digest,
        INDEX,
        "stories.html",
        kind="stories",
        title="Stories",
        description=f"Events that {digest.site.name} follows over days and sources.",
        section="stories",
        inputs={
            "running": tuple([card for card in cards if card.status == "open"]),
            "closed": tuple([card for card in cards if card.status == "closed"]),
        },
    )


def _plan_story(digest: Digest, cards: Cards, group: StoryPosts) -> Iterator[Page]:
    """Plan as many pages as a story's posts need, and its card."""
    card = cards.of_story(group)
    if card:
        yield plan_card(card)
    facts = hash_primitives((digest.story_fingerprints[group.story.slug], has_feed(digest.feed_posts, group.posts)))
    whole = hash_primitives((_fingerprint(digest, group), fingerprint_sources(digest, group)))
    for path, posts, pagination in slices(group.posts, PAGE_POSTS, story_path(group.story.slug)):
        yield plan_lazily(
            path,
            "story.html",
            partial(_make_story, digest, group, path, posts, pagination, card=card),
            page=hash_primitives((facts, card and card.path)),
            story=facts,
            feeds=facts,
            details=facts if pagination.until else whole,
            days=hash_primitives((join_fingerprints(digest.post_fingerprints, posts),)),
            pagination=fingerprint_of(pagination),
        )


def _make_story(
    digest: Digest,
    group: StoryPosts,
    path: str,
    posts: Sequence[TaggedPost],
    pagination: Pagination,
    *,
    card: SocialCard | None,
) -> Page:
    story, until = group.story, pagination.until
    links = story_feed_links(digest, story.slug)
    return make_page(
        digest,
        path,
        "story.html",
        kind="story",
        title=f"{story.title}, up to {until}" if until else story.title,
        description=story.summary or f"The posts of {digest.site.name} on {story.title}, day by day.",
        feeds=links,
        section="stories",
        card=card,
        inputs={
            "story": Link(path=story_path(story.slug), name=story.title),
            "feeds": links,
            "details": None if until else make_story_details(digest, group),
            "days": make_story_days(digest, posts),
            "pagination": pagination,
        },
    )
