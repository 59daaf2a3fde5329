"""Build vocabularies from entries: the base, what the editor adds and overrides, and a government for each country."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from ...core.data import read_data_text
from ...core.errors import VocabularyError
from ...core.slugs import fold_name, slugify
from ...core.types import TAXONOMIES, Problem, Taxonomy, Term
from .apart import parse_apart
from .entries import Entry, parse_vocabulary
from .lookup import Vocabularies, Vocabulary, make_vocabulary

BASE_FILES: Mapping[Taxonomy, tuple[str, ...]] = {
    "countries": ("countries.yaml",),
    "actors": ("organisations.yaml", "people.yaml"),
    "topics": ("topics.yaml",),
}


@dataclass(slots=True)
class _Draft:
    """The terms of one taxonomy while entries are added: by folded name, with the entry that each came from."""

    taxonomy: Taxonomy
    terms: dict[str, Term] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    synthesised: frozenset[str] = frozenset()  # governments: of their aliases only those of an entry count

    def aliases(self, key: str) -> tuple[str, ...]:
        """Return the aliases that an entry gives."""
        if key not in self.synthesised:
            return self.terms[key].aliases
        written = self.entries[key].values.get("aliases", ()) if key in self.entries else ()
        return written if isinstance(written, tuple) else ()

    def report(self, key: str, name: str, message: str) -> None:
        entry = self.entries[key]
        line = entry.lines.get(name, entry.line)
        self.problems.append(Problem(file=entry.file, line=line, field=name, message=message))


@cache
def base_vocabularies() -> Vocabularies:
    """Read the vocabularies that the plugin ships."""
    texts = {
        taxonomy: [(f"data/{name}", read_data_text(name)) for name in names] for taxonomy, names in BASE_FILES.items()
    }
    actors, countries, topics = (Vocabulary(taxonomy=taxonomy) for taxonomy in TAXONOMIES)
    return _make(Vocabularies(actors=actors, countries=countries, topics=topics), texts)


def make_vocabularies(base: Vocabularies, files: Mapping[str, str]) -> Vocabularies:
    """Add the editor's files (name -> text) to the base. Raises VocabularyError with every problem."""
    texts: dict[Taxonomy, list[tuple[str, str]]] = {}
    strange = []
    for name in sorted(files):
        taxonomy = next((item for item in TAXONOMIES if item == PurePosixPath(name).stem), None)
        if taxonomy is None:
            strange.append(Problem(file=name, message=f"is not a vocabulary; they are {', '.join(TAXONOMIES)}.yaml"))
        else:
            texts.setdefault(taxonomy, []).append((name, files[name]))
    if strange:
        raise VocabularyError(tuple(strange))
    return _make(base, texts)


def _make(base: Vocabularies, texts: Mapping[Taxonomy, Sequence[tuple[str, str]]]) -> Vocabularies:
    problems: list[Problem] = []
    entries = {taxonomy: _parse(texts.get(taxonomy, ()), taxonomy, problems) for taxonomy in TAXONOMIES}
    countries = _extend(base.countries.terms, entries["countries"], "countries", problems)
    topics = _extend(base.topics.terms, entries["topics"], "topics", problems)
    _check_parents(topics)
    made = make_vocabulary("countries", countries.terms.values())
    synthesised = {government.name for government in map(government_of, base.countries.terms)}
    known = [term for term in base.actors.terms if term.name not in synthesised]
    actors = _extend(known, entries["actors"], "actors", problems, tuple(map(government_of, made.terms)))
    _resolve_countries(actors, made)
    if problems:
        raise VocabularyError(tuple(problems))
    return Vocabularies(
        actors=make_vocabulary("actors", _unambiguous(actors)),
        countries=made,
        topics=make_vocabulary("topics", topics.terms.values()),
        apart=frozenset(
            frozenset(map(fold_name, pair))
            for file, text in texts.get("actors", ())
            for pair in parse_apart(text, file=file)
        ),
    )


