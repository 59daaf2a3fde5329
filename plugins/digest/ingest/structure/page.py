"""The body of a saved page, already Markdown, into an article: what was left around it goes by the cleaner's kinds."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ...content.vocabulary import Phrase, find_phrase
from ...core.types import Article, RawArticle, Removal
from ..clean.credits import ends_in_credit
from ..clean.lines import make_lines
from ..clean.rules import find_line_kind
from ..decode.titles import letters
from .blocks import Block, make_blocks
from .dateline import parse_dateline
from .doubts import find_unsure
from .overrides import REASON
from .page_trims import PROSE_WORDS, TRIMS, is_like
from .result import Structured
from .visible import Row, complete, set_as_paste

LEAD_REACH, MOST_LEADS = 40, 2  # lines of the page above its text in which a lead-in stands; such lines
LEAD_WORDS = (9, 75)  # of a lead-in
SHORT_BODY = 60  # words; under that, or under a tenth of the page's running text, the editor should look
SHORT_SHARE = 0.1
H1_RE = re.compile(r"^# ")  # the post's title is its only heading of the first level


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
    rows = sorted(filter(_has_words, rows))
    article = replace(article, standfirst=article.standfirst or _lost_standfirst(raw, rows))
    article, doubts, candidates = complete(article, raw, rows)
    if article.date is None and dateline:
        article = replace(article, date=dateline.day)
    unshown = ("headline",) if _is_unshown(raw, rows) else ()
    unsure = frozenset(rows[index].number for index in find_unsure(set_as_paste(rows), is_page=True))
    return Structured(
        article=article,
        removals=removals,
        review=(*_doubts(article, raw), *unshown, *(("body",) if unsure else ()), *doubts),
        candidates=candidates,
        unsure=unsure,
    )


def _is_unshown(raw: RawArticle, rows: Sequence[Row]) -> bool:
    """Tell a headline that the page's metadata give and no line of the page says."""
    headline = letters(raw.title or "")
    is_told = bool(headline) and raw.title == raw.metadata.headline and bool(raw.removals)
    return is_told and not any(letters(row.text) == headline for row in rows)


def _lost_standfirst(raw: RawArticle, rows: Sequence[Row]) -> tuple[str, ...]:
    """Find the lead-in that stands between headline and text on the page and is in neither."""
    first = next((row.number for row in rows if row.is_text), 0)
    above = [row for row in rows if first - LEAD_REACH <= row.number < first]
    titles = [index for index, row in enumerate(above) if is_like(row.text, raw.title or "")]
    told = raw.metadata.description or ""
    found = [
        row.text
        for row in above[titles[-1] + 1 if titles else 0 :]
        if is_like(row.text, told) or (titles and _is_lead_in(" ".join(row.text.split())))
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
