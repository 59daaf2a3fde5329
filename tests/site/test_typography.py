"""Typography is smartypants', text by text."""

import pytest
from digest.site.markup.typography import curl, curl_plain, typogrify
from hypothesis import example, given
from hypothesis import strategies as st
from typogrify.filters import smartypants

QUOTES = ["'", '"', "''", '""', "'80s", "n't", "'s", "s'", "`", "``"]
OTHERS = [
    "--",
    "---",
    "...",
    ". . .",
    "\\",
    "<b>",
    "&amp;",
    "&nbsp;",
    "&#8212;",
    "—",
    "(",
    ")",
    "[",
    "{",
    "-",
    ",",
    ".",
]
MARKS = st.sampled_from([*QUOTES, *OTHERS, " ", "\n", "\t", "a", "B", "1", "é", "中", "\xa0", "\u3000"])


@given(st.lists(MARKS, max_size=12).map("".join))
@example("&#8212;'s")
def test_a_text_is_curled_as_smartypants_does(text: str) -> None:
    assert curl(text) == smartypants(text)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param("<p>Wait . . . no</p>", "<p>Wait &#8230; no</p>", id="dots-apart"),
        pytest.param("<code>'a'</code> 'b'", "<code>'a'</code> &#8216;b&#8217;", id="code-is-left-alone"),
        pytest.param('<a title="x">\'</a>', '<a title="x">&#8216;</a>', id="attributes-are-left-alone"),
    ],
)
def test_typogrify(markup: str, expected: str) -> None:
    assert typogrify(markup) == expected


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ('Kabul\'s "last" flight -- or not...', "en", "Kabul’s “last” flight — or not…"),
        ("AT&T's plan", "en-GB", "AT&T’s plan"),
        ('Das "letzte" Wort', "de", 'Das "letzte" Wort'),
        ("<b title='x'>", "en", "<b title='x'>"),
        ("&lt;'s", "en", "&lt;'s"),
        ("C:\\'", "en", "C:\\'"),
        ("", "en", ""),
    ],
)
def test_a_title_is_curled_and_stays_text(text: str, lang: str, expected: str) -> None:
    assert curl_plain(text, lang) == expected


@given(st.lists(MARKS, max_size=12).map("".join))
def test_what_is_no_quotation_mark_stays_in_a_title(text: str) -> None:
    kept = [mark for mark in curl_plain(text, "en") if mark.isalnum()]
    assert kept == [mark for mark in text if mark.isalnum()]
