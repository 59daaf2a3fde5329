"""Overview of a site: raw files in the inbox, drafts, counts of posts; and what can be fixed in posts automatically."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from ..content.check import fix_post
from ..content.journal import commit
from ..content.paths import is_taken
from ..content.private import read_whole
from ..content.store import (
    Content,
    list_posts,
    list_raw,
    name_of,
    read_index,
    read_ledger,
)
from ..core.errors import ContentError, ProblemsError
from ..core.settings import DigestSettings
from ..core.types import STATUSES, Post
from ..ingest.intake import Outcome, choose_files
from ..site.sources import Posts
from .posts import make_edits


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Raw files to ingest, outcomes of the others, drafts, and how many posts there are of each status."""

    waiting: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    folders: tuple[str, ...]  # in the inbox, where nothing is read
    drafts: tuple[tuple[str, Post], ...]
    counts: dict[str, int]


def make_overview(content: Content, posts: Posts) -> Overview:
    """Look at the inbox and the posts. Raises ProblemsError if the ledger cannot be read."""
    to_read, outcomes = choose_files(content, read_ledger(content), list_raw(content))
    usable = [(file, stored.post) for file, stored in posts.stored.items()]
    folders = (path for path in content.inbox.iterdir() if path.is_dir()) if content.inbox.is_dir() else ()
    return Overview(
        waiting=tuple(file.name for file in to_read),
        outcomes=tuple(outcomes),
        folders=tuple(sorted(path.name for path in folders if not path.name.startswith("."))),
        drafts=tuple((file, post) for file, post in usable if post.status == "draft"),
        counts={status: sum(post.status == status for _, post in usable) for status in STATUSES},
    )


def fix_posts(content: Content, settings: DigestSettings) -> tuple[str, ...]:
    """Give posts the id that they lack, and redirects that a new TIMEZONE wants; return the names of those changed."""
    changed = []
    index, zone = read_index(content), settings.timezone

    def is_free(post: Post, day: dt.date) -> bool:
        return not is_taken(content, index, replace(post, date=dt.datetime.combine(day, dt.time(12), zone)), zone)

    for path in list_posts(content):
        try:
            changed += _fix(content, settings, path, is_free)
        except (ContentError, ProblemsError):  # `find_problems` lists it
            continue
    return tuple(changed)


def _fix(content: Content, settings: DigestSettings, path: Path, is_free: Callable[[Post, dt.date], bool]) -> list[str]:
    text, file = read_whole(content, path), name_of(content, path)
    fixed = fix_post(text, file=file, timezone=settings.timezone, is_free=is_free)
    edits = make_edits(content, settings, path, fixed, old=text)  # also the excerpt of a private text that lacks one
    return [file] if edits and commit(content, "check --fix", file, edits) else []
