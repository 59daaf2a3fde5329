"""Fast path of formatting: Markdown of plain blocks, which nearly all texts of a digest are, to HTML without a parser.

Paragraphs, headings, lists of one-line items and quotations, in which nothing is special but emphasis, links and
escapes that can be read in one way only. Of such a text this makes, byte for byte, what Markdown, typography and
sanitiser make of it, in a tenth of the time; any other it leaves to them, for whatever reason: that costs time alone.

>>> format_plain("A *word*.\\n\\n- one\\n- two", curled=True)
'<p>A <em>word</em>.</p>\\n<ul>\\n<li>one</li>\\n<li>two</li>\\n</ul>'
"""

import html
import re
from collections.abc import Callable
from typing import Final, NamedTuple

from .sanitise import filter_attribute
from .typography import curl_texts

# White space, invisible and private characters: programs disagree about them. The no-break space alone is a known one.
# Looked for once in a text: each class of characters that had these ranges too would be slow to compile.
ODD_RE = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ud800-\uf8ff\ufeff\ufff0-\uffff]"
)
_TEXT = r"[^\n<>&`\\*_\[\]|]"  # never markup inside a line
_UNDERSCORE = r"(?<=[^\W_])_(?=[^\W_])"  # inside a word
_ATOMS = rf"{_TEXT}++|&(?!#|\w*;)|{_UNDERSCORE}|\\[*_#\[\]().>+-]"
_WORDS = rf"[^\W_](?:(?:{_TEXT}|{_UNDERSCORE})*[^\W_])?[.,;:?!]?"  # no space at their ends
_PATH = r"(?:[A-Za-z0-9.,_~%/?=+:@-]|&(?![#\w]*;))*+(?:#[A-Za-z][\w-]*+)?+"
_ADDRESS = rf"(?:https?://[a-z0-9]+(?:[.-][a-z0-9]+)*(?:/{_PATH})?|/(?!/){_PATH})"
_MARKS = (
    r"(?<![^ \n(\[\"'“‘])(?:\*\*\*{0}\*\*\*|\*\*{0}\*\*|\*{0}\*)(?![^ \n.,;:?!)\]\"'”’])"  # around no part of a word
)
_EMPHASIS = _MARKS.format(_WORDS)
_LABEL = rf"(?![ \xa0^!])(?:{_ATOMS})++(?<![ \xa0])"
_LINK = rf"(?<!!)\[(?:{_LABEL}|{_EMPHASIS})\]\({_ADDRESS}\)"
_MARKED_LINK = _MARKS.format(rf"\[{_WORDS}\]\({_ADDRESS}\)")
_START = r"(?![ \xa0=:~+#>-]|\d+[.)])"  # a line that starts so may be the start of something
_LINE = rf"{_START}(?:{_ATOMS}|{_EMPHASIS}|{_MARKED_LINK}|{_LINK})++(?<![ \xa0])"

LINE_RE = re.compile(_LINE)
HEADING_START_RE = re.compile(r"#{1,6} +(?!.*#)")
BLANK_RE = re.compile(r"\n{3,}")
# What stands in a line that is known to be plain: an escape, emphasis, a link's label and address. The sign comes first
# and is looked back at, so that what has none is passed over quickly.
INLINE_RE = re.compile(r"[\\*\[](?:(?<=\\)(.)|(?<=\*)(\**)([^*]+)\*\2|(?<=\[)([^\]\\]*(?:\\.[^\]\\]*)*)\]\(([^)]+)\))")
MARKS: Final = (("<em>", "</em>"), ("<strong>", "</strong>"), ("<strong><em>", "</em></strong>"))  # one star to three
HEADING_RE = re.compile(r"<(/?)h([1-5])>")
ENTITY_RE = re.compile(r"&#(8\d\d\d);")  # as typography writes its marks; a plain text has none


class Kind(NamedTuple):
    """A kind of block: how each of its lines starts, and in which way it is made."""

    start: str
    make: Callable[[str], str]
    merges: bool = False  # two in a row would become one


def format_plain(text: str, *, curled: bool) -> str | None:
    """Make the HTML of a body of plain blocks; None for any other. `curled`: with English typography."""
    if _is_odd(text):
        return None
    made: list[str] = []
    before = None
    for block in BLANK_RE.sub("\n\n", text.strip("\n")).split("\n\n"):
        kind = KINDS.get(block[:1], PARAGRAPH)
        if not _is_plain(block, kind) or (kind.merges and kind is before):
            return None
        before = kind
        made.append(kind.make(block))
    markup = "\n".join(made)
    if "<h1>" in markup:  # the page's own
        markup = HEADING_RE.sub(lambda tag: f"<{tag[1]}h{int(tag[2]) + 1}>", markup)
    if curled:
        markup = ENTITY_RE.sub(lambda entity: chr(int(entity[1])), curl_texts(markup))
    return markup.replace("\xa0", "&nbsp;")


def _is_odd(text: str) -> bool:
    # Most texts are printable, which is quickly told; of what is odd these two characters are as well.
    if text.replace("\n", "").isprintable() and "\ufffc" not in text and "\ufffd" not in text:
        return False
    return ODD_RE.search(text) is not None


def _is_plain(block: str, kind: Kind) -> bool:
    # Line by line: one pattern for all kinds, for it takes long to compile.
    if kind.start == "#":
        signs = HEADING_START_RE.match(block)
        return signs is not None and LINE_RE.fullmatch(block, signs.end()) is not None
    length = len(kind.start)
    for line in block.split("\n"):
        if not line.startswith(kind.start) or not LINE_RE.fullmatch(line, length):
            return False
    return True


def _make_heading(block: str) -> str:
    signs, _, title = block.partition(" ")
    return f"<h{len(signs)}>{_make_line(title.lstrip(' '))}</h{len(signs)}>"


def _make_list(block: str) -> str:
    items = [f"<li>{_make_line(item)}</li>" for item in block[2:].split("\n- ")]
    return "\n".join(["<ul>", *items, "</ul>"])


def _make_quote(block: str) -> str:
    inner = _make_paragraph(block[2:].replace("\n> ", "\n"))
    return f"<blockquote>\n{inner}\n</blockquote>"


def _make_paragraph(block: str) -> str:
    return f"<p>{_make_line(block)}</p>"


def _make_line(text: str) -> str:
    return _make_inner(text.replace("&", "&amp;"))


def _make_inline(match: re.Match[str]) -> str:
    escaped, more_marks, words, label, address = match.groups()
    if escaped:
        return html.escape(escaped)
    inner = _make_inner(words or label)
    if words:
        before, after = MARKS[len(more_marks)]
        return before + inner + after
    if not address.startswith("http"):  # inside the site
        address = html.escape(filter_attribute("a", "href", html.unescape(address)) or "")
    return f'<a href="{address}">{inner}</a>'


def _make_inner(text: str) -> str:
    return INLINE_RE.sub(_make_inline, text)


PARAGRAPH: Final = Kind("", _make_paragraph)
KINDS: Final = {
    "#": Kind("#", _make_heading),
    "-": Kind("- ", _make_list, merges=True),
    ">": Kind("> ", _make_quote, merges=True),
}
