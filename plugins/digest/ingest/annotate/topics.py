"""The topics of an article, from the words that suggest them, the specific before the general.

find_topics(article, vocabularies, most=3, cut=0.55)  ->  (Annotation(term=Diplomacy, ...), ...)
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from ...content.vocabulary import Vocabularies, Vocabulary
from ...core.types import Annotation, Article, Reason, Term
from ..names import reading_text
from .identity import Same

WORD_RE = re.compile(r"[^\W_]+")
# One character for one, so that offsets stay; the capital dotted I alone grows when lowered.
FOLDED = dict.fromkeys("’ʼ‘", "'") | dict.fromkeys("-–‑\n\u00a0\u202f", " ") | {"İ": "I"}
PLURAL = "s"
OPENING = 700  # characters of the article's own text that count for more
# How often a word there counts. Of the headline 2 to 5 and of the opening 2.5 to 4 name as many first topics right.
HEADLINE_TIMES, OPENING_TIMES = 4.0, 3.0
MIN_SCORE = 3.0  # evidence below which nothing is clear
SPECIFIC_SHARE = 0.3  # of its parent's evidence that a topic needs to be named instead of it
BESIDE_SHARE = 0.45  # of its branch's evidence that a topic beside the chosen one needs
MIN_SPECIFIC = 1.5  # evidence that a topic below the top needs
WORDS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase and the topics that it suggests."""

    text: str  # folded, in small letters
    printed: str | None  # as it must be printed, where capitals matter
    weights: tuple[tuple[int, float], ...]  # index of the term, weight


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The words by their first word, longest first, and each topic's parent."""

    terms: tuple[Term, ...]
    parents: tuple[int | None, ...]
    ancestors: tuple[tuple[int, ...], ...]  # of each topic, the nearest first
    children: tuple[tuple[int, ...], ...]
    branches: tuple[tuple[int, ...], ...]  # all topics below each
    words: dict[str, tuple[Word, ...]]


@dataclass(slots=True)
class Score:
    """What speaks for one topic: its own words, and those of the topics below it."""

    own: float = 0.0
    total: float = 0.0
    kinds: int = 0  # how many different words, those of the topics below it too
    words: dict[str, float] = field(default_factory=dict)


def find_topics(article: Article, vocabularies: Vocabularies, *, most: int, cut: float) -> tuple[Annotation, ...]:
    """Find what an article is about, by falling salience; at most `most` are main, none when nothing is clear.

    `cut` is the share of the first topic's evidence that another main topic needs.
    """
    text, offset = reading_text(article)
    lexicon = _make_lexicon(Same(vocabularies.topics))
    scores = add_up(lexicon, count(lexicon, text, headline=len(article.headline or ""), opening=offset + OPENING))
    return rank(lexicon, scores, most=most, cut=cut)


# --- Words to scores -------------------------------------------------------------------------------------------------


def count(lexicon: Lexicon, text: str, *, headline: int, opening: int) -> dict[Word, float]:
    """Count the lexicon's words in a text, the longest match first; those in headline and opening count for more."""
    folded = fold(text)
    lower = folded.lower()
    counts: dict[Word, float] = {}
    done = 0
    for match in WORD_RE.finditer(lower):
        start = match.start()
        candidates = lexicon.words.get(match[0])
        if candidates is None or start < done:
            continue
        for word in candidates:
            end = start + len(word.text)
            if not lower.startswith(word.text, start) or lower[end : end + 1].isalnum():
                continue
            if word.printed is not None and not folded.startswith(word.printed, start):
                continue
            times = HEADLINE_TIMES if start < headline else OPENING_TIMES if start < opening else 1.0
            counts[word] = counts.get(word, 0.0) + times
            done = end
            break
    return counts


def fold(text: str) -> str:
    """Make quotes, hyphens and line ends alike; the length stays. On long texts much quicker than `translate`."""
    for char, plain in FOLDED.items():
        text = text.replace(char, plain)
    return text


def add_up(lexicon: Lexicon, counts: Mapping[Word, float]) -> list[Score]:
    """Add up the evidence for each topic and for those above it; repeating a word adds ever less."""
    scores = [Score() for _ in lexicon.terms]
    for word, times in counts.items():
        for index, weight in word.weights:
            value = weight * math.log2(1 + times)
            scores[index].own += value
            scores[index].words[word.printed or word.text] = value
    for index, score in enumerate(scores):
        if score.words:
            for above in (index, *lexicon.ancestors[index]):
                scores[above].total += score.own
                scores[above].kinds += len(score.words)
    return scores


# --- Scores to topics ------------------------------------------------------------------------------------------------


