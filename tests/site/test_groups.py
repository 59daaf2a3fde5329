"""A group of pages whose fingerprint is what it was has the pages that it had, whatever has changed elsewhere."""

import datetime as dt
from dataclasses import replace
from itertools import cycle
from typing import Any

import pytest
from digest.content.stories import Stories, Story
from digest.content.vocabulary import base_vocabularies, make_vocabularies
from digest.core.settings import DigestSettings
from digest.core.types import Post
from digest.site.fingerprint import fingerprints_of, resolve
from digest.site.plan import (
    Digest,
    PreviousPlan,
    list_groups,
    make_digest,
    make_plan,
    plan_changes,
)
from digest.site.plan.groups import Group, GroupRecord, make_group_record
from hypothesis import given, settings
from hypothesis import strategies as st

VOCABULARIES = make_vocabularies(
    base_vocabularies(),
    {
        "vocabularies/topics.yaml": "- name: Lunar affairs\n- name: Tidal affairs\n  parent: Lunar affairs\n",
        "vocabularies/actors.yaml": "- {name: Wang Yi, country: China, former_slugs: [wang]}\n",
    },
)
SETTINGS = DigestSettings(default_pagination=4, pair_posts=2, drafts=True, siteurl="https://digest.example")
NOW = dt.datetime(2022, 1, 1, tzinfo=dt.UTC)
FILES = [f"content/posts/{number}.md" for number in range(14)]


def named(*names: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(names), max_size=3, unique=True).map(tuple)


def posts_of(file: str) -> st.SearchStrategy[Post]:
    return st.builds(
        Post,
        title=st.sampled_from(["One", "Another"]),
        date=st.sampled_from([dt.datetime(2021, 8, 1, hour, tzinfo=dt.UTC) for hour in (1, 2, 3)] + [NOW]),
        slug=st.just(file.removesuffix(".md").rpartition("/")[2]),
        id=st.just(file),
        status=st.sampled_from(["published", "published", "draft", "hidden"]),
        actors=named("Wang Yi", "Bo Unknown", "Wang"),
        countries=named("China", "Russia", "Kenya"),
        topics=named("Lunar affairs", "Tidal affairs"),
        weight=st.sampled_from([None, None, "lead", "brief"]),
        body=st.sampled_from(["Text.", "Other text."]),
    )


def story_of(slug: str, former: tuple[str, ...] = ()) -> st.SearchStrategy[Story]:
    return st.builds(
        Story,
        title=st.sampled_from(["A story", "Another story"]),
        slug=st.just(slug),
        summary=st.sampled_from([None, "Summed up."]),
        posts=st.lists(st.sampled_from(FILES), max_size=9, unique=True).map(tuple),
        status=st.sampled_from(["open", "closed"]),
        former_slugs=st.sampled_from([(), former]),
    )


SITES = st.fixed_dictionaries({}, optional={file: posts_of(file) for file in FILES})
CHANGES = st.lists(st.fixed_dictionaries({}, optional={file: posts_of(file) for file in FILES[:3]}), max_size=4)
STORIES = st.lists(st.tuples(story_of("one", ("former",)), story_of("other")), min_size=1, max_size=5)


def digest_of(posts: dict[str, Post], stories: tuple[Story, ...] = ()) -> Digest:
    return make_digest(posts, VOCABULARIES, SETTINGS, NOW, stories=Stories(stories=stories), drawing="1")


def pages_of(pages: Any) -> list[Any]:
    return [(page.path, page.template, page.sitemap, fingerprints_of(dict(resolve(page.inputs)))) for page in pages]


def hold_fingerprints(site: dict[str, Post], changes: list[dict[str, Post]], stories: list[tuple[Story, ...]]) -> None:
    seen: dict[tuple[str, bytes], Any] = {}
    for change, told in zip([{}, *changes], cycle(stories)):
        site = site | change
        for group in list_groups(digest_of(site, told)):
            if group.fingerprint:
                pages = pages_of(group.plan())
                assert seen.setdefault((group.name, group.fingerprint), pages) == pages, group.name


