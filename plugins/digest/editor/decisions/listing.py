"""List the decisions that are remembered, and revoke one: names never suggested, aliases, actors kept apart, lines."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from ...content.journal import commit
from ...content.store import (
    Content,
    Edit,
    cleaning_path,
    edit_vocabulary,
    name_of,
    read_text,
    read_vocabulary_texts,
    text_edit,
)
from ...content.vocabulary import (
    Phrase,
    change_entry,
    entry_data,
    parse_apart,
    parse_cleaning,
    parse_vocabulary,
    remove_entry,
    remove_item,
    remove_pair,
)
from ...core.errors import ContentError
from ...core.types import TAXONOMIES, Taxonomy

Kind = Literal["ignored", "alias", "apart", "kept", "dropped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision in words; `key` names it as long as it holds, `revoked` is the edit that takes it back."""

    kind: Kind
    text: str
    file: str
    make_edit: Callable[[], Edit]

    @property
    def key(self) -> str:
        """Return a name for it in addresses and forms."""
        return hashlib.sha256(f"{self.file}\0{self.kind}\0{self.text}".encode()).hexdigest()[:16]


def list_decisions(content: Content) -> tuple[Decision, ...]:
    """List what is remembered, in the order of the files. Raises VocabularyError."""
    texts = read_vocabulary_texts(content)
    found: list[Decision] = []
    for taxonomy in TAXONOMIES:
        file = name_of(content, content.vocabularies / f"{taxonomy}.yaml")
        if file in texts:
            found += _of_vocabulary(content, taxonomy, texts[file], file)
    return (*found, *_of_cleaning(content))


def revoke(content: Content, key: str) -> str:
    """Take a decision back; return a message. Raises ContentError if none has that key."""
    decision = next((one for one in list_decisions(content) if one.key == key), None)
    if decision is None:
        raise ContentError(f"{key}: there is no such decision any more; `digest decisions` lists them")
    commit(content, "decisions revoke", decision.text, [decision.make_edit()])
    return f"{decision.file}: revoked: {decision.text}"


def _of_vocabulary(content: Content, taxonomy: Taxonomy, text: str, file: str) -> Iterator[Decision]:
    def decide(kind: Kind, words: str, edit: Callable[[str, str], str]) -> Decision:
        return Decision(kind=kind, text=words, file=file, make_edit=partial(edit_vocabulary, content, taxonomy, edit))

    for entry in parse_vocabulary(text, file=file, taxonomy=taxonomy):
        if entry.values.get("ignore"):
            yield decide("ignored", f"never suggest {entry.name}", partial(_not_ignored, entry.name))
        aliases = entry.values.get("aliases")
        for alias in aliases if isinstance(aliases, tuple) else ():
            yield decide("alias", f"{alias} is {entry.name}", partial(_without_alias, entry.name, alias))
    for one, other in parse_apart(text, file=file) if taxonomy == "actors" else ():
        yield decide("apart", f"{one} is not {other}", partial(_without_pair, one, other))


def _of_cleaning(content: Content) -> Iterator[Decision]:
    path = cleaning_path(content)
    if not path.is_file():
        return
    file, text = name_of(content, path), read_text(path)
    for phrase in parse_cleaning(text, file=file):
        words = f"always {'keep' if phrase.keep else 'drop'} “{phrase.text}”"
        yield Decision(
            kind="kept" if phrase.keep else "dropped",
            text=f"{words} of {phrase.outlet}" if phrase.outlet else words,
            file=file,
            make_edit=partial(_without_phrase, path, text, phrase, file),
        )


def _without_phrase(path: Path, text: str, phrase: Phrase, file: str) -> Edit:
    def is_phrase(data: object) -> bool:
        said = {key: (value or "").strip() for key, value in data.items()} if isinstance(data, dict) else {}
        key = "keep" if phrase.keep else "drop"
        return (said.get(key), said.get("outlet", "")) == (phrase.text, phrase.outlet or "")

    return text_edit(path, remove_item(text, is_phrase, file=file), old=text)


def _not_ignored(name: str, text: str, file: str) -> str:
    entry = entry_data(text, name, file=file) or {}
    if entry.keys() <= {"name", "ignore"}:
        return remove_entry(text, name, file=file)
    return change_entry(text, name, {"ignore": None}, file=file)


def _without_alias(name: str, alias: str, text: str, file: str) -> str:
    known = (entry_data(text, name, file=file) or {}).get("aliases") or ()
    left = () if isinstance(known, str) else tuple(one for one in known if one != alias)  # type: ignore[attr-defined]
    return change_entry(text, name, {"aliases": left or None}, file=file)


def _without_pair(one: str, other: str, text: str, file: str) -> str:
    return remove_pair(text, one, other, file=file)
