"""How central a term is to an article: a number in [0, 1] from where and how often it is named.

    rate(mentions=[0, 120, 900], lead=(60, 210), in_headline=True)  ->  0.98

A logistic function of place, first sentence, headline and frequency. Countries have weights of their own: often a
country is but the scene, so that whether its name is used says more of it than that a headline has it. The two scales
are set against each other, so that actors and countries can be compared. Whether a term is an actor at all is another
question: what speaks against that is doubt, which counts for the cut and leaves the salience alone.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from ...core.types import Annotation, Reason

LINE_LENGTH = 50  # code points
LONGEST_LEAD = 400  # code points
# The end of a sentence, and not of "U.S." or "Mr."
SENTENCE_END_RE = re.compile(r"(?<=[a-z\d)%]{2})[.!?][\"'”’)]*(?=\s)|\n")


@dataclass(frozen=True, slots=True)
class Doubt:
    """What speaks against tagging a term however central it is: log odds below 0, and a key of `reasons.LEFT_OUT`."""

    odds: float
    reason: str


NO_DOUBTS: Mapping[str, Doubt] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each feature adds to the log odds."""

    base: float
    frequency: float  # times the natural logarithm of the number of mentions
    place: float  # times the natural logarithm of the first mention's place, counted in lines
    headline: float
    lead: float  # in the first sentence of the article's own text
    named: float  # times the share of the mentions that are names rather than adjectives or places


# Near what tools/fit_salience.py finds on articles whose entities three or more readers had scored each and, for the
# countries, on newswire with its editors' place tags; others near them order as well. The bases set the two against
# each other. Tried and left out, since articles held out were in no better order: the share of sentences and of
# paragraphs, the last mention, the distance between first and last, who speaks, what follows "in" or is one of a list.
WEIGHTS = {
    "actor": Weights(base=1.9, frequency=0.75, place=-1.0, headline=0.9, lead=0.85, named=0.0),
    "country": Weights(base=-0.3, frequency=1.1, place=-1.2, headline=0.1, lead=0.75, named=1.4),
}


def rate(
    *,
    mentions: Sequence[int],
    lead: tuple[int, int],
    in_headline: bool,
    kind: Literal["actor", "country"] = "actor",
    named: float = 1.0,
) -> float:
    """Rate how central a term is.

    `mentions` are its places in the scanned text, which starts with the headline; `lead` is where the first sentence of
    the article's own text stands in it (`find_lead`). `named` is the share of them that are proper names. A term never
    named has salience 0.
    """
    if not mentions:
        return 0.0
    weights = WEIGHTS[kind]
    total = (
        weights.base
        + weights.frequency * math.log(len(mentions))
        + weights.place * math.log(1 + min(mentions) / LINE_LENGTH)
        + weights.headline * in_headline
        + weights.lead * any(lead[0] <= mention < lead[1] for mention in mentions)
        + weights.named * named
    )
    return 1 / (1 + math.exp(-total))


def find_lead(text: str, offset: int) -> tuple[int, int]:
    """Find where the first sentence of a text stands that starts at `offset` of the scanned one."""
    end = SENTENCE_END_RE.search(text, offset, offset + LONGEST_LEAD)
    return offset, end.end() if end else offset + LONGEST_LEAD


def shift(salience: float, odds: float) -> float:
    """Add log odds to a salience."""
    return salience / (salience + (1 - salience) * math.exp(-odds))


def log_odds(share: float) -> float:
    """Give the log odds of a share; those of 0 and 1 stay finite."""
    share = min(max(share, 0.0001), 0.9999)
    return math.log(share / (1 - share))


def choose_main(
    found: Sequence[Annotation], *, cut: float, most: int, doubts: Mapping[str, Doubt] = NO_DOUBTS
) -> tuple[Annotation, ...]:
    """Mark the main ones of annotations that come by falling salience; say of each other one why it is left out.

    One that was left out before takes nobody's place. `doubts` are by the term's name.
    """
    chosen, places = [], 0
    for one in found:
        doubt = doubts.get(one.term.name)
        left_out = one.left_out or _left_out(one, doubt, cut=cut, most=most, before=places)
        places += left_out is None
        chosen.append(replace(one, main=left_out is None, left_out=left_out))
    return tuple(chosen)


def _left_out(one: Annotation, doubt: Doubt | None, *, cut: float, most: int, before: int) -> Reason | None:
    tagged = shift(one.salience, doubt.odds) if doubt else one.salience
    if tagged < cut and (one.salience < cut or doubt is None):
        return Reason("below-threshold", (f"{cut:g}",))
    if tagged < cut and doubt:
        return Reason(doubt.reason)
    return Reason("too-many", (str(most),)) if before >= most else None
