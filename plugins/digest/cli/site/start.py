"""The verbs that make a site of one's own, and that take a newer version of the program into one."""

import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import click

from ...core.errors import ContentError
from ...editor.start import (
    StartError,
    apply_upgrade,
    check_folder,
    check_identity,
    find_wheel,
    make_choices,
    make_files,
    make_wheel,
    new_entries,
    parse_address,
    parse_lang,
    parse_name,
    parse_zone,
    plan_upgrade,
    read_wheel,
    start_site,
)
from ..show import find_settings, named_settings, say, warn

LOCALTIME = Path("/etc/localtime")  # a link to the machine's time zone on Linux and macOS
INTERRUPTED = 130  # as in shells: 128 and the number of SIGINT
MOST_ENTRIES = 30  # of a changelog: more than a page of it is read elsewhere


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", help="What the site is called.")
@click.option("--address", help="Its public address; empty: GitHub's workflow says it, or you later.")
@click.option("--zone", help="The time zone that divides its days, such as Europe/Berlin.")
@click.option("--lang", help="The language of its posts, such as en or pt-BR.")
@click.option("--follow", help="What it follows: countries, topics, actors, with commas between them.")
@click.option("--commit/--no-commit", default=None, help="Begin a git repository with a first commit.")
@click.pass_context
def start(
    context: click.Context,
    *,
    folder: Path,
    name: str | None,
    address: str | None,
    zone: str | None,
    lang: str | None,
    follow: str | None,
    commit: bool | None,
) -> None:
    """Begin a site of your own in a new folder, with the program in it. On a terminal it asks for what is not given.

    \b
    Examples:
      digest start ../news
      digest start ../news --name "North and East" --zone Europe/Oslo --commit
    """
    check_folder(folder)
    asks = sys.stdin.isatty()
    if name is None and not asks:
        raise StartError("--name: give the site's name")
    if commit:
        check_identity()
    try:
        choices = make_choices(
            name=name if name is not None else _ask("What is the site called?", parse_name),
            address=_given(address, "", asks, "Its public address (empty: you will know later)", parse_address),
            zone=_given(zone, _find_zone(), asks, "Time zone that divides its days", parse_zone),
            lang=_given(lang, "en", asks, "Language of its posts", parse_lang),
            follows=_given(follow, "", asks, "What does it follow? (countries, topics, actors, with commas)", str),
        )
        if commit is None:
            commit = asks and click.confirm("Begin a git repository with a first commit?", default=True)
            if commit:
                check_identity()
        start_site(folder, make_files(choices, make_wheel()), commit=commit)
    except (click.Abort, KeyboardInterrupt):
        warn("interrupted; nothing was written")
        context.exit(INTERRUPTED)
    _say_next(folder, committed=commit)


@click.command()
@click.argument("wheel", type=click.Path(path_type=Path))
@click.pass_context
def upgrade(context: click.Context, wheel: Path) -> None:
    """Take a newer version of the program into this site, and say what has changed.

    Content, settings and your theme's files stay as they are.

    \b
    Example:
      digest upgrade ~/Downloads/pelican_digest-0.2.0-py3-none-any.whl
    """
    settings = named_settings(context) or find_settings(Path.cwd())
    if settings is None:
        raise ContentError(f"{Path.cwd()}: there is no site here; go to your site's folder")
    root = settings.resolve().parent
    old, new = read_wheel(find_wheel(root)), read_wheel(wheel)
    if old.data == new.data:
        say(f"this site has version {new.version} already, from this very wheel")
        return
    plan = plan_upgrade(root, old, new)
    apply_upgrade(root, plan)
    for path in plan.kept:
        warn(f"{path}: you have changed it, so the new one is beside it, {path}.new: take over what you want")
    entries = new_entries(old, new)
    say(f"from version {old.version} to {new.version}" + (":" if entries else ""))
    for entry in entries[:MOST_ENTRIES]:
        say(f"  {entry}")
    if len(entries) > MOST_ENTRIES:
        say(f"  ... and {len(entries) - MOST_ENTRIES} more changes")
    say("The next ./invoke or ./digest installs it. Look at the site, then commit: git add --all && git commit")


def _given(value: str | None, default: str, asks: bool, question: str, parse: Callable[[str], str]) -> str:
    if value is not None or not asks:
        return default if value is None else value
    return _ask(question, parse, default=default)


def _ask(question: str, parse: Callable[[str], str], default: str | None = None) -> str:
    """Ask until the answer can be used."""
    while True:
        answer: str = click.prompt(question, default=default, show_default=bool(default))
        try:
            return parse(answer)
        except StartError as error:
            warn(str(error).partition(": ")[2])


def _find_zone() -> str:
    """Return the machine's time zone, or UTC where it cannot be told."""
    name = str(LOCALTIME.resolve()).partition("zoneinfo/")[2]
    try:
        return parse_zone(name)
    except StartError:
        return "UTC"


def _say_next(folder: Path, *, committed: bool) -> None:
    here = shlex.quote(str(folder))
    say(f"{folder} is your site. Next:")
    say(f"  1. {here}/invoke serve     shows it at http://127.0.0.1:8000 (the first time it installs the program)")
    say(f"  2. {here}/digest desk      takes a first article that you paste, and publishes its draft")
    say(f"  3. {here}/README.md says how it goes to GitHub Pages{', from the commit that was made' * committed}")
