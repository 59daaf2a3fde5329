"""Stories as lists of posts: those that are listed, by day with the gaps between, and each post's place; pure."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ...content.stories import Story
from ..fingerprint import hash_primitives
from ..taxonomy import TaggedPost, group_by_day, name_key
from ..views import StoryMark

MOST_CELLS = 28  # of a row of marks, which ends with the newest day: as many as the column beside a page is wide
WIDEST_GAP = 3  # blank cells between two marks, however many days there are between them


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPosts:
    """A story, and those of its posts that are listed, newest first."""

    story: Story
    posts: tuple[TaggedPost, ...]


class StoryPlace(NamedTuple):
    """A story that a post is in, and where it stands among its posts."""

    slug: str
    place: int
    day: int  # 1: the story's first day


def group_by_story(stories: Iterable[Story], listed: Sequence[TaggedPost]) -> dict[str, StoryPosts]:
    """Collect the listed posts of each story that has any; the story with the newest post comes first."""
    places = {one.post.id: place for place, one in enumerate(listed)}
    found: dict[tuple[int, str], StoryPosts] = {}
    for story in stories:
        members = sorted({places[post] for post in story.posts if post in places})
        if members:
            posts = tuple([listed[place] for place in members])
            found[members[0], story.slug] = StoryPosts(story=story, posts=posts)
    return {key[1]: found[key] for key in sorted(found)}


def find_places(stories: Mapping[str, StoryPosts]) -> dict[str, tuple[StoryPlace, ...]]:
    """Return for the file of each post in a story where it stands, by the stories' titles."""
    places: dict[str, tuple[StoryPlace, ...]] = {}
    for slug in sorted(stories, key=lambda slug: (name_key(stories[slug].story.title), slug)):
        for place, one, day in _count_days(stories[slug].posts):
            places[one.file] = (*places.get(one.file, ()), StoryPlace(slug, place, day))
    return places


def _count_days(posts: Sequence[TaggedPost]) -> Iterator[tuple[int, TaggedPost, int]]:
    days = {day: number for number, day in enumerate(dict.fromkeys(one.date.date() for one in reversed(posts)), 1)}
    return ((place, one, days[one.date.date()]) for place, one in enumerate(posts))


def fingerprint_story(story: Story) -> bytes:
    """Return what changes with anything that is shown of a story itself."""
    return hash_primitives((story.title, story.slug, story.summary, story.status, story.former_slugs, story.id))


def divide_days(posts: Sequence[TaggedPost]) -> Iterator[tuple[dt.date, tuple[TaggedPost, ...], int]]:
    """Yield the days of a story, the newest first: their posts, and how many days before each had none."""
    days = group_by_day(posts)
    for (day, members), (before, _) in zip(days, (*days[1:], days[-1]), strict=True):
        yield day, members, max(0, (day - before).days - 1)


def make_marks(posts: Sequence[TaggedPost]) -> tuple[StoryMark, ...]:
    """Lay out a mark for each of the newest days with posts, the oldest first; days without leave up to three cells."""
    found: list[StoryMark] = []
    cell = 0  # counted back from the newest day
    for day, members, gap in divide_days(posts):
        if cell <= -MOST_CELLS:
            break
        found.append(StoryMark(date=day, count=len(members), cell=cell, is_far=gap > WIDEST_GAP))
        cell -= 1 + min(gap, WIDEST_GAP)
    first = replace(found[-1], is_far=False)
    return tuple([replace(mark, cell=mark.cell - first.cell) for mark in (first, *reversed(found[:-1]))])
