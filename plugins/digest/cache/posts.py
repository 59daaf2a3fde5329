"""Posts as they were parsed, by file: one that has not changed is not read, one whose bytes are the same not parsed.

The records are pickled: dates, zones and nested values come back as they were, in C. A pickle can run code, so it is
loaded only after its checksum was found right, and from the one folder that this program itself writes.
"""

import pickle
import time
from collections.abc import Callable
from dataclasses import fields
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import ContentError
from ..types import Caption, Image, NewActor, Post, Problem, Provenance, Source
from .sealed import read_sealed, write_sealed
from .stamps import SOURCE_DOUBT, Stamp, is_settled, read_stamp

FILE = "posts"
FIELDS = {kind: tuple(field.name for field in fields(kind)) for kind in (Post, Source, Image, Provenance)}


class StoredPost(NamedTuple):
    """A post without its body, and what tells whether its file, its front matter or its body has changed."""

    post: Post  # without its body
    body: str  # SHA-256 of the Markdown
    header: bytes  # changes with the front matter
    problems: tuple[Problem, ...]  # warnings
    has_status: bool  # the front matter says whether it is published


Entry = tuple[Stamp, bool, bytes, tuple[Any, ...]]  # stamp, whether it is settled, digest of the bytes, packed post
Parse = Callable[[str, str], StoredPost]  # text and file's name


class PostCache:
    """The posts of one content folder."""

    def __init__(self, folder: Path, version: str) -> None:
        self._file = folder / FILE
        self._version = sha256(version.encode()).hexdigest()
        self._old: dict[str, Entry] = {}
        self._new: dict[str, Entry] = {}
        self.parsed = 0
        self.read = 0
        payload = read_sealed(self._file, self._version)
        if payload is not None:
            self._old = pickle.loads(payload)
        self._changed = False

    def find(self, path: Path, file: str, parse: Parse) -> StoredPost:
        """Return a post; reads and parses its file only where it must. Raises ContentError, and what `parse` does."""
        now = time.time_ns()
        entry = self._old.get(file)
        try:
            stamp = read_stamp(str(path))
            if entry is not None and entry[1] and entry[0] == stamp:
                self._new[file] = entry
                return unpack(entry[3])
            data = path.read_bytes()
        except OSError as error:
            raise ContentError(f"{path}: it cannot be read: {error.strerror}") from error
        self.read += 1
        self._changed = True
        digest = blake2b(data, digest_size=16).digest()
        if entry is not None and entry[2] == digest:
            packed = entry[3]
        else:
            self.parsed += 1
            packed = pack(parse(_decode(path, data), file))
        self._new[file] = (stamp, is_settled(stamp, now, SOURCE_DOUBT), digest, packed)
        return unpack(packed)

    def save(self) -> None:
        """Keep what was found for the next build; what was not asked for is gone."""
        if self._changed or self._old.keys() != self._new.keys():
            write_sealed(self._file, self._version, pickle.dumps(self._new, protocol=5))
        self._old, self._new = self._new, {}
        self._changed = False


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


def _decode(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ContentError(f"{path}:{line}: this is not UTF-8; save the file as UTF-8") from error
