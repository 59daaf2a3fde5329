"""The posts of a site as the cache has them, read and parsed only where they have changed."""

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from ...content.check import Subject, has_status, missing_id
from ...content.frontmatter import CheckedPost, read_post
from ...content.frontmatter.split import split_post, tidy_body
from ...content.posts import plain_body
from ...content.private import private_path
from ...content.store import Content, look_for_posts, read_text, walk
from ...core.errors import ContentError, FrontMatterError, ProblemsError, UnreadableError
from ...core.settings import DigestSettings
from ...core.types import Post, Problem
from ...core.workers import count_workers, share
from ..cache import BodyCache, CachedPost, CacheFile, StoredPost, load_posts, read_cached, save_posts
from ..fingerprint import fingerprint_of, hash_primitives
from ..markup import Bodies, Body, RenderedBody, body_sha256, list_local_links
from ..markup.reading_time import describe_text
from ..plan import is_shown, make_body
from ..versions import BODY_PACKAGES, code_version, package_versions
from .private import read_private

logger = logging.getLogger(__name__)

EMBEDS_RE = re.compile(r"\](?:\((?!https?://)|:|\[)|<\w")  # without one of these a text uses no file of the site
WORTHWHILE = 600  # new posts: fewer are read before processes have started


class Read(NamedTuple):
    """Some posts that were looked at: those that can be used, and what is wrong with the others."""

    found: dict[str, CachedPost]
    broken: list[Problem]
    bodies: Mapping[str, RenderedBody]  # made by another process


