"""What a name is, by what the text calls it: "the software firm Grokster", "co-founder of Zalando", "Hurricane Dennis".

A name finder sees one word with a capital and guesses; the words beside one of its places tell of all of them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from ....core.data import read_pattern
from ....core.types import NamedSpan
from ...names.runs import UPPER
from ...names.words import is_first_name, name_words
from .span_set import Taken

NOUNS, FIRMS = (read_pattern("actor_words.yaml", key) for key in ("body_nouns", "bodies"))
QUALIFIERS = read_pattern("actor_words.yaml", "body_qualifiers")
WORD = rf"[{UPPER}][\w&'’-]*\w"
NAME = rf"(?P<name>{WORD}(?: {WORD}){{0,3}})"
BEHIND_NOUN_RE = re.compile(rf"\b(?:{NOUNS}) {NAME}(?! [{UPPER}])")  # "the software firm Grokster"
BEFORE_NOUN_RE = re.compile(rf"\b[Tt]he {NAME} (?:(?:{QUALIFIERS}) )?(?:{FIRMS})\b(?! (?:of|leader|chief|head)\b)")
APPOSED_RE = re.compile(  # "Zalando, a European clothes retailer"
    rf"\b{NAME}, (?:an?|the) (?:(?!of\b|for\b|at\b|from\b|who\b|that\b)[\w-]+ ){{0,4}}?(?:{NOUNS})\b"
    r"(?! \w*(?:er|or|ist|man|woman|chief|head|boss|official|executive|aide|president|veteran)\b)(?=[,.;]| \w)"
)
OFFICE_RE = re.compile(
    rf"\b(?:co-?founders?|CEO|CFO|COO|chief executive|chief (?:financial|operating|technology) officer|executives?"
    rf"|shares|shareholders|stake) (?:of|at|in) {NAME}(?! [{UPPER}a-z]+'s)"
)
OWNS_RE = re.compile(
    r"['’]s? (?:[a-z-]+ )?(?:shares|shareholders|chief executive|CEO|board|users|customers|subscribers|headquarters"
    r"|subsidiary|profits?|revenues?|stock|earnings|market value|products?|website|platform|spokes\w+)\b"
)
WHICH_RE = re.compile(r",? (?:which|whose parent)\b")
ADJECTIVE_RE = re.compile(r"\w+(?:ist|an|ish|ese|ern|i)")  # "the Islamist group", "the Iraqi bank"
SURE = frozenset(
    ("title-and-name", "office-and-name", "given-name", "surname-first", "initials", "name-and-age", "named-as")
)
STORM_RE = re.compile(r"\b(?:Hurricane|Typhoon|Cyclone|(?:Super|Tropical|Subtropical) \w+|Storm) (?P<name>[A-Z]\w+)")
SAINT_RE = re.compile(r"(?:St\.?|Saint) \w+")


def told_bodies(text: str, spans: Sequence[NamedSpan], places: AbstractSet[int]) -> list[NamedSpan]:
    """Take names for bodies that the text calls a firm, a union, a militia; no name starts at one of `places`."""
    people = {word for span in spans if _is_whole_person(span) for word in span.text.split()}
    sure = Taken((span.start, span.end) for span in spans if span.kind == "person" and span.rule in SURE)
    found = [
        NamedSpan(start=start, end=end, text=text[start:end], kind="organisation", rule="body-noun")
        for start, end in _told(text)
        if start not in places and sure.is_free(start, end) and _is_free_name(text[start:end], people)
    ]
    names = {span.text for span in found} | {span.text for span in spans if _behaves_as_body(text, span, people)}
    inside = Taken((span.start, span.end) for span in found)
    return [*found, *(_as_body(span, names) for span in spans if inside.is_free(span.start, span.end))]


def _told(text: str) -> Iterator[tuple[int, int]]:
    seen = Taken()
    for pattern in (BEHIND_NOUN_RE, BEFORE_NOUN_RE, APPOSED_RE, OFFICE_RE):
        places = [
            match.span("name")
            for match in pattern.finditer(text)
            if pattern is not BEFORE_NOUN_RE or not ADJECTIVE_RE.fullmatch(match["name"])
        ]
        free = [(start, end) for start, end in places if seen.is_free(start, end)]
        seen.claim(free)
        yield from free


def _is_free_name(name: str, people: AbstractSet[str]) -> bool:
    """Tell whether the words can be a body's name: no day, office or given name among them, and nobody's surname."""
    known, words = name_words(), name.removesuffix("'s").split()
    first = words[0]
    if first in known.stop_words | known.honorifics | known.titles | known.given_names | known.things:
        return False
    return people.isdisjoint(words) and known.titles.isdisjoint(words)


def _is_whole_person(span: NamedSpan) -> bool:
    return span.kind == "person" and " " in span.text and (span.rule in SURE or _has_first_name(span))


def _has_first_name(span: NamedSpan) -> bool:
    return is_first_name(span.text.partition(" ")[0])


def _behaves_as_body(text: str, span: NamedSpan, people: AbstractSet[str]) -> bool:
    """Tell whether what a model takes for a person has shares or customers, or is a "which"."""
    if span.kind != "person" or span.rule in SURE or _has_first_name(span) or not people.isdisjoint(span.text.split()):
        return False
    return OWNS_RE.match(text, span.end) is not None or WHICH_RE.match(text, span.end) is not None


def _as_body(span: NamedSpan, names: AbstractSet[str]) -> NamedSpan:
    if span.text not in names or span.rule in SURE:
        return span
    return replace(span, kind="organisation", rule="body-noun")


def without_storms(text: str, spans: Iterable[NamedSpan]) -> list[NamedSpan]:
    """Leave out storms, under their whole names and alone, and saints, after whom places are named."""
    storms = {match["name"] for match in STORM_RE.finditer(text)}
    inside = Taken(match.span() for match in STORM_RE.finditer(text))
    return [
        span
        for span in spans
        if span.text not in storms and inside.is_free(span.start, span.end) and not SAINT_RE.fullmatch(span.text)
    ]
