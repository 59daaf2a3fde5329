"""Editorial ranking within one day: which post leads, which follow with a summary, which section the rest is in; pure.

The editor's `weight` decides first. Between posts of one weight: salience, which is how many posts of the day name what
this one is most about (the first actor, country and topic of its lists, which run by falling salience); then newness.
All of it is known from the day's own posts, so that a post of another day never changes a day's page.

>>> arrange(posts, vocabularies.topics).lead.post.title
'Talks resume in Vienna'
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..content.vocabulary import Vocabulary
from ..core.types import TAXONOMIES, WEIGHTS, Term
from .taxonomy import TaggedPost, TermKey, key_of

# Tuned on generated days of 1 to 400 posts, looked at in a browser at 1280 x 900.
ALL_LEADING = 6  # posts beside the lead, at most, for all of them to have a summary
LEADING = 3  # of a longer day: one row of them
MOST_LEADING = 6  # where the editor weights more as `high`
FULL_SECTION = 3  # posts of a topic that make a section of its own; others are put under the topic above
LEAST_SECTION = 2  # of a top topic; what stands alone is put under "More"
ALIKE = 2  # of the leading posts that nobody weighted, so many are of one main topic before other topics had their turn
NORMAL = WEIGHTS.index("normal")
BRIEF = WEIGHTS.index("brief")
HIGH = WEIGHTS.index("high")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Posts of a day under one topic; None: posts without one, or that are the only ones of theirs."""

    topic: Term | None
    posts: tuple[TaggedPost, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """A day's posts by importance."""

    lead: TaggedPost
    leading: tuple[TaggedPost, ...]  # shown with a summary
    sections: tuple[Section, ...]  # the rest, the longest section first


def rank(posts: Sequence[TaggedPost]) -> tuple[TaggedPost, ...]:
    """Sort a day's posts, newest first, by importance."""
    named = Counter(key for one in posts for key in one.keys)
    places = {one.file: place for place, one in enumerate(posts)}
    return tuple(sorted(posts, key=lambda one: (_weight(one), -_salience(one, named), places[one.file])))


def arrange(posts: Sequence[TaggedPost], topics: Vocabulary) -> Arrangement:
    """Divide a day's posts, newest first, of which there is one at least."""
    lead, *others = rank(posts)
    leading = _choose_leading(others)
    chosen = {one.file for one in leading}
    rest = [one for one in others if one.file not in chosen]
    return Arrangement(lead=lead, leading=leading, sections=divide(rest, topics))


def divide(posts: Sequence[TaggedPost], topics: Vocabulary) -> tuple[Section, ...]:
    """Divide posts into sections by their main topic, or one above it where that has too few."""
    paths = {one.file: _list_ancestors(one, topics) for one in posts}
    for depth in range(max(map(len, paths.values()), default=0), 1, -1):
        counts = Counter(path[0].name for path in paths.values() if path)
        for file, path in paths.items():
            if len(path) == depth and counts[path[0].name] < FULL_SECTION:
                paths[file] = path[1:]
    counts = Counter(path[0].name for path in paths.values() if path)
    short = {name for name, count in counts.items() if count < FULL_SECTION}  # what is left over rejoins the rest
    for file, path in paths.items():
        paths[file] = next((path[place:] for place in reversed(range(len(path))) if path[place].name in short), path)
    counts = Counter(path[0].name for path in paths.values() if path)
    members: dict[str, list[TaggedPost]] = {}
    found: dict[str, Term | None] = {}
    for one in posts:
        topic = next((term for term in paths[one.file][:1] if counts[term.name] >= LEAST_SECTION), None)
        name = topic.name if topic else ""
        found[name] = topic
        members.setdefault(name, []).append(one)
    names = sorted(members, key=lambda name: (not name, -len(members[name])))  # else in the order of their first posts
    return tuple(Section(topic=found[name], posts=tuple(members[name])) for name in names)


def _weight(one: TaggedPost) -> int:
    return NORMAL if one.post.weight is None else WEIGHTS.index(one.post.weight)


def _salience(one: TaggedPost, named: Counter[TermKey]) -> int:
    """Count the posts that name the first actor, country and topic of one."""
    return sum(named[key_of(term)] for taxonomy in TAXONOMIES for term in one.of(taxonomy)[:1])


def _choose_leading(ranked: Sequence[TaggedPost]) -> tuple[TaggedPost, ...]:
    """Choose what is shown with a summary, below the lead."""
    worthy = [one for one in ranked if _weight(one) < BRIEF]
    if len(ranked) <= ALL_LEADING:
        return tuple(worthy)
    weighted = [one for one in worthy if _weight(one) <= HIGH][:MOST_LEADING]
    free = [one for one in worthy if _weight(one) > HIGH]
    return (*weighted, *_choose_varied(free, max(0, LEADING - len(weighted))))


def _choose_varied(ranked: Iterable[TaggedPost], most: int) -> tuple[TaggedPost, ...]:
    """Choose the first few, but no more than `ALIKE` of one main topic while there are others."""
    chosen: list[TaggedPost] = []
    late: list[TaggedPost] = []
    seen = Counter[str]()
    for one in ranked:
        topic = next((term.name for term in one.of("topics")), "")
        (late if topic and seen[topic] >= ALIKE else chosen).append(one)
        seen[topic] += 1
    return tuple([*chosen, *late][:most])


def _list_ancestors(one: TaggedPost, topics: Vocabulary) -> tuple[Term, ...]:
    """List a post's main topic and those above it."""
    found: dict[str, Term] = {}
    topic = next(iter(one.of("topics")), None)
    while topic is not None and topic.name not in found:
        found[topic.name] = topic
        topic = topics.find(topic.parent) if topic.parent else None
    return tuple(found.values())
