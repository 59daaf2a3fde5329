"""Posts as they were parsed, by file: one that has not changed is not read, one whose bytes are the same not parsed.

Stamps and marks come first in the file: where nothing has changed, no more of it is looked at. The posts are pickled:
dates, zones and nested values come back as they were, in C. A pickle can run code, so it is loaded only after its
checksum was found right, and from the one folder that this program itself writes.
"""

import marshal
import pickle
import time
from collections.abc import Callable
from dataclasses import fields
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import UnreadableError
from ..types import Caption, Image, NewActor, Post, Problem, Provenance, Source
from .sealed import read_sealed, write_sealed
from .stamps import SOURCE_DOUBT, Stamp, is_settled, read_stamp

FILE = "posts"
LENGTH = 8  # bytes that say how long the index is
FIELDS = {kind: tuple(field.name for field in fields(kind)) for kind in (Post, Source, Image, Provenance)}


class StoredPost(NamedTuple):
    """A post without its body, and what tells whether its file, its front matter or its body has changed."""

    post: Post  # without its body
    body: str  # SHA-256 of the Markdown
    header: bytes  # changes with the front matter
    problems: tuple[Problem, ...]  # warnings
    has_status: bool  # the front matter says whether it is published


Packed = tuple[Any, ...]
Parse = Callable[[str, str], StoredPost]  # text and file's name


class Known(NamedTuple):
    """What is known of a post's file without its metadata."""

    stamp: Stamp
    settled: bool  # a change since then shows in the stamp
    digest: bytes  # of its bytes
    marks: bytes  # changes with what was read from it


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
            self._old = {file: Known(*known) for file, known in index.items()}
            self._rest = payload[LENGTH + size :]
        self._new: dict[str, Known] = {}
        self._parsed: dict[str, Packed] = {}
        self.read = 0

    @property
    def parsed(self) -> int:
        """Return how many files were parsed."""
        return len(self._parsed)

    def look(self, path: str, file: str, parse: Parse) -> bytes:
        """Return the marks of a post; reads and parses its file only where it must.

        Raises UnreadableError, and what `parse` does.
        """
        now = time.time_ns()
        known = self._old.get(file)
        try:
            stamp = read_stamp(path)
            if known is not None and known.settled and known.stamp == stamp:
                self._new[file] = known
                return known.marks
            data = Path(path).read_bytes()
        except OSError as error:
            raise UnreadableError(path, f"it cannot be read: {error.strerror}") from error
        self.read += 1
        digest = blake2b(data, digest_size=16).digest()
        marks = known.marks if known is not None and known.digest == digest else self._parse(path, file, data, parse)
        self._new[file] = Known(stamp, is_settled(stamp, now, SOURCE_DOUBT), digest, marks)
        return marks

    def load(self) -> dict[str, StoredPost]:
        """Return the posts that were looked at, by file."""
        return {file: unpack(packed) for file, packed in self._load().items()}

    def save(self) -> None:
        """Keep what was found for the next build; what was not looked at is gone."""
        if self._new == self._old:
            return
        index = marshal.dumps({file: tuple(known) for file, known in self._new.items()})
        if self._parsed or self._new.keys() != self._old.keys():
            self._rest = pickle.dumps(self._load(), protocol=5)
        write_sealed(self._file, self._version, len(index).to_bytes(LENGTH, "big") + index + self._rest)

    def _load(self) -> dict[str, Packed]:
        old: dict[str, Packed] = pickle.loads(self._rest) if self._rest else {}
        return {file: self._parsed.get(file) or old[file] for file in self._new}

    def _parse(self, path: str, file: str, data: bytes, parse: Parse) -> bytes:
        stored = parse(_decode(path, data), file)
        self._parsed[file] = pack(stored)
        return stored.header + bytes.fromhex(stored.body)


def pack(stored: StoredPost) -> tuple[Any, ...]:
    """Turn a post into tuples, which load several times as quickly as what they stand for."""
    post = stored.post
    digest = post.digest
    nested = {
        "source": _pack(post.source, captions=_captions(post.source)) if post.source else None,
        "image": _pack(post.image) if post.image else None,
        "digest": _pack(digest, new_actors=_actors(digest)) if digest else None,
    }
    return _pack(post, **nested), *stored[1:]


def unpack(packed: tuple[Any, ...]) -> StoredPost:
    """Make the post that `pack` took apart."""
    values, *others = packed
    fields = dict(zip(FIELDS[Post], values, strict=True))
    if fields["source"] is not None:
        source = dict(zip(FIELDS[Source], fields["source"], strict=True))
        source["captions"] = tuple(Caption(text=text, credit=credit) for text, credit in source["captions"])
        fields["source"] = Source(**source)
    if fields["image"] is not None:
        fields["image"] = Image(**dict(zip(FIELDS[Image], fields["image"], strict=True)))
    if fields["digest"] is not None:
        digest = dict(zip(FIELDS[Provenance], fields["digest"], strict=True))
        actors = digest["new_actors"]
        digest["new_actors"] = tuple(NewActor(name=name, kind=kind, country=where) for name, kind, where in actors)
        fields["digest"] = Provenance(**digest)
    return StoredPost(Post(**fields), *others)


def _pack(value: Any, **nested: object) -> tuple[object, ...]:
    return tuple(nested[name] if name in nested else getattr(value, name) for name in FIELDS[type(value)])


def _captions(source: Source) -> tuple[tuple[str, str | None], ...]:
    return tuple((caption.text, caption.credit) for caption in source.captions)


def _actors(digest: Provenance) -> tuple[tuple[str, str, str | None], ...]:
    return tuple((actor.name, actor.kind, actor.country) for actor in digest.new_actors)


def _decode(path: str, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UnreadableError(path, "this is not UTF-8; save the file as UTF-8", line=line) from error