def _parse(texts: Sequence[tuple[str, str]], taxonomy: Taxonomy, problems: list[Problem]) -> list[Entry]:
    entries: list[Entry] = []
    for file, text in texts:
        try:
            entries += parse_vocabulary(text, file=file, taxonomy=taxonomy)
        except VocabularyError as error:
            problems += error.problems
    return entries


def _extend(
    terms: Iterable[Term],
    entries: Iterable[Entry],
    taxonomy: Taxonomy,
    problems: list[Problem],
    governments: tuple[Term, ...] = (),
) -> _Draft:
    """Add entries to terms: a new name is a new term, a known name extends its term."""
    made = {fold_name(term.name): term for term in governments}
    known = {fold_name(term.name): term for term in terms}
    entries = list(entries)
    known = _yielding(known, entries)
    draft = _Draft(taxonomy, made | known, problems=problems, synthesised=frozenset(made.keys() - known.keys()))
    for entry in entries:
        key = fold_name(entry.name)
        if key in draft.entries:
            first = draft.entries[key]
            message = f"{entry.name!r} already has an entry, {first.file}:{first.line}; merge the two"
            problems.append(Problem(file=entry.file, line=entry.line, field="name", message=message))
            continue
        draft.entries[key] = entry
        term = draft.terms.get(key) or Term(taxonomy=taxonomy, name=entry.name, slug=slugify(entry.name))
        draft.terms[key] = _extended(term, entry)
    _check_names(draft)
    _check_slugs(draft)
    return draft


def _yielding(known: Mapping[str, Term], entries: Sequence[Entry]) -> dict[str, Term]:
    """Give people whom we know the names that the editor's entries have for them, and leave those their other names.

    The spelling of a name is the editor's: an entry `Sergei Lavrov` is our Sergey Lavrov, under the editor's name and
    address. Bodies are not renamed: there an entry under another name is a problem.
    """
    owners = {fold_name(alias): entry for entry in entries for alias in _names_of(entry)}
    places = {fold_name(entry.name): place for place, entry in reversed(list(enumerate(entries)))}
    kept: dict[str, Term] = {}
    for key, term in known.items():
        if term.kind != "person" or key in places:
            kept[key] = term
            continue
        first = min((places[name] for alias in term.aliases if (name := fold_name(alias)) in places), default=None)
        named = owners.get(key) if first is None else entries[first]
        name = named.name if named else term.name
        aliases = [alias for alias in (term.name, *term.aliases) if owners.get(fold_name(alias)) in (None, named)]
        term = replace(term, name=name, slug=slugify(name), aliases=tuple(x for x in aliases if x != name))  # noqa: PLW2901
        kept[fold_name(name)] = term
    return kept


def _names_of(entry: Entry) -> tuple[str, ...]:
    aliases = entry.values.get("aliases", ())
    return (entry.name, *aliases) if isinstance(aliases, tuple) else (entry.name,)


def _extended(term: Term, entry: Entry) -> Term:
    """Extend a term by an entry: lists and words grow, all else is replaced."""
    changes: dict[str, Any] = {}
    for key, value in entry.values.items():
        known = getattr(term, key)
        if isinstance(known, tuple) and isinstance(value, tuple):
            value = tuple(dict.fromkeys((*known, *value)))  # noqa: PLW2901
        elif isinstance(known, Mapping) and isinstance(value, Mapping):
            value = {**known, **value}  # noqa: PLW2901
        changes[key] = value
    slug = changes.get("slug", term.slug)
    former = dict.fromkeys((*changes.get("former_slugs", term.former_slugs), term.slug))
    changes["former_slugs"] = tuple(item for item in former if item != slug)
    return replace(term, **changes)


def _check_names(draft: _Draft) -> None:
    """Report aliases that name two terms, where an entry says so."""
    owners: dict[str, str] = {key: key for key in draft.terms}
    for key in draft.terms:
        for alias in draft.aliases(key):
            other = owners.setdefault(fold_name(alias), key)
            if other == key:
                continue
            if key not in draft.entries and fold_name(alias) == other:  # an entry has another term's alias as its name
                term = draft.terms[key]
                message = f"{alias!r} is another name of {term.name!r}; write the entry as `name: {term.name}`"
                draft.report(other, "name", message)
            else:
                _report_clash(draft, key, other, field="aliases", what=f"{alias!r} names", remedy="remove it from one")


