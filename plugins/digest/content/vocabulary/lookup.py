"""Look-up of terms by name, alias and slug, ignoring case, quotes and spaces."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from ...core.slugs import fold_name
from ...core.types import Taxonomy, Term
from .cleaning import Phrase

# difflib ratio from which a name is offered as "did you mean"; tuned by eye on one-letter slips in the names of
# countries: 'Norwey' to 'Norway' has 0.83. Lower, and 'Gambia' is offered for 'Namibia' misspelt.
SIMILAR = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The terms of one taxonomy; made by `make_vocabulary`, which fills the indexes."""

    taxonomy: Taxonomy
    terms: tuple[Term, ...] = ()
    names: Mapping[str, Term] = field(default_factory=dict, repr=False, compare=False)  # folded name or alias -> term
    slugs: Mapping[str, Term] = field(default_factory=dict, repr=False, compare=False)

    def find(self, name: str) -> Term | None:
        """Find the term that has this name or alias."""
        return self.names.get(fold_name(name))

    def by_slug(self, slug: str) -> Term | None:
        """Find the term that has this slug."""
        return self.slugs.get(slug)

    def root_of(self, term: Term) -> Term:
        """Follow a topic's parents up, as far as they are known and do not go round in a circle."""
        seen = {term.name}
        while term.parent and (parent := self.find(term.parent)) and parent.name not in seen:
            term = parent
            seen.add(term.name)
        return term

    def suggest(self, name: str) -> str | None:
        """Find the name of the term whose name or alias is most like this one."""
        folded = fold_name(name)
        longest = max(2, len(folded) // 4)
        similar = [key for key in self.names if abs(len(key) - len(folded)) <= longest and may_be_alike(key, folded)]
        close = difflib.get_close_matches(folded, similar, n=1, cutoff=SIMILAR)
        return self.names[close[0]].name if close else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabularies:
    """The three vocabularies of a site."""

    actors: Vocabulary
    countries: Vocabulary
    topics: Vocabulary
    apart: frozenset[frozenset[str]] = frozenset()  # folded names of two actors that are not the same
    cleaning: tuple[Phrase, ...] = ()  # the editor's lines to keep and to drop, read by `structure`

    def of(self, taxonomy: Taxonomy) -> Vocabulary:
        """Return the vocabulary of a taxonomy."""
        return {"actors": self.actors, "countries": self.countries, "topics": self.topics}[taxonomy]


def may_be_alike(one: str, other: str) -> bool:
    """Return whether difflib can find two names similar: it matches no letter that only one of them has.

    difflib takes twenty times as long to say so, and nearly all pairs of names end here.
    """
    letters, others = _letters_of(one), _letters_of(other)
    most = min(len(one) - len(letters - others), len(other) - len(others - letters))
    return 2.0 * most / (len(one) + len(other) or 1) >= SIMILAR


@lru_cache(20_000)
def _letters_of(name: str) -> frozenset[str]:
    return frozenset(name)


def make_vocabulary(taxonomy: Taxonomy, terms: Iterable[Term]) -> Vocabulary:
    """Index terms by name, alias and slug; of two terms that claim one, the first gets it, names before aliases."""
    ordered = tuple(terms)
    names: dict[str, Term] = {}
    for term in ordered:
        names.setdefault(fold_name(term.name), term)
    for term in ordered:
        for alias in term.aliases:
            names.setdefault(fold_name(alias), term)
    slugs = {term.slug: term for term in reversed(ordered)}
    return Vocabulary(taxonomy=taxonomy, terms=ordered, names=names, slugs=slugs)
