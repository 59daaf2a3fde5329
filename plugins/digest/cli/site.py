"""The site that a verb works on: found by its pelicanconf.py, upward from the current folder."""

import logging
from dataclasses import dataclass
from pathlib import Path

from ..content.store import Content, make_content
from ..core.errors import ContentError, SettingsError
from ..core.settings import DigestSettings, parse_settings

SETTINGS_FILE = "pelicanconf.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The content folder and the settings."""

    content: Content
    settings: DigestSettings


def read_site(settings_file: Path | None, *, cwd: Path) -> Site:
    """Read a site's settings. Raises ContentError where there is no site, SettingsError for bad settings."""
    path = settings_file or find_settings(cwd)
    if path is None:
        raise ContentError(
            f"{cwd}: there is no {SETTINGS_FILE} here or in a folder above; "
            "go to your site's folder, or name the file: digest --settings FILE VERB"
        )
    return _read(path)


def find_settings(cwd: Path) -> Path | None:
    """Find the settings file in a folder or the nearest one above it."""
    return next((path for folder in (cwd, *cwd.parents) if (path := folder / SETTINGS_FILE).is_file()), None)


def _read(path: Path) -> Site:
    # Here, because it takes a third of a second, and --help needs no site.
    from pelican.settings import read_settings  # noqa: PLC0415

    if not path.is_file():
        raise ContentError(f"{path}: there is no such file")
    # What Pelican warns of is about building (a SITEURL for feeds), and told there.
    pelican = logging.getLogger("pelican")
    level = pelican.level
    pelican.setLevel(logging.ERROR)
    try:
        values = read_settings(str(path))
    except SyntaxError as error:
        raise SettingsError(f"{error.filename}:{error.lineno}: {error.msg}") from error
    finally:
        pelican.setLevel(level)
    settings = parse_settings(values)
    return Site(content=make_content(Path(values["PATH"]), settings), settings=settings)
