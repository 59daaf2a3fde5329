"""Named entity recognition: people, organisations and places in a text, by rules or an installed spaCy pipeline.

make_name_finder("rules")("Foreign Minister Wang Yi spoke")  ->  (NamedSpan(start=17, end=24, text="Wang Yi", ...),)
"""

import re

from ...core.types import Article
from .finders import ModelNames, NameFinder, RuleNames, make_name_finder
from .words import name_words

__all__ = ["ModelNames", "NameFinder", "RuleNames", "make_name_finder", "reading_text"]

CAPITALS_SHARE = 0.8  # of a headline's letters, from which it counts as set in capitals
SHORT_WORD = 3  # words up to this length keep their capitals ("US", "UN"), unless they are a small word
WORD_RE = re.compile(r"[^\W\d_]+")


def reading_text(article: Article) -> tuple[str, int]:
    """Join headline, standfirst and text for scanning; also say where the article's text starts in it."""
    parts = [_without_capitals(part) for part in (article.headline, *article.standfirst) if part]
    head = "\n\n".join(parts)
    if head:
        head += "\n\n"
    return head + article.text, len(head)


def _without_capitals(headline: str) -> str:
    """Turn a headline set in capitals into one with capital initials, of the same length."""
    letters = [char for char in headline if char.isalpha()]
    if not letters or sum(map(str.isupper, letters)) < CAPITALS_SHARE * len(letters) or len(letters) < 12:
        return headline
    return WORD_RE.sub(_capitalised, headline)


def _capitalised(match: re.Match[str]) -> str:
    word = match[0]
    words = name_words()
    part_of_name = word.capitalize() in words.surnames_first | words.given_syllables and word not in words.acronyms
    if len(word) <= SHORT_WORD and word not in words.small_words and not part_of_name:
        return word
    if len(word.lower()) != len(word):
        return word
    return word[0] + word[1:].lower()
