"""What would stop a build though each post is sound: two pages at one address, a picture that cannot be published.

Found by planning the site. The pages are not rendered.
"""

from collections.abc import Iterator

from ..core.errors import ProblemsError
from ..core.types import Problem
from ..site.plan import PreviousPlan, make_feed_plan, plan_changes
from ..site.plan.digest import find_used, is_published
from ..site.sources import BuildInputs
from ..site.sources.reading import locate_problems


def find_plan_problems(inputs: BuildInputs) -> tuple[Problem, ...]:
    """List what stops the build of a site whose posts and vocabularies are sound, and files that nothing uses."""
    try:
        with locate_problems(inputs.request.content.root):
            if inputs.request.planned:
                plan_changes(inputs.digest, PreviousPlan())
            else:
                make_feed_plan(inputs.digest)
    except ProblemsError as error:
        return error.problems
    return tuple(_find_unused(inputs))


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
