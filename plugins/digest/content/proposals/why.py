"""Say in words why articles are proposed as one story: names, numbers or words that they share, copies, days apart."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from .compare import is_copy
from .corpus import NAME, NUMBER, Corpus
from .features import JOINED, Features, common_stems, stem

MOST_SHARED: Final = 3  # names, or words where there are none
MOST_NUMBERS: Final = 1
LEAST_DIGITS: Final = 3  # of a number that says something by itself
LEAST_SHARE: Final = 0.5  # of the articles that must have what is named
COUNTED: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def explain(corpus: Corpus, ticked: Sequence[int], beside: Sequence[int], outlets: Mapping[int, str | None]) -> str:
    """Say what articles share with each other and with those that are in the story already (`beside`)."""
    numbers = (*ticked, *(number for number in beside if number not in ticked))
    features = [corpus.item(number).features for number in numbers]
    shared = [*_names(corpus, features), *_numbers(corpus, features)] or list(_words(corpus, features))
    parts = [", ".join(shared), _copies(corpus, ticked, numbers, outlets), _days(features, len(ticked), bool(beside))]
    return "; ".join(part for part in parts if part)


def _names(corpus: Corpus, features: Sequence[Features]) -> Iterator[str]:
    """Find names that enough articles have, the rarest first; one within another is not repeated."""
    having = Counter(folded for one in features for folded in one.phrases)
    written = {folded: phrase for one in reversed(features) for folded, phrase in one.phrases.items()}
    ranked = sorted(_common(having, len(features)), key=lambda name: (-_name_rarity(corpus, name) * having[name], name))
    chosen: list[str] = []
    for name in ranked:
        if len(chosen) < MOST_SHARED and not any(name in other or other in name for other in chosen):
            chosen.append(name)
            yield written[name]


def _name_rarity(corpus: Corpus, name: str) -> float:
    words = JOINED.split(name)
    return sum(corpus.rarity(f"{NAME}{stem(word)}") for word in words) / math.sqrt(len(words))


def _numbers(corpus: Corpus, features: Sequence[Features]) -> Iterator[str]:
    having = Counter(figure for one in features for figure in one.numbers if len(figure) >= LEAST_DIGITS)
    ranked = sorted(_common(having, len(features)), key=lambda one: (-corpus.rarity(f"{NUMBER}{one}"), one))
    yield from (f"{int(figure):,}" if _is_amount(figure) else figure for figure in ranked[:MOST_NUMBERS])


def _is_amount(figure: str) -> bool:
    return figure.isdecimal() and figure.isascii() and not (len(figure) == 4 and figure[:2] in ("19", "20"))


def _words(corpus: Corpus, features: Sequence[Features]) -> Iterator[str]:
    having = Counter(word for one in features for word in one.words if word not in common_stems())
    ranked = sorted(_common(having, len(features)), key=lambda word: (-corpus.rarity(word) * having[word], word))
    yield from ranked[:MOST_SHARED]


def _common(having: Counter[str], articles: int) -> list[str]:
    return [one for one, count in having.items() if count >= max(2, LEAST_SHARE * articles)]


def _copies(corpus: Corpus, ticked: Sequence[int], numbers: Sequence[int], outlets: Mapping[int, str | None]) -> str:
    """Name the outlet whose earlier text one of the articles has."""
    features = {number: corpus.item(number).features for number in numbers}
    by_day = sorted(numbers, key=lambda number: (features[number].day or 0, number))
    for place, number in enumerate(by_day):
        for other in by_day[:place] if number in ticked else ():
            if is_copy(features[number].sketch, features[other].sketch):
                return f"same text as {outlets.get(other) or 'another'}"
    return ""


def _days(features: Sequence[Features], ticked: int, beside: bool) -> str:
    """Say how far apart articles are: new ones from the nearest in the story, or all that make a new one."""
    new = [one.day for one in features[:ticked] if one.day is not None]
    old = [one.day for one in features[ticked:] if one.day is not None]
    if beside:
        gaps = [abs(day - other) for day in new for other in old]
        return _apart(min(gaps)) if gaps else ""
    return _apart(max(new) - min(new)) if len(new) > 1 else ""


def _apart(days: int) -> str:
    if days == 0:
        return "the same day"
    return f"{COUNTED[days] if days < len(COUNTED) else days} day{'' if days == 1 else 's'} apart"
