"""A Feed into Atom, RSS and JSON Feed bytes.

What no feed may contain is taken out first (`mend`), with a warning. The bytes depend on the feed alone: no clock, no
version, no locale.
"""

from ..types import Feed
from .json_feed import make_json
from .mend import mend_feed
from .xml_feed import make_atom, make_rss

__all__ = ["format_atom", "format_json", "format_rss"]


def format_atom(feed: Feed) -> bytes:
    """Write a feed as Atom 1.0 (RFC 4287)."""
    return make_atom(mend_feed(feed))


def format_rss(feed: Feed) -> bytes:
    """Write a feed as RSS 2.0."""
    return make_rss(mend_feed(feed))


def format_json(feed: Feed) -> bytes:
    """Write a feed as JSON Feed 1.1."""
    return make_json(mend_feed(feed))
