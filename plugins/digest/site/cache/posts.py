"""Posts as they were parsed, by file: one that has not changed is not read, one whose bytes are the same not parsed.

Stat signatures and fingerprints come first in the file: where nothing has changed, no more of it is looked at. Posts
are pickled, some dozens together: dates, zones and nested values come back as they were, in C, names that recur but
once, and a post that changes leaves most of the others as they lie.
A pickle can run code, so it is loaded only after its checksum was found right, and from the one folder that this
program itself writes.
"""

import marshal
import pickle
import time
from collections.abc import Callable, Iterable
from dataclasses import fields
from functools import cached_property
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from zlib import crc32

from ...core.errors import UnreadableError
from ...core.types import Caption, Image, NewActor, Post, Problem, Provenance, Source
from ..fingerprint import SIZE
from .cachefile import read_sealed, write_sealed
from .stat_signature import SOURCE_DOUBT, StatSignature, is_settled, read_stat_signature

FILE = "posts"
LENGTH = 8  # bytes that say how long the index is
BUNDLES = 128  # that posts are pickled in: by their files' names, so that a new one changes a single bundle
KINDS: tuple[type[Any], ...] = (Post, Source, Image, Provenance, Caption, NewActor, Problem)
FIELDS = {kind: tuple(field.name for field in fields(kind)) for kind in KINDS}
# Past the `__init__` of frozen classes, which takes two thirds of the time of loading ten thousand posts.
SETTERS = {kind: tuple(getattr(kind, name).__set__ for name in names) for kind, names in FIELDS.items()}


class StoredPost(NamedTuple):
    """A post without its body, and what tells whether its file, its front matter or its body has changed."""

    post: Post  # without its body
    body: str  # SHA-256 of the Markdown
    header: bytes  # changes with the front matter
    problems: tuple[Problem, ...]  # warnings
    has_status: bool  # the front matter says whether it is published
    files: tuple[str, ...] = ()  # of the site, that the body shows or links to


Packed = tuple[Any, ...]
Kind = TypeVar("Kind")
Parse = Callable[[str, str], StoredPost]  # text and file's name


class Known(NamedTuple):
    """What is known of a post's file without its metadata."""

    stamp: StatSignature
    settled: bool  # a change since then shows in the stamp
    digest: bytes  # of its bytes
    fingerprint: bytes  # changes with what was read from it


class Found(NamedTuple):
    """What was found out about some posts: what is known of each file, those parsed, and how many were read."""

    known: dict[str, Known]
    parsed: dict[str, Packed]
    read: int


