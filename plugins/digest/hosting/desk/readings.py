"""Cache of readings of raw files, in memory and in a cache file, by the raw file's hash.

A reading holds for the vocabularies that it was made with. With others the one that is there is shown at once and made
anew meanwhile, in a child process: a request neither reads an article nor derives what reading needs of a vocabulary.
"""

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ...content.store import Content, cleaning_path, read_raw, read_vocabulary_texts
from ...content.vocabulary import Vocabularies
from ...core.budget import run_within
from ...core.errors import DigestError
from ...core.settings import DigestSettings
from ...core.types import Post, Reading
from ...ingest.batch import RawFile, file_budget
from ...ingest.names import NameFinder, make_name_finder
from ...ingest.pipeline import read_file
from ...site.cache import CacheFile
from ...site.cache.cachefile import NAME
from ...site.cache.stat_signature import SOURCE_DOUBT, StatSignature, is_reliable, read_stat_signature
from ...site.versions import code_version

KIND = "readings"
MOST = 200  # raw files in memory: the readings of one have some 50 KB
MOST_BYTES = (
    50_000_000  # of the file, which is begun anew beyond: it holds readings of posts that are no drafts any more
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReadings:
    """The readings of a raw file's articles, and the fingerprint of the vocabularies that they were made with."""

    fingerprint: str
    readings: tuple[Reading, ...]


@dataclass(slots=True)
class Readings:
    """Finds the reading of a post; `folder` is that of its cache file, None: in memory alone."""

    content: Content
    settings: DigestSettings
    folder: Path | None = None
    _kept: OrderedDict[str, KeptReadings] = field(default_factory=OrderedDict)
    _hashes: dict[Path, tuple[StatSignature, str]] = field(default_factory=dict)
    _waiting: dict[str, RawFile] = field(default_factory=dict)  # to be read anew, by hash
    _latest: tuple[Vocabularies, str] | None = None  # with which, and their fingerprint
    _renewing: threading.Thread | None = None
    _turn: threading.Lock = field(default_factory=threading.Lock)
    _finder: NameFinder | None = None

    def find(self, post: Post, vocabularies: Vocabularies) -> Reading | None:
        """Return the reading of a post's article; None if its raw file is gone, has changed, or cannot be read."""
        if post.digest is None or Path(post.digest.raw).name != post.digest.raw:
            return None
        file = RawFile(path=self.content.inbox / post.digest.raw, name=post.digest.raw)
        sha256 = post.digest.raw_sha256
        if self._hash(file.path) != sha256:
            return None
        fingerprint = self._fingerprint()
        with self._turn:
            kept = self._look_up(sha256)
        if kept is None:
            (kept,) = self._read([(sha256, file)], vocabularies, fingerprint)
        elif kept.fingerprint != fingerprint:
            self._renew(sha256, file, vocabularies, fingerprint)
        return next((one for one in kept.readings if one.raw.part == post.digest.part), None)

    def wait(self) -> None:
        """Wait until nothing is being read anew."""
        while (thread := self._renewing) is not None:
            thread.join()

    def _look_up(self, sha256: str) -> KeptReadings | None:
        if sha256 not in self._kept and self.folder is not None:
            cache = CacheFile(self.folder)  # one for each look: a database belongs to its thread
            found = cache.get(KIND, sha256, self._version())
            cache.close()
            if isinstance(found, KeptReadings):
                self._keep({sha256: found})
        if sha256 in self._kept:
            self._kept.move_to_end(sha256)
        return self._kept.get(sha256)

    def _keep(self, found: dict[str, KeptReadings]) -> None:
        self._kept |= found
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)

    def _read(
        self, files: Sequence[tuple[str, RawFile]], vocabularies: Vocabularies, fingerprint: str
    ) -> tuple[KeptReadings, ...]:
        """Read raw files and keep their readings; one that cannot be read has none."""
        self._finder = self._finder or make_name_finder(self.settings.ner)
        read = partial(_read_file, vocabularies=vocabularies, find_names=self._finder, settings=self.settings)
        results = run_within(
            read,
            [file for _, file in files],
            budget=file_budget(self.settings),
            workers=1,
            prepare=partial(self._finder, ""),  # loads the language model
        )
        made = tuple(
            KeptReadings(fingerprint=fingerprint, readings=one if isinstance(one, tuple) else ()) for one in results
        )
        found = {sha256: kept for (sha256, _), kept in zip(files, made, strict=True)}
        with self._turn:
            self._keep(found)
        if self.folder is not None:
            with suppress(OSError):  # there need be none
                if (self.folder / NAME).stat().st_size > MOST_BYTES:
                    (self.folder / NAME).unlink()
            cache = CacheFile(self.folder)
            cache.put(KIND, self._version(), found)
            cache.close()
        return made

    def _renew(self, sha256: str, file: RawFile, vocabularies: Vocabularies, fingerprint: str) -> None:
        with self._turn:
            self._waiting[sha256] = file
            self._latest = vocabularies, fingerprint
            if self._renewing is None:
                self._renewing = threading.Thread(target=self._renew_waiting, daemon=True)
                self._renewing.start()

    def _renew_waiting(self) -> None:
        while True:
            with self._turn:
                files, latest = list(self._waiting.items()), self._latest
                self._waiting.clear()
                if not files or latest is None:
                    self._renewing = None
                    return
            with suppress(DigestError, OSError):  # the next request tries again
                self._read(files, *latest)

    def _hash(self, path: Path) -> str | None:
        """Return the SHA-256 of a raw file, reading it only where it has changed."""
        try:
            signature = read_stat_signature(str(path))
            known = self._hashes.get(path)
            if known is not None and known[0] == signature and is_reliable(signature, time.time_ns(), SOURCE_DOUBT):
                return known[1]
            sha256 = hashlib.sha256(read_raw(path)).hexdigest()
        except (DigestError, OSError):
            return None
        self._hashes[path] = signature, sha256
        return sha256

    def _fingerprint(self) -> str:
        """Return what changes with the editor's vocabularies."""
        hashed = hashlib.sha256()
        try:
            texts = read_vocabulary_texts(self.content)
            path = cleaning_path(self.content)
            texts["cleaning"] = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        except (DigestError, OSError):
            return "unreadable"
        for name, text in texts.items():
            hashed.update(f"{name} {len(text)}\n{text}\n".encode())
        return hashed.hexdigest()

    def _version(self) -> str:
        """Return what else a reading depends on: the program, the settings, the name finder."""
        self._finder = self._finder or make_name_finder(self.settings.ner)
        return hashlib.sha256(f"{code_version()} {self._finder.label} {self.settings!r}".encode()).hexdigest()


def _read_file(
    file: RawFile, *, vocabularies: Vocabularies, find_names: NameFinder, settings: DigestSettings
) -> tuple[Reading, ...]:
    """Read each article of a raw file, up to the first that cannot be read."""
    readings: list[Reading] = []
    with suppress(DigestError):
        data = read_raw(file.path)
        readings += read_file(data, name=file.name, vocabularies=vocabularies, find_names=find_names, settings=settings)
    return tuple(readings)
