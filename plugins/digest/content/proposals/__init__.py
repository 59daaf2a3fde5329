"""Proposals of stories: which articles tell of one event, by words, names, numbers and days; nothing is decided here.

`features.py` has what is known of one text, `corpus.py` what is near it, `compare.py` what speaks for a pair,
`group.py` clusters, `propose.py` proposes, `why.py` says why. The weights are fitted by `tools/fit_stories.py`.
"""

from .corpus import Corpus, TermIndex, index_words
from .features import Features, make_features
from .propose import Group, Judge, Proposal, propose
from .why import explain

__all__ = [
    "Corpus",
    "Features",
    "Group",
    "Judge",
    "Proposal",
    "TermIndex",
    "explain",
    "index_words",
    "make_features",
    "propose",
]
