"""Every problem of the ledger, the vocabularies and the posts; looked for again only where one of them has changed."""

from collections.abc import Callable
from functools import partial

from ..content.check import check_posts, check_subjects, sort_problems
from ..content.store import (
    Content,
    cleaning_path,
    list_posts,
    name_of,
    read_ledger,
    read_text,
    read_vocabularies,
    read_vocabulary_texts,
)
from ..content.vocabulary import Vocabularies, base_vocabularies
from ..core.errors import ProblemsError, UnreadableError
from ..core.settings import DigestSettings
from ..core.types import TAXONOMIES, Problem
from ..site.cache import Checked, keep_check, recall_check
from ..site.fingerprint import fingerprint_of
from ..site.sources import Posts, load_vocabularies
from ..site.versions import code_version

UNCHECKED = Checked()


def find_problems(content: Content, settings: DigestSettings, posts: Posts | None = None) -> tuple[Problem, ...]:
    """List every problem of the ledger, the vocabularies and the posts, which may have been read already."""
    if posts is None:
        return _find_problems(content, read_vocabularies, partial(_check_texts, content, settings))
    if posts.broken:
        load = partial(load_vocabularies, cache=posts.cache)
        return _find_problems(content, load, lambda known: _check_posts(content, settings, posts, known).problems)
    ledger = content.ledger.read_bytes() if content.ledger.is_file() else b""
    path = cleaning_path(content)
    texts = read_vocabulary_texts(content) | ({path.name: read_text(path)} if path.is_file() else {})
    context = fingerprint_of(ledger, texts, repr(settings), code_version())
    before = recall_check(posts.cache, context, lambda name: (content.root / name).exists())
    if before.posts == posts.fingerprint:
        return before.problems
    return _check_again(content, settings, posts, context, before)


def _check_again(
    content: Content, settings: DigestSettings, posts: Posts, context: bytes, before: Checked
) -> tuple[Problem, ...]:
    """Check the posts that have changed, and what concerns several; keep what was found where there is no error."""
    checked = before

    def check(vocabularies: Vocabularies) -> tuple[Problem, ...]:
        nonlocal checked
        checked = _check_posts(content, settings, posts, vocabularies, before)
        return checked.problems

    found = _find_problems(content, partial(load_vocabularies, cache=posts.cache), check)
    if not any(problem.severity == "error" for problem in found):
        pictures = {post.image.src for post in posts.posts.values() if post.image}
        keep_check(posts.cache, context, sorted(pictures), checked)
    return found


def _find_problems(
    content: Content,
    load: Callable[[Content], Vocabularies],
    check: Callable[[Vocabularies], tuple[Problem, ...]],
) -> tuple[Problem, ...]:
    problems: list[Problem] = []
    try:
        read_ledger(content)
    except ProblemsError as error:
        problems += error.problems
    try:
        found = check(load(content))
    except ProblemsError as error:
        problems += error.problems
        # What only the editor's broken files know would look unknown now, and is no problem of the posts.
        found = tuple(problem for problem in check(base_vocabularies()) if problem.field not in TAXONOMIES)
    return (*problems, *found)


def _check_texts(content: Content, settings: DigestSettings, vocabularies: Vocabularies) -> tuple[Problem, ...]:
    texts, problems = read_texts(content)
    found = check_posts(texts, vocabularies, settings, exists=lambda name: (content.root / name).exists())
    return (*problems, *found)


def _check_posts(
    content: Content, settings: DigestSettings, posts: Posts, vocabularies: Vocabularies, before: Checked = UNCHECKED
) -> Checked:
    headers = {file: stored.header for file, stored in posts.stored.items()}
    known = {file for file, header in headers.items() if before.headers.get(file) == header}
    own, shared = check_subjects(
        posts.subjects(), vocabularies, settings, exists=lambda name: (content.root / name).exists(), known=known
    )
    own = (*[problem for problem in before.own if problem.file in known], *own)
    problems = sort_problems((*posts.problems(), *own, *shared))
    return Checked(posts=posts.fingerprint, headers=headers, problems=problems, own=own)


def read_texts(content: Content) -> tuple[list[tuple[str, str]], list[Problem]]:
    """Read every post's text with its file's name, and say which cannot be read."""
    texts, problems = [], []
    for path in list_posts(content):
        try:
            texts.append((name_of(content, path), read_text(path)))
        except UnreadableError as error:
            problems.append(error.problem(name_of(content, path)))
    return texts, problems
