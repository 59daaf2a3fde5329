"""The verbs for posts: new, set, accept, unpublish, reject, rename, and arrange, which orders a day."""

import datetime as dt
import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...content.journal import writing
from ...content.paths import find_post
from ...content.store import name_of, read_stories, read_vocabularies
from ...core.errors import ContentError
from ...core.types import WEIGHTS, Weight
from ...editor import posts as actions
from ...editor.corrections import FIELDS, set_fields
from ..show import each_post, find_site, say, warn

if TYPE_CHECKING:
    from ...editor.corrections.arrange import PlacedPost
    from ...plugin.site import Site

POSTS = click.argument("posts", nargs=-1, required=True, metavar="POST...")


@click.command()
@click.argument("title")
@click.pass_context
def new(context: click.Context, title: str) -> None:
    """Write an empty draft with TITLE, today's date and a new id.

    The path is printed. A post that you write yourself is always shown in full.

    \b
    Example:
      digest new "Talks in Geneva end without a date"
    """
    site = find_site(context)
    with writing(site.content, report=warn):
        now = dt.datetime.now(tz=site.settings.timezone)
        say(actions.new_post(site.content, site.settings, title, post_id=secrets.token_hex(8), now=now))


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


@click.command()
@click.argument("posts", nargs=-1, metavar="POST...")
@click.option("--all", "every", is_flag=True, help="Every draft; asks first.")
@click.option("--yes", is_flag=True, help="With --all: do not ask.")
@click.pass_context
def accept(context: click.Context, posts: tuple[str, ...], every: bool, yes: bool) -> None:
    """Publish each POST (a path, a file name, a slug or part of one): the next build shows it to readers.

    The post's `status:` becomes `published`, the notes of ingest for your review are removed, and its new actors
    (those that you left in) are added to vocabularies/actors.yaml. A post with an error stays a draft: the
    message says what to fix. `digest unpublish POST` undoes this.

    \b
    Examples:
      digest accept content/posts/2021/2021-08-17-turmoil-in-kabul.md
      digest accept turmoil-in-kabul
      digest accept --all
    """
    if every == bool(posts):
        raise click.UsageError("name the posts, or use --all for every draft")
    if every:
        posts = _drafts(find_site(context), yes=yes)
    each_post(context, posts, lambda site, path: actions.accept(site.content, site.settings, path))


@click.command()
@POSTS
@click.pass_context
def unpublish(context: click.Context, posts: tuple[str, ...]) -> None:
    """Make each POST a draft again: the next build takes it off the site and out of the feeds.

    `digest accept POST` publishes it again, at the same address and with the same id.

    \b
    Example:
      digest unpublish turmoil-in-kabul
    """
    each_post(context, posts, lambda site, path: actions.unpublish(site.content, site.settings, path))


@click.command()
@POSTS
@click.option("--edited", is_flag=True, help="Also a draft that you have edited; the edits are lost.")
@click.pass_context
def reject(context: click.Context, posts: tuple[str, ...], edited: bool) -> None:
    """Delete each draft POST; its raw file stays, and ingest does not make the draft again.

    `digest ingest --again RAW` brings it back as ingest made it.

    \b
    Examples:
      digest reject content/posts/2021/2021-08-17-a-double.md
      digest reject --edited a-double
    """

    def work(site: "Site", path: Path) -> str:
        return actions.reject(site.content, site.settings, path, edited=edited)

    each_post(context, posts, work)


@click.command()
@click.argument("post")
@click.argument("slug")
@click.pass_context
def rename(context: click.Context, post: str, slug: str) -> None:
    """Give POST the address that ends in SLUG; its id stays, so feed readers do not see it twice.

    The file is renamed as well. The former address of a published post stays as a redirect.

    \b
    Example:
      digest rename content/posts/2021/2021-08-17-turmoil-in-kabul.md kabul-falls
    """
    each_post(context, (post,), lambda site, path: actions.rename(site.content, site.settings, path, slug))


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
    # Imported here, because it loads all that plans pages, and the other verbs plan none.
    from ...editor.corrections import arrange as arranging  # noqa: PLC0415

    site = find_site(context)
    with writing(site.content, report=warn):
        wanted = _find_wanted(site, posts)
        today = dt.datetime.now(tz=site.settings.timezone).date()
        chosen = arranging.parse_day(day, today) if day else _day_of(site, wanted)
        vocabularies, stories = read_vocabularies(site.content), read_stories(site.content)
        stored = {file: one.post for file, one in site.posts.stored.items()}
        chosen, placed = arranging.arrange_day(stored, vocabularies, site.settings, stories, chosen)
        if strangers := wanted.keys() - {one.file for one in placed}:
            raise ContentError(f"{min(strangers)}: this is no listed post of {chosen}")
        changes = arranging.change_weights(site.content, placed, wanted, clear=clear)
        if changed := arranging.save_weights(site.content, site.settings, chosen, changes):
            _, placed = arranging.arrange_day(stored | changed, vocabularies, site.settings, stories, chosen)
    _show(chosen, placed)
    if changed:
        say(f"changed: {', '.join(changed)}")


def _drafts(site: "Site", *, yes: bool) -> tuple[str, ...]:
    drafts = [(file, known.post) for file, known in site.posts.stored.items() if known.post.status == "draft"]
    for file, post in drafts:
        say(f"{file}: {post.title}")
    if not drafts:
        raise click.UsageError("there are no drafts")
    if not yes:
        click.confirm(f"Publish these {len(drafts)}?", abort=True)
    return tuple(str(site.content.root.parent / file) for file, _ in drafts)


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


def _show(day: dt.date, placed: "tuple[PlacedPost, ...]") -> None:
    say(f"{day}, {len(placed)} post{'' if len(placed) == 1 else 's'} by importance:")
    for number, one in enumerate(placed, start=1):
        notes = [note for note in (one.post.weight, one.post.status if one.post.status == "draft" else None) if note]
        shown = f" [{', '.join(notes)}]" if notes else ""
        say(f"{number:3}  {one.place:<16} {one.post.title}{shown}  ({Path(one.file).name})")
