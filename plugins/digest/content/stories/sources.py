"""Independent sources: outlets of one owner, and copies of one text, count once.

>>> articles = [SourceText(outlet="Lake Post", has_text=True), SourceText(outlet="Hill Post", has_text=True)]
>>> count_independent(articles, {})
2
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...core.similarity import SketchIndex, make_sketch
from ...core.slugs import fold_name
from ...core.types import Post
from ..vocabulary.outlets import Owners


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """An article as a witness: who published it, and what its text is recognised by."""

    outlet: str | None
    sketch: str | None = None
    has_text: bool  # or a sketch: else nobody can tell whether it is a copy


def make_source_text(post: Post, text: str, sketch: str | None) -> SourceText | None:
    """Make what a post says as a witness; None for one that the editor wrote.

    `text` is the post's own, plain; `sketch` is the ledger's, which is made from the text where there is none.
    """
    if post.source is None:
        return None
    made = sketch or make_sketch(text)
    return SourceText(outlet=post.source.name, sketch=made, has_text=bool(made or text.strip()))


def count_independent(articles: Sequence[SourceText], owners: Owners) -> int | None:
    """Count independent sources; None where that cannot be known.

    It is unknown where an article has no outlet, or neither a text nor a sketch, and is not the only source.
    """
    source: list[int] = []  # of each article: the place of the first of its source
    copied, first_of = _find_alike(articles), dict[str, int]()
    for place, article in enumerate(articles):
        name = fold_name(article.outlet) if article.outlet else None
        owned = first_of.setdefault(owners.get(name, name), place) if name else place
        same = {source[other] for other in (copied.get(place), owned) if other is not None and other < place}
        source.append(min(same, default=place))
        source = [source[place] if one in same else one for one in source] if len(same) > 1 else source
    unsure = any(article.outlet is None or not article.has_text for article in articles)
    count = len(set(source))
    return None if unsure and count > 1 else count


def find_copied(articles: Sequence[SourceText]) -> Mapping[int, int]:
    """Find the articles whose text an earlier one of another outlet has: place -> the place of the first such."""
    first: dict[int, int] = {}
    for place, other in _find_alike(articles).items():
        first[place] = first.get(other, other)
    return {place: other for place, other in first.items() if articles[place].outlet != articles[other].outlet}


def _find_alike(articles: Sequence[SourceText]) -> Mapping[int, int]:
    """Find the last earlier article with much the same text, by place; the work grows with their number alone."""
    index, places, found = SketchIndex(), list[int](), dict[int, int]()
    for place, article in enumerate(articles):
        if article.sketch:
            number = index.find_last_alike(article.sketch)
            if number is not None:
                found[place] = places[number]
            index.add(article.sketch)
            places.append(place)
    return found
