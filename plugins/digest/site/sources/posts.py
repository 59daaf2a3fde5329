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
from ...content.frontmatter.split import split_post
from ...content.store import Content, look_for_posts, read_text
from ...core.errors import ContentError, FrontMatterError, ProblemsError, UnreadableError
from ...core.settings import DigestSettings
from ...core.types import Post, Problem
from ...core.workers import count_workers, share
from ..cache import BodyStore, Found, PostCache, StoredPost, body_of
from ..fingerprint import fingerprint_of, hash_primitives
from ..markup import Bodies, Body, RenderedBody, body_sha256, list_local_files
from ..plan import is_shown, make_body
from ..versions import BODY_PACKAGES, code_version, package_versions

logger = logging.getLogger(__name__)

EMBEDS_RE = re.compile(r"\](?:\((?!https?://)|:|\[)|<\w")  # without one of these a text uses no file of the site
WORTHWHILE = 600  # new posts: fewer are read before processes have started


class Seen(NamedTuple):
    """Some posts, looked at: a fingerprint of each that can be used, and what is wrong with the others."""

    fingerprint: dict[str, bytes]
    broken: list[Problem]
    found: Found
    bodies: Mapping[str, RenderedBody]  # made by another process


class Posts:
    """Every post of a site; looks at the disk once.

    `formats`: the HTML of each text that is read is made at once, while the text is at hand.
    """

    def __init__(self, content: Content, settings: DigestSettings, cache: Path, *, formats: bool = False) -> None:
        self._settings = settings
        self.cache = cache
        version = "\n".join((code_version(), *package_versions(BODY_PACKAGES)))
        self.bodies = Bodies(self._load_body, BodyStore(cache, version))
        self._formats = formats
        self._paths, strays = look_for_posts(content)
        version = "\n".join((code_version(), *package_versions(("pyyaml",)), str(settings.timezone)))
        self._known = PostCache(cache, version)
        self.broken = list(strays)
        self._fingerprints: dict[str, bytes] = {}
        for seen in self._look_at_all():
            self._known.join(seen.found)
            self._fingerprints.update(seen.fingerprint)
            self.broken += seen.broken
        self._known.save()
        self.fingerprint = hash_primitives(tuple(self._fingerprints.items()))  # changes when a post does
        # The file that holds the text with a SHA-256: here and of static pages, which whoever reads them adds.
        self.texts = {body_of(fingerprint): self._paths[file] for file, fingerprint in self._fingerprints.items()}
        self.parsed, self.read = self._known.parsed, self._known.read

    def _look_at_all(self) -> list[Seen]:
        """Look at all posts, in order; where most are new in several processes."""
        files, new = list(self._paths.items()), self._known.count_new(self._paths)
        processes = count_workers(self._settings.workers, self._settings.executor, new, WORTHWHILE)
        if processes == 1:
            return [self._look_at(files)]
        parts = []
        self.bodies.prepare_for_fork()
        for places, seen in share(partial(self._look_apart, files), len(files), processes):
            self.bodies.merge(seen.bodies)
            parts.append((places.start, seen._replace(bodies={})))
        return [seen for _, seen in sorted(parts, key=itemgetter(0))]

    def _look_apart(self, files: Sequence[tuple[str, str]], places: range) -> Seen:
        seen = self._look_at(files[places.start : places.stop])
        return seen._replace(bodies=self.bodies.drain())

    def _look_at(self, files: Sequence[tuple[str, str]]) -> Seen:
        fingerprint: dict[str, bytes] = {}
        broken: list[Problem] = []
        for file, path in files:
            try:
                fingerprint[file] = self._known.look(path, file, self._parse)
            except ProblemsError as error:
                broken += error.problems
            except UnreadableError as error:
                broken.append(error.problem(file))
        return Seen(fingerprint, broken, self._known.take(), {})

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

    def _load_body(self, sha256: str) -> str:
        return load_body(Path(self.texts[sha256]), sha256)

    def _look(self, file: str) -> CheckedPost:
        return read_post(read_text(Path(self._paths[file])), file=file, timezone=self._settings.timezone)

    def _parse(self, text: str, file: str) -> StoredPost:
        checked = read_post(text, file=file, timezone=self._settings.timezone)
        if checked.post is None:
            raise FrontMatterError(checked.problems)
        stored = make_stored(checked, text, file)
        if self._formats and is_shown(stored.post, self._settings):
            self.bodies.prepare(make_body(stored.post, stored.body, self._settings), checked.post.body)
        if not EMBEDS_RE.search(text):
            return stored
        whole = Body(sha256=stored.body, lang=stored.post.lang or self._settings.default_lang)
        return stored._replace(files=list_local_files(self.bodies.prepare(whole, checked.post.body).html))


def make_stored(checked: CheckedPost, text: str, file: str) -> StoredPost:
    """Divide a post that was read into what the cache keeps; its body stays in its file."""
    assert checked.post is not None
    return StoredPost(
        post=replace(checked.post, body=""),
        body=body_sha256(checked.post.body),
        header=fingerprint_of(split_post(text, file=file).header),
        problems=checked.problems,
        has_status=has_status(checked),
    )


def load_body(path: Path, sha256: str) -> str:
    """Return the Markdown of a post or page. Raises ContentError if it is no longer what it was."""
    body = split_post(read_text(path), file=path.name).body
    if body_sha256(body) != sha256:
        raise ContentError(f"{path}: it was changed while the site was built; build it again")
    return body
