"""Terms of a post: toggle one, add one by name, a new actor with kind and country."""

from collections.abc import Sequence
from pathlib import Path

from ...content.store import Content, Edit, edit_vocabulary, read_vocabularies
from ...content.vocabulary import Vocabulary, add_term, unknown_message
from ...core.errors import ContentError
from ...core.settings import DigestSettings
from ...core.slugs import fold_name
from ...core.types import ACTOR_KINDS, ActorKind, NewActor, Post, Taxonomy
from .change import Subject, change_post, edit_keys, read_subject


def set_term(
    content: Content,
    settings: DigestSettings,
    path: Path,
    taxonomy: Taxonomy,
    name: str,
    *,
    on: bool | None = None,
    order: Sequence[str] = (),
    kind: ActorKind | None = None,
    country: str | None = None,
    shown: str | None = None,
) -> str:
    """Give a post a term or take it away (None: the other of what it has); return a message.

    `order`: names of terms by falling salience, among which a new one finds its place. An actor that no vocabulary
    knows is noted in the post, with kind and country, until the post is accepted; a post without a raw file puts it
    into the vocabulary at once. Raises DigestError.
    """
    name = " ".join(name.split())
    subject = read_subject(content, settings, path)
    vocabulary = subject.vocabularies.of(taxonomy)
    has = find_name(vocabulary, getattr(subject.post, taxonomy), name) is not None
    if has == on:
        return f"{subject.file}: {name} is {'already' if on else 'not'} in {taxonomy}"
    wanted = not has if on is None else on
    actor = _new_actor(subject, taxonomy, name, kind, country) if wanted else None
    others = [_added(content, actor)] if actor and subject.post.digest is None else []

    def change(subject: Subject) -> str:
        present = getattr(subject.post, taxonomy)
        names = with_name(vocabulary, present, name, order) if wanted else without_name(vocabulary, present, name)
        noted = {"digest.new_actors": (*subject.post.digest.new_actors, actor)} if actor and subject.post.digest else {}
        return edit_keys(subject, {taxonomy: names or None, **noted}, settles=(taxonomy,))

    what = f"{name} {'added to' if wanted else 'taken out of'} {taxonomy}"
    return change_post(content, settings, path, change, what=what, shown=shown, others=others)


def find_name(vocabulary: Vocabulary, names: Sequence[str], name: str) -> str | None:
    """Find which of a post's names is that of a term, by any of its names."""
    wanted = _key(vocabulary, name)
    return next((one for one in names if _key(vocabulary, one) == wanted), None)


def with_name(vocabulary: Vocabulary, names: Sequence[str], name: str, order: Sequence[str] = ()) -> tuple[str, ...]:
    """Add a term's name where `order` has it, else at the end."""
    term = vocabulary.find(name)
    ranks = {_key(vocabulary, one): rank for rank, one in reversed(list(enumerate(order)))}
    rank = ranks.get(_key(vocabulary, name))
    later = (at for at, one in enumerate(names) if rank is not None and ranks.get(_key(vocabulary, one), -1) > rank)
    at = next(later, len(names))
    return (*names[:at], term.name if term else name, *names[at:])


def without_name(vocabulary: Vocabulary, names: Sequence[str], name: str) -> tuple[str, ...]:
    """Take a term out, by any of its names."""
    wanted = _key(vocabulary, name)
    return tuple(one for one in names if _key(vocabulary, one) != wanted)


def _key(vocabulary: Vocabulary, name: str) -> str:
    term = vocabulary.find(name)
    return fold_name(term.name if term else name)


def _new_actor(
    subject: Subject, taxonomy: Taxonomy, name: str, kind: ActorKind | None, country: str | None
) -> NewActor | None:
    """Return the actor to note for a name that nothing knows; None for a known one. Raises ContentError."""
    vocabulary = subject.vocabularies.of(taxonomy)
    if vocabulary.find(name):
        return None
    if taxonomy != "actors":
        raise ContentError(unknown_message({"countries": "country"}.get(taxonomy, "topic"), name, vocabulary.suggest))
    if not name:
        raise ContentError("the name is empty")
    if _is_noted(subject.post, name):
        return None
    if kind is None:
        raise ContentError(f"{name}: this is a new actor; say its kind: {', '.join(ACTOR_KINDS)}")
    return NewActor(name=name, kind=kind, country=check_country(subject, country))


def check_country(subject: Subject, country: str | None) -> str | None:
    """Return the vocabulary's name of a country, given by any name or its code. Raises ContentError if it has none."""
    if not country:
        return None
    countries = subject.vocabularies.countries
    found = countries.find(country) or next((one for one in countries.terms if one.code == country), None)
    if found is None:
        raise ContentError(unknown_message("country", country, countries.suggest))
    return found.name


def _is_noted(post: Post, name: str) -> bool:
    return bool(post.digest) and any(fold_name(one.name) == fold_name(name) for one in post.digest.new_actors)  # type: ignore[union-attr]


def _added(content: Content, actor: NewActor) -> Edit:
    entry = {"name": actor.name, "kind": actor.kind, "country": actor.country}
    known = read_vocabularies(content).actors  # raises with every problem
    return edit_vocabulary(content, "actors", lambda text, file: add_term(text, entry, known, file=file))
