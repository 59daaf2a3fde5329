"""The small parts of decoding: escaping, a page's lines, where its blocks stood, its title without the outlet."""

import pytest
from digest.core.types import Removal
from digest.ingest.decode.escape import escape
from digest.ingest.decode.lines import format_lines
from digest.ingest.decode.places import set_in_place
from digest.ingest.decode.titles import letters, without_outlet
from lxml import html
from markdown import markdown


@pytest.mark.parametrize(
    ("line", "escaped"),
    [
        ("plain text, 3 of 4.", "plain text, 3 of 4."),
        ("a *b* `c` \\d", "a \\*b\\* \\`c\\` \\\\d"),
        ("snake_case and _this_", "snake_case and \\_this\\_"),
        ("[a](b) and [a] (b) and ![c", "\\[a\\](b) and [a\\] (b) and \\!\\[c"),
        ("AT&T &amp; &#65 <b>", "AT&T &amp;amp; &amp;#65 &lt;b>"),
        ("# 1", "\\# 1"),
        ("####### 7", "\\####### 7"),
        ("> a", "\\> a"),
        ("- a", "\\- a"),
        ("-a", "-a"),
        ("---", "\\---"),
        ("+ a", "\\+ a"),
        ("| a", "\\| a"),
        ("12. a", "12\\. a"),
        ("12) a", "12\\) a"),
        ("12.5 a", "12.5 a"),
        ("~~~ a", "&#126;&#126;&#126; a"),
        (": a", "&#58; a"),
        (":a", ":a"),
    ],
)
def test_a_line_of_text_stays_text(line: str, escaped: str) -> None:
    shown = escape(line)
    if line.startswith("[") or "![" in line:
        assert html.fromstring(markdown(shown)).text_content() == line
    else:
        assert shown == escaped


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<p>a <b>b</b>c</p><p>d</p>", "a bc\n\nd"),
        ("<div>a</div><div>b<br>c</div>", "a\n\nb\n\nc"),
        ("<ul><li>a<li>b</ul>c", "a\n\nb\n\nc"),
        ("<p>a\n  b</p><script>x</script><style>y</style><button>z</button>", "a b"),
        ("<div>a<!-- x -->b</div>", "ab"),
    ],
)
def test_a_page_as_a_browser_copies_it(page: str, lines: str) -> None:
    assert format_lines(html.document_fromstring(f"<body>{page}</body>")).strip() == lines


def test_a_page_that_nests_deeply_is_read() -> None:
    tree = root = html.Element("div")
    for _ in range(5000):
        child = html.Element("div")
        tree.append(child)
        tree = child
    tree.text = "deep"
    assert format_lines(root).strip() == "deep"


def test_blocks_stand_at_the_lines_that_they_came_from_and_other_lines_are_listed() -> None:
    page = "Menu\n\nHeadline\n\nShare\nFirst words of it.\nAdvert\n\nSecond [x] words."
    body = "# Headline\n\nFirst words of it.\n\nSecond [x](/y) words."
    placed, removed = set_in_place(body, page)
    assert placed.split("\n") == ["", "", "# Headline", "", "", "First words of it.", "", "", "Second [x](/y) words."]
    assert removed == tuple(
        Removal(line=line, reason="boilerplate", text=text) for line, text in ((1, "Menu"), (5, "Share"), (7, "Advert"))
    )


def test_a_block_that_the_page_does_not_have_follows_the_one_before() -> None:
    assert set_in_place("First.\n\nNot there.\n\nLast.", "First.\nLast.")[0] == "First.\n\nNot there.\n\nLast."


def test_a_text_below_hundreds_of_menu_lines_is_found() -> None:
    page = "\n".join([*(f"Menu {number}" for number in range(1000)), "First.", "Last."])
    placed, removed = set_in_place("First.\n\nLast.", page)
    assert placed.split("\n")[1000] == "First."
    assert len(removed) == 1000


@pytest.mark.parametrize(
    ("title", "outlet", "wanted"),
    [
        ("Ferry sinks | Lake Post", "The Lake Post", "Ferry sinks"),
        ("Ferry sinks - Lake Post Online", "Lake Post", "Ferry sinks"),
        ("Ferry - cargo - sinks | Lake Post", "lakepost", "Ferry - cargo - sinks"),
        ("Ferry sinks | Hill Post", "Lake Post", "Ferry sinks | Hill Post"),
        ("Ferry sinks | Lake Post", None, "Ferry sinks | Lake Post"),
        ("Ferry-sinks", "sinks", "Ferry-sinks"),
        ("Ferry sinks | ?", "Lake Post", "Ferry sinks | ?"),
    ],
)
def test_the_outlet_is_cut_off_a_title(title: str, outlet: str | None, wanted: str) -> None:
    assert without_outlet(title, outlet) == wanted


def test_letters_alone() -> None:
    assert letters("The Lake-Post, Nr. 1!") == "thelakepostnr1"
