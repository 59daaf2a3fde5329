"""Reasons that `explain` gives, for removed lines and for terms: stable keys, each with a text for people.

Programs read the keys, editors the texts, which are in `data/reasons.yaml`. What an article says stands in a reason's
parts, which are filled into our own texts and never run as a format themselves.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from ..core.data import read_data
from ..core.types import Annotation, Reason

REMOVED: Final[Mapping[str, str]] = read_data("reasons.yaml")["removed"]
FOUND: Final[Mapping[str, str]] = read_data("reasons.yaml")["found"]
LEFT_OUT: Final[Mapping[str, str]] = read_data("reasons.yaml")["left_out"]
EVIDENCE: Final[Mapping[str, str]] = read_data("reasons.yaml")["evidence"]
COUNTRY_WORDS: Final[Mapping[str, str]] = read_data("reasons.yaml")["country_words"]
IN_HEADLINE: Final = Reason("in-headline")
KIND_RE = re.compile("^(?:body|person|government)-")
SHOWN_WORDS: Final = 3  # of those that name a country


def describe_removal(key: str) -> str:
    """Say in words why a line was removed; `after-article/related` is a place and the box that the line stands in."""
    place, _, box = key.partition("/")
    return f"{REMOVED[place]}, under {REMOVED[box]}" if box else REMOVED[place]


def describe_term(annotation: Annotation) -> str:
    """Say in a sentence why a term was found, and why it was left out if it was."""
    found = "; ".join(FOUND[reason.key].format(*reason.parts) for reason in annotation.reasons)
    gone = annotation.left_out
    return f"{found}; left out: {LEFT_OUT[gone.key].format(*gone.parts)}" if gone else found


def describe_evidence(rule: str) -> str:
    """Say in words what speaks for or against a term: `body-acts-share` is that it does something."""
    sign = KIND_RE.sub("", rule.removesuffix("-share"))
    return EVIDENCE[sign]


def found_by(rule: str, name: str) -> Reason:
    """Give the reason for a name that a rule, or else the language model of that name, has found."""
    return Reason(rule, (name,)) if rule in FOUND else Reason("language-model", (rule, name))


def country_words(counts: Iterable[tuple[tuple[str, str], int]]) -> Reason:
    """Give the reason for a country: its words, each with its kind, by how often they are used."""
    words = [
        f"“{word}” ({COUNTRY_WORDS[kind]}{f', {count} times' if count > 1 else ''})" for (word, kind), count in counts
    ]
    more = f" and {len(words) - SHOWN_WORDS} more" if len(words) > SHOWN_WORDS else ""
    return Reason("country-words", (", ".join(words[:SHOWN_WORDS]) + more,))
