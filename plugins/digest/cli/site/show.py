"""What the tasks print: problems, the outcome of a build, a progress bar."""

import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from ...core.terminal import counted
from ...core.types import Problem
from ...site.render import explain
from ...site.sources import BuildOutcome
from ..show import say


def say_problems(problems: Iterable[Problem], *, most: int | None = None) -> bool:
    """Print all errors and at `most` so many warnings; return whether there is an error."""
    failed, warnings = False, 0
    for problem in problems:
        failed = failed or problem.severity == "error"
        warnings += problem.severity == "warning"
        if problem.severity == "error" or most is None or warnings <= most:
            say(f"{problem.severity}: {problem}")
    if most is not None and warnings > most:
        say(f"... and {counted(warnings - most, 'more warning')}; `./invoke check` lists them all.")
    return failed


def describe(outcome: BuildOutcome) -> str:
    """Say what a build made."""
    posts, drafts, _, pages = outcome.counts
    written = f"{len(outcome.written)} of {counted(pages, 'file')} written, {len(outcome.removed)} removed"
    return f"{counted(posts, 'post')}, {counted(drafts, 'draft')}; {written}"


def say_why(outcome: BuildOutcome) -> None:
    """Name each file that was written, and which of its inputs had changed."""
    for one in sorted(outcome.written, key=lambda one: one.page.path):
        say(f"{one.page.path}: {', '.join(explain(one))}")


def show_log() -> logging.Handler:
    """Show warnings from here on, also those before Pelican starts."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    logging.basicConfig(handlers=[handler])
    return handler


@contextmanager
def show_progress() -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar on a terminal."""
    if not sys.stdout.isatty():
        yield lambda _done, _of: None
        return
    from rich.progress import Progress  # noqa: PLC0415 -- slow to load, and CI does without

    with Progress(transient=True) as progress:
        bar = progress.add_task("Writing pages", total=None)
        yield lambda done, of: progress.update(bar, completed=done, total=of)
