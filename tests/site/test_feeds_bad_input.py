"""Posts with the worst that texts can hold: feeds stay valid, say what can be said, and the log names what cannot."""

import datetime as dt
import json
import logging
from pathlib import Path
from typing import Any

import feedparser
import pytest
from digest.content.vocabulary import base_vocabularies
from digest.core.settings import DigestSettings
from digest.core.types import Image, Post, Source
from digest.site.markup import Bodies, body_sha256
from digest.site.plan import make_digest, make_feed_plan
from digest.site.render import Renderer
from lxml import etree
from support.feed_rules import find_faults
from support.feed_texts import HARD_TO_BELIEVE, LOOKS_LIKE_HTML
from support.json_feed_schema import is_json_feed
from support.posts import make_post

NOW = dt.datetime(2021, 9, 30, tzinfo=dt.UTC)
NAUGHTY = Path(__file__).parents[2] / "../shared/check/blns.json"  # strings that break programs, if somebody has them
SETTINGS = DigestSettings(
    sitename="Test",
    siteurl="https://digest.example/repo",
    site_id="a3c1a7de-6b7e-4f0e-9d0b-5f1c2f6d8e47",
    feed_entries=999,
)
ATOM = "{http://www.w3.org/2005/Atom}"
FORBIDDEN = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160), *range(0xD800, 0xE000)))
FORBIDDEN |= {0xFFFE: None, 0xFFFF: None}

# Name -> what the post has, what of it arrives otherwise, what the log says of it
CASES: dict[str, tuple[dict[str, Any], dict[str, str], tuple[str, ...]]] = {
    "control characters": (
        {"title": "a\x00b\x1b", "body": "c\x08d"},
        {"title": "ab", "content": "<p>cd</p>"},
        ("title: left out of feeds: 2 control", "content: left out of feeds: 1 control"),
    ),
    "lone surrogate": (
        {"title": "a\ud800b", "summary": "c\udfffd"},  # a file in UTF-8 has none, but an escape in YAML can say one
        {"title": "ab", "summary": "cd"},
        ("title: left out of feeds: 1 control", "summary: left out of feeds: 1 control"),
    ),
    "emoji": ({"title": "👩‍👩‍👧‍👦 🇳🇴", "body": "🏴‍☠️"}, {}, ()),
    "right to left": ({"title": "قمة بكين \u202bوموسكو\u202c", "body": "שלום"}, {}, ()),
    "ten thousand characters": ({"title": "long " * 2000 + "end", "summary": "long " * 2000 + "end"}, {}, ()),
    "end of CDATA": ({"title": "a ]]> b", "summary": "c ]]> d", "body": "e ]]> f"}, {}, ()),
    "unclosed tags": ({"body": "one <b>two <i>three\n\n<table><tr><td>four"}, {}, ()),
    "relative link": (
        {"body": "[a](/countries/china/) and [b](../c/)"},
        {
            "content": '<p><a href="https://digest.example/repo/countries/china/">a</a>'
            ' and <a href="https://digest.example/repo/c/">b</a></p>'
        },
        ("body: left out or changed in page and feeds: '../c/'",),
    ),
    "javascript link": (
        {"body": "[a](javascript:alert(1)) <a href='data:text/html,x'>b</a>"},
        {"content": "<p><a>a</a> <a>b</a></p>"},
        (
            "body: left out or changed in page and feeds: 'javascript:alert(1'",
            "body: left out or changed in page and feeds: 'data:text/html,x'",
        ),
    ),
    "script": (
        {"body": "a <script>alert(1)</script> <chips> b"},
        {"content": "<p>a   b</p>"},
        (
            "body: left out or changed in page and feeds: '<chips>'",
            "body: left out or changed in page and feeds: '<script>'",
        ),
    ),
    "script in a code block": ({"body": "`<script>` and `[a](javascript:b)`"}, {}, ()),
    "markup in plain texts": ({"title": "R&D2 &amp; &lt;b&gt;", "summary": "G20&G7 &nbsp; <i>"}, {}, ()),
    "author with an e-mail address": (
        {"authors": ("Ada <a@b.example>",)},
        {},
        ("author: left out of feeds: the e-mail address after 'Ada'",),
    ),
    "source with brackets": ({"source": Source(name="A", url="https://a.example/b[1]?c[]=2")}, {}, ()),
    "changed in the future": ({"modified": dt.datetime(2031, 1, 1, tzinfo=dt.UTC)}, {}, ()),
    "before 1970": ({"date": dt.datetime(1905, 6, 7, 12, tzinfo=dt.UTC)}, {}, ()),
    "no summary": ({"summary": None}, {}, ()),
    "no summary and no body": ({"summary": None, "body": "", "title": "Alone"}, {"summary": "Alone"}, ()),
    "footnote": (
        {"body": "a[^1]\n\n[^1]: b"},
        {},
        (),
    ),
    "source that is no address": (
        {"source": Source(name="A & B", url="javascript:alert(1)")},
        {},
        (),
    ),
}


