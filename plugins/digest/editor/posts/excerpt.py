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
from ...site.markup.reading_time import count_minutes, hash_summary, is_beginning
from ...site.plan.digest import text_lang


class Shown(NamedTuple):
    """What is noted of a text while it is at hand."""

    excerpt: str  # in Markdown
    minutes: int | None  # to read the whole; None: there is no text
    summary_sha256: str | None  # of the summary, if the text begins with it


def make_shown(post: Post, settings: DigestSettings) -> Shown:
    """Make what is shown of a post that has its whole body: the excerpt that a build would make."""
    markup = MarkupMaker().html(post.body, lang=text_lang(post) or settings.default_lang)
    quoted = post.summary if post.summary and is_beginning(post.summary, post.body) else None
    return Shown(
        excerpt="\n\n".join(map(escape, take_sentences(markup))),
        minutes=count_minutes(post.body) or None,
        summary_sha256=hash_summary(quoted) if quoted else None,
    )


def make_edits(content: Content, settings: DigestSettings, path: Path, new: str, *, old: str) -> tuple[Edit, ...]:
    """Make the edits of a post's whole text, as `post_edits`; where it is private and public, its excerpt follows.

    An excerpt that the editor has written stays. Raises DigestError.
    """
    post = parse_post(new, file=path.name, timezone=settings.timezone)
    before = read_post(old, file=path.name, timezone=settings.timezone).post
    excerpt = read_excerpt(content, path)
    is_here = excerpt is not None or (before is not None and not before.is_private)
    if not post.is_private or post.status == "draft" or not is_here:
        return post_edits(content, path, new, old=old)
    shown = make_shown(post, settings)
    is_ours = not excerpt or (before is not None and excerpt == make_shown(before, settings).excerpt)
    notes = {"digest.minutes": shown.minutes, "digest.summary_sha256": shown.summary_sha256}
    new = edit_post(new, notes, file=path.name)
    return post_edits(content, path, new, old=old, excerpt=shown.excerpt if is_ours else None)
