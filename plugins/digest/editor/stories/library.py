"""Features of all posts, cached: a post that has not changed is neither read nor indexed anew.

Kept are a table of the posts with their stat signatures, one inverted index of their words, and the features of each by
the hash of its bytes, which are loaded only where they are looked at.
"""

import datetime as dt
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Final, NamedTuple

from ...content.frontmatter import derive_id, read_post
from ...content.posts import plain_body
from ...content.private import is_missing, read_whole
from ...content.proposals import Corpus, Features, TermIndex, index_words, make_features
from ...content.store import Content, list_post_files, read_ledger
from ...core.errors import UnreadableError
from ...core.settings import DigestSettings
from ...core.types import Post
from ...site.cache import CacheFile
from ...site.cache.stat_signature import SOURCE_DOUBT, StatSignature, is_reliable, read_stat_signature
from ...site.versions import code_version, package_versions

TABLE: Final = "story-index"  # kinds in the cache
TEXTS: Final = "story-texts"
NEW: Final = -1  # number of a post that is not in the index yet
MANY: Final = 200  # posts that are new, or numbers without a post: the index is then made anew


class Entry(NamedTuple):
    """A post in the table: its number, what tells whether it has changed, and what messages say of it."""

    number: int
    signatures: tuple[StatSignature, ...]  # of its file, and of its private body where that is here
    reliable: bool
    content_hash: str
    id: str
    outlet: str | None
    day: int


class Table(NamedTuple):
    """All that is kept but the features."""

    entries: dict[str, Entry]  # by file
    terms: TermIndex
    gone: frozenset[int]  # numbers in the index whose post has changed since, or is deleted


class Texts:
    """Features by number, loaded when they are first looked at."""

    def __init__(self, cache: CacheFile, version: str, read: Callable[[str], Features]) -> None:
        self.known: dict[int, Features] = {}
        self.files: dict[int, tuple[str, str]] = {}  # by number: a post's file and the hash of its bytes
        self._cache, self._version, self._read = cache, version, read

    def load(self, number: int) -> Features:
        """Return the features of a post or article; a post's file is read again where the cache lacks them."""
        if number not in self.known:
            file, content_hash = self.files[number]
            found = self._cache.get(TEXTS, content_hash, self._version)
            self.known[number] = found if isinstance(found, Features) else self._read(file)
        return self.known[number]


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """The posts by file, and their features, to which those of raw articles can be added while it is in use."""

    table: Table
    texts: Texts

    def with_articles(self, articles: Iterable[Features]) -> tuple[Corpus, range]:
        """Return a corpus of the posts and of some articles, and the numbers of these."""
        index = self.table.terms
        first = index.size
        new = list(articles)
        self.texts.known |= dict(enumerate(new, start=first))
        index.extend(map(index_words, new))
        return Corpus(index, self.texts.load, gone=self.table.gone), range(first, index.size)


def load_library(content: Content, settings: DigestSettings, cache: CacheFile) -> Library:
    """Look at all posts, read those that have changed, and keep what was made of them."""
    version = "\n".join((code_version(), *package_versions(("pyyaml",)), str(settings.timezone)))
    kept = cache.get(TABLE, "", version)
    before = kept if isinstance(kept, Table) else Table({}, TermIndex(), frozenset())
    paths = list_post_files(content)
    reader = _Reader(content, settings, paths)
    found = {file: entry for file in paths if (entry := reader.look(file, before.entries.get(file)))}
    texts = Texts(cache, version, reader.read)
    cache.put(TEXTS, version, {found[file].content_hash: features for file, features in reader.made.items()})
    table = _update(before, found, reader.made, texts)
    if table.entries != before.entries:
        cache.put(TABLE, version, {"": table})
    return Library(table=table, texts=texts)


