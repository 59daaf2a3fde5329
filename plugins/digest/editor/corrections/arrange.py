"""Order of importance within a day: a day's posts as the site will order them, and changes of their weights.

Decide with `arrange_day` and `change_weights`, then write with `save_weights` while the caller is `writing`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ...content.frontmatter import edit_post, parse_post
from ...content.journal import commit
from ...content.private import post_edits, read_whole
from ...content.store import Content, name_of
from ...content.stories import Stories
from ...content.vocabulary import Vocabularies
from ...core.errors import ContentError
from ...core.settings import DigestSettings
from ...core.types import Post, Weight
from ...site.importance import arrange
from ...site.plan.days import section_label
from ...site.plan.timelines import find_places, group_by_story
from ...site.taxonomy import TaggedPost, tag_posts

NAMED_DAYS = {"today": 0, "yesterday": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedPost:
    """A post of a day, and where the site puts it."""

    file: str
    post: Post
    place: str  # "lead", "leading", the name of its section, or "also": with the post before it, which is of its story


def parse_day(text: str, today: dt.date) -> dt.date:
    """Read a day: 2021-08-17, today or yesterday. Raises ContentError."""
    if text in NAMED_DAYS:
        return today - dt.timedelta(days=NAMED_DAYS[text])
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise ContentError(f"{text}: this is no day; write it as 2021-08-17, or say today or yesterday") from error


def arrange_day(
    posts: Mapping[str, Post],
    vocabularies: Vocabularies,
    settings: DigestSettings,
    stories: Stories,
    day: dt.date | None,
) -> tuple[dt.date, tuple[PlacedPost, ...]]:
    """List the posts and drafts of a day, or of the newest there is, in their order. Raises ContentError.

    `posts` by file; ProblemsError where one names an unknown country or topic.
    """
    zone = settings.timezone
    days = {file: post.date.astimezone(zone).date() for file, post in posts.items() if post.status != "hidden"}
    chosen = day or max(days.values(), default=None)
    members = {file: posts[file] for file, date in days.items() if date == chosen}
    if chosen is None or not members:
        raise ContentError(f"{chosen or 'this site'}: there are no posts; `digest status` says what is waiting")
    return chosen, tuple(_place(tag_posts(members, vocabularies, zone), vocabularies, stories))


def change_weights(
    content: Content, placed: tuple[PlacedPost, ...], wanted: Mapping[str, Weight], *, clear: bool = False
) -> dict[Path, tuple[str, str]]:
    """Return the posts that change, by path, with their text before and after; `wanted` by file.

    A new lead makes the one that was there `high`. `clear`: all other posts of the day lose their weight.
    """
    weights: dict[str, Weight] = {}
    for one in placed:
        if clear:
            weights[one.file] = "normal"
        elif one.post.weight == "lead" and "lead" in wanted.values():
            weights[one.file] = "high"
    weights.update(wanted)
    changes = {}
    for one in placed:
        weight = weights.get(one.file, one.post.weight or "normal")
        if weight != (one.post.weight or "normal"):
            path = content.root.parent / one.file
            text = read_whole(content, path)
            changes[path] = text, edit_post(text, {"weight": None if weight == "normal" else weight}, file=one.file)
    return changes


def save_weights(
    content: Content, settings: DigestSettings, day: dt.date, changes: Mapping[Path, tuple[str, str]]
) -> dict[str, Post]:
    """Write posts whose weight has changed, as one action; return them by file."""
    edits = [edit for path, (old, new) in changes.items() for edit in post_edits(content, path, new, old=old)]
    commit(content, "arrange", str(day), edits)
    files = {name_of(content, path): new for path, (_, new) in changes.items()}
    return {file: parse_post(new, file=file, timezone=settings.timezone) for file, new in files.items()}


def _place(posts: tuple[TaggedPost, ...], vocabularies: Vocabularies, stories: Stories) -> list[PlacedPost]:
    arranged = arrange(posts, vocabularies.topics, _find_stories(posts, stories))
    places = [(arranged.lead, "lead"), *((entry, "leading") for entry in arranged.leading)]
    places += [(entry, section_label(section)) for section in arranged.sections for entry in section.entries]
    return [
        PlacedPost(file=one.file, post=one.post, place=place if one is entry.post else "also")
        for entry, place in places
        for one in entry.posts
    ]


def _find_stories(posts: tuple[TaggedPost, ...], stories: Stories) -> dict[str, tuple[str, ...]]:
    places = find_places(group_by_story(stories.stories, posts))
    return {file: tuple(at.slug for at in found) for file, found in places.items()}
