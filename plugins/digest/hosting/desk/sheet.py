"""One draft as the desk shows it: the raw file's lines, the post's fields, and its terms as chips with reasons.

Pure: made from a post, its reading (None where the raw file is gone) and the vocabularies.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from markupsafe import Markup

from ...content.vocabulary import Vocabularies
from ...core.types import Annotation, Candidate, Post, Reading, Taxonomy, Term
from ...editor.corrections import split_body
from ...ingest.reasons import describe_term
from ...site.markup import MarkupMaker, rebase
from .doubts import find_doubts
from .paint import Painter, make_painter, paint_html
from .source_lines import Fold, SourceLine, fold_lines, list_lines

# Candidates below the cut that are shown in each taxonomy (tuned by eye on the test articles, of which an editor would
# add one of the first two or none); all others are found by typing.
MOST_CANDIDATES: Final = 3
LEAST_SALIENCE: Final = 0.1
MOST_HEADLINES: Final = 3  # beside the one that ingest took
NUMBERS: Final = 9  # keys 1 to 9
SHOWN_ORDER: Final[tuple[Taxonomy, ...]] = ("countries", "actors", "topics")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A term of a draft, or one that it could have."""

    id: str  # "countries-2"
    taxonomy: Taxonomy
    name: str
    on: bool
    suggested: bool  # by ingest; one that is off was removed by the editor
    number: int | None = None  # of the key that toggles it
    facts: str = ""
    why: str = ""
    words: tuple[str, ...] = ()  # by which the text names it


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A block of the body, with its place from 0."""

    place: int
    html: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All that one draft's page shows."""

    post: Post
    reading: Reading | None
    chips: Mapping[Taxonomy, tuple[Chip, ...]]
    source: tuple[SourceLine | Fold, ...]
    paragraphs: tuple[Paragraph, ...]
    doubts: Mapping[str, Sequence[str]]
    paint: Painter


def make_sheet(post: Post, reading: Reading | None, vocabularies: Vocabularies) -> Sheet:
    """Put together what a draft's page shows."""
    chips = make_chips(post, reading, vocabularies)
    paint = make_painter({chip.id: chip.words for row in chips.values() for chip in row})
    return Sheet(
        post=post,
        reading=reading,
        chips=chips,
        source=tuple(fold_lines(list_lines(reading))) if reading else (),
        paragraphs=tuple(_paragraphs(post, paint)),
        doubts=find_doubts(post),
        paint=paint,
    )


def _paragraphs(post: Post, paint: Painter) -> Iterator[Paragraph]:
    maker = MarkupMaker()
    for place, part in enumerate(split_body(post.body)):
        html = rebase(maker.html(part, lang=post.lang or "en"), "/")
        yield Paragraph(place=place, html=paint_html(html, paint))


def next_headlines(title: str, reading: Reading | None) -> tuple[Candidate, ...]:
    """List what the title could be instead, in a circle: what stands behind it comes first, so that one key goes on."""
    if reading is None or not reading.candidates.headline:
        return ()
    own = Candidate(reading.article.headline or "", _line_of_headline(reading))
    circle = [one for one in (own, *reading.candidates.headline[:MOST_HEADLINES]) if one.text]
    at = next((place for place, one in enumerate(circle) if one.text == title), -1)
    return tuple(one for one in (*circle[at + 1 :], *circle[: at + 1]) if one.text != title)


def _line_of_headline(reading: Reading) -> int:
    return next((removal.line for removal in reading.removals if removal.reason == "headline"), reading.raw.first_line)


# --- Chips ------------------------------------------------------------------------------------------------------------


def make_chips(post: Post, reading: Reading | None, vocabularies: Vocabularies) -> dict[Taxonomy, tuple[Chip, ...]]:
    """Make the chips of a draft; numbers stay with a chip while it is toggled."""
    rows = {taxonomy: _row(post, reading, vocabularies, taxonomy) for taxonomy in SHOWN_ORDER}
    every = [chip for row in rows.values() for chip in row]
    ordered = [chip for chip in every if chip.suggested] + [chip for chip in every if not chip.suggested]
    numbers = {chip.id: number for number, chip in enumerate(ordered[:NUMBERS], 1)}
    return {
        taxonomy: tuple(replace(chip, number=numbers.get(chip.id)) for chip in row) for taxonomy, row in rows.items()
    }


def _row(post: Post, reading: Reading | None, vocabularies: Vocabularies, taxonomy: Taxonomy) -> tuple[Chip, ...]:
    vocabulary = vocabularies.of(taxonomy)
    present = {_canonical(vocabulary.find(name), name): name for name in getattr(post, taxonomy)}
    read: tuple[Annotation, ...] = getattr(reading.annotations, taxonomy) if reading else ()
    found = [one for one in read if not ((known := vocabulary.find(one.term.name)) and known.ignore)]
    by_name = {one.term.name.casefold(): one for one in found}
    shown = [one for one in found if one.main or one.term.name.casefold() in present]
    others = [one for one in found if one not in shown and one.salience >= LEAST_SALIENCE]
    candidates = others[:MOST_CANDIDATES]
    names = [present.get(one.term.name.casefold(), one.term.name) for one in shown]
    names += [name for key, name in present.items() if key not in by_name]
    names += [one.term.name for one in candidates]
    return tuple(
        Chip(
            id=f"{taxonomy}-{place}",
            taxonomy=taxonomy,
            name=name,
            on=_canonical(term := vocabulary.find(name), name) in present,
            suggested=(one := by_name.get(_canonical(term, name))) is not None and one.main,
            facts=_facts(post, taxonomy, name, term),
            why=_why(one),
            words=_words(one) or (name,),
        )
        for place, name in enumerate(names)
    )


def _canonical(term: Term | None, name: str) -> str:
    return (term.name if term else name).casefold()


def _words(found: Annotation | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*(mention.text for mention in found.mentions), *found.words))) if found else ()


def _facts(post: Post, taxonomy: Taxonomy, name: str, term: Term | None) -> str:
    """Say of a new actor what ingest takes it for."""
    if taxonomy != "actors" or term is not None:
        return ""
    noted = next((one for one in post.digest.new_actors if one.name == name), None) if post.digest else None
    facts = ("new", noted.kind, noted.country) if noted else ("new",)
    return " · ".join(fact for fact in facts if fact)


def _why(found: Annotation | None) -> str:
    if found is None:
        return "Not found by ingest: you added it, or the text names it otherwise."
    count = len(found.mentions)
    named = f"Named {count} times: " if count > 1 else "Named once: " if count else ""
    text = f"{named}{describe_term(found)}."
    return text[0].upper() + text[1:]
