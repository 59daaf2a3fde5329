"""Move bodies that are in git to private files; find private files without a post, and posts that need theirs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...content.frontmatter import edit_post, parse_post
from ...content.frontmatter.split import split_post
from ...content.journal import commit
from ...content.posts import plain_body, read_posts
from ...content.private import read_body, read_whole
from ...content.store import Content, Edit, name_of, read_text, walk
from ...core.errors import DigestError
from ...core.settings import DigestSettings
from ...core.terminal import counted
from ...core.types import Post, Problem
from ...site.markup import count_words
from ...site.markup.excerpt import EXCERPT_WORDS
from ...site.sources import Posts
from .excerpt import make_edits

NOT_WORDS_RE = re.compile(r"[\W_]+")
NO_ID = "it has no id, which its text would be named by; run `digest check --fix` first"
STRAY = "no post has its text here, by its id and `body: private`; bring the post back or delete the file"
FULL = "`show: full` shows readers its whole text; take that line out first"
OWN = "you wrote it; only the texts of others are kept out of git"
NOT_INGESTED = "`ingest` did not make it, and so cannot keep its text out of git; shorten it by hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivatePlan:
    """What would be moved: the posts' files, the edits; and a line for each post that cannot be."""

    files: tuple[str, ...]
    edits: tuple[Edit, ...]
    left: tuple[str, ...]


def plan_private(content: Content, settings: DigestSettings, paths: Sequence[Path] = ()) -> PrivatePlan:
    """Plan to move the bodies of some posts, or of all that others wrote, to private files. Raises DigestError."""
    files: list[str] = []
    edits: list[Edit] = []
    left: list[str] = []
    for path, text, post in _read(content, settings, paths):
        file = name_of(content, path)
        is_own = post.digest is None and post.show != "excerpt"
        if post.is_private or not post.body.strip() or (is_own and not paths):
            continue
        if reason := _reason_against(post):
            left.append(f"{file}: {reason}")
            continue
        try:
            new = edit_post(text, {"digest.body": "private"}, file=file)
            edits += make_edits(content, settings, path, new, old=text)
            files.append(file)
        except DigestError as error:
            left.append(str(error))
    return PrivatePlan(files=tuple(files), edits=tuple(edits), left=tuple(left))


def can_be_private(post: Post) -> bool:
    """Return whether a post that has its whole body is somebody else's text, which may be kept out of git."""
    return bool(post.body.strip()) and _reason_against(post) is None


def move_private(content: Content, plan: PrivatePlan) -> str:
    """Carry out a plan, in one action; return a message."""
    commit(content, "private", counted(len(plan.files), "post"), plan.edits)
    moved, folder = counted(len(plan.files), "post"), name_of(content, content.private)
    return f"moved the text of {moved} to {folder}, which git ignores; `digest undo` takes it back"


def check_private(content: Content, posts: Posts) -> Iterator[Problem]:
    """Find private files that no post has, and what keeps a post from showing in public what it should."""
    known = set(posts.private.values())
    for path, fault in walk(content.private, content.root):
        is_stray = path.endswith(".md") and not Path(path).name.startswith(".") and Path(path) not in known
        if message := fault or (STRAY if is_stray and not posts.broken else None):
            yield Problem(file=name_of(content, Path(path)), message=message, severity="warning")
    yield from posts.private_faults
    for file in posts.private:
        post = posts.stored[file].post
        if post.show == "full":
            message = "has no effect: the text is private, and readers see its excerpt; take this line out"
            yield Problem(file=file, field="show", message=message, severity="warning")
        if post.status != "draft" and post.digest and post.digest.minutes is None:
            message = "its excerpt was never made; `digest check --fix` makes it where the text is"
            yield Problem(file=file, message=message, severity="warning")


def list_missing(posts: Posts) -> tuple[str, ...]:
    """List the posts whose private text is not on this machine."""
    return tuple(file for file, path in posts.private.items() if not path.is_file())


def check_excerpts(content: Content, posts: Posts) -> Iterator[Problem]:
    """Find excerpts that are too long, or not in the text any more: it was changed by hand. Reads all such texts."""
    for file, path in posts.private.items():
        try:
            excerpt = split_post(read_text(content.root.parent / file), file=file).body
            body = read_body(content, path)
        except DigestError:  # `find_problems` names it
            continue
        if (words := count_words(excerpt)) > EXCERPT_WORDS:
            message = (
                f"git has {words} words of its text, and readers the first {EXCERPT_WORDS}; shorten them, "
                "or take out `body: private`, then run `digest private`"
            )
            yield Problem(file=file, message=message, severity="warning")
        elif body is not None and excerpt and not _is_in(excerpt, body):
            message = (
                f"its excerpt is not in {name_of(content, path)} any more; "
                "delete it, then `digest check --fix` makes it anew"
            )
            yield Problem(file=file, message=message, severity="warning")


def _read(content: Content, settings: DigestSettings, paths: Sequence[Path]) -> Iterator[tuple[Path, str, Post]]:
    if not paths:
        yield from ((one.path, one.text, one.post) for one in read_posts(content, settings.timezone))
    for path in dict.fromkeys(paths):
        text = read_whole(content, path)
        yield path, text, parse_post(text, file=name_of(content, path), timezone=settings.timezone)


def _reason_against(post: Post) -> str | None:
    if post.digest is None:
        return NOT_INGESTED if post.show == "excerpt" else OWN
    if post.id is None:
        return NO_ID
    return FULL if post.show == "full" else None


def _is_in(excerpt: str, body: str) -> bool:
    text = _bare(body)
    return all(_bare(paragraph) in text for paragraph in excerpt.split("\n\n"))


def _bare(text: str) -> str:
    return NOT_WORDS_RE.sub(" ", plain_body(text)).strip().casefold()
