"""The verb for lines that cleaning gets wrong: keep or drop them from now on."""

import click

from ..content.journal import writing
from ..editor.cleaning_list import add_line
from .show import find_site, say, warn

LINE = click.argument("line")
OUTLET = click.option("--outlet", metavar="NAME", help="Only in articles of this outlet, named as in the post.")


@click.group()
def cleaning() -> None:
    """Set which lines always or never belong to an article.

    `digest explain RAW` shows each removed line with its reason. Use `keep` for a line that should have stayed, and
    `drop` for one that should have been removed. Both write an entry to vocabularies/cleaning.yaml, which you can
    also edit. Case, digits and punctuation are ignored; a line that ends in … matches every line that starts like
    it. `digest ingest --refresh` updates unedited drafts.

    \b
    Examples:
      digest cleaning keep "Correction: the talks began on Monday."
      digest cleaning drop "The morning letter: all you need to know" --outlet "Example Wire"
    """


@cleaning.command()
@LINE
@OUTLET
@click.pass_context
def keep(context: click.Context, line: str, outlet: str | None) -> None:
    """Keep LINE in every future article.

    \b
    Example:
      digest cleaning keep "Correction: the talks began on Monday."
    """
    _add(context, line, keep=True, outlet=outlet)


@cleaning.command()
@LINE
@OUTLET
@click.pass_context
def drop(context: click.Context, line: str, outlet: str | None) -> None:
    """Drop LINE from every future article.

    \b
    Examples:
      digest cleaning drop "The morning letter: all you need to know"
      digest cleaning drop "Our correspondents…" --outlet "Example Wire"
    """
    _add(context, line, keep=False, outlet=outlet)


def _add(context: click.Context, line: str, *, keep: bool, outlet: str | None) -> None:
    site = find_site(context)
    with writing(site.content, report=warn):
        say(add_line(site.content, line, keep=keep, outlet=outlet))
