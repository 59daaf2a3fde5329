"""Stories as pages show them: a row in a list, a part beside a post, who and where and which outlets over time."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ...content.stories import SourceText, count_independent, find_copied
from ...core.addresses import day_path, story_path
from ...core.slugs import fold_name
from ...core.types import Taxonomy
from ..fingerprint import hash_primitives
from ..taxonomy import TaggedPost, count_terms, key_of
from ..views import Link, StoryCard, StoryDay, StoryDetails, StoryMark, StoryNews, StoryPart, StorySource, StoryTerm
from .digest import Digest
from .post_cards import post_path
from .post_fingerprints import join_fingerprints
from .timelines import StoryPlace, StoryPosts, divide_days, make_marks

MOST_TERMS = 8  # of each taxonomy, the most frequent
MOST_NEW = 6  # terms that the last day named first
MOST_RUNNING = 6  # stories on the home page


# --- A story in a list ------------------------------------------------------------------------------------------------


def list_running(digest: Digest) -> tuple[StoryCard, ...]:
    """Return the open stories with the newest posts."""
    running = [story for story in digest.stories.values() if story.story.status == "open"]
    return tuple([make_story_card(digest, story) for story in running[:MOST_RUNNING]])


def make_story_card(digest: Digest, group: StoryPosts) -> StoryCard:
    """Return a story as lists show it."""
    story, posts = group.story, group.posts
    return StoryCard(
        path=story_path(story.slug),
        title=story.title,
        summary=story.summary,
        status=story.status,
        draft=not any(one.file in digest.feed_posts for one in posts),
        count=len(posts),
        first=posts[-1].date.date(),
        last=posts[0].date.date(),
        days=len({one.date.date() for one in posts}),
        marks=make_marks(posts),
    )


# --- A post as part of stories ----------------------------------------------------------------------------------------


def fingerprint_parts(digest: Digest, file: str) -> bytes:
    """Return what changes when that does which a post's page shows of its stories."""
    return hash_primitives(tuple([_fingerprint_part(digest, at) for at in digest.places.get(file, ())]))


def _fingerprint_part(digest: Digest, at: StoryPlace) -> tuple[object, ...]:
    posts = digest.stories[at.slug].posts
    beside = join_fingerprints(digest.post_fingerprints, posts[max(0, at.place - 1) : at.place + 2])
    return digest.story_fingerprints[at.slug], at.place == 0, len(posts) - at.place, at.day, beside


def make_parts(digest: Digest, file: str) -> tuple[StoryPart, ...]:
    """Return the stories that a post is part of, with the posts before and after it."""
    return tuple([_make_part(digest.stories[at.slug], at) for at in digest.places.get(file, ())])


def _make_part(group: StoryPosts, at: StoryPlace) -> StoryPart:
    return StoryPart(
        story=Link(path=story_path(group.story.slug), name=group.story.title),
        slug=group.story.slug,
        number=len(group.posts) - at.place,
        day=at.day,
        earlier=_link_to(group.posts, at.place + 1),
        later=_link_to(group.posts, at.place - 1),
    )


def _link_to(posts: Sequence[TaggedPost], place: int) -> Link | None:
    if not 0 <= place < len(posts):
        return None
    return Link(path=post_path(posts[place]), name=posts[place].post.title)


# --- A story's own page -----------------------------------------------------------------------------------------------


def make_story_details(digest: Digest, group: StoryPosts) -> StoryDetails:
    """Return what a story's page shows beside its timeline."""
    card, articles = make_story_card(digest, group), _list_articles(digest, group.posts)
    independent = count_independent([article for _, article in articles], digest.owners)
    return StoryDetails(
        card=card,
        articles=len(articles),
        independent=independent,
        news=_find_news(digest, group.posts),
        actors=tuple(_list_terms(digest, group.posts, "actors", card.marks)),
        countries=tuple(_list_terms(digest, group.posts, "countries", card.marks)),
        sources=_list_sources(digest, group.posts, articles),
    )


