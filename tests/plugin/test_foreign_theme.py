"""The same small site with a theme that is not ours: Pelican's own generators, fed by our reader."""

from pathlib import Path

import feedparser
import pytest
from support.small_site import HOSTILE, PRODUCTION, PROJECT, attributes, build, make_site, theme_path, tree

THEMES = ("simple", "notmyidea")


@pytest.fixture(scope="module", params=THEMES)
def files(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    config = make_site(tmp_path_factory.mktemp("foreign"))
    return tree(build(config, THEME=theme_path(request.param), **PRODUCTION))


def test_posts_terms_and_pages_are_where_our_theme_has_them(files: dict[str, bytes]) -> None:
    assert {
        "2021/08/17/own/index.html",
        "2021/08/18/ingested/index.html",
        "2021/09/03/hidden/index.html",
        "actors/wang-yi/index.html",
        "countries/china/index.html",
        "topics/tidal-affairs/index.html",
        "stories/closed/index.html",
        "feeds/stories/closed.atom.xml",
        "about/index.html",
        "images/dot.png",
        "feeds/all.atom.xml",
        "feeds/countries/norway.rss.xml",
    } <= set(files)


@pytest.mark.parametrize("word", ["draftword", "futureword", "inboxword"])
def test_production_has_no_trace_of_what_is_not_published(files: dict[str, bytes], word: str) -> None:
    assert [path for path, data in files.items() if word in path or word in data.decode(errors="replace").lower()] == []


def test_a_story_has_a_page_of_its_posts(files: dict[str, bytes]) -> None:
    page = files["stories/closed/index.html"].decode()
    assert "No terms at all" in page
    assert "An own post" in page
    assert "An ingested post" not in page


def test_others_text_is_an_excerpt_with_the_way_to_the_source(files: dict[str, bytes]) -> None:
    page = files["2021/08/18/ingested/index.html"].decode()
    assert "The very end" not in page
    assert '<a href="https://wire.example/a?b=1&amp;c=2">Read the original at Example Wire</a>' in page


def test_hostile_text_stays_text(files: dict[str, bytes]) -> None:
    assert [path for path, data in files.items() if path.endswith(".html") and b"<script>alert" in data] == []


def test_the_themes_feed_links_are_ours(files: dict[str, bytes]) -> None:
    links = [value for tag, name, value in attributes(files["index.html"]) if tag == "link" and name == "href"]
    assert f"{PROJECT}/feeds/all.atom.xml" in links
    titles = [entry.title for entry in feedparser.parse(files["feeds/all.atom.xml"]).entries]
    assert titles == ["No terms at all", "An ingested post", HOSTILE, "An own post"]


def test_feeds_where_a_site_has_them_are_ours_and_linked(tmp_path: Path) -> None:
    wanted = {"FEED_ALL_ATOM": "old/atom.xml", "CATEGORY_FEED_ATOM": "old/{slug}.xml", "TAG_FEED_RSS": "tag/{slug}.rss"}
    files = tree(build(make_site(tmp_path), THEME=theme_path("simple"), **PRODUCTION, **wanted))
    feed, usual = feedparser.parse(files["old/atom.xml"]), feedparser.parse(files["feeds/all.atom.xml"])
    assert [entry.id for entry in feed.entries] == [entry.id for entry in usual.entries]
    assert feed.feed.id == usual.feed.id
    assert {"tag/china.rss", "tag/wang-yi.rss", "feeds.opml"} <= set(files)
    links = [value for tag, name, value in attributes(files["index.html"]) if tag == "link" and name == "href"]
    assert f"{PROJECT}/old/atom.xml" in links


def test_themes_can_be_changed_over_one_output(tmp_path: Path) -> None:
    config = make_site(tmp_path)
    fresh = tree(build(config, "fresh", THEME=theme_path("simple"), **PRODUCTION))
    build(config, "output", **PRODUCTION)
    assert tree(build(config, "output", THEME=theme_path("simple"), **PRODUCTION)) == fresh
