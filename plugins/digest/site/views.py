"""What templates see: frozen values that the plan makes from posts and vocabularies.

All `path`s are relative to the site's root, without a leading slash, with a trailing one for folders
(`countries/china/`); templates turn them into links with `link(path)`, which is relative to the page being rendered,
so that a site works at a root and under a project path alike.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..content.stories import Status as StoryStatus
from ..core.types import ActorKind, Caption, Role, Status, Taxonomy

INTERFACE_LANG = "en"  # of what the theme says


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A page to point to."""

    path: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLinks:
    """Where the feeds of a page are; None where a format is not made."""

    title: str
    atom: str | None
    rss: str | None
    json: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureSize:
    """One of the files that a browser can choose from to show a picture."""

    src: str
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The editor's picture of a post, or a social card."""

    src: str
    alt: str
    credit: str | None
    width: int  # in pixels; 0 where that is not known
    height: int
    sizes: tuple[PictureSize, ...] = ()  # for `srcset`, the smallest first; empty where there is the original alone
    shareable: bool = True  # social networks can show it


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """The site-wide constants, part of every page's fingerprint: what changes with a post is not here."""

    name: str
    description: str
    url: str  # absolute address without a trailing slash, or "" on the editor's machine
    lang: str  # BCP 47: of posts that say no other
    interface: str = INTERFACE_LANG  # of what the theme says
    author: str | None
    pages: tuple[Link, ...]  # static pages, for the footer
    taxonomies: tuple[Taxonomy, ...] = ("actors", "countries", "topics")
    stories: bool = False  # there is one, so that menus lead to them
    card: Picture | None = None  # for social networks, of pages without one of their own; None: the theme's
    feeds: FeedLinks = FeedLinks(  # of the whole digest
        title="All posts", atom="feeds/all.atom.xml", rss="feeds/all.rss.xml", json="feeds/all.json"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRef:
    """A term as lists and posts name it."""

    taxonomy: Taxonomy
    name: str
    slug: str
    path: str
    kind: ActorKind | None = None
    same_as: str | None = None  # what the term is called in the web of data; posts' JSON-LD says it


@dataclass(frozen=True, slots=True, kw_only=True)
class TermCount:
    """A term with a number of posts; `path` may point to a pair page, or to the search, instead of the term's own."""

    term: TermRef
    count: int
    path: str
    index_name: str | None = None  # in an index, where it is another than the term's: `Biden, Joe`
    query: str = ""  # what follows the path: `?country=China&topic=Diplomacy`, the search with its filters set


@dataclass(frozen=True, slots=True, kw_only=True)
class PostCard:
    """A post as lists show it."""

    path: str
    title: str
    date: dt.datetime  # in the site's time zone
    edition: dt.date
    edition_path: str
    modified: dt.datetime | None
    summary: str | None
    source_name: str | None
    source_url: str | None
    status: Status
    lang: str | None  # of title and summary, where it is not that of the theme's own words
    actors: tuple[TermRef, ...]
    countries: tuple[TermRef, ...]
    topics: tuple[TermRef, ...]
    image: Picture | None
    minutes: int  # to read the text, of which the site may show an excerpt; 0: there is none


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedPost:
    """Another post and the terms that both share, the most telling first."""

    post: Link
    date: dt.date
    shared: tuple[TermRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPart:
    """A story that a post is part of; the posts before and after it there."""

    story: Link
    slug: str
    number: int  # 1: the first post of the story
    day: int  # 1: of the story's first day
    earlier: Link | None
    later: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostDetails:
    """What only the post's own page shows."""

    id: str | None
    excerpted: bool  # the body is an excerpt of somebody else's text
    own: bool  # the editor wrote it; no source text
    summarist: Literal["editors", "source"] | None  # whose words the summary of somebody else's text is
    text_lang: str | None  # of the body, where it is not that of the theme's own words
    editors: str  # as they are called in a sentence: the editors
    authors: tuple[str, ...]  # who wrote the source article, or the post if it is the editor's own
    source_authors: tuple[str, ...]  # who wrote the article that the post is about, or is from
    source_published: dt.date | dt.datetime | None
    dateline: str | None
    standfirst: tuple[str, ...]
    captions: tuple[Caption, ...]
    related: tuple[RelatedPost, ...]
    newer: Link | None
    older: Link | None
    pairs: tuple[TermRef, ...]  # pair pages that this post is on
    stories: tuple[StoryPart, ...]
    extra: Mapping[str, object] = field(default_factory=dict)  # keys we do not know, for a site's own templates


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatorMap:
    """Where countries lie: a part of the world map, in its units."""

    left: int
    top: int
    width: int
    height: int
    land: str  # the path of the other countries
    countries: str  # their own
    dots: tuple[tuple[int, int], ...]  # of those that are too small to be drawn


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
class FeedRow:
    """A feed as `/feeds/` lists it."""

    term: TermRef | None = None  # of a term or a pair
    story: Link | None = None  # of a story; neither: the whole digest
    count: int | None = None  # of its posts, where that is shown
    feeds: FeedLinks


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderLink:
    """A feed reader, and the address that subscribes to the digest in it."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermDetails:
    """A term as its own page shows it; later pages of its posts know nothing that changes with every post."""

    ref: TermRef
    count: int | None  # None on later pages
    about: tuple[str | TermRef, ...]  # a sentence that says who or what it is
    map: LocatorMap | None  # of a country; None on later pages
    country: TermRef | None
    aliases: tuple[str, ...]
    code: str | None
    code3: str | None
    capitals: tuple[str, ...]
    wikidata: str | None
    roles: tuple[Role, ...]
    parent: TermRef | None
    children: tuple[TermCount, ...]  # none on later pages, as those that follow
    by_month: tuple[MonthCount, ...]  # every month from the first post's to the last's
    appears_with: tuple[tuple[Taxonomy, tuple[TermCount, ...]], ...]
    feeds: FeedLinks


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagination:
    """Where a page of a list stands: the first has the newest posts, the others are called by the day of theirs."""

    until: str | None  # 21 May 2024; None on the first page
    newer: Link | None
    older: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermGroup:
    """A part of an index: a letter, or a top topic with its children."""

    name: str
    slug: str  # for the fragment
    terms: tuple[TermCount, ...]
    head: TermCount | None = None  # topics: the parent itself, where it has a page


@dataclass(frozen=True, slots=True, kw_only=True)
class MapShape:
    """A country on the world map, as a path or, where it is too small, as a dot."""

    term: TermRef
    count: int
    step: int  # 1 to 5, from few posts to many
    path: str | None
    dot: tuple[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MapShade:
    """What a shade of the map stands for."""

    step: int
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldMap:
    """The world by how many posts each country is in."""

    width: int
    height: int
    land: str  # the path of all countries without posts
    shapes: tuple[MapShape, ...]
    shades: tuple[MapShade, ...]
    missing: tuple[TermRef, ...]  # countries with posts that the map does not show


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMeta:
    """What the frame of every page needs: head, navigation and footer."""

    path: str  # output path, `countries/china/index.html`
    # home, post, term, pair, terms, story, stories, archives, year, month, day, feeds, page, search, missing, redirect
    kind: str
    title: str  # without the site's name
    description: str | None
    canonical: str | None  # absolute; None where the site has no address yet
    noindex: bool
    feeds: FeedLinks | None  # of this page, beside the main ones
    section: str | None  # which item of the navigation is current: actors, countries, topics, archives, stories, ...
    image: Picture | None = None  # of a post
    social: Picture | None = None  # for social networks; None: the site's card, or the theme's
    published: dt.datetime | None = None
    modified: dt.datetime | None = None
