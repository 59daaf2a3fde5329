"""A Markdown file that another tool clipped from the web: its front matter as header block, its body made safe."""

import datetime as dt
import hashlib
import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from dateutil import parser as date_parser

from ...core.errors import ProblemsError
from ...core.types import Caption, Metadata, RawArticle, Removal, Source
from ...core.yaml.editor import text_data
from ...core.yaml.reader import parse_yaml
from .blocks import link_target
from .parts import web_address
from .paste import divide
from .text import decode_text

FRONT_RE = re.compile(
    r"\A\s*(?:---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)|\+\+\+[ \t]*\n(.{0,20000}?)\n\+\+\+)[ \t]*(?:\n|\Z)", re.DOTALL
)
LOOSE_RE = re.compile(r"([A-Za-z][\w -]{0,30}?)[ \t]*:(?:[ \t]+(.*?))?[ \t]*$")  # a key of front matter that is no YAML
LOOSE_ITEM_RE = re.compile(r"\s*-[ \t]+(.*?)[ \t]*$")
# What Joplin writes below a note, and Readwise around its highlights.
JOPLIN_RE = re.compile(r"\n\s*\n(id: [0-9a-f]{32}\n(?:\w+:.*(?:\n|\Z)){3,}\s*)\Z")
READWISE_RE = re.compile(r"^## Metadata[ \t]*\n((?:[ \t]*[-*] .*\n|[ \t]*\n)+)", re.MULTILINE)
READWISE_KEYS: Final = {"full title": "title", "author": "author", "url": "url", "published date": "published"}
HIGHLIGHT_RE = re.compile(r"^[-*] (.*?)[ \t]*(?:\(\[View Highlight\]\([^()\n]*\)\))?[ \t]*$", re.MULTILINE)
HIGHLIGHTS_RE = re.compile(r"^## Highlights[^\n]*$", re.MULTILINE)
NOTE_RE = re.compile(r"^[ \t]+[-*] (?:Note|Tags):.*$", re.MULTILINE)  # the reader's own
PRIVATE_RE = re.compile(r"%%.*?%%", re.DOTALL)
CALLOUT_RE = re.compile(r"^((?:> ?)+)\[!\w+\][-+]?[ \t]*", re.MULTILINE)
MARKED_TEXT_RE = re.compile(r"==(?=\S)([^=\n]+?)(?<=\S)==")
FOOTNOTE_RE = re.compile(r"\[\^[^\[\]\s]+\](:[ \t]*)?")
TAG_LINE_RE = re.compile(r"^[ \t]*(?:#[\w/-]+[ \t]*)+$", re.MULTILINE)
SETEXT_RE = re.compile(r"^(?=[^\s#>*+-])(.{1,200})\n(=+|-{2,})[ \t]*$", re.MULTILINE)
NO_TAGS: Final = frozenset(("clippings", "clipping", "articles", "readwise"))  # which the tools themselves set
# Keys of clipping tools (Obsidian's, Joplin's, MarkDownload, Omnivore, Readwise, Zettlr) and of site generators.
TITLE_KEYS: Final = ("title", "headline", "name")
URL_KEYS: Final = ("url", "source", "source_url", "link", "canonical", "canonical_url", "external_url", "uri")
OUTLET_KEYS: Final = ("site", "publisher", "outlet", "site_name", "publication", "source", "domain")
AUTHOR_KEYS: Final = ("author", "authors", "byline", "creator")
DATE_KEYS: Final = ("published", "date_published", "publish_date", "pubdate", "date-published", "datepublished", "date")
WIKI_RE = re.compile(r"!?\[\[(?:[^\[\]|\n]*\|)?([^\[\]|\n]*)\]\]")
IMAGE_RE = re.compile(r"!\[((?:\\.|[^\[\]\\\n])*)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\[\]\n]*\])")
LINK_RE = re.compile(r"(?<!\\)\[((?:\\.|[^\[\]\\\n])*)\](?:\(([^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)|\[([^\[\]\n]*)\])")
DEFINITION_RE = re.compile(r"^ {0,3}\[([^\[\]\n]+)\]:[ \t]*<?(\S+?)>?(?:[ \t]+[\"'(].*)?[ \t]*$", re.MULTILINE)
AUTOLINK_RE = re.compile(r"<(https?://[^<>\s]+)>", re.IGNORECASE)
COMMENT_RE = re.compile(r"<!--.*?-->", re.DOTALL)
TAG_RE = re.compile(
    r"</?(?:p|div|span|br|img|figure|figcaption|iframe|sup|sub|a|u|b|i|em|strong|script|style)\b[^<>\n]*>",
    re.IGNORECASE,
)
UNDERLINED_RE = re.compile(r"(?<![\w\\])(_{1,2})(?=\S)([^_\n]+?)(?<=\S)\1(?!\w)")
DANGER_START_RE = re.compile(r"^(\s{0,3})(\*\[|\[\^|:(?=\s)|~{3})", re.MULTILINE)
HARMLESS: Final = {"*": "\\*", "[": "\\[", ":": "&#58;", "~": "&#126;"}
FENCE_RE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
LEAST_WORDS: Final = 3  # of a picture's text that is a caption
MARKED_RE = re.compile(r"^ {0,3}#{1,6} \S|\*\*\S|\]\(|^> |^[-*] \S", re.MULTILINE)
HEADING_RE = re.compile(r"^# +(.+?)\s*#*$", re.MULTILINE)


