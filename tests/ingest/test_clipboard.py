"""The HTML of a clipboard as a clipping: what survives, and what never gets in."""

import datetime as dt

import pytest
from digest.core.errors import RawArticleError
from digest.ingest.decode import decode
from digest.ingest.decode.clipboard import clip_markdown, make_clipping

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head>
<body lang=EN-GB><!--StartFragment--><p class=MsoNormal><b>Talks end<o:p></o:p></b></p>
<p class=MsoNormal>The ministers met in Oslo.<o:p>&nbsp;</o:p></p><!--EndFragment--></body></html>"""
DOCS = """<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><h2><span>Talks</span></h2>
<ul><li><p>One</p></li><li><p>Two</p></li></ul></b>"""
SHEET = "<table><tr><td>Country</td><td>Seats</td></tr><tr><td>Norway</td><td>3</td></tr></table>"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param(
            "<h1>Talks</h1><p>In <a href='https://e.example/x'>Oslo</a>, <b>again</b>.</p>",
            "# Talks\n\nIn [Oslo](https://e.example/x), **again**.",
            id="heading, link, bold",
        ),
        pytest.param("<ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>", "- a\n- b\n\n1. c", id="lists"),
        pytest.param("<blockquote><p>Said.</p></blockquote>", "> Said.", id="quotation"),
        pytest.param("one<br>two<div>three</div>", "one  \ntwo\n\nthree", id="loose text"),
        pytest.param(WORD, "**Talks end**\n\nThe ministers met in Oslo.", id="word processor"),
        pytest.param(DOCS, "## Talks\n\n- One\n- Two", id="web office"),
        pytest.param(SHEET, "| Country | Seats |\n| --- | --- |\n| Norway | 3 |", id="spreadsheet"),
        pytest.param("<img src=x.png alt=x>", "", id="picture"),
        pytest.param("", "", id="nothing"),
        pytest.param("<p>a<script>alert(1)</script><style>b</style></p><p hidden>c</p>", "a", id="unseen"),
        pytest.param("<a href='javascript:alert(1)'>a</a>", "a", id="no web address"),
        pytest.param(
            "<p>&lt;script&gt; [a](javascript:1) # b</p>", r"&lt;script> [a\](javascript:1) # b", id="marks in text"
        ),
        pytest.param("Version:0.9\r\nStartHTML:97\r\n<html><body><p>a</p></body></html>", "a", id="of Windows"),
    ],
)
def test_what_survives(markup: str, expected: str) -> None:
    assert clip_markdown(markup) == expected


@pytest.mark.parametrize(
    ("markup", "plain", "url", "expected"),
    [
        pytest.param(
            "<p><a href='https://e.example/x'>ab</a></p>",
            "ab",
            None,
            ("[ab](https://e.example/x)\n", ".md"),
            id="clipping",
        ),
        pytest.param(
            "<p>ab</p>",
            "ab",
            "https://e.example/y",
            ("---\nurl: https://e.example/y\n---\n\nab\n", ".md"),
            id="with address",
        ),
        pytest.param(
            "<p>a</p>", "a text that the HTML lacks", None, ("a text that the HTML lacks", ".txt"), id="HTML lacks text"
        ),
        pytest.param(
            None, "ab", "https://e.example/y", ("URL: https://e.example/y\n\nab", ".txt"), id="plain with address"
        ),
        pytest.param(None, "ab", "javascript:alert(1)", ("ab", ".txt"), id="no web address"),
        pytest.param(None, "ab", "https://e.example/\nTitle: forged", ("ab", ".txt"), id="address of two lines"),
        pytest.param(
            "Version:1.0\nSourceURL:https://e.example/z\n<p>ab</p>",
            "ab",
            None,
            ("---\nurl: https://e.example/z\n---\n\nab\n", ".md"),
            id="address of Windows",
        ),
    ],
)
def test_what_is_stored(markup: str | None, plain: str, url: str | None, expected: tuple[str, str]) -> None:
    assert make_clipping(markup, plain, url) == expected


def test_a_clipping_is_read_with_its_address_and_marks() -> None:
    text, suffix = make_clipping(
        "<h1>Talks</h1><p>They met.</p><h2>After</h2><ul><li>One</li></ul>", "", "https://e.example/a"
    )
    (raw,) = decode(text.encode(), name=f"clip{suffix}", timezone=dt.UTC)
    assert raw.source.url == "https://e.example/a"
    assert "## After" in raw.text
    assert "- One" in raw.text


def test_an_element_without_end_is_refused() -> None:
    with pytest.raises(RawArticleError, match="attributes"):
        clip_markdown("<p " + "a=1 " * 20_000 + ">x</p>")


def test_what_is_nested_without_end_leaves_the_plain_text() -> None:
    assert make_clipping("<div>" * 5000 + "ab" + "</div>" * 5000, "ab", None) == ("ab", ".txt")
