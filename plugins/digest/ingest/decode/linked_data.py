"""The article's own node in a page's JSON-LD (schema.org), not that of a related story, a comment or the site."""

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any, Final

from lxml import html

Node = Mapping[str, Any]
ARTICLES: Final = frozenset(
    ("article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle", "reviewnewsarticle",
     "backgroundnewsarticle", "report", "blogposting", "liveblogposting", "scholarlyarticle", "techarticle",
     "socialmediaposting", "advertisercontentarticle")
)  # fmt: skip
PAGES: Final = frozenset(("webpage", "itempage", "videoobject", "recipe", "review"))
WRAPPERS: Final = (
    "@graph",
    "mainEntity",
    "mainEntityOfPage",
    "review",
    "itemReviewed",
)  # what else has own nodes in it
WORD_RE = re.compile(r"\w+")
LEAST_SHARED: Final = 0.5  # of the words of a node's headline, those that the page's title or main headings have
MOST_NODES: Final = 500
CONTROL_RE = re.compile(r"[\x00-\x1f]+")


def find_article(tree: html.HtmlElement) -> Node:
    """Find the node of the page's article, else that of the page; empty where there is none."""
    nodes = list(_iterate_nodes(tree))
    articles = [node for node in nodes if _types(node) & ARTICLES]
    shown = set(WORD_RE.findall(_titles(tree).casefold()))
    own = [node for node in articles if _is_shown(node, shown)]
    pages = [node for node in nodes if _types(node) & PAGES]
    return next(iter((*own, *articles[: len(articles) == 1], *pages)), {})


def find_authors(node: Node) -> tuple[str, ...]:
    """List the names of the people whom a node names as its authors."""
    authors = node.get("author") or node.get("creator") or ()
    listed = authors if isinstance(authors, list) else [authors]
    named = [one for one in listed if not (isinstance(one, dict) and "organization" in _types(one))]
    names = [one.get("name") if isinstance(one, dict) else one for one in named]
    flat = [part for name in names for part in (name if isinstance(name, list) else [name])]
    return tuple(" ".join(name.split()) for name in flat if isinstance(name, str) and name.strip() and "//" not in name)


def _titles(tree: html.HtmlElement) -> str:
    titles = (tree.findtext(".//head/title"), *(heading.text_content() for heading in tree.iter("h1")))
    return " ".join(filter(None, titles))


def _is_shown(node: Node, shown: set[str]) -> bool:
    """Return whether the page shows a node's headline as its own; a node without one is taken to be the page's."""
    headline = node.get("headline") or node.get("name")
    words = set(WORD_RE.findall(headline.casefold())) if isinstance(headline, str) else set()
    return not words or len(words & shown) >= LEAST_SHARED * len(words)


def _types(node: Node) -> set[str]:
    types = node.get("@type")
    return {str(name).casefold().rpartition("/")[2] for name in (types if isinstance(types, list) else [types])}


def _iterate_nodes(tree: html.HtmlElement) -> Iterator[Node]:
    """Give the nodes of a page that are not part of another but by the graph or as its main entity."""
    count = 0
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text:
            continue
        try:
            text = CONTROL_RE.sub(" ", script.text.strip().rstrip(";"))
            stack = [json.loads(text, object_hook=_without_entities if "&" in text else None)]
        except (ValueError, RecursionError):
            continue
        while stack and count < MOST_NODES:
            node = stack.pop(0)
            if isinstance(node, list):
                stack = [*node, *stack]
            elif isinstance(node, dict):
                count += 1
                yield node
                stack = [*(node[key] for key in WRAPPERS if isinstance(node.get(key), dict | list)), *stack]


def _without_entities(node: Node) -> Node:
    """Undo entities, which many pages write in linked data as in HTML: "O&#039;Hara"."""
    return {key: _plain(value) for key, value in node.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return unescape(value) if isinstance(value, str) else value