def _check_slugs(draft: _Draft) -> None:
    """Report slugs and former slugs that two terms claim."""
    owners: dict[str, str] = {}
    for key, term in draft.terms.items():
        for name, slug in (("slug", term.slug), *(("former_slugs", slug) for slug in term.former_slugs)):
            other = owners.setdefault(slug, key)
            if other != key:
                what = f"the slug {slug!r} is the address of"
                _report_clash(draft, key, other, field=name, what=what, remedy="give one another `slug:`")


def _report_clash(draft: _Draft, key: str, other: str, *, field: str, what: str, remedy: str) -> None:
    """Report at the entry that the editor can change."""
    at, against = (key, other) if key in draft.entries else (other, key)
    if at not in draft.entries:
        return
    entry = draft.entries.get(against)
    where = f" ({entry.file}:{entry.line})" if entry else " of the base vocabulary"
    draft.report(at, field, f"{what} {draft.terms[against].name!r}{where} already; {remedy}")


def _check_parents(draft: _Draft) -> None:
    """Report parents that do not exist, and topics that are their own ancestors."""
    vocabulary = make_vocabulary("topics", draft.terms.values())
    for key, term in draft.terms.items():
        if term.parent is None or key not in draft.entries:
            continue
        parent = vocabulary.find(term.parent)
        if parent is None:
            draft.report(key, "parent", unknown_message("topic", term.parent, vocabulary.suggest))
            continue
        draft.terms[key] = replace(term, parent=parent.name)
        chain = [term.name]
        while parent is not None and parent.name not in chain:
            chain.append(parent.name)
            parent = vocabulary.find(parent.parent) if parent.parent else None
        if parent is not None and parent.name == term.name:
            draft.report(key, "parent", f"goes in a circle: {' > '.join([*chain, term.name])}")


def _resolve_countries(draft: _Draft, countries: Vocabulary) -> None:
    """Turn the countries of actors (a name or a code) into codes."""
    codes = {term.code for term in countries.terms}
    for key, entry in draft.entries.items():
        name = entry.values.get("country")
        if not isinstance(name, str):
            continue
        country = countries.find(name)
        if country is not None and country.code:
            draft.terms[key] = replace(draft.terms[key], country=country.code)
        elif codes and name not in codes:
            draft.report(key, "country", unknown_message("country", name, countries.suggest))


def unknown_message(what: str, name: str, suggest: Callable[[str], str | None]) -> str:
    """Say that a name is in no vocabulary, with the nearest that is."""
    close = suggest(name)
    return f"unknown {what} {name!r}" + (f" (did you mean {close!r}?)" if close else "")


def government_of(country: Term) -> Term:
    """Synthesise the actor that a country's government is."""
    name = f"Government of {'the ' if country.article else ''}{country.name}"
    demonyms = [f"{demonym} {noun}" for demonym in country.demonyms for noun in ("government", "authorities")]
    return Term(
        taxonomy="actors",
        name=name,
        slug=slugify(name),
        aliases=(*demonyms, f"{country.name} government", *country.metonyms),
        kind="government",
        country=country.code,
    )


def _unambiguous(draft: _Draft) -> list[Term]:
    """Drop aliases of synthesised governments that another actor has too: 'Congolese government' is two."""
    claims: dict[str, int] = {}
    for term in draft.terms.values():
        for folded in {fold_name(name) for name in (term.name, *term.aliases)}:
            claims[folded] = claims.get(folded, 0) + 1
    terms = []
    for key, term in draft.terms.items():
        written = draft.aliases(key)
        aliases = tuple(alias for alias in term.aliases if alias in written or claims[fold_name(alias)] == 1)
        terms.append(term if aliases == term.aliases else replace(term, aliases=aliases))
    return terms
