"""Read the post of an earlier version of an article: whether it was edited, and how the new version differs."""

import hashlib
from functools import partial

from ...content.frontmatter import is_untouched, parse_post
from ...content.posts import post_text, removed_terms, untouched_draft
from ...content.private import read_whole
from ...content.store import Content, LedgerEntry, read_inbox
from ...content.vocabulary import Vocabularies
from ...core.budget import Exceeded, run_within
from ...core.errors import DigestError
from ...core.settings import DigestSettings
from ...core.types import Post, Reading
from ..batch import file_budget
from ..pipeline import read_unannotated
from .change import TextVersion, find_change, version_of
from .decide import ExistingPost, Match


def read_existing(
    content: Content, settings: DigestSettings, vocabularies: Vocabularies, reading: Reading, match: Match
) -> ExistingPost | None:
    """Read the post of a match; None where there is none, or nothing of it counts. Raises UnreadableError."""
    if match.path is None or match.by == "outdated text":
        return None
    text, zone = read_whole(content, match.path), settings.timezone
    change = None
    if match.by != "file":
        old = _read_again(content, settings, vocabularies, match.last) or _version_of_post(text, settings)
        change = find_change(old, version_of(reading))
    return ExistingPost(
        text=text,
        draft=untouched_draft(text, zone),
        is_edited=not is_untouched(text),
        removed=removed_terms(match.last, text, vocabularies, zone),
        change=change,
    )


def _read_again(
    content: Content, settings: DigestSettings, vocabularies: Vocabularies, entry: LedgerEntry
) -> TextVersion | None:
    """Read the raw file of a post anew: the editor may have cut the post, and only there are the lines left out.

    It is read in a process of its own, under the budget of every raw file: an earlier program, or one with a larger
    budget, may have read it. None where that exceeds the budget.
    """
    read = partial(_read_part, content, settings, vocabularies)
    (version,) = run_within(read, (entry,), budget=file_budget(settings), workers=1, prepare=list)
    return None if isinstance(version, Exceeded) else version


def _read_part(
    content: Content, settings: DigestSettings, vocabularies: Vocabularies, entry: LedgerEntry
) -> TextVersion | None:
    try:
        data = read_inbox(content, content.inbox / entry.raw)
        if hashlib.sha256(data).hexdigest() != entry.raw_sha256:
            return None
        readings = read_unannotated(data, name=entry.raw, vocabularies=vocabularies, settings=settings)
        return next((version_of(reading) for reading in readings if reading.raw.part == entry.part), None)
    except DigestError:  # the editor has deleted it, or its package is no longer there
        return None


def _version_of_post(text: str, settings: DigestSettings) -> TextVersion:
    zone = settings.timezone
    try:
        post = parse_post(text, file="", timezone=zone)
    except DigestError:  # half-edited perhaps
        return TextVersion(text="")
    # The title of a post that the editor has edited says nothing about the source's headline.
    headline = post.title if untouched_draft(text, zone) else None
    return TextVersion(text=post_text(text, zone), context_lines="\n".join(_context_lines(post)), headline=headline)


def _context_lines(post: Post) -> tuple[str, ...]:
    source = post.source
    lines = (*source.standfirst, *(caption.text for caption in source.captions)) if source else ()
    return (post.title, post.summary or "", *lines)
