"""The plan: which pages there are, and what each will read."""

import datetime as dt
import statistics
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from digest.content.vocabulary import base_vocabularies, make_vocabularies
from digest.core.errors import ProblemsError
from digest.core.settings import DigestSettings
from digest.core.types import Feed, Image, Page, Post, Provenance, Source
from digest.site.markup import Body
from digest.site.plan import SiteFile, SiteFiles, StaticPage, make_digest, make_plan
from digest.site.plan.digest import Digest
from digest.site.plan.files import is_safe_path
from digest.site.plan.related import MOST, Related
from digest.site.views import EditionView, Link, PageMeta, Pagination, PostDetails, TermDetails
from support.posts import make_post

NOW = dt.datetime(2021, 9, 30, tzinfo=dt.UTC)
SITE_ID = "a3c1a7de-6b7e-4f0e-9d0b-5f1c2f6d8e47"
EDITOR = DigestSettings(sitename="Test", site_id=SITE_ID)
PRODUCTION = replace(EDITOR, siteurl="https://digest.example/repo", body="excerpt", drafts=False)
VOCABULARIES = make_vocabularies(
    base_vocabularies(),
    {
        "v/topics.yaml": "- name: Lunar affairs\n- name: Tidal affairs\n  parent: Lunar affairs\n",
        "v/actors.yaml": "- {name: Ada Example, kind: person, country: Norway, former_slugs: [ada]}\n",
        "v/countries.yaml": "- {name: China, former_slugs: [prc]}\n",
    },
)
INGESTED = Provenance(raw="a.txt", raw_sha256="00")


def digest_of(posts: Sequence[Post], settings: DigestSettings = EDITOR, files: SiteFiles | None = None) -> Digest:
    by_file = {f"content/posts/{place}-{post.slug}.md": post for place, post in enumerate(posts)}
    return make_digest(by_file, VOCABULARIES, settings, NOW, files)


def plan(posts: Sequence[Post], settings: DigestSettings = EDITOR, files: SiteFiles | None = None) -> dict[str, Page]:
    return {page.path: page for page in make_plan(digest_of(posts, settings, files))}


def meta(page: Page) -> PageMeta:
    value = page.inputs["page"]
    assert isinstance(value, PageMeta)
    return value


def feed(page: Page) -> Feed:
    value = page.inputs["feed"]
    assert isinstance(value, Feed)
    return value


EMPTY_SITE = [
    "index.html",
    "actors/index.html",
    "countries/index.html",
    "topics/index.html",
    "archives/index.html",
    "feeds/index.html",
    "feeds.opml",
    "feeds/all.atom.xml",
    "feeds/all.rss.xml",
    "feeds/all.json",
    "manifest.webmanifest",
    "search/index.html",
    "404.html",
    "robots.txt",
]


def test_a_site_without_posts_has_its_frame() -> None:
    assert list(plan([])) == EMPTY_SITE


def test_one_post_and_all_that_follows_from_it() -> None:
    post = make_post(countries=("Russia",), topics=("Tidal affairs",), actors=("Bo Unknown",))
    added = set(plan([post])) - set(EMPTY_SITE)
    assert added == {
        "2021/08/01/one/index.html",
        "2021/08/01/index.html",
        "2021/08/index.html",
        "2021/index.html",
        "actors/bo-unknown/index.html",
        "countries/russia/index.html",
        "topics/tidal-affairs/index.html",
        "feeds/actors/bo-unknown.atom.xml",
        "feeds/actors/bo-unknown.rss.xml",
        "feeds/countries/russia.atom.xml",
        "feeds/countries/russia.rss.xml",
        "feeds/topics/tidal-affairs.atom.xml",
        "feeds/topics/tidal-affairs.rss.xml",
    }


DRAFT = make_post("draft", status="draft", countries=("Norway",), aliases=("/old-draft/",))
HIDDEN = make_post("hidden", status="hidden", countries=("Norway",), actors=("Hidden Person",))
FUTURE = make_post("future", date=dt.datetime(2021, 10, 1, tzinfo=dt.UTC), countries=("Norway",))


