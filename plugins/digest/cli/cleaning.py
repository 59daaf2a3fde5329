"""The verb for what cleaning gets wrong: lines to keep and to drop, from now on."""

import click

from ..content.store import lock
from ..editor.cleaning_list import add_line
from .show import find_site, tell, warn

LINE = click.argument("line")
OUTLET = click.option("--outlet", metavar="NAME", help="Only in articles of this outlet, as the post names it.")


@click.group()
def cleaning() -> None:
    """Say which lines always or never belong to an article.

    `digest explain RAW` shows each line that was removed, with its reason. A line that should have stayed is kept
    from now on by `keep`; one that stayed and should not have, dropped by `drop`. Both write an entry to
    vocabularies/cleaning.yaml, which you can also edit. Case, digits and punctuation do not count; a line that
    ends in … stands for every line that starts so. `digest ingest --refresh` updates unedited drafts.

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
    """Keep LINE in every article to come.

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
    """Drop LINE from every article to come.

    \b
    Examples:
      digest cleaning drop "The morning letter: all you need to know"
      digest cleaning drop "Our correspondents…" --outlet "Example Wire"
    """
    _add(context, line, keep=False, outlet=outlet)


def _add(context: click.Context, line: str, *, keep: bool, outlet: str | None) -> None:
    site = find_site(context)
    with lock(site.content.root, report=warn):
        tell(add_line(site.content, line, keep=keep, outlet=outlet))