def make_story_days(digest: Digest, posts: Sequence[TaggedPost]) -> tuple[StoryDay, ...]:
    """Return posts of a story by day, the newest first."""
    return tuple(
        [
            StoryDay(date=day, path=day_path(day), posts=tuple([digest.cards[one.file] for one in members]), gap=gap)
            for day, members, gap in divide_days(posts)
        ]
    )


def _find_news(digest: Digest, posts: Sequence[TaggedPost]) -> StoryNews | None:
    """Return which actors, countries and outlets were first there on the last day."""
    last = posts[0].date.date()
    new = [one for one in posts if one.date.date() == last]
    before = posts[len(new) :]
    if not before:
        return None
    known = {key for one in before for key in one.keys}
    outlets = {_outlet_of(one) for one in before}
    terms = [term for term, _ in count_terms(new) if term.taxonomy != "topics" and key_of(term) not in known]
    return StoryNews(
        since=before[0].date.date(),
        terms=tuple([digest.refs[key_of(term)] for term in terms[:MOST_NEW]]),
        sources=tuple(sorted({outlet for one in new if (outlet := _outlet_of(one)) and outlet not in outlets})),
    )


def _list_terms(
    digest: Digest, posts: Sequence[TaggedPost], taxonomy: Taxonomy, marks: Sequence[StoryMark]
) -> Iterator[StoryTerm]:
    counted = [(key_of(term), count) for term, count in count_terms(posts) if term.taxonomy == taxonomy]
    for key, count in counted[:MOST_TERMS]:
        days = {one.date.date() for one in posts if key in one.keys}
        named = tuple([mark for mark in marks if mark.date in days])
        yield StoryTerm(term=digest.refs[key], count=count, marks=named)


def fingerprint_sources(digest: Digest, group: StoryPosts) -> bytes:
    """Return what changes when that does by which the sources of a story are told apart."""
    articles = [article for _, article in _list_articles(digest, group.posts)]
    owners = [digest.owners.get(fold_name(one.outlet)) if one.outlet else None for one in articles]
    return hash_primitives((tuple([(one.outlet, one.sketch, one.has_text) for one in articles]), tuple(owners)))


def _list_articles(digest: Digest, posts: Sequence[TaggedPost]) -> list[tuple[TaggedPost, SourceText]]:
    """Return the posts that have a source, the oldest first, and what they are recognised by."""
    found = []
    for one in reversed(posts):
        if one.post.source:
            unknown = SourceText(outlet=one.post.source.name, has_text=False)
            found.append((one, digest.source_texts.get(one.file, unknown)))
    return found


def _list_sources(
    digest: Digest, posts: Sequence[TaggedPost], articles: Sequence[tuple[TaggedPost, SourceText]]
) -> tuple[StorySource, ...]:
    """Return the outlets by falling number of posts, then by when they began."""
    members: dict[str | None, list[TaggedPost]] = defaultdict(list)
    for one in posts:
        members[_outlet_of(one)].append(one)
    copies: dict[str | None, set[str]] = defaultdict(set)
    for place, other in find_copied([article for _, article in articles]).items():
        copies[articles[place][1].outlet].add(articles[other][1].outlet or "")
    unknown = {article.outlet for _, article in articles if not article.has_text}
    ranked = sorted(members.items(), key=lambda item: (-len(item[1]), item[1][-1].date, item[0] or ""))
    return tuple(
        [
            StorySource(
                name=name,
                copies=tuple(sorted(copies[name] - {""})),
                is_known=name not in unknown,
                count=len(own),
                first=digest.cards[own[-1].file],
                last=digest.cards[own[0].file],
            )
            for name, own in ranked
        ]
    )


def _outlet_of(one: TaggedPost) -> str | None:
    return one.post.source.name if one.post.source else None
