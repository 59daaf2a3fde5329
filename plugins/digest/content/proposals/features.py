"""Features of a text for event clustering: words, lead, names as written, numbers, pairs of words, day and terms.

>>> make_features("Talks in Oslo", "Envoys met Ann Berg in Oslo on 3 May.").names["berg"]
1
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple
from zlib import crc32

from ...core.data import read_data
from ...core.similarity import DENSE, make_sketch

MOST_WORDS: Final = 1_500  # of a text; what comes later adds nothing new
LEAD: Final = 60  # words
TITLE_CASE: Final = 0.75  # share of words with a capital from which a line's capitals say nothing
SHORTEST_STEM: Final = 4  # letters
SUFFIXES: Final = ("ing", "ed", "es", "s")
TOKEN_RE: Final = re.compile(
    rf"\d[\d,]*(?:\.\d+)?|[{DENSE}]|(?:(?![{DENSE}])[^\W\d_])+(?:['’](?:(?![{DENSE}])[^\W\d_])+)*|[.!?:;\n“”\"]"
)
OWNER_RE: Final = re.compile(r"['’]s$")
JOINED: Final = re.compile(r"[ \u00a0-]+")  # what may stand within a name


class Features(NamedTuple):
    """What two texts are compared by; a tuple of plain values, since thousands are loaded at once."""

    words: Mapping[str, int]  # stems with their counts
    lead: Mapping[str, int]  # of headline and first sentences
    names: Mapping[str, int]  # words with a capital where no sentence starts
    phrases: Mapping[str, str]  # names of one or more words: folded -> as written
    numbers: frozenset[str]
    pairs: frozenset[int]  # hashes of two words in a row, neither a common one
    day: int | None  # proleptic ordinal
    actors: frozenset[str] = frozenset()  # that the editor has accepted
    countries: frozenset[str] = frozenset()
    sketch: str | None = None


class _Token(NamedTuple):
    text: str
    start: int
    end: int
    opens: bool  # a sentence or a line in title case, where a capital says nothing


def make_features(
    headline: str | None,
    text: str,
    *,
    day: dt.date | None = None,
    actors: Iterable[str] = (),
    countries: Iterable[str] = (),
    sketch: str | None = None,
) -> Features:
    """Make the features of an article or post; `sketch`: where one of its text is known already."""
    whole = f"{headline}\n{text}" if headline else text
    tokens = list(_tokens(whole))[:MOST_WORDS]
    words = [stem(token.text) for token in tokens if not token.text[0].isdigit()]
    phrases = _phrases(whole, tokens)
    return Features(
        words=Counter(words),
        lead=Counter(words[:LEAD]),
        names=_names(tokens, phrases),
        phrases=phrases,
        numbers=frozenset(token.text.replace(",", "") for token in tokens if token.text[0].isdigit()),
        pairs=frozenset(_pairs(words)),
        day=day.toordinal() if day else None,
        actors=frozenset(map(str.casefold, actors)),
        countries=frozenset(map(str.casefold, countries)),
        sketch=sketch or make_sketch(text),
    )


def stem(word: str) -> str:
    """Fold a word's case and cut its commonest English endings."""
    folded = word.casefold().replace("’", "'").removesuffix("'s")
    for suffix in SUFFIXES:
        if folded.endswith(suffix) and len(folded) - len(suffix) >= SHORTEST_STEM:
            return folded.removesuffix(suffix)
    return folded


@cache
def common_stems() -> frozenset[str]:
    """Return the stems of English words that are in every article."""
    return frozenset(map(stem, read_data("common-words.yaml")))


def _tokens(text: str) -> Iterator[_Token]:
    """Yield words and numbers; marks only decide where sentences start."""
    for start, line in _lines(text):
        found = list(TOKEN_RE.finditer(line))
        titled = _is_title_case([match[0] for match in found])
        first = True
        for match in found:
            if not match[0][0].isalnum():
                first = True
                continue
            yield _Token(match[0], start + match.start(), start + match.end(), titled or first)
            first = False


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _is_title_case(words: list[str]) -> bool:
    longer = [word for word in words if len(word) > 3]
    return len(longer) > 2 and sum(word[0].isupper() for word in longer) >= TITLE_CASE * len(longer)


def _phrases(text: str, tokens: list[_Token]) -> dict[str, str]:
    """Find names as written: words with a capital in a row, the first of which opens no sentence."""
    phrases: dict[str, str] = {}
    run: list[_Token] = []
    for token in (*tokens, _Token("", 0, 0, True)):
        named = token.text[:1].isupper() and not token.opens and stem(token.text) not in common_stems()
        if run and named and JOINED.fullmatch(text, run[-1].end, token.start):
            run.append(token)
            continue
        if run:
            phrase = OWNER_RE.sub("", " ".join(text[run[0].start : run[-1].end].split()))
            phrases.setdefault(phrase.casefold(), phrase)
        run = [token] if named else []
    return phrases


def _names(tokens: list[_Token], phrases: Mapping[str, str]) -> Counter[str]:
    """Count the words of names; where a sentence starts, too, once they are seen elsewhere."""
    known = {stem(word) for phrase in phrases for word in JOINED.split(phrase)}
    return Counter(name for token in tokens if token.text[0].isupper() and (name := stem(token.text)) in known)


def _pairs(words: list[str]) -> Iterator[int]:
    common = common_stems()
    for one, other in pairwise(words):
        if one not in common and other not in common:
            yield crc32(f"{one} {other}".encode("utf-8", "surrogatepass"))
