"""Decide what becomes of a reading: a new draft, an update, a conflict with the editor's work, or nothing.

Pure: `find_match` finds the earlier article that a reading is a version of, `decide` says what is to be written, noted
in the ledger and told to the editor. `existing` reads the matched post in between, `apply` carries the decision out.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from ...content.store import Ledger, LedgerEntry, Names, PostIndex
from ...core.similarity import make_sketch
from ...core.types import Post, Reading
from ..compose import make_id, text_sha256
from .change import Change
from .messages import quote
from .outcome import Kind

NO_PARTS: Mapping[str, str] = MappingProxyType({})
# create: a draft of its own; update: its unedited draft anew; record: in the ledger only, the post being there already;
# skip: note in the ledger that these bytes make no post.
Action = Literal["create", "update", "record", "skip"]
MatchedBy = Literal["file", "text", "outdated text", "sketch"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The earlier article that a reading is a version of."""

    by: MatchedBy
    entry: LedgerEntry  # the one that matched
    last: LedgerEntry  # the last entry of its post
    path: Path | None  # of its post; None: the editor has rejected or deleted it


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A reading as the ledger sees it: its entry, whose post is not yet known, and the earlier version of it."""

    entry: LedgerEntry
    match: Match | None = None
    is_empty: bool = False  # nothing is left of it


@dataclass(frozen=True, slots=True, kw_only=True)
class ExistingPost:
    """What the post of an earlier version is on disk."""

    text: str  # the whole text
    draft: Post | None  # where ingest may replace it: neither edited nor accepted
    is_edited: bool  # by the editor; one that is not was accepted as it was
    removed: Names  # the suggested terms that the editor took out
    change: Change | None = None  # from its text to the reading's; None in another state of the same raw file


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What becomes of a reading."""

    kind: Kind
    action: Action | None = None
    entry: LedgerEntry | None = None  # for the ledger; `create`, `update` and `record` add the post to it
    existing: ExistingPost | None = None  # that an update replaces
    path: Path | None = None  # of the existing post that the action or the message is about
    message: str | None = None  # a key of MESSAGES
    parts: Mapping[str, str] = field(default_factory=dict)  # of the message
    doubts: tuple[str, ...] = ()  # for the draft's review


def make_incoming(
    ledger: Ledger, index: PostIndex, reading: Reading, *, parts: int, inbox: Collection[str], again: bool
) -> Incoming:
    """Look up one reading of a file that has so many articles; `inbox` has the names of the raw files there."""
    raw, article = reading.raw, reading.article
    entry = LedgerEntry(
        event="ingested",
        raw=raw.name,
        raw_sha256=raw.sha256,
        part=raw.part,
        parts=parts,
        text_sha256=text_sha256(raw.text),
        sketch=make_sketch(article.text),
        id="",
        post="",
    )
    is_empty = not article.text.strip() and not article.headline
    match = None if is_empty else find_match(ledger, index, entry, inbox=inbox, again=again)
    return Incoming(entry=entry, match=match, is_empty=is_empty)


# --- Which earlier article it is --------------------------------------------------------------------------------------


def find_match(
    ledger: Ledger, index: PostIndex, entry: LedgerEntry, *, inbox: Collection[str], again: bool
) -> Match | None:
    """Find the article that an entry's reading is a version of: by its file, its text, or most of its words.

    `inbox` has the names of the raw files there. With `again`, what has no post any more counts as new.
    """
    if same_file := _find_by_file(ledger, index, entry, inbox):
        return _match("file", same_file, ledger, index)
    same = ledger.of_text(entry.text_sha256) if entry.text_sha256 else None
    if same and (same.id in index.by_id or not again):
        last = ledger.last(same.id) or same
        return _match("text" if last.text_sha256 == entry.text_sha256 else "outdated text", same, ledger, index)
    alike = ledger.find_alike(entry.sketch) if entry.sketch else None
    if alike and alike.id not in index.by_id:
        alike = _find_living(ledger, index, alike) or alike
    if alike and (alike.id in index.by_id or not again):
        return _match("sketch", alike, ledger, index)
    return None


def _match(by: MatchedBy, entry: LedgerEntry, ledger: Ledger, index: PostIndex) -> Match:
    return Match(by=by, entry=entry, last=ledger.last(entry.id) or entry, path=index.by_id.get(entry.id))


def _find_by_file(ledger: Ledger, index: PostIndex, entry: LedgerEntry, inbox: Collection[str]) -> LedgerEntry | None:
    """Find what this article of this raw file became earlier: by its text, else by its place in the file."""
    known = _history(ledger, entry.raw)
    if not known:  # the raw file may have been renamed
        known = [one for one in ledger.of_bytes(entry.raw_sha256) if one.raw not in inbox]
    mine = [one for one in known if (last := ledger.last(one.id)) and last.raw == one.raw]

    def order(one: LedgerEntry) -> tuple[bool, bool]:
        return one.id not in index.by_id, one.part != entry.part

    # A version that was rejected stays so; but what comes after it is a version of the post that is still there.
    same_bytes = [one for one in mine if (one.raw_sha256, one.part) == (entry.raw_sha256, entry.part)]
    same_text = [one for one in mine if one.text_sha256 == entry.text_sha256]
    same_part = [one for one in mine if one.part == entry.part]
    groups = (same_bytes, sorted(same_text, key=order), sorted(same_part, key=order))
    return next((one for group in groups for one in group), None)


