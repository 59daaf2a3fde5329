"""The verb review: list the drafts, or show posts whole, as text that a terminal can show."""

import html
import re
import shutil
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from ..content.frontmatter import parse_post
from ..content.paths import post_address
from ..content.posts import missing_facts
from ..content.private import read_whole, say_missing
from ..content.store import name_of, read_vocabularies
from ..core.types import TAXONOMIES, Post, Source
from ..editor.actors import Learnt, learn_actors
from ..editor.overview import make_overview
from ..ingest.pipeline import review_note
from .show import each_post, find_site, say

if TYPE_CHECKING:
    from ..plugin.site import Site

WIDEST = 100  # columns; longer lines of text are hard to read
INDENT = "    "
ESCAPED_RE = re.compile(r"\\([!-/:-@\[-`{-~])")  # Markdown's escapes


@click.command()
@click.argument("posts", nargs=-1, metavar="[POST...]")
@click.pass_context
def review(context: click.Context, posts: tuple[str, ...]) -> None:
    """List the drafts, each with its tags and what ingest is unsure of; or show each POST with source and text.

    Edit the file if something is wrong, then run `digest accept POST`; or `digest reject POST`.

    \b
    Examples:
      digest review
      digest review turmoil-in-kabul
    """
    if posts:
        each_post(context, posts, _show_post)
        return
    site = find_site(context)
    drafts = make_overview(site.content, site.posts).drafts
    actors = read_vocabularies(site.content).actors
    for file, post in drafts:
        say("\n".join(_facts(file, post, learn_actors(post, actors))))
    if not drafts:
        say("there are no drafts to review")


def _show_post(site: "Site", path: Path) -> str:
    file = name_of(site.content, path)
    post = parse_post(read_whole(site.content, path), file=file, timezone=site.settings.timezone)
    new = learn_actors(post, read_vocabularies(site.content).actors)
    lines = [*_facts(file, post, new), *_source(post, site.settings.timezone), "", *_body(post.body)]
    if missing := say_missing(site.content, post, file):
        lines.append(f"{INDENT}{missing}")
    return "\n".join(lines) + "\n"


def _facts(file: str, post: Post, new: Sequence[Learnt]) -> Iterator[str]:
    """Say what a post is about, and what ingest is unsure of."""
    yield f"{file}: {post.title}"
    yield f"{INDENT}date: {post.date.isoformat()}"
    if post.summary:
        yield f"{INDENT}summary: {post.summary}"
    for taxonomy in TAXONOMIES:
        yield f"{INDENT}{taxonomy}: {', '.join(getattr(post, taxonomy)) or 'none'}"
    for actor in new:
        facts = ", ".join(fact for fact in (actor.kind, actor.country) if fact)
        yield f"{INDENT}new actor: {actor.name}{f' ({facts})' if facts else ''}"
    if not post.digest:
        return
    for key in post.digest.review or ():
        yield f"{INDENT}check {key}: {review_note(key)}"
    if missing := missing_facts(post):
        yield f"{INDENT}missing: {', '.join(missing)}"


def _source(post: Post, zone: ZoneInfo) -> Iterator[str]:
    """Say where a post is from, and where it will be."""
    source = post.source or Source()
    facts = {"outlet": source.name, "author": ", ".join(source.author), "url": source.url}
    yield from (f"{INDENT}{name}: {value}" for name, value in facts.items() if value)
    yield f"{INDENT}status: {post.status}"
    yield f"{INDENT}address: {post_address(post, zone)}"


def _body(body: str) -> Iterator[str]:
    """Wrap a text to the terminal's width, without Markdown's escapes; an empty one says so."""
    if not body.strip():
        yield f"{INDENT}(no text)"
    width = min(shutil.get_terminal_size().columns, WIDEST)
    for line in html.unescape(ESCAPED_RE.sub(r"\1", body)).splitlines():
        indent = INDENT + line[: len(line) - len(line.lstrip())]
        yield from textwrap.wrap(
            line, width, initial_indent=INDENT, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        ) or [""]
