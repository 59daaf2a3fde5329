"""What there is and what is wrong with it: the inbox, the drafts, every problem of posts, vocabularies and ledger."""

from dataclasses import dataclass
from pathlib import Path

from .cache import keep_problems, recall_problems
from .check import check_posts, check_subjects, fix_post
from .errors import ContentError, ProblemsError
from .frontmatter import read_post
from .ingest import Outcome, choose_files
from .marks import mark_of
from .settings import DigestSettings
from .sources import Posts
from .store import (
    Content,
    list_posts,
    list_raw,
    name_of,
    read_ledger,
    read_text,
    read_vocabularies,
    read_vocabulary_texts,
    write_atomic,
)
from .types import STATUSES, TAXONOMIES, Post, Problem
from .versions import code_version
from .vocabulary import Vocabularies, base_vocabularies


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What there is: raw files that wait, outcomes of the others, drafts, and how many posts of each status."""

    waiting: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    folders: tuple[str, ...]  # in the inbox, where nothing is read
    drafts: tuple[tuple[str, Post], ...]
    counts: dict[str, int]
    unusable: int


def make_overview(content: Content, settings: DigestSettings) -> Overview:
    """Look at the inbox and the posts. Raises ProblemsError if the ledger cannot be read."""
    to_read, outcomes = choose_files(content, read_ledger(content), list_raw(content))
    posts = read_posts(content, settings)
    usable = [(file, post) for file, post in posts if post]
    folders = (path for path in content.inbox.iterdir() if path.is_dir()) if content.inbox.is_dir() else ()
    return Overview(
        waiting=tuple(file.name for file in to_read),
        outcomes=tuple(outcomes),
        folders=tuple(sorted(path.name for path in folders if not path.name.startswith("."))),
        drafts=tuple((file, post) for file, post in usable if post.status == "draft"),
        counts={status: sum(post.status == status for _, post in usable) for status in STATUSES},
        unusable=len(posts) - len(usable),
    )


def read_posts(content: Content, settings: DigestSettings) -> list[tuple[str, Post | None]]:
    """Read every post with its file's name; None where its front matter cannot be used."""
    texts, _ = _read_texts(content)
    return [(file, read_post(text, file=file, timezone=settings.timezone).post) for file, text in texts]


def find_problems(content: Content, settings: DigestSettings, posts: Posts | None = None) -> tuple[Problem, ...]:
    """List every problem of the ledger, the vocabularies and the posts, which may have been read already."""
    if posts is None or posts.broken:
        return _find_problems(content, settings, posts)
    ledger = content.ledger.read_bytes() if content.ledger.is_file() else b""
    mark = mark_of(posts.mark, ledger, read_vocabulary_texts(content), repr(settings), code_version())
    known = recall_problems(posts.cache, mark, lambda name: (content.root / name).exists())
    if known is None:
        known = _find_problems(content, settings, posts)
        if not any(problem.severity == "error" for problem in known):
            pictures = {post.image.src for post in posts.posts.values() if post.image}
            keep_problems(posts.cache, mark, sorted(pictures), known)
    return known


def _find_problems(content: Content, settings: DigestSettings, posts: Posts | None) -> tuple[Problem, ...]:
    problems: list[Problem] = []
    try:
        read_ledger(content)
    except ProblemsError as error:
        problems += error.problems
    try:
        found = _check(content, settings, read_vocabularies(content), posts)
    except ProblemsError as error:
        problems += error.problems
        # What only the editor's broken files know would look unknown now, and is no problem of the posts.
        found = tuple(p for p in _check(content, settings, base_vocabularies(), posts) if p.field not in TAXONOMIES)
    return (*problems, *found)


def fix_posts(content: Content) -> tuple[str, ...]:
    """Mend what the program can mend by itself; returns the names of the posts that it changed."""
    changed = []
    for path in list_posts(content):
        try:
            changed += _fix(content, path)
        except (ContentError, ProblemsError):  # told by `find_problems`
            continue
    return tuple(changed)


def _fix(content: Content, path: Path) -> list[str]:
    text, file = read_text(path), name_of(content, path)
    fixed = fix_post(text, file=file)
    if fixed == text:
        return []
    write_atomic(path, fixed.encode(), expected=text.encode())
    return [file]


def _check(
    content: Content, settings: DigestSettings, vocabularies: Vocabularies, posts: Posts | None
) -> tuple[Problem, ...]:
    if posts is None:
        texts, problems = _read_texts(content)
        return (
            *problems,
            *check_posts(texts, vocabularies, settings, exists=lambda name: (content.root / name).exists()),
        )
    found = check_subjects(posts.subjects(), vocabularies, settings, exists=lambda name: (content.root / name).exists())
    return tuple(sorted((*posts.problems(), *found), key=lambda problem: (problem.file, problem.line or 0)))


def _read_texts(content: Content) -> tuple[list[tuple[str, str]], list[Problem]]:
    texts, problems = [], []
    for path in list_posts(content):
        try:
            texts.append((name_of(content, path), read_text(path)))
        except ContentError as error:
            problems.append(Problem(file=name_of(content, path), message=str(error)))
    return texts, problems
