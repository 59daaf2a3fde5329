"""Change stories: begin, join, leave, refuse, merge, split, close, rename; each returns a message for the editor.

Every function makes one action of the journal while its caller is `writing`, or raises DigestError and changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ...content.frontmatter import parse_post
from ...content.journal import commit
from ...content.store import Content, edit_stories, name_of, read_stories, read_text
from ...content.stories import Status, Stories, Story, add_story, change_story, remove_story
from ...core.errors import ContentError
from ...core.slugs import make_slug, slugify
from ...core.terminal import counted

Changes = Mapping[str, Mapping[str, object]]  # by slug, what keys are set to


class Named(NamedTuple):
    """A post that was named: its id, and its file as messages show it."""

    id: str
    file: str


def name_post(content: Content, path: Path, zone: ZoneInfo) -> Named:
    """Read the id of a post. Raises ContentError for one that has none."""
    file = name_of(content, path)
    post = parse_post(read_text(path), file=file, timezone=zone)
    if post.id is None:
        raise ContentError(f"{file}: it has no id, by which a story could name it; run `digest check --fix` first")
    return Named(post.id, file)


def find_story(stories: Stories, given: str) -> Story:
    """Find the story that an editor means: a slug, a former one, or part of one. Raises ContentError."""
    if found := stories.find(given):
        return found
    matches = [story for story in stories.stories if given and f"-{given}" in f"-{story.slug}"]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise ContentError(f"{given}: this may be any of {', '.join(story.slug for story in matches)}; give one whole")
    raise ContentError(f"{given}: there is no such story; `digest stories list` names them")


def new_story(
    content: Content, title: str, posts: Sequence[Named], *, slug: str | None = None, summary: str | None = None
) -> str:
    """Begin a story with some posts."""
    made = _make_story(title, posts, slug=slug, summary=summary)
    edit = edit_stories(content, lambda text, file: add_story(text, made, file=file))
    commit(content, "stories new", made.slug, [edit])
    return f"{made.slug}: a new story of {counted(len(made.posts), 'post')}"


def join_story(content: Content, given: str, posts: Sequence[Named]) -> str:
    """Add posts to a story; one that it had refused is no longer refused."""
    story = find_story(read_stories(content), given)
    new = [post for post in posts if post.id not in story.posts]
    if not new:
        return f"{story.slug}: {_files(posts)} {_is(posts)} in it already"
    ids = tuple(post.id for post in new)
    changes = {"posts": (*story.posts, *dict.fromkeys(ids)), "not": _without(story.refused, ids)}
    _change(content, "stories join", {story.slug: changes}, new)
    return f"{story.slug}: {_files(new)} joined{'; it is closed' if story.status == 'closed' else ''}"


def leave_story(content: Content, given: str, posts: Sequence[Named]) -> str:
    """Take posts out of a story; they may be proposed for it again."""
    story = find_story(read_stories(content), given)
    _require_members(story, posts)
    left = _without(story.posts, [post.id for post in posts])
    _change(content, "stories leave", {story.slug: {"posts": left}}, posts)
    return f"{story.slug}: {_files(posts)} left; {_remaining(story, left)}"


def refuse_posts(content: Content, given: str, posts: Sequence[Named]) -> str:
    """Keep posts out of a story for good: they leave it and are never proposed for it again."""
    story = find_story(read_stories(content), given)
    ids = tuple(dict.fromkeys(post.id for post in posts))
    left, refused = _without(story.posts, ids), (*_without(story.refused, ids), *ids)
    if set(ids) <= set(story.refused):
        return f"{story.slug}: {_files(posts)} {_is(posts)} refused already"
    _change(content, "stories refuse", {story.slug: {"posts": left, "not": refused}}, posts)
    return f"{story.slug}: {_files(posts)} will not be proposed again; `digest stories join` takes that back"


def merge_stories(content: Content, gone: str, kept: str) -> str:
    """Merge the first story into the second, which gets its posts; the first one's address redirects."""
    stories = read_stories(content)
    old, new = find_story(stories, gone), find_story(stories, kept)
    if old.slug == new.slug:
        raise ContentError(f"{gone} and {kept} are one story; name two")
    posts = tuple(dict.fromkeys((*new.posts, *old.posts)))
    former = tuple(dict.fromkeys((*new.former_slugs, old.slug, *old.former_slugs)))
    changes = {
        "posts": posts,
        "not": _without(tuple(dict.fromkeys((*new.refused, *old.refused))), posts),
        "former_slugs": former,
        **_keep_identity(new, new.slug, former),
    }

    def merge(text: str, file: str) -> str:
        return change_story(remove_story(text, old.slug, file=file), new.slug, changes, file=file)

    commit(content, "stories merge", f"{old.slug} into {new.slug}", [edit_stories(content, merge)])
    return f"{new.slug}: it has the posts of {old.slug} now, {len(posts)} in all; the page of {old.slug} redirects"


