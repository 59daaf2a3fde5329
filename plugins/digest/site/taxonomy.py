"""Posts grouped by term, by month and by day, with counts, in a settled order."""

import datetime as dt
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, groupby
from typing import Final, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from ..content.vocabulary import Vocabularies
from ..core.errors import ProblemsError
from ..core.slugs import slugify
from ..core.types import TAXONOMIES, NewActor, Post, Problem, Taxonomy, Term
from ..core.unicode import normalise

NAMES: Final = 8_000  # whose keys are kept: they are sorted for each day and each term
TermKey: TypeAlias = tuple[Taxonomy, str]  # taxonomy and slug


class TaggedPost(NamedTuple):
    """A post, the file it is in, and the terms that it names."""

    file: str
    post: Post
    date: dt.datetime  # in the site's time zone
    terms: tuple[Term, ...]  # actors, countries, topics, each in the post's order
    keys: tuple[TermKey, ...]  # of these terms

    def of(self, taxonomy: Taxonomy) -> tuple[Term, ...]:
        """Return the terms of one taxonomy."""
        return tuple(term for term in self.terms if term.taxonomy == taxonomy)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPosts:
    """A term, and its posts newest first."""

    term: Term
    posts: tuple[TaggedPost, ...]


def key_of(term: Term) -> TermKey:
    """Return what tells a term from all others."""
    return term.taxonomy, term.slug


@lru_cache(NAMES)
def name_key(name: str) -> tuple[str, str]:
    """Return what names are sorted by: letters without their accents, in any case; then the name itself."""
    bare = (letter for letter in normalise("NFKD", name) if not unicodedata.combining(letter))
    return "".join(bare).casefold(), name


def tag_posts(posts: Mapping[str, Post], vocabularies: Vocabularies, zone: ZoneInfo) -> tuple[TaggedPost, ...]:
    """Resolve the terms that posts name, newest post first. Raises ProblemsError: unknown countries and topics."""
    oldest_first = sorted(posts.items(), key=lambda item: (item[1].date, item[0]))
    resolver = TermResolver(vocabularies, new_actors=[new for _, post in oldest_first for new in _new_actors(post)])
    tagged = []
    for file, post in oldest_first:
        terms = resolver.resolve(file, post)
        date = post.date.astimezone(zone)
        tagged.append(TaggedPost(file=file, post=post, date=date, terms=tuple(terms.values()), keys=tuple(terms)))
    if resolver.problems:
        raise ProblemsError(tuple(sorted(resolver.problems, key=lambda problem: problem.file)))
    return tuple(reversed(tagged))


def group_by_term(posts: Sequence[TaggedPost]) -> dict[TermKey, TermPosts]:
    """Collect each term's posts, in the order given."""
    members: dict[TermKey, list[TaggedPost]] = defaultdict(list)
    terms: dict[TermKey, Term] = {}
    for tagged in posts:
        terms.update(zip(tagged.keys, tagged.terms, strict=True))
        for key in tagged.keys:
            members[key].append(tagged)
    return {
        key: TermPosts(term=terms[key], posts=tuple(members[key]))
        for key in sorted(terms, key=lambda key: (TAXONOMIES.index(key[0]), name_key(terms[key].name), key[1]))
    }


def count_together(posts: Sequence[TaggedPost], key: TermKey) -> Counter[TermKey]:
    """Count how many of a term's posts name each other term."""
    counts = Counter(chain.from_iterable([one.keys for one in posts]))
    del counts[key]
    return counts


def count_terms(posts: Iterable[TaggedPost]) -> tuple[tuple[Term, int], ...]:
    """Count how many of these posts name each term, the most frequent first."""
    counts: Counter[TermKey] = Counter()
    terms: dict[TermKey, Term] = {}
    for tagged in posts:
        counts.update(tagged.keys)
        terms.update(zip(tagged.keys, tagged.terms, strict=True))
    ranked = sorted(counts, key=lambda key: (-counts[key], name_key(terms[key].name), key))
    return tuple((terms[key], counts[key]) for key in ranked)


def count_months(posts: Sequence[TaggedPost]) -> tuple[tuple[int, int, int], ...]:
    """Count posts by (year, month, count), from the first post's month to the last's, empty ones too."""
    counts = Counter((tagged.date.year, tagged.date.month) for tagged in posts)
    if not counts:
        return ()
    first, last = (year * 12 + month - 1 for year, month in (min(counts), max(counts)))
    months = ((number // 12, number % 12 + 1) for number in range(first, last + 1))
    return tuple((year, month, counts[year, month]) for year, month in months)


def group_by_day(posts: Sequence[TaggedPost]) -> tuple[tuple[dt.date, tuple[TaggedPost, ...]], ...]:
    """Divide posts, newest first, into editions: the days of the site's time zone."""
    return tuple((day, tuple(members)) for day, members in groupby(posts, key=lambda tagged: tagged.date.date()))


class TermResolver:
    """Finds the terms that posts name; remembers the new actors it made and the problems it met."""

    def __init__(self, vocabularies: Vocabularies, *, new_actors: Iterable[NewActor]) -> None:
        self.problems: list[Problem] = []
        self._vocabularies = vocabularies
        self._new: dict[str, NewActor] = {}
        for actor in new_actors:
            self._new.setdefault(actor.name.casefold(), actor)
        self._found: dict[Taxonomy, dict[str, tuple[TermKey, Term] | None]] = {taxonomy: {} for taxonomy in TAXONOMIES}
        self._made: dict[str, Term] = {}  # new actors by slug

    def resolve(self, file: str, post: Post) -> dict[TermKey, Term]:
        """Return a post's terms by key, each once."""
        terms: dict[TermKey, Term] = {}
        for taxonomy, names in zip(TAXONOMIES, (post.actors, post.countries, post.topics), strict=True):
            found = self._found[taxonomy]
            for name in names:
                term = found[name] if name in found else self._find(taxonomy, name)
                if term is None:
                    self.problems.append(self._unknown(file, taxonomy, name))
                else:
                    terms.setdefault(*term)
        return terms

    def _find(self, taxonomy: Taxonomy, name: str) -> tuple[TermKey, Term] | None:
        known = self._vocabularies.of(taxonomy).find(name)
        if known is None and taxonomy == "actors":
            known = self._make_actor(name)
        found = self._found[taxonomy][name] = (key_of(known), known) if known else None
        return found

    def _make_actor(self, name: str) -> Term:
        slug = slugify(name)
        known = self._vocabularies.actors.by_slug(slug)
        if known is not None:  # two names that one address would have to serve are one actor
            return known
        if slug in self._made:
            return self._made[slug]
        new = self._new.get(name.casefold())
        country = self._vocabularies.countries.find(new.country) if new and new.country else None
        kind = new.kind if new else None
        made = Term(taxonomy="actors", name=name, slug=slug, kind=kind, known=False)
        self._made[slug] = replace(made, country=country.code) if country else made
        return self._made[slug]

    def _unknown(self, file: str, taxonomy: Taxonomy, name: str) -> Problem:
        singular = {"actors": "actor", "countries": "country", "topics": "topic"}[taxonomy]
        likely = self._vocabularies.of(taxonomy).suggest(name)
        remedy = f"did you mean {likely!r}?" if likely else f"name it in vocabularies/{taxonomy}.yaml"
        return Problem(file=file, field=taxonomy, message=f"unknown {singular} {name!r} ({remedy})")


def _new_actors(post: Post) -> tuple[NewActor, ...]:
    return post.digest.new_actors if post.digest else ()
