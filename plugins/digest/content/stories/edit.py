"""Lossless edits of `stories.yaml`: a story added, changed or removed."""

from collections.abc import Mapping

from ...core.errors import StoriesError
from ...core.slugs import derive_slug
from ...core.types import Problem
from ...core.yaml import entries
from ...core.yaml.entries import EntryForm, Target
from .parse import KEYS, parse_stories
from .story import Story

FORM = EntryForm(example="`- title: ...`", error=StoriesError, order=KEYS)


def add_story(text: str, story: Story, *, file: str) -> str:
    """Append a story. Raises StoriesError if the file could not be read with it."""
    values = {
        "title": story.title,
        "slug": story.slug,
        "summary": story.summary,
        "posts": story.posts,
        "not": story.refused,
        "status": story.status,
        "former_slugs": story.former_slugs,
        "id": story.id,
    }
    return _checked(entries.add_entry(text, values, FORM, file=file), file)


def change_story(text: str, slug: str, changes: Mapping[str, object], *, file: str) -> str:
    """Set keys of a story; None or an empty list removes one. Raises StoriesError if it cannot be.

    Of a list, what was there keeps its spelling and comments.
    """
    written = {"slug": slug} if "title" in changes else {}  # first, or it would be made of the new title
    values = {key: None if value == () else value for key, value in (written | dict(changes)).items()}
    names = {slug, str(changes.get("slug", slug))}
    for story in parse_stories(text, file=file).stories:
        if story.slug in names - {slug}:  # else the change would be made there
            line = story.where.line if story.where else None
            raise StoriesError((Problem(file=file, line=line, message=f"this story has the slug {story.slug!r}"),))
    target = Target(name=slug, matches=lambda data: _slug_of(data) in names)
    return _checked(entries.change_entry(text, target, values, FORM, file=file), file)


def remove_story(text: str, slug: str, *, file: str) -> str:
    """Remove a story. Raises StoriesError if it cannot be."""
    target = Target(name=slug, matches=lambda data: _slug_of(data) == slug)
    return _checked(entries.remove_entry(text, target, FORM, file=file), file)


def _slug_of(data: object) -> str | None:
    if not isinstance(data, dict):
        return None
    title = data.get("title")
    slug = data.get("slug") or (derive_slug(" ".join(title.split())) if isinstance(title, str) else None)
    return slug.strip() if isinstance(slug, str) else None


def _checked(text: str, file: str) -> str:
    parse_stories(text, file=file)  # raises before anything is written
    return text
