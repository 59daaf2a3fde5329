"""One sentence that says who or what a term is, from what the vocabulary knows; and the name an index sorts it by."""

import re
from collections.abc import Iterator, Mapping

from ...core.types import ActorKind, Role, Term
from ..taxonomy import key_of
from ..views import TermRef
from .digest import Digest
from .frame import day_name

KINDS: Mapping[ActorKind, str] = {"person": "A person", "organisation": "An organisation", "group": "A group"}
MOST_ROLES = 4  # offices, the latest
# Where English news, too, writes the family name first: China, Taiwan, Hong Kong, Macao, the Koreas, Vietnam.
FAMILY_FIRST = frozenset({"CN", "TW", "HK", "MO", "KR", "KP", "VN"})
# What belongs to the family name behind it, and what follows it without being part of it.
PARTICLES = frozenset({"al", "ben", "bin", "da", "de", "del", "der", "di", "do", "dos", "du", "el", "ibn", "la", "le"})
PARTICLES |= {"san", "st", "ten", "ter", "van", "von", "zu"}
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
LATIN_RE = re.compile(r"[^\W\d_]+[\w.'’-]*(?: [^\W\d_]+[\w.'’-]*)+")
UNSPACED_RE = re.compile("[\u0590-\u08ff\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
Piece = str | TermRef


def describe(digest: Digest, term: Term) -> tuple[str | TermRef, ...]:
    """Return the sentence that says who or what a term is, from what the digest knows; empty where that is nothing."""
    country = country_of(digest, term)
    parent = ref_with_page(digest, parent_of(digest, term))
    return describe_term(term, country=country, country_ref=ref_with_page(digest, country), parent=parent)


def country_of(digest: Digest, term: Term) -> Term | None:
    """Return the country that the vocabulary says a term is of, or None."""
    return digest.country_codes.get(term.country) if term.country else None


def parent_of(digest: Digest, term: Term) -> Term | None:
    """Return the topic that a topic is a part of, or None."""
    return digest.vocabularies.topics.find(term.parent) if term.parent else None


def ref_with_page(digest: Digest, term: Term | None) -> TermRef | None:
    """Return a term as lists name it, or None where it has no page."""
    return digest.refs.get(key_of(term)) if term else None


def name_kind(term: Term) -> str:
    """Return what a term is, in a word: `Country`, `Person`."""
    if term.taxonomy == "actors":
        return (term.kind or "actor").capitalize()
    return "Country" if term.taxonomy == "countries" else "Topic"


def describe_term(
    term: Term, *, country: Term | None, country_ref: TermRef | None, parent: TermRef | None
) -> tuple[Piece, ...]:
    """Return a sentence as words, and terms to link to; empty where the vocabulary knows nothing to say."""
    return tuple(_join(_describe(term, country, country_ref, parent)))


def index_name(term: Term) -> str:
    """Return what an index lists a term by: of a person the family name first, `Biden, Joe`."""
    name = term.name
    if term.kind != "person" or term.country in FAMILY_FIRST or UNSPACED_RE.search(name):
        return name
    if not LATIN_RE.fullmatch(name):
        return name
    *given, family = _without_suffix(name.split())
    while len(given) > 1 and given[-1].casefold() in PARTICLES:
        family = f"{given.pop()} {family}"
    return f"{family}, {' '.join(given)}" if given else name


def _without_suffix(words: list[str]) -> list[str]:
    if len(words) > 2 and words[-1].casefold() in SUFFIXES:
        return [*words[:-2], f"{words[-2]} {words[-1]}"]
    return words


def _describe(term: Term, country: Term | None, country_ref: TermRef | None, parent: TermRef | None) -> Iterator[Piece]:
    where = country_ref or (country.name if country else None)
    if term.taxonomy == "countries":
        yield from _say_capitals(term)
    elif term.taxonomy == "topics" and parent:
        yield from ("A part of ", parent, ".")
    elif term.kind == "government" and country and where:
        yield from ("The government of ", _article(country), where, ".")
    elif kind := KINDS.get(term.kind or "government"):
        yield kind
        if country and where:
            yield from (" from ", _article(country), where)
        roles = sorted(term.roles, key=lambda role: (role.start is not None, role.start, role.title))[-MOST_ROLES:]
        yield f"{': ' if roles else ''}{'; '.join(map(_say_role, roles))}."


def _say_capitals(term: Term) -> Iterator[str]:
    if len(term.capitals) == 1:
        yield f"Its capital is {term.capitals[0]}."
    elif term.capitals:
        yield f"Its capitals are {', '.join(term.capitals[:-1])} and {term.capitals[-1]}."


def _article(country: Term) -> str:
    return "the " if country.article else ""


def _say_role(role: Role) -> str:
    if role.start and role.end:
        return f"{role.title} from {day_name(role.start)} to {day_name(role.end)}"
    if role.start:
        return f"{role.title} since {day_name(role.start)}"
    return f"{role.title} until {day_name(role.end)}" if role.end else role.title


def _join(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Join neighbouring words."""
    words = ""
    for piece in pieces:
        if isinstance(piece, str):
            words += piece
            continue
        if words:
            yield words
        yield piece
        words = ""
    if words:
        yield words
