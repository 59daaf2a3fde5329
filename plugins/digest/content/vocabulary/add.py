"""New entries of a vocabulary file: a name in another script gets a romanised slug, which is written down."""

from collections.abc import Iterator, Mapping
from itertools import count

from ...core.slugs import romanise, slugify
from .edit import add_entry
from .entries import parse_vocabulary
from .lookup import Vocabulary


def add_term(text: str, entry: Mapping[str, object], known: Vocabulary, *, file: str = "vocabulary") -> str:
    """Append the entry of a name that is in no vocabulary and has no page. Raises VocabularyError if it cannot be.

    Two names that are romanised alike get slugs of their own: `wang-yi` and `wang-yi-2`.
    """
    name = str(entry["name"])
    slug = romanise(name)
    if slug != slugify(name):
        taken = {slug for term in known.terms for slug in (term.slug, *term.former_slugs)}
        taken.update(_slugs_in(text, known, file=file))
        slugs = (slug if number == 1 else f"{slug}-{number}" for number in count(1))
        entry = {"name": name, "slug": next(one for one in slugs if one not in taken)} | dict(entry)
    return add_entry(text, entry, file=file)


def _slugs_in(text: str, known: Vocabulary, *, file: str) -> Iterator[str]:
    """List the slugs of a file's entries, also of those that were added since `known` was read."""
    for entry in parse_vocabulary(text, file=file, taxonomy=known.taxonomy):
        slug = entry.values.get("slug")
        yield slug if isinstance(slug, str) else slugify(entry.name)
