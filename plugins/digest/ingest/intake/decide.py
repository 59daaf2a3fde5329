"""What becomes of one reading: a new draft, an untouched draft anew, a draft beside an edited post, or nothing.

The post is written first and the ledger after it: a crash between the two leaves a post that the next ingest knows by
its id. The other way round an article could be lost.
"""

import datetime as dt
import re
from dataclasses import dataclass, replace
from pathlib import Path

from ...content.frontmatter import format_post
from ...content.paths import post_file, remember, with_free_slug
from ...content.posts import removed_terms, untouched_draft
from ...content.store import (
    Content,
    Ledger,
    LedgerEntry,
    Names,
    PostIndex,
    append_ledger,
    move,
    name_of,
    read_text,
    received_at,
    write_atomic,
    write_new,
)
from ...content.vocabulary import Vocabularies
from ...core.settings import DigestSettings
from ...core.similarity import make_sketch
from ...core.types import TAXONOMIES, Post, Reading
from ..compose import make_post, text_sha256
from .change import Change, find_change, version_of
from .earlier import find_earlier
from .outcome import Kind, Outcome

QUOTED = 60  # characters of a sentence that tells versions apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What settling needs to know; the ledger and the index grow with each post."""

    content: Content
    settings: DigestSettings
    vocabularies: Vocabularies
    ledger: Ledger
    index: PostIndex
    again: bool = False


def settle(desk: Desk, reading: Reading, *, parts: int) -> Outcome:
    """Do what is to be done with one reading of a file that has so many `parts`. Raises DigestError and OSError."""
    raw = reading.raw
    entry = LedgerEntry(
        event="ingested",
        raw=raw.name,
        raw_sha256=raw.sha256,
        part=raw.part,
        parts=parts,
        text_sha256=text_sha256(raw.text),
        sketch=make_sketch(reading.article.text),
        id="",
        post="",
    )
    if not reading.article.text.strip() and not reading.article.headline:
        return _tell("failed", entry, "nothing is left when it is cleaned; `digest explain` shows what went and why")
    before = _find_before(desk, entry)
    if before is None:
        return _settle_unknown(desk, reading, entry)
    path = desk.index.by_id.get(before.id)
    if path is None:
        return _settle_dropped(desk, reading, entry, before)
    return _settle_known(desk, reading, entry, before, path)


def _find_before(desk: Desk, entry: LedgerEntry) -> LedgerEntry | None:
    """Find what this article of this raw file became earlier: by its text, else by its place in the file."""
    known = desk.ledger.of_name(entry.raw)
    if not known:  # the raw file may bear a new name
        known = tuple(e for e in desk.ledger.of_bytes(entry.raw_sha256) if not (desk.content.inbox / e.raw).exists())
    mine = [e for e in known if (last := desk.ledger.last(e.id)) and last.raw == e.raw]
    same_text = [e for e in mine if e.text_sha256 == entry.text_sha256]
    same_part = [e for e in mine if e.part == entry.part]
    return next(iter((*same_text, *same_part)), None)


def _settle_unknown(desk: Desk, reading: Reading, entry: LedgerEntry) -> Outcome:
    same = desk.ledger.of_text(entry.text_sha256) if entry.text_sha256 else None
    if same and (same.id in desk.index.by_id or not desk.again):
        last = desk.ledger.last(same.id) or same
        is_earlier = last.text_sha256 != entry.text_sha256  # the post has a later version already
        return _settle_double(desk, entry, same) if is_earlier else _settle_alike(desk, reading, entry, same)
    alike = desk.ledger.like(entry.sketch) if entry.sketch else None
    if alike and (alike.id in desk.index.by_id or not desk.again):
        return _settle_alike(desk, reading, entry, alike)
    return _settle_new(desk, reading, entry)


