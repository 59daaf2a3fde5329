"""Sanitise HTML against an allow-list of tags, attributes, classes and URL schemes, and repair its nesting.

Addresses inside the site come out relative to its root, behind the placeholder ROOT.

>>> sanitise('<b onclick="x">bold<p><a href="/actors/">next</a></p></b>').replace(ROOT, "../")
'<b>bold</b><p><a href="../actors/">next</a></p>'
"""

import html
import posixpath
import re
from typing import Final
from urllib.parse import quote, unquote

import nh3

BLOCK_TAGS = {"blockquote", "dd", "div", "dl", "dt", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "ul"}
TABLE_TAGS = {"table", "tbody", "td", "tfoot", "th", "thead", "tr"}
TEXT_TAGS = {"a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "img", "ins", "kbd", "mark", "q", "s", "small"}
TAGS = BLOCK_TAGS | TABLE_TAGS | TEXT_TAGS | {"span", "strong", "sub", "sup"}
ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start"},
    "li": {"id"},
    "sup": {"id"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
ALIGNMENTS = {"align-left", "align-center", "align-right"}
CLASSES = {
    "td": ALIGNMENTS,
    "th": ALIGNMENTS,
    "a": {"footnote-ref", "footnote-backref"},
    "div": {"footnote"},
}
SCHEMES = {"http", "https", "mailto"}

ROOT: Final = "\ue000"  # a private-use character: removed from every text that comes in
FOOTNOTE_ID_RE = re.compile(r"fn(ref\d*)?:[\w-]+")
ELSEWHERE_RE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|\\")
LOCAL_RE = re.compile(f'{ROOT}([^"?#]+)')
PATH_RE = re.compile(r"([^?#]*)(.*)", re.DOTALL)
STATIC_RE = re.compile(r"^[{|](?:static|attach)[}|]")
ILLEGAL_RE = re.compile(r"""[\s"<>\\^`{|}]""")  # in an address, unless it is written as %20 and the like

BARE_IMG_RE = re.compile(r'<img(?: (?!src=)[a-z]+="[^"]*")*>')
INLINE: Final = frozenset(
    ("abbr", "b", "cite", "code", "em", "i", "kbd", "mark", "q", "s", "small", "span", "strong", "sub", "sup")
)
NEUTRAL: Final = frozenset(("a", "br", "del", "hr", "img", "ins"))  # empty, or allowed around blocks and in them
TAG_RE = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\"[^\"]*\"|[^\">])*)>")


def sanitise(markup: str) -> str:
    """Keep only what the allow-list has; no picture is loaded from elsewhere."""
    clean = nh3.clean(
        markup,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=filter_attribute,
        allowed_classes=CLASSES,
        url_schemes=SCHEMES,
        link_rel=None,
    )
    return mend_nesting(BARE_IMG_RE.sub("", clean)).strip()


def filter_attribute(tag: str, name: str, value: str) -> str | None:
    """Give what an attribute may say, behind ROOT where it leads into the site; None leaves the attribute out."""
    if name == "id":
        return value if FOOTNOTE_ID_RE.fullmatch(value) else None
    if name not in ("href", "src"):
        return value
    address = STATIC_RE.sub("", value.strip())
    if address.startswith("{"):  # a placeholder of Pelican's that names no file of the output
        return None
    is_elsewhere = ELSEWHERE_RE.match(address)
    address = quote_address(address)
    if is_elsewhere:
        return None if tag == "img" or not address.lower().startswith(("http:", "https:", "mailto:")) else address
    return address if address.startswith("#") else ROOT + _from_root(address)


def quote_address(address: str) -> str:
    """Write the signs that no address may have as `%20` and the like; all others stay."""
    return ILLEGAL_RE.sub(lambda sign: quote(sign[0]), address)


def list_local_links(markup: str) -> tuple[str, ...]:
    """List what sanitised HTML shows or links to within the site, by its path from the root; a folder's ends in `/`."""
    return tuple(sorted({plain_path(path) for path in LOCAL_RE.findall(markup)}))


def plain_path(path: str) -> str:
    """Return a path of sanitised HTML as files are called."""
    plain = unquote(html.unescape(path))
    return posixpath.normpath(plain) + ("/" if plain.endswith("/") else "")


def _from_root(address: str) -> str:
    """Give an address inside the site from its root; `..` cannot climb out of it, where a project path may stand."""
    path, rest = PATH_RE.fullmatch(address).groups()  # type: ignore[union-attr]  # it matches any text
    if "./" not in f"{path}/":
        return path.lstrip("/") + rest
    clean = posixpath.normpath("/" + path).lstrip("/")
    return clean + ("/" if clean and path.endswith(("/", ".")) else "") + rest


def mend_nesting(markup: str) -> str:
    """Close formatting that is still open where a block starts; the tags of `markup` are balanced already."""
    pieces: list[str] = []
    open_tags: list[str] = []
    end = 0
    for tag in TAG_RE.finditer(markup):
        pieces.append(markup[end : tag.start()])
        end = tag.end()
        pieces.append(_mend(tag[0], tag[2], open_tags, closes=bool(tag[1])))
    return "".join([*pieces, markup[end:]])


def _mend(tag: str, name: str, open_tags: list[str], *, closes: bool) -> str:
    """Return what stands in place of a tag; `open_tags` follows."""
    if name in NEUTRAL:
        return tag
    if closes:
        if open_tags and open_tags[-1] == name:
            open_tags.pop()
            return tag
        return ""  # it was closed already
    closed = ""
    if name not in INLINE:
        while open_tags and open_tags[-1] in INLINE:
            closed += f"</{open_tags.pop()}>"
    open_tags.append(name)
    return closed + tag
