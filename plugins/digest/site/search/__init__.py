"""Make the search index with Pagefind: words, filters by term, story, source and year, sorted by date.

It is made from what the plan knows, not from the pages: so aliases are found ("Peking" finds China) and no page carries
words for it. Pagefind's own user interface is left out; the theme has one (`search.html`, `js/search.js`).
"""

import html
import importlib.util
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ...content.stories import Story
from ...core.addresses import story_path
from ...core.errors import DigestError
from ...core.types import Term
from ..markup import Bodies, plain_text
from ..markup.typography import curl_plain
from ..plan import Digest, post_path
from ..plan.feeds import newest
from ..plan.terms import SEARCH_FILTERS
from ..render.backup import Backup
from ..render.files import remove_outputs, write_changed
from ..taxonomy import TaggedPost
from .normalise import normalise_index
from .words import list_hidden_words

FOLDER: Final = "pagefind/"
STORY_FILTER: Final = "story"
KIND_FILTER: Final = "kind"  # of what is no post
DAY_FILTER: Final = "day"
NAMES_FILE: Final = "names.json"  # of terms, for the search page
# What Pagefind adds for sites without a search of their own, and for highlighting on the pages found.
OURS_RE = re.compile(  # files of an index, which a later build may remove whoever made it
    r"pagefind(?:-worker)?\.js|names\.json|pagefind-entry\.json|pagefind\.\w+\.pf_meta|wasm\.\w+\.pagefind"
    r"|(?:filter|fragment|index)/\w+\.pf_\w+"
)
UNUSED: Final = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")


class SearchError(DigestError):
    """The search index cannot be made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A post or story as the search knows it."""

    path: str
    title: str
    date: str  # ISO
    summary: str
    text: str
    filters: tuple[tuple[str, str], ...]
    words: str  # other names of its terms
    lang: str  # of title and summary

    def html(self) -> str:
        """Return a page for Pagefind to read: a title counts for more than a text, other names for less."""
        filters = "".join(
            f'<i data-pagefind-filter="{name}[data-is]" data-is="{html.escape(value)}"></i>'
            for name, value in self.filters
        )
        return (
            f"<!doctype html><html><body data-pagefind-body><h1>{html.escape(self.title)}</h1>"
            f'<i data-pagefind-sort="date[data-is]" data-pagefind-meta="date[data-is]" data-is="{self.date}"></i>'
            f'<i data-pagefind-meta="lang[data-is]" data-is="{html.escape(self.lang)}"></i>'
            f'<i data-pagefind-meta="summary[data-is]" data-is="{html.escape(self.summary)}"></i>'
            f'<i data-pagefind-meta="names[data-is]" data-is="{html.escape(self.words)}"></i>{filters}'
            f'<p data-pagefind-weight="3">{html.escape(self.summary)}</p><p>{html.escape(self.text)}</p>'
            f'<p data-pagefind-weight="2">{html.escape(self.words)}</p>{self._hidden()}</body></html>'
        )

    def _hidden(self) -> str:
        words = list_hidden_words(f"{self.title}\n{self.summary}\n{self.text}\n{self.words}")
        return f"<p>{html.escape(' '.join(words))}</p>" if words else ""


def make_names(digest: Digest) -> bytes:
    """Return what the search page knows of terms: name, path, taxonomy, published posts and other names, as JSON."""
    counts = Counter(key for one in digest.listed if one.file in digest.feed_posts for key in one.keys)
    rows: list[tuple[str, str, str, int, tuple[str, ...]]] = []
    for key, count in counts.items():
        ref, (_, *others) = digest.refs[key], _names(digest.terms[key].term)
        rows.append((ref.name, ref.path, ref.taxonomy, count, tuple(others)))
    rows.sort(key=lambda row: (-row[3], row[1]))
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def make_records(digest: Digest, bodies: Bodies) -> Iterator[Record]:
    """Yield what the search knows of each published post, the newest first, then of each story that has any."""
    for one in digest.listed:
        if one.file in digest.feed_posts:
            yield _make_record(digest, one, bodies)
    for group in digest.stories.values():
        published = newest(digest, group.posts)
        if published:
            yield _make_story_record(digest, group.story, published)


