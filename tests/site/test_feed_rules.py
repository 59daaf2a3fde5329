"""The rules by which feeds are judged find what they are for: a sound feed has no fault, a changed one that fault."""

import datetime as dt

import pytest
from digest.core.types import Feed, FeedCategory, FeedEntry, FeedImage
from digest.site.feeds import format_atom, format_rss
from support.feed_rules import find_faults

TIME = dt.datetime(2021, 8, 17, 9, tzinfo=dt.UTC)
ENTRY = FeedEntry(
    id="urn:uuid:7d3a9c7e-6a54-5b7b-9d38-0d8e3f0f7a01",
    url="https://digest.example/a/",
    title="Talks",
    published=TIME,
    updated=TIME,
    authors=("Ada",),
    source_name="Wire",
    source_url="https://wire.example/",
    categories=(FeedCategory(scheme="https://digest.example/topics/", term="trade", label="Trade"),),
    summary="They met.",
    content='<p><a href="https://wire.example/">Met</a></p>',
    image=FeedImage(url="https://digest.example/a.png", media_type="image/png", length=9),
    lang="nb",
)
FEED = Feed(
    id="urn:uuid:0a4b3f3e-0d0d-5c0f-8f65-3c3a3d2b1a00",
    url="https://digest.example/feed.xml",
    page_url="https://digest.example/",
    title="Digest",
    subtitle="News",
    updated=TIME,
    lang="en",
    author="Bo",
    rights="Ours",
    hub="https://hub.example/",
    previous="https://digest.example/1.xml",
    current="https://digest.example/2.xml",
    entries=(ENTRY,),
)
SOUND = {"atom": format_atom(FEED).decode(), "rss": format_rss(FEED).decode()}
SCRIPT = "&lt;script&gt;x&lt;/script&gt;"
# Which feed, what in it becomes what, and what is said of it.
CASES = [
    ("atom", "<name>Ada</name>", "<name>Ada &lt;a@b.example&gt;</name>", "an e-mail address"),
    ("atom", "<name>Ada</name>", "<name> </name>", "atom:name: blank"),
    ("atom", "<title>Talks</title>", "<title>a&lt;/b&gt;</title>", "atom:title: looks like HTML"),
    ("atom", "<title>Talks</title>", "<title>R&amp;D2</title>", "atom:title: looks like HTML"),
    ("atom", "<title>Talks</title>", "<title>Caf\xc3\xa9</title>", "bad characters"),
    ("atom", "<title>Talks</title>", "", "0 of atom:title"),
    ("atom", "<title>Talks</title>", "<title>a</title><title>b</title>", "2 of atom:title"),
    ("atom", 'label="Trade"', 'label="Tr\ufffdde"', "bad characters"),
    ("atom", 'label="Trade"', 'label=""', "blank label"),
    ("atom", 'term="trade" ', "", "atom:category: attributes"),
    ("atom", 'rel="via"', 'rel="source"', "rel source"),
    ("atom", "https://wire.example/", "https://wire.example/[]", "address https://wire.example/[]"),
    ("atom", "https://wire.example/", "/a", "address /a"),
    ("atom", 'rel="self" type="application/atom+xml"', 'rel="self" type="text/xml"', "self of type text/xml"),
    ("atom", "feed.xml", "other.xml", "feed: self"),
    ("atom", 'rel="current"', 'rel="hub"', "archive without its links"),
    ("atom", ENTRY.id, "urn:uuid:1", "id urn:uuid:1"),
    ("atom", "<published>2021-08-17T09", "<published>2021-08-17 09", "time 2021-08-17 09"),
    ("atom", "<published>2021", "<published>2121", "hard to believe"),
    ("atom", 'xml:lang="nb"', 'xml:lang="norsk_bm"', "language norsk_bm"),
    ("atom", "<entry", "<other/><entry", "1 of atom:other"),
    ("atom", "xmlns:dc=", "xmlns:d=", "prefix d"),
    ("atom", "&lt;p&gt;", SCRIPT, "<script"),
    ("atom", "&lt;p&gt;", '&lt;p onclick="x"&gt;', "<p onclick"),
    ("atom", "&lt;p&gt;", "&lt;p&gt;&lt;p&gt;&lt;/i&gt;", "broken HTML"),
    ("atom", 'href="https://wire.example/"&gt;', 'href="a/b"&gt;', "relative address a/b"),
    ("atom", "<id>urn:uuid:0a", "text<id>urn:uuid:0a", "text between elements"),
    ("rss", "<title>Talks</title>", "<title>a &lt;b</title>", "title: looks like HTML"),
    ("rss", "<description>News", "<description>&amp;nbsp;", "description: looks like HTML"),
    ("rss", "<copyright>Ours", "<copyright>&amp;copy;", "copyright: looks like HTML"),
    ("rss", 'isPermaLink="false"', 'isPermaLink="true"', "isPermaLink"),
    ("rss", "Tue, 17 Aug 2021 09:00:00 +0000</pubDate>", "Mon, 17 Aug 2021 09:00:00 +0000</pubDate>", "another day"),
    ("rss", "+0000</pubDate>", "+0545</pubDate>", "time Tue"),
    ("rss", "2021 09:00:00 +0000</pubDate>", "1921 09:00:00 +0000</pubDate>", "hard to believe"),
    ("rss", "https://digest.example/a.png", "https://localhost/a.png", "enclosure"),
    ("rss", '<source url="https://wire.example/">', "<dc:source>a</dc:source><source>", "said twice"),
    ("rss", "<description>They met.</description>", "", "0 of description"),
    ("rss", "</item>", "</item><category>a</category>", "something after an entry"),
    ("rss", "<language>en", "<language>English", "language English"),
    ("rss", 'version="2.0"', 'version="0.9"', "root rss 0.9"),
    ("rss", "<?xml version='1.0' encoding='UTF-8'?>\n", "", "no XML declaration"),
]


@pytest.mark.parametrize("name", SOUND)
def test_sound_feed_has_no_fault(name: str) -> None:
    assert find_faults(SOUND[name].encode(), FEED.url) == []


@pytest.mark.parametrize(("name", "old", "new", "fault"), CASES, ids=lambda value: str(value)[:40])
def test_fault_is_found(name: str, old: str, new: str, fault: str) -> None:
    assert old in SOUND[name]
    assert fault in "\n".join(find_faults(SOUND[name].replace(old, new).encode(), FEED.url))


@pytest.mark.parametrize("what", ["id", "updated"])
def test_two_entries_of_one_id_or_time_are_found(what: str) -> None:
    start, end = SOUND["atom"].index("<entry"), SOUND["atom"].index("</feed>")
    entry = SOUND["atom"][start:end]
    twice = SOUND["atom"][:end] + entry + "</feed>"
    assert any(fault.startswith(what) and fault.endswith(" 2 times") for fault in find_faults(twice.encode()))
