"""How central a term is to an article: a number in [0, 1] from where and how often it is named.

    rate(mentions=[0, 120, 900], offset=60, length=2400, in_headline=True)  ->  0.93

A logistic function of position, headline, frequency and spread, the same for actors and countries, so that the two can
be compared with each other and with one cut.
"""

import math
from collections.abc import Sequence

# Fitted on articles whose entities readers had scored from "not salient" to "most salient".
FREQUENCY = 0.58  # times the natural logarithm of the number of mentions
POSITION = -3.77  # times the first mention's place, 0 at the start and 1 at the end
HEADLINE = 1.32
OPENING = 0.51  # the first mention lies in the first OPENING_LENGTH characters
SPREAD = 0.28  # times the share of the text between first and last mention
OPENING_LENGTH = 600


def rate(*, mentions: Sequence[int], offset: int, length: int, in_headline: bool) -> float:
    """Rate how central a term is.

    `mentions` are its places in the scanned text of `length` code points: headline and standfirst, then from `offset`
    the article's own text. A term that is never named has salience 0.
    """
    if not mentions:
        return 0.0
    first, last = min(mentions), max(mentions)
    whole = max(length, last + 1, offset + 1)
    total = (
        FREQUENCY * math.log(len(mentions))
        + POSITION * first / whole
        + HEADLINE * in_headline
        + OPENING * (first < OPENING_LENGTH)
        + SPREAD * (last - first) / whole
    )
    return 1 / (1 + math.exp(-total))
