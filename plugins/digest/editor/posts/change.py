"""Actions on posts: new, accept, unpublish, reject, rename; each returns a message for the editor.

Every function makes one action of the journal while its caller is `writing`, or raises DigestError and changes nothing.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from ...content.check import find_errors
from ...content.frontmatter import edit_post, format_post, is_untouched, parse_post
from ...content.journal import commit
from ...content.paths import is_taken, post_address, post_file, with_free_slug
from ...content.posts import missing_facts, removed_terms
from ...content.private import post_edits, read_whole, say_missing
from ...content.store import (
    Content,
    Edit,
    LedgerEntry,
    edit_vocabulary,
    find_last,
    name_of,
    read_index,
    read_ledger,
    read_vocabularies,
    text_edit,
)
from ...content.vocabulary import Vocabularies, Vocabulary, add_term
from ...core.errors import ContentError, ProblemsError
from ...core.settings import DigestSettings
from ...core.slugs import make_slug, slugify
from ...core.types import Post
from ..actors import Learnt, add_unwanted, find_unwanted, learn_actors
from .excerpt import make_edits
from .private import can_be_private

DATED_NAME_RE = re.compile(r"\d{4}-\d\d-\d\d-.+")


def new_post(content: Content, settings: DigestSettings, title: str, *, post_id: str, now: dt.datetime) -> str:
    """Write an empty draft with a title."""
    title = " ".join(title.split())
    if not title:
        raise ContentError('the title is empty; give one in quotes: digest new "Talks in Geneva"')
    date = now.astimezone(settings.timezone).replace(microsecond=0)
    draft = Post(title=title, date=date, id=post_id, slug=make_slug(title))
    post = with_free_slug(content, read_index(content), draft, settings.timezone)
    path = post_file(content, post, settings.timezone)
    shown = name_of(content, path)
    commit(content, "new", shown, [text_edit(path, format_post(post), old=None)])
    return f"new draft {shown}: write it, then `digest accept {shown}`"


def accept(content: Content, settings: DigestSettings, path: Path) -> str:
    """Publish a post that has a text, and add its new actors to the vocabulary, also those renamed or typed."""
    file, text = name_of(content, path), read_whole(content, path)
    vocabularies = read_vocabularies(content)
    errors = find_errors(text, vocabularies, settings, file=file, exists=lambda name: (content.root / name).exists())
    if errors:
        raise ProblemsError(errors)
    post = parse_post(text, file=file, timezone=settings.timezone)
    if post.status == "published":
        return f"{file}: it is already published"
    if not post.body.strip() and (missing := say_missing(content, post, file)):
        raise ContentError(missing)
    if not post.body.strip() and not post.summary:
        raise ContentError(f"{file}: it is empty; write its text below the front matter, or a summary, then accept it")
    added = learn_actors(post, vocabularies.actors)
    changes: dict[str, object] = {"status": "published", "digest.review": None, "digest.new_actors": None}
    if settings.keep_body == "private" and can_be_private(post):
        changes["digest.body"] = "private"
    new = edit_post(text, changes if post.digest else _outside_digest(changes), file=file)
    renamed = [actor.alias for actor in added if actor.alias]
    unwanted = _unwanted(content, settings, post, vocabularies, renamed) if post.digest else ()
    vocabulary = [_with_actors(content, vocabularies.actors, added, unwanted)] if added or unwanted else []
    commit(content, "accept", file, [*vocabulary, *make_edits(content, settings, path, new, old=text)])
    messages = [f"{file}: published"]
    if added:
        messages.append(f"new in {content.vocabularies.name}/actors.yaml: {', '.join(actor.name for actor in added)}")
    if unwanted:
        messages.append(f"suggested no more, as you took it out of three posts: {', '.join(unwanted)}")
    if post.digest and "date" in missing_facts(post):
        messages.append(f"its date, {post.date:%Y-%m-%d}, is only the raw file's time")
    return "; ".join((*messages, f"`digest unpublish {post.slug}` undoes this"))


def unpublish(content: Content, settings: DigestSettings, path: Path) -> str:
    """Make a published or hidden post a draft again."""
    file, text = name_of(content, path), read_whole(content, path)
    post = parse_post(text, file=file, timezone=settings.timezone)
    if post.status == "draft":
        return f"{file}: it is already a draft"
    new = edit_post(text, {"status": "draft"}, file=file)
    commit(content, "unpublish", file, post_edits(content, path, new, old=text))
    return f"{file}: a draft again, off the site with the next build; `digest accept {file}` publishes it"


def reject(
    content: Content,
    settings: DigestSettings,
    path: Path,
    *,
    edited: bool = False,
) -> str:
    """Delete a draft and note it in the ledger, so that it does not come back; one with edits only if `edited`."""
    file, text = name_of(content, path), read_whole(content, path)
    post = parse_post(text, file=file, timezone=settings.timezone)
    if post.status != "draft":
        raise ContentError(f"{file}: it is {post.status}; `digest unpublish {file}` first, then reject it")
    if not edited and not is_untouched(text) and not _is_new(post, text):
        raise ContentError(f"{file}: your edits would be lost; `digest reject --edited {file}` deletes it all the same")
    entries = _rejected(content, settings, post, path, text) if post.digest else ()
    commit(content, "reject", file, post_edits(content, path, None, old=text), entries=entries)
    if not post.digest:
        return f"{file}: deleted for good"
    return f"{file}: rejected and deleted; `digest ingest --again {post.digest.raw}` brings it back as ingest made it"


def rename(content: Content, settings: DigestSettings, path: Path, slug: str) -> str:
    """Change a post's address; the former one becomes a redirect, unless the post is a draft."""
    file, text, zone = name_of(content, path), read_whole(content, path), settings.timezone
    if slugify(slug) != slug:
        raise ContentError(f"{slug}: a slug has small letters a-z, digits, single hyphens; try {make_slug(slug)}")
    post = parse_post(text, file=file, timezone=zone)
    renamed = replace(post, slug=slug)
    target = path.with_name(f"{path.name[:11]}{slug}{path.suffix}") if DATED_NAME_RE.match(path.name) else path
    if slug == post.slug and target == path:
        return f"{file}: it already has that slug"
    if is_taken(content, read_index(content), renamed, zone) or (target != path and target.exists()):
        raise ContentError(f"{file}: another post of that day has the slug {slug}; choose another")
    new = edit_post(text, {"slug": slug, "aliases": _aliases(post, renamed, zone)}, file=file)
    edits = post_edits(content, path, new, old=text, to=target)
    commit(content, "rename", f"{file} to {slug}", edits, entries=_renamed(content, post, target))
    redirect = "" if post.status == "draft" else f"; {post_address(post, zone)} redirects there"
    shown = name_of(content, target)
    return f"{shown}: now at {post_address(renamed, zone)}{redirect}; `digest rename {shown} {post.slug}` undoes this"


