"""Which feeds are planned: archives, formats, pictures, addresses of Pelican's settings."""

import datetime as dt
from dataclasses import replace

import pytest
from digest.content.vocabulary import base_vocabularies
from digest.core.errors import ProblemsError
from digest.core.settings import DigestSettings
from digest.core.types import Feed, FeedImage, Image, Page, Post
from digest.site.fingerprint import fingerprints_of, resolve
from digest.site.plan import SiteFile, SiteFiles, make_digest, make_plan
from digest.site.views import FeedLinks, FeedRow, ReaderLink
from support.posts import make_post

SITE = "https://digest.example/repo"
SETTINGS = DigestSettings(
    sitename="Test",
    siteurl=SITE,
    site_id="a3c1a7de-6b7e-4f0e-9d0b-5f1c2f6d8e47",
    feed_entries=2,
    feed_formats=("atom",),
)
NOW = dt.datetime(2022, 1, 1, tzinfo=dt.UTC)


def plan(
    *posts: Post,
    settings: DigestSettings = SETTINGS,
    files: SiteFiles | None = None,
    prefix: str = "feeds",
    now: dt.datetime = NOW,
) -> dict[str, Page]:
    digest = make_digest({f"posts/{post.slug}.md": post for post in posts}, base_vocabularies(), settings, now, files)
    return {page.path: page for page in make_plan(digest) if page.path.startswith(prefix)}


def feed_of(page: Page) -> Feed:
    feed = page.inputs["feed"]
    assert isinstance(feed, Feed)
    return feed


def history(pages: dict[str, Page]) -> dict[str, tuple[str | None, str | None, list[str]]]:
    """Say of the main feed and each archive what it points to and what is in it."""

    def short(address: str | None) -> str | None:
        return address.removeprefix(f"{SITE}/feeds/") if address else None

    return {
        path.removeprefix("feeds/"): (
            short(feed_of(page).previous),
            short(feed_of(page).current),
            [entry.title for entry in feed_of(page).entries],
        )
        for path, page in pages.items()
        if path.startswith(("feeds/all", "feeds/archive"))
    }


def test_one_month_that_the_main_feed_holds_has_no_archive() -> None:
    assert history(plan(make_post("a", month=8), make_post("b", month=8))) == {"all.atom.xml": (None, None, ["B", "A"])}


def test_one_month_that_is_longer_has_one() -> None:
    posts = [
        make_post(slug, month=8, date=dt.datetime(2021, 8, day, tzinfo=dt.UTC)) for day, slug in enumerate("abc", 1)
    ]
    assert history(plan(*posts)) == {
        "all.atom.xml": ("archive/2021-08.atom.xml", None, ["C", "B"]),
        "archive/2021-08.atom.xml": (None, "all.atom.xml", ["C", "B", "A"]),
    }


MONTHS = (make_post("a", month=3), make_post("b", month=5), make_post("c", month=6))


def test_each_earlier_month_has_an_archive_that_points_back() -> None:
    assert history(plan(*MONTHS)) == {
        "all.atom.xml": ("archive/2021-05.atom.xml", None, ["C", "B"]),
        "archive/2021-05.atom.xml": ("archive/2021-03.atom.xml", "all.atom.xml", ["B"]),
        "archive/2021-03.atom.xml": (None, "all.atom.xml", ["A"]),
    }


@pytest.mark.parametrize(
    "posts",
    [
        pytest.param((*MONTHS, make_post("d", month=6)), id="another post this month"),
        pytest.param((*MONTHS, make_post("d", month=7)), id="a later month"),
        pytest.param((*MONTHS, make_post("d", month=6, status="draft")), id="a draft"),
    ],
)
def test_archives_rest_once_a_later_month_has_begun(posts: tuple[Post, ...]) -> None:
    paths = ("feeds/archive/2021-05.atom.xml", "feeds/archive/2021-03.atom.xml")
    before, after = plan(*MONTHS), plan(*posts)
    assert [after[path].inputs for path in paths] == [before[path].inputs for path in paths]