def _settle_alike(desk: Desk, reading: Reading, entry: LedgerEntry, alike: LedgerEntry) -> Outcome:
    """Settle the same story in another file: nothing new, or a version that has grown or was corrected."""
    path = desk.index.by_id.get(alike.id)
    if path is None:
        return _settle_double(desk, entry, alike)
    last, text, zone = desk.ledger.last(alike.id) or alike, read_text(path), desk.settings.timezone
    old = find_earlier(desk.content, desk.settings, desk.vocabularies, last, text)
    change = find_change(old, version_of(reading))
    if change.kind in ("same", "shorter"):
        return _settle_double(desk, entry, alike, change)
    shown, draft = name_of(desk.content, path), untouched_draft(text, zone)
    if draft and change.kind == "other":  # it must not take the place of a story that is like it
        return _settle_new(desk, reading, entry)
    told = f"{'another' if change.kind == 'other' else f'a {change.kind}'} version of {alike.raw} ({_quote(change)})"
    if draft:
        removed = removed_terms(last, text, desk.vocabularies, zone)
        message = f"{told}; its untouched draft {{post}} is made anew"
        reading = _with_known_date(reading, draft)
        return _update_draft(desk, reading, replace(entry, removed=removed), draft, path, message=message)
    post = _compose(desk, reading, unsure=("corrected",))
    message = f"{told}, and {shown} is yours by now: the new text is in {{post}}; take from it, then reject one"
    return _write_draft(desk, post, entry, kind="beside", message=message)


def _settle_new(desk: Desk, reading: Reading, entry: LedgerEntry) -> Outcome:
    post = _compose(desk, reading)
    path = desk.index.by_id.get(post.id or "")
    if path is None:
        return _write_draft(desk, post, entry)
    # The draft of an ingest that ended before it could note it, or the ledger was lost.
    _note(desk, entry, post, path)
    return _tell("unchanged", entry, f"it is {name_of(desk.content, path)} already")


def _settle_double(desk: Desk, entry: LedgerEntry, same: LedgerEntry, change: Change | None = None) -> Outcome:
    _pass_over(desk, entry, same)
    path = desk.index.by_id.get(same.id)
    is_shorter = change is not None and change.kind == "shorter"
    what = f"{'a shorter version of' if is_shorter else 'the same text as'} {same.raw}"
    lacks = f"; it lacks {_quote(change)}" if change and is_shorter else ""
    if path:
        shown = name_of(desk.content, path)
        return _tell("duplicate", entry, f"{what}, which became {shown}{lacks}; delete one of the two")
    message = f"{what}, {_fate(desk, same)}; `digest ingest --again {entry.raw}` makes a draft of it"
    return _tell("dropped", entry, message)


def _quote(change: Change) -> str:
    """Quote the first words that one version has and the other has not."""
    text = (change.told_by or "").strip("“”„\"'‘’ ")
    return f"“{text}”" if len(text) <= QUOTED else f"“{text[:QUOTED].rpartition(' ')[0] or text[:QUOTED]} …”"


def _settle_dropped(desk: Desk, reading: Reading, entry: LedgerEntry, before: LedgerEntry) -> Outcome:
    removed = (desk.ledger.last(before.id) or before).removed
    if desk.again:
        return _write_draft(desk, _compose(desk, reading, removed=removed), replace(entry, removed=removed))
    if before.raw_sha256 == entry.raw_sha256:
        return _tell("unchanged", entry)
    _pass_over(desk, entry, before)
    return _tell("dropped", entry, f"changed, {_fate(desk, before)}; `digest ingest --again {entry.raw}` makes it anew")


def _settle_known(desk: Desk, reading: Reading, entry: LedgerEntry, before: LedgerEntry, path: Path) -> Outcome:
    text, zone = read_text(path), desk.settings.timezone
    entry = replace(entry, removed=removed_terms(desk.ledger.last(before.id) or before, text, desk.vocabularies, zone))
    draft = untouched_draft(text, zone)
    if draft:
        return _update_draft(desk, reading, entry, draft, path)
    if before.raw_sha256 == entry.raw_sha256:
        return _tell("edited", entry)
    shown = name_of(desk.content, path)
    if before.text_sha256 == entry.text_sha256:
        _pass_over(desk, entry, before)
        return _tell("edited", entry, f"changed, but not in this text; {shown} has your edits and is left as it is")
    post = _compose(desk, reading, removed=entry.removed, unsure=("corrected",))
    message = f"changed, and {shown} has your edits: the new text is in {{post}}; take from it, then reject one"
    return _write_draft(desk, post, entry, kind="beside", message=message)


