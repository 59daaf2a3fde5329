"""The types of stories, with look-ups by slug and by post."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from ...core.types import Problem

Status = Literal["open", "closed"]


class Where(NamedTuple):
    """The place of a story or of one of its posts."""

    file: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Posts on one and the same event or development."""

    title: str
    slug: str
    summary: str | None = None  # the editor's
    posts: tuple[str, ...] = ()  # ids, each once, in the order in which they joined
    refused: tuple[str, ...] = ()  # ids that are never proposed again
    status: Status = "open"  # closed: nothing more is proposed for it
    former_slugs: tuple[str, ...] = ()  # kept as redirects
    id: str | None = None  # written only where it is not what `identity` would be without
    where: Where | None = field(default=None, compare=False)
    post_lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)  # for messages

    @property
    def identity(self) -> str:
        """Return what the ids of the story's feeds derive from: the first slug that it had."""
        return self.id or (*self.former_slugs, self.slug)[0]


@dataclass(frozen=True, kw_only=True)
class Stories:
    """All stories in the editor's order, and what the editor should look at in their file."""

    stories: tuple[Story, ...] = ()
    warnings: tuple[Problem, ...] = ()

    def find(self, slug: str) -> Story | None:
        """Find a story by its slug or a former one."""
        return self._by_slug.get(slug)

    def of_post(self, post_id: str) -> tuple[Story, ...]:
        """List the stories that a post is in."""
        return self._by_post.get(post_id, ())

    @cached_property
    def _by_slug(self) -> Mapping[str, Story]:
        former = {slug: story for story in self.stories for slug in story.former_slugs}
        return former | {story.slug: story for story in self.stories}

    @cached_property
    def _by_post(self) -> Mapping[str, tuple[Story, ...]]:
        found: dict[str, tuple[Story, ...]] = {}
        for story in self.stories:
            for post in story.posts:
                found[post] = (*found.get(post, ()), story)
        return found
