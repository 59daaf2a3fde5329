"""JSON Feed 1.1 (jsonfeed.org)."""

import json
from collections.abc import Mapping

from ...core.types import Feed, FeedEntry, FeedImage

VERSION = "https://jsonfeed.org/version/1.1"


def make_json(feed: Feed) -> bytes:
    """Write a sound feed as JSON Feed."""
    document = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.page_url,
        "feed_url": feed.url,
        "description": feed.subtitle,
        "language": feed.lang,
        "authors": _json_authors((feed.author,) if feed.author else ()),
        "next_url": feed.previous,
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else None,
    }
    frame = json.dumps(_without_nothing(document), ensure_ascii=False, indent=1).removesuffix("\n}")
    # An item a line: with an indent Python does without its encoder in C.
    items = [json.dumps(_without_nothing(_json_item(entry)), ensure_ascii=False) for entry in feed.entries]
    return "".join([frame, ',\n "items": [\n', ",\n".join(items), "\n ]\n}\n"]).encode()


def _json_item(entry: FeedEntry) -> dict[str, object]:
    return {
        "id": entry.id,
        "url": entry.url,
        "external_url": entry.source_url,
        "title": entry.title,
        "content_html": entry.content,
        "content_text": None if entry.content else entry.summary,  # one of the two must be there
        "summary": entry.summary if entry.content else None,
        "image": entry.image.url if entry.image else None,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": _json_authors(entry.authors),
        "tags": [category.label for category in entry.categories],
        "language": entry.lang,
        "attachments": _json_attachments(entry.image),
    }


def _json_attachments(image: FeedImage | None) -> list[dict[str, object]]:
    return [{"url": image.url, "mime_type": image.media_type, "size_in_bytes": image.length}] if image else []


def _json_authors(names: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"name": name} for name in names]


def _without_nothing(values: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value not in (None, "", [])}
