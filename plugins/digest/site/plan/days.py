"""The home page and the pages of days: a day's posts in their order of importance, earlier days in brief."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from ...core.addresses import day_path, story_path
from ...core.types import TAXONOMIES, Page, Taxonomy, Term
from ..fingerprint import fingerprint_of, hash_primitives
from ..importance import Arrangement, Entry, Section, arrange, count_sources, rank
from ..taxonomy import TaggedPost, count_terms, key_of
from ..views import BriefView, EditionView, LeadStory, Link, ListedPost, LocatorMap, SectionView, StoryStep, TermCount
from .cards import Cards
from .digest import Digest, Edition
from .feeds import main_feed_links
from .frame import day_name, make_page, neighbours, output_path, plan_lazily
from .groups import Group
from .locator import make_locator
from .post_cards import post_path
from .post_fingerprints import join_fingerprints
from .social_card import SocialCard, plan_card
from .story_views import list_running
from .timelines import StoryPosts

ACTIVE_DAYS = 30  # of posts, not of the clock: a digest that rests still says what it was about
ACTIVE_TERMS = 8
MAPPED = 3  # countries of a lead that its map shows
LEAD_STEPS = 2  # earlier days of the lead's story, beside it
BRIEF_LINES = 5  # headlines of an earlier day below its first
LEAST_BRIEF = 4  # posts that the day before the newest has room for, however long the newest is
CARD_HEADLINES = 3
MORE = "More"  # the section of what is alone under its topic


def plan_home(digest: Digest) -> Iterator[Page]:
    """Plan the front page: the newest edition, and earlier ones in brief."""
    editions, room = digest.editions, digest.settings.home_posts
    yield make_page(
        digest,
        "",
        "home.html",
        kind="home",
        title=digest.site.name,
        description=digest.site.description or None,
        inputs={
            "edition": make_edition(digest, *editions[0], most=room) if editions else None,
            "earlier": tuple(_list_earlier(digest)),
            "active": _find_active(digest),
            "running": list_running(digest),
            "total": len(digest.listed),
            "main_feeds": main_feed_links(digest),
            "archive_path": "archives/",
        },
    )


def group_days(digest: Digest) -> Iterator[Group]:
    """List a page for each edition."""
    links = [Link(path=day_path(day), name=day_name(day)) for day, _ in digest.editions]
    topics = fingerprint_of([(topic.slug, topic.name, topic.parent) for topic in digest.vocabularies.topics.terms])
    cards = Cards(digest)
    for place, (day, posts) in enumerate(digest.editions):
        beside = neighbours(links, place)
        shown = (join_fingerprints(digest.post_fingerprints, posts), topics, fingerprint_stories_of(digest, day, posts))
        fingerprints = {
            "page": fingerprint_of(day, digest.drawing),
            "edition": hash_primitives(shown),
            "newer": fingerprint_of(beside["newer"]),
            "older": fingerprint_of(beside["older"]),
        }
        plan = partial(_plan_day, digest, cards, (day, posts), beside, fingerprints)
        yield Group(output_path(day_path(day)), b"".join(fingerprints.values()), plan)


def make_edition(
    digest: Digest, day: dt.date, posts: tuple[TaggedPost, ...], *, most: int | None = None
) -> EditionView:
    """Make a day as its page shows it; at most so many of its entries."""
    counts = count_terms(posts)
    arranged = arrange(posts, digest.vocabularies.topics, _stories_of(digest, posts))
    return EditionView(
        date=day,
        path=day_path(day),
        count=len(posts),
        sources=count_sources(posts),
        lead=_list_entry(digest, arranged.lead),
        story=_make_lead_story(digest, day, arranged.lead.post),
        map=_make_map(digest, arranged.lead.post),
        leading=tuple(_list_entry(digest, entry) for entry in arranged.leading),
        sections=_make_sections(digest, arranged, most),
        countries=_list_counts(digest, counts, "countries"),
        topics=_list_counts(digest, counts, "topics"),
    )


def make_brief(digest: Digest, day: dt.date, posts: tuple[TaggedPost, ...], *, lines: int = BRIEF_LINES) -> BriefView:
    """Make a day as lists of days show it: its lead, and so many more headlines."""
    ranked = rank(posts, _stories_of(digest, posts))
    lead, *others = (_list_entry(digest, entry) for entry in ranked[: lines + 1])
    return BriefView(
        date=day,
        path=day_path(day),
        count=len(posts),
        sources=count_sources(posts),
        lead=lead,
        others=tuple(others),
        more=_count_posts(ranked[lines + 1 :]),
    )


def fingerprint_stories_of(digest: Digest, day: dt.date, posts: Iterable[TaggedPost]) -> bytes:
    """Return what changes with the stories of a day's posts, as far as the day shows them."""
    told = []
    for one in posts:
        for at in digest.places.get(one.file, ()):
            steps = _find_steps(digest.stories[at.slug], day)
            fingerprints = digest.story_fingerprints[at.slug], join_fingerprints(digest.post_fingerprints, steps)
            told.append((one.file, at.day, *fingerprints))
    return hash_primitives(tuple(told))


def _stories_of(digest: Digest, posts: Iterable[TaggedPost]) -> dict[str, tuple[str, ...]]:
    return {one.file: tuple(at.slug for at in digest.places[one.file]) for one in posts if one.file in digest.places}


def _list_entry(digest: Digest, entry: Entry) -> ListedPost:
    return ListedPost(post=digest.cards[entry.post.file], also=tuple(digest.cards[one.file] for one in entry.also))


def _count_posts(entries: Iterable[Entry]) -> int:
    return sum(len(entry.posts) for entry in entries)


