"""Every feed of a site, held against the rules of validators and read back with a parser."""

import datetime as dt
import html
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import feedparser
import pytest
from digest.core.types import Feed, FeedEntry, Page
from digest.site.sources import BuildInputs
from lxml import etree
from pelican import Pelican
from pelican.settings import read_settings
from support.feed_rules import find_faults
from support.feed_texts import LOOKS_LIKE_HTML
from support.json_feed_schema import is_json_feed
from support.small_site import NOW, PRODUCTION, ROOT, make_site, tree

from tools.site_checks.sample import SETTINGS, write_sample

SCHEMA = ROOT / "../shared/check/atom.rnc"  # of RFC 4287, where somebody has put it
MAIN_FEED_LIMIT = 200_000  # bytes: a reader that polls hourly takes it 700 times a month
SAMPLE = "https://digest.example.org"
Files = dict[str, bytes]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Build a quiet site as the public would see it."""
    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder / "content")
    places = {"PATH": folder / "content", "OUTPUT_PATH": folder / "output", "CACHE_PATH": folder / ".cache"}
    override = {key: str(path) for key, path in places.items()} | {"SITEURL": SAMPLE, "DIGEST_SEARCH": "none"}
    Pelican(read_settings(override={**SETTINGS, **override})).run()
    return {path: data for path, data in tree(folder / "output").items() if path.startswith("feeds")}


@pytest.fixture(scope="module", params=["content", "summary"])
def small(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Files, dict[str, Feed]]:
    """Build the small site, hostile text and all, with a rights line, a hub and addresses as Pelican has them."""
    config = make_site(tmp_path_factory.mktemp("small"))
    folder = config.parent / "output"
    settings: dict[str, Any] = PRODUCTION | {
        "DIGEST_NOW": NOW,
        "OUTPUT_PATH": str(folder),
        "DIGEST_FEED_CONTENT": request.param,
        "DIGEST_FEED_ENTRIES": 2,
        "DIGEST_FEED_HUB": "https://hub.example/",
        "DIGEST_FEED_RIGHTS": "© the editors",
        "FEED_ALL_ATOM": "feeds/old/atom.xml",
        "FEED_RSS": "/feeds/old/rss.xml",
        "TAG_FEED_ATOM": "feeds/old/tag/{slug}.xml",
        "TRANSLATION_FEED_RSS": "feeds/old/all-{lang}.xml",
    }
    pelican = Pelican(read_settings(str(config), override=settings))
    pelican.run()
    inputs = pelican.settings["DIGEST"]
    assert isinstance(inputs, BuildInputs)
    return {path: data for path, data in tree(folder).items() if path.startswith("feeds")}, _planned(inputs)


def _planned(inputs: BuildInputs) -> dict[str, Feed]:
    from digest.site.plan import make_plan  # noqa: PLC0415

    def feed_of(page: Page) -> Feed:
        feed = page.inputs["feed"]
        assert isinstance(feed, Feed)
        return feed

    return {page.path: feed_of(page) for page in make_plan(inputs.digest) if page.template.startswith("feed:")}


def xml_feeds(files: Files) -> Files:
    return {path: data for path, data in files.items() if path.endswith(".xml")}


def test_sample_feeds_are_without_fault(sample: Files) -> None:
    assert len(xml_feeds(sample)) > 10
    faults = {path: find_faults(data, f"{SAMPLE}/{path}") for path, data in xml_feeds(sample).items()}
    assert {path: each for path, each in faults.items() if each} == {}


def test_sample_feeds_are_small(sample: Files) -> None:
    main = ("feeds/all.atom.xml", "feeds/all.rss.xml", "feeds/all.json")
    assert {path: len(sample[path]) for path in main if len(sample[path]) > MAIN_FEED_LIMIT} == {}


def test_hostile_feeds_are_without_fault(small: tuple[Files, dict[str, Feed]]) -> None:
    faults = {path: find_faults(data) for path, data in xml_feeds(small[0]).items()}
    # Two posts of one minute, and titles that are about HTML, are what a validator warns of and we cannot help.
    told = [one for each in faults.values() for one in each if LOOKS_LIKE_HTML not in one]
    assert [one for one in told if not one.startswith("updated 2021-08-18")] == []


@pytest.mark.skipif(not SCHEMA.exists(), reason=f"SKIPPED: no {SCHEMA.name} beside the checkout")
def test_atom_feeds_are_valid_by_their_schema(
    sample: Files, small: tuple[Files, dict[str, Feed]], need_tool: Callable[[str], str], tmp_path: Path
) -> None:
    names = []
    for number, data in enumerate((*xml_feeds(sample).values(), *xml_feeds(small[0]).values())):
        if b"http://www.w3.org/2005/Atom" in data[:400] and b"<rss" not in data[:100]:
            names.append(tmp_path / f"{number}.xml")
            names[-1].write_bytes(data)
    done = subprocess.run([need_tool("jing"), "-c", SCHEMA, *names], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
    assert len(names) > 10


def test_json_feeds_keep_to_the_schema(sample: Files, small: tuple[Files, dict[str, Feed]]) -> None:
    documents = [json.loads(data) for files in (sample, small[0]) for path, data in files.items() if ".json" in path]
    assert len(documents) > 2
    assert all(map(is_json_feed, documents))


@pytest.mark.parametrize(
    "change",
    [{"version": "1"}, {"items": [{"id": "1"}]}, {"title": ""}, {"feed_url": "/x"}, {"other": 1}],
    ids=lambda change: next(iter(change)),
)
def test_json_schema_finds_faults(change: dict[str, Any]) -> None:
    good = {"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": []}
    assert is_json_feed(good)
    assert not is_json_feed(good | change)


def describe_entry(entry: FeedEntry, *, rss: bool) -> dict[str, Any]:
    """Say what a parser should find of an entry; RSS knows neither a term's slug nor when it was changed."""
    return {
        "id": entry.id,
        "title": entry.title,
        "link": entry.url,
        "published": entry.published.astimezone(dt.UTC).timetuple()[:6],
        "updated": None if rss else entry.updated.astimezone(dt.UTC).timetuple()[:6],
        "authors": list(entry.authors),
        "tags": [
            (each.scheme, each.label if rss else each.term, None if rss else each.label) for each in entry.categories
        ],
    }


