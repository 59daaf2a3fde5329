"""Which blocks of a saved page's body are not the article's: one visible table, `TRIMS`."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from ...core.types import RawArticle
from ..clean.lines import WORD_RE, Line
from .blocks import Block
from .names import is_known, parse_names

Trim = Callable[[Sequence[Block], RawArticle], Sequence[Block]]

NEVER_TEXT = frozenset(
    ("advertisement", "account", "author-note", "comments", "counter", "follow-us", "gallery", "legal", "navigation",
     "newsletter", "reading-time", "related", "script-notice", "sharing", "tags", "trust-notice", "video")
)  # fmt: skip
# Told by a few words: not of paragraphs.
UNSURE_KINDS = frozenset(("author-note", "legal", "navigation", "related", "video"))
EDGE_ONLY = frozenset(("date", "byline", "address", "caption"))
INSIDE_WORDS = 40  # of a block in the text that its kind alone takes out; a longer one may be the article's
PROSE_WORDS = 20  # of a line of running text, which no menu has
LIKE = 0.85  # of two texts that say the same; the headline is printed with other marks, too
ON_TOPIC = 0.4  # of a first heading's words in the headline
LINK_RE = re.compile(r"(?<!\\)\[((?:\\.|[^\[\]\\])*)\]\((?:[^()\\]|\\.)*\)")
LINKED = 0.8  # of a block's letters, for it to be a list of links
EDGE_LINKED = 0.5  # the same, above or below the text
NAME_WORDS = 5
LEAST_ITEMS, LINKED_ITEMS = 3, 0.8  # of a list below the text, those that have a link, for it to be of other stories
ABOUT_WORDS = 8  # of a heading over a note on the author or the company
END_SHARE = 0.35  # of the text that such a note may make up
BOXES = frozenset(("related", "newsletter", "follow-us", "comments"))
SECTIONS = frozenset(
    ("navigation", "tags", "account", "trust-notice", "counter", "video")
)  # what may head a part of the text
UPDATE_RE = re.compile(r"(?:last )?(?:updated|corrected)\b.{0,40}$", re.IGNORECASE)
ADDRESS_RE = re.compile(r"\S@\S{1,253}?\.\w|\btwitter\.com/|(?:^|\s)@[^\W\d]\w{2,}")
CALL_RE = re.compile(
    r"(?:follow|e-?mail|contact|get|sign up|subscribe|click|listen|watch|tell us|send us|join|download)\b",
    re.IGNORECASE,
)


def drop_headline(blocks: Sequence[Block], raw: RawArticle) -> Sequence[Block]:
    """Take out the headline where the body starts with it, and the standfirst that follows as a heading."""
    headline = raw.title or ""
    kept = list(blocks)
    for index, block in enumerate(kept):
        if is_like(block.text, headline) or block.markdown.startswith("# "):
            kept[index] = replace(block, reason="headline")
        elif block.is_heading and is_like(block.text, raw.metadata.description or ""):
            kept[index] = replace(block, reason="standfirst")
        elif block.is_heading and _is_on_topic(block.line, headline):
            kept[index] = replace(block, reason="standfirst" if block.line.ends else "headline")
        elif not block.kind:
            break
    return kept


def drop_boilerplate(blocks: Sequence[Block], raw: RawArticle) -> Sequence[Block]:  # noqa: ARG001
    """Take out blocks of a kind that is never text, lists of links, and what stands under the heading of such a box."""
    kept: list[Block] = []
    box: str | None = None  # the kind of the box that we are in
    for block in blocks:
        found = _judge(block, INSIDE_WORDS, NEVER_TEXT)
        if found.reason is None and box and _links(block) > EDGE_LINKED and not block.is_heading:
            found = replace(block, reason=f"box/{box}")
        elif found.reason is None:
            box = None
        elif found.kind in BOXES and found.reason == found.kind:
            box = found.kind
        kept.append(found)
    return kept


def drop_about(blocks: Sequence[Block], raw: RawArticle) -> Sequence[Block]:  # noqa: ARG001
    """Take out what stands at the end under a heading about the author or the company."""
    total = sum(block.line.size for block in blocks if block.reason is None)
    for index in range(len(blocks) - 1, -1, -1):
        if blocks[index].kind == "author-note" and blocks[index].reason and blocks[index].line.size <= ABOUT_WORDS:
            if sum(block.line.size for block in blocks[index:] if block.reason is None) > END_SHARE * total:
                break
            ends = [replace(block, reason=block.reason or "box/author-note") for block in blocks[index:]]
            return [*blocks[:index], *ends]
    return blocks


def drop_edges(blocks: Sequence[Block], raw: RawArticle) -> Sequence[Block]:  # noqa: ARG001
    """Take out what stands around the text: dates, bylines, headings with nothing under them, links to elsewhere."""
    kept = list(blocks)
    for order in (range(len(kept)), range(len(kept) - 1, -1, -1)):
        for index in order:
            if kept[index].reason:
                continue
            found = _judge(kept[index], 3 * INSIDE_WORDS, NEVER_TEXT | EDGE_ONLY)
            if order.step > 0 and _heads_links(kept[index : index + 3]):
                found = replace(found, reason="related")
            if order.step > 0 and _is_signature(kept[index : index + 2]):
                found = replace(found, reason="byline")
            if found.reason is None and (reason := _edge_reason(found, is_end=order.step < 0)):
                found = replace(found, reason=reason)
            if found.reason is None:
                break
            kept[index] = found
    return kept


def _heads_links(blocks: Sequence[Block]) -> bool:
    """Tell the heading of a box: what stands below it are links and nothing else."""
    return len(blocks) > 2 and blocks[0].is_heading and all(_links(block) > LINKED for block in blocks[1:])


def _is_signature(blocks: Sequence[Block]) -> bool:
    """Tell a line that is a name, above the day of publication."""
    if len(blocks) < 2 or blocks[0].line.size > NAME_WORDS or blocks[1].kind not in ("date", "reading-time"):
        return False
    return any(map(is_known, parse_names(blocks[0].text)))


def _edge_reason(block: Block, *, is_end: bool) -> str | None:
    """Say why a block at the text's edge does not belong to it."""
    linked = _links(block)
    if linked > EDGE_LINKED and not block.line.ends:
        return "related"
    if not is_end:
        return None
    if block.is_heading or linked > LINKED or (block.is_list and (linked > EDGE_LINKED or _is_linked(block))):
        return "trailing"
    if block.line.size <= INSIDE_WORDS and (UPDATE_RE.match(block.text) or ADDRESS_RE.search(block.text)):
        return "author-note"
    if block.line.size <= INSIDE_WORDS and linked and CALL_RE.match(block.text):
        return "follow-us"
    return None


