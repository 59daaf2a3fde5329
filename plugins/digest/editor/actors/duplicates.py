"""Duplicate detection for actors: one surname and initial, an acronym and its long form, one letter apart."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from ...core.similarity import is_one_edit
from ...core.slugs import fold_name
from ...core.types import ActorKind
from ...ingest.annotate.actors.names import parse_name

SHORTEST = 6  # letters; shorter names are not compared letter by letter: Iran and Iraq are no typo
ACRONYM_LENGTHS = range(2, 9)
MOST_ALIKE = 20  # names with one key; more are no typo, and are not compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An actor and how many posts name it; `base`: it is in the plugin's own vocabulary."""

    name: str
    posts: int = 0
    kind: ActorKind | None = None
    country: str | None = None  # a name
    known: bool = False
    base: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """Two names that may be the same actor, and why; `gone` would be merged into `kept`."""

    gone: Named
    kept: Named
    why: str


def find_duplicates(actors: Sequence[Named]) -> tuple[Duplicate, ...]:
    """Find pairs that are likely the same actor, those named most first; at most one of a pair is in the base."""
    pairs: dict[tuple[str, str], Duplicate] = {}
    for why, keys, test in RULES:
        for one, other in _alike(actors, keys):
            gone, kept = sorted((one, other), key=_worth)
            if not gone.base and test(one.name, other.name):
                pairs.setdefault((gone.name, kept.name), Duplicate(gone=gone, kept=kept, why=why))
    ordered = sorted(pairs.values(), key=lambda pair: (-pair.gone.posts - pair.kept.posts, fold_name(pair.kept.name)))
    return tuple(ordered)


def _worth(actor: Named) -> tuple[bool, bool, int, int, str]:
    return actor.base, actor.known, actor.posts, len(actor.name), actor.name


def _alike(actors: Sequence[Named], keys: Callable[[Named], Iterable[str]]) -> Iterator[tuple[Named, Named]]:
    """Pair the actors that share a key, so that the work grows with the names and not with their square."""
    groups: dict[str, list[Named]] = {}
    for actor in actors:
        for key in dict.fromkeys(keys(actor)):
            groups.setdefault(key, []).append(actor)
    for group in groups.values():
        if len(group) <= MOST_ALIKE:
            yield from combinations(group, 2)


# --- The rules: keys that group names, and a test of each pair ------------------------------------------


def _initial_keys(actor: Named) -> Iterator[str]:
    name = parse_name(actor.name) if actor.kind in (None, "person") else None
    if name and name.given:
        yield f"{name.given[0][0]} {name.surname}"


def _acronym_keys(actor: Named) -> Iterator[str]:
    if actor.kind == "person":
        return
    words = [word for word in actor.name.replace("-", " ").split() if word[0].isalnum()]
    if len(words) == 1 and words[0].isupper() and len(words[0]) in ACRONYM_LENGTHS:
        yield words[0]
    yield "".join(word[0] for word in words if word[0].isupper())
    yield "".join(word[0].upper() for word in words)


def _is_acronym_of(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return " " not in short and short.isupper() and " " in long


def _edit_keys(actor: Named) -> Iterator[str]:
    folded = fold_name(actor.name)
    if len(folded) >= SHORTEST:
        yield folded
        yield from (folded[:at] + folded[at + 1 :] for at in range(len(folded)))


def _is_one_edit_apart(one: str, other: str) -> bool:
    first, second = fold_name(one), fold_name(other)
    digits = [[char for char in name if char.isdigit()] for name in (first, second)]
    return digits[0] == digits[1] and is_one_edit(first, second)


RULES: tuple[tuple[str, Callable[[Named], Iterable[str]], Callable[[str, str], bool]], ...] = (
    ("an acronym and its long form", _acronym_keys, _is_acronym_of),
    ("one edit apart", _edit_keys, _is_one_edit_apart),
    ("the same surname and first initial", _initial_keys, lambda one, other: one != other),
)
