"""What a post with a private body shows in public: an excerpt in its own file, and how long the whole takes to read."""

from pathlib import Path
from typing import NamedTuple

from ...content.frontmatter import edit_post, parse_post, read_post
from ...content.private import post_edits, read_excerpt
from ...content.store import Content, Edit
from ...core.settings import DigestSettings
from ...core.types import Post
from ...ingest.decode.escape import escape
from ...site.markup import MarkupMaker, take_sentences
from ...site.markup.reading_time import count_minutes
from ...site.plan.digest import text_lang


class Shown(NamedTuple):
    """An excerpt in Markdown, and minutes to read the whole; None: there is no text."""

    excerpt: str
    minutes: int | None


def make_shown(post: Post, settings: DigestSettings) -> Shown:
    """Make what is shown of a post that has its whole body: the excerpt that a build would make."""
    markup = MarkupMaker().html(post.body, lang=text_lang(post) or settings.default_lang)
    return Shown("\n\n".join(map(escape, take_sentences(markup))), count_minutes(post.body) or None)


def make_edits(content: Content, settings: DigestSettings, path: Path, new: str, *, old: str) -> tuple[Edit, ...]:
    """Make the edits of a post's whole text, as `post_edits`; where it is private and public, its excerpt follows.

    An excerpt that the editor has written stays. Raises DigestError.
    """
    post = parse_post(new, file=path.name, timezone=settings.timezone)
    shown = None
    if post.is_private and post.status != "draft":
        shown = _find_shown(content, settings, path, post, old)
    if shown is None:
        return post_edits(content, path, new, old=old)
    new = edit_post(new, {"digest.minutes": shown.minutes}, file=path.name)
    return post_edits(content, path, new, old=old, excerpt=shown.excerpt)


def _find_shown(content: Content, settings: DigestSettings, path: Path, post: Post, old: str) -> Shown | None:
    """Return what is to be shown of a private post; None where it stays as it is."""
    before = read_post(old, file=path.name, timezone=settings.timezone).post
    excerpt = read_excerpt(content, path)
    if excerpt is None:  # its text is not on this machine, or was not private
        return make_shown(post, settings) if before and not before.is_private else None
    is_ours = not excerpt or (before is not None and excerpt == make_shown(before, settings).excerpt)
    return make_shown(post, settings) if is_ours else None