@pytest.mark.parametrize(
    ("post", "settings", "expected"),
    [
        pytest.param(DRAFT, PRODUCTION, set(), id="draft-in-production"),
        pytest.param(FUTURE, PRODUCTION, set(), id="future-in-production"),
        pytest.param(FUTURE, EDITOR, set(), id="future-at-the-editors"),
        pytest.param(HIDDEN, PRODUCTION, {"2021/08/01/hidden/index.html"}, id="hidden"),
        pytest.param(
            DRAFT,
            EDITOR,
            {
                "2021/08/01/draft/index.html",
                "2021/08/01/index.html",
                "2021/08/index.html",
                "2021/index.html",
                "countries/norway/index.html",
                "old-draft/index.html",
            },
            id="draft-at-the-editors-has-no-feed",
        ),
    ],
)
def test_who_is_planned(post: Post, settings: DigestSettings, expected: set[str]) -> None:
    assert set(plan([post], settings)) - set(plan([], settings)) == expected


def test_production_has_no_trace_of_what_is_not_published() -> None:
    visible = make_post("seen", 2, countries=("Russia",))
    assert plan([visible, DRAFT, FUTURE], PRODUCTION) == plan([visible], PRODUCTION)


def test_drafts_never_reach_a_feed() -> None:
    pages = plan([make_post("seen", 2, countries=("Norway",)), DRAFT])
    feeds = [page for page in pages.values() if page.template.startswith("feed:")]
    assert {entry.title for page in feeds for entry in feed(page).entries} == {"Seen"}


def test_hidden_page_is_not_indexed_and_names_only_terms_with_pages() -> None:
    pages = plan([HIDDEN, make_post("seen", 2, countries=("Norway",))], PRODUCTION)
    page = pages["2021/08/01/hidden/index.html"]
    assert meta(page).noindex
    card = page.inputs["post"]
    assert [ref.path for ref in card.countries] == ["countries/norway/"]  # type: ignore[attr-defined]
    assert card.actors == ()  # type: ignore[attr-defined]
    addresses = dict(pages["sitemap.xml"].inputs["pages"])  # type: ignore[call-overload]
    assert "https://digest.example/repo/2021/08/01/hidden/" not in addresses


@pytest.mark.parametrize(
    ("fields", "settings", "excerpt"),
    [
        pytest.param({"digest": INGESTED}, EDITOR, False, id="editor-sees-all"),
        pytest.param({"digest": INGESTED}, PRODUCTION, True, id="others-text-is-cut"),
        pytest.param({}, PRODUCTION, False, id="own-text-is-whole"),
        pytest.param({"digest": INGESTED, "show": "full"}, PRODUCTION, False, id="show-full"),
        pytest.param({"show": "excerpt"}, EDITOR, True, id="show-excerpt"),
    ],
)
def test_what_a_post_shows(fields: dict[str, Any], settings: DigestSettings, excerpt: bool) -> None:
    page = plan([make_post(body="Text.", **fields)], settings)["2021/08/01/one/index.html"]
    body, details = page.inputs["body"], page.inputs["details"]
    assert isinstance(body, Body)
    assert isinstance(details, PostDetails)
    assert (body.excerpt, details.excerpted, details.own) == (excerpt, excerpt, "digest" not in fields)


def test_inputs_hold_no_body() -> None:
    pages = plan([make_post(body="Telltale words.", countries=("Russia",))])
    assert "Telltale" not in repr(pages)


