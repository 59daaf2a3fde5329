"""A group of pages whose mark is what it was has the pages that it had, whatever has changed elsewhere."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from digest.content.vocabulary import base_vocabularies, make_vocabularies
from digest.core.settings import DigestSettings
from digest.core.types import Post
from digest.site.fingerprint import fingerprints_of, resolve
from digest.site.plan import (
    Digest,
    PreviousPlan,
    corpus_fingerprint,
    list_groups,
    make_digest,
    make_plan,
    plan_changes,
    post_path,
)
from digest.site.plan.groups import Group, describe
from digest.site.plan.related import Related
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
        body=st.sampled_from(["Text.", "Other text."]),
    )


SITES = st.fixed_dictionaries({}, optional={file: posts_of(file) for file in FILES})
CHANGES = st.lists(st.fixed_dictionaries({}, optional={file: posts_of(file) for file in FILES[:3]}), max_size=4)


def digest_of(posts: dict[str, Post]) -> Digest:
    return make_digest(posts, VOCABULARIES, SETTINGS, NOW)


def pages_of(pages: Any) -> list[Any]:
    return [(page.path, page.template, page.sitemap, fingerprints_of(dict(resolve(page.inputs)))) for page in pages]


def marks_of_group(group: Group) -> tuple[bytes, bytes] | None:
    return (group.fingerprint(), group.texts) if group.fingerprint else None


@given(site=SITES, changes=CHANGES)
@settings(max_examples=400, deadline=None)
def test_the_same_mark_means_the_same_pages(site: dict[str, Post], changes: list[dict[str, Post]]) -> None:
    seen: dict[tuple[str, object], Any] = {}
    for change in [{}, *changes]:
        site = site | change
        for group in list_groups(digest_of(site)):
            if group.fingerprint:
                pages = pages_of(group.plan())
                assert seen.setdefault((group.name, marks_of_group(group)), pages) == pages, group.name


@given(site=SITES, changes=CHANGES)
@settings(max_examples=400, deadline=None)
def test_the_same_level_means_the_same_marks(site: dict[str, Post], changes: list[dict[str, Post]]) -> None:
    seen: dict[bytes, dict[str, bytes]] = {}
    for change in [{}, *changes]:
        site = site | change
        digest = digest_of(site)
        marks = {group.name: group.fingerprint() for group in list_groups(digest) if group.fingerprint}
        assert seen.setdefault(corpus_fingerprint(digest), marks) == marks


def recall_of(digest: Digest) -> PreviousPlan:
    groups = {
        group.name: describe(group.fingerprint() if group.fingerprint else b"", group.texts, group.plan())
        for group in list_groups(digest)
    }
    return PreviousPlan(corpus_fingerprint=corpus_fingerprint(digest), groups=groups)


@given(site=SITES, change=CHANGES)
@settings(max_examples=150, deadline=None)
def test_what_rests_is_in_the_plan_all_the_same(site: dict[str, Post], change: list[dict[str, Post]]) -> None:
    recall = recall_of(digest_of(site))
    for one in change:
        site = site | one
    digest = digest_of(site)
    plan = plan_changes(digest, recall)
    whole = {page.path: page for page in make_plan(digest)}
    assert plan.paths == whole.keys()
    changed = {page.path for page in plan.pages}
    assert pages_of(plan.pages) == pages_of(page for path, page in whole.items() if path in changed)


def test_a_change_of_text_leaves_lists_alone() -> None:
    posts = {
        file: Post(title=file, slug=f"p{place}", id=file, date=NOW - dt.timedelta(days=place), countries=("China",))
        for place, file in enumerate(FILES)
    }
    before = {group.name: marks_of_group(group) for group in list_groups(digest_of(posts))}
    posts[FILES[0]] = replace(posts[FILES[0]], body="Another text.")
    after = {group.name: marks_of_group(group) for group in list_groups(digest_of(posts))}
    changed = {name for name, mark in after.items() if before[name] != mark}
    assert {name for name in changed if not name.startswith("feeds/")} == {FILES[0]}


def test_after_a_change_of_text_no_group_is_marked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    posts = {
        file: Post(title=file, slug=f"p{place}", id=file, date=NOW - dt.timedelta(days=place), countries=("China",))
        for place, file in enumerate(FILES)
    }
    recall = recall_of(digest_of(posts))
    posts[FILES[0]] = replace(posts[FILES[0]], body="Another text.")
    monkeypatch.setattr(Related, "fingerprint_surroundings", None)  # what the marks of all posts' pages start with
    assert post_path(digest_of(posts).posts[FILES[0]]) + "index.html" in {
        page.path for page in plan_changes(digest_of(posts), recall).pages
    }
