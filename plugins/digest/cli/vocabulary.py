"""The verb for vocabularies: list new actors and likely duplicates, add an actor, merge two."""

import click

from ..content.journal import writing
from ..core.types import ACTOR_KINDS, ActorKind
from ..editor.actors import Duplicate, Named, add_actor, make_roster, merge_actors
from .show import find_site, say, warn


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
@click.pass_context
def merge(context: click.Context, gone: str, kept: str) -> None:
    """Merge the actor FROM into INTO.

    FROM becomes an alias of INTO in vocabularies/actors.yaml, posts that name FROM name INTO instead, and the page
    and feeds of FROM redirect to those of INTO. Nothing else in those files changes.

    \b
    Example:
      digest vocabulary merge "A. Berg" "Ann Berg"
    """
    site = find_site(context)
    with writing(site.content, report=warn):
        for line in merge_actors(site.content, site.settings, gone, kept):
            say(line)


def _say_pair(pair: Duplicate) -> None:
    say(f"    {_shown(pair.gone)} in {pair.gone.posts} and {_shown(pair.kept)} in {pair.kept.posts} posts: {pair.why}")
    say(f'        `digest vocabulary merge "{pair.gone.name}" "{pair.kept.name}"` merges them')


def _shown(actor: Named) -> str:
    facts = ", ".join(fact for fact in (actor.kind, actor.country) if fact)
    return f"{actor.name} ({facts})" if facts else actor.name
