"""The verb private: move bodies out of git, and say what git and backups have to do with it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...content.journal import writing
from ...content.paths import find_post
from ...content.store import name_of
from ...editor.posts.private import move_private, plan_private
from ..show import find_site, say, warn

if TYPE_CHECKING:
    from ...plugin.site import Site

HISTORY = """\
git's history still has these texts, here, in each clone and wherever you have pushed to. To take them out of it:
    git add -A && git commit -m "Texts of others out of git"
    cp -a {posts} ..
    git filter-repo --force --invert-paths {paths}
    cp -a {copies} {root}/ && git add -A && git commit -m "Posts without the texts of others"
then add your remote again and `git push --force`; whoever has a clone must clone anew. The posts lose their history."""
COPIES = """\
{folder} is on this machine alone, and git takes it nowhere. Have your backup take it; to bring it to another machine:
    rsync -a {folder}/ OTHER-MACHINE:SITE/{folder}/"""


@click.command()
@click.argument("posts", nargs=-1, metavar="[POST...]")
@click.option("--dry-run", is_flag=True, help="Only list the posts whose text would be moved.")
@click.pass_context
def private(context: click.Context, posts: tuple[str, ...], dry_run: bool) -> None:
    """Keep the texts of others out of git: move the text of each POST, or of all, to a file that git ignores.

    The text goes to content/private/ID.md, ID being the post's id. The post keeps summary, terms and an excerpt, which
    is what a public build shows in any case. Posts that you wrote yourself, and those with `show: full`, stay as they
    are. With DIGEST_KEEP_BODY = "private", `digest ingest` makes such posts from the start. `digest undo` undoes this.

    \b
    Examples:
      digest private --dry-run
      digest private
      digest private turmoil-in-kabul
    """
    site = find_site(context)
    with writing(site.content, report=warn):
        paths = [find_post(site.content, given, cwd=Path.cwd()) for given in posts]
        plan = plan_private(site.content, site.settings, paths)
        for line in plan.left:
            warn(line)
        for file in plan.files if dry_run else ():
            say(f"{file}: its text would be moved")
        if not plan.files:
            say("there is no text to move")
        elif not dry_run:
            say(move_private(site.content, plan))
    if plan.files and not dry_run:
        _say_what_is_left(site)
    context.exit(1 if plan.left and posts else 0)


def _say_what_is_left(site: "Site") -> None:
    """Say what git still has, and how the private files get to other machines."""
    content = site.content
    if any((folder / ".git").exists() for folder in content.root.parents):
        folders = [name_of(content, folder) for folder in content.posts]
        say(
            HISTORY.format(
                posts=" ".join(folders),
                paths=" ".join(f"--path {folder}" for folder in folders),
                copies=" ".join(f"../{Path(folder).name}" for folder in folders),
                root=name_of(content, content.root),
            )
        )
    say(COPIES.format(folder=name_of(content, content.private)))
    if site.settings.keep_body != "private":
        say('new articles still keep their text in the post: set DIGEST_KEEP_BODY = "private" in pelicanconf.py')
