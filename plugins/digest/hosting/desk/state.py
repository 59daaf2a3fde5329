"""What the desk knows of its site: settings, folders, posts as they are on disk, the last message for the editor.

Nothing here is a copy that could grow old: posts are looked up on disk at each request, and parsed where they changed.
"""

import logging
import re
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import cast

from flask import current_app

from ...content.frontmatter import derive_id, read_post
from ...content.journal import writing
from ...content.paths import post_address
from ...content.private import read_whole
from ...content.store import Content, look_for_posts
from ...core.errors import FrontMatterError, ProblemsError, UnreadableError
from ...core.settings import DigestSettings
from ...core.types import Post, Problem
from ...editor.corrections import hash_text
from ...site.cache import CachedPost, StoredPost, read_cached
from ...site.sources.posts import make_stored
from .readings import Readings

logger = logging.getLogger(__name__)

PRIVATE_FOLDER = ".digest"  # beside the content folder, not committed
EXTENSION = "digest-desk"
MOST_SHOWN = 60  # texts of posts that are kept to merge from; an editor has a few open
KEY_RE = re.compile(r"[\w-]{1,64}")  # of a post in an address


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSite:
    """The site that a desk works on, and where its built pages are looked at."""

    content: Content
    settings: DigestSettings
    theme: Path
    preview: str | None = None  # origin of the local site, where it is served
    cache: Path | None = None  # folder of its own for what is kept from one run to the next

    @property
    def private(self) -> Path:
        """Return the folder of journal, tokens and keys."""
        return self.content.root.parent / PRIVATE_FOLDER


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPost:
    """A post under the key that addresses name it by; `post` is None where its file cannot be used."""

    key: str
    file: str
    path: Path
    post: Post | None  # without its body
    version: str = ""  # a hash of the file's bytes
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PostList:
    """All posts at one moment, drafts in the order in which the editor goes through them."""

    by_key: Mapping[str, DeskPost]
    drafts: tuple[DeskPost, ...]

    def find_next(self, key: str) -> DeskPost | None:
        """Return the draft after one, the first at the end; None if there is no other."""
        return self._neighbour(key, 1)

    def find_previous(self, key: str) -> DeskPost | None:
        """Return the draft before one, the last at the start; None if there is no other."""
        return self._neighbour(key, -1)

    def place_of(self, key: str) -> int | None:
        """Return a draft's place in the list, from 1."""
        return next((place for place, one in enumerate(self.drafts, 1) if one.key == key), None)

    def _neighbour(self, key: str, step: int) -> DeskPost | None:
        place = self.place_of(key)
        others = [one for one in self.drafts if one.key != key]
        if not others or place is None:
            return others[0] if others else None
        return self.drafts[(place - 1 + step) % len(self.drafts)]


@dataclass(slots=True)
class Notice:
    """What the last action did, shown at the foot of the next page."""

    text: str = ""
    undoable: bool = False
    redoable: bool = False


@dataclass(slots=True)
class Desk:
    """One running desk: its site, the posts that it has parsed, its last notice."""

    site: DeskSite
    notice: Notice = field(default_factory=Notice)
    readings: Readings = field(init=False)
    _postponed: dict[str, None] = field(default_factory=dict)  # keys of drafts, in order
    _cached: dict[str, CachedPost] = field(default_factory=dict)
    _shown: dict[str, str] = field(default_factory=dict)  # by their hash, the last one last
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.readings = Readings(self.site.content, self.site.settings, self.site.cache)

    @staticmethod
    def current() -> "Desk":
        """Return the desk of the request."""
        return cast(Desk, current_app.extensions[EXTENSION])

    def posts(self) -> PostList:
        """Look at the posts on disk."""
        with self._turn:
            paths, _ = look_for_posts(self.site.content)
            found = [self._read(file, path) for file, path in paths.items()]
            for gone in self._cached.keys() - paths.keys():
                del self._cached[gone]
        return make_list(found, tuple(self._postponed))

    def postpone(self, key: str) -> None:
        """Put a draft at the end of the list, until the desk ends."""
        self._postponed.pop(key, None)
        self._postponed[key] = None

    def remember(self, text: str) -> str:
        """Keep the text of a post that a page shows, from which both sides of a conflict start; return its hash."""
        text_hash = hash_text(text)
        self._shown.pop(text_hash, None)
        self._shown[text_hash] = text
        while len(self._shown) > MOST_SHOWN:
            self._shown.pop(next(iter(self._shown)), None)
        return text_hash

    def recall(self, text_hash: str) -> str | None:
        """Return a text that was shown, if it was one of the last."""
        return self._shown.get(text_hash)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the lock that the command line uses. Raises ContentError if another command has it for long."""
        with writing(self.site.content, report=logger.info):
            yield

    def _read(self, file: str, path: str) -> DeskPost:
        known = DeskPost(key=derive_id(file), file=file, path=Path(path), post=None)
        try:
            cached = read_cached(path, self._cached.get(file), partial(self._parse, file=file))
        except ProblemsError as error:
            return _broken(known, error.problems)
        except UnreadableError as error:
            return _broken(known, (error.problem(file),))
        self._cached[file] = cached
        post = cached.stored.post
        key = post.id if post.id and KEY_RE.fullmatch(post.id) else known.key
        return DeskPost(key=key, file=file, path=Path(path), post=post, version=cached.content_hash.hex())

    def _parse(self, text: str, *, file: str) -> StoredPost:
        checked = read_post(text, file=file, timezone=self.site.settings.timezone)
        if checked.post is None:
            raise FrontMatterError(checked.problems)
        return make_stored(checked, text, file)

    def find_by_address(self, address: str) -> DeskPost | None:
        """Find the post of a page on the site: `/2021/08/17/slug/`."""
        zone = self.site.settings.timezone
        every = self.posts().by_key.values()
        return next((one for one in every if one.post and post_address(one.post, zone) == address), None)

    def say(self, text: str, *, undoable: bool = False, redoable: bool = False) -> None:
        """Keep a message for the next page."""
        self.notice = Notice(text, undoable, redoable)


def make_list(found: Sequence[DeskPost], postponed: Sequence[str] = ()) -> PostList:
    """Order posts and give each a key of its own: an id that two files claim names neither.

    Drafts run from the newest to the oldest; those that cannot be read come after them, the postponed ones last.
    """
    claims = Counter(one.key for one in found)
    keyed = [one if claims[one.key] == 1 else _broken_key(one) for one in found]
    drafts = [one for one in keyed if one.post is None or one.post.status == "draft"]
    ranks = {key: rank for rank, key in enumerate(postponed, 1)}
    drafts.sort(key=lambda one: (ranks.get(one.key, 0), one.post is None, _age(one), one.file))
    return PostList(by_key={one.key: one for one in keyed}, drafts=tuple(drafts))


def _age(one: DeskPost) -> float:
    return -one.post.date.timestamp() if one.post else 0.0


def _broken(known: DeskPost, problems: tuple[Problem, ...]) -> DeskPost:
    return replace(known, problems=problems)


def _broken_key(one: DeskPost) -> DeskPost:
    return replace(one, key=derive_id(one.file))


def read_shown(one: DeskPost) -> str:
    """Read the whole text of a post. Raises UnreadableError."""
    return read_whole(Desk.current().site.content, one.path)
