"""The order of importance within a day, and the sections of what neither leads nor follows."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from digest.content.vocabulary import base_vocabularies
from digest.core.types import Post, Source
from digest.site.importance import Arrangement, Entry, arrange, divide, rank
from digest.site.plan.days import share_room
from digest.site.taxonomy import TaggedPost, tag_posts
from support.posts import make_post

VOCABULARIES = base_vocabularies()


def at(slug: str, hour: int = 9, **fields: Any) -> Post:
    return make_post(slug, date=dt.datetime(2021, 8, 1, hour, tzinfo=dt.UTC), **fields)


def tagged(*posts: Post) -> tuple[TaggedPost, ...]:
    return tag_posts({f"{post.slug}.md": post for post in posts}, VOCABULARIES, ZoneInfo("UTC"))


def slugs(entries: Sequence[Entry]) -> list[str]:
    return [entry.post.post.slug for entry in entries]


def arranged_of(*posts: Post) -> Arrangement:
    return arrange(tagged(*posts), VOCABULARIES.topics, {})


@pytest.mark.parametrize(
    ("posts", "expected"),
    [
        pytest.param([at("early", 1), at("late", 2)], ["late", "early"], id="the newer first"),
        pytest.param(
            [at("b", 9, weight="brief"), at("n", 8), at("h", 7, weight="high"), at("l", 6, weight="lead")],
            ["l", "h", "n", "b"],
            id="by weight, whatever the time",
        ),
        pytest.param([at("n", 1, weight="normal"), at("none", 2)], ["none", "n"], id="no weight is normal"),
        pytest.param(
            [
                at("other", 9, countries=("Norway",)),
                at("one", 8, countries=("China",)),
                at("two", 7, countries=("China",)),
            ],
            ["one", "two", "other"],
            id="what the day is about",
        ),
        pytest.param(
            [
                at("aside", 9, countries=("Norway", "China")),
                at("one", 8, countries=("China",)),
                at("two", 7, countries=("China",)),
            ],
            ["one", "two", "aside"],
            id="only the first of a list counts for a post",
        ),
    ],
)
def test_rank(posts: list[Post], expected: list[str]) -> None:
    assert slugs(rank(tagged(*posts), {})) == expected


def test_the_order_does_not_depend_on_the_order_of_files() -> None:
    posts = [at(f"p{number}", number % 5, countries=("China", "Norway")[: number % 3]) for number in range(12)]
    assert slugs(rank(tagged(*posts), {})) == slugs(rank(tagged(*reversed(posts)), {}))


@pytest.mark.parametrize(
    ("count", "leading", "rest"), [(1, 0, 0), (2, 1, 0), (7, 6, 0), (8, 3, 4), (40, 3, 36)], ids=str
)
def test_how_many_have_a_summary(count: int, leading: int, rest: int) -> None:
    arranged = arranged_of(*[at(f"p{number}") for number in range(count)])
    assert (len(arranged.leading), sum(len(section.entries) for section in arranged.sections)) == (leading, rest)


@pytest.mark.parametrize(("high", "leading"), [(0, 3), (2, 3), (5, 5), (9, 6)], ids=str)
def test_the_editor_may_have_six_leading(high: int, leading: int) -> None:
    posts = [at(f"p{number:02}", weight="high" if number < high else None) for number in range(20)]
    arranged = arranged_of(at("first", weight="lead"), *posts)
    assert arranged.lead.post.post.slug == "first"
    assert len(arranged.leading) == leading


def test_brief_posts_have_no_summary_even_on_a_short_day() -> None:
    arranged = arranged_of(at("a"), at("b"), at("c", weight="brief"))
    assert slugs(arranged.leading) == ["a"]
    assert [slugs(section.entries) for section in arranged.sections] == [["c"]]


def test_leading_posts_are_of_several_topics_where_there_are() -> None:
    posts = [at(f"war{number}", 9, topics=("Armed conflict",)) for number in range(8)]
    arranged = arranged_of(*posts, at("vote", 8, topics=("Election",)))
    assert slugs(arranged.leading)[2] == "vote"


@pytest.mark.parametrize(
    ("topics", "expected"),
    [
        pytest.param(["Diplomacy"] * 3, [("Diplomacy", 3)], id="three make a section"),
        pytest.param(["Diplomacy"] * 2 + ["Election"], [("Politics", 3)], id="fewer go up"),
        pytest.param(["Diplomacy"] * 3 + ["Election"] * 3, [("Election", 3), ("Diplomacy", 3)], id="two of one field"),
        pytest.param(["Diplomacy"] * 3 + ["Election"], [("Politics", 4)], id="a rest keeps its field together"),
        pytest.param(["Diplomacy", "Vaccine"], [("", 2)], id="what stands alone"),
        pytest.param(["Vaccine", None, "Health"], [("Health", 2), ("", 1)], id="no topic"),
        pytest.param(
            ["Treaty", "Summit meetings", "Diplomacy", "Vaccine"], [("Diplomacy", 3), ("", 1)], id="two levels"
        ),
        pytest.param([], [], id="none"),
    ],
)
def test_sections(topics: list[str | None], expected: list[tuple[str, int]]) -> None:
    posts = [at(f"p{place}", topics=(topic,) if topic else ()) for place, topic in enumerate(topics)]
    found = divide([Entry(post=one) for one in tagged(*posts)], VOCABULARIES.topics)
    assert [(section.topic.name if section.topic else "", len(section.entries)) for section in found] == expected


@pytest.mark.parametrize(
    ("posts", "stories", "expected"),
    [
        pytest.param(
            [at("alone", 9), at("a", 8), at("b", 7)],
            {"a.md": ["s"], "b.md": ["s"]},
            [["alone"], ["a", "b"]],
            id="joined",
        ),
        pytest.param(
            [at("alone", 9, source=Source(name="A")), *[at(slug, 8, source=Source(name=slug)) for slug in "bc"]],
            {"b.md": ["s"], "c.md": ["s"]},
            [["c", "b"], ["alone"]],
            id="two sources come before one",
        ),
        pytest.param(
            [at("alone", 9, source=Source(name="A")), *[at(slug, 8, source=Source(name="B")) for slug in "bc"]],
            {"b.md": ["s"], "c.md": ["s"]},
            [["alone"], ["c", "b"]],
            id="two posts of one source do not",
        ),
        pytest.param(
            [at("a", 9), at("b", 8, weight="high"), at("c", 7, weight="lead")],
            {f"{slug}.md": ["s"] for slug in "abc"},
            [["c", "a"], ["b"]],
            id="the editor's stand for themselves",
        ),
        pytest.param(
            [at("a", 9), at("b", 8), at("c", 7)],
            {"a.md": ["small"], "b.md": ["large", "small"], "c.md": ["large"]},
            [["a"], ["b", "c"]],
            id="in two stories: the one with more posts that day",
        ),
    ],
)
def test_posts_of_one_story_stand_together(
    posts: list[Post], stories: dict[str, list[str]], expected: list[list[str]]
) -> None:
    entries = rank(tagged(*posts), stories)
    assert [[one.post.slug for one in entry.posts] for entry in entries] == expected


@pytest.mark.parametrize(
    ("lengths", "room", "shown"),
    [([5, 2, 1], 5, [2, 2, 1]), ([5, 2, 1], 99, [5, 2, 1]), ([5, 2, 1], 2, [1, 1, 0]), ([], 3, []), ([3], 0, [0])],
    ids=str,
)
def test_sections_share_the_room(lengths: list[int], room: int, shown: list[int]) -> None:
    assert share_room(lengths, room) == shown