def test_long_lists_are_divided() -> None:
    posts = [make_post(f"p{day}", day, countries=("Russia",)) for day in range(1, 6)]
    pages = plan(posts, replace(EDITOR, default_pagination=2))
    lists = {path: page for path, page in pages.items() if path.startswith("countries/russia/")}
    assert {path: [card.title for card in page.inputs["posts"]] for path, page in lists.items()} == {  # type: ignore[attr-defined]
        "countries/russia/index.html": ["P5"],
        "countries/russia/page/2021-08-04/index.html": ["P4", "P3"],
        "countries/russia/page/2021-08-02/index.html": ["P2", "P1"],
    }
    assert lists["countries/russia/page/2021-08-04/index.html"].inputs["pagination"] == Pagination(
        until="4 August 2021",
        newer=Link(path="countries/russia/", name="The newest"),
        older=Link(path="countries/russia/page/2021-08-02/", name="2 August 2021"),
    )


@pytest.mark.parametrize("size", [1, 2, 3, 20])
def test_a_new_post_is_on_the_first_page_alone(size: int) -> None:
    settings = replace(EDITOR, default_pagination=size)
    before: dict[str, Page] = {}
    for count in range(1, 5 * size):
        dates = [dt.datetime(2020, 1, 1, tzinfo=dt.UTC) + dt.timedelta(days=number) for number in range(count)]
        posts = [make_post(f"p{number}", date=date, countries=("Chad",)) for number, date in enumerate(dates)]
        pages = plan(posts, settings)
        lists = {path: page for path, page in pages.items() if path.startswith("countries/chad/")}
        lengths = {path: len(page.inputs["posts"]) for path, page in lists.items()}  # type: ignore[arg-type]
        first = lengths.pop("countries/chad/index.html")
        assert first == count if not lengths else (size + 1) // 2 <= first < size + size // 4 + (size + 1) // 2
        assert all(abs(length - size) <= size // 4 for length in lengths.values())
        for path, page in before.items():
            if path in lengths:
                assert page.inputs["posts"] == lists[path].inputs["posts"]
        before = lists


def test_a_post_that_leaves_a_list_changes_few_of_its_pages() -> None:
    """Counts pages: were they counted out, one post fewer would change all newer ones, some ten of twenty."""
    start = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    posts = [
        make_post(f"p{number}", date=start + dt.timedelta(days=number), id=f"made{number:012}", countries=("Chad",))
        for number in range(400)
    ]

    def shown(chosen: list[Post]) -> dict[str, object]:
        pages = plan(chosen)
        return {path: page.inputs["posts"] for path, page in pages.items() if path.startswith("countries/chad/")}

    whole = shown(posts)
    counts = [count_changes(whole, shown(posts[:place] + posts[place + 1 :])) for place in range(20, 400, 40)]
    assert statistics.median(counts) <= 2


def test_pages_that_end_on_one_day_have_addresses_of_their_own() -> None:
    posts = [
        make_post(f"p{hour}", date=dt.datetime(2021, 8, 4, hour, tzinfo=dt.UTC), countries=("Chad",))
        for hour in range(6)
    ]
    pages = plan(posts, replace(EDITOR, default_pagination=2))
    lists = [path for path in pages if path.startswith("countries/chad/page/")]
    assert lists == ["countries/chad/page/2021-08-04-2/index.html", "countries/chad/page/2021-08-04/index.html"]
    assert meta(pages[lists[0]]).title == "Chad, up to 4 August 2021 (2)"


def count_changes(before: dict[str, object], after: dict[str, object]) -> int:
    return sum(before.get(path) != after.get(path) for path in before.keys() | after.keys())


def test_later_pages_know_nothing_of_newer_posts() -> None:
    settings = replace(EDITOR, default_pagination=2)
    posts = [make_post(f"p{day}", day, countries=("Russia",), topics=("Diplomacy",)) for day in range(1, 6)]
    path = "countries/russia/page/2021-08-04/index.html"
    before = plan(posts, settings)[path].inputs["term"]
    changed = replace(posts[0], date=posts[0].date.replace(month=7), topics=())  # the oldest, on another page
    assert plan([changed, *posts[1:]], settings)[path].inputs["term"] == before


def test_pairs_from_so_many_posts_on() -> None:
    both = [make_post(f"b{day}", day, countries=("China", "Russia")) for day in range(1, 4)]
    single = make_post("single", 9, countries=("China", "Norway"))
    pages = plan([*both, single], replace(EDITOR, pair_posts=3))
    pair = pages["countries/china+russia/index.html"]
    assert [ref.name for ref in pair.inputs["pair"]] == ["China", "Russia"]  # type: ignore[attr-defined]
    assert pair.inputs["count"] == 3
    assert "countries/china+norway/index.html" not in pages
    assert "feeds/countries/china+russia.atom.xml" in pages
    details = pages["countries/china/index.html"].inputs["term"]
    assert isinstance(details, TermDetails)
    together = {count.term.name: count.path for count in dict(details.appears_with)["countries"]}
    assert together == {"Russia": "countries/china+russia/", "Norway": "countries/norway/"}
    assert pages["countries/prc+russia/index.html"].inputs["target"] == "countries/china+russia/"


def test_former_addresses_lead_on_and_former_feeds_go_on() -> None:
    post = make_post(actors=("Ada Example",), aliases=("/2020/01/01/old/", "/older.html"))
    pages = plan([post], PRODUCTION)
    targets = {path: page.inputs["target"] for path, page in pages.items() if page.template == "redirect.html"}
    assert targets == {
        "2020/01/01/old/index.html": "2021/08/01/one/",
        "older.html": "2021/08/01/one/",
        "actors/ada/index.html": "actors/ada-example/",
    }
    assert meta(pages["older.html"]).canonical == "https://digest.example/repo/2021/08/01/one/"
    assert meta(pages["older.html"]).noindex
    assert pages["feeds/actors/ada.atom.xml"].inputs == pages["feeds/actors/ada-example.atom.xml"].inputs


def test_an_address_in_use_again_is_no_redirect() -> None:
    pages = plan([make_post("new", aliases=("/2021/08/01/used/",)), make_post("used")])
    assert pages["2021/08/01/used/index.html"].template == "post.html"


def test_entry_ids_survive_everything_but_a_new_id() -> None:
    post = make_post(countries=("Russia",))
    changed = replace(post, slug="two", title="Two", date=post.date + dt.timedelta(days=3))
    ids = {
        feed(plan([one], settings)["feeds/all.atom.xml"]).entries[0].id
        for one in (post, changed)
        for settings in (EDITOR, PRODUCTION, replace(PRODUCTION, siteurl="https://elsewhere.example"))
    }
    assert len(ids) == 1
    assert ids != {feed(plan([replace(post, id="other")])["feeds/all.atom.xml"]).entries[0].id}


def test_feed_ids_are_of_the_site_and_the_term() -> None:
    pages = plan([make_post(countries=("Russia",), topics=("Tidal affairs",))], PRODUCTION)
    ids = {path: feed(page).id for path, page in pages.items() if path.endswith(".atom.xml")}
    assert len(set(ids.values())) == len(ids)
    moved = plan([make_post(countries=("Russia",))], replace(PRODUCTION, siteurl="https://elsewhere.example"))
    assert feed(moved["feeds/countries/russia.atom.xml"]).id == ids["feeds/countries/russia.atom.xml"]


def test_a_feed_says_what_the_post_says() -> None:
    source = Source(name="Example Wire", url="https://wire.example/a?b=1", author=("Cy Writer",))
    post = make_post(
        title="<chips> & Co.",
        summary="A < B.",
        source=source,
        countries=("Russia",),
        modified=dt.datetime(2021, 8, 3, tzinfo=dt.UTC),
    )
    main = feed(plan([post], PRODUCTION)["feeds/all.atom.xml"])
    entry = main.entries[0]
    assert (main.url, main.page_url) == (
        "https://digest.example/repo/feeds/all.atom.xml",
        "https://digest.example/repo/",
    )
    assert main.updated == entry.updated == post.modified
    assert (entry.title, entry.summary, entry.published) == (post.title, post.summary, post.date)
    assert entry.url == "https://digest.example/repo/2021/08/01/one/"
    assert (entry.authors, entry.source_name, entry.source_url) == ((), "Example Wire", source.url)
    assert [(one.scheme, one.term, one.label) for one in entry.categories] == [
        ("https://digest.example/repo/countries/", "russia", "Russia")
    ]


@pytest.mark.parametrize(
    ("digest", "authors", "expected"),
    [
        pytest.param(None, (), ("An Editor",), id="the editor's own"),
        pytest.param(None, ("Bo Guest",), ("Bo Guest",), id="a guest's"),
        pytest.param(INGESTED, (), ("Cy Writer",), id="the source's text"),
    ],
)
def test_what_the_editor_wrote_about_a_source_is_by_the_editor(
    digest: Provenance | None, authors: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    source = Source(name="Example Wire", url="https://wire.example/a", author=("Cy Writer",))
    settings = replace(PRODUCTION, author="An Editor", body="full")
    pages = plan([make_post(source=source, digest=digest, authors=authors)], settings)
    details = pages["2021/08/01/one/index.html"].inputs["details"]
    assert (details.authors, details.source_authors) == (expected, ("Cy Writer",))
    entry = feed(pages["feeds/all.atom.xml"]).entries[0]
    assert (entry.authors or (feed(pages["feeds/all.atom.xml"]).author,)) == expected


def test_javascript_is_no_source() -> None:
    post = make_post(source=Source(name="X", url="javascript:alert(1)"))
    assert "javascript" not in repr(plan([post]))


def count_shown(edition: EditionView) -> int:
    return 1 + len(edition.leading) + sum(len(section.posts) for section in edition.sections)


def test_home_shows_the_newest_edition_and_earlier_ones_in_brief() -> None:
    posts = [make_post(f"d{day}n{number}", day) for day in (1, 2, 3, 4) for number in range(4)]
    inputs = plan(posts, replace(EDITOR, home_posts=12))["index.html"].inputs
    edition, earlier = inputs["edition"], inputs["earlier"]
    assert isinstance(edition, EditionView)
    assert isinstance(earlier, tuple)
    assert (edition.date.day, edition.count, count_shown(edition)) == (4, 4, 4)
    assert [(brief.date.day, brief.count, len(brief.others)) for brief in earlier] == [(3, 4, 3), (2, 4, 3)]


@pytest.mark.parametrize("count", [1, 2, 7, 8, 40, 400])
def test_a_long_day_keeps_to_its_room_and_leaves_the_day_before_in_sight(count: int) -> None:
    topics = ("Diplomacy", "Armed conflict", "Election", "Climate change")
    today = [make_post(f"n{number}", 2, topics=(topics[number % 4],)) for number in range(count)]
    pages = plan([*today, make_post("before", 1)], replace(EDITOR, home_posts=30))
    edition, earlier = pages["index.html"].inputs["edition"], pages["index.html"].inputs["earlier"]
    assert isinstance(edition, EditionView)
    assert count_shown(edition) == min(count, 30)
    assert edition.count == 1 + len(edition.leading) + sum(section.count for section in edition.sections) == count
    assert isinstance(earlier, tuple)
    assert [brief.date.day for brief in earlier] == [1]
    whole = pages["2021/08/02/index.html"].inputs["edition"]
    assert isinstance(whole, EditionView)
    assert count_shown(whole) == count


def test_feeds_keep_the_order_of_time_whatever_the_weights() -> None:
    posts = [
        make_post(slug, date=dt.datetime(2021, 8, 1, hour, tzinfo=dt.UTC), weight=weight)
        for slug, hour, weight in (("early", 1, "lead"), ("noon", 12, None), ("late", 20, "brief"))
    ]
    pages = plan(posts, PRODUCTION)
    assert [entry.title for entry in feed(pages["feeds/all.atom.xml"]).entries] == ["Late", "Noon", "Early"]
    edition = pages["index.html"].inputs["edition"]
    assert isinstance(edition, EditionView)
    assert edition.lead.post.title == "Early"
    assert [section.posts[0].post.title for section in edition.sections] == ["Late"]


def test_neighbours_run_through_the_listed_posts() -> None:
    pages = plan([make_post("a", 1), HIDDEN, make_post("b", 2), make_post("c", 3)])
    details = pages["2021/08/02/b/index.html"].inputs["details"]
    assert isinstance(details, PostDetails)
    assert (details.newer.name, details.older.name) == ("C", "A")  # type: ignore[union-attr]


def test_related_share_the_rarest_terms() -> None:
    common = [make_post(f"c{day}", day, countries=("Russia",)) for day in range(1, 20)]
    pair = [make_post(f"r{day}", day, countries=("Russia", "Norway")) for day in (3, 17)]
    digest = digest_of([*common, *pair])
    finder = Related(digest)
    found = {one.post.slug: (one, finder.find(place)) for place, one in enumerate(digest.listed)}
    related = finder.make(*found["r3"])
    assert len(related) == MOST
    assert related[0].post.name == "R17"
    assert [ref.name for ref in related[0].shared] == ["Norway", "Russia"]
    assert [ref.name for ref in related[1].shared] == ["Russia"]


@pytest.mark.parametrize(
    ("posts", "message"),
    [
        pytest.param([make_post("a"), make_post("b", id="a")], "is also the id of", id="one-id"),
        pytest.param([make_post("a"), make_post("a", id="b")], "has the address 2021/08/01/a/ too", id="one-address"),
        pytest.param([make_post("../a")], "cannot be part of an address", id="slug-that-climbs"),
        pytest.param(
            [make_post(image=Image(src="images/no.jpg", alt="x"))], "is no file below images", id="missing-image"
        ),
    ],
)
def test_what_cannot_be_built(posts: list[Post], message: str) -> None:
    with pytest.raises(ProblemsError, match=message):
        digest_of(posts)


def test_an_alias_cannot_leave_the_output() -> None:
    with pytest.raises(ProblemsError, match="cannot lead there"):
        plan([make_post(aliases=("/../../etc/",))])


def test_two_pages_cannot_want_one_address() -> None:
    page = StaticPage(file="content/pages/x.md", title="Mine", slug="search", body=Body(sha256="00"))
    with pytest.raises(ProblemsError, match="/search/ is an address of the site itself; give the page another slug"):
        plan([], files=SiteFiles(pages=(page,)))


def test_static_pages_and_files() -> None:
    page = StaticPage(file="content/pages/about.md", title="About", slug="about", body=Body(sha256="00"))
    copy = SiteFile(path="images/a.png", root="content", source="images/a.png", fingerprint="00")
    pages = plan([make_post(image=Image(src="images/a.png", alt="x"))], files=SiteFiles(pages=(page,), copies=(copy,)))
    assert pages["about/index.html"].inputs["body"] == Body(sha256="00")
    assert pages["images/a.png"].inputs == {"file": copy}


@pytest.mark.parametrize(
    ("path", "safe"),
    [
        ("a/b/", True),
        ("a.html", True),
        ("../a/", False),
        ("a/../../b/", False),
        ("/a/", False),
        ("a//b/", False),
        ("a\\b/", False),
        ("a\nb/", False),
    ],
)
def test_safe_paths(path: str, safe: bool) -> None:
    assert is_safe_path(path) is safe


def test_the_cost_of_a_plan_grows_with_the_posts() -> None:
    """Counts inputs instead of seconds: each list of posts stays as short as its page."""
    posts = [
        make_post(
            f"p{number}",
            date=dt.datetime(2020, 1, 1, tzinfo=dt.UTC) + dt.timedelta(hours=number),
            countries=("Russia",),
        )
        for number in range(400)
    ]
    pages = plan(posts)
    longest = {path: len(page.inputs["posts"]) for path, page in pages.items() if "posts" in page.inputs}  # type: ignore[arg-type]
    assert max(longest.values()) < 1.75 * EDITOR.default_pagination
