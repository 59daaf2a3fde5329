"""What every page shows: links, pictures, terms and posts in lists, the site itself."""

import datetime as dt
from dataclasses import dataclass

from ...core.types import ActorKind, Status, Taxonomy

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
class Pagination:
    """Where a page of a list stands: the first has the newest posts, the others are called by the day of theirs."""

    until: str | None  # 21 May 2024; None on the first page
    newer: Link | None
    older: Link | None


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