def describe_parsed(entry: Any, *, rss: bool) -> dict[str, Any]:
    return {
        "id": entry.id,
        "title": html.unescape(entry.title) if entry.title_detail.type == "text/html" else entry.title,
        "link": entry.link,
        "published": tuple(entry.published_parsed[:6]),
        "updated": None if rss else tuple(entry.updated_parsed[:6]),
        "authors": [author.name for author in entry.get("authors", []) if author],
        "tags": [(tag.scheme, tag.term, tag.label) for tag in entry.get("tags", [])],
    }


def test_every_entry_is_read_back_exactly(small: tuple[Files, dict[str, Feed]]) -> None:
    files, feeds = small
    for path, feed in feeds.items():
        if path.endswith(".json"):
            continue
        rss = "rss" in path or "all-" in path
        parsed = feedparser.parse(files[path], sanitize_html=False)
        assert not parsed.bozo, path
        assert [describe_parsed(one, rss=rss) for one in parsed.entries] == [
            describe_entry(one, rss=rss) for one in feed.entries
        ], path


# --- History (RFC 5005) -----------------------------------------------------------------------------------------------


def follow(files: Files, path: str) -> list[str]:
    """Collect the ids of all entries, as a reader does that wants the whole history."""
    ids: list[str] = []
    while path:
        parsed = feedparser.parse(files[path])
        ids += [entry.id for entry in parsed.entries if entry.id not in ids]
        older = [link.href for link in parsed.feed.links if link.rel == "prev-archive"]
        path = older[0].split("/repo/")[1] if older else ""
    return ids


@pytest.mark.parametrize("path", ["feeds/all.atom.xml", "feeds/all.rss.xml", "feeds/old/atom.xml"])
def test_archives_lead_to_every_post(small: tuple[Files, dict[str, Feed]], path: str) -> None:
    assert len(feedparser.parse(small[0][path]).entries) == 2
    assert len(follow(small[0], path)) == 4


def test_archives_point_back_and_to_the_present_only(small: tuple[Files, dict[str, Feed]]) -> None:
    root = etree.fromstring(small[0]["feeds/archive/2021-08.atom.xml"])
    links = {link.get("rel") for link in root.findall("{http://www.w3.org/2005/Atom}link")}
    assert links == {"self", "alternate", "current"}


# --- Settings of Pelican's --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({}, []),
        ({"SITEURL": "https://a.example"}, []),
        ({"SITEURL": "https://a.example", "FEED_DOMAIN": "https://feeds.example"}, ["FEED_DOMAIN"]),
        ({"FEED_MAX_ITEMS": 5, "RSS_FEED_SUMMARY_ONLY": False}, ["FEED_MAX_ITEMS", "RSS_FEED_SUMMARY_ONLY"]),
    ],
)
def test_settings_without_effect_are_told(
    settings: dict[str, Any], told: list[str], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Pelican(read_settings(str(make_site(tmp_path)), override=settings))
    assert [message.split()[0] for message in caplog.messages if "has no effect on" in message] == told
