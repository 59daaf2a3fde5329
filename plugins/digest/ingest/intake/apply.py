"""Carry out a decision: write the draft, note it in the ledger, and say to the editor what was done.

Each draft is one action of the journal: the post is written first and the ledger after it.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ...content.frontmatter import format_post
from ...content.journal import commit
from ...content.paths import post_file, remember, with_free_slug
from ...content.posts import missing_facts
from ...content.private import post_edits
from ...content.store import (
    Content,
    Edit,
    LedgerFile,
    PostIndex,
    name_of,
    received_at,
)
from ...content.vocabulary import Vocabularies
from ...core.settings import DigestSettings
from ...core.types import TAXONOMIES, Post, Reading
from ..compose import make_post
from .decide import Decision, ExistingPost, decide, make_incoming
from .existing import read_existing
from .messages import format_message
from .outcome import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeContext:
    """What an ingest works with; the ledger and the index grow with each post."""

    content: Content
    settings: DigestSettings
    vocabularies: Vocabularies
    ledger: LedgerFile
    index: PostIndex
    inbox: Collection[str]  # the names of the raw files there
    again: bool = False


def take_reading(context: IntakeContext, reading: Reading, *, parts: int) -> Outcome:
    """Decide what becomes of one reading of a file with so many articles, and do it. Raises DigestError and OSError."""
    ledger, index, again = context.ledger.ledger, context.index, context.again
    incoming = make_incoming(ledger, index, reading, parts=parts, inbox=context.inbox, again=again)
    existing = None
    if incoming.match:
        existing = read_existing(context.content, context.settings, context.vocabularies, reading, incoming.match)
    decision = decide(ledger, index, incoming, existing, again=again)
    outcome = apply(context, reading, decision)
    article = "" if parts == 1 else f", article {reading.raw.part}"
    return replace(outcome, message=f"{outcome.raw}{article}: {outcome.message}") if outcome.message else outcome


def apply(context: IntakeContext, reading: Reading, decision: Decision) -> Outcome:
    """Write what was decided. An update that would change nothing is none."""
    if decision.action == "create":
        return _create(context, reading, decision)
    if decision.action == "update" and decision.existing and decision.path:
        return _update(context, reading, decision, decision.existing, decision.path)
    if decision.action == "record" and decision.path:
        _commit(context, reading, decision, _compose(context, reading, decision), decision.path, edits=())
    elif decision.action == "skip" and decision.entry:
        commit(context.content, "ingest", reading.raw.name, (), entries=[decision.entry])
    return _outcome(context, reading, decision)


def _create(context: IntakeContext, reading: Reading, decision: Decision) -> Outcome:
    post = _compose(context, reading, decision)
    while True:
        free = with_free_slug(context.content, context.index, post, context.settings.timezone)
        path = post_file(context.content, free, context.settings.timezone)
        try:
            edits = post_edits(context.content, path, format_post(free), old=None)
            return _write(context, reading, decision, free, path, edits=edits)
        except FileExistsError:  # it came this very moment: look for the next free name
            continue


def _update(
    context: IntakeContext, reading: Reading, decision: Decision, existing: ExistingPost, path: Path
) -> Outcome:
    draft = existing.draft
    assert draft is not None
    post, target = _replace_draft(context, _compose(context, reading, decision), draft, path)
    data = format_post(post)
    if data == existing.text and target == path:
        return Outcome(kind="unchanged", raw=reading.raw.name)
    edits = post_edits(context.content, path, data, old=existing.text, to=target)
    return _write(context, reading, decision, post, target, edits=edits)


def _replace_draft(context: IntakeContext, post: Post, draft: Post, path: Path) -> tuple[Post, Path]:
    """Give a post the identity of the draft that it replaces, and its address where that is to stay."""
    zone = context.settings.timezone
    post = replace(post, id=draft.id, aliases=draft.aliases)
    if _has_same_slug(post, draft, context) or context.ledger.ledger.is_renamed(draft.id or ""):
        return replace(post, slug=draft.slug), path
    post = with_free_slug(context.content, context.index, post, zone)
    is_moved = path != post_file(context.content, draft, zone)  # by the editor: then it stays where it is
    return post, path if is_moved else post_file(context.content, post, zone)


def _has_same_slug(post: Post, draft: Post, context: IntakeContext) -> bool:
    zone = context.settings.timezone
    same_day = post.date.astimezone(zone).date() == draft.date.astimezone(zone).date()
    return same_day and re.fullmatch(re.escape(post.slug) + r"(-\d+)?", draft.slug) is not None


def _compose(context: IntakeContext, reading: Reading, decision: Decision) -> Post:
    zone = context.settings.timezone
    received = received_at(context.content.inbox / reading.raw.name, zone)
    draft = decision.existing.draft if decision.existing else None
    if draft and not (draft.source and draft.source.published):  # a file's time, as an earlier ingest found it
        received = draft.date
    if draft and decision.existing and decision.existing.change:
        reading = _with_known_date(reading, draft)
    reading = replace(reading, review=(*decision.doubts, *reading.review))
    removed = decision.entry.removed if decision.entry else None
    return make_post(
        reading,
        received=received.astimezone(zone),
        removed=removed,
        keeps_dateline=context.settings.datelines == "keep",
        is_private=context.settings.keep_body == "private" or (draft is not None and draft.is_private),
    )


def _with_known_date(reading: Reading, draft: Post) -> Reading:
    """Give a version without a date, as a saved page may be, that of the version which the draft was made of."""
    if reading.article.date or not draft.source or not draft.source.published:
        return reading
    article = replace(reading.article, date=draft.source.published)
    return replace(reading, article=article, review=tuple(key for key in reading.review if key != "date"))


def _write(
    context: IntakeContext, reading: Reading, decision: Decision, post: Post, path: Path, *, edits: Sequence[Edit]
) -> Outcome:
    _commit(context, reading, decision, post, path, edits=edits)
    remember(context.index, post, path)
    review = (post.digest.review or ()) if post.digest else ()
    return replace(
        _outcome(context, reading, decision, post=path), review=review, missing=missing_facts(post), post=path
    )


def _commit(
    context: IntakeContext, reading: Reading, decision: Decision, post: Post, path: Path, *, edits: Sequence[Edit]
) -> None:
    suggested = {taxonomy: getattr(post, taxonomy) for taxonomy in TAXONOMIES}
    inside = path.relative_to(context.content.root).as_posix()
    entry = replace(decision.entry, id=post.id or "", post=inside, suggested=suggested) if decision.entry else None
    commit(context.content, "ingest", reading.raw.name, edits, entries=[entry] if entry else ())


def _outcome(context: IntakeContext, reading: Reading, decision: Decision, *, post: Path | None = None) -> Outcome:
    names = {key: name_of(context.content, path) for key, path in (("existing", decision.path), ("post", post)) if path}
    parts = {**decision.parts, **names, "raw": reading.raw.name}
    message = format_message(decision.message, parts) if decision.message else None
    if message and decision.action == "update" and post != decision.path:
        message += format_message("moved", parts)
    return Outcome(kind=decision.kind, raw=reading.raw.name, message=message)
