"""The verbs for the journal: undo, redo, journal."""

import json

import click

from ..content.journal import writing
from ..core.terminal import counted
from ..editor.history import JournalRow, list_rows, redo_last, undo_action
from .show import find_site, say, warn

SHOWN = 20  # actions


@click.command()
@click.argument("count", metavar="[N]", type=click.IntRange(min=1), default=1)
@click.option("--only", metavar="NUMBER", type=int, help="This one action alone, by its number in `digest journal`.")
@click.pass_context
def undo(context: click.Context, count: int, only: int | None) -> None:
    """Take back the last action, or the last N: posts, vocabularies and lists are again as they were before it.

    An action is taken back only if its files are as it left them. If one has changed since, nothing of that action is
    undone, and both versions are shown. The ledger gets a line that cancels the action's.

    \b
    Examples:
      digest undo
      digest undo 3
      digest undo --only 17
    """
    site = find_site(context)
    with writing(site.content, report=warn):
        for _ in range(1 if only else count):
            say(undo_action(site.content, number=only))


@click.command()
@click.argument("count", metavar="[N]", type=click.IntRange(min=1), default=1)
@click.pass_context
def redo(context: click.Context, count: int) -> None:
    """Do again the last action that was undone, or the last N.

    What was undone can be redone until another action comes.

    \b
    Examples:
      digest redo
      digest redo 3
    """
    site = find_site(context)
    with writing(site.content, report=warn):
        for _ in range(count):
            say(redo_last(site.content))


@click.command()
@click.option("--all", "every", is_flag=True, help=f"All actions, not only the last {SHOWN}.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def journal(context: click.Context, every: bool, form: str) -> None:
    """List what was done, the last first, with the number, time and files of each action.

    The journal is .digest/journal.jsonl beside the content folder. It keeps what files held before each action, for 90
    days and up to 100 MB, and is not committed. --format json prints one object a line.

    \b
    Examples:
      digest journal
      digest journal --all --format json
    """
    site = find_site(context)
    rows = list(list_rows(site.content, most=None if every else SHOWN))
    for row in rows:
        click.echo(json.dumps(_values(row), ensure_ascii=False)) if form == "json" else say(_line(row))
    if not rows and form == "text":
        say("the journal is empty")


def _line(row: JournalRow) -> str:
    action = row.action
    is_plain = action.undoes is None and action.redoes is None
    state = "" if row.holds or not is_plain else " (undone)"
    files = counted(len(action.files), "file")
    return f"{action.number:5}  {action.time.astimezone():%Y-%m-%d %H:%M}  {action.verb} {action.about}: {files}{state}"


def _values(row: JournalRow) -> dict[str, object]:
    action = row.action
    return {
        "number": action.number,
        "time": action.time.isoformat(),
        "verb": action.verb,
        "about": action.about,
        "holds": row.holds,
        "undoes": action.undoes,
        "redoes": action.redoes,
        "files": [{"path": file.path, "before": file.before, "after": file.after} for file in action.files],
        "ledger": list(action.ledger),
    }
