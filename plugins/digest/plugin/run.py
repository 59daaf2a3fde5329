"""One build of the site in this process: its settings, then Pelican with every error fatal."""

import datetime as dt
import gc
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pelican.log
from pelican import Pelican
from pelican.settings import read_settings

from ..content.store import Content, lock, make_content
from ..core.errors import DigestError, SettingsError
from ..core.settings import DigestSettings, parse_settings
from ..site.sources import Build, Posts, Summary

logger = logging.getLogger(__name__)

FEW_COLLECTIONS = (500_000, 20, 100)  # objects live as long as the build: looking for garbage among them finds none
WAIT_SECONDS = 600.0  # for another build in the same folder
OnPage = Callable[[int, int], None]  # pages written so far, of how many


class BuildError(DigestError):
    """The site could not be built; the log before it says why."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """A site's settings, as Pelican read them and as we use them, and its content."""

    pelican: dict[str, Any]
    settings: DigestSettings
    content: Content

    @cached_property
    def posts(self) -> Posts:
        """Return the posts as they are on disk when this is first asked for."""
        return Posts(self.content, self.settings, Path(self.pelican["CACHE_PATH"]), formats=True)


def read_site(config: Path, *, now: dt.datetime | None = None, search: str | None = None) -> Site:
    """Read a site's settings file; `now` and `search` replace what it says. Raises SettingsError."""
    gc.set_threshold(*FEW_COLLECTIONS)
    changes = {"DIGEST_NOW": now, "DIGEST_SEARCH": search}
    try:
        values = read_settings(str(config), override={key: value for key, value in changes.items() if value})
    except SyntaxError as error:
        raise SettingsError(f"{error.filename}:{error.lineno}: this is not Python: {error.msg}") from error
    settings = parse_settings(values)
    return Site(pelican=values, settings=settings, content=make_content(Path(values["PATH"]), settings))


def run_pelican(site: Site, *, handler: logging.Handler, on_page: OnPage = lambda _, __: None) -> Summary | None:
    """Let Pelican build the site; None where it was built with another's theme. Raises BuildError and DigestError."""
    pelican.log.init(level=logging.WARNING, fatal="errors", handler=handler, name="pelican")
    pelican.log.console.quiet = True  # its summary counts what its own generators made: nothing
    try:
        program = Pelican(site.pelican)
        build = program.settings.get("DIGEST")
        if not isinstance(build, Build):
            raise BuildError('PLUGINS: the plugin is not among them; it must name "digest"')
        build.posts = site.posts
        build.on_page = on_page
        with _alone(build.cache):
            program.run()
    except RuntimeError as error:  # what Pelican makes of a logged error
        raise BuildError("The site was not built.") from error
    return build.summary


@contextmanager
def _alone(cache: Path) -> Iterator[None]:
    """Keep other builds out until this one has ended: two would note the same files as theirs."""
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError:  # then nothing is noted there either, which is said where it would be
        yield
        return
    with lock(cache, report=logger.warning, seconds=WAIT_SECONDS):
        yield
