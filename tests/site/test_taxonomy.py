"""Posts find their terms; groups and counts come in a settled order."""

import datetime as dt
import random
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from digest.content.vocabulary import base_vocabularies, make_vocabularies
from digest.core.errors import ProblemsError
from digest.core.types import NewActor, Post, Provenance
from digest.site.taxonomy import (
    TaggedPost,
    count_months,
    count_terms,
    count_together,
    group_by_day,
    group_by_term,
    name_key,
    tag_posts,
)
from support.posts import make_post

UTC = ZoneInfo("UTC")
VOCABULARIES = make_vocabularies(
    base_vocabularies(),
    {
        "vocabularies/topics.yaml": "- name: Lunar affairs\n- name: Tidal affairs\n  parent: Lunar affairs\n",
        "vocabularies/actors.yaml": "- name: Ada Example\n  kind: person\n  aliases: [A. Example]\n",
    },
)


def new_actor(name: str, **fields: Any) -> Provenance:
    return Provenance(raw="a.txt", raw_sha256="00", new_actors=(NewActor(name=name, **fields),))


def tag(posts: Sequence[Post], zone: ZoneInfo = UTC) -> tuple[TaggedPost, ...]:
    return tag_posts({f"content/posts/{post.slug}.md": post for post in posts}, VOCABULARIES, zone)


def names(tagged: TaggedPost) -> list[tuple[str, str]]:
    return [(term.taxonomy, term.name) for term in tagged.terms]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"countries": ("China",)}, [("countries", "China")], id="name"),
        pytest.param({"countries": ("PRC", "china")}, [("countries", "China")], id="aliases-of-one-term"),
        pytest.param({"actors": ("A. Example",)}, [("actors", "Ada Example")], id="editors-alias"),
        pytest.param({"actors": ("Bo Unknown",)}, [("actors", "Bo Unknown")], id="new-actor"),
        pytest.param(
            {"topics": ("Tidal affairs",), "countries": ("Russia",), "actors": ("Ada Example",)},
            [("actors", "Ada Example"), ("countries", "Russia"), ("topics", "Tidal affairs")],
            id="taxonomies-in-order",
        ),
        pytest.param({}, [], id="none"),
    ],
)
def test_terms_of_a_post(fields: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert names(tag([make_post("post-1", 1, **fields)])[0]) == expected


def test_unknown_country_and_topic_are_errors_with_a_suggestion() -> None:
    with pytest.raises(ProblemsError) as caught:
        tag([make_post("post-1", 1, countries=("Norwey",)), make_post("post-2", 2, topics=("Lunar afairs",))])
    assert [str(problem) for problem in caught.value.problems] == [
        "content/posts/post-1.md: countries: unknown country 'Norwey' (did you mean 'Norway'?)",
        "content/posts/post-2.md: topics: unknown topic 'Lunar afairs' (did you mean 'Lunar affairs'?)",
    ]


def test_new_actor_is_what_the_oldest_post_says_and_one_for_all() -> None:
    newer = make_post("post-9", 9, actors=("Bo Unknown",), digest=new_actor("Bo Unknown", kind="group"))
    older = make_post(
        "post-1", 1, actors=("bo unknown",), digest=new_actor("Bo Unknown", kind="person", country="Norway")
    )
    tagged = tag([newer, older])
    assert tagged[0].terms == tagged[1].terms
    assert (tagged[0].terms[0].kind, tagged[0].terms[0].country, tagged[0].terms[0].slug) == (
        "person",
        "NO",
        "bo-unknown",
    )


def test_newest_first_whatever_the_order_of_files() -> None:
    posts = [make_post(f"post-{day}", day) for day in range(1, 20)]
    expected = [f"Post {day}" for day in range(19, 0, -1)]
    for seed in range(5):
        shuffled = random.Random(seed).sample(posts, len(posts))
        assert [one.post.title for one in tag(shuffled)] == expected


def test_groups_share_counts() -> None:
    posts = [
        make_post("post-1", 1, countries=("China", "Russia")),
        make_post("post-2", 2, countries=("China", "Russia", "Norway")),
        make_post("post-3", 3, countries=("China",), topics=("Tidal affairs",)),
    ]
    groups = group_by_term(tag(posts))
    assert list(groups) == [
        ("countries", "china"),
        ("countries", "norway"),
        ("countries", "russia"),
        ("topics", "tidal-affairs"),
    ]
    china = groups["countries", "china"]
    assert [one.post.title for one in china.posts] == ["Post 3", "Post 2", "Post 1"]
    assert dict(count_together(china.posts, ("countries", "china"))) == {
        ("countries", "russia"): 2,
        ("countries", "norway"): 1,
        ("topics", "tidal-affairs"): 1,
    }


def test_count_terms_by_number_then_name() -> None:
    posts = [
        make_post("post-1", 1, countries=("Russia", "Åland")),
        make_post("post-2", 2, countries=("Russia", "Albania")),
    ]
    counts = [(term.name, count) for term, count in count_terms(tag(posts))]
    assert counts == [("Russia", 2), ("Åland", 1), ("Albania", 1)]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        pytest.param([], (), id="none"),
        pytest.param([(2021, 8)], ((2021, 8, 1),), id="one"),
        pytest.param(
            [(2021, 11), (2022, 2), (2021, 11)],
            ((2021, 11, 2), (2021, 12, 0), (2022, 1, 0), (2022, 2, 1)),
            id="empty-months-between",
        ),
    ],
)
def test_months(dates: list[tuple[int, int]], expected: tuple[tuple[int, int, int], ...]) -> None:
    posts = [
        make_post(f"p{place}", date=dt.datetime(year, month, 1, tzinfo=dt.UTC))
        for place, (year, month) in enumerate(dates)
    ]
    assert count_months(tag(posts)) == expected


def test_editions_follow_the_sites_time_zone() -> None:
    late = make_post("post-1", 1, date=dt.datetime(2021, 8, 17, 23, 30, tzinfo=dt.UTC))
    days = {zone: group_by_day(tag([late], ZoneInfo(zone)))[0][0] for zone in ("UTC", "Asia/Kabul", "America/New_York")}
    assert days == {
        "UTC": dt.date(2021, 8, 17),
        "Asia/Kabul": dt.date(2021, 8, 18),
        "America/New_York": dt.date(2021, 8, 17),
    }


def test_names_sort_without_accents() -> None:
    assert sorted(["Zambia", "Åland", "Albania", "álava"], key=name_key) == ["Åland", "álava", "Albania", "Zambia"]
