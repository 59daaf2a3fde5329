"""Set fields of a post from text as the editor types it: title, date, summary, source, terms, body.

A field that the editor has set is doubted no longer.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ...content.frontmatter import replace_body
from ...content.frontmatter.fields import parse_moment
from ...content.paths import is_taken, post_address
from ...content.store import Content, read_index
from ...core.errors import ContentError
from ...core.settings import DigestSettings
from ...core.types import Post, Source
from .change import Subject, change_post, edit_keys

LIST_RE = re.compile(r"[\n;]")  # divides names in which commas may be; else commas do


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field's key in the front matter, how its text is read, and the doubts that setting it settles."""

    key: str
    read: Callable[[str], object]
    settles: tuple[str, ...] = ()


def _line(text: str) -> str | None:
    return " ".join(text.split()) or None


def _names(text: str) -> tuple[str, ...] | None:
    parts = LIST_RE.split(text) if LIST_RE.search(text) else text.split(",")
    return tuple(dict.fromkeys(name for part in parts if (name := _line(part)))) or None


DATE_DOUBTS = ("date", "date-updated", "date-order", "date-future")
FIELDS: Mapping[str, Field] = {
    "title": Field(key="title", read=_line, settles=("headline",)),
    "date": Field(key="date", read=_line, settles=DATE_DOUBTS),
    "modified": Field(key="modified", read=_line),
    "summary": Field(key="summary", read=_line, settles=("summary",)),
    "outlet": Field(key="source.name", read=_line, settles=("outlet",)),
    "author": Field(key="source.author", read=_names, settles=("byline",)),
    "url": Field(key="source.url", read=_line, settles=("url",)),
    "published": Field(key="source.published", read=_line, settles=DATE_DOUBTS),
    "lang": Field(key="lang", read=_line, settles=("language",)),
    "show": Field(key="show", read=_line),
    "actors": Field(key="actors", read=_names, settles=("actors",)),
    "countries": Field(key="countries", read=_names, settles=("countries",)),
    "topics": Field(key="topics", read=_names, settles=("topics",)),
    "body": Field(key="body", read=str, settles=("body", "body-short")),
}
MOMENTS = ("date", "modified", "published")


def set_fields(
    content: Content, settings: DigestSettings, path: Path, texts: Mapping[str, str], *, shown: str | None = None
) -> str:
    """Set fields of a post, by the names of FIELDS, to texts; an empty one removes the field. Returns a message.

    A published post whose date puts it at another address leaves a redirect. Raises ChangedElsewhereError, ContentError
    for what cannot be set, ProblemsError for a value that the post cannot have.
    """
    texts = {name: text.encode("utf-8", "replace").decode() for name, text in texts.items()}
    if unknown := [name for name in texts if name not in FIELDS]:
        raise ContentError(f"{unknown[0]}: there is no such field to set; there are {', '.join(FIELDS)}")

    def change(subject: Subject) -> str:
        values = {name: FIELDS[name].read(text) for name, text in texts.items()}
        changes = {FIELDS[name].key: value for name, value in values.items() if name != "body"}
        changes |= {
            FIELDS[name].key: _moment(name, text, settings.timezone)
            for name in MOMENTS
            if (text := values.get(name)) is not None
        }
        if isinstance(date := changes.get("date"), dt.date):
            changes |= _with_date(content, settings, subject, date, changes)
        settled = [doubt for name in texts for doubt in FIELDS[name].settles]
        edited = edit_keys(subject, changes, settles=settled)
        return replace_body(edited, texts["body"], file=subject.file) if "body" in texts else edited

    what = f"{', '.join(texts)} set"
    return change_post(content, settings, path, change, what=what, shown=shown)


def _moment(name: str, text: object, zone: dt.tzinfo) -> dt.date:
    moment = parse_moment(str(text), zone)
    if moment is None:
        raise ContentError(f"{name}: {text!r} is not a date; write it as 2021-08-17 or 2021-08-17T09:00:00+00:00")
    return moment


def _with_date(
    content: Content, settings: DigestSettings, subject: Subject, date: dt.date, changes: Mapping[str, object]
) -> dict[str, object]:
    """Return what changes with a post's date: when its source says it was published, and its former addresses."""
    post, zone = subject.post, settings.timezone
    time = date if isinstance(date, dt.datetime) else dt.datetime.combine(date, dt.time(), tzinfo=zone)
    moved = replace(post, date=time)
    more: dict[str, object] = {"date": time}
    if post.digest and "source.published" not in changes and _is_of_source(post):
        more["source.published"] = date
    former, address = post_address(post, zone), post_address(moved, zone)
    if former == address:
        return more
    if is_taken(content, read_index(content), moved, zone):
        raise ContentError(f"{subject.file}: another post of that day has the slug {post.slug}; rename one first")
    if post.status != "draft":
        more["aliases"] = tuple(alias for alias in dict.fromkeys((*post.aliases, former)) if alias != address)
    return more


def _is_of_source(post: Post) -> bool:
    """Return whether an ingested post has the date of its source, or of its raw file for want of one."""
    published = (post.source or Source()).published
    if published is None:
        return True
    return published in (post.date, post.date.date()) or (
        isinstance(published, dt.datetime) and published.date() == post.date.date()
    )
