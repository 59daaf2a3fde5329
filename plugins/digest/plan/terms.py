"""The pages of terms, their indexes, and the pages of pairs of terms."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from urllib.parse import urlencode

from ..taxonomy import TermKey, TermPosts, count_months, name_key
from ..types import TAXONOMIES, Page, Taxonomy, Term
from ..views import MonthCount, TermCount, TermDetails, TermGroup, TermRef
from .digest import Digest, PairKey, make_ref
from .feeds import pair_feed_links, term_feed_links
from .frame import make_page, slices
from .world import make_world

APPEARS_WITH = 8  # so many terms of each taxonomy
PAIR_PAGE_POSTS = 100  # the design's limit: pair pages are not paginated
SEARCH_FILTERS: Mapping[Taxonomy, str] = {"actors": "actor", "countries": "country", "topics": "topic"}
HEADINGS = {"actors": "Actors", "countries": "Countries", "topics": "Topics"}


def plan_terms(digest: Digest) -> Iterator[Page]:
    """Plan the pages of each term that a listed post names, as many as its posts need."""
    for key, term in digest.terms.items():
        details = _make_details(digest, key, term)
        for path, posts, pagination in slices(term.posts, digest.settings.default_pagination, details.ref.path):
            yield make_page(
                digest,
                path,
                "term.html",
                kind="term",
                title=_page_title(term.term.name, pagination.number),
                description=f"Posts about {term.term.name}, the newest first.",
                feeds=details.feeds,
                section=term.term.taxonomy,
                inputs={
                    "term": details,
                    "posts": tuple(digest.cards[one.file] for one in posts),
                    "pagination": pagination,
                },
            )


def plan_pairs(digest: Digest) -> Iterator[Page]:
    """Plan one page for each pair of terms that is in enough posts."""
    for key, posts in digest.pairs.items():
        ref = make_pair_ref(digest, key)
        links = pair_feed_links(digest, key)
        yield make_page(
            digest,
            ref.path,
            "pair.html",
            kind="pair",
            title=ref.name,
            description=f"Posts that are about both {ref.name}, the newest first.",
            feeds=links,
            section=ref.taxonomy,
            inputs={
                "pair": tuple(make_ref(digest.terms[ref.taxonomy, slug].term) for slug in key[1:]),
                "posts": tuple(digest.cards[one.file] for one in posts[:PAIR_PAGE_POSTS]),
                "count": len(posts),
                "feeds": links,
            },
        )


def plan_indexes(digest: Digest) -> Iterator[Page]:
    """Plan the list of all terms of each taxonomy."""
    for taxonomy in TAXONOMIES:
        terms = [term for key, term in digest.terms.items() if key[0] == taxonomy]
        groups = group_topics(digest, terms) if taxonomy == "topics" else group_letters(terms)
        yield make_page(
            digest,
            f"{taxonomy}/",
            "terms.html",
            kind="terms",
            title=HEADINGS[taxonomy],
            description=f"All {taxonomy} that posts of {digest.site.name} are about.",
            section=taxonomy,
            inputs={
                "taxonomy": taxonomy,
                "groups": groups,
                "count": len(terms),
                "world": make_world(terms) if taxonomy == "countries" else None,
            },
        )


def make_pair_ref(digest: Digest, key: PairKey) -> TermRef:
    """Return a pair as lists name it: China and Russia."""
    taxonomy, first, second = key
    names = sorted((digest.terms[taxonomy, slug].term.name for slug in (first, second)), key=name_key)
    slug = f"{first}+{second}"
    return TermRef(taxonomy=taxonomy, name=" and ".join(names), slug=slug, path=f"{taxonomy}/{slug}/")


def make_count(term: Term, count: int) -> TermCount:
    """Return a term with a number, pointing to the term's own page."""
    ref = make_ref(term)
    return TermCount(term=ref, count=count, path=ref.path)


def group_letters(terms: Iterable[TermPosts]) -> tuple[TermGroup, ...]:
    """Divide terms, sorted by name, by their first letter; what starts with no letter comes first, under #."""
    letters = sorted(((_letter(term.term.name), term) for term in terms), key=lambda pair: pair[0])
    groups = []
    for letter, members in groupby(letters, key=lambda pair: pair[0]):
        counts = tuple(make_count(term.term, len(term.posts)) for _, term in members)
        slug = letter.lower() if letter.isascii() and letter.isalpha() else f"u{ord(letter):04x}"
        groups.append(TermGroup(name=letter, slug=slug, terms=counts))
    return tuple(groups)


