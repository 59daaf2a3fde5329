"""Quotation marks, dashes and ellipses of HTML, text by text: what smartypants does, where there is something to do.

>>> typogrify('<p>He said "<em>no</em>" -- twice...</p>')
'<p>He said &#8220;<em>no</em>&#8221; &#8212; twice&#8230;</p>'
"""

import html
import re
from typing import Final

from typogrify.filters import process_ignores, smartypants

LANGUAGES: Final = ("en",)  # whose quotation marks smartypants knows
TAG_SPLIT_RE = re.compile(r"(<[^>]*>)")
CURLY_RE = re.compile(r"""["'`]|--|\.\.|\. \. \.""")  # what smartypants has something to do with
UNSURE_RE = re.compile(r"&#?\w+;|[<\\]")  # what could be taken for an entity, a tag, an escape
WORD_END_RE = re.compile(r"[^\s(\[“‘«—-]$")
LETTER: Final = "x"

# smartypants compiles its patterns anew for each text; these are its own, in its order.
_BEFORE_OPENING = r"(\s|&nbsp;|--|&[mn]dash;)"  # numbers of dashes too, were # no comment there
_BEFORE_CLOSING = r"([^ \t\r\n\[{(-])"
_PUNCTUATION = r"""(?=[!"#$%'()*+,\-./:;<=>?@\[\\\]^_`{|}~])"""
NESTED_RULES: Final = ((re.compile(r"\"'(?=\w)"), "&#8220;&#8216;"), (re.compile(r"'\"(?=\w)"), "&#8216;&#8220;"))
SINGLE_RULES: Final = (
    (re.compile(r"\b'(?=\d{2}s)"), "&#8217;"),
    (re.compile(_BEFORE_OPENING + r"'(?=\w)"), r"\1&#8216;"),
    (re.compile(_BEFORE_CLOSING + r"'(?!\s|s\b|\d)"), r"\1&#8217;"),
    (re.compile(_BEFORE_CLOSING + r"'(\s|s\b)"), r"\1&#8217;\2"),
    (re.compile("'"), "&#8216;"),
)
DOUBLE_RULES: Final = (
    (re.compile(_BEFORE_OPENING + r'"(?=\w)'), r"\1&#8220;"),
    (re.compile(r'"(?=\s)'), "&#8221;"),
    (re.compile(r'^"' + _PUNCTUATION), "&#8221;"),
    (re.compile(_BEFORE_CLOSING + r'"'), r"\1&#8221;"),
    (re.compile('"'), "&#8220;"),
)


def typogrify(markup: str) -> str:
    """Curl quotes and mend dashes outside of code."""
    parts = process_ignores(markup, ["script", "kbd"])  # `code` and `pre` it leaves alone by itself
    return "".join(curl_texts(part) if wanted else part for part, wanted in parts)


def curl_texts(markup: str) -> str:
    """Curl quotes and mend dashes, text by text: only those that need it."""
    pieces = TAG_SPLIT_RE.split(markup)
    for place in range(0, len(pieces), 2):
        if CURLY_RE.search(pieces[place]):
            # Each text is looked at alone, so a letter stands in for the word on the other side of a tag.
            before = LETTER if place and WORD_END_RE.search(pieces[place - 2]) else ""
            after = LETTER if place + 2 < len(pieces) and pieces[place + 2][:1].isalnum() else ""
            curled = curl(before + pieces[place] + after)
            pieces[place] = curled[len(before) : len(curled) - len(after)]
    return "".join(pieces)


def curl_plain(text: str, lang: str) -> str:
    """Curl a title or a summary, which is no markup and stays none.

    >>> curl_plain('Kabul\'s "last" flight', "en")
    'Kabul’s “last” flight'
    """
    if not lang.startswith(LANGUAGES) or not CURLY_RE.search(text) or UNSURE_RE.search(text):
        return text
    return html.unescape(curl(text))


def curl(text: str) -> str:
    """Do what smartypants does with one text, the same and several times as quickly."""
    if "\\" in text or "<" in text or len(text) == 1:  # what it treats apart
        return smartypants(text)  # type: ignore[no-any-return]
    text = text.replace("--", "&#8212;").replace("...", "&#8230;").replace(". . .", "&#8230;")
    text = text.replace("``", "&#8220;").replace("''", "&#8221;")
    rules = (NESTED_RULES, SINGLE_RULES) if "'" in text else ()
    for kind in (*rules, DOUBLE_RULES) if '"' in text else rules:
        for pattern, mark in kind:
            text = pattern.sub(mark, text)
    return text
