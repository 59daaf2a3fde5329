"""Name finders for NER: the rules alone, or an installed spaCy pipeline joined with the rules."""

import importlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import entry_points, packages_distributions, version
from importlib.util import find_spec
from typing import Any, Protocol

from ...core.errors import SettingsError
from ...core.types import NamedSpan, NameKind
from .rules import find_rule_names
from .runs import is_title_case, lines_of
from .surnames import is_surname_first
from .words import is_first_name, is_name, name_words

# spaCy's labels (OntoNotes) that name somebody or some place; WikiNER's PER for pipelines trained on it.
KINDS: dict[str, NameKind] = {
    "PERSON": "person",
    "PER": "person",
    "ORG": "organisation",
    "NORP": "group",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}
# Pipeline components that NER does not need; without them it takes about half the time.
EXCLUDED = ["tagger", "morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer", "entity_linker", "textcat"]
# Characters that the model reads, more than any article has; the rules alone read the rest, at twenty times its speed.
MAX_MODEL_CHARACTERS = 200_000
OWNED_RE = re.compile(r"(?P<owner>\S.*)['’]s (?P<name>\S+(?: \S+)+)")
CHUNK = 20_000  # characters a call, whose memory grows with it; shorter paragraphs are not split


class NameFinder(Protocol):
    """Finds names in a text; `label` says which one ran."""

    @property
    def label(self) -> str: ...

    def __call__(self, text: str) -> tuple[NamedSpan, ...]: ...


@dataclass(frozen=True, slots=True)
class RuleNames:
    """Names by titles, verbs and word lists alone."""

    label: str = "rules"

    def __call__(self, text: str) -> tuple[NamedSpan, ...]:
        return find_rule_names(text)


@dataclass(frozen=True, slots=True)
class ModelNames:
    """Names by a spaCy pipeline and the rules; the pipeline is loaded at the first call in each process."""

    name: str
    label: str

    def __call__(self, text: str) -> tuple[NamedSpan, ...]:
        return join_names(text, tuple(_model_names(self.name, text[:MAX_MODEL_CHARACTERS])), find_rule_names(text))


def make_name_finder(ner: str) -> NameFinder:
    """Make the name finder of the setting DIGEST_NER: `auto`, `rules`, or the name of an installed spaCy pipeline.

    Raises SettingsError when that pipeline is not installed. Nothing of spaCy is imported before the first call.
    """
    if ner == "rules":
        return RuleNames()
    installed = _installed_pipelines()
    if ner == "auto":
        ner = next(iter(sorted(installed, key=lambda name: (not name.startswith("en_"), name))), "rules")
        return ModelNames(ner, _label(ner)) if ner != "rules" else RuleNames()
    if ner not in installed:
        offer = ", ".join(("auto", "rules", *sorted(installed)))
        raise SettingsError(f"DIGEST_NER: {ner!r} is not an installed spaCy pipeline; use one of: {offer}")
    return ModelNames(ner, _label(ner))


def _installed_pipelines() -> frozenset[str]:
    if find_spec("spacy") is None:
        return frozenset()
    return frozenset(point.name for point in entry_points(group="spacy_models"))


def _label(name: str) -> str:
    distribution = packages_distributions().get(name, [name])[0]
    return f"{name} {version(distribution)}"


@cache
def _pipeline(name: str) -> Callable[[str], Any]:
    pipeline: Callable[[str], Any] = importlib.import_module("spacy").load(name, exclude=EXCLUDED)
    return pipeline


def _model_names(name: str, text: str) -> Iterator[NamedSpan]:
    find = _pipeline(name)
    for offset, chunk in _chunks(text):
        for entity in find(chunk).ents:
            kind = KINDS.get(entity.label_)
            if kind:
                for span in _trimmed(text, offset + entity.start_char, offset + entity.end_char, kind, name):
                    yield _without_titles(span)


def _chunks(text: str) -> Iterator[tuple[int, str]]:
    """Split a text into chunks of bounded length, between paragraphs or else at a space."""
    start = 0
    while start < len(text):
        end = start + CHUNK
        if end < len(text):
            cuts = (text.rfind(mark, start + 1, end) for mark in ("\n\n", "\n", " "))
            end = next((cut for cut in cuts if cut > start), end)
        yield start, text[start:end]
        start = end


def _trimmed(text: str, start: int, end: int, kind: NameKind, rule: str) -> Iterator[NamedSpan]:
    """Strip the article, the possessive, quotes and what follows a line's end from a name."""
    name = text[start:end].split("\n", maxsplit=1)[0]
    for dash in (" - ", " – ", " — "):  # "OSLO - Ann Berg": a dateline and a name
        start, name = start + name.rfind(dash) + len(dash) if dash in name else start, name.rpartition(dash)[2]
    for article in ("the ", "The ", "THE "):
        if name.startswith(article):
            start, name = start + len(article), name[len(article) :]
    for ending in ("'s", "’s", "'", "’"):
        name = name.removesuffix(ending)
    stripped = name.lstrip("\"'“‘@([ ")
    start += len(name) - len(stripped)
    name = (
        stripped.rstrip("\"'”’.,;:-–— ")
        if not stripped.endswith(("Jr.", "Sr.", "Inc.", "Co.", "Corp.", "Ltd."))
        else stripped
    )
    owned = OWNED_RE.fullmatch(name)
    if owned and _is_called(owned["name"]):  # "Seoul National University's Hwang Woo-suk"
        yield NamedSpan(start=start, end=start + owned.end("owner"), text=owned["owner"], kind=kind, rule=rule)
        start, name, kind = start + owned.start("name"), owned["name"], "person"
    if name:
        yield NamedSpan(start=start, end=start + len(name), text=name, kind=kind, rule=rule)


