"""Every form by which a country is named, and where those forms stand in a text: one pass, the longest match wins."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from ....content.vocabulary import Vocabulary
from ....core.types import Term
from ....core.unicode import normalise
from ..identity import Same
from .context import NONE, OTHERWISE, CountryContext, Readings, country_context

FormKind = Literal["name", "demonym", "capital", "metonym", "place", "state", "sign", "history", "nothing"]
WORD_RE = re.compile(r"[^\W_]+")
# One character for one, so that offsets stay.
FOLDED = {"’": "'", "ʼ": "'", "‘": "'", "-": " ", "–": " ", "‑": " ", "\n": " ", "\u00a0": " ", "\u202f": " "}
SAINT_RE = re.compile(r"^Saint\b")
UNCHANGING = ("s", "x", "z", "ch", "sh", "ese")  # demonyms with such an end have no plural in -s
SHORT = 4  # letters: shorter forms are not looked for in capitals


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One way to name one or more countries."""

    text: str  # folded
    kind: FormKind
    codes: tuple[str, ...]
    readings: Readings | None = None  # several owners: which one, the text must tell
    prefix: bool = False  # only before a hyphen


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A form found in a text: code points, half-open."""

    start: int
    end: int
    form: Form


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """The forms by their first word, longest first, and the countries by code."""

    forms: dict[str, tuple[Form, ...]]
    terms: dict[str, Term]

    def scan(self, text: str, folded: str) -> Iterator[Hit]:
        """Find the forms in a text, left to right, without overlaps."""
        forms, done = self.forms, 0
        for match in WORD_RE.finditer(folded):
            candidates = forms.get(match[0])
            if candidates is None or match.start() < done:
                continue
            start = match.start()
            for form in candidates:
                if not folded.startswith(form.text, start):
                    continue
                end = start + len(form.text)
                if folded[end : end + 1].isalnum() or (form.prefix and text[end : end + 1] not in "-–‑"):
                    continue
                yield Hit(start=start, end=end, form=form)
                done = end
                break


def gazetteer_of(countries: Vocabulary) -> Gazetteer:
    """Give the gazetteer of a vocabulary of countries, made once for each."""
    return _make_gazetteer(Same(countries))


@lru_cache(maxsize=8)
def _make_gazetteer(countries: Same[Vocabulary]) -> Gazetteer:
    context = country_context()
    terms = {term.code: term for term in countries.value.terms if term.code and not term.ignore}
    # What the context says of a word goes before what the vocabulary says.
    named = [form for term in terms.values() for form in _term_forms(term)]
    kinds = {form.text: form.kind for form in reversed(named)}
    forms = [replace(form, kind=kinds.get(form.text, form.kind)) for form in _context_forms(context)] + named
    gazetteer = Gazetteer(_by_first_word(_by_text(forms)), terms)
    history = [form for phrase in context.history if (form := _history_form(phrase, gazetteer))]
    for word, found in _by_first_word(_by_text(history)).items():
        gazetteer.forms[word] = _longest_first((*found, *gazetteer.forms.get(word, ())))
    return gazetteer


def _by_text(forms: Iterable[Form]) -> dict[str, Form]:
    by_text: dict[str, Form] = {}
    for form in forms:
        for variant in _variants(form):
            by_text.setdefault(variant.text, variant)
    return by_text


def _by_first_word(by_text: Mapping[str, Form]) -> dict[str, tuple[Form, ...]]:
    by_word: dict[str, list[Form]] = {}
    for form in by_text.values():
        if word := WORD_RE.match(form.text):
            by_word.setdefault(word[0], []).append(form)
    return {word: _longest_first(found) for word, found in by_word.items()}


def _longest_first(forms: Iterable[Form]) -> tuple[Form, ...]:
    return tuple(sorted(forms, key=lambda form: -len(form.text)))


def _history_form(phrase: str, gazetteer: Gazetteer) -> Form | None:
    """Make the form of a past event: its countries are those that its words name."""
    text = fold(phrase)
    codes = tuple(dict.fromkeys(code for hit in gazetteer.scan(text, text) for code in hit.form.codes))
    return Form(text=text, kind="history", codes=codes) if codes else None


def fold(text: str) -> str:
    """Make quotes, hyphens and line ends alike; the length stays."""
    for char, plain in FOLDED.items():  # on long texts much quicker than `translate`
        text = text.replace(char, plain)
    return text


def _context_forms(context: CountryContext) -> Iterator[Form]:
    yield from (Form(text=fold(name), kind="nothing", codes=()) for name in context.nothing)
    for name, codes in context.pairs.items():
        yield Form(text=fold(name), kind="name", codes=codes)
    for name, code in context.prefixes.items():
        yield Form(text=name, kind="demonym", codes=(code,), prefix=True)
    for name, readings in context.readings.items():
        codes = tuple(code for code in (*readings.cues, readings.otherwise or NONE) if code not in (NONE, OTHERWISE))
        yield Form(text=fold(name), kind="place", codes=tuple(dict.fromkeys(codes)), readings=readings)
    for name, code in context.plain_states.items():
        yield Form(text=name, kind="state", codes=(code,))


def _term_forms(term: Term) -> Iterator[Form]:
    codes = (term.code,) if term.code else ()
    named: tuple[tuple[FormKind, Iterable[str]], ...] = (
        ("name", (term.name, *term.aliases)),
        ("demonym", (form for demonym in term.demonyms for form in _demonym_forms(demonym))),
        ("capital", term.capitals),
        ("metonym", term.metonyms),
        ("place", term.places),
    )
    for kind, names in named:
        yield from (Form(text=fold(name), kind=kind, codes=codes) for name in names)


def _demonym_forms(demonym: str) -> Iterator[str]:
    yield demonym
    if not demonym.endswith(UNCHANGING):
        yield demonym + "s"
    elif demonym.endswith(("ch", "sh")) and demonym[0].isupper():
        yield from (demonym + end for end in ("man", "men", "woman", "women"))


def _variants(form: Form) -> Iterator[Form]:
    """Spell a form as papers do: without accents, with St for Saint, in capitals."""
    texts = [form.text]
    if not form.text.isascii():
        texts.append("".join(char for char in normalise("NFKD", form.text) if not unicodedata.combining(char)))
    texts += [SAINT_RE.sub(short, text) for text in texts for short in ("St.", "St") if SAINT_RE.match(text)]
    texts += [text.upper() for text in texts if len(text) >= SHORT and text[0].isupper() and not form.prefix]
    yield form
    yield from (replace(form, text=text) for text in texts[1:])
