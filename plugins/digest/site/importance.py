"""Editorial ranking within one day: which post leads, which follow with a summary, which section the rest is in; pure.

Posts of one story stand together, as one entry. The editor's `weight` decides first; between entries of one weight, how
many sources tell it that day; then salience, which is how many posts of the day name what this one is most about (the
first actor, country and topic of its lists, which run by falling salience); then newness. All of it is known from the
day's own posts and their stories, so that a post of another day never changes the order of a day.

>>> arrange(posts, vocabularies.topics).lead.post.post.title
'Talks resume in Vienna'
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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
class Entry:
    """A post of a day, and other posts of the same story and day that stand with it."""

    post: TaggedPost
    also: tuple[TaggedPost, ...] = ()

    @property
    def posts(self) -> tuple[TaggedPost, ...]:
        """Return all of them."""
        return (self.post, *self.also)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Entries of a day under one topic; None: posts without one, or that are the only ones of theirs."""

    topic: Term | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """A day's posts by importance."""

    lead: Entry
    leading: tuple[Entry, ...]  # shown with a summary
    sections: tuple[Section, ...]  # the rest, the longest section first


Stories = Mapping[str, Sequence[str]]  # file -> the stories that its post is in


def rank(posts: Sequence[TaggedPost], stories: Stories) -> tuple[Entry, ...]:
    """Sort a day's posts, newest first, by importance, those of one story together."""
    named = Counter(key for one in posts for key in one.keys)
    places = {one.file: place for place, one in enumerate(posts)}
    ranked = sorted(posts, key=lambda one: (_weight(one), -_salience(one, named), places[one.file]))
    order = {one.file: place for place, one in enumerate(ranked)}
    entries = _join_stories(ranked, stories)
    return tuple(
        sorted(entries, key=lambda entry: (_weight(entry.post), -count_sources(entry.posts), order[entry.post.file]))
    )


def arrange(posts: Sequence[TaggedPost], topics: Vocabulary, stories: Stories) -> Arrangement:
    """Divide a day's posts, newest first, of which there is one at least."""
    lead, *others = rank(posts, stories)
    leading = _choose_leading(others)
    chosen = {entry.post.file for entry in leading}
    rest = [entry for entry in others if entry.post.file not in chosen]
    return Arrangement(lead=lead, leading=leading, sections=divide(rest, topics))


def divide(entries: Sequence[Entry], topics: Vocabulary) -> tuple[Section, ...]:
    """Divide entries into sections by their main topic, or one above it where that has too few."""
    paths = {entry.post.file: _list_ancestors(entry.post, topics) for entry in entries}
    for depth in range(max(map(len, paths.values()), default=0), 1, -1):
        counts = Counter(path[0].name for path in paths.values() if path)
        for file, path in paths.items():
            if len(path) == depth and counts[path[0].name] < FULL_SECTION:
                paths[file] = path[1:]
    counts = Counter(path[0].name for path in paths.values() if path)
    short = {name for name, count in counts.items() if count < FULL_SECTION}  # what is left over rejoins the rest
    for file, path in paths.items():
        paths[file] = next((path[place:] for place in reversed(range(len(path))) if path[place].name in short), path)
    return _collect(entries, {file: path[0] for file, path in paths.items() if path})


def count_sources(posts: Iterable[TaggedPost]) -> int:
    """Count the outlets of posts."""
    return len({one.post.source.name for one in posts if one.post.source and one.post.source.name})


def _collect(entries: Sequence[Entry], topics: Mapping[str, Term]) -> tuple[Section, ...]:
    counts = Counter(topic.name for topic in topics.values())
    members: dict[str, list[Entry]] = {}
    found: dict[str, Term | None] = {}
    for entry in entries:
        topic = topics.get(entry.post.file)
        topic = topic if topic and counts[topic.name] >= LEAST_SECTION else None
        name = topic.name if topic else ""
        found[name] = topic
        members.setdefault(name, []).append(entry)
    names = sorted(members, key=lambda name: (not name, -len(members[name])))  # else in the order of their first posts
    return tuple(Section(topic=found[name], entries=tuple(members[name])) for name in names)


def _join_stories(ranked: Sequence[TaggedPost], stories: Stories) -> list[Entry]:
    """Put posts below the first of their story; one that the editor made `lead` or `high` stands for itself."""
    sizes = Counter(slug for one in ranked for slug in stories.get(one.file, ()))
    heads: dict[str, TaggedPost] = {}
    also: dict[str, list[TaggedPost]] = {}
    for one in ranked:
        slug = max(stories.get(one.file, ()), key=lambda slug: sizes[slug], default=None)
        head = heads.setdefault(slug, one) if slug is not None else one
        if head is one or _weight(one) <= HIGH:
            also[one.file] = []
        else:
            also[head.file].append(one)
    return [Entry(post=one, also=tuple(also[one.file])) for one in ranked if one.file in also]


def _weight(one: TaggedPost) -> int:
    return NORMAL if one.post.weight is None else WEIGHTS.index(one.post.weight)


def _salience(one: TaggedPost, named: Counter[TermKey]) -> int:
    """Count the posts that name the first actor, country and topic of one."""
    return sum(named[key_of(term)] for taxonomy in TAXONOMIES for term in one.of(taxonomy)[:1])


def _choose_leading(ranked: Sequence[Entry]) -> tuple[Entry, ...]:
    """Choose what is shown with a summary, below the lead."""
    worthy = [entry for entry in ranked if _weight(entry.post) < BRIEF]
    if len(ranked) <= ALL_LEADING:
        return tuple(worthy)
    weighted = [entry for entry in worthy if _weight(entry.post) <= HIGH][:MOST_LEADING]
    free = [entry for entry in worthy if _weight(entry.post) > HIGH]
    return (*weighted, *_choose_varied(free, max(0, LEADING - len(weighted))))


def _choose_varied(ranked: Iterable[Entry], most: int) -> tuple[Entry, ...]:
    """Choose the first few, but no more than `ALIKE` of one main topic while there are others."""
    chosen: list[Entry] = []
    late: list[Entry] = []
    seen = Counter[str]()
    for entry in ranked:
        topic = next((term.name for term in entry.post.of("topics")), "")
        (late if topic and seen[topic] >= ALIKE else chosen).append(entry)
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
