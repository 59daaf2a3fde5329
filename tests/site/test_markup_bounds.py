"""Markdown that others may have written, doubled: the work at most doubles, and what people write stays as it was."""

from collections.abc import Callable

import pytest
from digest.site.markup import MarkupMaker
from digest.site.markup.bounds import ABBREVIATIONS, OPEN_TAGS, SEARCHED, DivideBlocks, bound_inline
from markdown.util import AtomicString
from support.work import growth

MOST = 2.3
SIZE = 1100  # of each input: twice as many are beyond every bound
INPUTS: dict[str, Callable[[int], str]] = {
    "brackets": lambda n: "[" * n,
    "pictures": lambda n: "![" * n,
    "nested brackets": lambda n: "[" * n + "]" * n,
    "links that do not end": lambda n: "[a](" * n,
    "references": lambda n: "[a][b]" * n,
    "CDATA": lambda n: "<![CDATA[" * n,
    "comments": lambda n: "<!--" * n,
    "instructions": lambda n: "<?" * n,
    "declarations": lambda n: "<!a " * n,
    "tags that do not end": lambda n: "<a " * n,
    "attributes": lambda n: "<a " + "b=c " * n + ">",
    "abbreviations": lambda n: "".join(f"*[A{i}]: x\n" for i in range(n)) + "\n" + "A1 " * n,
    "footnotes": lambda n: "[^1] " * n + "\n\n" + "".join(f"[^{i}]: x\n" for i in range(n)),
    "setext headings": lambda n: "a\n===\n" * n,
    "headings": lambda n: "# a\n" * n,
    "autolinks": lambda n: "<http://a> " * n,
    "autolinks that do not end": lambda n: "<http://a" * n,
    "addresses that do not end": lambda n: "<a@b" * n,
    "stars": lambda n: "*a " * n,
    "double stars": lambda n: "**a " * n,
    "triple stars": lambda n: "***a " * n,
    "underlines": lambda n: "_a " * n,
    "fences": lambda n: "~~~a\n" * n,
    "ticks": lambda n: "`a``b" * n,
    "entities": lambda n: "&amp;" * n,
    "quotations": lambda n: "> a\n" * n,
    "list items": lambda n: "- a\n" * n,
    "open elements": lambda n: "<b>" * n,
    "open blocks": lambda n: "<div>\n" * n,
}


@pytest.mark.parametrize("make", INPUTS.values(), ids=INPUTS)
def test_twice_the_text_is_twice_the_work(make: Callable[[int], str]) -> None:
    maker = MarkupMaker()
    assert growth(make, lambda text: maker.html(text, lang="en"), SIZE) <= MOST


def test_what_people_write_is_formatted_as_ever() -> None:
    """A hundred and twenty references in one paragraph, a table of tags, footnotes, headings without blank lines."""
    links = " ".join(f"[a book of {number}, with its title](https://x.example/{number})" for number in range(120))
    html = MarkupMaker().html(links)
    assert html.count("<a href=") == 120
    table = "<table>" + "<tr><td>a</td><td><b>b</b></td></tr>\n" * 500 + "</table>"
    assert MarkupMaker().html(table).count("<td>") == 1000
    notes = "a[^1] b[^2]\n\n[^1]: one\n[^2]: two\n"
    assert MarkupMaker().html(notes).count('class="footnote-ref"') == 2
    assert MarkupMaker().html("# a\n# b\nText *x*.\n").count("<h2>") == 2


def test_signs_beyond_the_bounds_are_shown_as_text() -> None:
    count = int((2 * SEARCHED) ** 0.5) + 1
    assert MarkupMaker().html("[" * count) == f"<p>{'[' * count}</p>"
    assert MarkupMaker().html("<?" * (OPEN_TAGS + 1)) == f"<p>{'&lt;?' * (OPEN_TAGS + 1)}</p>"
    many = ABBREVIATIONS + 1
    html = MarkupMaker().html("".join(f"*[A{number}]: what\n" for number in range(many)) + f"\nA0 and A{many - 1}.\n")
    assert html.count("<abbr") == 1
    assert f"*[A{many - 1}]: what" in html


def test_a_paragraph_with_too_many_signs_is_text() -> None:
    text = "&amp;*a*" * 20_000
    assert isinstance(bound_inline(text), AtomicString)
    assert bound_inline(text[:8000]) == text[:8000]


def test_blocks_without_blank_lines_are_divided_only_where_they_are_many() -> None:
    assert DivideBlocks().run(["# a", "b"] * 20) == ["# a", "b"] * 20
    assert DivideBlocks().run(["# a"] * 120).count("") == 2
    assert DivideBlocks().run(["a"] * 120).count("") == 0
