"""One build of the site in this process: Pelican, with every error fatal."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pelican.log
from pelican import Pelican

from ..content.store import lock
from ..core.errors import DigestError
from ..site.sources import BuildInputs, BuildOutcome
from .site import Site

logger = logging.getLogger(__name__)

WAIT_SECONDS = 600.0  # for another build in the same folder
OnPage = Callable[[int, int], None]  # pages written so far, of how many


class BuildError(DigestError):
    """The site could not be built; the log before it says why."""


def run_pelican(
    site: Site, *, handler: logging.Handler, on_page: OnPage = lambda _, __: None, backup: Path | None = None
) -> BuildOutcome | None:
    """Let Pelican build a site whose problems were listed; `backup` keeps what is replaced.

    Raises BuildError and DigestError.
    """
    pelican.log.init(level=logging.WARNING, fatal="errors", handler=handler, name="pelican")
    pelican.log.console.quiet = True  # its summary counts what its own generators made: nothing
    outcomes: list[BuildOutcome] = []
    try:
        program = Pelican(dict(site.pelican))
        inputs = program.settings.get("DIGEST")
        if not isinstance(inputs, BuildInputs):
            raise BuildError('PLUGINS: the plugin is not among them; it must name "digest"')
        request = replace(
            inputs.request,
            posts=site.posts,
            warns=False,
            backup=backup,
            on_page=on_page,
            on_outcome=outcomes.append,
        )
        program.settings["DIGEST"] = BuildInputs(request=request)
        with _alone(request.cache):
            program.run()
    except RuntimeError as error:  # what Pelican makes of a logged error
        raise BuildError("The site was not built.") from error
    return outcomes[-1] if outcomes else None


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
