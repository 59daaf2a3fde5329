"""The verb that orders a day by importance: arrange."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..content.journal import writing
from ..content.paths import find_post
from ..content.store import name_of, read_stories, read_vocabularies
from ..core.errors import ContentError
from ..core.types import WEIGHTS, Weight
from ..editor import arrange as actions
from .show import find_site, say, warn

if TYPE_CHECKING:
    from ..plugin.site import Site


@click.command()
@click.argument("day", required=False)
@click.option("--lead", metavar="POST", help="This post leads the day; one that led it becomes `high`.")
@click.option("--high", metavar="POST", multiple=True, help="These stand below the lead, with a summary.")
@click.option("--normal", metavar="POST", multiple=True, help="These have no weight of yours.")
@click.option("--brief", metavar="POST", multiple=True, help="These have one line, at the end of their section.")
@click.option("--clear", is_flag=True, help="All others of the day lose the weight that you gave them.")
@click.pass_context
def arrange(context: click.Context, /, day: str | None, clear: bool, **posts: str | tuple[str, ...] | None) -> None:
    """Show the posts of DAY in the order of importance that the site gives them, and change it.

    DAY is 2021-08-17, today or yesterday; without it, the day of the posts that you name, or the newest. An option
    sets the post's `weight:`. Without weights the site goes by what most posts of the day are about, then by time.

    \b
    Examples:
      digest arrange
      digest arrange 2021-08-17 --lead turmoil-in-kabul --brief sicily --brief fires
      digest arrange yesterday --clear
    """
    site = find_site(context)
    with writing(site.content, report=warn):
        wanted = _find_wanted(site, posts)
        today = dt.datetime.now(tz=site.settings.timezone).date()
        chosen = actions.parse_day(day, today) if day else _day_of(site, wanted)
        vocabularies, stories = read_vocabularies(site.content), read_stories(site.content)
        stored = {file: one.post for file, one in site.posts.stored.items()}
        chosen, placed = actions.arrange_day(stored, vocabularies, site.settings, stories, chosen)
        if strangers := wanted.keys() - {one.file for one in placed}:
            raise ContentError(f"{min(strangers)}: this is no listed post of {chosen}")
        changes = actions.change_weights(site.content, placed, wanted, clear=clear)
        if changed := actions.save_weights(site.content, site.settings, chosen, changes):
            _, placed = actions.arrange_day(stored | changed, vocabularies, site.settings, stories, chosen)
    _show(chosen, placed)
    if changed:
        say(f"changed: {', '.join(changed)}")


def _find_wanted(site: "Site", posts: dict[str, str | tuple[str, ...] | None]) -> dict[str, Weight]:
    """Return the weights asked for, by file. Raises ContentError where a post gets two."""
    wanted: dict[str, Weight] = {}
    for weight in WEIGHTS:
        given = posts[weight] or ()
        for name in (given,) if isinstance(given, str) else given:
            file = name_of(site.content, find_post(site.content, name, cwd=Path.cwd()))
            if wanted.setdefault(file, weight) != weight:
                raise ContentError(f"{file}: it cannot be {wanted[file]} and {weight}; name it once")
    return wanted


def _day_of(site: "Site", wanted: dict[str, Weight]) -> dt.date | None:
    """Return the day of the posts that were named."""
    stored = site.posts.stored
    days = {stored[file].post.date.astimezone(site.settings.timezone).date() for file in wanted if file in stored}
    if len(days) > 1:
        raise ContentError(f"the posts are of several days, {min(days)} to {max(days)}; arrange one day at a time")
    return next(iter(days), None)


def _show(day: dt.date, placed: "tuple[actions.PlacedPost, ...]") -> None:
    say(f"{day}, {len(placed)} post{'' if len(placed) == 1 else 's'} by importance:")
    for number, one in enumerate(placed, start=1):
        notes = [note for note in (one.post.weight, one.post.status if one.post.status == "draft" else None) if note]
        shown = f" [{', '.join(notes)}]" if notes else ""
        say(f"{number:3}  {one.place:<16} {one.post.title}{shown}  ({Path(one.file).name})")
