"""A saved page into the article on it: the body by trafilatura, as Markdown, and what the page says about itself."""

import datetime as dt
import hashlib
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import trafilatura
from lxml import html
from lxml.etree import ParserError
from lxml.etree import _Element as Element

from ...core.errors import RawArticleError
from ...core.types import Metadata, RawArticle
from . import paste
from .blocks import format_blocks
from .lines import format_lines
from .metadata import read_metadata
from .parts import web_address
from .places import set_in_place
from .regions import prepare
from .templates import unwrap_templates
from .text import decode_page, tidy_text

for _name in ("trafilatura", "htmldate", "courlan"):  # what they tell is no help to an editor
    logging.getLogger(_name).addHandler(logging.NullHandler())

MOST_ELEMENTS: Final = 30_000  # real pages have some thousands; of more trafilatura makes minutes of work
# Of an element. Real ones have some dozens, or 3,000 where a quotation mark is missing; 10,000 are parsed in 0.2 s.
MOST_ATTRIBUTES: Final = 10_000
SAMPLE: Final = 100_000  # characters in which a page has a tag
LEAST_WORDS: Final = 40  # of a body; under that trafilatura has missed the article
TOP: Final = 2_000  # bytes of a page in which a browser says where it had it from
SAVED_RE = re.compile(rb"<!--[^>]{0,200}?(?:saved from url=\(\d+\)|url: ?)(https?://[\x21-\x7e]+)", re.IGNORECASE)
IN_HEAD: Final = frozenset(("title", "meta", "link", "script", "style", "base", "noscript", "template"))
TAG_RE = re.compile(rb"<[a-zA-Z]")
OPENING_RE = re.compile(rb"""<!--|<[a-zA-Z](?:[^"'>]++|"[^"]*+"|'[^']*+')*+""")
RAW_RE = re.compile(rb"<(script|style)\b", re.IGNORECASE)  # what is in them is no markup
RAW_ENDS: Final = {name: re.compile(rb"</" + name, re.IGNORECASE) for name in (b"script", b"style")}
ATTRIBUTE_RE = re.compile(rb"""[\s"'/][^\s"'=<>/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>]++))?+""")
WORD_RE = re.compile(r"\w+")


def decode(data: bytes, *, name: str, timezone: dt.tzinfo) -> tuple[RawArticle, ...]:
    """Decode a saved page. Raises RawArticleError."""
    saved = SAVED_RE.search(data[:TOP])
    return read_page(data, data, name=name, timezone=timezone, address=saved[1].decode() if saved else "")


def read_page(
    page: bytes | str,
    data: bytes,
    *,
    name: str,
    timezone: dt.tzinfo,
    address: str = "",
    metadata: Metadata | None = None,
) -> tuple[RawArticle, ...]:
    """Read the article of a page in a file of these bytes, `metadata` in place of what the page says of itself.

    `address` is where the browser had the page from.
    """
    refuse_crowded(page, name=name)
    tree = _parse(decode_page(page))
    if tree is None:
        return paste.decode(data, name=name, timezone=timezone)
    unwrap_templates(tree)
    plain = tidy_text(format_lines(tree))
    if not any(map(str.isalnum, plain)):
        raise RawArticleError(
            f"{name}: there is no text on this page; copy the article in the browser and paste it into a .txt file"
        )
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        return paste.divide(plain, data, name=name, timezone=timezone, metadata=metadata)
    metadata = metadata or _with_address(read_metadata(tree), address)
    text = tidy_text(find_body(tree, metadata.source.url))
    if len(WORD_RE.findall(text)) < LEAST_WORDS:  # the cleaner of pastes may see more
        return paste.divide(plain, data, name=name, timezone=timezone, metadata=metadata)
    text, removals = set_in_place(text, plain)
    sha256 = hashlib.sha256(data).hexdigest()
    return (RawArticle(name=name, sha256=sha256, text=text, metadata=metadata, removals=removals, markdown=True),)


def refuse_crowded(page: bytes | str, *, name: str) -> None:
    """Raise RawArticleError for an element with so many attributes that to parse it takes quadratic time."""
    data = page if isinstance(page, bytes) else page.encode(errors="replace")
    for start, tag in _opening_tags(data):
        if len(tag) > MOST_ATTRIBUTES and len(ATTRIBUTE_RE.findall(tag)) > MOST_ATTRIBUTES:
            line = data.count(b"\n", 0, start) + 1
            raise RawArticleError(
                f"{name}:{line}: an element has more than {MOST_ATTRIBUTES:,} attributes, as no article's page has; "
                "copy the article in the browser and paste it into a .txt file"
            )


def _opening_tags(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Give the opening tags of a page with their places; what scripts, styles and comments hold is none."""
    at = 0
    while found := OPENING_RE.search(data, at):
        at = found.end()
        if found[0] == b"<!--":
            at = (data.find(b"-->", at) + 3) if data.find(b"-->", at) >= 0 else len(data)
            continue
        yield found.start(), found[0]
        if raw := RAW_RE.match(found[0]):
            end = RAW_ENDS[raw[1].lower()].search(data, at)
            at = end.end() if end else len(data)


def _parse(page: bytes | str) -> html.HtmlElement | None:
    """Parse a page; None for what has no tags in it."""
    tree = trafilatura.load_html(page)
    if tree is not None and len(tree) and _has_text(tree):
        return tree
    try:
        start = page[:SAMPLE] if isinstance(page, bytes) else page[:SAMPLE].encode(errors="replace")
        return _with_body(html.document_fromstring(page)) if TAG_RE.search(start) else None
    except (ParserError, ValueError):
        return None


def _with_body(tree: html.HtmlElement) -> html.HtmlElement:
    """Move what the parser left in the head into the body, as it does with pages that have no body tag."""
    head = tree.find("head")
    if head is None or _has_text(tree):
        return tree
    body = tree.find("body")
    body = html.etree.SubElement(tree, "body") if body is None else body
    for element in [found for found in head if found.tag not in IN_HEAD]:
        body.append(element)
    return tree


def _has_text(tree: html.HtmlElement) -> bool:
    body = tree.find("body")
    return body is not None and any(map(str.isalnum, body.text_content()))


def _with_address(metadata: Metadata, address: str) -> Metadata:
    """Complete the metadata of a page that does not say where it stands."""
    url = metadata.source.url or web_address(address)
    return replace(metadata, source=replace(metadata.source, url=url))


def find_body(tree: html.HtmlElement, url: str | None) -> str:
    """Find the body of the page's article, as Markdown; the tree is changed."""
    prepare(tree)
    document = trafilatura.bare_extraction(
        tree,
        url=url,
        favor_precision=True,
        include_comments=False,
        include_formatting=True,
        include_links=True,
        with_metadata=False,
    )
    body: Element | None = getattr(document, "body", None)  # a Document: only old options make a dict of it
    return "" if body is None else format_blocks(body)
