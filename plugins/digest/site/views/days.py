"""What the home page, days and archives show."""

import datetime as dt
from dataclasses import dataclass

from .common import Link, PostCard, TermCount, TermRef
from .posts import LocatorMap


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPost:
    """A post of a day, and others of the same story and day that stand with it."""

    post: PostCard
    also: tuple[PostCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryStep:
    """An earlier post of a story."""

    date: dt.date
    post: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadStory:
    """The story of a day's lead, up to that day."""

    story: Link
    day: int  # 1: the story's first
    steps: tuple[StoryStep, ...]  # of earlier days, the oldest first
    count: int  # of posts that day
    sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """Posts of a day under one topic."""

    name: str
    label: str  # short
    slug: str  # for the fragment
    count: int  # of posts
    posts: tuple[ListedPost, ...]
    more: int  # posts that the home page has no room for


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionView:
    """The posts of one day by importance: each is the lead, one of the leading, or in a section."""

    date: dt.date
    path: str
    count: int  # of posts that day
    sources: int  # how many outlets
    lead: ListedPost
    story: LeadStory | None
    map: LocatorMap | None  # of the lead's countries, where it has no picture and the site wants maps
    leading: tuple[ListedPost, ...]
    sections: tuple[SectionView, ...]
    countries: tuple[TermCount, ...]
    topics: tuple[TermCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefView:
    """An earlier day in a list of days: its lead and a few more headlines."""

    date: dt.date
    path: str
    count: int
    sources: int
    lead: ListedPost
    others: tuple[ListedPost, ...]
    more: int  # posts that are not listed


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthCount:
    """Posts in a month, for sparklines and calendars."""

    year: int
    month: int
    count: int
    path: str | None  # None where there is no page


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCount:
    """Posts on a day, for a month's calendar."""

    date: dt.date
    count: int
    path: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarMonth:
    """A month with all its days."""

    year: int
    month: int
    count: int
    path: str
    days: tuple[DayCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthOutline:
    """A month in an archive: its calendar, its days with their leads, whom and where it was about."""

    calendar: CalendarMonth
    days: tuple[BriefView, ...]  # the newest first, without further headlines
    names: tuple[TermRef, ...]
