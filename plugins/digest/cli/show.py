"""Shared by the verbs: finding the site, printing lines, a progress bar on a terminal, errors as exit statuses."""

import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar

import click

from ..content.journal import writing
from ..content.paths import find_post
from ..core.errors import ContentError, DigestError
from ..core.terminal import printable

if TYPE_CHECKING:
    from ..plugin.site import Site

Item = TypeVar("Item")

SETTINGS_FILE = "pelicanconf.py"
BAR_FROM = 5  # files; fewer are done before a bar could be read


def say(line: str) -> None:
    """Print a line for the editor."""
    click.echo(printable(line))


def warn(line: str) -> None:
    """Print a line on standard error."""
    click.echo(printable(line), err=True)


def track(items: Iterable[Item], total: int) -> Iterable[Item]:
    """Show a progress bar on a terminal while many items are worked through."""
    if total < BAR_FROM or not sys.stderr.isatty():
        return items
    return show_bar(items, total, stream=sys.stderr)


def show_bar(items: Iterable[Item], total: int, *, stream: IO[str]) -> Iterator[Item]:
    """Show the bar while waiting for an item, and hide it while one is worked on, which may print lines."""
    # Imported here, because rich takes as long to load as all else in a small verb.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    console = Console(file=stream)
    with Progress(console=console, transient=True, redirect_stdout=False, redirect_stderr=False) as progress:
        task = progress.add_task("reading", total=total)
        for item in items:
            progress.stop()
            yield item
            progress.advance(task)
            progress.start()


def find_site(context: click.Context) -> "Site":
    """Read the site that the command is about. Raises ContentError where there is none."""
    # Imported here, because Pelican takes a third of a second to load, and --help needs no site.
    from ..plugin.site import read_site  # noqa: PLC0415

    path = named_settings(context) or find_settings(Path.cwd())
    if path is None:
        raise ContentError(
            f"{Path.cwd()}: there is no {SETTINGS_FILE} here or in a folder above; "
            "go to your site's folder, or name the file: digest --settings FILE VERB"
        )
    with _quiet(logging.getLogger("pelican")):
        return read_site(path)


def site_or_none(context: click.Context) -> "Site | None":
    """Find the site, for a verb that works without one, too, with the plugin's own vocabularies."""
    return find_site(context) if named_settings(context) or find_settings(Path.cwd()) else None


def named_settings(context: click.Context) -> Path | None:
    """Return the settings file that the command line names."""
    options = context.find_object(dict) or {}
    path = options.get("settings")
    return path if isinstance(path, Path) else None


def find_settings(cwd: Path) -> Path | None:
    """Find the settings file in a folder or the nearest one above it."""
    return next((path for folder in (cwd, *cwd.parents) if (path := folder / SETTINGS_FILE).is_file()), None)


@contextmanager
def _quiet(logger: logging.Logger) -> Iterator[None]:
    """Silence warnings: Pelican's are about builds (an empty SITEURL), and builds show them."""
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def each_post(context: click.Context, posts: Sequence[str], work: Callable[["Site", Path], str]) -> None:
    """Do the work on each post under the lock and print its message; the exit status is 1 if one failed."""
    site = find_site(context)
    failed = False
    with writing(site.content, report=warn):
        for given in posts:
            with reported() as fault:
                say(work(site, find_post(site.content, given, cwd=Path.cwd())))
            failed = failed or bool(fault)
    if failed:
        context.exit(1)


@contextmanager
def reported() -> Iterator[list[str]]:
    """Print errors raised inside and add them to the list, so that the next post gets its turn."""
    faults: list[str] = []
    try:
        yield faults
    except DigestError as error:
        faults.append(str(error))
    except OSError as error:
        faults.append(f"{error.filename or 'a file'}: {error.strerror}; no file is left half written")
    for fault in faults:
        warn(fault)
