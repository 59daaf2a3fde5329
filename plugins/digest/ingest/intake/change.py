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

EDGE_SIZE = 8  # words of a sentence above or below all paragraphs that both have, where boilerplate stands as a rule
INNER_SIZE = 3  # in these paragraphs and between them
FURNITURE_SIZE = 40  # words of a paragraph that is no caption or note, whatever words of those it has
# More of the text than cleaning may take for boilerplate now and not then, if the story is to be the same.
REGAINED_WORDS, REGAINED_SHARE = 30, 0.1
# Of the shorter text's words, the share in sentences of both, or else in long runs of both, below which the other is no
# correction but another story by the same pattern, as reports of markets are. Pairs of a paste and a saved page of one
# article that differ by corrections have .93 or more in runs; nine pairs of made reports that differ in names and
# numbers only have .73 or less in runs, and next to none in sentences.
SHARED_SHARE = 2 / 3
MOST_SOUGHT = 300  # sentences of one version alone that are looked for anywhere in the other, which takes a look at all
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


class Piece(NamedTuple):
    """A sentence or a line of a text."""

    text: str
    words: str  # in lower case, a space around each
    size: int
    reads: bool  # like a sentence that no rule knows for boilerplate
    paragraph: int


def version_of(reading: Reading) -> TextVersion:
    """Take the version of an article that a reading has."""
    lines = "\n".join(removal.text for removal in reading.removals)
    return TextVersion(text=reading.article.text, context_lines=lines, headline=reading.article.headline)


def find_change(old: TextVersion, new: TextVersion) -> Change:
    """Tell how a version differs from an earlier one; `other`: by too much for a correction."""
    before, after = _pieces(old.text), _pieces(new.text)
    gone, _ = _only_here(before, after, new)
    fresh, regained = _only_here(after, before, old)
    fresh += _cut_short(after, before, gone)
    if fresh and gone:
        is_corrected = _shared_share(before, after) >= SHARED_SHARE or share_of_blocks(old.text, new.text) >= CORRECTED
        return Change(kind="corrected" if is_corrected else "other", evidence=fresh[0].text)
    if fresh:
        return Change(kind="longer", evidence=fresh[0].text)
    if _words(regained) > max(REGAINED_WORDS, REGAINED_SHARE * _words(before)):
        return Change(kind="longer", evidence=regained[0].text)
    if _is_new_headline(old, new):
        return Change(kind="corrected", evidence=new.headline)
    return Change(kind="shorter", evidence=gone[0].text) if gone else Change(kind="same")


def _pieces(text: str) -> list[Piece]:
    pieces = []
    for number, paragraph in enumerate(filter(str.strip, text.split("\n"))):
        line = measure(paragraph.strip())
        reads = line.size >= FURNITURE_SIZE or find_line_kind(line) is None
        for sentence in split_sentences(paragraph):
            part = measure(sentence)
            pieces.append(Piece(sentence, _spaced(sentence), part.size, reads and part.ends, number))
    if 2 * _words([piece for piece in pieces if piece.reads]) < _words(pieces):  # verse, a table: every line counts
        pieces = [piece._replace(reads=True) for piece in pieces]
    return pieces


def _only_here(here: Sequence[Piece], there: Sequence[Piece], other: TextVersion) -> tuple[list[Piece], list[Piece]]:
    """List the sentences that the other version has not, and those that it has outside of its text."""
    known = {piece.words for piece in there}
    shared = [piece.paragraph for piece in here if piece.words in known]
    text, context = _spaced(other.text), _spaced(other.context_lines)
    missing, left_out, sought = [], [], 0
    for piece in here:
        is_inner = bool(shared) and shared[0] <= piece.paragraph <= shared[-1]
        if piece.words in known or not piece.reads or piece.size < (INNER_SIZE if is_inner else EDGE_SIZE):
            continue
        sought += 1
        if sought <= MOST_SOUGHT and piece.words in context:
            left_out.append(piece)
        elif sought > MOST_SOUGHT or piece.words not in text:
            missing.append(piece)
    return missing, left_out


def _cut_short(after: Sequence[Piece], before: Sequence[Piece], gone: Sequence[Piece]) -> list[Piece]:
    """List the sentences that are one of those which are gone, without its start or end."""
    known = {piece.words for piece in before}
    other = [piece for piece in after if piece.reads and piece.words not in known]
    whole = "\n".join(piece.words for piece in gone)
    return [piece for piece in other[:MOST_SOUGHT] if piece.words in whole]


def _shared_share(before: Sequence[Piece], after: Sequence[Piece]) -> float:
    """Give the share of the shorter text's words that stand in sentences of both."""
    known = {piece.words for piece in before}
    return _words([piece for piece in after if piece.words in known]) / max(1, min(_words(before), _words(after)))


def _words(pieces: Sequence[Piece]) -> int:
    return sum(piece.size for piece in pieces)


def _is_new_headline(old: TextVersion, new: TextVersion) -> bool:
    """Tell whether neither of two headlines stands anywhere on the other's page."""
    if not old.headline or not new.headline:
        return False
    return not (_is_on(new.headline, old) or _is_on(old.headline, new))


def _is_on(headline: str, page: TextVersion) -> bool:
    return any(_spaced(headline) in _spaced(text) for text in (page.headline or "", page.text, page.context_lines))


def _spaced(text: str) -> str:
    return f" {' '.join(find_words(text))} "
