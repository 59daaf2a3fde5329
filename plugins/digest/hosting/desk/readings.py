"""Readings of raw files for the desk, each made once: kept by the raw file's hash and the vocabularies."""

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path

from ...content.store import Content, read_raw
from ...content.vocabulary import Vocabularies
from ...core.errors import DigestError
from ...core.settings import DigestSettings
from ...core.types import Post, Reading
from ...ingest.names import NameFinder, make_name_finder
from ...ingest.pipeline import read_file

MOST = 200  # readings in memory: some 50 KB each


@dataclass(slots=True)
class Readings:
    """Reads the raw file of a post; keeps what it read last."""

    content: Content
    settings: DigestSettings
    _kept: OrderedDict[tuple[str, int], tuple[Vocabularies, tuple[Reading, ...]]] = field(default_factory=OrderedDict)
    _finder: NameFinder | None = None
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def find(self, post: Post, vocabularies: Vocabularies) -> Reading | None:
        """Read a post's article; None if its raw file is gone, has changed, or cannot be read."""
        if post.digest is None or Path(post.digest.raw).name != post.digest.raw:
            return None
        try:
            data = read_raw(self.content.inbox / post.digest.raw)
        except (DigestError, OSError):
            return None
        if hashlib.sha256(data).hexdigest() != post.digest.raw_sha256:
            return None
        with self._turn:
            readings = self._read(data, post.digest.raw, post.digest.raw_sha256, vocabularies)
        return next((one for one in readings if one.raw.part == post.digest.part), None)

    def _read(self, data: bytes, name: str, sha256: str, vocabularies: Vocabularies) -> tuple[Reading, ...]:
        key = (sha256, id(vocabularies))
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key][1]
        if self._finder is None:
            self._finder = make_name_finder(self.settings.ner)
        try:
            made = tuple(
                read_file(data, name=name, vocabularies=vocabularies, find_names=self._finder, settings=self.settings)
            )
        except DigestError:
            made = ()
        self._kept[key] = (vocabularies, made)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)
        return made
