"""The posts of a site as the cache has them, read and parsed only where they have changed."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from ..cache import Found, PostCache, StoredPost, body_of
from ..check import Subject, says_status
from ..errors import ContentError, FrontMatterError, ProblemsError, UnreadableError
from ..frontmatter import CheckedPost, read_post
from ..frontmatter.split import split_post
from ..marks import hash_plain, mark_of
from ..markup import body_sha256
from ..settings import DigestSettings
from ..store import Content, list_post_files, read_text
from ..types import Post, Problem
from ..versions import code_version, package_versions
from ..workers import count_workers, share

logger = logging.getLogger(__name__)

WORTHWHILE = 1500  # new posts: fewer are read before processes have started


class Seen(NamedTuple):
    """Some posts, looked at: a mark of each that can be used, and what is wrong with the others."""

    marks: dict[str, bytes]
    broken: list[Problem]
    found: Found


class Posts:
    """Every post of a site; looks at the disk once."""

    def __init__(self, content: Content, settings: DigestSettings, cache: Path) -> None:
        self._settings = settings
        self.cache = cache
        self._paths = list_post_files(content)
        version = "\n".join((code_version(), *package_versions(("pyyaml",)), str(settings.timezone)))
        self._known = PostCache(cache, version)
        self.broken: list[Problem] = []
        self._marks: dict[str, bytes] = {}
        for seen in self._look_at_all():
            self._known.join(seen.found)
            self._marks.update(seen.marks)
            self.broken += seen.broken
        self._known.save()
        self.mark = hash_plain(tuple(self._marks.items()))  # changes when a post does
        self.parsed, self.read = self._known.parsed, self._known.read

    def _look_at_all(self) -> list[Seen]:
        """Look at all posts, in order; where most are new in several processes."""
        files = list(self._paths.items())
        processes = count_workers(
            self._settings.workers, self._settings.executor, self._known.count_new(self._paths), WORTHWHILE
        )
        if processes == 1:
            return [self._look_at(files)]
        parts = share(lambda places: self._look_at(files[places.start : places.stop]), len(files), processes)
        return [seen for _, seen in sorted(parts, key=lambda part: part[0].start)]

    def _look_at(self, files: Sequence[tuple[str, str]]) -> Seen:
        marks: dict[str, bytes] = {}
        broken: list[Problem] = []
        for file, path in files:
            try:
                marks[file] = self._known.look(path, file, self._parse)
            except ProblemsError as error:
                broken += error.problems
            except UnreadableError as error:
                broken.append(error.problem(file))
        return Seen(marks, broken, self._known.take())

    @cached_property
    def stored(self) -> Mapping[str, StoredPost]:
        """Return the posts that can be used, by file."""
        return self._known.load()

    @cached_property
    def posts(self) -> Mapping[str, Post]:
        """Return the posts by file, without bodies. Raises ProblemsError with the problems of all that are broken."""
        errors = tuple(problem for problem in self.broken if problem.severity == "error")
        if errors:
            raise ProblemsError(errors)
        return {file: stored.post for file, stored in self.stored.items()}

    def warn(self) -> None:
        """Warn of posts without an id."""
        for file, stored in self.stored.items():
            if stored.post.id is None:
                message = "this post has no id, so a renamed file would show as new in feeds; `digest check --fix`"
                logger.warning("%s: %s", file, message)

    def paths(self) -> Iterator[tuple[str, str]]:
        """Yield each body's hash, and the file to load it from."""
        for file, mark in self._marks.items():
            yield body_of(mark), self._paths[file]

    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with the form of front matter, warnings too."""
        return (*self.broken, *(problem for stored in self.stored.values() for problem in stored.problems))

    def subjects(self) -> list[Subject]:
        """Return the posts for the checks that need all of them."""
        return [
            Subject(file=file, post=stored.post, has_status=stored.has_status, look=partial(self._look, file))
            for file, stored in self.stored.items()
        ]

    def _look(self, file: str) -> CheckedPost:
        return read_post(read_text(Path(self._paths[file])), file=file, timezone=self._settings.timezone)

    def _parse(self, text: str, file: str) -> StoredPost:
        checked = read_post(text, file=file, timezone=self._settings.timezone)
        if checked.post is None:
            raise FrontMatterError(checked.problems)
        return make_stored(checked, text, file)


def make_stored(checked: CheckedPost, text: str, file: str) -> StoredPost:
    """Divide a post that was read into what the cache keeps; its body stays in its file."""
    assert checked.post is not None
    return StoredPost(
        post=replace(checked.post, body=""),
        body=body_sha256(checked.post.body),
        header=mark_of(split_post(text, file=file).header),
        problems=checked.problems,
        has_status=says_status(checked),
    )


def load_body(path: Path, sha256: str) -> str:
    """Return the Markdown of a post or page. Raises ContentError if it is no longer what it was."""
    body = split_post(read_text(path), file=path.name).body
    if body_sha256(body) != sha256:
        raise ContentError(f"{path}: it was changed while the site was built; build it again")
    return body
