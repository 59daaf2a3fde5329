"""JSON Feed 1.1 as a schema of our own: which keys there may be, which must be, and of what kind."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

Check = Callable[[Any], bool]


def _text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _address(value: Any) -> bool:
    return _text(value) and urlsplit(value).scheme in ("http", "https") and urlsplit(value).netloc != ""


def _time(value: Any) -> bool:
    return _text(value) and dt.datetime.fromisoformat(value).tzinfo is not None


def _size(value: Any) -> bool:
    return isinstance(value, int) and value >= 0


def _list_of(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(map(check, value))


def _object(required: Mapping[str, Check], optional: Mapping[str, Check]) -> Check:
    known = {**required, **optional}

    def check(value: Any) -> bool:
        return (
            isinstance(value, dict)
            and required.keys() <= value.keys() <= known.keys()
            and all(known[key](item) for key, item in value.items())
        )

    return check


_AUTHOR = _object({"name": _text}, {"url": _address, "avatar": _address})
_ATTACHMENT = _object({"url": _address, "mime_type": _text}, {"title": _text, "size_in_bytes": _size})
_ITEM_KEYS: Mapping[str, Check] = {
    "url": _address,
    "external_url": _address,
    "title": _text,
    "content_html": _text,
    "content_text": _text,
    "summary": _text,
    "image": _address,
    "date_published": _time,
    "date_modified": _time,
    "authors": _list_of(_AUTHOR),
    "tags": _list_of(_text),
    "language": _text,
    "attachments": _list_of(_ATTACHMENT),
}
_ITEM = _object({"id": _text}, _ITEM_KEYS)
_FEED = _object(
    {
        "version": lambda value: value == "https://jsonfeed.org/version/1.1",
        "title": _text,
        "items": _list_of(lambda item: _ITEM(item) and bool({"content_html", "content_text"} & item.keys())),
    },
    {
        "home_page_url": _address,
        "feed_url": _address,
        "next_url": _address,
        "description": _text,
        "language": _text,
        "authors": _list_of(_AUTHOR),
        "hubs": _list_of(_object({"type": _text, "url": _address}, {})),
    },
)


def is_json_feed(document: Any) -> bool:
    """Tell whether a document is a JSON Feed: its keys and values, each id once, and no feed that follows itself."""
    if not _FEED(document):
        return False
    ids = [item["id"] for item in document["items"]]
    follows_itself = "next_url" in document and document["next_url"] == document.get("feed_url")
    return len(ids) == len(set(ids)) and not follows_itself
