"""What feeds show of a text: cut when it is long, and named when something of it is lost."""

import datetime as dt
import errno
from dataclasses import replace
from pathlib import Path

import pytest
from digest.core.settings import DigestSettings
from digest.core.types import FeedEntry
from digest.site.feeds import prepare_entry
from digest.site.markup import Bodies, Body, MarkupMaker
from digest.site.markup.dropped_markup import find_dropped_markup
from digest.site.plan import EntryContent
from digest.site.render import entries
from digest.site.render import spill as scratch
from digest.site.render.entries import Entries
from digest.site.render.truncate import cut_content

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
def test_cut_content(markup: str, most: int, expected: str) -> None:
    assert cut_content(markup, most, URL) == expected


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
        pytest.param("[a](javascript&#58;b)", ("javascript:b",), id="colon as a number"),
        pytest.param("[a](mailto:b@c.example) [d](/e/) ![f](/images/f.png)", (), id="what may be linked"),
    ],
)
def test_find_dropped_markup(text: str, expected: tuple[str, ...]) -> None:
    assert find_dropped_markup(text, MarkupMaker().html(text)) == expected


def test_entries_put_away_are_the_same_and_are_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "MOST", 2)
    made: list[str] = []
    monkeypatch.setattr(entries, "prepare_entry", lambda entry: made.append(entry.id) or prepare_entry(entry))
    maker = Entries(Bodies(lambda sha256: f"Text of *{sha256}*"), DigestSettings(), tmp_path)
    posts = [make_entry(number) for number in range(5)]

    def show(entry: FeedEntry, kind: str) -> bytes:
        return getattr(maker.prepare(entry, CONTENT, kind).xml, kind)()  # type: ignore[no-any-return]

    first = [(show(one, "atom"), show(one, "rss")) for one in posts]
    assert [(show(one, "atom"), show(one, "rss")) for one in posts] == first
    assert [maker.prepare(one, CONTENT, "atom").entry.authors for one in posts] == [("A",)] * 5
    assert len(made) == 5
    assert maker.prepare(posts[0], CONTENT, "json").entry.content == "<p>Text of <em>00</em></p>"  # made anew for JSON
    other = replace(posts[1], title="Another")
    assert b"Another" in show(other, "atom")
    assert list(tmp_path.iterdir()) == []  # the file has no name


def test_entries_of_a_full_disk_are_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "MOST", 1)
    monkeypatch.setattr(scratch.os, "pwrite", fail)
    maker = Entries(Bodies(lambda sha256: f"Text of *{sha256}*"), DigestSettings())
    posts = [make_entry(number) for number in (1, 2, 1)]
    shown = [maker.prepare(one, CONTENT, "atom").xml.atom() for one in posts]
    assert shown[0] == shown[2] != shown[1]


def fail(*_: object) -> int:
    raise OSError(errno.ENOSPC, "No space left on device")


def make_entry(number: int) -> FeedEntry:
    moment = dt.datetime(2026, 11, 26, tzinfo=dt.UTC)
    url = f"https://digest.example/{number}/"
    return FeedEntry(id=f"urn:{number}", url=url, title=f"T{number}", published=moment, updated=moment, authors=("A",))
