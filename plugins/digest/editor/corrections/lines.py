"""Lines of a raw file and paragraphs of a post: restore what cleaning dropped, drop what it kept, once or always."""

import re
from collections.abc import Collection, Sequence
from pathlib import Path

from ...content.frontmatter import replace_body
from ...content.store import Content, Edit
from ...core.errors import ContentError
from ...core.settings import DigestSettings
from ...core.types import RawArticle, Reading
from ...ingest.decode.escape import escape
from .change import Subject, change_post, edit_keys
from .cleaning_list import line_edit

PARAGRAPH_RE = re.compile(r"\n[ \t]*\n+")
NOT_WORDS_RE = re.compile(r"[\W_]+")
SHORTEST = 12  # letters of a line by which its paragraph is found; shorter ones stand in many
DOUBTS = ("body", "body-short")


def restore_lines(
    content: Content,
    settings: DigestSettings,
    path: Path,
    reading: Reading,
    numbers: Collection[int],
    *,
    always: bool = False,
    outlet: str | None = None,
    shown: str | None = None,
) -> str:
    """Put lines that cleaning dropped into the post's body, each as a paragraph, where they stood; return a message.

    `always`: keep such lines in every future article, or those of an outlet. Raises DigestError.
    """
    lines = {one.line: one.text for one in reading.removals if one.line in numbers and one.text.strip()}
    if not lines:
        raise ContentError("there is no removed line with such a number")
    restored = [escape(" ".join(lines[number].split())) for number in sorted(lines)]

    def change(subject: Subject) -> str:
        paragraphs = list(split_body(subject.post.body))
        at = find_place(paragraphs, reading.raw, min(lines), max(lines))
        body = "\n\n".join((*paragraphs[:at], *restored, *paragraphs[at:]))
        return replace_body(edit_keys(subject, {}, settles=DOUBTS), body, file=subject.file)

    return change_post(
        content,
        settings,
        path,
        change,
        what=f"restored “{_cut(restored[0])}”" + (f" and {len(restored) - 1} more" if restored[1:] else ""),
        shown=shown,
        others=_always(content, lines.values(), keep=True, outlet=outlet) if always else (),
    )


def drop_paragraph(
    content: Content,
    settings: DigestSettings,
    path: Path,
    place: int,
    *,
    always: str | None = None,
    outlet: str | None = None,
    shown: str | None = None,
) -> str:
    """Take a paragraph out of a post's body, by its place in `split_body` from 0; return a message.

    `always`: a line of the raw file that is to be dropped from every future article, or those of an outlet.
    """

    def change(subject: Subject) -> str:
        paragraphs = split_body(subject.post.body)
        if not 0 <= place < len(paragraphs):
            raise ContentError(f"{subject.file}: it has no paragraph {place + 1}")
        body = "\n\n".join((*paragraphs[:place], *paragraphs[place + 1 :]))
        return replace_body(edit_keys(subject, {}, settles=DOUBTS), body, file=subject.file)

    others = _always(content, [always], keep=False, outlet=outlet) if always else ()
    what = f"paragraph {place + 1} dropped"
    return change_post(content, settings, path, change, what=what, shown=shown, others=others)


def split_body(body: str) -> tuple[str, ...]:
    """Divide a Markdown text at its blank lines."""
    return tuple(part for part in PARAGRAPH_RE.split(body.strip("\n")) if part.strip())


def find_place(paragraphs: Sequence[str], raw: RawArticle, first: int, last: int) -> int:
    """Find where dropped lines belong: behind the paragraph that has the nearest line above, before one below."""
    folded = [_fold(paragraph) for paragraph in paragraphs]
    lines = dict(enumerate(map(_fold, raw.text.split("\n")), raw.first_line))
    for number in range(first - 1, raw.first_line - 1, -1):
        place = _find_paragraph(folded, lines.get(number, ""))
        if place is not None:
            return place + 1
    for number in range(last + 1, raw.first_line + len(lines)):
        place = _find_paragraph(folded, lines.get(number, ""))
        if place is not None:
            return place
    return 0


def _find_paragraph(folded: Sequence[str], line: str) -> int | None:
    """Find the paragraph that a line of the raw file is in."""
    return next(
        (at for at, text in enumerate(folded) if line == text or (len(line) >= SHORTEST and line in text)), None
    ) if line else None  # fmt: skip


def _fold(text: str) -> str:
    return NOT_WORDS_RE.sub(" ", text.casefold()).strip()


def _always(content: Content, lines: Collection[str], *, keep: bool, outlet: str | None) -> tuple[Edit, ...]:
    edit = line_edit(content, lines, keep=keep, outlet=outlet)
    return (edit,) if edit else ()


def _cut(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