def _is_called(name: str) -> bool:
    """Tell whether words are a person's name by their first: a given name, or a surname printed first."""
    words, parts = name_words(), tuple(name.split())
    return len(parts) > 1 and (is_first_name(parts[0]) or is_surname_first(parts, words)) and is_name(parts, words)


def _without_titles(span: NamedSpan) -> NamedSpan:
    """Take offices off the name behind them, whatever the model takes it for: "Security Adviser Ajit Doval"."""
    if span.kind not in ("person", "organisation"):
        return span
    words, tokens = name_words(), list(re.finditer(r"\S+", span.text))
    last = max((i for i, token in enumerate(tokens[:-1]) if token[0].rstrip(".") in words.titles), default=-1)
    rest = tuple(token[0] for token in tokens[last + 1 :])
    if last < 1 or tokens[0][0] in words.given_names or not is_name(rest, words):
        return span
    cut = tokens[last + 1].start()
    return replace(span, start=span.start + cut, text=span.text[cut:], kind="person")


def _as_people(model: Iterable[NamedSpan], rules: Iterable[NamedSpan]) -> Iterator[NamedSpan]:
    """Take what a model takes for a body for a person where its words or the rules say so: "Pushpa Kamal Dahal"."""
    words, ends = name_words(), {span.end: span for span in rules if span.kind == "person"}
    for span in model:
        inside = ends.get(span.end)
        is_person = inside and span.start < inside.start and " " in inside.text
        is_person = is_person and is_name(tuple(span.text.split()), words)
        if span.kind == "organisation" and (is_person or _has_sure_name(span.text)):
            yield replace(span, kind="person")
        else:
            yield span


def _has_sure_name(name: str) -> bool:
    """Tell whether two or three words are a name by their first, and none of them may be a word: "Iván Márquez"."""
    return "&" not in name and 2 <= len(name.split()) <= 3 and _is_called(name)


def join_names(text: str, model: tuple[NamedSpan, ...], rules: tuple[NamedSpan, ...]) -> tuple[NamedSpan, ...]:
    """Merge both lists without overlaps: the longer name wins, then a rule that has a title or given name for it."""

    def rank(span: NamedSpan) -> tuple[int, bool]:
        return span.start - span.end, span.rule == "name-and-verb" or span.kind != "person"

    model = tuple(_as_long_as_rules(text, _as_people(model, rules), rules))
    return _without_overlaps(sorted((*rules, *_outside_title_case(text, model)), key=rank))


def _as_long_as_rules(text: str, model: Iterable[NamedSpan], rules: Iterable[NamedSpan]) -> Iterator[NamedSpan]:
    """Let a body that a model cuts short go on as far as the rules say: "Acme's Center on Trade" and "Investment"."""
    bodies = [span for span in rules if span.rule == "body-word"]
    starts = [span.start for span in bodies]
    for span in model:
        last = bisect_left(starts, span.end) - 1
        whole = bodies[last] if last >= 0 and span.kind == "organisation" else None
        if whole and span.start < whole.start < span.end < whole.end:
            yield replace(span, end=whole.end, text=text[span.start : whole.end], rule=whole.rule)
        else:
            yield span


def _outside_title_case(text: str, spans: Iterable[NamedSpan]) -> Iterator[NamedSpan]:
    """Drop the model's names in a title-case headline that the text does not repeat."""
    ends = [start + len(line) for start, line in lines_of(text) if is_title_case(line)]
    starts = [text.rfind("\n", 0, end) + 1 for end in ends]
    for span in spans:
        line = bisect_right(starts, span.start) - 1
        if line < 0 or span.start >= ends[line] or _is_named_again(text, span, ends[line]):
            yield span


def _is_named_again(text: str, span: NamedSpan, end: int) -> bool:
    return re.search(rf"\b{re.escape(span.text)}\b(?! [A-Z])", text[end : end + CHUNK]) is not None


def _without_overlaps(ranked: list[NamedSpan]) -> tuple[NamedSpan, ...]:
    starts: list[int] = []  # in order; the kept spans never overlap, so a neighbour's end is enough to look at
    kept: dict[int, NamedSpan] = {}
    for span in ranked:
        place = bisect_left(starts, span.start)
        before = place > 0 and kept[starts[place - 1]].end > span.start
        if not before and (place == len(starts) or starts[place] >= span.end):
            starts.insert(place, span.start)
            kept[span.start] = span
    return tuple(kept[start] for start in starts)
