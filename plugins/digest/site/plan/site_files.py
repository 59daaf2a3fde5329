"""What a site has beside posts: static pages, and files that are copied to it."""

from dataclasses import dataclass

from ..markup import Body


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticPage:
    """A page of `content/pages/`."""

    file: str
    title: str
    slug: str
    body: Body
    description: str | None = None
    files: tuple[str, ...] = ()  # of the site, that the body shows or links to


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFile:
    """A file that is copied as it is: a style sheet of the theme, a picture."""

    path: str  # in the output folder
    root: str  # which folder `source` is in: `content`, or one of the theme's
    source: str
    fingerprint: str  # changes when its bytes do
    size: int = 0  # bytes; feeds say it of pictures
    width: int = 0  # of a picture, in pixels; 0 where that is not known
    height: int = 0
    resizable: bool = False  # a still picture that can be decoded safely
    faults: tuple[str, ...] = ()  # of a picture, for the editor


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFiles:
    """What the site has beside posts."""

    pages: tuple[StaticPage, ...] = ()
    copies: tuple[SiteFile, ...] = ()  # those that may be copied; of the content only what is used is
