"""Outlet, writers and day of an article, in one order of precedence: what its file says of it, then what it shows.

What a file says is in the article's source: the header block's words stand there before those of the metadata
(`metadata.py`). What it shows is found among its lines, of a paste and of a saved page alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ...core.types import Candidate, Candidates, Source
from ..clean import CleanLine
from .byline import FoundByline, find_byline
from .outlets import find_outlet, is_day_first
from .published import Published, find_published


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The outlet, the writers and the day, with what is unsure about them and the next best."""

    outlet: str | None
    signed: FoundByline
    published: Published

    @property
    def review(self) -> tuple[str, ...]:
        """List the keys of what the editor should look at."""
        return (*(("byline",) if self.signed.is_doubtful else ()), *self.published.review)

    def list_others(self, lines: Sequence[CleanLine], headlines: Sequence[int] = ()) -> Candidates:
        """List the next best values with the numbers of their lines; `headlines` are the indices of some."""
        return Candidates(
            headline=tuple(Candidate(lines[index].line.text, lines[index].line.number) for index in headlines),
            byline=tuple(Candidate(", ".join(one.names), lines[one.index].line.number) for one in self.signed.others),
            date=tuple(Candidate(text, lines[index].line.number) for text, index in self.published.others),
        )


def find_facts(source: Source, lines: Sequence[CleanLine], top: int, roles: dict[int, str]) -> Facts:
    """Take what `source` says and find the rest around the headline, the line `top`; `roles` gets the lines used."""
    outlet = source.name or find_outlet(lines, source.url)
    signed = FoundByline(names=source.author) if source.author else find_byline(lines, top)
    if signed.index is not None:
        roles.setdefault(signed.index, "byline")
    published = Published(date=source.published)
    if published.date is None:
        published = find_published(lines, top, roles, day_first=is_day_first(outlet))
    return Facts(outlet=outlet, signed=signed, published=published)
