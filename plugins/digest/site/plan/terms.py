"""The pages of terms, and their indexes."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from heapq import nsmallest
from itertools import groupby
from urllib.parse import urlencode

from ...core.addresses import month_path, pair_slug, term_path
from ...core.types import TAXONOMIES, Page, Taxonomy, Term
from ...core.unicode import normalise
from ..fingerprint import fingerprint_of, hash_primitives
from ..taxonomy import TaggedPost, TermKey, TermPosts, count_months, count_together, key_of, name_key
from ..views import MonthCount, Pagination, TermCount, TermDetails, TermGroup
from .cards import Cards
from .digest import Digest, PairKey
from .feeds import term_feed_links
from .frame import make_page, plan_lazily, slices
from .groups import Group
from .locator import make_locator
from .post_cards import make_ref
from .post_fingerprints import has_feed, join_fingerprints
from .social_card import SocialCard, plan_card
from .term_facts import country_of, describe, index_name, parent_of, ref_with_page
from .world import make_world

APPEARS_WITH = 8  # so many terms of each taxonomy
SEARCH_FILTERS: Mapping[Taxonomy, str] = {"actors": "actor", "countries": "country", "topics": "topic"}
Neighbours = Mapping[Taxonomy, Sequence[tuple[TermKey, int]]]  # terms that appear with one, and how often
HEADINGS = {"actors": "Actors", "countries": "Countries", "topics": "Topics"}


def group_terms(digest: Digest) -> Iterator[Group]:
    """List the pages of each term that a listed post names."""
    ranks = {key: rank for rank, key in enumerate(digest.terms)}  # by name
    pairs: dict[TermKey, list[str]] = defaultdict(list)
    for taxonomy, first, second in digest.pairs:
        pairs[taxonomy, first].append(second)
        pairs[taxonomy, second].append(first)
    cards = Cards(digest)
    for key, term in digest.terms.items():
        fingerprint = _fingerprint_read(digest, key, term, pairs)
        yield Group(term_path(*key), fingerprint, partial(_plan_term, digest, key, term, ranks, cards))


def _fingerprint_read(digest: Digest, key: TermKey, term: TermPosts, pairs: Mapping[TermKey, Sequence[str]]) -> bytes:
    children = _fingerprint_children(digest, term)
    return hash_primitives(
        (digest.member_fingerprints[key], _fingerprint_facts(digest, key, term), children, tuple(pairs.get(key, ())))
    )


def _plan_term(
    digest: Digest, key: TermKey, term: TermPosts, ranks: Mapping[TermKey, int], cards: Cards
) -> Iterator[Page]:
    """Plan as many pages as a term's posts need, and its card."""
    card = cards.of_term(key)
    if card:
        yield plan_card(card)
    together = count_together(term.posts, key)
    neighbours = _find_neighbours(together, ranks)
    facts = _fingerprint_facts(digest, key, term)
    details = _fingerprint_details(digest, key, term, neighbours) + facts
    make_details = partial(_make_details, digest, key, term, neighbours)
    root = term_path(*key)
    for path, posts, pagination in slices(term.posts, digest.settings.default_pagination, root):
        shown = hash_primitives((facts if pagination.until else details,))
        yield plan_lazily(
            path,
            "term.html",
            partial(_make_term, digest, path, posts, pagination, make_details=make_details, card=card),
            page=shown,
            term=shown,
            posts=hash_primitives((join_fingerprints(digest.post_fingerprints, posts),)),
            pagination=fingerprint_of(pagination),
        )


