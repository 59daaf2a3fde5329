"""The verb for decisions that hold for all articles to come: list them, revoke one."""

import click

from ..content.journal import writing
from ..core.errors import ContentError
from ..editor.decisions import list_decisions, revoke
from .show import find_site, say, warn


@click.group(invoke_without_command=True)
@click.pass_context
def decisions(context: click.Context) -> None:
    """List what you have decided for all articles to come, with numbers.

    These are terms that are never suggested, other names of terms, actors kept apart, lines always kept or dropped.
    They are in the files of content/vocabularies/, where you can also edit them.

    \b
    Examples:
      digest decisions
      digest decisions revoke 3
    """
    if context.invoked_subcommand is not None:
        return
    found = list_decisions(find_site(context).content)
    for number, decision in enumerate(found, start=1):
        say(f"{number:5}  {decision.text} ({decision.file})")
    if not found:
        say("there are no decisions yet")


@decisions.command("revoke")
@click.argument("number", metavar="N", type=click.IntRange(min=1))
@click.pass_context
def revoke_(context: click.Context, number: int) -> None:
    """Take back decision N of the list; the numbers behind it change. `digest undo` brings it back.

    \b
    Example:
      digest decisions revoke 3
    """
    site = find_site(context)
    with writing(site.content, report=warn):
        found = list_decisions(site.content)
        if number > len(found):
            raise ContentError(f"{number}: there are only {len(found)} decisions; `digest decisions` lists them")
        say(revoke(site.content, found[number - 1].key))
