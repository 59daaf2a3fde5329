"""List the actors that posts name, known ones and new ones."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...content.posts import PostFile, read_posts
from ...content.store import Content, read_vocabularies
from ...content.vocabulary import Vocabularies, base_vocabularies
from ...core.settings import DigestSettings
from ...core.slugs import fold_name
from ...core.types import NewActor, Term
from .duplicates import Duplicate, Named, find_duplicates


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The new actors by falling number of posts, and likely duplicates."""

    new: tuple[Named, ...]
    duplicates: tuple[Duplicate, ...]


def make_roster(content: Content, settings: DigestSettings) -> Roster:
    """List new actors and likely duplicates. A post that cannot be read is skipped; `check` reports it."""
    vocabularies = read_vocabularies(content)
    posts = read_posts(content, settings.timezone)
    known, new = _known(posts, vocabularies), _new(posts, vocabularies)
    duplicates = tuple(
        pair
        for pair in find_duplicates([*known, *new])
        if frozenset((fold_name(pair.gone.name), fold_name(pair.kept.name))) not in vocabularies.apart
    )
    return Roster(new=new, duplicates=duplicates)


def find_noted(posts: Sequence[PostFile], name: str) -> NewActor | None:
    """Find what ingest noted of a new actor in the posts."""
    folded = fold_name(name)
    actors = (actor for one in posts if one.post.digest for actor in one.post.digest.new_actors)
    return next((actor for actor in actors if fold_name(actor.name) == folded), None)


def _new(posts: Sequence[PostFile], vocabularies: Vocabularies) -> tuple[Named, ...]:
    forms: dict[str, Counter[str]] = {}
    for one in posts:
        for folded, name in {fold_name(name): name for name in one.post.actors}.items():
            if vocabularies.actors.find(name) is None:
                forms.setdefault(folded, Counter())[name] += 1
    new = [_new_named(counts, find_noted(posts, counts.most_common(1)[0][0])) for counts in forms.values()]
    return tuple(sorted(new, key=lambda one: (-one.posts, fold_name(one.name))))


def _new_named(counts: Counter[str], noted: NewActor | None) -> Named:
    name = min(counts, key=lambda form: (-counts[form], form))
    kind, country = (noted.kind, noted.country) if noted else (None, None)
    return Named(name=name, posts=counts.total(), kind=kind, country=country)


def _known(posts: Sequence[PostFile], vocabularies: Vocabularies) -> Iterator[Named]:
    """Yield the vocabularies' actors except governments, whose names are made from their countries."""
    base = {term.name for term in base_vocabularies().actors.terms}
    counts: Counter[str] = Counter()
    for one in posts:
        counts.update({term.name for name in one.post.actors if (term := vocabularies.actors.find(name))})
    for term in vocabularies.actors.terms:
        if term.kind != "government" and not term.ignore:
            yield _known_named(term, posts=counts[term.name], base=term.name in base)


def _known_named(term: Term, *, posts: int, base: bool) -> Named:
    return Named(name=term.name, posts=posts, kind=term.kind, known=True, base=base)