def group_topics(digest: Digest, terms: Iterable[TermPosts]) -> tuple[TermGroup, ...]:
    """Divide topics by their top topic."""
    tops: dict[str, tuple[Term, list[TermCount]]] = {}
    for term in terms:
        top = find_top(digest, term.term)
        _, members = tops.setdefault(top.slug, (top, []))
        if top.slug != term.term.slug:
            members.append(make_count(term.term, len(term.posts)))
    groups = []
    for top, members in sorted(tops.values(), key=lambda pair: name_key(pair[0].name)):
        own = digest.terms.get(("topics", top.slug))
        head = make_count(top, len(own.posts)) if own else None
        groups.append(TermGroup(name=top.name, slug=top.slug, terms=tuple(members), head=head))
    return tuple(groups)


def find_top(digest: Digest, topic: Term) -> Term:
    """Follow a topic's parents to the top."""
    seen = {topic.slug}
    while topic.parent:
        parent = digest.vocabularies.topics.find(topic.parent)
        if parent is None or parent.slug in seen:
            break
        seen.add(parent.slug)
        topic = parent
    return topic


def _letter(name: str) -> str:
    letter = unicodedata.normalize("NFKD", name)[:1].upper()[:1]
    return letter if letter.isalpha() else "#"


def _make_details(digest: Digest, key: TermKey, term: TermPosts) -> TermDetails:
    known = term.term
    country = digest.country_codes.get(known.country) if known.country else None
    return TermDetails(
        ref=make_ref(known),
        count=len(term.posts),
        country=_ref_with_page(digest, country),
        aliases=known.aliases,
        code=known.code,
        code3=known.code3,
        capitals=known.capitals,
        wikidata=known.wikidata,
        roles=known.roles,
        parent=_ref_with_page(digest, digest.vocabularies.topics.find(known.parent) if known.parent else None),
        children=_find_children(digest, known),
        by_month=tuple(_month_count(*month) for month in count_months(term.posts)),
        appears_with=tuple((taxonomy, _appears_with(digest, key, term, taxonomy)) for taxonomy in TAXONOMIES),
        feeds=term_feed_links(digest, key),
    )


def _page_title(name: str, number: int) -> str:
    return name if number == 1 else f"{name}, page {number}"


def _ref_with_page(digest: Digest, term: Term | None) -> TermRef | None:
    return make_ref(term) if term and (term.taxonomy, term.slug) in digest.terms else None


def _find_children(digest: Digest, parent: Term) -> tuple[TermCount, ...]:
    keys = digest.children.get(parent.slug, ()) if parent.taxonomy == "topics" else ()
    return tuple(make_count(digest.terms[key].term, len(digest.terms[key].posts)) for key in keys)


def _month_count(year: int, month: int, count: int) -> MonthCount:
    return MonthCount(year=year, month=month, count=count, path=f"{year:04}/{month:02}/" if count else None)


def _appears_with(digest: Digest, key: TermKey, term: TermPosts, taxonomy: Taxonomy) -> tuple[TermCount, ...]:
    others = [(other, count) for other, count in term.together.items() if other[0] == taxonomy]
    others.sort(key=lambda pair: (-pair[1], name_key(digest.terms[pair[0]].term.name), pair[0]))
    return tuple(_together(digest, key, other, count) for other, count in others[:APPEARS_WITH])


def _together(digest: Digest, key: TermKey, other: TermKey, count: int) -> TermCount:
    """Count a term beside another: with the way to the posts about both, where there is one."""
    term = digest.terms[other].term
    first, second = sorted((key[1], other[1]))
    if key[0] == other[0] and (key[0], first, second) in digest.pairs:
        return TermCount(term=make_ref(term), count=count, path=f"{key[0]}/{first}+{second}/")
    if digest.settings.search == "none":
        return make_count(term, count)
    query = urlencode([(SEARCH_FILTERS[one.taxonomy], one.name) for one in (digest.terms[key].term, term)])
    return TermCount(term=make_ref(term), count=count, path="search/", query=f"?{query}")
