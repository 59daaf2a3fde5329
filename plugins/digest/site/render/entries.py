"""Entries of feeds with what they show, each prepared once for all the feeds that it is in."""

import html
import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ...core.settings import DigestSettings
from ...core.types import FeedEntry
from ..feeds import PreparedEntry, XmlEntry, prepare_entry
from ..markup import Bodies, frame_excerpt, make_excerpt, plain_text, rebase
from ..plan import EntryContent
from .spill import Scratch, Span
from .truncate import cut_content

logger = logging.getLogger(__name__)

MOST = 500  # entries in memory, those used last: more than a month's, whose archive has three formats


class FiledXml(NamedTuple):
    """The XML of an entry, put away."""

    scratch: Scratch
    spans: Mapping[str, Span]  # by format

    def atom(self) -> bytes:
        """Return the <entry> of an Atom feed."""
        return self.scratch.get(self.spans["atom"])

    def rss(self) -> bytes:
        """Return the <item> of an RSS channel."""
        return self.scratch.get(self.spans["rss"])


class Source(NamedTuple):
    """What an entry was prepared from."""

    entry: FeedEntry
    content: EntryContent

    def is_still(self, entry: FeedEntry, content: EntryContent) -> bool:
        """Tell whether these would make the same entry; nearly always they are the very ones."""
        return (self.entry is entry or self.entry == entry) and (self.content is content or self.content == content)


class Kept(NamedTuple):
    """An entry that is ready for any feed."""

    source: Source
    prepared: PreparedEntry


class Filed(NamedTuple):
    """An entry that is ready for feeds whose XML was put away."""

    source: Source
    prepared: PreparedEntry
    xml: FiledXml


class Entries:
    """Prepares entries for feeds; the XML of those that are not in memory any more is put away in a file."""

    def __init__(self, bodies: Bodies, settings: DigestSettings, folder: Path | None = None) -> None:
        self._bodies = bodies
        self._base = f"{settings.base_url}/"
        self._most = settings.feed_length
        self._told: set[str] = set()
        self._kept: dict[str, Kept] = {}
        self._filed: dict[str, Filed] = {}
        self._scratch = Scratch(folder)

    def prepare(self, entry: FeedEntry, content: EntryContent, kind: str) -> PreparedEntry:
        """Return an entry with its content or summary, ready for any feed of a kind: `atom`, `rss`, `json`."""
        kept = self._kept.pop(entry.id, None)
        if kept is None or not kept.source.is_still(entry, content):
            filed = self._filed.get(entry.id)
            if filed is not None and kind in filed.xml.spans and filed.source.is_still(entry, content):
                return filed.prepared
            kept = Kept(Source(entry, content), prepare_entry(self._fill(entry, content)))
            if len(self._kept) >= MOST:
                self._put_away(self._kept.pop(next(iter(self._kept))))
        self._kept[entry.id] = kept  # at the end again: the one used last
        return kept.prepared

    def _put_away(self, kept: Kept) -> None:
        """File the XML of an entry, and hold no more of it than what feeds ask: its authors and picture."""
        made, before = kept.prepared.xml, self._filed.get(kept.source.entry.id)
        assert isinstance(made, XmlEntry)
        spans = dict(before.xml.spans) if before and before.source.is_still(*kept.source) else {}
        for kind, data in made.made().items():
            span = spans.get(kind) or self._scratch.put(data)
            if span is not None:
                spans[kind] = span
        light, xml = replace(kept.prepared.entry, summary=None, content=None), FiledXml(self._scratch, spans)
        self._filed[kept.source.entry.id] = Filed(kept.source, PreparedEntry(light, xml), xml)

    def _fill(self, entry: FeedEntry, content: EntryContent) -> FeedEntry:
        markup = rebase(self._bodies.html(content.body), self._base)
        if content.brief:
            start = markup if content.body.excerpt else make_excerpt(markup)
            return replace(entry, summary=entry.summary or plain_text(start) or None)
        if content.body.excerpt:
            return replace(entry, content=_frame(content, markup) or None)
        self._warn_of_dropped(entry, content)
        return replace(entry, content=cut_content(markup, self._most, entry.url) or None)

    def _warn_of_dropped(self, entry: FeedEntry, content: EntryContent) -> None:
        """Warn once of what was written and is not shown."""
        if entry.id not in self._told:
            self._told.add(entry.id)
            for dropped in self._bodies.dropped(content.body):
                logger.warning("%s: body: left out or changed in page and feeds: %a", entry.file or entry.url, dropped)


def _frame(content: EntryContent, excerpt: str) -> str:
    summary = f"<p>{html.escape(content.summary)}</p>\n" if content.summary else ""
    return summary + frame_excerpt(excerpt, name=content.source_name, url=content.source_url)
