"""A site's settings, as Pelican reads them and as we use them, with its content folder."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pelican.settings import read_settings

from ..content.store import Content, make_content
from ..core.errors import ContentError, SettingsError
from ..core.settings import DigestSettings, parse_settings

if TYPE_CHECKING:
    from ..site.sources import Posts


@dataclass(frozen=True, kw_only=True)
class Site:
    """A site's settings and its content."""

    pelican: Mapping[str, Any]
    settings: DigestSettings
    content: Content

    @cached_property
    def posts(self) -> "Posts":
        """Return the posts as they are on disk when this is first asked for."""
        # Imported here, because it loads all that makes pages, and most verbs make none.
        from ..site.cache import CacheFile  # noqa: PLC0415
        from ..site.sources import Posts  # noqa: PLC0415

        cache = CacheFile(Path(self.pelican["CACHE_PATH"]))
        return Posts(self.content, self.settings, cache, formats=True)


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