def _find_living(ledger: Ledger, index: PostIndex, gone: LedgerEntry) -> LedgerEntry | None:
    """Find the post beside which a draft that is gone was saved as a later version of the same raw file."""
    same_part = (one for one in _history(ledger, gone.raw) if one.part == gone.part)
    return next((one for one in same_part if one.id in index.by_id), None)


def _history(ledger: Ledger, raw: str) -> list[LedgerEntry]:
    """List what each article of a raw file became, the newest first: the last entry of each post."""
    last: dict[tuple[int, str], LedgerEntry] = {}
    for one in ledger.history_of_name(raw):
        last.setdefault((one.part, one.id), one)
    return list(last.values())


# --- What becomes of it -----------------------------------------------------------------------------------------------


def decide(
    ledger: Ledger, index: PostIndex, incoming: Incoming, existing: ExistingPost | None, *, again: bool = False
) -> Decision:
    """Decide what becomes of a reading. `existing` is the match's post; `again`: rejected ones are made anew."""
    entry, match = incoming.entry, incoming.match
    if incoming.is_empty:
        return Decision(kind="failed", message="empty")
    if match is None:
        return _new(index, entry)
    if match.by == "file":
        return _changed(ledger, entry, match, existing) if existing else _dropped(ledger, entry, match, again=again)
    change = existing.change if existing else None
    if existing is None or change is None or change.kind in ("same", "shorter"):
        return _duplicate(ledger, entry, match, change)
    if existing.draft and change.kind == "other":  # it must not take the place of an article that is like it
        return _new(index, entry)
    return _version(entry, match, existing, change)


def _new(index: PostIndex, entry: LedgerEntry) -> Decision:
    path = index.by_id.get(make_id(entry.raw_sha256, entry.part))
    if path:  # the draft of an ingest that ended before it could note it, or the ledger was lost
        return Decision(kind="unchanged", action="record", entry=entry, path=path, message="recovered")
    return Decision(kind="new", action="create", entry=entry, message="new")


def _dropped(ledger: Ledger, entry: LedgerEntry, match: Match, *, again: bool) -> Decision:
    """Decide of a raw file whose draft the editor has rejected or deleted."""
    if again:
        return Decision(kind="new", action="create", entry=replace(entry, removed=match.last.removed), message="new")
    if match.entry.raw_sha256 == entry.raw_sha256:
        return Decision(kind="unchanged")
    message = "changed-rejected" if ledger.is_rejected(match.entry.id) else "changed-deleted"
    return _skip(ledger, entry, match, Decision(kind="dropped", message=message))


def _changed(ledger: Ledger, entry: LedgerEntry, match: Match, existing: ExistingPost) -> Decision:
    """Decide of a raw file that has a post, changed or not."""
    entry = replace(entry, removed=existing.removed)
    if existing.draft:
        return _update(entry, match, existing, message="updated")
    if match.entry.raw_sha256 == entry.raw_sha256:
        return Decision(kind="edited")
    if match.entry.text_sha256 == entry.text_sha256:
        return _skip(ledger, entry, match, Decision(kind="edited", path=match.path, message="other-article-changed"))
    return _conflict(entry, match, message="conflict" if existing.is_edited else "accepted")


def _version(entry: LedgerEntry, match: Match, existing: ExistingPost, change: Change) -> Decision:
    """Decide of a later version of an article in another raw file."""
    parts = {"other": match.entry.raw, "quote": quote(change)}
    if existing.draft:
        entry = replace(entry, removed=existing.removed)
        return _update(entry, match, existing, message=f"{change.kind}-updated", parts=parts)
    state = "conflict" if existing.is_edited else "accepted"
    return _conflict(entry, match, message=f"{change.kind}-{state}", parts=parts)


def _duplicate(ledger: Ledger, entry: LedgerEntry, match: Match, change: Change | None) -> Decision:
    """Decide of an article that another raw file has, or has more of."""
    parts = {"other": match.entry.raw}
    if match.path is None:
        message = "duplicate-rejected" if ledger.is_rejected(match.entry.id) else "duplicate-deleted"
        return _skip(ledger, entry, match, Decision(kind="dropped", message=message, parts=parts))
    decision = Decision(kind="duplicate", path=match.path, message="duplicate", parts=parts)
    if change and change.kind == "shorter":
        decision = replace(decision, message="shorter", parts={**parts, "quote": quote(change)})
    return _skip(ledger, entry, match, decision)


def _update(
    entry: LedgerEntry, match: Match, existing: ExistingPost, *, message: str, parts: Mapping[str, str] = NO_PARTS
) -> Decision:
    return Decision(
        kind="updated",
        action="update",
        entry=entry,
        existing=existing,
        path=match.path,
        message=message,
        parts=parts,
    )


def _conflict(entry: LedgerEntry, match: Match, *, message: str, parts: Mapping[str, str] = NO_PARTS) -> Decision:
    return Decision(
        kind="conflict",
        action="create",
        entry=entry,
        path=match.path,
        message=message,
        parts=parts,
        doubts=("corrected",),
    )


def _skip(ledger: Ledger, entry: LedgerEntry, match: Match, decision: Decision) -> Decision:
    """Make no post of these bytes, and note that in the ledger once."""
    noted = (one for one in ledger.of_name(entry.raw) if (one.part, one.raw_sha256) == (entry.part, entry.raw_sha256))
    if any(noted):
        return decision
    passed = replace(entry, event="passed", id=match.entry.id, post=match.entry.post)
    return replace(decision, action="skip", entry=passed)
