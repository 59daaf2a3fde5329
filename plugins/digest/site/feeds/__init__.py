"""Write a Feed as Atom, RSS or JSON Feed.

What no feed may contain is taken out first (`mend`), with a warning. The bytes depend on the feed alone: no clock, no
version, no locale. Whoever writes many feeds of the same posts prepares each entry once:

    prepared = [PreparedEntry(entry) for entry in entries]
    format_atom(feed, prepared)
    format_rss(feed, prepared)
"""

from collections.abc import Sequence
from dataclasses import replace

from ...core.types import Feed
from .json_feed import make_json
from .mend import mend_feed
from .xml_entry import PreparedEntry
from .xml_feed import make_atom, make_rss

__all__ = ["PreparedEntry", "format_atom", "format_json", "format_rss"]


def format_atom(feed: Feed, entries: Sequence[PreparedEntry] | None = None) -> bytes:
    """Write a feed as Atom 1.0 (RFC 4287); `entries`: prepared ones, in place of the feed's own."""
    prepared = _prepare(feed, entries)
    authored = bool(prepared) and all(each.entry.authors for each in prepared)
    return make_atom(_mend(feed, prepared), prepared, authored=authored)


def format_rss(feed: Feed, entries: Sequence[PreparedEntry] | None = None) -> bytes:
    """Write a feed as RSS 2.0; `entries`: prepared ones, in place of the feed's own."""
    prepared = _prepare(feed, entries)
    return make_rss(_mend(feed, prepared), prepared)


def format_json(feed: Feed, entries: Sequence[PreparedEntry] | None = None) -> bytes:
    """Write a feed as JSON Feed 1.1; `entries`: prepared ones, in place of the feed's own."""
    return make_json(_mend(feed, _prepare(feed, entries)))


def _prepare(feed: Feed, entries: Sequence[PreparedEntry] | None) -> Sequence[PreparedEntry]:
    return [PreparedEntry(entry) for entry in feed.entries] if entries is None else entries


def _mend(feed: Feed, entries: Sequence[PreparedEntry]) -> Feed:
    return replace(mend_feed(feed), entries=tuple(each.entry for each in entries))