class PostCache:
    """The posts of one content folder; the metadata of all are loaded when that of one is wanted."""

    def __init__(self, folder: Path, version: str) -> None:
        self._file = folder / FILE
        self._version = sha256(version.encode()).hexdigest()
        self._old: dict[str, Known] = {}
        self._rest = b""
        payload = read_sealed(self._file, self._version)
        if payload is not None:
            size = int.from_bytes(payload[:LENGTH], "big")
            index = marshal.loads(payload[LENGTH : LENGTH + size])
            self._old = dict(zip(index, map(Known._make, index.values()), strict=True))
            self._rest = payload[LENGTH + size :]
        self._new: dict[str, Known] = {}
        self._parsed: dict[str, Packed] = {}
        self.read = 0

    @property
    def parsed(self) -> int:
        """Return how many files were parsed."""
        return len(self._parsed)

    def look(self, path: str, file: str, parse: Parse) -> bytes:
        """Return the fingerprint of a post; reads and parses its file only where it must.

        Raises UnreadableError, and what `parse` does.
        """
        now = time.time_ns()
        known = self._old.get(file)
        try:
            stamp = read_stat_signature(path)
            if known is not None and known.settled and known.stamp == stamp:
                self._new[file] = known
                return known.fingerprint
            data = Path(path).read_bytes()
        except OSError as error:
            raise UnreadableError(path, f"it cannot be read: {error.strerror}") from error
        self.read += 1
        digest = blake2b(data, digest_size=16).digest()
        fingerprint = (
            known.fingerprint if known is not None and known.digest == digest else self._parse(path, file, data, parse)
        )
        self._new[file] = Known(stamp, is_settled(stamp, now, SOURCE_DOUBT), digest, fingerprint)
        return fingerprint

    def count_new(self, files: Iterable[str]) -> int:
        """Count files of which nothing is known."""
        return sum([file not in self._old for file in files])

    def take(self) -> Found:
        """Return what was found since the last time, for the process that keeps it."""
        found = Found(self._new, self._parsed, self.read)
        self._new, self._parsed, self.read = {}, {}, 0
        return found

    def join(self, found: Found) -> None:
        """Keep what was found, here or by another process."""
        self._new.update(found.known)
        self._parsed.update(found.parsed)
        self.read += found.read

    def load(self) -> dict[str, StoredPost]:
        """Return the posts that were looked at, by file."""
        packed: dict[str, Packed] = {}
        for bundle in self._bundles.values():
            packed.update(pickle.loads(bundle))
        return {file: unpack(packed[file]) for file in self._new}

    def save(self) -> None:
        """Keep what was found for the next build; what was not looked at is gone."""
        if self._new == self._old:
            return
        index = marshal.dumps(dict(zip(self._new, map(tuple, self._new.values()), strict=True)))
        if self._parsed or self._new.keys() != self._old.keys():
            self._rest = marshal.dumps(self._bundles)
        write_sealed(self._file, self._version, len(index).to_bytes(LENGTH, "big") + index + self._rest)

    @cached_property
    def _bundles(self) -> dict[int, bytes]:
        """Return the posts, pickled; asked for when all were looked at."""
        bundles: dict[int, bytes] = marshal.loads(self._rest) if self._rest else {}
        changed: dict[int, dict[str, Packed]] = {}
        for file in (*self._parsed, *(self._old.keys() - self._new.keys())):
            place = _bundle_of(file)
            if place not in changed:
                changed[place] = pickle.loads(bundles[place]) if place in bundles else {}
            changed[place].pop(file, None)
            if file in self._parsed:
                changed[place][file] = self._parsed[file]
        return bundles | {place: pickle.dumps(posts, protocol=5) for place, posts in changed.items()}

    def _parse(self, path: str, file: str, data: bytes, parse: Parse) -> bytes:
        stored = parse(_decode(path, data), file)
        self._parsed[file] = pack(stored)
        return stored.header + bytes.fromhex(stored.body)


def _bundle_of(file: str) -> int:
    return crc32(file.encode("utf-8", "surrogateescape")) % BUNDLES


def body_of(fingerprint: bytes) -> str:
    """Return the SHA-256 of a post's Markdown from the post's fingerprint."""
    return fingerprint[SIZE:].hex()


def pack(stored: StoredPost) -> Packed:
    """Turn a post into tuples, which load several times as quickly as what they stand for."""
    post = stored.post
    source, digest = post.source, post.digest
    nested = {
        "source": _pack(source, captions=tuple(map(_pack, source.captions))) if source else None,
        "image": _pack(post.image) if post.image else None,
        "digest": _pack(digest, new_actors=tuple(map(_pack, digest.new_actors))) if digest else None,
    }
    return _pack(post, **nested), stored.body, stored.header, tuple(map(_pack, stored.problems)), *stored[4:]


def unpack(packed: Packed) -> StoredPost:
    """Make the post that `pack` took apart."""
    values, body, header, problems, *rest = packed
    post = _unpack(Post, values)
    if post.source is not None:
        source = _unpack(Source, post.source)
        if source.captions:
            _set(source, "captions", tuple([_unpack(Caption, one) for one in source.captions]))
        _set(post, "source", source)
    if post.image is not None:
        _set(post, "image", _unpack(Image, post.image))
    if post.digest is not None:
        digest = _unpack(Provenance, post.digest)
        if digest.new_actors:
            _set(digest, "new_actors", tuple([_unpack(NewActor, one) for one in digest.new_actors]))
        _set(post, "digest", digest)
    return StoredPost(post, body, header, tuple([_unpack(Problem, one) for one in problems]), *rest)


def _pack(value: Any, **nested: object) -> tuple[object, ...]:
    return tuple(nested[name] if name in nested else getattr(value, name) for name in FIELDS[type(value)])


def _unpack(kind: type[Kind], values: Any) -> Kind:
    made = object.__new__(kind)
    for put, value in zip(SETTERS[kind], values):  # noqa: B905 -- as many, and `strict` takes time
        put(made, value)
    return made


def _set(made: object, name: str, value: object) -> None:
    getattr(type(made), name).__set__(made, value)


def _decode(path: str, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UnreadableError(path, "this is not UTF-8; save the file as UTF-8", line=line) from error
