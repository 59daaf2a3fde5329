"""The verbs for an overview: status, check."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from ..content.journal import writing
from ..content.posts import missing_facts
from ..content.store import name_of
from ..core.terminal import counted
from ..core.types import Problem
from ..editor.overview import Overview, fix_posts, make_overview
from ..editor.plan_problems import find_plan_problems
from ..editor.posts.private import check_excerpts, list_missing
from ..editor.problems import find_problems
from .show import find_site, say, warn

if TYPE_CHECKING:
    from ..plugin.site import Site

MOST_FILES = 3  # that are named for each fact; `digest review POST` says all of one post


@click.command()
@click.pass_context
def status(context: click.Context) -> None:
    """Show what is waiting: raw articles in the inbox, drafts to review, problems to fix.

    \b
    Example:
      digest status
    """
    site = find_site(context)
    overview = make_overview(site.content, site.posts)
    _say_inbox(overview)
    counts = overview.counts
    say(f"posts: {counts['published']} published, {counted(counts['draft'], 'draft')}, {counts['hidden']} hidden")
    for file, post in overview.drafts:
        say(f"    {file}: {post.title}")
    if overview.drafts:
        say("    `digest review` shows what to check in them")
    say(f"problems: {_count(find_problems(site.content, site.settings, site.posts))}")


@click.command()
@click.option("--fix", is_flag=True, help="Give posts the id that they lack, and redirects after a change of TIMEZONE.")
@click.pass_context
def check(context: click.Context, fix: bool) -> None:
    """List every problem of posts, vocabularies, pages and the ledger, with file, line and remedy.

    Errors make the exit status 1, since the site would be wrong. Warnings are for you to judge. Apart from them stands
    what sources did not give, such as an address: without one, the page cannot link to the original.

    \b
    Examples:
      digest check
      digest check --fix
    """
    site = find_site(context)
    if fix:
        with writing(site.content, report=warn):
            for file in fix_posts(site.content, site.settings):
                say(f"{file}: fixed")
    problems = find_problems(site.content, site.settings, site.posts)
    if not any(problem.severity == "error" for problem in problems):
        problems += find_plan_problems(site.inputs)
    problems += tuple(check_excerpts(site.content, site.posts))
    for problem in problems:
        say(f"{problem.severity}: {problem}")
    _say_missing(site)
    say(_count(problems))
    context.exit(1 if any(problem.severity == "error" for problem in problems) else 0)


def _say_missing(site: "Site") -> None:
    """Say what the sources of ingested posts do not give: no problem, but the editor may know it."""
    lacking: dict[str, list[str]] = {}
    for file, known in site.posts.stored.items():
        for fact in missing_facts(known.post) if known.post.digest and known.post.status != "hidden" else ():
            lacking.setdefault(fact, []).append(file)
    for fact, files in lacking.items():
        say(f"missing: {fact}: {_first(files)}")
    if elsewhere := list_missing(site.posts):
        folder = name_of(site.content, site.content.private)
        say(f"private: the text of {counted(len(elsewhere), 'post')} is not here, in {folder}: {_first(elsewhere)}")


def _first(files: Sequence[str]) -> str:
    more = f" and {len(files) - MOST_FILES} more" if len(files) > MOST_FILES else ""
    return f"{', '.join(files[:MOST_FILES])}{more}"


def _say_inbox(overview: Overview) -> None:
    total = len(overview.waiting) + len({outcome.raw for outcome in overview.outcomes})
    say(f"inbox: {counted(total, 'raw file')}, {len(overview.waiting)} to ingest")
    for name in overview.waiting:
        say(f"    {name}: to be read by `digest ingest`")
    for outcome in overview.outcomes:
        if outcome.message:
            say(f"    {outcome.message}")
    for folder in overview.folders:
        say(f"    {folder}/: a folder; only files directly in the inbox are read")


def _count(problems: tuple[Problem, ...]) -> str:
    errors = sum(problem.severity == "error" for problem in problems)
    return f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}"
