"""The verbs for the editor's lists: vocabulary (new actors, duplicates, merges), cleaning (lines to keep, to drop)."""

import click

from ..content.journal import writing
from ..core.types import ACTOR_KINDS, TAXONOMIES, ActorKind, Taxonomy
from ..editor.actors import Duplicate, Named, add_actor, make_roster, merge_actors, plan_merge
from ..editor.corrections import add_line
from ..editor.decisions import add_alias, ignore_term, keep_apart
from .show import find_site, say, warn

TAXONOMY = click.option(
    "--in", "taxonomy", type=click.Choice(TAXONOMIES), default="actors", show_default=True, help="The vocabulary."
)
LINE = click.argument("line")
OUTLET = click.option("--outlet", metavar="NAME", help="Only in articles of this outlet, named as in the post.")


@click.group(invoke_without_command=True)
@click.pass_context
def vocabulary(context: click.Context) -> None:
    """List the new actors in posts, and names that may belong to the same actor.

    A new actor is in no vocabulary yet; `digest accept` adds those of a post. Likely duplicates are two names
    with the same surname and first initial, an acronym and its long form, or names one letter apart.

    \b
    Examples:
      digest vocabulary
      digest vocabulary add "Ann Berg" --kind person --country Norway
      digest vocabulary merge "A. Berg" "Ann Berg"
    """
    if context.invoked_subcommand is not None:
        return
    site = find_site(context)
    roster = make_roster(site.content, site.settings)
    say(f"new actors: {len(roster.new)}")
    for actor in roster.new:
        say(f"    {actor.posts:3} {_shown(actor)}")
    say(f"likely duplicates: {len(roster.duplicates)}")
    for pair in roster.duplicates:
        _say_pair(pair)


@vocabulary.command()
@click.argument("name")
@click.option("--kind", type=click.Choice(ACTOR_KINDS), help="Default: what ingest noted in the posts.")
@click.option("--country", help="The country's name. Default: what ingest noted.")
@click.pass_context
def add(context: click.Context, name: str, kind: ActorKind | None, country: str | None) -> None:
    """Add the actor NAME to vocabularies/actors.yaml.

    \b
    Examples:
      digest vocabulary add "Ann Berg"
      digest vocabulary add "Harbour Union" --kind organisation --country "South Korea"
    """
    site = find_site(context)
    with writing(site.content, report=warn):
        say(add_actor(site.content, site.settings, name, kind=kind, country=country))


@vocabulary.command()
@click.argument("gone", metavar="FROM")
@click.argument("kept", metavar="INTO")
@click.option("--preview", is_flag=True, help="Only list what would change.")
@click.pass_context
def merge(context: click.Context, gone: str, kept: str, preview: bool) -> None:
    """Merge the actor FROM into INTO.

    FROM becomes an alias of INTO in vocabularies/actors.yaml, posts that name FROM name INTO instead, and the page
    and feeds of FROM redirect to those of INTO. Nothing else in those files changes.

    \b
    Example:
      digest vocabulary merge "A. Berg" "Ann Berg"
    """
    site = find_site(context)
    if preview:
        for line in plan_merge(site.content, site.settings, gone, kept).lines:
            say(f"would change: {line}")
        return
    with writing(site.content, report=warn):
        for line in merge_actors(site.content, site.settings, gone, kept):
            say(line)


@vocabulary.command()
@click.argument("alias", metavar="NAME")
@click.argument("term")
@TAXONOMY
@click.pass_context
def alias(context: click.Context, alias: str, term: str, taxonomy: Taxonomy) -> None:
    """Make NAME another name of TERM, which articles are searched for.

    An actor that posts name is merged instead: digest vocabulary merge.

    \b
    Examples:
      digest vocabulary alias "A. Berg" "Ann Berg"
      digest vocabulary alias Hellas Greece --in countries
    """
    site = find_site(context)
    with writing(site.content, report=warn):
        say(add_alias(site.content, taxonomy, alias, term))


@vocabulary.command()
@click.argument("name")
@TAXONOMY
@click.pass_context
def ignore(context: click.Context, name: str, taxonomy: Taxonomy) -> None:
    """Never suggest NAME again.

    \b
    Example:
      digest vocabulary ignore Reuters
    """
    site = find_site(context)
    with writing(site.content, report=warn):
        say(ignore_term(site.content, site.settings, taxonomy, name))


@vocabulary.command()
@click.argument("one")
@click.argument("other")
@click.pass_context
def apart(context: click.Context, one: str, other: str) -> None:
    """Keep two actors apart: they are no longer listed as likely duplicates.

    \b
    Example:
      digest vocabulary apart "Ann Berg" "Anna Berg"
    """
    site = find_site(context)
    with writing(site.content, report=warn):
        say(keep_apart(site.content, one, other))


def _say_pair(pair: Duplicate) -> None:
    say(f"    {_shown(pair.gone)} in {pair.gone.posts} and {_shown(pair.kept)} in {pair.kept.posts} posts: {pair.why}")
    names = f'"{pair.gone.name}" "{pair.kept.name}"'
    say(f"        `digest vocabulary merge {names}` merges them, `digest vocabulary apart {names}` keeps them apart")


def _shown(actor: Named) -> str:
    facts = ", ".join(fact for fact in (actor.kind, actor.country) if fact)
    return f"{actor.name} ({facts})" if facts else actor.name


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
