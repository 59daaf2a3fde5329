"""The verbs that tell how things stand: status, review, check."""

import click

from ..content.posts import missing_facts
from ..content.store import lock
from ..core.terminal import counted
from ..core.types import TAXONOMIES, Post, Problem
from ..editor.overview import Overview, fix_posts, make_overview
from ..editor.problems import find_problems
from ..ingest.pipeline import review_note
from .show import find_site, tell, warn


@click.command()
@click.pass_context
def status(context: click.Context) -> None:
    """Tell what waits: raw articles in the inbox, drafts to review, problems to mend.

    \b
    Example:
      digest status
    """
    site = find_site(context)
    overview = make_overview(site.content, site.posts)
    _tell_inbox(overview)
    counts = overview.counts
    tell(f"posts: {counts['published']} published, {counted(counts['draft'], 'draft')}, {counts['hidden']} hidden")
    for file, post in overview.drafts:
        tell(f"    {file}: {post.title}")
    if overview.drafts:
        tell("    `digest review` shows what to look at in them")
    tell(f"problems: {_count(find_problems(site.content, site.settings, site.posts))}")


@click.command()
@click.pass_context
def review(context: click.Context) -> None:
    """List the drafts, each with its tags and with what ingest was unsure of.

    Edit the file where something is wrong, then `digest accept POST`; or `digest reject POST`.

    \b
    Example:
      digest review
    """
    site = find_site(context)
    drafts = make_overview(site.content, site.posts).drafts
    for file, post in drafts:
        _tell_draft(file, post)
    if not drafts:
        tell("there is no draft to review")


@click.command()
@click.option("--fix", is_flag=True, help="Mend what can be mended without you: give posts the id that they lack.")
@click.pass_context
def check(context: click.Context, fix: bool) -> None:
    """List every problem of posts, vocabularies and the ledger, with file, line and remedy.

    Errors make the exit status 1: the site would be wrong. Warnings are yours to judge.

    \b
    Examples:
      digest check
      digest check --fix
    """
    site = find_site(context)
    if fix:
        with lock(site.content.root, report=warn):
            for file in fix_posts(site.content):
                tell(f"{file}: mended")
    problems = find_problems(site.content, site.settings, site.posts)
    for problem in problems:
        tell(f"{problem.severity}: {problem}{' (`digest check --fix` does it)' if problem.fixable else ''}")
    tell(_count(problems))
    context.exit(1 if any(problem.severity == "error" for problem in problems) else 0)


def _tell_inbox(overview: Overview) -> None:
    total = len(overview.waiting) + len({outcome.raw for outcome in overview.outcomes})
    tell(f"inbox: {counted(total, 'raw file')}, {len(overview.waiting)} to ingest")
    for name in overview.waiting:
        tell(f"    {name}: `digest ingest` reads it")
    for outcome in overview.outcomes:
        if outcome.message:
            tell(f"    {outcome.message}")
    for folder in overview.folders:
        tell(f"    {folder}/: a folder; only files that lie in the inbox itself are read")


def _tell_draft(file: str, post: Post) -> None:
    tell(f"{file}: {post.title}")
    tell(f"    date: {post.date.isoformat()}")
    if post.summary:
        tell(f"    summary: {post.summary}")
    for taxonomy in TAXONOMIES:
        tell(f"    {taxonomy}: {', '.join(getattr(post, taxonomy)) or 'none'}")
    if not post.digest:
        return
    for actor in post.digest.new_actors:
        tell(f"    new actor: {actor.name} ({', '.join(fact for fact in (actor.kind, actor.country) if fact)})")
    for key in post.digest.review or ():
        tell(f"    look at {key}: {review_note(key)}")
    if missing := missing_facts(post):
        tell(f"    missing: {', '.join(missing)}")


def _count(problems: tuple[Problem, ...]) -> str:
    errors = sum(problem.severity == "error" for problem in problems)
    return f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}"