def _is_new(post: Post, text: str) -> bool:
    """Return whether a draft is still as `new_post` wrote it."""
    empty = Post(title=post.title, date=post.date, id=post.id, slug=post.slug)
    return post.slug.startswith(make_slug(post.title)) and text == format_post(empty)


def _outside_digest(changes: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in changes.items() if not key.startswith("digest.")}


def _unwanted(
    content: Content, settings: DigestSettings, post: Post, vocabularies: Vocabularies, renamed: Sequence[str]
) -> tuple[str, ...]:
    ledger = read_ledger(content)
    return find_unwanted(content, settings.timezone, post, ledger, vocabularies.actors, renamed=renamed)


def _with_actors(content: Content, known: Vocabulary, actors: Sequence[Learnt], unwanted: Sequence[str]) -> Edit:
    def add(text: str, file: str) -> str:
        for actor in actors:
            text = add_term(text, actor.entry, known, file=file)
        for name in unwanted:
            text = add_unwanted(text, name, file=file)
        return text

    return edit_vocabulary(content, "actors", add)


def _aliases(post: Post, renamed: Post, zone: ZoneInfo) -> tuple[str, ...] | None:
    former = () if post.status == "draft" else (post_address(post, zone),)
    aliases = dict.fromkeys((*post.aliases, *former))
    aliases.pop(post_address(renamed, zone), None)
    return tuple(aliases) or None


def _rejected(content: Content, settings: DigestSettings, post: Post, path: Path, text: str) -> tuple[LedgerEntry, ...]:
    inside = path.relative_to(content.root).as_posix()
    last = find_last(content, post.id or "")
    lost: tuple[LedgerEntry, ...] = ()
    if last is None and post.digest:  # the ledger was lost, or the id was changed
        last = LedgerEntry(
            event="ingested",
            raw=post.digest.raw,
            raw_sha256=post.digest.raw_sha256,
            part=post.digest.part,
            id=post.id or "",
            post=inside,
        )
        lost = (last,)
    if last is None:
        return ()
    removed = removed_terms(last, text, read_vocabularies(content), settings.timezone)
    return (*lost, replace(last, event="rejected", post=inside, removed=removed))


def _renamed(content: Content, post: Post, target: Path) -> tuple[LedgerEntry, ...]:
    last = find_last(content, post.id or "")
    return (replace(last, event="renamed", post=target.relative_to(content.root).as_posix()),) if last else ()
