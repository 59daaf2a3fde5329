"""What a post's own page shows."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ...core.types import Caption
from .common import Link, TermRef


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