class Posts:
    """Every post of a site; looks at the disk once.

    `formats`: the HTML of each text that is read is made at once, while the text is at hand.
    """

    def __init__(self, content: Content, settings: DigestSettings, cache: CacheFile, *, formats: bool = False) -> None:
        self._settings = settings
        self.cache = cache
        version = "\n".join((code_version(), *package_versions(BODY_PACKAGES)))
        self.bodies = Bodies(self._load_body, BodyCache(cache, version))
        self._formats = formats
        self._paths, strays = look_for_posts(content)
        version = "\n".join((code_version(), *package_versions(("pyyaml",)), str(settings.timezone)))
        self._cached = load_posts(cache, version)
        self.broken = list(strays)
        found: dict[str, CachedPost] = {}
        for read in self._read_all():
            found.update(read.found)
            self.broken += read.broken
        save_posts(cache, version, found, self._cached)
        # Where private bodies belong, by file; a production build reads none.
        self.private = {file: path for file, one in found.items() if (path := private_path(content, one.stored.post))}
        wanted = self.private if settings.drafts else {}
        files = {path for path, fault in walk(content.private, content.root) if fault is None} if wanted else set()
        here = {file: path for file, path in wanted.items() if str(path) in files}
        whole, self.private_faults = read_private(here, found, cache, version, self._list_files)
        # The posts that can be used, by file.
        self.stored = {file: whole.get(file, one.stored) for file, one in found.items()}
        self.fingerprint = hash_primitives(tuple([(file, one.header, one.body) for file, one in self.stored.items()]))
        # The file that holds the text with a SHA-256: here and of static pages, which whoever reads them adds.
        self.texts = {stored.body: self._paths[file] for file, stored in self.stored.items()}
        self._bodies = {stored.body: self.private[file] for file, stored in whole.items()}  # without front matter
        self.parsed = sum([not _has_same_text(one, self._cached.get(file)) for file, one in found.items()])

    def _read_all(self) -> list[Read]:
        """Read all posts, in order; where most are new in several processes."""
        files, new = list(self._paths.items()), len(self._paths.keys() - self._cached.keys())
        processes = count_workers(self._settings.workers, self._settings.executor, new, WORTHWHILE)
        if processes == 1:
            return [self._read(files)]
        parts = []
        self.bodies.prepare_for_fork()
        for places, read in share(partial(self._read_apart, files), len(files), processes):
            self.bodies.merge(read.bodies)
            parts.append((places.start, read._replace(bodies={})))
        return [read for _, read in sorted(parts, key=itemgetter(0))]

    def _read_apart(self, files: Sequence[tuple[str, str]], places: range) -> Read:
        read = self._read(files[places.start : places.stop])
        return read._replace(bodies=self.bodies.drain())

    def _read(self, files: Sequence[tuple[str, str]]) -> Read:
        found: dict[str, CachedPost] = {}
        broken: list[Problem] = []
        for file, path in files:
            try:
                found[file] = read_cached(path, self._cached.get(file), partial(self._parse, file=file))
            except ProblemsError as error:
                broken += error.problems
            except UnreadableError as error:
                broken.append(error.problem(file))
        return Read(found, broken, {})

    @cached_property
    def posts(self) -> Mapping[str, Post]:
        """Return the posts by file, without bodies. Raises ProblemsError with the problems of all that are broken."""
        errors = tuple(problem for problem in self.broken if problem.severity == "error")
        if errors:
            raise ProblemsError(errors)
        return {file: stored.post for file, stored in self.stored.items()}

    def warn(self) -> None:
        """Warn of posts without an id."""
        for subject in self.subjects():
            if subject.post.id is None:
                logger.warning("%s", missing_id(subject))

    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with the form of front matter, warnings too."""
        return (*self.broken, *(problem for stored in self.stored.values() for problem in stored.problems))

    def subjects(self) -> list[Subject]:
        """Return the posts for the checks that need all of them."""
        return [
            Subject(file=file, post=stored.post, has_status=stored.has_status, look=partial(self._look, file))
            for file, stored in self.stored.items()
        ]

    def load_text(self, sha256: str) -> str:
        """Return a post's text without the addresses of its links. Raises ContentError as `load_body`."""
        return plain_body(self._load_body(sha256))

    def _load_body(self, sha256: str) -> str:
        private = self._bodies.get(sha256)
        return load_body(private or Path(self.texts[sha256]), sha256, is_bare=private is not None)

    def _look(self, file: str) -> CheckedPost:
        return read_post(read_text(Path(self._paths[file])), file=file, timezone=self._settings.timezone)

    def _parse(self, text: str, *, file: str) -> StoredPost:
        checked = read_post(text, file=file, timezone=self._settings.timezone)
        if checked.post is None:
            raise FrontMatterError(checked.problems)
        stored = make_stored(checked, text, file)
        if self._formats and is_shown(stored.post, self._settings):
            self.bodies.prepare(make_body(stored.post, stored.body, self._settings), checked.post.body)
        return stored._replace(files=self._list_files(stored.post, checked.post.body))

    def _list_files(self, post: Post, body: str) -> tuple[str, ...]:
        if not EMBEDS_RE.search(body):
            return ()
        whole = Body(sha256=body_sha256(body), lang=post.lang or self._settings.default_lang)
        return list_local_links(self.bodies.prepare(whole, body).html)


def _has_same_text(one: CachedPost, cached: CachedPost | None) -> bool:
    return cached is not None and cached.content_hash == one.content_hash


def make_stored(checked: CheckedPost, text: str, file: str) -> StoredPost:
    """Divide a post that was read into what the cache keeps; its body stays in its file."""
    assert checked.post is not None
    facts = describe_text(checked.post)
    return StoredPost(
        post=replace(checked.post, body=""),
        body=body_sha256(checked.post.body),
        header=fingerprint_of(split_post(text, file=file).header, *facts),
        problems=checked.problems,
        has_status=has_status(checked),
        facts=facts,
    )


def load_body(path: Path, sha256: str, *, is_bare: bool = False) -> str:
    """Return the Markdown of a post or page, or of a file without front matter.

    Raises ContentError if it is no longer what it was.
    """
    body = tidy_body(read_text(path)) if is_bare else split_post(read_text(path), file=path.name).body
    if body_sha256(body) != sha256:
        raise ContentError(f"{path}: it was changed while the site was built; build it again")
    return body