def _judge(block: Block, most: int, kinds: frozenset[str]) -> Block:
    if block.reason or block.line.size > most:
        return block
    is_prose = block.line.prose and block.line.size >= PROSE_WORDS and _links(block) <= EDGE_LINKED
    if block.kind in UNSURE_KINDS and is_prose and most == INSIDE_WORDS:
        return block
    if block.kind in kinds and not (block.is_heading and block.kind in SECTIONS):
        return replace(block, reason=block.kind)
    if block.is_list and block.markdown.count("\n") and _links(block) > LINKED:
        return replace(block, reason="related")
    return block


def _links(block: Block) -> float:
    """Measure which share of a block's letters stands in links."""
    return sum(len(match[1]) for match in LINK_RE.finditer(block.markdown)) / max(1, len(block.text))


def _is_linked(block: Block) -> bool:
    """Tell a list of some items each of which leads elsewhere."""
    items = block.markdown.split("\n")
    return len(items) >= LEAST_ITEMS and sum(bool(LINK_RE.search(item)) for item in items) >= LINKED_ITEMS * len(items)


def is_like(one: str, other: str) -> bool:
    """Tell texts that say the same, give or take marks and a few letters."""
    one, other = " ".join(WORD_RE.findall(one.lower())), " ".join(WORD_RE.findall(other.lower()))
    if not one or not other or abs(len(one) - len(other)) > 0.3 * len(other):
        return False
    return one == other or SequenceMatcher(None, one[:300], other[:300], autojunk=False).ratio() >= LIKE


def _is_on_topic(line: Line, headline: str) -> bool:
    words = set(WORD_RE.findall(headline.lower()))
    own = line.content
    return bool(own) and len(own & words) >= ON_TOPIC * min(len(own), max(1, len(words)))


TRIMS: tuple[Trim, ...] = (drop_headline, drop_boilerplate, drop_about, drop_edges)
