"""Terms by name, alias and slug, whatever the case, the quotes and the spaces."""

import difflib
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..types import Taxonomy, Term

SIMILAR = (
    0.8  # difflib ratio from which a name is offered as "did you mean": 'Norwey' has 0.83, 'Nigeria' to 'Niger' 0.83
)
MAX_SLUG = 80  # characters: three of them fit any file system's name
SPACE_RE = re.compile(r"\s+")
NOT_SLUG_RE = re.compile(r"[^a-z0-9]+")
FOLDED = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "–": "-", "‑": "-", "—": "-"})
# Letters that Unicode does not take apart into a Latin letter and a mark.
LATIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h", "ŋ": "ng"}
    | dict.fromkeys("'‘’ʼ`", "")
    | {"+": " plus "}  # OPEC+ is not OPEC
)


def fold_name(name: str) -> str:
    """Fold what does not tell names apart: case, width, kind of quotes and dashes, spaces, a leading "the"."""
    folded = unicodedata.normalize("NFKC", name).casefold().translate(FOLDED)
    folded = unicodedata.normalize("NFC", SPACE_RE.sub(" ", folded).strip())
    return folded.removeprefix("the ") or folded


def slugify(name: str) -> str:
    """Make an ASCII slug; a name that is mostly in another script gets a stable `x-` and eight hex digits."""
    folded = unicodedata.normalize("NFKD", name.casefold().translate(LATIN))
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    slug = NOT_SLUG_RE.sub("-", letters).strip("-")
    kept = sum(map(str.isalnum, slug))
    if not slug or 2 * kept < sum(map(str.isalnum, letters)):
        normal = unicodedata.normalize("NFC", name)
        return "x-" + hashlib.sha256(normal.encode("utf-8", "replace")).hexdigest()[:8]
    if len(slug) <= MAX_SLUG:
        return slug
    return slug[: MAX_SLUG + 1].rpartition("-")[0] or slug[:MAX_SLUG]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The terms of one taxonomy; made by `make_vocabulary`, which fills the indexes."""

    taxonomy: Taxonomy
    terms: tuple[Term, ...] = ()
    names: Mapping[str, Term] = field(default_factory=dict, repr=False, compare=False)  # folded name or alias -> term
    slugs: Mapping[str, Term] = field(default_factory=dict, repr=False, compare=False)

    def find(self, name: str) -> Term | None:
        """Find the term that has this name or alias."""
        return self.names.get(fold_name(name))

    def by_slug(self, slug: str) -> Term | None:
        """Find the term that has this slug."""
        return self.slugs.get(slug)

    def suggest(self, name: str) -> str | None:
        """Find the name of the term whose name or alias is most like this one."""
        folded = fold_name(name)
        similar = [key for key in self.names if abs(len(key) - len(folded)) <= max(2, len(folded) // 4)]
        close = difflib.get_close_matches(folded, similar, n=1, cutoff=SIMILAR)
        return self.names[close[0]].name if close else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabularies:
    """The three vocabularies of a site."""

    actors: Vocabulary
    countries: Vocabulary
    topics: Vocabulary

    def of(self, taxonomy: Taxonomy) -> Vocabulary:
        """Give the vocabulary of a taxonomy."""
        return {"actors": self.actors, "countries": self.countries, "topics": self.topics}[taxonomy]


def make_vocabulary(taxonomy: Taxonomy, terms: Iterable[Term]) -> Vocabulary:
    """Index terms by name, alias and slug; of two that claim one, the first has it, names before aliases."""
    kept = tuple(terms)
    names: dict[str, Term] = {}
    for term in kept:
        names.setdefault(fold_name(term.name), term)
    for term in kept:
        for alias in term.aliases:
            names.setdefault(fold_name(alias), term)
    slugs = {term.slug: term for term in reversed(kept)}
    return Vocabulary(taxonomy=taxonomy, terms=kept, names=names, slugs=slugs)