def make_entry(number: int = 0, **fields: Any) -> Post:
    date = dt.datetime(2021, 8, 1, 9, tzinfo=dt.UTC) + dt.timedelta(minutes=number)
    given = {"title": "Title", "summary": "Summary", "body": "Body", "date": date} | fields
    return make_post(f"post-{number}", **given)


def render_feeds(*posts: Post) -> dict[str, bytes]:
    """Make the feeds of posts, as a build does."""
    files = {f"content/posts/{post.slug}.md": post for post in posts}
    bodies = {body_sha256(post.body): post.body for post in posts}
    digest = make_digest(files, base_vocabularies(), SETTINGS, NOW)
    renderer = Renderer(
        site=digest.site, settings=SETTINGS, templates=[], assets={}, roots={}, bodies=Bodies(bodies.__getitem__)
    )
    pages = make_feed_plan(digest).pages
    return {page.path: renderer.render(page) for page in pages if page.template.startswith("feed:")}


def assert_sound(feeds: dict[str, bytes]) -> None:
    for path, data in feeds.items():
        if path.endswith(".json"):
            assert is_json_feed(json.loads(data))
        else:
            assert not feedparser.parse(data).bozo
            faults = find_faults(data)
            assert [one for one in faults if LOOKS_LIKE_HTML not in one and HARD_TO_BELIEVE not in one] == []


@pytest.mark.parametrize("name", CASES)
def test_bad_input(name: str, caplog: pytest.LogCaptureFixture) -> None:
    fields, expected, told = CASES[name]
    post = make_entry(**fields)
    feeds = render_feeds(post)
    assert_sound(feeds)
    entry = etree.fromstring(feeds["feeds/all.atom.xml"]).find(f"{ATOM}entry")
    found = {tag: entry.findtext(f"{ATOM}{tag}") for tag in ("title", "summary", "content")}
    wanted = {"title": post.title, "summary": post.summary} | expected
    assert {tag: found[tag] for tag in wanted} == wanted
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == [
        message for message in caplog.messages if message.startswith("content/posts/post-0.md: ")
    ]
    assert [any(part in message for message in caplog.messages) for part in told] == [True] * len(told)
    assert len(caplog.messages) == len(told)


@pytest.mark.skipif(not NAUGHTY.exists(), reason=f"SKIPPED: no {NAUGHTY.name} beside the checkout")
def test_naughty_strings_arrive() -> None:
    strings = [text for text in json.loads(NAUGHTY.read_text(encoding="utf-8")) if text.strip()]
    posts = [
        make_entry(number, title=text, summary=text, body=text, image=None, source=Source(name=text))
        for number, text in enumerate(strings)
    ]
    feeds = render_feeds(*posts)
    assert_sound(feeds)
    titles = [text.translate(FORBIDDEN).replace("\r", "\n") for text in reversed(strings)]
    addresses = [item["url"] for item in json.loads(feeds["feeds/all.json"])["items"]]
    clean = [title if title.strip() else address for title, address in zip(titles, addresses, strict=True)]
    atom, rss = etree.fromstring(feeds["feeds/all.atom.xml"]), etree.fromstring(feeds["feeds/all.rss.xml"])
    assert [each.text.replace("\r", "\n") for each in atom.iterfind(f"{ATOM}entry/{ATOM}title")] == clean
    assert [each.text.replace("\r", "\n") for each in rss.iterfind("channel/item/title")] == clean


@pytest.mark.parametrize(
    "words", ["negotiators & ministers “agreed” ", "会谈代表团达成一致意见，"], ids=["Latin", "Chinese"]
)
def test_fifty_long_posts_are_less_than_200_kb(words: str) -> None:
    body = "\n\n".join(f"{words * 12} [link {number}](https://wire.example/{number}?a=1&b=2)." for number in range(15))
    terms = {"countries": ("China", "Russia", "Norway"), "topics": ("Diplomacy",), "actors": tuple("ABCDEFGH")}
    source = Source(name="Example Wire", url="https://wire.example/1", author=("Ada Writer",))
    posts = [make_entry(number, body=body, summary=words * 8, source=source, **terms) for number in range(50)]
    main = {path: len(data) for path, data in render_feeds(*posts).items() if path.startswith("feeds/all")}
    assert {path: size for path, size in main.items() if not 50_000 < size < 200_000} == {}


def test_missing_picture_names_post_and_path() -> None:
    from digest.core.errors import ProblemsError  # noqa: PLC0415

    with pytest.raises(ProblemsError) as caught:
        render_feeds(make_entry(image=Image(src="images/none.jpg", alt="A")))
    (problem,) = caught.value.problems
    told = "'images/none.jpg' is no file below images; move it there, or add its folder to STATIC_PATHS"
    assert str(problem) == f"content/posts/post-0.md: image: {told}"
