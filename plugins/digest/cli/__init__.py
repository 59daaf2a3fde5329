"""The editor's command `digest VERB ...`: a thin layer that finds the site, calls the package and prints."""

import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from ..errors import DigestError
from .articles import explain, ingest, paste
from .checks import check, review, status
from .posts import accept, new, reject, rename, unpublish
from .show import warn

INTERRUPTED = 130  # as shells have it: 128 and the number of SIGINT
VERBS = (new, paste, ingest, explain, status, review, accept, unpublish, reject, rename, check)


class Verbs(click.Group):
    """The verbs in the order of an editor's day; our errors end one with a message and exit status 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click has it
        """Name the verbs in that order; click would sort them by letter."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb."""
        try:
            return super().invoke(ctx)
        except DigestError as error:
            warn(str(error))
            ctx.exit(1)
        except KeyboardInterrupt:
            warn("interrupted; what was done is kept: run it again to go on")
            ctx.exit(INTERRUPTED)


@click.group(cls=Verbs, commands={verb.name or "": verb for verb in VERBS}, context_settings={"max_content_width": 110})
@click.option(
    "--settings",
    type=click.Path(path_type=Path),
    help="The site's settings; without it, pelicanconf.py in this folder or above.",
)
@click.pass_context
def digest(context: click.Context, settings: Path | None) -> None:
    """Turn pasted articles into the posts of your digest.

    \b
    An article, from the browser to the site:
      digest paste                copy the article, then this puts it into the inbox
      digest ingest               makes a draft of it: cleaned, with actors, countries, topics
      digest review               what the drafts say, and what to look at in them
      digest accept POST          publishes the draft (digest reject POST drops it)
      invoke build                makes the site

    A POST is a path, a file name or a slug. Each verb has a --help of its own.
    """
    context.obj = {"settings": settings}


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # texts of any script are printed, whatever the machine's locale
            stream.reconfigure(encoding="utf-8", errors="replace")
    digest(prog_name="digest")
