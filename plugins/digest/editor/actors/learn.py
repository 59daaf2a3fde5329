"""What an accepted post teaches the vocabulary: its new actors, also those renamed or typed. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...content.vocabulary import Vocabulary
from ...core.similarity import is_one_edit
from ...core.slugs import fold_name
from ...core.types import ActorKind, NewActor, Post
from ...ingest.annotate.actors.names import is_same_person, parse_name
from ...ingest.names.words import is_first_name, name_words

SHORTEST = 6  # letters from which a name one edit from a known one is taken for a slip


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """An actor for the vocabulary, with what is known of it; `alias` is what the article calls it."""

    name: str
    kind: ActorKind | None = None
    country: str | None = None  # the country's name
    alias: str | None = None

    @property
    def entry(self) -> dict[str, object]:
        facts = {"name": self.name, "kind": self.kind, "country": self.country}
        return facts | ({"aliases": (self.alias,)} if self.alias else {})


def learn_actors(post: Post, known: Vocabulary) -> tuple[Learnt, ...]:
    """List the actors of a post that the vocabulary lacks; a name one edit from a known one is left to `check`."""
    noted = post.digest.new_actors if post.digest else ()
    named = {fold_name(name) for name in post.actors}
    gone = [actor for actor in noted if fold_name(actor.name) not in named]
    new = dict.fromkeys(name for name in post.actors if known.find(name) is None)
    free = [actor for actor in gone if known.find(actor.name) is None]
    return tuple(_learnt(name, noted, free) for name in new if not _is_slip(name, known))


def _learnt(name: str, noted: Sequence[NewActor], gone: Sequence[NewActor]) -> Learnt:
    same = next((actor for actor in noted if fold_name(actor.name) == fold_name(name)), None)
    if same:
        return Learnt(name=name, kind=same.kind, country=same.country)
    former = [actor for actor in gone if _is_renamed(actor, name)]
    if len(former) == 1:
        return Learnt(name=name, kind=former[0].kind, country=former[0].country, alias=former[0].name)
    return Learnt(name=name, kind=_kind_of(name))


def _is_renamed(former: NewActor, name: str) -> bool:
    """Tell whether a name that ingest gave and one that the editor wrote instead can be one actor's."""
    if former.kind == "person":
        one, other = parse_name(former.name), parse_name(name)
        return one is not None and other is not None and is_same_person(one, other)
    short, long = sorted((former.name, name), key=len)
    initials = "".join(word[0] for word in long.split() if word[0].isupper())
    return fold_name(short) in fold_name(long) or short == initials


def _is_slip(name: str, known: Vocabulary) -> bool:
    near = known.suggest(name) if len(name) >= SHORTEST else None
    return near is not None and is_one_edit(fold_name(near), fold_name(name))


def _kind_of(name: str) -> ActorKind | None:
    """Guess from its words alone what a name is that the editor typed; none in doubt."""
    words = name.split()
    if not name_words().organisation_words.isdisjoint(word.rstrip(".") for word in words):
        return "organisation"
    return "person" if 1 < len(words) < 5 and is_first_name(words[0]) else None
