"""Lossless edits of a vocabulary file: an entry added, changed or removed by its name."""

from collections.abc import Callable, Mapping

from ...core.errors import VocabularyError
from ...core.slugs import fold_name
from ...core.yaml import entries
from ...core.yaml.entries import EntryForm, Target

FORM = EntryForm(example="`- name: ...`", error=VocabularyError)


def add_entry(text: str, entry: Mapping[str, object], *, file: str = "vocabulary") -> str:
    """Append an entry to a YAML list. Raises VocabularyError if it cannot be."""
    return entries.add_entry(text, entry, FORM, file=file)


def change_entry(text: str, name: str, changes: Mapping[str, object], *, file: str = "vocabulary") -> str:
    """Set keys of the entry of that name. Raises VocabularyError if it cannot be."""
    return entries.change_entry(text, _target(name), changes, FORM, file=file)


def remove_entry(text: str, name: str, *, file: str = "vocabulary") -> str:
    """Remove the entry of that name. Raises VocabularyError if it cannot be."""
    return entries.remove_entry(text, _target(name), FORM, file=file)


def remove_item(text: str, matches: Callable[[object], bool], *, file: str = "vocabulary") -> str:
    """Remove the first item of a YAML list whose `text_data` matches. Raises VocabularyError."""
    return entries.remove_entry(text, Target(name="this item", matches=matches), FORM, file=file)


def entry_data(text: str, name: str, *, file: str = "vocabulary") -> dict[str, object] | None:
    """Return what the entry of that name says, every value as text or lists of text; None if there is none."""
    return entries.entry_data(text, _target(name), FORM, file=file)


def _target(name: str) -> Target:
    folded = fold_name(name)

    def matches(data: object) -> bool:
        entry_name = data.get("name") if isinstance(data, dict) else data
        return isinstance(entry_name, str) and fold_name(entry_name) == folded

    return Target(name=name, matches=matches)
