"""Rule on a name: never suggest it, another name of a term, not the same as another."""

from pathlib import Path

from ...content.journal import commit
from ...content.store import Content, Edit, edit_vocabulary, name_of, read_vocabularies
from ...content.vocabulary import add_entry, change_entry, entry_data, unknown_message
from ...core.errors import ContentError
from ...core.settings import DigestSettings
from ...core.slugs import fold_name
from ...core.types import Taxonomy
from ..corrections.change import Subject, change_post, edit_keys
from ..corrections.terms import find_name, without_name


def ignore_term(
    content: Content,
    settings: DigestSettings,
    taxonomy: Taxonomy,
    name: str,
    *,
    path: Path | None = None,
    shown: str | None = None,
) -> str:
    """Never suggest a term again, and take it out of a post; return a message. Raises DigestError."""
    name = " ".join(name.split())
    vocabulary = read_vocabularies(content).of(taxonomy)
    term = vocabulary.find(name)
    edit = _ignoring(content, taxonomy, term.name if term else name)
    what = f"{name} is never suggested again"
    if path is None:
        commit(content, "vocabulary ignore", name, [edit])
        return f"{name_of(content, edit.path)}: {what}"

    def change(subject: Subject) -> str:
        names = getattr(subject.post, taxonomy)
        if find_name(vocabulary, names, name) is None:
            return subject.text
        return edit_keys(subject, {taxonomy: without_name(vocabulary, names, name) or None}, settles=(taxonomy,))

    return change_post(content, settings, path, change, what=what, shown=shown, others=[edit])


def add_alias(content: Content, taxonomy: Taxonomy, alias: str, of: str) -> str:
    """Add a name to a term of a vocabulary; return a message. Actors that posts name are merged instead.

    Raises ContentError if nothing has the second name, VocabularyError if another term has the first.
    """
    alias = " ".join(alias.split())
    vocabulary = read_vocabularies(content).of(taxonomy)
    term = vocabulary.find(of)
    if term is None:
        raise ContentError(unknown_message("name", of, vocabulary.suggest))
    if vocabulary.find(alias) == term:
        return f"{alias}: it is a name of {term.name} already"

    def add(text: str, file: str) -> str:
        entry = entry_data(text, term.name, file=file)
        if entry is None:
            return add_entry(text, {"name": term.name, "aliases": (alias,)}, file=file)
        known = entry.get("aliases") or ()
        aliases = (known,) if isinstance(known, str) else tuple(map(str, known)) if isinstance(known, tuple) else ()
        return change_entry(text, term.name, {"aliases": (*aliases, alias)}, file=file)

    edit = edit_vocabulary(content, taxonomy, add)
    commit(content, "vocabulary alias", f"{alias} of {term.name}", [edit])
    return f"{name_of(content, edit.path)}: {alias} is now another name of {term.name}"


def keep_apart(content: Content, one: str, other: str) -> str:
    """Never propose two actors for a merge again; return a message. Raises DigestError."""
    one, other = (" ".join(name.split()) for name in (one, other))
    if not one or not other or fold_name(one) == fold_name(other):
        raise ContentError(f"{one}: give two names that are not the same")
    if frozenset(map(fold_name, (one, other))) in read_vocabularies(content).apart:
        return f"{one}, {other}: they are kept apart already"
    edit = edit_vocabulary(
        content, "actors", lambda text, file: add_entry(text, {"not_same": ((one, other),)}, file=file)
    )
    commit(content, "vocabulary apart", f"{one} and {other}", [edit])
    return f"{name_of(content, edit.path)}: {one} and {other} are kept apart from now on"


def _ignoring(content: Content, taxonomy: Taxonomy, name: str) -> Edit:
    if not name:
        raise ContentError("the name is empty")

    def ignore(text: str, file: str) -> str:
        if entry_data(text, name, file=file) is None:
            return add_entry(text, {"name": name, "ignore": True}, file=file)
        return change_entry(text, name, {"ignore": True}, file=file)

    return edit_vocabulary(content, taxonomy, ignore)
