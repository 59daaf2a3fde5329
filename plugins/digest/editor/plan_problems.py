"""What would stop a build though each post is sound, links that lead nowhere, and files that nothing uses.

Found by planning the site. The pages are not rendered.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ..content.frontmatter import read_post
from ..content.store import read_text
from ..core.errors import ProblemsError
from ..core.types import Problem
from ..site.plan import Plan, PreviousPlan, make_feed_plan, plan_changes
from ..site.plan.digest import Digest, find_used, is_published
from ..site.sources import BuildInputs
from ..site.sources.reading import locate_problems

SEARCH_FOLDER: Final = "pagefind/"  # made after the plan


def find_plan_problems(inputs: BuildInputs) -> tuple[Problem, ...]:
    """List what stops the build of a site whose posts and vocabularies are sound, dead links and unused files."""
    try:
        with locate_problems(inputs.request.content.root):
            if inputs.request.planned:
                plan = plan_changes(inputs.digest, PreviousPlan())
                return (*_find_dead_links(inputs, plan), *_find_poor_pictures(inputs), *_find_unused(inputs))
            make_feed_plan(inputs.digest)
    except ProblemsError as error:
        return error.problems
    return tuple(_find_unused(inputs))


def _find_dead_links(inputs: BuildInputs, plan: Plan) -> Iterator[Problem]:
    """Find links and pictures in texts that lead to nothing of the site."""
    there = {*plan.paths, *(path.removesuffix("index.html") for path in plan.paths)}
    linking = {page.file: page.files for page in inputs.sources.files.pages}
    linking |= {file: stored.files for file, stored in inputs.posts.stored.items() if _shows_all(inputs.digest, file)}
    for file, links in linking.items():
        for link in links:
            if not {link, f"{link}/"} & there and not link.startswith(SEARCH_FOLDER):
                yield _dead_link(inputs.request.content.root.parent / file, file, link)


def _shows_all(digest: Digest, file: str) -> bool:
    return file in digest.posts and not digest.bodies[file].excerpt


def _dead_link(path: Path, file: str, link: str) -> Problem:
    """Describe a link by the first line that has it, or its last part where it is spelt otherwise."""
    lines = read_text(path).split("\n")
    end = link.rstrip("/").rpartition("/")[2]
    line = next((number for part in (link, end) for number, text in enumerate(lines, 1) if part in text), None)
    message = f"nothing of the site is at /{link}; correct the link, or add what it leads to"
    return Problem(file=file, line=line, message=message, severity="warning")


def _find_poor_pictures(inputs: BuildInputs) -> Iterator[Problem]:
    """Find posts' pictures that readers cannot see, or wait for."""
    faults = {copy.path: copy.faults for copy in inputs.sources.files.copies if copy.root == "content"}
    for file, stored in inputs.posts.stored.items():
        image = stored.post.image
        for fault in faults.get(image.src.removeprefix("/"), ()) if image else ():
            path = inputs.request.content.root.parent / file
            line = read_post(read_text(path), file=file).find_line("image")
            message = f"{image.src if image else ''}: {fault}"
            yield Problem(file=file, line=line, field="image", message=message, severity="warning")


def _find_unused(inputs: BuildInputs) -> Iterator[Problem]:
    """Find files that neither posts use, drafts too, nor pages or settings."""
    files, settings, posts = inputs.sources.files, inputs.request.settings, inputs.posts
    embedded = {file: stored.files for file, stored in posts.stored.items() if stored.files}
    used = find_used(posts.posts.items(), embedded, files.pages, settings)
    for copy in files.copies:
        if not is_published(copy, used, settings):
            file = f"{inputs.request.content.root.name}/{copy.path}"
            message = "nothing uses this file, so it is not published; to publish it, name it in DIGEST_PUBLISH"
            yield Problem(file=file, message=message, severity="warning")
