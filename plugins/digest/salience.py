"""How central a term is to an article: a number in [0, 1] from where and how often it is named.

    rate(mentions=[0, 120, 900], offset=60, length=2400, in_headline=True)  ->  0.97

A logistic function of place, lead, headline and frequency. Countries have weights of their own: often a country is but
the scene, so that how often it is named, and whether by its name, says more of it than of a person or a body. The two
scales are set against each other, so that actors and countries can be compared.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from .types import Annotation

LEFT_OUT = "; left out: "
LINE_LENGTH = 50  # code points
LEAD_LENGTH = 180  # code points: the first sentence of the article's own text, about


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each feature adds to the log odds."""

    base: float
    frequency: float  # times the natural logarithm of the number of mentions
    place: float  # times the natural logarithm of the first mention's place, counted in lines
    headline: float
    lead: float
    named: float  # times the share of the mentions that are names rather than adjectives or places


# Fitted by tools/fit_salience.py and rounded: actors on articles whose entities three or more readers had scored each;
# countries on newswire with its editors' place tags, held back a little towards the readers' order of countries. The
# bases are such that both together come in the readers' order.
WEIGHTS = {
    "actor": Weights(base=1.9, frequency=0.6, place=-1.2, headline=0.45, lead=0.7, named=0.0),
    "country": Weights(base=-1.3, frequency=1.2, place=-0.9, headline=0.1, lead=1.0, named=1.0),
}


def rate(
    *,
    mentions: Sequence[int],
    offset: int,
    length: int,
    in_headline: bool,
    kind: Literal["actor", "country"] = "actor",
    named: float = 1.0,
) -> float:
    """Rate how central a term is.

    `mentions` are its places in the scanned text of `length` code points: headline and standfirst, then from `offset`
    the article's own text. `named` is the share of them that are proper names. A term never named has
    salience 0.
    """
    if not mentions:
        return 0.0
    weights = WEIGHTS[kind]
    first = min(*mentions, length)
    total = (
        weights.base
        + weights.frequency * math.log(len(mentions))
        + weights.place * math.log(1 + first / LINE_LENGTH)
        + weights.headline * in_headline
        + weights.lead * any(0 <= mention - offset < LEAD_LENGTH for mention in mentions)
        + weights.named * named
    )
    return 1 / (1 + math.exp(-total))


def choose_main(found: Sequence[Annotation], *, cut: float, most: int) -> tuple[Annotation, ...]:
    """Mark the main ones of annotations that come by falling salience; say of each other one why it is left out.

    One whose `why` says so already takes nobody's place.
    """
    chosen, places = [], 0
    for one in found:
        reason = "" if LEFT_OUT in one.why else _reason(one, cut=cut, most=most, before=places)
        main = LEFT_OUT not in one.why + reason
        places += main
        chosen.append(replace(one, main=main, why=one.why + reason))
    return tuple(chosen)


def _reason(one: Annotation, *, cut: float, most: int, before: int) -> str:
    if one.salience < cut:
        return f"{LEFT_OUT}below the cut of {cut:g}"
    return f"{LEFT_OUT}no more than {most} are taken" if before >= most else ""