@pytest.mark.parametrize(
    ("formats", "expected"),
    [
        (("atom", "rss", "json"), {"all.atom.xml", "all.rss.xml", "all.json", "china.atom.xml", "china.rss.xml"}),
        (("atom",), {"all.atom.xml", "china.atom.xml"}),
        (("rss",), {"all.rss.xml", "china.rss.xml"}),
        (("rss", "json"), {"all.rss.xml", "all.json", "china.rss.xml"}),
    ],
    ids=["all", "atom", "rss", "rss-json"],
)
def test_formats(formats: tuple[str, ...], expected: set[str]) -> None:
    pages = plan(make_post("a", month=8, countries=("China",)), settings=replace(SETTINGS, feed_formats=formats))
    made = {path.rpartition("/")[2] for path in pages if path.startswith("feeds/") and path != "feeds/index.html"}
    assert made == expected


def test_a_pair_has_one_feed_in_the_first_format() -> None:
    settings = replace(SETTINGS, feed_formats=("rss", "json"), pair_posts=1)
    pages = plan(make_post("a", month=8, countries=("China", "Russia")), settings=settings, prefix="")
    assert [path for path in pages if "china+russia." in path] == ["feeds/countries/china+russia.rss.xml"]
    links = pages["countries/china+russia/index.html"].inputs["feeds"]
    assert links == FeedLinks(title="China and Russia", atom=None, rss="feeds/countries/china+russia.rss.xml")


def test_a_pair_is_called_the_same_on_its_page_and_in_its_feed() -> None:
    settings = replace(SETTINGS, pair_posts=1, pair_taxonomies=("actors",))
    pages = plan(make_post("a", actors=("al-Sample", "Talks Group")), settings=settings, prefix="")
    page = pages["actors/al-sample+talks-group/index.html"].inputs["page"]
    assert page.title == "al-Sample and Talks Group"  # type: ignore[attr-defined]
    assert feed_of(pages["feeds/actors/al-sample+talks-group.atom.xml"]).title == "al-Sample and Talks Group · Test"


def test_every_feed_is_listed_with_its_number_of_posts() -> None:
    posts = (
        make_post("a", month=7, countries=("China", "Russia")),
        make_post("b", month=8, countries=("China",), topics=("Diplomacy",)),
        make_post("c", month=8, countries=("China", "Kenya"), status="draft"),
    )
    pages = plan(*posts, settings=replace(SETTINGS, pair_posts=1))
    for page, counted in ((pages["feeds/index.html"], True), (pages["feeds.opml"], False)):
        main, rows = page.inputs["main"], page.inputs["rows"]
        assert isinstance(main, FeedRow)
        assert isinstance(rows, tuple)
        found = {heading: [(row.feeds.title, row.count, row.feeds.atom) for row in items] for heading, items in rows}
        one, two = (1, 2) if counted else (None, None)
        assert (main.count, main.feeds.atom) == (two, "feeds/all.atom.xml")
        assert found == {
            "Actors": [],
            "Countries": [
                ("China", two, "feeds/countries/china.atom.xml"),
                ("Russia", one, "feeds/countries/russia.atom.xml"),
            ],
            "Topics": [("Diplomacy", one, "feeds/topics/diplomacy.atom.xml")],
            "Pairs of countries": [("China and Russia", one, "feeds/countries/china+russia.atom.xml")],
        }


FILES = SiteFiles(
    copies=(SiteFile(path="images/a.JPG", root="content", source="images/a.JPG", fingerprint="00", size=1234),)
)


def test_a_picture_has_size_and_type() -> None:
    pages = plan(make_post("a", month=8, image=Image(src="/images/a.JPG", alt="A")), files=FILES)
    (entry,) = feed_of(pages["feeds/all.atom.xml"]).entries
    assert entry.image == FeedImage(url=f"{SITE}/images/a.JPG", media_type="image/jpeg", length=1234, alt="A")


