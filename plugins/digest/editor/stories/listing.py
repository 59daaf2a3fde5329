"""List stories with how many of their posts are there, and from when to when."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from ...content.frontmatter import derive_id
from ...content.stories import Stories, Story
from ...core.types import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """A story as a list shows it: drafts count as posts; of those that are gone nothing is known."""

    story: Story
    posts: tuple[tuple[str, Post], ...]  # by file, the oldest first
    gone: int
    first: dt.date | None
    last: dt.date | None


def list_stories(stories: Stories, posts: Mapping[str, Post], zone: dt.tzinfo) -> tuple[StoryLine, ...]:
    """List stories, those with the newest posts first."""
    by_id = {post.id or derive_id(file): (file, post) for file, post in posts.items()}
    lines = [_make_line(story, by_id, zone) for story in stories.stories]
    return tuple(sorted(lines, key=lambda line: (line.last or dt.date.min, line.story.slug), reverse=True))


def _make_line(story: Story, by_id: Mapping[str, tuple[str, Post]], zone: dt.tzinfo) -> StoryLine:
    found = sorted((by_id[one] for one in story.posts if one in by_id), key=lambda pair: (pair[1].date, pair[0]))
    days = [post.date.astimezone(zone).date() for _, post in found]
    return StoryLine(
        story=story,
        posts=tuple(found),
        gone=len(story.posts) - len(found),
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )
