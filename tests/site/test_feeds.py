"""Feeds are read back with feedparser, an lxml parser and json: what was said is what arrives."""

import datetime as dt
import html
import json
import locale
import logging
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import feedparser
import pytest
from digest.core.types import Feed, FeedCategory, FeedEntry, FeedImage
from digest.site.feeds import PreparedEntry, format_atom, format_json, format_rss
from lxml import etree

ATOM = {"a": "http://www.w3.org/2005/Atom", "dc": "http://purl.org/dc/elements/1.1/"}
SCHEMA = Path(__file__).parents[2] / "../shared/check/atom.rnc"  # of RFC 4287, where somebody has put it
OSLO = dt.timezone(dt.timedelta(hours=2))

ENTRY = FeedEntry(
    id="urn:uuid:7d3a9c7e-6a54-5b7b-9d38-0d8e3f0f7a01",
    url="https://digest.example/2021/09/16/chips/",
    title="<chips> & Co.",
    published=dt.datetime(2021, 9, 16, 9, 30, tzinfo=OSLO),
    updated=dt.datetime(2021, 9, 17, 18, 0, tzinfo=dt.UTC),
    authors=("Ada Editor", "Bo Editor"),
    source_name="Example Wire",
    source_url="https://wire.example/chips?a=1&b=2",
    categories=(
        FeedCategory(scheme="https://digest.example/countries/", term="south-korea", label="South Korea"),
        FeedCategory(scheme="https://digest.example/actors/", term="wang-yi", label="Wang Yi 王毅"),
    ),
    summary="Makers & buyers agree: 1 < 2.",
    content="<p>Makers &amp; buyers&nbsp;agree.</p><p>Unclosed <b>mark",
    lang="nb",
)
PLAIN = FeedEntry(
    id="urn:uuid:7d3a9c7e-6a54-5b7b-9d38-0d8e3f0f7a02",
    url="https://digest.example/2021/09/15/plain/",
    title="Plain",
    published=dt.datetime(2021, 9, 15, tzinfo=dt.UTC),
    updated=dt.datetime(2021, 9, 15, tzinfo=dt.UTC),
)
FEED = Feed(
    id="urn:uuid:0a4b3f3e-0d0d-5c0f-8f65-3c3a3d2b1a00",
    url="https://digest.example/feeds/all.xml",
    page_url="https://digest.example/",
    title="The Digest <draft> & more",
    subtitle="What mattered",
    updated=ENTRY.updated,
    lang="en-GB",
    author="Ada Editor",
    rights="© the editors",
    hub="https://hub.example/",
    entries=(ENTRY, PLAIN),
)
FORMATS: dict[str, Callable[..., bytes]] = {"atom": format_atom, "rss": format_rss, "json": format_json}

XML_FORMATS = [pytest.param(FORMATS[name], id=name) for name in ("atom", "rss")]
ALL_FORMATS = [pytest.param(function, id=name) for name, function in FORMATS.items()]


def read_feed(data: bytes) -> Any:
    parsed = feedparser.parse(data)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


def feed_of(**changes: Any) -> Feed:
    return replace(FEED, entries=(replace(ENTRY, **changes),))


def utc(parts: Any) -> dt.datetime:
    return dt.datetime(*parts[:6], tzinfo=dt.UTC)


@pytest.mark.parametrize("write", XML_FORMATS)
def test_entry_arrives_whole(write: Callable[[Feed], bytes]) -> None:
    entry = read_feed(write(FEED)).entries[0]
    assert (entry.id, entry.title, entry.link) == (ENTRY.id, ENTRY.title, ENTRY.url)
    assert utc(entry.published_parsed) == ENTRY.published
    assert [author.name for author in entry.authors if author] == list(ENTRY.authors)
    assert [(tag.scheme, tag.get("label") or tag.term) for tag in entry.tags] == [
        (category.scheme, category.label) for category in ENTRY.categories
    ]
    summary = entry.summary if write is format_atom else html.unescape(entry.summary)  # RSS's is HTML
    assert summary == ENTRY.summary
    assert "<p>Makers &amp; buyers&nbsp;agree.</p>" in entry.content[-1].value
    assert entry.content[-1].type == "text/html"


@pytest.mark.parametrize("write", XML_FORMATS)
def test_entries_keep_their_order(write: Callable[[Feed], bytes]) -> None:
    assert [entry.id for entry in read_feed(write(FEED)).entries] == [ENTRY.id, PLAIN.id]


@pytest.mark.parametrize("write", XML_FORMATS)
def test_feed_arrives_whole(write: Callable[[Feed], bytes]) -> None:
    feed = read_feed(write(FEED)).feed
    assert (feed.title, feed.subtitle, feed.link, feed.rights) == (
        FEED.title,
        FEED.subtitle,
        FEED.page_url,
        FEED.rights,
    )
    assert (feed.language, feed.author) == (FEED.lang, FEED.author)
    assert utc(feed.updated_parsed) == FEED.updated
    links = {link.rel: link.href for link in feed.links}
    assert links == {"self": FEED.url, "hub": FEED.hub, "alternate": FEED.page_url}


def test_atom_says_what_feedgen_leaves_out() -> None:
    root = etree.fromstring(format_atom(FEED))
    links = [dict(link.attrib) for link in root.find("a:entry", ATOM).findall("a:link", ATOM)]
    assert links == [
        {"href": ENTRY.url, "rel": "alternate", "type": "text/html"},
        {"href": ENTRY.source_url, "rel": "via", "type": "text/html", "title": "Example Wire"},
    ]
    assert root.findtext("a:id", None, ATOM) == FEED.id
    assert root.find("a:entry", ATOM).get("{http://www.w3.org/XML/1998/namespace}lang") == "nb"
    assert root.findtext("a:entry/a:updated", None, ATOM) == "2021-09-17T18:00:00+00:00"
    assert root.find("a:entry/a:content", ATOM).get("type") == "html"
    assert next(dict(each.attrib) for each in root.findall("a:entry/a:category", ATOM)) == {
        "term": "south-korea",
        "scheme": "https://digest.example/countries/",
        "label": "South Korea",
    }


def test_rss_item_has_guid_source_creator_and_language() -> None:
    item = etree.fromstring(format_rss(FEED)).find("channel/item")
    guid = item.find("guid")
    source = item.find("source")
    assert (guid.text, guid.get("isPermaLink")) == (ENTRY.id, "false")
    assert (source.text, source.get("url")) == ("Example Wire", ENTRY.source_url)
    assert [each.text for each in item.findall("dc:creator", ATOM)] == list(ENTRY.authors)
    assert item.findtext("dc:language", None, ATOM) == "nb"
    assert item.findtext("pubDate") == "Thu, 16 Sep 2021 09:30:00 +0200"


@pytest.mark.parametrize("format_feed", XML_FORMATS)
def test_what_looks_like_html_in_plain_texts_is_spelled_as_numbers(format_feed: Callable[..., bytes]) -> None:
    feed = feed_of(title="<b>A</b> &amp; B", source_name="C&D", authors=("E & F",), summary="G20&G7")
    data = format_feed(replace(feed, title="<i>", subtitle="&nbsp;", rights="&copy;"))
    for text in (
        b">&#x3C;b&#x3E;A&#x3C;/b&#x3E; &#x26;amp; B</title>",
        b"<title>&#x3C;i&#x3E;</title>",
        b">&#x26;nbsp;</",
        b">&#x26;copy;</",
        b">E &amp; F</",
        b"&lt;p&gt;Makers &amp;amp; buyers",
    ):
        assert text in data
    atom = format_feed is format_atom
    assert (b">G20&#x26;G7</summary>" if atom else b">G20&amp;amp;G7</description>") in data
    assert (b'title="C&amp;D"' if atom else b">C&#x26;D</source>") in data


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Ada Editor <ada@wire.example>", "Ada Editor"),
        ("Ada (ada@wire.example)", "Ada"),
        ("a@b.example", "a@b.example"),
    ],
)
def test_authors_are_names_without_addresses(author: str, expected: str, caplog: pytest.LogCaptureFixture) -> None:
    feed = feed_of(authors=(author,))
    assert [one.name for one in read_feed(format_atom(feed)).entries[0].authors] == [expected]
    assert any("author: left out of feeds: the e-mail address" in each for each in caplog.messages) == (
        author != expected
    )


def test_json_feed() -> None:
    document = json.loads(format_json(FEED))
    plain = document["items"].pop()
    assert plain == {
        "id": PLAIN.id,
        "url": PLAIN.url,
        "title": "Plain",
        "content_text": "Plain",
        "date_published": "2021-09-15T00:00:00+00:00",
        "date_modified": "2021-09-15T00:00:00+00:00",
    }
    assert document == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": FEED.title,
        "home_page_url": FEED.page_url,
        "feed_url": FEED.url,
        "description": FEED.subtitle,
        "language": "en-GB",
        "authors": [{"name": "Ada Editor"}],
        "hubs": [{"type": "WebSub", "url": FEED.hub}],
        "items": [
            {
                "id": ENTRY.id,
                "url": ENTRY.url,
                "external_url": ENTRY.source_url,
                "title": ENTRY.title,
                "content_html": ENTRY.content,
                "summary": ENTRY.summary,
                "date_published": "2021-09-16T09:30:00+02:00",
                "date_modified": "2021-09-17T18:00:00+00:00",
                "authors": [{"name": "Ada Editor"}, {"name": "Bo Editor"}],
                "tags": ["South Korea", "Wang Yi 王毅"],
                "language": "nb",
            }
        ],
    }


@pytest.mark.parametrize("write", ALL_FORMATS)
def test_same_feed_same_bytes_without_clock_or_version(write: Callable[[Feed], bytes]) -> None:
    data = write(FEED)
    assert data == write(FEED)
    assert str(dt.datetime.now(dt.UTC).year).encode() not in data
    assert b"feedgen" not in data.replace(b"pelican-digest", b"")


PICTURE = FeedImage(url="https://digest.example/images/a.jpg", media_type="image/jpeg", length=12345, alt="A")


@pytest.mark.parametrize("write", ALL_FORMATS)
def test_prepared_entries_can_be_in_many_feeds(write: Callable[..., bytes]) -> None:
    feed = replace(FEED, entries=(replace(ENTRY, image=PICTURE), PLAIN), current=FEED.url)
    prepared = [PreparedEntry(entry) for entry in feed.entries]
    for entries in (slice(2), slice(1, 2), slice(1), slice(2)):
        other = replace(FEED, entries=feed.entries[entries])
        assert write(other, prepared[entries]) == write(other)
        assert write(feed, prepared) == write(feed)


@pytest.mark.parametrize("write", XML_FORMATS)
def test_picture_is_an_enclosure_and_a_thumbnail(write: Callable[[Feed], bytes]) -> None:
    entry = read_feed(write(feed_of(image=PICTURE))).entries[0]
    assert [(one.href, one.type, one.length) for one in entry.enclosures] == [(PICTURE.url, "image/jpeg", "12345")]
    assert entry.media_thumbnail == [{"url": PICTURE.url}]


def test_picture_in_json_feed() -> None:
    item = json.loads(format_json(feed_of(image=PICTURE)))["items"][0]
    assert item["image"] == PICTURE.url
    assert item["attachments"] == [{"url": PICTURE.url, "mime_type": "image/jpeg", "size_in_bytes": 12345}]


OLDER = "https://digest.example/feeds/archive/2021-08.xml"


@pytest.mark.parametrize(
    ("previous", "current", "expected"),
    [
        pytest.param(OLDER, None, {"prev-archive": OLDER}, id="subscription"),
        pytest.param(OLDER, FEED.url, {"prev-archive": OLDER, "current": FEED.url, "mark": True}, id="archive"),
        pytest.param(None, FEED.url, {"current": FEED.url}, id="first archive"),
        pytest.param(None, None, {}, id="neither"),
    ],
)
@pytest.mark.parametrize("write", XML_FORMATS)
def test_history(
    write: Callable[[Feed], bytes], previous: str | None, current: str | None, expected: dict[str, object]
) -> None:
    root = etree.fromstring(write(replace(FEED, previous=previous, current=current)))
    parent = root if write is format_atom else root.find("channel")
    rels = {link.get("rel"): link.get("href") for link in parent.findall("a:link", ATOM)}
    found = {rel: rels[rel] for rel in ("prev-archive", "current") if rel in rels}
    mark = parent.find("{http://purl.org/syndication/history/1.0}archive") is not None
    assert found | ({"mark": True} if mark else {}) == expected


@pytest.mark.parametrize("write", ALL_FORMATS)
def test_empty_feed_is_valid(write: Callable[[Feed], bytes]) -> None:
    data = write(replace(FEED, entries=(), author=None, subtitle=None, hub=None, rights=None))
    if write is format_json:
        assert json.loads(data)["items"] == []
    else:
        assert read_feed(data).entries == []


def test_atom_has_an_author_even_where_nobody_is_named() -> None:
    parsed = read_feed(format_atom(replace(FEED, author=None, entries=(PLAIN,))))
    assert parsed.feed.author == FEED.title


TITLES = {
    "markup": "<script>alert(1)</script> & <b>bold</b>",
    "entity": "AT&amp;T &lt;b&gt;",
    "cdata end": "a ]]> b",
    "emoji": "👩‍👩‍👧‍👦 🇳🇴 met",
    "right to left": "قمة بكين وموسكو",
    "long": "word " * 1999 + "end.",
    "cjk": "王毅会见拉夫罗夫",
    "bidi control": "a\u202eb\u202c",
    "looks like CDATA": "<![CDATA[x]]>",
}


@pytest.mark.parametrize("title", [pytest.param(text, id=name) for name, text in TITLES.items()])
def test_titles_are_text_to_the_letter(title: str) -> None:
    feed = feed_of(title=title)
    assert etree.fromstring(format_atom(feed)).findtext("a:entry/a:title", None, ATOM) == title
    assert etree.fromstring(format_rss(feed)).findtext("channel/item/title") == title
    assert json.loads(format_json(feed))["items"][0]["title"] == title
    assert read_feed(format_atom(feed)).entries[0].title == title


FORBIDDEN = {
    "null": "a\x00b",
    "escape": "a\x1b[31mb",
    "vertical tab": "a\x0bb",
    "lone surrogate": "a\ud800b",
    "noncharacter": "a\uffffb",
    "c1 control": "a\x85b",
}


@pytest.mark.parametrize("write", ALL_FORMATS)
@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in FORBIDDEN.items()])
def test_forbidden_characters_are_left_out_and_logged(
    write: Callable[[Feed], bytes], text: str, caplog: pytest.LogCaptureFixture
) -> None:
    clean = text.translate({ord(char): None for char in "\x00\x1b\x0b\ud800\uffff\x85"})
    changed = feed_of(title=text, summary=text, content=f"<p>{text}</p>", authors=(text,), source_name=text)
    assert write(changed) == write(
        feed_of(title=clean, summary=clean, content=f"<p>{clean}</p>", authors=(clean,), source_name=clean)
    )
    fields = [record.getMessage().split(": ")[1] for record in caplog.records]
    assert fields == ["title", "author", "source", "summary", "content"]
    assert all(record.getMessage().startswith(ENTRY.url) for record in caplog.records)


@pytest.mark.parametrize("write", ALL_FORMATS)
@pytest.mark.parametrize("title", ["", "\x00\x01", " \n"])
def test_entry_without_a_title_is_kept(
    write: Callable[[Feed], bytes], title: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert write(feed_of(title=title)) == write(feed_of(title=ENTRY.url))
    assert "title: there is none" in caplog.text


@pytest.mark.parametrize("write", ALL_FORMATS)
@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "/relative",
        "data:text/html,x",
        "http://[broken",
        "https://",
        "file:///etc/passwd",
        "\x00",
    ],
)
def test_source_that_is_no_web_address_is_left_out_and_logged(
    write: Callable[[Feed], bytes], url: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert write(feed_of(source_url=url)) == write(feed_of(source_url=None))
    assert "is not a web address" in caplog.text


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        pytest.param("https://wire.example/a b", "https://wire.example/a%20b", id="space"),
        pytest.param("https://wire.example/é?q=ü", "https://wire.example/%C3%A9?q=%C3%BC", id="IRI"),
        pytest.param("https://bücher.example/x", "https://xn--bcher-kva.example/x", id="host name"),
        pytest.param("https://wire.example/%41%zz", "https://wire.example/%41%25zz", id="stray per cent"),
        pytest.param('https://wire.example/"<>', "https://wire.example/%22%3C%3E", id="quotes"),
        pytest.param("https://wire.example/a[1]?b[]=2", "https://wire.example/a%5B1%5D?b%5B%5D=2", id="brackets"),
        pytest.param("https://[::1]:80/a[1]", "https://[::1]:80/a%5B1%5D", id="brackets of a host"),
        pytest.param("  https://wire.example/#x ", "https://wire.example/#x", id="surrounding space"),
    ],
)
def test_source_addresses_become_uris(address: str, expected: str) -> None:
    assert json.loads(format_json(feed_of(source_url=address)))["items"][0]["external_url"] == expected


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        pytest.param(dt.datetime(1969, 7, 20, 20, 17, tzinfo=dt.UTC), "1969-07-20T20:17:00+00:00", id="before 1970"),
        pytest.param(dt.datetime(2021, 9, 16, 9), "2021-09-16T09:00:00+00:00", id="naive"),  # noqa: DTZ001
        pytest.param(
            dt.datetime(1930, 1, 1, tzinfo=dt.timezone(dt.timedelta(minutes=19, seconds=32))),
            "1929-12-31T23:40:28+00:00",
            id="offset with seconds",
        ),
    ],
)
def test_times(time: dt.datetime, expected: str) -> None:
    feed = replace(feed_of(published=time, updated=time), updated=time)
    root = etree.fromstring(format_atom(feed))
    assert [each.text for each in root.iter("{*}published", "{*}updated")] == [expected] * 3
    assert utc(read_feed(format_rss(feed)).entries[0].published_parsed) == dt.datetime.fromisoformat(expected)


