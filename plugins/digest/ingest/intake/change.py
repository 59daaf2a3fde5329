"""Compare two versions of an article: the same, longer, shorter, corrected, or another article.

Versions are compared by sentences, and only running text counts: captions, menus and notes that cleaning left in one
of them make no other version, nor does a sentence that the earlier page had and that cleaning took for no part of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ...core.similarity import find_words, share_of_blocks
from ...core.types import Reading
from ..clean.lines import measure
from ..clean.rules import find_line_kind
from ..compose import split_sentences

# Least words of a sentence that counts: outside all shared paragraphs, where boilerplate is usual, and among them.
EDGE_WORDS, INNER_WORDS = 8, 3
PROSE_WORDS = 40  # of a paragraph that is no caption or note, whatever words of those it has
# More text than cleaning may have removed from the earlier version and kept in this one, where they are the same.
REGAINED_WORDS, REGAINED_SHARE = 30, 0.1
# Of the shorter text's words, the share in sentences of both, or else in long runs of both, below which the other is no
# correction but another story by the same pattern, as reports of markets are. Pairs of a paste and a saved page of one
# article that differ by corrections have .93 or more in runs; nine pairs of made reports that differ in names and
# numbers only have .73 or less in runs, and next to none in sentences.
LEAST_SHARED = 2 / 3
MAX_SEARCHED = 300  # sentences of one version that are searched for in all of the other
CORRECTED = 0.8

Kind = Literal["same", "longer", "shorter", "corrected", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextVersion:
    """A version of an article: its text by paragraphs, and the lines of the page that are not the text."""

    text: str
    context_lines: str = ""
    headline: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How a version differs from an earlier one, and the first sentence that shows it."""

    kind: Kind
    evidence: str | None = None


class Sentence(NamedTuple):
    """A sentence of a text, or a line without one."""

    text: str
    words: str  # in lower case, a space around each
    size: int
    is_prose: bool  # like a sentence that no rule knows for boilerplate
    paragraph: int


def version_of(reading: Reading) -> TextVersion:
    """Take the version of an article that a reading has."""
    lines = "\n".join(removal.text for removal in reading.removals)
    return TextVersion(text=reading.article.text, context_lines=lines, headline=reading.article.headline)


def find_change(old: TextVersion, new: TextVersion) -> Change:
    """Tell how a version differs from an earlier one; `other`: by too much for a correction."""
    before, after = _split(old.text), _split(new.text)
    deleted, _ = _missing_from(before, after, new)
    added, regained = _missing_from(after, before, old)
    added += _cut_short(after, before, deleted)
    if added and deleted:
        is_corrected = _shared_share(before, after) >= LEAST_SHARED or share_of_blocks(old.text, new.text) >= CORRECTED
        return Change(kind="corrected" if is_corrected else "other", evidence=added[0].text)
    if added:
        return Change(kind="longer", evidence=added[0].text)
    if _words(regained) > max(REGAINED_WORDS, REGAINED_SHARE * _words(before)):
        return Change(kind="longer", evidence=regained[0].text)
    if _is_new_headline(old, new):
        return Change(kind="corrected", evidence=new.headline)
    return Change(kind="shorter", evidence=deleted[0].text) if deleted else Change(kind="same")


def _split(text: str) -> list[Sentence]:
    sentences = []
    for number, paragraph in enumerate(filter(str.strip, text.split("\n"))):
        line = measure(paragraph.strip())
        is_prose = line.size >= PROSE_WORDS or find_line_kind(line) is None
        for part in split_sentences(paragraph):
            measured = measure(part)
            sentences.append(Sentence(part, _spaced(part), measured.size, is_prose and measured.ends, number))
    prose = [sentence for sentence in sentences if sentence.is_prose]
    if 2 * _words(prose) < _words(sentences):  # verse, a table: every line counts
        return [sentence._replace(is_prose=True) for sentence in sentences]
    return sentences


def _missing_from(
    here: Sequence[Sentence], there: Sequence[Sentence], other: TextVersion
) -> tuple[list[Sentence], list[Sentence]]:
    """List the sentences that the other version lacks, and those that it has outside its text."""
    known = {sentence.words for sentence in there}
    shared = [sentence.paragraph for sentence in here if sentence.words in known]
    text, context = _spaced(other.text), _spaced(other.context_lines)
    missing, left_out, searched = [], [], 0
    for sentence in here:
        is_inner = bool(shared) and shared[0] <= sentence.paragraph <= shared[-1]
        least = INNER_WORDS if is_inner else EDGE_WORDS
        if sentence.words in known or not sentence.is_prose or sentence.size < least:
            continue
        searched += 1
        if searched <= MAX_SEARCHED and sentence.words in context:
            left_out.append(sentence)
        elif searched > MAX_SEARCHED or sentence.words not in text:
            missing.append(sentence)
    return missing, left_out


def _cut_short(after: Sequence[Sentence], before: Sequence[Sentence], deleted: Sequence[Sentence]) -> list[Sentence]:
    """List the sentences that are a deleted one without its start or end."""
    known = {sentence.words for sentence in before}
    other = [sentence for sentence in after if sentence.is_prose and sentence.words not in known]
    whole = "\n".join(sentence.words for sentence in deleted)
    return [sentence for sentence in other[:MAX_SEARCHED] if sentence.words in whole]


def _shared_share(before: Sequence[Sentence], after: Sequence[Sentence]) -> float:
    """Give the share of the shorter text's words that stand in sentences of both."""
    known = {sentence.words for sentence in before}
    shared = [sentence for sentence in after if sentence.words in known]
    return _words(shared) / max(1, min(_words(before), _words(after)))


def _words(sentences: Sequence[Sentence]) -> int:
    return sum(sentence.size for sentence in sentences)


def _is_new_headline(old: TextVersion, new: TextVersion) -> bool:
    """Return whether neither of two headlines stands anywhere on the other's page."""
    if not old.headline or not new.headline:
        return False
    return not (_is_on(new.headline, old) or _is_on(old.headline, new))


def _is_on(headline: str, page: TextVersion) -> bool:
    return any(_spaced(headline) in _spaced(text) for text in (page.headline or "", page.text, page.context_lines))


def _spaced(text: str) -> str:
    return f" {' '.join(find_words(text))} "
