"""A Feed into Atom, RSS and JSON Feed bytes.

What no feed may contain is taken out first (`mend`), with a warning. The bytes depend on the feed alone: no clock, no
version, no locale. Who writes many feeds of the same posts prepares each entry once:

    prepared = [prepare_entry(entry) for entry in entries]
    format_atom(feed, prepared)
    format_rss(feed, prepared)
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...core.types import Feed, FeedEntry
from .json_feed import make_json
from .mend import mend_entry, mend_feed
from .xml_entry import EntryXml, XmlEntry
from .xml_feed import make_atom, make_rss

__all__ = ["EntryXml", "PreparedEntry", "XmlEntry", "format_atom", "format_json", "format_rss", "prepare_entry"]


@dataclass(frozen=True, slots=True, eq=False)
class PreparedEntry:
    """An entry mended, and made into XML for each format when the first feed asks for it."""

    entry: FeedEntry
    xml: EntryXml


def prepare_entry(entry: FeedEntry) -> PreparedEntry:
    """Do what is the same for every feed that an entry is in."""
    sound = mend_entry(entry)
    return PreparedEntry(sound, XmlEntry(sound))


def format_atom(feed: Feed, entries: Sequence[PreparedEntry] | None = None) -> bytes:
    """Write a feed as Atom 1.0 (RFC 4287); `entries`: prepared ones, in place of the feed's own."""
    prepared = _prepare(feed, entries)
    authored = bool(prepared) and all(each.entry.authors for each in prepared)
    return make_atom(_mend(feed, prepared), [each.xml for each in prepared], authored=authored)


def format_rss(feed: Feed, entries: Sequence[PreparedEntry] | None = None) -> bytes:
    """Write a feed as RSS 2.0; `entries`: prepared ones, in place of the feed's own."""
    prepared = _prepare(feed, entries)
    return make_rss(_mend(feed, prepared), [each.xml for each in prepared])


def format_json(feed: Feed, entries: Sequence[PreparedEntry] | None = None) -> bytes:
    """Write a feed as JSON Feed 1.1; `entries`: prepared ones, in place of the feed's own."""
    return make_json(_mend(feed, _prepare(feed, entries)))


def _prepare(feed: Feed, entries: Sequence[PreparedEntry] | None) -> Sequence[PreparedEntry]:
    return [prepare_entry(entry) for entry in feed.entries] if entries is None else entries


def _mend(feed: Feed, entries: Sequence[PreparedEntry]) -> Feed:
    return replace(mend_feed(feed), entries=tuple(each.entry for each in entries))