ELSEWHERE = {
    "feed_all_atom": ("atom.xml", {"atom.xml": ["B", "A"]}),
    "feed_rss": ("index.rss", {"index.rss": ["B", "A"]}),
    "category_feed_atom": ("c/{slug}.xml", {"c/world-news.xml": ["A"]}),
    "author_feed_rss": ("w/{slug}.xml", {"w/ada-editor.xml": ["B"]}),
    "tag_feed_atom": ("t/{slug}.xml", {"t/china.xml": ["B", "A"], "t/own-tag.xml": ["A"]}),
    "translation_feed_atom": ("l/{lang}.xml", {"l/en.xml": ["A"], "l/nb.xml": ["B"]}),
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_feeds_at_the_addresses_of_pelicans_settings(name: str) -> None:
    path, expected = ELSEWHERE[name]
    posts = (
        make_post("a", month=7, category="World news", tags=("Own tag",), countries=("China",)),
        make_post("b", month=8, authors=("Ada Editor",), lang="nb", countries=("China",)),
    )
    settings = replace(SETTINGS, **{name: path})
    usual, pages = plan(*posts, prefix=""), plan(*posts, settings=settings, prefix="")
    found = {path: feed_of(page) for path, page in pages.items() if path not in usual}
    assert {path: [entry.title for entry in feed.entries] for path, feed in found.items()} == expected
    assert [feed.url for feed in found.values()] == [f"{SITE}/{path}" for path in found]


def test_two_feeds_cannot_have_one_address() -> None:
    with pytest.raises(ProblemsError, match=r"feeds/all\.atom\.xml: .*change the setting .* FEED_ALL_ATOM"):
        plan(make_post("a", month=8), settings=replace(SETTINGS, feed_atom="feeds/all.atom.xml"))


@pytest.mark.parametrize(
    ("modified", "expected"),
    [
        pytest.param("2021-08-02T10:00:00+02:00", "2021-08-02T08:00:00+00:00", id="later: in the site's time zone"),
        pytest.param("2021-07-02T10:00:00+02:00", "2021-08-01T09:00:00+00:00", id="before it appeared"),
        pytest.param("2031-08-02T10:00:00+02:00", "2021-08-01T09:00:00+00:00", id="in the future"),
    ],
)
def test_updated_lies_between_date_and_now(modified: str, expected: str) -> None:
    page = plan(make_post("a", month=8, modified=dt.datetime.fromisoformat(modified)))["feeds/all.atom.xml"]
    (entry,) = feed_of(page).entries
    assert [entry.updated.isoformat(), feed_of(page).updated.isoformat()] == [expected, expected]


def test_a_change_shows_when_its_time_has_come() -> None:
    post = make_post("a", month=8, modified=dt.datetime(2022, 1, 2, tzinfo=dt.UTC))
    before, after = plan(post), plan(post, now=dt.datetime(2022, 1, 3, tzinfo=dt.UTC))
    assert fingerprints_of(before["feeds/all.atom.xml"].inputs) != fingerprints_of(after["feeds/all.atom.xml"].inputs)


def test_the_name_of_a_posts_file_is_no_part_of_a_feed() -> None:
    post, made = make_post("a", month=8), []
    for file in ("posts/a.md", "posts/b.md"):
        pages = {page.path: page for page in make_plan(make_digest({file: post}, base_vocabularies(), SETTINGS, NOW))}
        inputs = pages["feeds/all.atom.xml"].inputs
        made.append((fingerprints_of(inputs), fingerprints_of(dict(resolve(inputs)))))
    assert made[0] == made[1]


def test_readers_are_offered_where_the_site_has_an_address() -> None:
    pages = plan(make_post("a", month=8))
    readers = pages["feeds/index.html"].inputs["readers"]
    assert isinstance(readers, tuple)
    address = "https%3A%2F%2Fdigest.example%2Frepo%2Ffeeds%2Fall.atom.xml"
    assert readers[0] == ReaderLink(name="Feedly", url=f"https://feedly.com/i/subscription/feed%2F{address}")
    assert readers[-1].url == f"{SITE}/feeds/all.atom.xml".replace("https:", "feed:")
    local = plan(make_post("a", month=8), settings=replace(SETTINGS, siteurl=""))
    assert local["feeds/index.html"].inputs["readers"] == ()


def test_the_size_of_feeds_grows_with_the_terms_of_a_post() -> None:
    """Each of them has a feed: were all named in all of these, there would be as many as their square."""
    names = tuple(f"Actor {number}" for number in range(200))
    pages = plan(make_post("many", month=8, actors=names, countries=("Chad",), topics=("Diplomacy",)))
    (entry,) = feed_of(pages["feeds/actors/actor-199.atom.xml"]).entries
    named = [category.label for category in entry.categories]
    assert (named[0], named[-2:]) == ("Actor 0", ["Chad", "Diplomacy"])
    assert len(named) < 40
