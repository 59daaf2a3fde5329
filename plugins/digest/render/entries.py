"""Entries of feeds with what they show, each prepared once for all the feeds that it is in."""

import html
import logging
from dataclasses import replace

from ..feeds import PreparedEntry, prepare_entry
from ..markup import Bodies, frame_excerpt, make_excerpt, plain_text, rebase
from ..plan import EntryContent
from ..settings import DigestSettings
from ..types import FeedEntry
from .cut import cut_content
from .losses import find_losses

logger = logging.getLogger(__name__)

MOST = 1500  # entries kept, those used last: some 30 MB, and more than a month's, whose archive has three formats


class Entries:
    """Prepares entries for feeds."""

    def __init__(self, bodies: Bodies, settings: DigestSettings) -> None:
        self._bodies = bodies
        self._base = f"{settings.base_url}/"
        self._most = settings.feed_length
        self._told: set[str] = set()
        self._kept: dict[str, tuple[FeedEntry, EntryContent, PreparedEntry]] = {}

    def prepare(self, entry: FeedEntry, content: EntryContent) -> PreparedEntry:
        """Return an entry with its content or summary, ready for any feed."""
        kept = self._kept.pop(entry.id, None)
        if kept is None or (kept[0] is not entry and kept[0] != entry) or kept[1] != content:
            kept = (entry, content, prepare_entry(self._fill(entry, content)))
            if len(self._kept) >= MOST:
                del self._kept[next(iter(self._kept))]
        self._kept[entry.id] = kept  # at the end again: the one used last
        return kept[2]

    def _fill(self, entry: FeedEntry, content: EntryContent) -> FeedEntry:
        markup = rebase(self._bodies.html(content.body), self._base)
        if content.brief:
            start = markup if content.body.excerpt else make_excerpt(markup)
            return replace(entry, summary=entry.summary or plain_text(start) or None)
        if content.body.excerpt:
            return replace(entry, content=_frame(content, markup) or None)
        self._tell_losses(entry, content, markup)
        return replace(entry, content=cut_content(markup, self._most, entry.url) or None)

    def _tell_losses(self, entry: FeedEntry, content: EntryContent, markup: str) -> None:
        """Warn once of what was written and is not shown."""
        if entry.id not in self._told:
            self._told.add(entry.id)
            for lost in find_losses(self._bodies.text(content.body), markup):
                logger.warning("%s: body: left out or changed in page and feeds: %a", entry.file or entry.url, lost)


def _frame(content: EntryContent, excerpt: str) -> str:
    summary = f"<p>{html.escape(content.summary)}</p>\n" if content.summary else ""
    return summary + frame_excerpt(excerpt, name=content.source_name, url=content.source_url)
