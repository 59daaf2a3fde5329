"""The plan of stories: which pages and feeds there are, what stands on them, and what a post that joins changes."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from digest.content.stories import SourceText, Stories, Story
from digest.content.vocabulary import base_vocabularies
from digest.core.settings import DigestSettings
from digest.core.similarity import make_sketch
from digest.core.types import Feed, Page, Post, Source
from digest.site.fingerprint import fingerprints_of, resolve
from digest.site.plan import Digest, list_groups, make_digest, make_plan
from digest.site.plan.timelines import MOST_CELLS, make_marks
from digest.site.views import FeedRow, Link, PostDetails, StoryCard, StoryDay, StoryDetails, StoryMark, StoryPart
from support.posts import make_post

NOW = dt.datetime(2021, 9, 30, tzinfo=dt.UTC)
EDITOR = DigestSettings(sitename="Test", site_id="a3c1a7de-6b7e-4f0e-9d0b-5f1c2f6d8e47", feed_formats=("atom",))
PRODUCTION = replace(EDITOR, siteurl="https://digest.example/repo", drafts=False)
VOCABULARIES = base_vocabularies()
KABUL = Story(title="Fall of Kabul", slug="kabul", posts=("a", "b", "c"))
ABC = (make_post("a", 1), make_post("b", 2), make_post("c", 5))
DRAFT = make_post("draft", 3, status="draft")
FUTURE = make_post("future", date=dt.datetime(2021, 10, 1, tzinfo=dt.UTC))
HIDDEN = make_post("hidden", 4, status="hidden")
ALL_FOUR = replace(KABUL, posts=("a", "draft", "future", "hidden"))


def digest_of(posts: Sequence[Post], *stories: Story, settings: DigestSettings = EDITOR, **more: Any) -> Digest:
    by_file = {f"content/posts/{post.slug}.md": post for post in posts}
    return make_digest(by_file, VOCABULARIES, settings, NOW, stories=Stories(stories=stories), **more)


def plan(posts: Sequence[Post], *stories: Story, settings: DigestSettings = EDITOR) -> dict[str, Page]:
    return {page.path: page for page in make_plan(digest_of(posts, *stories, settings=settings))}


def shown(page: Page, name: str) -> Any:
    return resolve(page.inputs)[name]


def details_of(page: Page) -> StoryDetails:
    details = shown(page, "details")
    assert isinstance(details, StoryDetails)
    return details


def parts_of(page: Page) -> tuple[StoryPart, ...]:
    details = shown(page, "details")
    assert isinstance(details, PostDetails)
    return details.stories


def feed_of(page: Page) -> Feed:
    feed = shown(page, "feed")
    assert isinstance(feed, Feed)
    return feed


def link_to(post: Post) -> Link:
    return Link(path=f"2021/08/{post.date.day:02}/{post.slug}/", name=post.title)


# --- Which pages there are --------------------------------------------------------------------------------------------


def test_a_story_has_a_page_a_feed_and_a_place_in_the_list_of_all() -> None:
    assert set(plan(ABC, KABUL)) - set(plan(ABC)) == {
        "stories/index.html",
        "stories/kabul/index.html",
        "feeds/stories/kabul.atom.xml",
    }


def test_former_slugs_lead_to_the_story_and_go_on_as_feeds() -> None:
    pages = plan(ABC, replace(KABUL, slug="fall-of-kabul", former_slugs=("kabul",)))
    assert shown(pages["stories/kabul/index.html"], "target") == "stories/fall-of-kabul/"
    former, feed = (feed_of(pages[f"feeds/stories/{slug}.atom.xml"]) for slug in ("kabul", "fall-of-kabul"))
    assert former == feed
    assert feed.id == feed_of(plan(ABC, KABUL)["feeds/stories/kabul.atom.xml"]).id


def test_a_story_keeps_its_feeds_when_it_gets_the_posts_of_another() -> None:
    before = feed_of(plan(ABC, KABUL)["feeds/stories/kabul.atom.xml"])
    merged = replace(KABUL, former_slugs=("airlift",), id="kabul")
    pages = plan(ABC, merged)
    assert feed_of(pages["feeds/stories/kabul.atom.xml"]).id == before.id
    assert feed_of(pages["feeds/stories/airlift.atom.xml"]).id == before.id


def test_a_story_that_takes_a_former_slug_has_its_address() -> None:
    other = Story(title="Other", slug="former", posts=("a",))
    pages = plan(ABC, replace(KABUL, former_slugs=("former",)), other)
    assert pages["stories/former/index.html"].template == "story.html"
    assert feed_of(pages["feeds/stories/former.atom.xml"]).title == "Other · Test"


@pytest.mark.parametrize("story", [KABUL, replace(KABUL, posts=())], ids=["gone", "none"])
def test_a_story_without_posts_leaves_no_trace(story: Story) -> None:
    posts = [make_post("x")]
    assert plan(posts, story, settings=PRODUCTION) == plan(posts, settings=PRODUCTION)


def test_production_has_no_trace_of_what_is_not_published() -> None:
    posts = [ABC[0], HIDDEN]
    whole = plan([*posts, DRAFT, FUTURE], ALL_FOUR, settings=PRODUCTION)
    assert made(whole) == made(plan(posts, replace(KABUL, posts=("a",)), settings=PRODUCTION))
    assert parts_of(whole["2021/08/04/hidden/index.html"]) == ()


def made(pages: Mapping[str, Page]) -> dict[str, object]:
    return {path: (page.template, page.sitemap, dict(resolve(page.inputs))) for path, page in pages.items()}


def test_a_story_of_drafts_is_the_editors_alone() -> None:
    story = replace(KABUL, posts=("draft",))
    assert plan([DRAFT, ABC[0]], story, settings=PRODUCTION) == plan([ABC[0]], settings=PRODUCTION)
    pages = plan([DRAFT], story)
    assert details_of(pages["stories/kabul/index.html"]).card.draft
    assert not [path for path in pages if path.startswith("feeds/stories/")]


def test_the_editor_sees_drafts_in_a_story_but_its_feed_does_not() -> None:
    pages = plan([ABC[0], DRAFT, FUTURE, HIDDEN], ALL_FOUR)
    assert details_of(pages["stories/kabul/index.html"]).card.count == 2
    assert [entry.title for entry in feed_of(pages["feeds/stories/kabul.atom.xml"]).entries] == ["A"]


def test_menus_lead_to_stories_where_there_are_some() -> None:
    assert digest_of(ABC, KABUL).site.stories
    assert not digest_of([DRAFT], replace(KABUL, posts=("draft",)), settings=PRODUCTION).site.stories


def test_a_long_story_is_divided() -> None:
    start = dt.datetime(2021, 1, 1, tzinfo=dt.UTC)
    posts = [make_post(f"p{number}", date=start + dt.timedelta(hours=3 * number)) for number in range(2000)]
    pages = plan(posts, replace(KABUL, posts=tuple(post.slug for post in posts)))
    lists = [page for path, page in pages.items() if path.startswith("stories/kabul/")]
    assert 15 < len(lists) < 25
    assert [shown(page, "details") is None for page in lists] == [False] + [True] * (len(lists) - 1)
    titles = [card.title for page in lists for day in shown(page, "days") for card in day.posts]
    assert titles == [post.title for post in reversed(posts)]


# --- What stands on them ----------------------------------------------------------------------------------------------


def test_a_timeline_runs_by_day_with_its_gaps() -> None:
    late = make_post("late", date=dt.datetime(2021, 8, 5, 20, tzinfo=dt.UTC))
    story = replace(KABUL, posts=("late", "c", "a", "b"))
    days: tuple[StoryDay, ...] = shown(plan([*ABC, late], story)["stories/kabul/index.html"], "days")
    assert [(day.date.day, day.path, [card.title for card in day.posts], day.gap) for day in days] == [
        (5, "2021/08/05/", ["Late", "C"], 2),
        (2, "2021/08/02/", ["B"], 0),
        (1, "2021/08/01/", ["A"], 0),
    ]


def test_who_where_and_which_outlets_over_time() -> None:
    posts = [
        make_post("a", 1, countries=("Chad",), actors=("Ada",), source=Source(name="Wire")),
        make_post("b", 2, countries=("Chad", "Mali"), source=Source(name="Ledger")),
        make_post("c", 5, countries=("Chad",), actors=("Bo", "Ada"), topics=("Diplomacy",), source=Source(name="Wire")),
        make_post("d", 5, countries=("Niger",)),
    ]
    details = details_of(plan(posts, replace(KABUL, posts=tuple("abcd")))["stories/kabul/index.html"])
    named = {one.term.name: (one.count, [mark.date.day for mark in one.marks]) for one in details.countries}
    assert named == {"Chad": (3, [1, 2, 5]), "Mali": (1, [2]), "Niger": (1, [5])}
    assert [one.term.name for one in details.actors] == ["Ada", "Bo"]
    assert [(one.name, one.count, one.first.title, one.last.title) for one in details.sources] == [
        ("Wire", 2, "A", "C"),
        ("Ledger", 1, "B", "B"),
        (None, 1, "D", "D"),
    ]
    assert details.news
    assert [ref.name for ref in details.news.terms] == ["Bo", "Niger"]
    assert (details.news.since, details.news.sources) == (dt.date(2021, 8, 2), ())


TEXT, OTHER = (" ".join(f"{word} {number}" for number in range(60)) for word in ("ships", "grain"))


def article(outlet: str, text: str = "") -> SourceText:
    return SourceText(outlet=outlet, sketch=make_sketch(text), has_text=bool(text))


WITNESSES = {
    "two outlets": ({"a": article("Wire", TEXT), "b": article("Ledger", OTHER)}, {}, 2, {"Wire": (), "Ledger": ()}),
    "a copy": ({"a": article("Wire", TEXT), "b": article("Ledger", TEXT)}, {}, 1, {"Wire": (), "Ledger": ("Wire",)}),
    "one owner": (
        {"a": article("Wire", TEXT), "b": article("Ledger", OTHER)},
        {"wire": "press", "ledger": "press"},
        1,
        {"Wire": (), "Ledger": ()},
    ),
    "no text": ({"a": article("Wire", TEXT), "b": article("Ledger")}, {}, None, {"Wire": (), "Ledger": ()}),
}


@pytest.mark.parametrize("name", WITNESSES)
def test_copies_and_outlets_of_one_owner_are_one_source(name: str) -> None:
    texts, owners, count, copies = WITNESSES[name]
    posts = [make_post("own", 3), *(make_post(slug, 1, source=Source(name=one.outlet)) for slug, one in texts.items())]
    story = replace(KABUL, posts=("own", *texts))
    by_file = {f"content/posts/{slug}.md": one for slug, one in texts.items()}
    digest = digest_of(posts, story, source_texts=by_file, owners=owners)
    details = details_of({page.path: page for page in make_plan(digest)}["stories/kabul/index.html"])
    assert (details.card.count, details.articles, details.independent) == (3, 2, count)
    assert {source.name: source.copies for source in details.sources if source.name} == copies
    assert [source.is_known for source in details.sources if source.name == "Ledger"] == [name != "no text"]


def test_a_story_of_one_day_has_no_news() -> None:
    details = details_of(plan(ABC, replace(KABUL, posts=("a",)))["stories/kabul/index.html"])
    assert (details.news, details.card.days, len(details.card.marks)) == (None, 1, 1)


def test_a_mark_stands_for_a_day() -> None:
    days = [make_post(f"p{day}", day) for day in (1, 2, 4, 20)] + [make_post("again", 2)]
    (group,) = digest_of(days, replace(KABUL, posts=("p1", "p2", "p4", "p20", "again"))).stories.values()
    assert make_marks(group.posts) == (
        StoryMark(date=dt.date(2021, 8, 1), count=1, cell=0, is_far=False),
        StoryMark(date=dt.date(2021, 8, 2), count=2, cell=1, is_far=False),
        StoryMark(date=dt.date(2021, 8, 4), count=1, cell=3, is_far=False),
        StoryMark(date=dt.date(2021, 8, 20), count=1, cell=7, is_far=True),
    )


def test_a_row_of_marks_is_as_wide_as_a_column_and_ends_with_the_newest_day() -> None:
    start = dt.datetime(2021, 1, 1, tzinfo=dt.UTC)
    posts = [make_post(f"p{number}", date=start + dt.timedelta(days=2 * number)) for number in range(MOST_CELLS)]
    (group,) = digest_of(posts, replace(KABUL, posts=tuple(post.slug for post in posts))).stories.values()
    marks = make_marks(group.posts)
    assert [mark.cell for mark in marks] == list(range(0, MOST_CELLS, 2))
    assert marks[-1].date == posts[-1].date.date()


def test_a_post_says_which_part_it_is() -> None:
    other = Story(title="Airlift", slug="airlift", posts=("c", "b"))
    pages = plan(ABC, KABUL, other)
    assert parts_of(pages["2021/08/02/b/index.html"]) == (
        StoryPart(
            story=Link(path="stories/airlift/", name="Airlift"),
            slug="airlift",
            number=1,
            day=1,
            earlier=None,
            later=link_to(ABC[2]),
        ),
        StoryPart(
            story=Link(path="stories/kabul/", name="Fall of Kabul"),
            slug="kabul",
            number=2,
            day=2,
            earlier=link_to(ABC[0]),
            later=link_to(ABC[2]),
        ),
    )


def test_running_and_closed_stories_by_their_newest_post() -> None:
    stories = [
        Story(title="Old", slug="old", posts=("a",)),
        Story(title="New", slug="new", posts=("a", "c")),
        Story(title="Over", slug="over", posts=("b",), status="closed"),
    ]
    pages = plan(ABC, *stories)
    index, home = pages["stories/index.html"], pages["index.html"]
    names = {name: [card.title for card in shown(index, name)] for name in ("running", "closed")}
    assert names == {"running": ["New", "Old"], "closed": ["Over"]}
    running: tuple[StoryCard, ...] = shown(home, "running")
    assert [(card.title, card.count, card.days) for card in running] == [("New", 2, 2), ("Old", 1, 1)]


def test_stories_in_feeds_and_their_lists() -> None:
    pages = plan(ABC, KABUL, settings=PRODUCTION)
    entries = {entry.title: entry for entry in feed_of(pages["feeds/all.atom.xml"]).entries}
    (category,) = entries["A"].categories
    assert (category.scheme, category.term, category.label) == (
        "https://digest.example/repo/stories/",
        "kabul",
        "Fall of Kabul",
    )
    ids = {entry.title: entry.id for entry in feed_of(pages["feeds/stories/kabul.atom.xml"]).entries}
    assert ids == {title: entry.id for title, entry in entries.items()}
    for path, count in (("feeds/index.html", 3), ("feeds.opml", None)):
        heading, rows = shown(pages[path], "rows")[0]
        (row,) = rows
        assert isinstance(row, FeedRow)
        assert (heading, row.story, row.count) == ("Stories", Link(path="stories/kabul/", name="Fall of Kabul"), count)
        assert row.feeds.atom == "feeds/stories/kabul.atom.xml"


def test_stories_are_in_the_sitemap() -> None:
    pages = plan(ABC, KABUL, replace(KABUL, slug="draft", posts=("draft",)), settings=PRODUCTION)
    addresses = {address for address, _ in shown(pages["sitemap.xml"], "pages")}
    assert {address for address in addresses if "/stories/" in address} == {
        "https://digest.example/repo/stories/",
        "https://digest.example/repo/stories/kabul/",
    }


# --- What is made again -----------------------------------------------------------------------------------------------


def differing(before: Digest, after: Digest) -> set[str]:
    """Return the pages whose inputs are not what they were."""
    old, new = ({page.path: page for page in make_plan(digest)} for digest in (before, after))
    return {
        path for path, page in new.items() if path not in old or inputs_of(page) != inputs_of(old[path])
    }  # fmt: skip


def inputs_of(page: Page) -> bytes:
    return fingerprints_of(dict(resolve(page.inputs)))


def changed_groups(before: Digest, after: Digest) -> set[str]:
    old, new = ({group.name: group.fingerprint for group in list_groups(digest)} for digest in (before, after))
    return {name for name, fingerprint in new.items() if old.get(name) != fingerprint}


MANY = [make_post(f"p{day:02}", day, countries=("Chad",)) for day in range(1, 13)]
JOINS = {"p09": "at the end", "p05": "in the middle"}


@pytest.mark.parametrize("post", JOINS, ids=JOINS.values())
def test_a_post_that_joins_changes_what_shows_it(post: str) -> None:
    """A story's later parts have another number; nothing else of the site is planned again."""
    story = replace(KABUL, posts=("p02", "p04", "p06", "p08"))
    before = digest_of(MANY, story)
    after = digest_of(MANY, replace(story, posts=(*story.posts, post)))
    day = int(post[1:])
    beside = [number for number in (2, 4, 6, 8) if number > day or number == day - 1]
    parts = {f"2021/08/{number:02}/p{number:02}/index.html" for number in (day, *beside)}
    # A day tells of its lead's story what came before.
    days = [number for number in (2, 4, 6, 8, day) if number > day or (number == day and day > 2)]
    told = {f"2021/08/{number:02}/index.html" for number in days}
    lists = {"index.html", "stories/index.html", "stories/kabul/index.html", "feeds/index.html"}
    feeds = {"feeds/all.atom.xml", "feeds/countries/chad.atom.xml", "feeds/stories/kabul.atom.xml"}
    assert differing(before, after) == parts | told | lists | feeds
    groups = {f"content/posts/p{number:02}.md" for number in (day, *beside)}
    feed_groups = {"feeds/all", "feeds/countries/chad", "feeds/stories/kabul"}
    indexes = {"front", "archives", "stories/", "stories/kabul/", "2021/08/index.html", "2021/index.html"}
    assert {name for name in changed_groups(before, after) if name} == groups | told | feed_groups | indexes


def test_what_the_first_story_changes_is_planned_anew() -> None:
    before, after = digest_of(MANY), digest_of(MANY, replace(KABUL, posts=("p02",)))
    assert "site" in changed_groups(before, after)
    assert "site" not in changed_groups(after, digest_of(MANY, replace(KABUL, posts=("p02", "p03"))))