def make_index(records: Iterable[Record], *, lang: str) -> dict[str, bytes]:
    """Return the files of the index by their path in the output; none without posts. Raises SearchError."""
    if importlib.util.find_spec("pagefind") is None:  # an extra: a site without a search does without it
        raise SearchError('search: Pagefind is not installed; pip install "pagefind[bin]", or build without')
    with tempfile.TemporaryDirectory() as folder:
        pages, index = Path(folder, "pages"), Path(folder, "index")
        for record in records:
            write_changed(pages / record.path / "index.html", record.html().encode())
        if not pages.exists():
            return {}  # nothing to find: Pagefind takes that for an error
        _run_pagefind(pages, index, lang.partition("-")[0])
        found = sorted(path for path in index.rglob("*") if path.is_file())
        files = {path.relative_to(index).as_posix(): path.read_bytes() for path in found}
    wanted = normalise_index({path: data for path, data in files.items() if not path.startswith(UNUSED)})
    return {FOLDER + path: data for path, data in wanted.items()}


def update_index(digest: Digest, bodies: Bodies, output: Path, backup: Backup | None = None) -> None:
    """Make the index, leave it or remove it, as the setting says. Raises SearchError."""
    if digest.settings.search == "make":
        index = make_index(make_records(digest, bodies), lang=digest.settings.default_lang)
        names = {f"{FOLDER}{NAMES_FILE}": make_names(digest)} if index else {}
        write_index(index | names, output, backup)
    elif digest.settings.search == "none":
        write_index({}, output, backup)


def write_index(files: Mapping[str, bytes], output: Path, backup: Backup | None = None) -> None:
    """Write the files of an index, by path, in the place of the index before it."""
    for path, data in files.items():
        write_changed(output / path, data, backup)
    folder = output / FOLDER
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*"))
    stale = {FOLDER + path for path in found if OURS_RE.fullmatch(path)} - files.keys()
    remove_outputs(output, stale, backup)


def is_index_file(path: str) -> bool:
    """Return whether a file of the output is one that an index has."""
    return path.startswith(FOLDER) and OURS_RE.fullmatch(path.removeprefix(FOLDER)) is not None


def _run_pagefind(pages: Path, index: Path, lang: str) -> None:
    """Let Pagefind's program read pages; its Python interface takes a tenth of a second for each."""
    # One language for all, for Pagefind searches only the index of the page's own.
    options = ("--site", str(pages), "--output-path", str(index), "--force-language", lang, "--quiet")
    command = [sys.executable, "-m", "pagefind", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode != 0:
        raise SearchError(f"search: Pagefind could not make the index: {(done.stderr or done.stdout).strip()}")


def _make_record(digest: Digest, one: TaggedPost, bodies: Bodies) -> Record:
    card = digest.cards[one.file]
    lang = one.post.lang or digest.settings.default_lang
    filters = [(SEARCH_FILTERS[term.taxonomy], term.name) for term in one.terms]
    filters += [(STORY_FILTER, digest.stories[at.slug].story.title) for at in digest.places.get(one.file, ())]
    filters += [("source", card.source_name)] if card.source_name else []
    return Record(
        path=post_path(one),
        title=curl_plain(card.title, lang),
        date=card.date.isoformat(),
        summary=curl_plain(card.summary or "", lang),
        text=plain_text(bodies.html(digest.bodies[one.file])),
        filters=(*filters, ("year", str(card.date.year)), (DAY_FILTER, str(card.edition))),
        words=", ".join(word for term in one.terms for word in _names(term)),
        lang=lang,
    )


def _make_story_record(digest: Digest, story: Story, posts: Sequence[TaggedPost]) -> Record:
    """Describe a story by its title, its summary and the titles of its published posts."""
    lang = digest.settings.default_lang
    return Record(
        path=story_path(story.slug),
        title=curl_plain(story.title, lang),
        date=posts[0].date.isoformat(),
        summary=curl_plain(story.summary or "", lang),
        text="\n".join(one.post.title for one in posts),
        filters=((STORY_FILTER, story.title), (KIND_FILTER, "story")),
        words="",
        lang=lang,
    )


def _names(term: Term) -> tuple[str, ...]:
    return (term.name, *term.aliases, *term.demonyms, *term.capitals, *term.metonyms)
