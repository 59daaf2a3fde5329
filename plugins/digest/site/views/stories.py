"""What pages of stories show."""

import datetime as dt
from dataclasses import dataclass

from ...content.stories import Status as StoryStatus
from .common import PostCard, TermRef


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryMark:
    """A day of a story in its row of marks."""

    date: dt.date
    count: int  # of posts
    cell: int  # 0, 1, ...: where it stands; cells between are days without a post
    is_far: bool  # more days lie between it and the mark before than there are cells


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryCard:
    """A story as lists show it."""

    path: str
    title: str
    summary: str | None
    status: StoryStatus
    draft: bool  # none of its posts is published
    count: int  # of posts
    first: dt.date
    last: dt.date
    days: int  # that have posts
    marks: tuple[StoryMark, ...]  # the newest days, the oldest of them first


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryDay:
    """The posts of a story on one day."""

    date: dt.date
    path: str  # of the edition
    posts: tuple[PostCard, ...]
    gap: int  # days without a post before it


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryTerm:
    """An actor or country in a story: how often and when."""

    term: TermRef
    count: int  # of posts
    marks: tuple[StoryMark, ...]  # those of the story's marks on whose day it is named


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySource:
    """An outlet in a story."""

    name: str | None  # None: the digest's own posts
    copies: tuple[str, ...]  # outlets whose text one of these has
    is_known: bool  # there is something to tell copies by
    count: int
    first: PostCard
    last: PostCard


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryNews:
    """What the last day of a story brought that was not there before."""

    since: dt.date  # the day before
    terms: tuple[TermRef, ...]  # actors and countries
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryDetails:
    """What a story's own page shows beside its timeline; pages of older posts have neither it nor anything of it."""

    card: StoryCard
    articles: int  # posts that have a source
    independent: int | None  # sources of these: owners' outlets and copies count once; None where nobody can tell
    news: StoryNews | None  # None where all posts are of one day
    actors: tuple[StoryTerm, ...]
    countries: tuple[StoryTerm, ...]
    sources: tuple[StorySource, ...]
