"""Private bodies: the text of a post in a file of its own that git ignores, named by the post's id.

The *whole text* of a post is its front matter with its body below, wherever that is kept. Whoever looks at a body, or
changes a post, works on whole texts: `read_whole` puts them together, `post_edits` takes them apart.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from ..core.errors import ContentError
from ..core.settings import UTC
from ..core.types import Post
from .frontmatter import read_post, replace_body
from .frontmatter.split import split_post, tidy_body
from .store import Content, Edit, name_of, read_text, text_edit
from .store.tree import refuse_fault

MARK_RE = re.compile(r"\bbody[\"']?[ \t]*:[ \t]*[\"']?private\b")  # nearly all posts lack it, and are not parsed
ID_RE = re.compile(r"^id[ \t]*:[ \t]*[\"']?([A-Za-z0-9][A-Za-z0-9._:-]{0,99})", re.MULTILINE)
CHANGED = "{}: it has changed meanwhile, perhaps in your text editor; run the command again"
MISSING = "{}: its text is in {}, which is not on this machine; bring that file here first"
TAKEN = "{}: it holds the text of a post that is gone; bring that post back or move the file away, then run this again"


def private_path(content: Content, post: Post) -> Path | None:
    """Return where the body of a post is, if its front matter says that it is private."""
    return content.private / f"{post.id}.md" if post.id and post.is_private else None


def read_body(content: Content, path: Path) -> str | None:
    """Read a private body; None where the file is not on this machine. Raises UnreadableError."""
    if not path.is_file():
        return None
    refuse_fault(path, content.root)
    return tidy_body(read_text(path))


def is_missing(content: Content, post: Post) -> bool:
    """Return whether a post has its body in a file that is not on this machine."""
    path = private_path(content, post)
    return path is not None and not path.is_file()


def say_missing(content: Content, post: Post, file: str) -> str | None:
    """Say that a post has its body in a file that is not on this machine; None where it is here."""
    path = private_path(content, post)
    return None if path is None or path.is_file() else MISSING.format(file, name_of(content, path))


def read_whole(content: Content, path: Path) -> str:
    """Read the whole text of a post; where its private body is missing, what its file has. Raises UnreadableError."""
    return _read(content, path).whole or ""


def read_excerpt(content: Content, path: Path) -> str | None:
    """Read what stands in a post's own file in the place of its private body; None if that is not private, or missing.

    Raises DigestError.
    """
    found = _read(content, path)
    return None if found.body is None else _body_of(found, path)


def post_edits(
    content: Content,
    path: Path,
    new: str | None,
    *,
    old: str | None,
    to: Path | None = None,
    excerpt: str | None = None,
) -> tuple[Edit, ...]:
    """Make the edits that turn a post's whole text from `old` into `new`; None: there is no post.

    `to` is its new path, if it moves; `excerpt` replaces what stands in the place of its private body. A text is
    written at its new place before it goes from the old one. Raises ContentError where the files do not hold `old`, or
    the body that is to be changed is not on this machine.
    """
    before = _read(content, path) if old is not None else _Files()
    if before.whole != old:
        raise ContentError(CHANGED.format(path))
    after = _divide(content, path, new, before, excerpt) if new is not None else _Files()
    edits = [*_write(content, before, after)]
    if to in (None, path):
        edits.append(text_edit(path, after.text, old=before.text))
    else:
        edits += [text_edit(to, after.text, old=None), text_edit(path, None, old=before.text)]
    if before.private and before.body is not None and before.private != after.private:
        edits.append(text_edit(before.private, None, old=read_text(before.private)))
    return tuple(edit for edit in edits if edit.before != edit.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Files:
    """A post as it is on disk: its own file, and its private one."""

    text: str | None = None  # None: there is no post
    private: Path | None = None
    body: str | None = None  # of the private file; None: there is none

    @property
    def whole(self) -> str | None:
        return self.text if self.text is None or self.body is None else replace_body(self.text, self.body)


def _read(content: Content, path: Path) -> _Files:
    text = read_text(path)
    private = _find_private(content, text)
    return _Files(text=text, private=private, body=read_body(content, private) if private else None)


def _find_private(content: Content, text: str) -> Path | None:
    if not MARK_RE.search(text):
        return None
    if post := read_post(text, file="", timezone=UTC).post:
        return private_path(content, post)
    header = text[: text.find("\n---", 3)]  # half-edited: its text must not be taken for a public one
    found = ID_RE.search(header) if MARK_RE.search(header) else None
    return content.private / f"{found[1]}.md" if found else None


def _divide(content: Content, path: Path, whole: str, before: _Files, excerpt: str | None) -> _Files:
    private = _find_private(content, whole)
    if private is None:
        return _Files(text=whole)
    body = split_post(whole, file=path.name).body
    shown = _body_of(before, path) if before.private else ""
    if before.private and before.body is None:
        if body != shown:
            raise ContentError(MISSING.format(name_of(content, path), name_of(content, before.private)))
        return _Files(text=whole, private=before.private)
    return _Files(text=replace_body(whole, shown if excerpt is None else excerpt), private=private, body=body)


def _body_of(files: _Files, path: Path) -> str:
    return split_post(files.text or "", file=path.name).body


def _write(content: Content, before: _Files, after: _Files) -> tuple[Edit, ...]:
    """Make the edit of the private file that is to be there."""
    if after.private is None or after.body is None:
        return ()
    is_same = after.private == before.private
    there = before.body if is_same else read_body(content, after.private)
    if there == after.body:  # it may have other line ends
        return ()
    if there is not None and not is_same:
        raise ContentError(TAKEN.format(name_of(content, after.private)))
    old = read_text(after.private) if there is not None else None
    return (text_edit(after.private, f"{after.body}\n" if after.body else "", old=old),)
