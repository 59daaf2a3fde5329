"""Feed entries with their content or summary, each prepared once for all the feeds that it is in."""

import html
import logging
from dataclasses import replace
from typing import Final

from ...core.settings import DigestSettings
from ...core.types import FeedEntry
from ..feeds import PreparedEntry
from ..markup import Bodies, frame_excerpt, make_excerpt, name_source, plain_text, rebase
from ..plan import EntryContent
from .fragment_cache import LruCache
from .truncate import truncate_content

logger = logging.getLogger(__name__)

# Entries: some 90 MB a process. With room for 4,000 two processes prepared many of 10,000 posts' entries again, which
# took an eighth of a full build's user CPU.
IN_MEMORY: Final = 12_000


class Entries:
    """Prepares entries for feeds."""

    def __init__(self, bodies: Bodies, settings: DigestSettings) -> None:
        self._bodies = bodies
        self._base = f"{settings.base_url}/"
        self._limit = settings.feed_length
        self._warned: set[str] = set()
        self._prepared = LruCache[tuple[FeedEntry, EntryContent, PreparedEntry]](IN_MEMORY)

    def prepare(self, entry: FeedEntry, content: EntryContent) -> PreparedEntry:
        """Return an entry with its content or summary, ready for any feed."""
        known = self._prepared.get(entry.id)
        if known is None or known[:2] != (entry, content):
            known = (entry, content, PreparedEntry(self._fill(entry, content)))
            self._prepared.put(entry.id, known)
        return known[2]

    def _fill(self, entry: FeedEntry, content: EntryContent) -> FeedEntry:
        markup = rebase(self._bodies.html(content.body), self._base)
        if content.brief:
            start = markup if content.body.excerpt else make_excerpt(markup)
            return replace(entry, summary=entry.summary or plain_text(start) or None)
        if content.body.excerpt:
            return replace(entry, content=_with_image(content, _frame(content, markup)) or None)
        self._warn_of_dropped(entry, content)
        shown = truncate_content(markup, self._limit, entry.url)
        if content.quoted and shown:
            shown = f"{shown}\n{name_source(content.source_name, content.source_url)}".rstrip()
        return replace(entry, content=_with_image(content, shown) or None)

    def _warn_of_dropped(self, entry: FeedEntry, content: EntryContent) -> None:
        """Warn once of what was written and is not shown."""
        if entry.id not in self._warned:
            self._warned.add(entry.id)
            for dropped in self._bodies.dropped(content.body):
                logger.warning("%s: body: left out or changed in page and feeds: %a", entry.file or entry.url, dropped)


def _with_image(content: EntryContent, markup: str) -> str:
    """Put the post's picture before its text, unless the text shows it."""
    image = content.image or ""
    source = image.partition('src="')[2].partition('"')[0]
    return markup if not image or (source and source in markup) else f"{image}\n{markup}"


def _frame(content: EntryContent, excerpt: str) -> str:
    summary = f"<p>{html.escape(content.summary)}</p>\n" if content.summary else ""
    return summary + frame_excerpt(excerpt, name=content.source_name, url=content.source_url)
