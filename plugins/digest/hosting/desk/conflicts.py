"""The page that shows what was typed beside what the file has by now, where the two were changed at the same time."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import make_response, render_template
from werkzeug.wrappers import Response as BaseResponse

from ...content.frontmatter import parse_post
from ...core.types import Source
from ...editor.corrections import FIELDS
from .merge import Change, compare, keep_both
from .state import Desk, DeskPost


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed:
    """A field that the editor has typed and that was changed in the file meanwhile."""

    name: str
    file: str
    mine: str
    changes: tuple[Change, ...]
    both: str


def is_disputed(one: DeskPost, found: str, base: str | None, texts: Mapping[str, str]) -> bool:
    """Tell whether the file has changed in the fields that were typed, or may have: what was shown is not known."""
    if base is None:
        return True
    old, new = shown_texts(one, base), shown_texts(one, found)
    return any(old[name] != new[name] for name in texts)


def show_conflict(one: DeskPost, found: str, texts: Mapping[str, str], *, base: str | None) -> BaseResponse:
    """Show what was typed beside what the file has by now: nothing of either is lost.

    `base` is the text that was shown, None if it is not known any more.
    """
    current = {"text": found} if "text" in texts else shown_texts(one, found)
    before = {} if base is None else {"text": base} if "text" in texts else shown_texts(one, base)
    fields = [
        Disputed(
            name=name,
            file=current[name],
            mine=mine,
            changes=tuple(compare(current[name], mine)),
            both=keep_both(name, file=current[name], mine=mine, base=before.get(name)),
        )
        for name, mine in texts.items()
    ]
    shown = Desk.current().remember(found)
    return make_response(render_template("conflict.html", one=one, fields=fields, hash=shown), 409)


def shown_texts(one: DeskPost, text: str) -> dict[str, str]:
    """Return a post's fields as forms show them. Raises FrontMatterError for a file that is broken by now."""
    post = parse_post(text, file=one.file, timezone=Desk.current().site.settings.timezone)
    source = post.source or Source()
    return dict.fromkeys(FIELDS, "") | {
        "title": post.title,
        "date": post.date.isoformat(),
        "summary": post.summary or "",
        "outlet": source.name or "",
        "author": "\n".join(source.author),
        "url": source.url or "",
        "body": post.body,
    }
