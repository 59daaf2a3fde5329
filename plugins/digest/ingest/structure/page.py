"""The body of a saved page, already Markdown, into an article: what was left around it goes by the cleaner's kinds."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from ...content.vocabulary import Phrase, find_phrase
from ...core.types import Article, RawArticle, Removal
from ..clean.credits import ends_in_credit
from ..clean.lines import WORD_RE, Line, make_lines
from ..clean.rules import find_line_kind
from ..decode.titles import letters
from .dateline import parse_dateline
from .names import is_known, parse_names
from .overrides import REASON
from .result import Structured
from .visible import Row, complete

UNMARK_RES = (
    (re.compile(r"^(?:> ?)+"), ""),
    (re.compile(r"^ *(?:#{1,6}|[-*+]|\d+\.) +"), ""),
    (re.compile(r"(\\.)|\[((?:\\.|[^\[\]\\])*)\]\((?:[^()\\]|\\.)*\)"), r"\1\2"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|>-])|[*`]+"), r"\1"),
    (re.compile(r"&lt;"), "<"),
    (re.compile(r"&#58;"), ":"),
    (re.compile(r"&#91;"), "["),
    (re.compile(r"&#93;"), "]"),
    (re.compile(r"&#126;"), "~"),
    (re.compile(r"&amp;"), "&"),
)
LEAD_REACH, MOST_LEADS = 40, 2  # lines of the page above its text in which a lead-in stands; such lines
LEAD_WORDS = (9, 75)  # of a lead-in
SHORT_BODY = 60  # words; under that, or under a tenth of the page's running text, the editor should look
SHORT_SHARE = 0.1
PROSE_WORDS = 20  # of a line of running text, which no menu has
HEADING_RE = re.compile(r"^(#{1,6} [^\n]+\n?)", re.MULTILINE)  # what follows its line is a paragraph of its own
H1_RE = re.compile(r"^# ")  # the post's title is its only heading of the first level
TABLE_RULE_RE = re.compile(r"^\|(?: ?:?-+:? ?\|)+$")
ROW_EDGE_RE = re.compile(r"^\| ?| ?\|$")
CELL_EDGE_RE = re.compile(r"(?<!\\) \| ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, list, quotation or table of the body."""

    markdown: str
    text: str
    line: Line
    kind: str | None
    reason: str | None = None  # why it is not the article's, if it is not

    @property
    def is_heading(self) -> bool:
        """Tell a heading by its mark."""
        return self.markdown.startswith("#")

    @property
    def is_list(self) -> bool:
        """Tell a list by its first item's mark."""
        return self.markdown.startswith(("- ", "1. "))


Trim = Callable[[Sequence[Block], RawArticle], Sequence[Block]]


def make_page_article(raw: RawArticle, phrases: Sequence[Phrase] = ()) -> Structured:
    """Make the article of a body in Markdown and of what its file says about it."""
    blocks: Sequence[Block] = make_blocks(raw)
    for trim in TRIMS:
        blocks = trim(blocks, raw)
    blocks = [_by_list(block, phrases, raw.source.name) for block in blocks]
    kept = [block for block in blocks if block.reason is None]
    text = "\n\n".join(block.text.replace("\n", "\n\n") for block in kept)
    dateline = parse_dateline(text)
    article = Article(
        headline=raw.title,
        standfirst=tuple(block.text for block in blocks if block.reason == "standfirst") or _told_standfirst(raw),
        byline=raw.source.author,
        date=raw.source.published,
        dateline=dateline.place if dateline else None,
        outlet=raw.source.name,
        url=raw.source.url,
        captions=raw.source.captions,
        body="\n\n".join(H1_RE.sub("## ", block.markdown) for block in kept),
        text=text,
    )
    removals = tuple(
        Removal(line=block.line.number, reason=block.reason, text=block.text) for block in blocks if block.reason
    )
    rows = [Row(block.line.number, block.text, block.reason is None) for block in blocks]
    rows += [Row(gone.line, gone.text, False) for gone in raw.removals if gone.reason != "header-block"]
    if not article.standfirst:
        article = replace(article, standfirst=_lost_standfirst(raw, kept))
    article, doubts = complete(article, raw, sorted(filter(_has_words, rows)))
    if article.date is None and dateline:
        article = replace(article, date=dateline.day)
    unshown = ("headline",) if _is_unshown(raw, rows) else ()
    return Structured(article=article, removals=removals, review=(*_doubts(article, raw), *unshown, *doubts))


def _is_unshown(raw: RawArticle, rows: Sequence[Row]) -> bool:
    """Tell a headline that the page's metadata give and no line of the page says."""
    headline = letters(raw.title or "")
    is_told = bool(headline) and raw.title == raw.metadata.headline and bool(raw.removals)
    return is_told and not any(letters(row.text) == headline for row in rows)