def _update_draft(
    desk: Desk,
    reading: Reading,
    entry: LedgerEntry,
    draft: Post,
    path: Path,
    *,
    message: str = "its untouched draft {post} is made anew",
) -> Outcome:
    content, zone, text = desk.content, desk.settings.timezone, read_text(path)
    guessed = draft.digest is not None and "date" in draft.digest.review
    post = _compose(desk, reading, removed=entry.removed, received=draft.date if guessed else None)
    post = replace(post, id=draft.id, aliases=draft.aliases)
    target = path
    if _keeps_slug(post, draft, desk) or desk.ledger.is_renamed(draft.id or ""):
        post = replace(post, slug=draft.slug)
    else:
        post = with_free_slug(content, desk.index, post, zone)
        if path == post_file(content, draft, zone):  # where ingest put it: the editor has not moved it
            target = post_file(content, post, zone)
    data = format_post(post)
    if data == text and target == path:
        return _tell("unchanged", entry)
    write_atomic(path, data.encode(), expected=text.encode())
    if target != path:
        move(path, target)
    return _wrote(desk, entry, post, target, kind="updated", message=message)


def _with_known_date(reading: Reading, draft: Post) -> Reading:
    """Give a version without a date, as a saved page may be, that of the version which the draft was made of."""
    if reading.article.date or not draft.source or not draft.source.published:
        return reading
    article = replace(reading.article, date=draft.source.published)
    return replace(reading, article=article, review=tuple(key for key in reading.review if key != "date"))


def _keeps_slug(post: Post, draft: Post, desk: Desk) -> bool:
    zone = desk.settings.timezone
    same_day = post.date.astimezone(zone).date() == draft.date.astimezone(zone).date()
    return same_day and re.fullmatch(re.escape(post.slug) + r"(-\d+)?", draft.slug) is not None


def _write_draft(
    desk: Desk, post: Post, entry: LedgerEntry, *, kind: Kind = "new", message: str = "new draft {post}"
) -> Outcome:
    while True:
        free = with_free_slug(desk.content, desk.index, post, desk.settings.timezone)
        path = post_file(desk.content, free, desk.settings.timezone)
        try:
            write_new(path, format_post(free).encode())
        except FileExistsError:  # it came this very moment: look for the next free name
            continue
        return _wrote(desk, entry, free, path, kind=kind, message=message)


def _compose(
    desk: Desk,
    reading: Reading,
    *,
    removed: Names | None = None,
    received: dt.datetime | None = None,
    unsure: tuple[str, ...] = (),
) -> Post:
    zone = desk.settings.timezone
    received = received or received_at(desk.content.inbox / reading.raw.name, zone)
    reading = replace(reading, review=(*unsure, *reading.review))
    return make_post(reading, received=received.astimezone(zone), removed=removed)


def _wrote(desk: Desk, entry: LedgerEntry, post: Post, path: Path, *, kind: Kind, message: str) -> Outcome:
    remember(desk.index, post, path)
    _note(desk, entry, post, path)
    review = post.digest.review if post.digest else ()
    return replace(_tell(kind, entry, message.format(post=name_of(desk.content, path))), review=review, post=path)


def _note(desk: Desk, entry: LedgerEntry, post: Post, path: Path) -> None:
    suggested = {taxonomy: getattr(post, taxonomy) for taxonomy in TAXONOMIES}
    inside = path.relative_to(desk.content.root).as_posix()
    _append(desk, replace(entry, id=post.id or "", post=inside, suggested=suggested))


def _pass_over(desk: Desk, entry: LedgerEntry, concerned: LedgerEntry) -> None:
    """Note that these bytes were looked at and made no post; only once."""
    known = (e for e in desk.ledger.of_name(entry.raw) if (e.part, e.raw_sha256) == (entry.part, entry.raw_sha256))
    if not any(known):
        _append(desk, replace(entry, event="passed", id=concerned.id, post=concerned.post))


def _append(desk: Desk, entry: LedgerEntry) -> None:
    append_ledger(desk.content, entry)
    desk.ledger.add(entry)


def _fate(desk: Desk, entry: LedgerEntry) -> str:
    return f"whose draft {'you rejected' if desk.ledger.is_rejected(entry.id) else 'is deleted'}"


def _tell(kind: Kind, entry: LedgerEntry, message: str | None = None) -> Outcome:
    name = entry.raw if entry.parts == 1 else f"{entry.raw}, article {entry.part}"
    return Outcome(kind=kind, raw=entry.raw, message=f"{name}: {message}" if message else None)