def split_story(content: Content, given: str, title: str, posts: Sequence[Named], *, slug: str | None = None) -> str:
    """Make some posts of a story a story of their own."""
    story = find_story(read_stories(content), given)
    _require_members(story, posts)
    made = _make_story(title, posts, slug=slug)
    left = _without(story.posts, made.posts)
    if not left:
        raise ContentError(f"{story.slug}: these are all of its posts; `digest stories rename` gives it another name")

    def split(text: str, file: str) -> str:
        return add_story(change_story(text, story.slug, {"posts": left}, file=file), made, file=file)

    commit(content, "stories split", f"{made.slug} from {story.slug}", [edit_stories(content, split)])
    return f"{made.slug}: a new story of {counted(len(made.posts), 'post')}; {story.slug}: {_remaining(story, left)}"


def set_status(content: Content, given: str, status: Status) -> str:
    """Close a story, for which nothing is proposed then, or open it again."""
    story = find_story(read_stories(content), given)
    if story.status == status:
        return f"{story.slug}: it is {status} already"
    verb = "close" if status == "closed" else "reopen"
    _change(content, f"stories {verb}", {story.slug: {"status": status}}, ())
    return f"{story.slug}: {status}"


def rename_story(content: Content, given: str, slug: str | None = None, *, title: str | None = None) -> str:
    """Give a story another slug or title; the former address redirects."""
    story = find_story(read_stories(content), given)
    new = slugify(slug) if slug else story.slug
    if slug and new != slug:
        raise ContentError(f"{slug!r} is no slug; {new!r} would do")
    title = " ".join((title or story.title).split())
    former = _without((*story.former_slugs, story.slug), [new])
    changes: dict[str, object] = {}
    if new != story.slug:
        changes = {"slug": new, "former_slugs": former, **_keep_identity(story, new, former)}
    if title != story.title:
        changes["title"] = title
    if not changes:
        raise ContentError(f"{story.slug}: this is its name already; give another slug, or --title")
    _change(content, "stories rename", {story.slug: changes}, ())
    moved = f"; its page is now /stories/{new}/, and the former address redirects" if new != story.slug else ""
    return f"{new}: {title}{moved}"


def _make_story(title: str, posts: Sequence[Named], *, slug: str | None = None, summary: str | None = None) -> Story:
    title = " ".join(title.split())
    if not title:
        raise ContentError('the title is empty; give one in quotes: digest stories new "Fall of Kabul" POST POST')
    return Story(
        title=title,
        slug=slug or make_slug(title),
        summary=summary,
        posts=tuple(dict.fromkeys(post.id for post in posts)),
    )


def _keep_identity(story: Story, slug: str, former: tuple[str, ...]) -> dict[str, str]:
    """Return the `id` that a story needs beside other slugs, so that its feeds stay the same to their readers."""
    changed = replace(story, slug=slug, former_slugs=former)
    return {} if changed.identity == story.identity else {"id": story.identity}


def _change(content: Content, verb: str, changes: Changes, posts: Sequence[Named]) -> None:
    def change(text: str, file: str) -> str:
        for slug, values in changes.items():
            text = change_story(text, slug, values, file=file)
        return text

    about = ", ".join((*changes, *(post.file for post in posts)))
    commit(content, verb, about, [edit_stories(content, change)])


def _require_members(story: Story, posts: Sequence[Named]) -> None:
    for post in posts:
        if post.id not in story.posts:
            raise ContentError(f"{post.file}: it is not in {story.slug}")


def _without(ids: Sequence[str], gone: Sequence[str]) -> tuple[str, ...]:
    return tuple(one for one in ids if one not in gone)


def _files(posts: Sequence[Named]) -> str:
    return ", ".join(post.file for post in posts)


def _is(posts: Sequence[Named]) -> str:
    return "is" if len(posts) == 1 else "are"


def _remaining(story: Story, left: Sequence[str]) -> str:
    more = "" if len(left) > 1 else f"; join others, or merge it into another: digest stories merge {story.slug} INTO"
    return f"{counted(len(left), 'post')} left{more}"
