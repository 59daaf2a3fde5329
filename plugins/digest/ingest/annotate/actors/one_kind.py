"""One kind for one name: what a model takes for a person here and for a place there, by all places of an article."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ....core.types import NamedSpan
from ...names.rules import RULES
from ...names.runs import is_title_case
from ...names.words import is_first_name

SURE = frozenset(name for name, _ in RULES) - {"in-a-place", "name-and-verb"}
OPENING_RE = re.compile(r"(?:^|\n|[.!?:•–—]['\"”’)]* +|['\"“‘(])$")
BEFORE = 6  # characters


def one_kind(spans: Sequence[NamedSpan]) -> list[NamedSpan]:
    """Give each name that only a model sees, or a weak rule, the kind that it has at most of its places.

    What a rule calls a body or a thing anywhere is one everywhere, whatever a model says.
    """
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for span in spans:
        votes[span.text][span.kind] += 1
    bodies = {span.text for span in spans if span.rule == "body-word"}
    things = tuple({span.text for span in spans if span.rule == "place-or-thing-word"})
    return [_settled(span, votes[span.text], bodies, things) for span in spans]


def _settled(span: NamedSpan, votes: Counter[str], bodies: set[str], things: tuple[str, ...]) -> NamedSpan:
    if span.rule in SURE or span.kind not in ("person", "organisation"):
        return span
    if span.text in bodies:
        return replace(span, kind="organisation", rule="body-word")
    if any(thing.endswith(span.text) for thing in things):
        return replace(span, kind="place")
    if votes["place"] > votes[span.kind] and not (" " in span.text and is_first_name(span.text.split()[0])):
        return replace(span, kind="place")
    is_body = span.kind == "person" and votes["organisation"] > votes["person"]
    return replace(span, kind="organisation") if is_body and not is_first_name(span.text.split()[0]) else span


def without_plain_words(text: str, spans: Sequence[NamedSpan]) -> list[NamedSpan]:
    """Leave out single words that stand in small letters, too, and with a capital only where any word has one."""
    plain: dict[str, bool] = {}
    kept = []
    for span in spans:
        is_single = " " not in span.text and span.rule not in SURE and span.kind in ("person", "organisation")
        if is_single and span.text not in plain:
            plain[span.text] = _is_plain(text, span.text)
        if not is_single or not plain[span.text]:
            kept.append(span)
    return kept


def _is_plain(text: str, word: str) -> bool:
    if not re.search(rf"\b{re.escape(word.lower())}\b", text):
        return False
    return all(_opens(text, match.start()) for match in re.finditer(rf"\b{re.escape(word)}\b", text))


def _opens(text: str, start: int) -> bool:
    """Tell whether any word would have a capital here: at the start of a sentence, in a headline with capitals."""
    if OPENING_RE.search(text, max(0, start - BEFORE), start):
        return True
    end = text.find("\n", start)
    return is_title_case(text[text.rfind("\n", 0, start) + 1 : end if end >= 0 else len(text)])