def _lost_standfirst(raw: RawArticle, kept: Sequence[Block]) -> tuple[str, ...]:
    """Find the lead-in that stands between headline and text on the page and is in neither."""
    first = min((block.line.number for block in kept), default=0)
    above = [gone for gone in raw.removals if first - LEAD_REACH <= gone.line < first]
    titles = [index for index, gone in enumerate(above) if _is_like(gone.text, raw.title or "")]
    told = raw.metadata.description or ""
    found = [
        gone.text
        for gone in above[titles[-1] + 1 if titles else 0 :]
        if _is_like(gone.text, told) or (titles and _is_lead_in(" ".join(gone.text.split())))
    ]
    return tuple(dict.fromkeys(found))[:MOST_LEADS]


def _is_lead_in(text: str) -> bool:
    line = make_lines(text)[0] if text else None
    is_sentence = line is not None and line.ends and LEAD_WORDS[0] <= line.size <= LEAD_WORDS[1]
    return is_sentence and line is not None and find_line_kind(line) is None and not ends_in_credit(text)


def _told_standfirst(raw: RawArticle) -> tuple[str, ...]:
    """Take what a clipping's front matter says in short."""
    is_clipping = any(gone.reason == "header-block" for gone in raw.removals)
    return (raw.metadata.description,) if is_clipping and raw.metadata.description else ()


def _has_words(row: Row) -> bool:
    return bool(row.text.split())


def _doubts(article: Article, raw: RawArticle) -> tuple[str, ...]:
    words = len(article.text.split())
    others = sum(size for gone in raw.removals if (size := len(gone.text.split())) >= PROSE_WORDS)
    doubts = {
        "headline": article.headline is None,
        "body-short": words < SHORT_BODY or words < SHORT_SHARE * (words + others),
    }
    return tuple(key for key, is_true in doubts.items() if is_true)


def _by_list(block: Block, phrases: Sequence[Phrase], outlet: str | None) -> Block:
    """Go by the editor's own list, whatever the rules say."""
    phrase = find_phrase(phrases, block.text, outlet=outlet) if phrases else None
    return replace(block, reason=None if phrase.keep else REASON) if phrase else block


def make_blocks(raw: RawArticle) -> list[Block]:
    """Divide a body into its blocks, each with its plain text measured as a line."""
    blocks: list[tuple[int, str]] = []
    number = raw.first_line
    for piece in re.split(r"(\n{2,})", raw.text):
        for row in HEADING_RE.split(piece) if piece.strip() else (piece,):
            if row.strip():
                blocks.append((number, row.strip("\n")))
            number += row.count("\n")
    texts = [plain_text(markdown) for _, markdown in blocks]
    blocks = [block for block, text in zip(blocks, texts, strict=True) if text]
    texts = list(filter(None, texts))
    lines = [make_lines(" ".join(text.split()))[0] for text in texts]
    return [
        Block(markdown=markdown, text=text, line=line._replace(number=number), kind=find_line_kind(line))
        for (number, markdown), text, line in zip(blocks, texts, lines, strict=True)
    ]


def plain_text(markdown: str) -> str:
    """Take the marks out of a block of Markdown that we made."""
    lines = []
    for line in markdown.split("\n"):
        if TABLE_RULE_RE.match(line):
            continue
        text = CELL_EDGE_RE.sub("  ", ROW_EDGE_RE.sub("", line)) if line.startswith("|") else line
        for pattern, plain in UNMARK_RES:
            text = pattern.sub(plain, text)
        lines.append(text.strip())
    return "\n".join(filter(None, lines))


NEVER_TEXT = frozenset(
    ("advertisement", "account", "author-note", "comments", "counter", "follow-us", "gallery", "legal", "navigation",
     "newsletter", "reading-time", "related", "script-notice", "sharing", "tags", "trust-notice", "video")
)  # fmt: skip
# Told by a few words: not of paragraphs.
UNSURE_KINDS = frozenset(("author-note", "legal", "navigation", "related", "video"))
EDGE_ONLY = frozenset(("date", "byline", "address", "caption"))
INSIDE_WORDS = 40  # of a block in the text that its kind alone takes out; a longer one may be the article's
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
        if _is_like(block.text, headline) or block.markdown.startswith("# "):
            kept[index] = replace(block, reason="headline")
        elif block.is_heading and _is_like(block.text, raw.metadata.description or ""):
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


def _is_like(one: str, other: str) -> bool:
    one, other = " ".join(WORD_RE.findall(one.lower())), " ".join(WORD_RE.findall(other.lower()))
    if not one or not other or abs(len(one) - len(other)) > 0.3 * len(other):
        return False
    return one == other or SequenceMatcher(None, one[:300], other[:300], autojunk=False).ratio() >= LIKE


def _is_on_topic(line: Line, headline: str) -> bool:
    words = set(WORD_RE.findall(headline.lower()))
    own = line.content
    return bool(own) and len(own & words) >= ON_TOPIC * min(len(own), max(1, len(words)))


TRIMS: tuple[Trim, ...] = (drop_headline, drop_boilerplate, drop_about, drop_edges)