def test_time_without_zone_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    format_rss(feed_of(published=dt.datetime(2021, 9, 16, 9)))  # noqa: DTZ001
    assert "published: 2021-09-16T09:00:00 has no time zone" in caplog.text


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        pytest.param("#fn:1", f"{ENTRY.url}#fn:1", id="footnote"),
        pytest.param("/countries/china/", "https://digest.example/countries/china/", id="from the root"),
        pytest.param("../other/?a=1&amp;b=2", "https://digest.example/2021/09/16/other/?a=1&amp;b=2", id="relative"),
        pytest.param("//elsewhere.example/x", "https://elsewhere.example/x", id="without a scheme"),
        pytest.param("javascript:alert(1)", ENTRY.url, id="javascript"),
        pytest.param("https://wire.example/x", "https://wire.example/x", id="absolute"),
        pytest.param("mailto:a@wire.example", "mailto:a@wire.example", id="mail"),
    ],
)
def test_addresses_in_content_are_absolute(address: str, expected: str) -> None:
    content = json.loads(format_json(feed_of(content=f'<p><a href="{address}">x</a></p>')))["items"][0]["content_html"]
    assert content == f'<p><a href="{expected}">x</a></p>'


def test_words_that_look_like_an_attribute_stay_words() -> None:
    code = '<p><code>&lt;img src="</code> <b>x</b> <a href="https://wire.example/">y" href="z</a></p>'
    assert json.loads(format_json(feed_of(content=code)))["items"][0]["content_html"] == code


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        pytest.param(dt.timedelta(hours=-3, minutes=-30), "Thu, 16 Sep 2021 09:00:00 -0330", id="half an hour"),
        pytest.param(dt.timedelta(hours=5, minutes=45), "Thu, 16 Sep 2021 03:15:00 +0000", id="Kathmandu"),
        pytest.param(dt.timedelta(), "Thu, 16 Sep 2021 09:00:00 +0000", id="UTC"),
    ],
)
def test_rss_times(offset: dt.timedelta, expected: str) -> None:
    time = dt.datetime(2021, 9, 16, 9, tzinfo=dt.timezone(offset))
    assert etree.fromstring(format_rss(feed_of(published=time))).findtext("channel/item/pubDate") == expected


@pytest.mark.parametrize("write", XML_FORMATS)
def test_outlet_without_address_is_said_all_the_same(write: Callable[[Feed], bytes]) -> None:
    assert read_feed(write(feed_of(source_url=None))).entries[0].dc_source == "Example Wire"


def test_clean_feed_logs_nothing(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for write in FORMATS.values():
            write(FEED)
    assert caplog.text == ""


def test_locale_does_not_show() -> None:
    before = format_rss(FEED)
    kept = locale.setlocale(locale.LC_ALL)
    for name in ("de_DE.UTF-8", "C.UTF-8"):
        try:
            locale.setlocale(locale.LC_ALL, name)
        except locale.Error:
            continue
        assert format_rss(FEED) == before
    locale.setlocale(locale.LC_ALL, kept)


@pytest.mark.skipif(not SCHEMA.exists(), reason=f"SKIPPED: no {SCHEMA.name} beside the checkout")
@pytest.mark.parametrize(
    "feed",
    [
        pytest.param(FEED, id="full"),
        pytest.param(feed_of(title="\x00", source_url=None, lang=None, content=None), id="mended"),
        pytest.param(replace(FEED, entries=(), author=None, hub=None), id="empty"),
    ],
)
def test_atom_is_valid_by_its_schema(feed: Feed, need_tool: Callable[[str], str], tmp_path: Path) -> None:
    file = tmp_path / "feed.atom"
    file.write_bytes(format_atom(feed))
    done = subprocess.run([need_tool("jing"), "-c", SCHEMA, file], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
