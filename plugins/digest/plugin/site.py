"""A site's settings, as Pelican reads them and as we use them, with its content folder."""

import datetime as dt
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pelican.settings import DEFAULT_CONFIG, read_settings

from ..content.store import Content, make_content
from ..core.errors import ContentError, SettingsError
from ..core.settings import FEED_ADDRESSES, DigestSettings, parse_settings

if TYPE_CHECKING:
    from ..site.cache import CacheFile
    from ..site.sources import BuildInputs, BuildRequest, Posts

logger = logging.getLogger(__name__)

THEME_MARK = "digest-theme.yaml"  # a theme with this file is made for the plan
# What of Pelican's settings of feeds has no effect on ours, and what has in its place.
IGNORED_SETTINGS = {
    "FEED_DOMAIN": "the addresses in feeds start with SITEURL",
    "FEED_MAX_ITEMS": "set DIGEST_FEED_ENTRIES and DIGEST_TERM_FEED_ENTRIES",
    "FEED_APPEND_REF": "links in feeds lead to the posts' own addresses",
    "RSS_FEED_SUMMARY_ONLY": "set DIGEST_FEED_CONTENT",
}


@dataclass(frozen=True, kw_only=True)
class Site:
    """A site's settings and its content."""

    pelican: Mapping[str, Any]
    settings: DigestSettings
    content: Content

    @cached_property
    def cache(self) -> "CacheFile":
        """Return what is kept from one run to the next."""
        from ..site.cache import CacheFile  # noqa: PLC0415

        return CacheFile(Path(self.pelican["CACHE_PATH"]))

    @cached_property
    def posts(self) -> "Posts":
        """Return the posts as they are on disk when this is first asked for."""
        # Imported here, because it loads all that makes pages, and most verbs make none.
        from ..site.sources import Posts  # noqa: PLC0415

        return Posts(self.content, self.settings, self.cache, formats=True)

    @cached_property
    def inputs(self) -> "BuildInputs":
        """Return what a build would read, with these posts: for checks."""
        from ..site.sources import BuildInputs  # noqa: PLC0415

        values = dict(self.pelican)
        take_out_defaults(values)
        return BuildInputs(request=replace(make_request(values), posts=self.posts, warns=False))


def take_out_defaults(settings: dict[str, Any]) -> None:
    """Drop the feeds that nobody asked for: Pelican's default addresses would be in the way of ours."""
    for key in map(str.upper, FEED_ADDRESSES):
        if settings.get(key) == DEFAULT_CONFIG.get(key):
            settings[key] = None
    for key, instead in IGNORED_SETTINGS.items():
        if settings.get(key) not in (DEFAULT_CONFIG.get(key), settings.get("SITEURL")):  # its default of FEED_DOMAIN
            logger.warning("%s has no effect on the digest's feeds: %s", key, instead)


def is_ours(settings: Mapping[str, Any]) -> bool:
    """Return whether a site's theme is made for the plan."""
    return (Path(settings["THEME"]) / THEME_MARK).is_file()


def make_request(
    settings: Mapping[str, Any], *, plugins: tuple[str, ...] = (), others: tuple[str, ...] = ()
) -> "BuildRequest":
    """Say what is to be built, by Pelican's settings. Raises SettingsError and ContentError.

    Where there are other articles than the digest's posts, the addresses of Pelican's feeds are for Pelican to fill.
    """
    from ..site.sources import BuildRequest  # noqa: PLC0415 -- as above

    ours = parse_settings({**settings, **dict.fromkeys(map(str.upper, FEED_ADDRESSES if others else ()))})
    return BuildRequest(
        settings=ours,
        content=make_content(Path(settings["PATH"]).resolve(), ours),
        cache=Path(settings["CACHE_PATH"]),
        theme=Path(settings["THEME"]),
        planned=is_ours(settings),
        page_paths=tuple(settings["PAGE_PATHS"]),
        static_paths=tuple(settings["STATIC_PATHS"]),
        plugins=plugins,
        others=others,
        now=ours.now or dt.datetime.now(dt.UTC),  # the one look at the clock
    )


def read_site(config: Path, *, now: dt.datetime | None = None, search: str | None = None) -> Site:
    """Read a site's settings file; `now` and `search` replace what it says. Raises SettingsError or ContentError."""
    if not config.is_file():
        raise ContentError(f"{config}: there is no such file; name your site's settings file")
    changes = {"DIGEST_NOW": now, "DIGEST_SEARCH": search}
    try:
        values = read_settings(str(config), override={key: value for key, value in changes.items() if value})
    except SyntaxError as error:
        raise SettingsError(f"{error.filename}:{error.lineno}: this is not Python: {error.msg}") from error
    values["CACHE_PATH"] = str(config.absolute().parent / values["CACHE_PATH"])  # else below the current folder
    settings = parse_settings(values)
    return Site(pelican=values, settings=settings, content=make_content(Path(values["PATH"]), settings))
