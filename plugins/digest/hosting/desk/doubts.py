"""What is doubtful or missing in a draft, in words, by the field of the post where it is shown."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ...content.posts import missing_facts
from ...core.types import Post
from ...ingest.pipeline import review_note

FIELDS: Final = ("title", "date", "source", "summary", "countries", "actors", "topics", "body")
# Each key of a post's `digest.review`: the field that it is shown at, and what to do about it here.
DOUBTS: Final[Mapping[str, tuple[str, str]]] = {
    "headline": ("title", "another line may be the headline"),
    "byline": ("source", "who wrote it is doubtful"),
    "outlet": ("source", "the outlet is doubtful"),
    "url": ("source", "what the file gives is no web address, and was left out"),
    "date": ("date", "the day could not be read: this is the file’s time"),
    "date-updated": ("date", "the source gives only when it was updated"),
    "date-order": ("date", "day and month may be the other way round"),
    "date-future": ("date", "it lies in the future; the post appears then"),
    "summary": ("summary", "it may be cut, or no part of the article"),
    "body": ("body", "a paragraph may be missing, or one too many: see the marked lines"),
    "body-short": ("body", "there is very little text"),
    "language": ("body", "not English, as it seems: only known names and countries were looked for"),
    "actors": ("actors", "none was found"),
    "countries": ("countries", "none was found"),
    "topics": ("topics", "none was found"),
    "corrected": ("title", "a newer version of a post that you have edited or accepted; merge the two, reject one"),
}
MISSING: Final[Mapping[str, tuple[str, str]]] = {
    "date": ("date", "the source gives none: the file’s time"),
    "byline": ("source", "no author"),
    "outlet": ("source", "no outlet"),
    "url": ("source", "no address: the public page will have no link to the original"),
}


def find_doubts(post: Post) -> Mapping[str, Sequence[str]]:
    """Say what is doubtful in a draft and what its source does not give, by field."""
    found: dict[str, list[str]] = {field: [] for field in FIELDS}
    for field, words in _list_doubts(post):
        found[field].append(words)
    return found


def count_doubts(post: Post) -> int:
    """Count what ingest doubts in a draft; what is merely missing is no doubt."""
    return len(post.digest.review or ()) if post.digest else 0


def _list_doubts(post: Post) -> Iterator[tuple[str, str]]:
    if post.digest is None:
        return
    for key in post.digest.review or ():
        yield DOUBTS.get(key) or ("body", review_note(key))
    for key in missing_facts(post):
        if key in MISSING and not (key == "date" and "date" in (post.digest.review or ())):
            yield MISSING[key]
