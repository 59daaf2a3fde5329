"""Compare-and-set of a post: change its text only if it is what the editor was shown, and only to a valid one."""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...content.check import find_errors
from ...content.frontmatter import edit_post, parse_post
from ...content.journal import commit
from ...content.private import read_whole
from ...content.store import Content, Edit, name_of, read_vocabularies
from ...content.vocabulary import Vocabularies
from ...core.errors import ContentError, DigestError, ProblemsError
from ...core.settings import DigestSettings
from ...core.types import Post, Problem
from ..posts import make_edits


class ChangedElsewhereError(ContentError):
    """A post's file is no longer what was shown.

    `found` is its text; `wanted` that text with the change made to it, None if it cannot be.
    """

    def __init__(self, file: str, *, found: str, wanted: str | None) -> None:
        super().__init__(f"{file}: it was changed elsewhere since it was shown; nothing was done")
        self.found, self.wanted = found, wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A post that is about to be changed, as it is on disk."""

    path: Path
    file: str
    text: str  # the whole text
    post: Post
    vocabularies: Vocabularies


Change = Callable[[Subject], str]


def hash_text(text: str) -> str:
    """Hash a file's text: what a form carries of what it shows."""
    return hashlib.sha256(text.encode()).hexdigest()


def change_post(
    content: Content,
    settings: DigestSettings,
    path: Path,
    change: Change,
    *,
    what: str,
    shown: str | None,
    others: Sequence[Edit] = (),
) -> str:
    """Change a post, and other files, in one action; return a message. Raises DigestError before anything is written.

    The message and the journal say `what` was changed.
    """
    subject = read_subject(content, settings, path)
    if shown is not None and shown != hash_text(subject.text):
        raise ChangedElsewhereError(subject.file, found=subject.text, wanted=_try(change, subject))
    new = change(subject)
    if errors := new_errors(content, settings, subject, new):
        raise ProblemsError(errors)
    done = commit(
        content,
        "correct",
        f"{subject.file}: {what}",
        [*others, *make_edits(content, settings, subject.path, new, old=subject.text)],
    )
    return f"{subject.file}: {what}" if done else f"{subject.file}: nothing to change"


def read_subject(content: Content, settings: DigestSettings, path: Path) -> Subject:
    """Read a post that is to be changed. Raises DigestError."""
    text, file = read_whole(content, path), name_of(content, path)
    post = parse_post(text, file=file, timezone=settings.timezone)
    return Subject(path=path, file=file, text=text, post=post, vocabularies=read_vocabularies(content))


def edit_keys(subject: Subject, changes: Mapping[str, object], *, settles: Collection[str]) -> str:
    """Set keys of a post's front matter by hand of the editor: what `settles` names is doubted no longer."""
    review = subject.post.digest.review if subject.post.digest else None
    left = tuple(key for key in review or () if key not in settles)
    doubts = {"digest.review": left} if review and left != review else {}
    return edit_post(subject.text, {**changes, **doubts}, file=subject.file, renew=False)


def new_errors(content: Content, settings: DigestSettings, subject: Subject, new: str) -> tuple[Problem, ...]:
    """List the errors that a text of a post has and its former text had not."""

    def check(text: str) -> tuple[Problem, ...]:
        return find_errors(
            text, subject.vocabularies, settings, file=subject.file, exists=lambda name: (content.root / name).exists()
        )

    known = {(problem.field, problem.message) for problem in check(subject.text)}
    return tuple(problem for problem in check(new) if (problem.field, problem.message) not in known)


def _try(change: Change, subject: Subject) -> str | None:
    try:
        return change(subject)
    except DigestError:
        return None
