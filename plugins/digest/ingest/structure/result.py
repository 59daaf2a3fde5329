"""What structuring a raw article gives: the article, what was removed, what is doubtful or missing, the next best."""

from dataclasses import dataclass, field

from ...core.types import Article, Candidates, Removal


@dataclass(frozen=True, slots=True, kw_only=True)
class Structured:
    """An article with its removals in file order, the keys of `review`, and the next best values of its fields."""

    article: Article
    removals: tuple[Removal, ...]
    review: tuple[str, ...] = ()
    candidates: Candidates = field(default_factory=Candidates)
    unsure: frozenset[int] = frozenset()  # numbers of removed lines that may be part of the article after all

    @property
    def missing(self) -> tuple[str, ...]:
        """List the fields that the source does not give."""
        article = self.article
        given = {"date": article.date, "byline": article.byline, "outlet": article.outlet, "url": article.url}
        return tuple(field for field, value in given.items() if not value)