def _make_lead_story(digest: Digest, day: dt.date, lead: TaggedPost) -> LeadStory | None:
    """Make the lead's story up to this day, if it began earlier or has several posts; the one with the most today."""
    told = [(digest.stories[at.slug], at.day) for at in digest.places.get(lead.file, ())]
    if not told:
        return None
    group, number = max(told, key=lambda one: len(_posts_of_day(one[0], day)))
    today, steps = _posts_of_day(group, day), _find_steps(group, day)
    if not steps and len(today) == 1:
        return None
    return LeadStory(
        story=Link(path=story_path(group.story.slug), name=group.story.title),
        day=number,
        steps=tuple(StoryStep(date=one.date.date(), post=_link_to(one)) for one in reversed(steps)),
        count=len(today),
        sources=count_sources(today),
    )


def _make_map(digest: Digest, lead: TaggedPost) -> LocatorMap | None:
    """Draw the main countries of a lead without a picture."""
    if lead.post.image is not None or digest.settings.maps == "none":
        return None
    return make_locator(*[country.code for country in lead.of("countries")[:MAPPED]])


def _posts_of_day(group: StoryPosts, day: dt.date) -> list[TaggedPost]:
    return [one for one in group.posts if one.date.date() == day]


def _find_steps(group: StoryPosts, day: dt.date) -> list[TaggedPost]:
    """Find the newest posts of a story before a day, one of each day: the last of it."""
    days: dict[dt.date, TaggedPost] = {}
    for one in group.posts:
        if one.date.date() < day:
            days.setdefault(one.date.date(), one)
        if len(days) == LEAD_STEPS:
            break
    return list(days.values())


def _link_to(one: TaggedPost) -> Link:
    return Link(path=post_path(one), name=one.post.title)


def section_label(section: Section) -> str:
    """Return a short name of a section: IPTC's top topics list what they hold, as in `Conflict, war and peace`."""
    return section.topic.name.partition(",")[0] if section.topic else MORE


def _plan_day(
    digest: Digest, cards: Cards, edition: Edition, beside: Mapping[str, object], fingerprints: Mapping[str, bytes]
) -> Iterator[Page]:
    """Plan a day's page and its card."""
    day, posts = edition
    ranked = rank(posts, _stories_of(digest, posts)) if digest.drawing else ()
    card = cards.of_day(day, posts, [entry.post for entry in ranked[:CARD_HEADLINES]])
    make = partial(_make_day, digest, edition, beside, card)
    yield plan_lazily(day_path(day), "day.html", make, listed=True, **fingerprints)
    if card:
        yield plan_card(card)


def _make_day(digest: Digest, edition: Edition, beside: Mapping[str, object], card: SocialCard | None) -> Page:
    day, posts = edition
    return make_page(
        digest,
        day_path(day),
        "day.html",
        kind="day",
        title=day_name(day),
        description=f"The posts of {day_name(day)}.",
        section="archives",
        card=card,
        inputs={"edition": make_edition(digest, day, posts), **beside},
    )


def _list_earlier(digest: Digest) -> Iterator[BriefView]:
    """List the days after the newest, as many as fill the page; the first of them is always there."""
    room = digest.settings.home_posts
    for place, (day, posts) in enumerate(digest.editions):
        if place > 0:
            yield make_brief(digest, day, posts)
        room -= min(len(posts), BRIEF_LINES + 1) if place else len(posts)
        if place == 0:
            room = max(room, LEAST_BRIEF)
        if room <= 0:
            break


def _make_sections(digest: Digest, arranged: Arrangement, most: int | None) -> tuple[SectionView, ...]:
    lengths = [len(section.entries) for section in arranged.sections]
    room = sum(lengths) if most is None else max(0, most - 1 - len(arranged.leading))
    shown = share_room(lengths, room)
    return tuple(_make_section(digest, *one) for one in zip(arranged.sections, shown, strict=True))


def share_room(lengths: list[int], room: int) -> list[int]:
    """Say how many of each section are shown where only so many have room: one each in turn, the long ones first.

    >>> share_room([5, 2, 1], 5)
    [2, 2, 1]
    """
    shown = [0] * len(lengths)
    while room > 0 and shown != lengths:
        for place, length in enumerate(lengths):
            if shown[place] < length and room > 0:
                shown[place] += 1
                room -= 1
    return shown


def _make_section(digest: Digest, section: Section, shown: int) -> SectionView:
    topic = section.topic
    return SectionView(
        name=topic.name if topic else MORE,
        label=section_label(section),
        slug=f"section-{topic.slug if topic else 'more'}",
        count=_count_posts(section.entries),
        posts=tuple(_list_entry(digest, entry) for entry in section.entries[:shown]),
        more=_count_posts(section.entries[shown:]),
    )


def _find_active(digest: Digest) -> tuple[tuple[Taxonomy, tuple[TermCount, ...]], ...]:
    if not digest.listed:
        return ()
    since = digest.listed[0].date.date() - dt.timedelta(days=ACTIVE_DAYS - 1)
    counts = count_terms(one for one in digest.listed if one.date.date() >= since)
    found = []
    for taxonomy in TAXONOMIES:
        found.append((taxonomy, _list_counts(digest, counts, taxonomy)[:ACTIVE_TERMS]))
    return tuple(found)


def _list_counts(digest: Digest, counts: Iterable[tuple[Term, int]], taxonomy: Taxonomy) -> tuple[TermCount, ...]:
    refs = [(digest.refs[key_of(term)], count) for term, count in counts if term.taxonomy == taxonomy]
    return tuple([TermCount(term=ref, count=count, path=ref.path) for ref, count in refs])
