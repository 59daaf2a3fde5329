"""The editor's command `digest VERB ...`: a thin layer that finds the site, calls the package and prints.

In: words typed in a terminal. Out: lines for the editor and an exit status; all work is done by the rooms below. The
table of verbs is here; each verb's options are in the module that the table names. Read `posts/change.py` first.
"""

import builtins
import errno
import gc
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from ..core.errors import DigestError
from .show import warn

FEW_COLLECTIONS = (200_000, 20, 100)  # looking for garbage in what was just loaded takes a tenth of a short verb
INTERRUPTED = 130  # as in shells: 128 and the number of SIGINT
# The verbs in the order of an editor's day: the module of each, and its line in the list. They are loaded when called,
# since ingest takes a second to load.
VERBS: dict[str, tuple[str, str]] = {
    "new": ("posts.change", "write an empty draft"),
    "paste": ("articles", "put an article from the clipboard or standard input into the inbox"),
    "ingest": ("articles", "turn new files of the inbox into drafts"),
    "explain": ("articles", "show what ingest would do with a file, and why"),
    "status": ("checks", "what is waiting: raw articles, drafts, problems"),
    "review": ("review", "list the drafts and what to check in them, or show one with its text"),
    "set": ("posts.change", "set a post's title, date, summary, source, terms or text"),
    "accept": ("posts.change", "publish drafts"),
    "unpublish": ("posts.change", "make published posts drafts again"),
    "reject": ("posts.change", "delete drafts for good"),
    "cleaning": ("vocabulary", "keep or drop a line in all future articles"),
    "arrange": ("posts.change", "show or change the order of importance of a day"),
    "rename": ("posts.change", "give a post another address, with a redirect"),
    "vocabulary": ("vocabulary", "list new actors and likely duplicates; add, merge, ignore them"),
    "stories": ("stories", "group the posts on one event: suggest, new, join, leave, merge, split, rename"),
    "desk": ("desk", "do all of this in the browser, with the keyboard"),
    "decisions": ("decisions", "list what you have decided for all articles to come; revoke it"),
    "undo": ("history", "take back the last actions"),
    "redo": ("history", "do again what was undone"),
    "journal": ("history", "list what was done, the last first"),
    "private": ("posts.private", "move the texts of others to files that git ignores"),
    "check": ("checks", "list every problem, with file, line and remedy"),
    "start": ("site.start", "begin a site of your own in a new folder"),
    "upgrade": ("site.start", "take a newer version of the program into this site"),
}


class Verbs(click.Group):
    """The verbs, loaded when called; an error of ours ends one with a message and exit status 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click has it
        """Name the verbs in their order; click would sort them by letter."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load a verb."""
        if cmd_name not in VERBS:
            return None
        module = import_module(f".{VERBS[cmd_name][0]}", __package__)
        command = getattr(module, f"{cmd_name}_" if hasattr(builtins, cmd_name) else cmd_name)
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the verbs without loading them."""
        with formatter.section("Verbs"):
            formatter.write_dl([(name, summary) for name, (_, summary) in VERBS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb."""
        try:
            return super().invoke(ctx)
        except DigestError as error:
            warn(str(error))
            ctx.exit(1)
        except OSError as error:
            if error.errno == errno.EPIPE:  # for click to handle: the reader of a pipe is gone
                raise
            warn(f"{error.filename or 'a file'}: {error.strerror}; no file is left half written")
            ctx.exit(1)
        except KeyboardInterrupt:
            warn("interrupted; finished work is saved: run it again to continue")
            ctx.exit(INTERRUPTED)


@click.group(cls=Verbs, subcommand_metavar="VERB ...", context_settings={"max_content_width": 110})
@click.option(
    "--settings",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The site's settings; without it, pelicanconf.py in this folder or above.",
)
@click.pass_context
def digest(context: click.Context, settings: Path | None) -> None:
    """Turn pasted articles into the posts of your digest.

    \b
    An article, from the browser to the site:
      digest paste           puts what you copied in the browser into the inbox
      digest ingest          makes a draft of it: cleaned, with actors, countries, topics
      digest review          lists the drafts and what to check in them
      digest accept POST     publishes the draft (digest reject POST deletes it)
      invoke build           makes the site

    A POST is a path, a file name, a slug or part of one. `digest VERB --help` explains a verb.
    """
    context.obj = {"settings": settings}


def main() -> None:
    """Run the command line."""
    gc.set_threshold(*FEW_COLLECTIONS)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # texts of any script are printed, whatever the machine's locale
            stream.reconfigure(encoding="utf-8", errors="replace")
    digest(prog_name="digest")