class _Reader:
    """Reads posts; those that cannot be used are left out: `digest check` lists them."""

    def __init__(self, content: Content, settings: DigestSettings, paths: Mapping[str, str]) -> None:
        self.made: dict[str, Features] = {}  # of what is new, by file
        self._content, self._settings, self._paths = content, settings, paths
        self._has_private = content.private.is_dir()

    def look(self, file: str, old: Entry | None) -> Entry | None:
        """Return the entry of a post; one without a number (NEW) where its bytes are not those of the old one."""
        now = time.time_ns()
        try:
            if old is not None and old.reliable and old.signatures == self._sign(file, old.id):
                return old
            text = read_whole(self._content, Path(self._paths[file]))
            content_hash = blake2b(text.encode(), digest_size=16).hexdigest()
            post = self._parse(text, file) if old is None or old.content_hash != content_hash else None
            signatures = self._sign(file, post.id if post else old and old.id)
            reliable = all(is_reliable(one, now, SOURCE_DOUBT) for one in signatures)
            if old is not None and old.content_hash == content_hash:
                return old._replace(signatures=signatures, reliable=reliable)
        except (OSError, UnreadableError):
            return None
        if post is None:
            return None
        self.made[file] = self._make(post, file)
        outlet = post.source.name if post.source else None
        day = _day_of(post, self._settings.timezone)
        return Entry(NEW, signatures, reliable, content_hash, post.id or derive_id(file), outlet, day.toordinal())

    def read(self, file: str) -> Features:
        """Read the features of a post again."""
        post = self._parse(read_whole(self._content, Path(self._paths[file])), file)
        return self._make(post, file) if post else make_features(None, "")

    def _sign(self, file: str, post_id: str | None) -> tuple[StatSignature, ...]:
        own = read_stat_signature(self._paths[file])
        private = self._content.private / f"{post_id}.md"
        return (own, read_stat_signature(str(private))) if self._has_private and private.is_file() else (own,)

    def _parse(self, text: str, file: str) -> Post | None:
        return read_post(text, file=file, timezone=self._settings.timezone).post

    def _make(self, post: Post, file: str) -> Features:
        text = "" if is_missing(self._content, post) else plain_body(post.body)  # an excerpt would pass for all of it
        standfirst = post.source.standfirst if post.source else ()
        return make_features(
            post.title,
            "\n\n".join((*standfirst, text)) if text.strip() else post.summary or "",
            day=_day_of(post, self._settings.timezone),
            actors=post.actors,
            countries=post.countries,
            sketch=None if text.strip() else self._sketches.get(post.id or derive_id(file)),
        )

    @cached_property
    def _sketches(self) -> Mapping[str, str]:
        """Return the ledger's sketches by post, for posts whose text is not here."""
        return {entry.id: entry.sketch for entry in read_ledger(self._content).entries if entry.sketch}


def _update(before: Table, found: dict[str, Entry], made: Mapping[str, Features], texts: Texts) -> Table:
    """Give new posts a number, in the index as it is or, where much has changed, in one made anew."""
    live = {entry.number for entry in found.values()}
    gone = before.gone | {entry.number for entry in before.entries.values() if entry.number not in live}
    anew = len(gone) > MANY or len(made) > MANY
    index = TermIndex() if anew else before.terms
    entries: dict[str, Entry] = {}
    for file, entry in found.items():
        number = index.size + len(entries) if anew else entry.number
        if entry.number == NEW and not anew:
            number = index.size
            index.extend([index_words(made[file])])
        entries[file] = entry._replace(number=number)
        texts.files[number] = (file, entry.content_hash)
    texts.known |= {entries[file].number: features for file, features in made.items()}
    if anew:
        index.extend(index_words(texts.load(number)) for number in range(len(entries)))
    return Table(entries, index, frozenset() if anew else frozenset(gone))


def _day_of(post: Post, zone: dt.tzinfo) -> dt.date:
    """Return the day on which the source published, or else that of the post."""
    published = post.source.published if post.source else None
    if isinstance(published, dt.datetime):
        return published.date()
    return published or post.date.astimezone(zone).date()