def rank(lexicon: Lexicon, scores: list[Score], *, most: int, cut: float) -> tuple[Annotation, ...]:
    """Order the topics by evidence, each branch of the tree led by its most specific topic that is clear."""
    tops = [index for index, parent in enumerate(lexicon.parents) if parent is None and scores[index].total]
    whole = sum(scores[index].total for index in tops)
    found: list[tuple[float, int]] = []  # evidence, topic
    for top in tops:
        chosen = descend(lexicon, scores, top)
        found.append((scores[top].total, chosen))
        others = [index for index in lexicon.branches[top] if is_clear(scores, index, BESIDE_SHARE * scores[top].total)]
        path = {*lexicon.ancestors[chosen], chosen}
        leaves = [index for index in others if index not in path and chosen not in lexicon.ancestors[index]]
        above = {parent for index in leaves for parent in lexicon.ancestors[index]}
        found += [(scores[index].total, index) for index in leaves if index not in above]
    found.sort(key=lambda item: (-item[0], item[1]))
    best = found[0][0] if found else 0.0
    return tuple(
        annotate(
            lexicon,
            scores,
            index,
            value=total / (whole + MIN_SCORE),
            left_out=_left_out(total, best=best, cut=cut, before=place, most=most),
        )
        for place, (total, index) in enumerate(found)
    )


def _left_out(total: float, *, best: float, cut: float, before: int, most: int) -> Reason | None:
    if total < MIN_SCORE:
        return Reason("weak-evidence")
    if total < cut * best:
        return Reason("far-below-first", (f"{cut:g}",))
    return Reason("too-many", (str(most),)) if before >= most else None


def descend(lexicon: Lexicon, scores: list[Score], index: int) -> int:
    """Go down from a topic to the one below it that most of its evidence is for."""
    while True:
        best = max(lexicon.children[index], key=lambda child: scores[child].total, default=None)
        if best is None or not is_clear(scores, best, SPECIFIC_SHARE * scores[index].total):
            return index
        index = best


def is_clear(scores: list[Score], index: int, least: float) -> bool:
    """Tell whether enough speaks for a topic: two words and more, or one that is much repeated."""
    score = scores[index]
    return score.total >= max(least, MIN_SPECIFIC if score.kinds > 1 else MIN_SCORE)


def annotate(lexicon: Lexicon, scores: list[Score], index: int, *, value: float, left_out: Reason | None) -> Annotation:
    """Put together what is known of one topic."""
    words = sorted(scores[index].words, key=lambda word: (-scores[index].words[word], word))[:WORDS_SHOWN]
    return Annotation(
        term=lexicon.terms[index],
        salience=round(value, 4),
        main=left_out is None,
        words=tuple(words),
        reasons=(Reason("topic-words", (", ".join(words),)) if words else Reason("subtopics"),),
        left_out=left_out,
    )


# --- The lexicon -----------------------------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _make_lexicon(topics: Same[Vocabulary]) -> Lexicon:
    terms = tuple(term for term in topics.value.terms if not term.ignore)
    places = {term.name: index for index, term in enumerate(terms)}
    weights: dict[tuple[str, str | None], dict[int, float]] = {}
    for index, term in enumerate(terms):
        for word, weight in _with_plurals(term.words).items():
            folded = fold(word)
            printed = folded if folded != folded.lower() else None
            weights.setdefault((folded.lower(), printed), {})[index] = weight
    words = [Word(text, printed, tuple(found.items())) for (text, printed), found in weights.items()]
    parents = tuple(places.get(term.parent) if term.parent else None for term in terms)
    above = tuple(tuple(_ancestors(parents, index)) for index in range(len(terms)))
    return Lexicon(
        terms=terms,
        parents=parents,
        ancestors=above,
        children=tuple(_where(parent == index for parent in parents) for index in range(len(terms))),
        branches=tuple(_where(index in chain for chain in above) for index in range(len(terms))),
        words=_by_first_word(words),
    )


def _ancestors(parents: tuple[int | None, ...], index: int) -> Iterator[int]:
    while (parent := parents[index]) is not None:
        yield parent
        index = parent


def _where(flags: Iterable[bool]) -> tuple[int, ...]:
    return tuple(index for index, flag in enumerate(flags) if flag)


def _with_plurals(words: Mapping[str, float]) -> dict[str, float]:
    plurals = {word + PLURAL: weight for word, weight in words.items() if word.islower() and not word.endswith(PLURAL)}
    return {**plurals, **words}


def _by_first_word(words: Iterable[Word]) -> dict[str, tuple[Word, ...]]:
    found: dict[str, list[Word]] = {}
    for word in words:
        if match := WORD_RE.match(word.text):
            found.setdefault(match[0], []).append(word)
    return {
        first: tuple(sorted(group, key=lambda word: (-len(word.text), word.printed is None)))
        for first, group in found.items()
    }
