"""What templates see: frozen values that the plan makes from posts and vocabularies.

All `path`s are relative to the site's root, without a leading slash, with a trailing one for folders
(`countries/china/`); templates turn them into links with `link(path)`, which is relative to the page being rendered,
so that a site works at a root and under a project path alike.
"""

from .common import (
    INTERFACE_LANG,
    FeedLinks,
    Link,
    PageMeta,
    Pagination,
    Picture,
    PictureSize,
    PostCard,
    SiteView,
    TermCount,
    TermRef,
)
from .days import (
    BriefView,
    CalendarMonth,
    DayCount,
    EditionView,
    LeadStory,
    ListedPost,
    MonthCount,
    MonthOutline,
    SectionView,
    StoryStep,
)
from .posts import LocatorMap, PostDetails, RelatedPost, StoryPart
from .stories import StoryCard, StoryDay, StoryDetails, StoryMark, StoryNews, StorySource, StoryTerm
from .terms import FeedRow, MapShade, MapShape, ReaderLink, TermDetails, TermGroup, WorldMap

__all__ = [
    "INTERFACE_LANG",
    "BriefView",
    "CalendarMonth",
    "DayCount",
    "EditionView",
    "FeedLinks",
    "FeedRow",
    "LeadStory",
    "Link",
    "ListedPost",
    "LocatorMap",
    "MapShade",
    "MapShape",
    "MonthCount",
    "MonthOutline",
    "PageMeta",
    "Pagination",
    "Picture",
    "PictureSize",
    "PostCard",
    "PostDetails",
    "ReaderLink",
    "RelatedPost",
    "SectionView",
    "SiteView",
    "StoryCard",
    "StoryDay",
    "StoryDetails",
    "StoryMark",
    "StoryNews",
    "StoryPart",
    "StorySource",
    "StoryStep",
    "StoryTerm",
    "TermCount",
    "TermDetails",
    "TermGroup",
    "TermRef",
    "WorldMap",
]