@given(site=SITES, changes=CHANGES, stories=STORIES)
@settings(max_examples=80)
def test_the_same_fingerprint_means_the_same_pages(
    site: dict[str, Post], changes: list[dict[str, Post]], stories: list[tuple[Story, ...]]
) -> None:
    hold_fingerprints(site, changes, stories)


@pytest.mark.slow
@given(site=SITES, changes=CHANGES, stories=STORIES)
@settings(max_examples=1000)
def test_the_same_fingerprint_means_the_same_pages_often(
    site: dict[str, Post], changes: list[dict[str, Post]], stories: list[tuple[Story, ...]]
) -> None:
    hold_fingerprints(site, changes, stories)


def previous_plan_of(digest: Digest) -> PreviousPlan:
    return PreviousPlan(groups={group.name: make_group_record(group, group.plan()) for group in list_groups(digest)})


@given(site=SITES, change=CHANGES, stories=STORIES)
@settings(max_examples=80)
def test_what_is_skipped_is_in_the_plan_all_the_same(
    site: dict[str, Post], change: list[dict[str, Post]], stories: list[tuple[Story, ...]]
) -> None:
    previous = previous_plan_of(digest_of(site, stories[0]))
    for one in change:
        site = site | one
    digest = digest_of(site, stories[-1])
    plan = plan_changes(digest, previous)
    whole = {page.path: page for page in make_plan(digest)}
    assert plan.paths == whole.keys()
    changed = {page.path for page in plan.pages}
    assert pages_of(plan.pages) == pages_of(page for path, page in whole.items() if path in changed)


def test_a_group_has_a_name_of_its_own() -> None:
    names = [group.name for group in list_groups(digest_of(listed_posts()))]
    assert len(names) == len({*names})


def test_a_group_is_unchanged_where_fingerprint_and_outputs_are() -> None:
    group = Group("name", b"12345678", tuple)
    known = GroupRecord(group.fingerprint, ("a", "b"), ())
    changed = Group("name", b"87654321", tuple)
    previous = PreviousPlan(groups={"name": known, "always": GroupRecord(b"", (), ())})
    assert previous.find_unchanged(group) is known
    assert previous.find_unchanged(changed) is None
    assert previous.find_unchanged(Group("other", group.fingerprint, tuple)) is None
    assert previous.find_unchanged(Group("always", b"", tuple)) is None
    assert replace(previous, modified_outputs=frozenset({"b"})).find_unchanged(group) is None
    assert replace(previous, modified_outputs=frozenset({"c"})).find_unchanged(group) is known


def listed_posts() -> dict[str, Post]:
    return {
        file: Post(
            title=file,
            slug=f"p{place}",
            id=file,
            date=NOW - dt.timedelta(days=place),
            countries=("China",),
            body="Text.",
        )
        for place, file in enumerate(FILES)
    }


def changed_groups(before: dict[str, Post], after: dict[str, Post]) -> set[str]:
    old, new = ({group.name: group.fingerprint for group in list_groups(digest_of(posts))} for posts in (before, after))
    return {name for name, fingerprint in new.items() if old.get(name) != fingerprint}


def test_a_day_knows_which_of_its_posts_are_in_a_story() -> None:
    posts = {file: replace(post, date=NOW) for file, post in listed_posts().items()}
    days = []
    for members in (FILES[:2], (FILES[0], FILES[7])):
        digest = digest_of(posts, (Story(title="A story", slug="one", posts=tuple(members)),))
        days.append(next(group.fingerprint for group in list_groups(digest) if group.name == "2022/01/01/index.html"))
    assert days[0] != days[1]


def test_a_change_of_text_leaves_lists_alone() -> None:
    posts = listed_posts()
    changed = changed_groups(posts, posts | {FILES[0]: replace(posts[FILES[0]], body="Another text.")})
    assert {name for name in changed if not name.startswith("feeds/")} == {FILES[0]}


def test_a_change_of_title_leaves_other_days_alone() -> None:
    posts = listed_posts()
    changed = changed_groups(posts, posts | {FILES[0]: replace(posts[FILES[0]], title="Another title")})
    above = {"2022/01/01/index.html", "2022/01/index.html", "2022/index.html"}
    assert {name for name in changed if name.startswith("202")} == above
