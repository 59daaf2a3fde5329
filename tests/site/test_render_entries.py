"""What feeds show of a text: cut when it is long, and named when something of it is lost."""

import datetime as dt
from dataclasses import replace

import pytest
from digest.core.settings import DigestSettings
from digest.core.types import FeedEntry
from digest.site.markup import Bodies, Body, MarkupMaker
from digest.site.markup.dropped_markup import find_dropped_markup
from digest.site.plan import EntryContent
from digest.site.render import entries
from digest.site.render.entries import Entries
from digest.site.render.truncate import truncate_content

CONTENT = EntryContent(body=Body(sha256="00"), summary=None, source_name=None, source_url=None)
URL = "https://digest.example/a/?b&c"
LINK = '\n<p><a href="https://digest.example/a/?b&amp;c">Read on</a></p>'


@pytest.mark.parametrize(
    ("markup", "most", "expected"),
    [
        pytest.param("<p>one</p>", 10, "<p>one</p>", id="short enough"),
        pytest.param("<p>one</p>\n<p>two</p>", 0, "<p>one</p>\n<p>two</p>", id="no limit"),
        pytest.param("<p>one</p>\n<p>two</p>", 12, f"<p>one</p>{LINK}", id="second paragraph"),
        pytest.param("<p>a<br>b <b>c</b></p><hr><p>two</p>", 26, f"<p>a<br>b <b>c</b></p><hr>{LINK}", id="void tags"),
        pytest.param(
            "<ul><li>one</li><li>two</li></ul><p>three</p>", 34, f"<ul><li>one</li><li>two</li></ul>{LINK}", id="list"
        ),
        pytest.param(
            "<p>one two &amp; three four</p>", 12, f"<p>one two &amp; …</p>{LINK}", id="a long first paragraph"
        ),
        pytest.param("<p>一二三四五六七八九十</p>", 14, f"<p>一二三四 …</p>{LINK}", id="no spaces"),
        pytest.param("<p>一二</p><p>三四五</p>", 20, f"<p>一二</p>{LINK}", id="bytes, not characters"),
    ],
)
def test_truncate_content(markup: str, most: int, expected: str) -> None:
    assert truncate_content(markup, most, URL) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Plain [a](https://a.example/?b=1&c=2) <https://b.example> **text**", (), id="nothing"),
        pytest.param("a < b and <b>c</b>", (), id="markup that stays"),
        pytest.param("<script>x</script> <Foo bar>", ("<foo>", "<script>"), id="tags"),
        pytest.param("`<script>`\n\n    <style>", (), id="code"),
        pytest.param("[a](javascript:b)", ("javascript:b",), id="link"),
        pytest.param("[a][1]\n\n[1]: vbscript:c", ("vbscript:c",), id="link by reference"),
        pytest.param(
            "![a](https://elsewhere.example/p.png)", ("https://elsewhere.example/p.png",), id="picture elsewhere"
        ),
        pytest.param("<a href='ftp://a.example/'>b</a>", ("ftp://a.example/",), id="raw link"),
        pytest.param("[a](../b/) ![c]({static}/images/c.png)", ("../b/",), id="from another page"),
        pytest.param("[a]({filename}/posts/b.md)", ("{filename}/posts/b.md",), id="placeholder"),
        pytest.param("[a](//b.example/c)", ("//b.example/c",), id="another host"),
        pytest.param("[1]: vbscript:a--b and more, [c]: vbscript:x...y", (), id="text with dashes and dots"),
        pytest.param("The line `src=vbscript:x` <b>y</b>", (), id="code beside markup"),
        pytest.param("[a](javascript&#58;b)", ("javascript:b",), id="colon as a number"),
        pytest.param("[a](mailto:b@c.example) [d](/e/) ![f](/images/f.png)", (), id="what may be linked"),
        pytest.param("[a](https://x.example/b|c) [a](</d e>)", (), id="signs-that-are-encoded"),
    ],
)
def test_find_dropped_markup(text: str, expected: tuple[str, ...]) -> None:
    assert find_dropped_markup(text, MarkupMaker().html(text)) == expected


def test_an_entry_is_prepared_once_while_it_is_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "IN_MEMORY", 2)
    maker = Entries(Bodies(lambda sha256: f"Text of *{sha256}*"), DigestSettings())
    posts = [make_entry(number) for number in range(3)]
    first = [maker.prepare(posts[number], CONTENT) for number in (0, 1, 0, 2)]
    again = [maker.prepare(posts[number], CONTENT) for number in (0, 1)]
    assert first[0] is first[2] is again[0]
    assert first[1] is not again[1]  # it was the one used least recently
    assert first[1].atom == again[1].atom


def test_an_entry_that_differs_is_prepared_anew() -> None:
    maker = Entries(Bodies(lambda sha256: f"Text of *{sha256}*"), DigestSettings())
    post = make_entry(0)
    assert b"T0" in maker.prepare(post, CONTENT).atom
    assert b"Another" in maker.prepare(replace(post, title="Another"), CONTENT).atom
    other = replace(CONTENT, body=Body(sha256="ff"))
    assert b"Text of &lt;em&gt;ff" in maker.prepare(post, other).rss


def make_entry(number: int) -> FeedEntry:
    moment = dt.datetime(2026, 11, 26, tzinfo=dt.UTC)
    url = f"https://digest.example/{number}/"
    return FeedEntry(id=f"urn:{number}", url=url, title=f"T{number}", published=moment, updated=moment, authors=("A",))
