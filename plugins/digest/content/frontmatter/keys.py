"""Which keys a post's front matter has, in the order in which they are written."""

from collections.abc import Iterable, Mapping

KEYS: tuple[str, ...] = (
    "title",
    "date",
    "modified",
    "id",
    "slug",
    "status",
    "summary",
    "lang",
    "authors",
    "category",
    "tags",
    "source",
    "image",
    "actors",
    "countries",
    "topics",
    "show",
    "aliases",
    "digest",
)
NESTED: Mapping[str, tuple[str, ...]] = {
    "source": ("name", "url", "author", "published", "dateline", "standfirst", "captions"),
    "image": ("src", "alt", "credit"),
    "digest": ("raw", "part", "raw_sha256", "post_sha256", "new_actors", "review"),
}
# What other tools write -> our key for it.
FOREIGN: Mapping[str, str] = {
    "lastmod": "modified",
    "updated": "modified",
    "draft": "status",
    "published": "status",
    "author": "authors",
    "source_url": "source.url",
    "external_url": "source.url",
}
# Keys that would overwrite what Pelican itself keeps on a post.
REFUSED: Mapping[str, str] = {
    "url": "a post's address follows from its date and slug; the source's address is `url:` under `source:`",
    "save_as": "a post's address follows from its date and slug",
    "content": "the text stands below the front matter; give this key another name",
    "settings": "it is the name of something of Pelican's; give this key another name",
    "metadata": "it is the name of something of Pelican's; give this key another name",
}
MIN_NEAR = 5  # letters from which an unknown key can be a slip: below, `lang` and `land` are both likely


def find_near(key: str, candidates: Iterable[str]) -> str | None:
    """Find the key that this one is a slip of: one letter too many, missing, wrong or swapped, or another case."""
    if len(key) < MIN_NEAR:
        return None
    return next((candidate for candidate in candidates if is_one_edit(key.lower(), candidate)), None)


def is_one_edit(first: str, second: str) -> bool:
    """Tell whether at most one letter is added, dropped, replaced, or two neighbours are swapped."""
    if len(first) > len(second):
        first, second = second, first
    start = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), len(first))
    one, other = first[start:], second[start:]
    if len(first) < len(second):
        return one == other[1:]
    return one[1:] == other[1:] or (one[:2] == other[1::-1] and one[2:] == other[2:])
