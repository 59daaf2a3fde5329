"""Validation of stories against the posts that there are."""

from collections.abc import Collection, Iterator

from ...core.types import Problem
from .story import Stories, Story

FEWEST = 2  # posts of a story


def check_stories(stories: Stories, ids: Collection[str]) -> tuple[Problem, ...]:
    """List what is odd about the stories of a site whose posts have these ids; drafts are posts, too.

    All are warnings: the site shows of each story the posts that are there, and where drafts are not committed, their
    ids are unknown to the build that publishes.
    """
    found = [problem for story in stories.stories for problem in _check(story, frozenset(ids))]
    return tuple(sorted((*stories.warnings, *found), key=lambda problem: problem.line or 0))


def _check(story: Story, ids: frozenset[str]) -> Iterator[Problem]:
    for post in story.posts:
        if post not in ids:
            message = f"there is no post {post!r}; delete the id here, or bring the post back"
            yield _problem(story, message, line=story.post_lines.get(post))
    if len(story.posts) < FEWEST:
        how = "no post" if not story.posts else "one post"
        message = f"{story.title!r} has {how}; add others with `digest stories join {story.slug} POST`, or delete it"
        yield _problem(story, message)


def _problem(story: Story, message: str, *, line: int | None = None) -> Problem:
    file, at = story.where or ("stories.yaml", None)
    return Problem(file=file, line=line or at, field="posts", message=message, severity="warning")