def decode(data: bytes, *, name: str, timezone: dt.tzinfo) -> tuple[RawArticle, ...]:
    """Decode a Markdown file. Raises RawArticleError."""
    text = decode_text(data, name=name)
    match = FRONT_RE.match(text)
    values = _front_matter(match[1] or "", match[2]) if match else {}
    start = match.end() if match and values else 0
    if not values:
        text, values = _exported(text)
    if not values and not MARKED_RE.search(text):  # a paste that was saved under this name
        return divide(text, data, name=name, timezone=timezone)
    if not values:
        (first, *others) = divide(text, data, name=name, timezone=timezone, markdown=True)
        return tuple(_safe(article) for article in (first, *others))
    head = text[:start]
    removals = [
        Removal(line=index, reason="header-block", text=line.strip())
        for index, line in enumerate(head.split("\n"), start=1)
        if line.strip()
    ]
    article = RawArticle(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        text=text[start:],
        first_line=head.count("\n") + 1,
        title=_one(values, TITLE_KEYS),
        tags=tuple(tag for tag in _many(values, ("tags", "tag", "keywords")) if tag.casefold() not in NO_TAGS),
        source=_source(values, timezone),
        removals=tuple(removals),
        markdown=True,
        metadata=Metadata(description=_one(values, ("description", "excerpt", "summary"))),
    )
    return (_safe(article),)


def _exported(text: str) -> tuple[str, Mapping[str, object]]:
    """Read what Readwise and Joplin write into the text of a note, and blank it out."""
    if match := READWISE_RE.search(text):
        lines = (line.lstrip("-* \t").partition(":") for line in match[1].split("\n"))
        values = {READWISE_KEYS.get(key.lower().strip(), ""): value.strip() for key, _, value in lines}
        rest = text[: match.start()] + _blank(match) + NOTE_RE.sub("", text[match.end() :])
        return HIGHLIGHT_RE.sub(r"\1\n", HIGHLIGHTS_RE.sub("", rest)), {
            key: value for key, value in values.items() if key
        }
    if match := JOPLIN_RE.search(text):
        title, _, body = text[: match.start()].partition("\n")
        pairs = (line.partition(":") for line in match[1].split("\n"))
        return f"\n{body}\n", {"title": title} | {
            key.strip(): value.strip() for key, _, value in pairs if value.strip()
        }
    return text, {}


def _front_matter(text: str, toml: str | None) -> Mapping[str, object]:
    """Read front matter in YAML, or nearly, or in TOML."""
    try:
        values = tomllib.loads(toml) if toml else _yaml_data(text)
    except (ProblemsError, tomllib.TOMLDecodeError, RecursionError):
        values = _loose_front_matter(toml or text)
    named = values.items() if isinstance(values, dict) else ()
    flat = {key: _plain(value) for key, value in named if value is not None}
    return {str(key).lower().replace(" ", "_"): value for key, value in flat.items()}


def _plain(value: object) -> str | tuple[object, ...]:
    return tuple(value) if isinstance(value, list | tuple) else str(value)


def _yaml_data(text: str) -> object:
    root = parse_yaml(text, file="")
    return text_data(root) if root is not None else None


def _loose_front_matter(text: str) -> dict[str, object]:
    """Read lines of "key: value", whatever marks the value holds; lists below a key."""
    values: dict[str, object] = {}
    items: list[str] = []
    for line in text.split("\n"):
        if item := LOOSE_ITEM_RE.match(line):
            items.append(item[1].strip("\"'"))
        elif pair := LOOSE_RE.match(line):
            items = []
            values[pair[1]] = pair[2].strip("\"'") if pair[2] else items
    return values


def _many(values: Mapping[str, object], keys: tuple[str, ...]) -> list[str]:
    for key in keys:
        value = values.get(key)
        listed = value if isinstance(value, tuple) else re.split(r"[,;]", value) if isinstance(value, str) else []
        texts = (WIKI_RE.sub(r"\1", item) for item in listed if isinstance(item, str))
        found = [" ".join(text.split()).lstrip("#") for text in texts]
        if any(found):
            return list(filter(None, found))
    return []


def _one(values: Mapping[str, object], keys: tuple[str, ...]) -> str | None:
    for key in keys:
        value = values.get(key)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
    return None


def _source(values: Mapping[str, object], timezone: dt.tzinfo) -> Source:
    urls = [found for key in URL_KEYS if (found := web_address(str(values.get(key) or "").strip()))]
    outlets = {key: value for key, value in values.items() if not web_address(str(value))}
    return Source(
        name=_one(outlets, OUTLET_KEYS),
        url=urls[0] if urls else None,
        author=tuple(_many(values, AUTHOR_KEYS)),
        published=_date(_one(values, DATE_KEYS), timezone),
    )


def _date(value: str | None, timezone: dt.tzinfo) -> dt.date | dt.datetime | None:
    """Read a date of the front matter; what is none is as if it were not there."""
    try:
        moment = date_parser.parse(value, dayfirst=not value[:4].isdigit()) if value and value[:1].isdigit() else None
    except (ValueError, OverflowError):
        return None
    if moment is None or ":" not in (value or ""):
        return moment.date() if moment else None
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone)


def _safe(article: RawArticle) -> RawArticle:
    """Take out of an article's Markdown what could act as more than text, headings, lists, emphasis and web links."""
    captions: list[Caption] = []
    targets = {match[1].casefold(): match[2] for match in DEFINITION_RE.finditer(article.text)}
    divided = _divide_code(article.text)
    pieces = [piece if is_code else make_safe(piece, targets, captions) for is_code, piece in divided]
    text = "\n".join(pieces)
    heading = HEADING_RE.search(text)
    metadata = Metadata(
        description=article.metadata.description,
        headline=None if article.title or not heading else heading[1].replace("\\", ""),
        source=Source(captions=tuple(captions)),
    )
    return replace(article, text=text, metadata=metadata)


def _divide_code(text: str) -> list[tuple[bool, str]]:
    """Divide a text into code between fences and what is none; a fence that is not closed is none."""
    lines = text.split("\n")
    pieces: list[tuple[bool, str]] = []
    closers: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if FENCE_RE.match(line):
            closers.setdefault(line.strip(), []).append(index)
    start = index = 0
    while index < len(lines):
        fence = FENCE_RE.match(lines[index])
        found = closers.get(fence[1], []) if fence else []
        after = bisect_right(found, index)
        close = found[after] if after < len(found) else None
        if close is None:
            index += 1
            continue
        pieces += [(False, "\n".join(lines[start:index])), (True, "\n".join(lines[index : close + 1]))]
        start = index = close + 1
    return [*pieces, (False, "\n".join(lines[start:]))]


def make_safe(text: str, targets: Mapping[str, str], captions: list[Caption]) -> str:
    """Make Markdown safe; `targets` are its links' definitions, the words of its pictures go to `captions`."""

    def picture(match: re.Match[str]) -> str:
        words = " ".join(match[1].split())
        if len(words.split()) >= LEAST_WORDS:
            captions.append(Caption(text=words.replace("\\", "")))
        return ""

    def link(match: re.Match[str]) -> str:
        target = match[2] if match[2] is not None else targets.get((match[3] or match[1]).casefold(), "")
        address = link_target((target.split() or [""])[0].strip("<>"))
        return f"[{match[1]}]({address})" if address and match[1].strip() else match[1]

    text = TAG_LINE_RE.sub("", CALLOUT_RE.sub(r"\1", PRIVATE_RE.sub(_blank, text)))
    text = SETEXT_RE.sub(lambda match: f"{'#' if match[2][0] == '=' else '##'} {match[1]}\n", text)
    text = MARKED_TEXT_RE.sub(r"\1", FOOTNOTE_RE.sub("", text))
    end = text.rfind("-->") + 3  # beyond it no comment is closed, and to look for an end each time takes quadratic time
    text = TAG_RE.sub("", COMMENT_RE.sub(_blank, text[:end]) + text[end:])
    text = DEFINITION_RE.sub("", AUTOLINK_RE.sub(r"\1", text))
    text = LINK_RE.sub(link, IMAGE_RE.sub(picture, WIKI_RE.sub(_wiki, text)))
    text = UNDERLINED_RE.sub(lambda match: "*" * len(match[1]) + match[2] + "*" * len(match[1]), text)
    text = DANGER_START_RE.sub(lambda match: match[1] + HARMLESS[match[2][0]] + match[2][1:], text)
    return text.replace("<", "&lt;")


def _wiki(match: re.Match[str]) -> str:
    return "" if match[0].startswith("!") else match[1]


def _blank(match: re.Match[str]) -> str:
    """Keep the lines of what is taken out, so that the others keep their numbers."""
    return "\n" * match[0].count("\n")