def _make_term(
    digest: Digest,
    path: str,
    posts: Sequence[TaggedPost],
    pagination: Pagination,
    *,
    make_details: Callable[[bool], TermDetails],
    card: SocialCard | None,
) -> Page:
    details = make_details(pagination.until is None)
    return make_page(
        digest,
        path,
        "term.html",
        kind="term",
        title=_page_title(details.ref.name, pagination.until),
        description=f"Posts about {details.ref.name}, the newest first.",
        feeds=details.feeds,
        section=details.ref.taxonomy,
        card=card,
        inputs={
            "term": details,
            "posts": tuple(digest.cards[one.file] for one in posts),
            "pagination": pagination,
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


def make_count(term: Term, count: int) -> TermCount:
    """Return a term with a number, pointing to the term's own page."""
    ref, name = make_ref(term), index_name(term)
    return TermCount(term=ref, count=count, path=ref.path, index_name=name if name != term.name else None)


def group_letters(terms: Iterable[TermPosts]) -> tuple[TermGroup, ...]:
    """Divide terms by the first letter of their name in an index; what starts with no letter comes first, under #."""
    named = sorted(((index_name(term.term), term) for term in terms), key=lambda pair: name_key(pair[0]))
    letters = sorted(((_letter(name), term) for name, term in named), key=lambda pair: pair[0])
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
        top = digest.vocabularies.topics.root_of(term.term)
        _, members = tops.setdefault(top.slug, (top, []))
        if top.slug != term.term.slug:
            members.append(make_count(term.term, len(term.posts)))
    groups = []
    for top, members in sorted(tops.values(), key=lambda pair: name_key(pair[0].name)):
        own = digest.terms.get(("topics", top.slug))
        head = make_count(top, len(own.posts)) if own else None
        groups.append(TermGroup(name=top.name, slug=top.slug, terms=tuple(members), head=head))
    return tuple(groups)


def _letter(name: str) -> str:
    letter = normalise("NFKD", name)[:1].upper()[:1]
    return letter if letter.isalpha() else "#"


def _fingerprint_details(digest: Digest, key: TermKey, term: TermPosts, neighbours: Neighbours) -> bytes:
    """Return what changes when the details of a term do; all that `_make_details` reads is in it or in the facts."""
    beside = [
        (count, digest.term_fingerprints[other], _pair_of(key, other) in digest.pairs)
        for members in neighbours.values()
        for other, count in members
    ]
    children = _fingerprint_children(digest, term)
    return hash_primitives((len(term.posts), count_months(term.posts), tuple(beside), children))


def _fingerprint_children(digest: Digest, term: TermPosts) -> tuple[tuple[bytes, int], ...]:
    children = _children_of(digest, term.term)
    return tuple([(digest.term_fingerprints[child], len(digest.terms[child].posts)) for child in children])


def _fingerprint_facts(digest: Digest, key: TermKey, term: TermPosts) -> bytes:
    """Return what changes when that does which every page of a term shows of it."""
    about = [country_of(digest, term.term), parent_of(digest, term.term)]
    fingerprints = tuple([digest.term_fingerprints.get(key_of(one)) if one else None for one in about])
    country = (about[0].name, about[0].article) if about[0] else None  # named, though it has no page
    has = has_feed(digest.feed_posts, term.posts)
    return hash_primitives((digest.term_fingerprints[key], fingerprints, country, has))


def _children_of(digest: Digest, parent: Term) -> tuple[TermKey, ...]:
    return digest.children.get(parent.slug, ()) if parent.taxonomy == "topics" else ()


def _pair_of(key: TermKey, other: TermKey) -> PairKey | None:
    first, second = sorted((key[1], other[1]))
    return (key[0], first, second) if key[0] == other[0] else None


def _make_details(digest: Digest, key: TermKey, term: TermPosts, neighbours: Neighbours, is_first: bool) -> TermDetails:
    """Make the details of a term for its first page, or for the others, which change with none but their own posts."""
    known = term.term
    return TermDetails(
        ref=digest.refs[key],
        count=len(term.posts) if is_first else None,
        about=describe(digest, known),
        map=make_locator(known.code) if is_first and known.taxonomy == "countries" else None,
        country=ref_with_page(digest, country_of(digest, known)),
        aliases=known.aliases,
        code=known.code,
        code3=known.code3,
        capitals=known.capitals,
        wikidata=known.wikidata,
        roles=known.roles,
        parent=ref_with_page(digest, parent_of(digest, known)),
        children=_find_children(digest, known) if is_first else (),
        by_month=tuple([_month_count(*month) for month in count_months(term.posts)]) if is_first else (),
        appears_with=tuple(
            (taxonomy, tuple([_together(digest, key, other, count) for other, count in members]))
            for taxonomy, members in neighbours.items()
            if is_first
        ),
        feeds=term_feed_links(digest, key),
    )


def _page_title(name: str, until: str | None) -> str:
    return f"{name}, up to {until}" if until else name


def _find_children(digest: Digest, parent: Term) -> tuple[TermCount, ...]:
    found = (digest.terms[key] for key in _children_of(digest, parent))
    return tuple(make_count(child.term, len(child.posts)) for child in found)


def _month_count(year: int, month: int, count: int) -> MonthCount:
    return MonthCount(year=year, month=month, count=count, path=month_path(year, month) if count else None)


def _find_neighbours(together: Mapping[TermKey, int], ranks: Mapping[TermKey, int]) -> Neighbours:
    """Find the terms that are most often in a post with one, each with the number of posts."""
    others: dict[Taxonomy, list[tuple[int, int, TermKey]]] = {taxonomy: [] for taxonomy in TAXONOMIES}
    for other, count in together.items():
        others[other[0]].append((-count, ranks[other], other))
    return {
        taxonomy: [(other, -count) for count, _, other in nsmallest(APPEARS_WITH, ranked)]
        for taxonomy, ranked in others.items()
    }


def _together(digest: Digest, key: TermKey, other: TermKey, count: int) -> TermCount:
    """Count a term beside another: with the way to the posts about both, where there is one."""
    ref, pair = digest.refs[other], _pair_of(key, other)
    if pair is not None and pair in digest.pairs:
        return TermCount(term=ref, count=count, path=term_path(key[0], pair_slug(*pair[1:])))
    if digest.settings.search == "none":
        return TermCount(term=ref, count=count, path=ref.path)
    query = urlencode([(SEARCH_FILTERS[one.taxonomy], one.name) for one in (digest.refs[key], ref)])
    return TermCount(term=ref, count=count, path="search/", query=f"?{query}")
