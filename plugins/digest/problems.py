"""Every problem of the ledger, the vocabularies and the posts; looked for again only when one of them has changed."""

from .cache import keep_problems, recall_problems
from .check import check_posts, check_subjects
from .errors import ProblemsError, UnreadableError
from .marks import mark_of
from .settings import DigestSettings
from .sources import Posts
from .store import (
    Content,
    cleaning_path,
    list_posts,
    name_of,
    read_ledger,
    read_text,
    read_vocabularies,
    read_vocabulary_texts,
)
from .types import TAXONOMIES, Problem
from .versions import code_version
from .vocabulary import Vocabularies, base_vocabularies


def find_problems(content: Content, settings: DigestSettings, posts: Posts | None = None) -> tuple[Problem, ...]:
    """List every problem of the ledger, the vocabularies and the posts, which may have been read already."""
    if posts is None or posts.broken:
        return _find_problems(content, settings, posts)
    ledger = content.ledger.read_bytes() if content.ledger.is_file() else b""
    path = cleaning_path(content)
    texts = read_vocabulary_texts(content) | ({path.name: read_text(path)} if path.is_file() else {})
    mark = mark_of(posts.mark, ledger, texts, repr(settings), code_version())
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


def _check(
    content: Content, settings: DigestSettings, vocabularies: Vocabularies, posts: Posts | None
) -> tuple[Problem, ...]:
    if posts is None:
        texts, problems = read_texts(content)
        return (
            *problems,
            *check_posts(texts, vocabularies, settings, exists=lambda name: (content.root / name).exists()),
        )
    found = check_subjects(posts.subjects(), vocabularies, settings, exists=lambda name: (content.root / name).exists())
    return tuple(sorted((*posts.problems(), *found), key=lambda problem: (problem.file, problem.line or 0)))


def read_texts(content: Content) -> tuple[list[tuple[str, str]], list[Problem]]:
    """Read every post's text with its file's name, and say which cannot be read."""
    texts, problems = [], []
    for path in list_posts(content):
        try:
            texts.append((name_of(content, path), read_text(path)))
        except UnreadableError as error:
            problems.append(error.problem(name_of(content, path)))
    return texts, problems
