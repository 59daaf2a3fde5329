"""The verb for one field of a post: set."""

import sys

import click

from ..editor.corrections import FIELDS, set_fields
from .show import each_post


@click.command("set")
@click.argument("post")
@click.argument("field", type=click.Choice(list(FIELDS)))
@click.argument("text")
@click.pass_context
def set_(context: click.Context, post: str, field: str, text: str) -> None:
    """Set FIELD of POST to TEXT, or to standard input where TEXT is -; an empty TEXT removes the field.

    Several names are divided by commas, or by semicolons where names have commas. What ingest doubted of the field is
    settled by it. A published post that gets another address by its date leaves a redirect. `digest undo` undoes this.

    \b
    Examples:
      digest set turmoil-in-kabul title "Turmoil in Kabul"
      digest set turmoil-in-kabul date 2021-08-17
      digest set turmoil-in-kabul actors "Wang Yi, Sergey Lavrov"
      digest set turmoil-in-kabul body - < text.md
    """
    given = sys.stdin.read() if text == "-" else text
    each_post(context, (post,), lambda site, path: set_fields(site.content, site.settings, path, {field: given}))
