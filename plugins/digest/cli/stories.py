"""The verb for stories: suggest, list, new, join, leave, refuse, merge, split, close, reopen, rename."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..content.journal import writing
from ..content.paths import find_post
from ..content.store import read_stories
from ..core.settings import DigestSettings
from ..core.terminal import counted
from ..editor import stories as actions
from ..editor.stories import Named, StoryLine, Suggestion
from .show import find_site, say, site_or_none, warn

if TYPE_CHECKING:
    from ..plugin.site import Site

STORY = click.argument("story")
POSTS = click.argument("posts", nargs=-1, required=True, metavar="POST...")


@click.group(invoke_without_command=True)
@click.pass_context
def stories(context: click.Context) -> None:
    """Group the posts on one event into a story; without a verb, list the stories.

    Stories are in content/stories.yaml. A STORY is its slug, or part of one; a POST may be in several. `digest undo`
    takes each of these back.

    \b
    Examples:
      digest stories suggest
      digest stories new "Fall of Kabul" kabul-falls embassies-stay-open
      digest stories join fall-of-kabul airport-attack
    """
    if context.invoked_subcommand is None:
        _list(context)


@stories.command()
@click.argument("paths", nargs=-1, metavar="[PATH...]", type=click.Path(path_type=Path, exists=True))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def suggest(context: click.Context, paths: tuple[Path, ...], form: str) -> None:
    """Suggest stories for the posts that are in none, or for each PATH: a post, a raw file or a folder of them.

    What lies in a folder is grouped among itself; a post or raw file is compared with the stories and posts of the
    site. Nothing is written.

    Each suggestion says what the articles share. `+` marks those that surely belong together, `?` those that may, with
    a score from .5 to 1. Closed stories and refused posts are left out.

    --format json prints one object a line: `files`, `maybe` with scores, `story` (null: a new one), `score`, `why`.

    \b
    Examples:
      digest stories suggest
      digest stories suggest content/inbox
      digest stories suggest --format json ~/articles > stories.jsonl
    """
    site = site_or_none(context)
    settings = site.settings if site else DigestSettings()
    cache = site.cache if site else None
    found, errors = actions.suggest(site.content if site else None, settings, cache, paths)
    for suggestion in found:
        for line in _json_lines(suggestion) if form == "json" else _text_lines(suggestion):
            click.echo(line) if form == "json" else say(line)
    for error in errors:
        warn(error)
    context.exit(1 if errors else 0)


@stories.command("list")
@click.pass_context
def list_(context: click.Context) -> None:
    """List the stories, those with the newest posts first."""
    _list(context)


@stories.command()
@click.argument("title")
@POSTS
@click.option("--slug", help="Default: made from the title.")
@click.option("--summary", help="A sentence or two for the story's page.")
@click.pass_context
def new(context: click.Context, title: str, posts: tuple[str, ...], slug: str | None, summary: str | None) -> None:
    """Begin a story TITLE with each POST.

    \b
    Example:
      digest stories new "Fall of Kabul" kabul-falls embassies-stay-open
    """
    _act(context, posts, lambda site, named: actions.new_story(site.content, title, named, slug=slug, summary=summary))


@stories.command()
@STORY
@POSTS
@click.pass_context
def join(context: click.Context, story: str, posts: tuple[str, ...]) -> None:
    """Add each POST to STORY."""
    _act(context, posts, lambda site, named: actions.join_story(site.content, story, named))


@stories.command()
@STORY
@POSTS
@click.pass_context
def leave(context: click.Context, story: str, posts: tuple[str, ...]) -> None:
    """Take each POST out of STORY; it may be proposed again."""
    _act(context, posts, lambda site, named: actions.leave_story(site.content, story, named))


@stories.command()
@STORY
@POSTS
@click.pass_context
def refuse(context: click.Context, story: str, posts: tuple[str, ...]) -> None:
    """Keep each POST out of STORY for good: it leaves and is never proposed again."""
    _act(context, posts, lambda site, named: actions.refuse_posts(site.content, story, named))


@stories.command()
@click.argument("gone", metavar="FROM")
@click.argument("kept", metavar="INTO")
@click.pass_context
def merge(context: click.Context, gone: str, kept: str) -> None:
    """Merge the story FROM into INTO, which gets its posts; the page and feeds of FROM redirect."""
    _act(context, (), lambda site, _: actions.merge_stories(site.content, gone, kept))


@stories.command()
@STORY
@click.argument("title")
@POSTS
@click.option("--slug", help="Default: made from the title.")
@click.pass_context
def split(context: click.Context, story: str, title: str, posts: tuple[str, ...], slug: str | None) -> None:
    """Take each POST out of STORY and begin the story TITLE with them.

    \b
    Example:
      digest stories split fall-of-kabul "Airport attack" airport-attack last-flight
    """
    _act(context, posts, lambda site, named: actions.split_story(site.content, story, title, named, slug=slug))


@stories.command()
@STORY
@click.pass_context
def close(context: click.Context, story: str) -> None:
    """Close STORY: nothing more is proposed for it."""
    _act(context, (), lambda site, _: actions.set_status(site.content, story, "closed"))


@stories.command()
@STORY
@click.pass_context
def reopen(context: click.Context, story: str) -> None:
    """Open STORY again."""
    _act(context, (), lambda site, _: actions.set_status(site.content, story, "open"))


@stories.command()
@STORY
@click.argument("slug", required=False)
@click.option("--title", help="Another title; the slug stays unless SLUG is given.")
@click.pass_context
def rename(context: click.Context, story: str, slug: str | None, title: str | None) -> None:
    """Give STORY the address that ends in SLUG, or another title; the former address redirects.

    \b
    Examples:
      digest stories rename fall-of-kabul kabul
      digest stories rename kabul --title "The fall of Kabul"
    """
    _act(context, (), lambda site, _: actions.rename_story(site.content, story, slug, title=title))


def _act(context: click.Context, posts: Sequence[str], work: Callable[["Site", Sequence[Named]], str]) -> None:
    """Do one action under the lock, on all the posts or none."""
    site = find_site(context)
    with writing(site.content, report=warn):
        paths = [find_post(site.content, given, cwd=Path.cwd()) for given in posts]
        named = [actions.name_post(site.content, path, site.settings.timezone) for path in paths]
        say(work(site, named))


def _list(context: click.Context) -> None:
    site = find_site(context)
    posts = {file: stored.post for file, stored in site.posts.stored.items()}
    lines = actions.list_stories(read_stories(site.content), posts, site.settings.timezone)
    say(f"stories: {len(lines)}")
    for line in lines:
        say(f"    {_shown(line)}")


def _shown(line: StoryLine) -> str:
    facts = [counted(len(line.posts), "post")]
    if line.gone:
        facts.append(f"{line.gone} gone")
    if line.first and line.last:
        facts.append(str(line.first) if line.first == line.last else f"{line.first} to {line.last}")
    if line.story.status == "closed":
        facts.append("closed")
    return f"{line.story.slug}: {line.story.title} ({', '.join(facts)})"


def _json_lines(found: Suggestion) -> Iterator[str]:
    maybe = [{"file": file, "score": score} for file, score in found.maybe]
    row = {"files": found.files, "maybe": maybe, "story": found.story, "score": found.score, "why": found.why}
    yield json.dumps(row, ensure_ascii=False)


def _text_lines(found: Suggestion) -> Iterator[str]:
    title = found.title or "a new story"
    yield f"{title} ({_score(found.score)}): {found.why}"
    yield from (f"    + {file}" for file in found.files)
    yield from (f"    ? {file} ({_score(score)})" for file, score in found.maybe)
    if found.story:
        yield f"    `digest stories join {found.story} POST...` adds them, `refuse` keeps them out"
    else:
        yield '    `digest stories new "Title" POST...` begins it'


def _score(score: float) -> str:
    return f"{score:.2f}".removeprefix("0")
