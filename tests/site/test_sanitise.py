"""Formatting that is open where a block starts is closed there; no attribute's value becomes markup."""

import pytest
from digest.site.markup.sanitise import mend_nesting, sanitise

CASES = {
    "fine": ("<p>a <b>b <i>c</i></b></p>", "<p>a <b>b <i>c</i></b></p>"),
    "around a block": ("<b>bold<p>next</p></b>", "<b>bold</b><p>next</p>"),
    "two around a block": ("<b><i>x<pre>y</pre></i></b>z", "<b><i>x</i></b><pre>y</pre>z"),
    "a link may hold blocks": ('<a href="x"><p>y</p></a>', '<a href="x"><p>y</p></a>'),
    "a bracket in an attribute": ('<b><abbr title="a > b">c</abbr></b>', '<b><abbr title="a > b">c</abbr></b>'),
    "formatting after the block": ("<b>x<p>y</p>z</b>", "<b>x</b><p>y</p>z"),
    "empty elements": ("<b>x<br>y</b>", "<b>x<br>y</b>"),
}


@pytest.mark.parametrize(("markup", "expected"), CASES.values(), ids=CASES)
def test_nesting(markup: str, expected: str) -> None:
    assert mend_nesting(markup) == expected


@pytest.mark.parametrize("tag", ["img", 'img src="https://a.example/x"', 'a href="/x"', "abbr", "td"])
@pytest.mark.parametrize("name", ["alt", "title", "src"])
def test_brackets_in_attributes_are_escaped(tag: str, name: str) -> None:
    """What is done to the text after sanitising takes every bracket for a tag's."""
    assert "<script" not in sanitise(f'<{tag} {name}="x><script>alert(1)</script>">y</{tag.split(maxsplit=1)[0]}>')
