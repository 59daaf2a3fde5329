"""Excerpts of formatted posts, plain text of HTML, and word counts."""

import html
import re
from collections.abc import Iterable, Iterator
from typing import Final

from ...core.data import read_words

EXCERPT_WORDS: Final = 90  # an excerpt has at most so many words, and no more than
EXCERPT_SHARE: Final = 5  # ... one part in so many of the text
PARAGRAPH_RE = re.compile(r"<p>(.*?)</p>", re.DOTALL)
NOTE_RE = re.compile(r"<sup\b.*?</sup>", re.DOTALL)
TAG_RE = re.compile(r"<[^>]*>")
BLOCK_END_RE = re.compile(r"</(?:p|li|h[2-6]|td|th|dt|dd|pre|blockquote|div)>|<br>")
SPACE_RE = re.compile(r"\s+")
WORD_RE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w+(?:['’.-]\w+)*")  # each CJK character is a word
SENTENCE_END_RE = re.compile(
    r"""[.!?…]+["'”’»)\]]*(?=\s+[^\sa-zà-ÿ])   # a stop, and what follows does not start small
    |   [。！？]+[」』”’]*                      # no space follows in Chinese and Japanese
    |   [؟۔।]+(?=\s)""",
    re.VERBOSE,
)
ABBREVIATION_RE = re.compile(
    rf"\b(?:[A-Z]|[A-Za-z]\.[A-Za-z]|{'|'.join(sorted(read_words('abbreviations.yaml', 'english')))})\.$"
)


def make_excerpt(markup: str) -> str:
    """Return the excerpt of a body as HTML; may be empty."""
    return _in_paragraphs(take_sentences(markup))


def take_sentences(markup: str) -> tuple[str, ...]:
    """Take whole sentences from the start of a body, by paragraph: at most 90 words and a fifth of the text."""
    return _take_within(markup, min(EXCERPT_WORDS, count_words(plain_text(markup)) // EXCERPT_SHARE))


def quote_excerpt(markup: str) -> str:
    """Return what is an excerpt already as `make_excerpt` returns one, and no more of it."""
    return _in_paragraphs(_take_within(markup, EXCERPT_WORDS))


def _take_within(markup: str, limit: int) -> tuple[str, ...]:
    paragraphs: list[str] = []
    for text in _list_paragraphs(markup):
        start = _sentences_within(text, limit)
        if start:
            paragraphs.append(start)
        if start != text:
            break
        limit -= count_words(start)
    return tuple(paragraphs)


def _list_paragraphs(markup: str) -> Iterator[str]:
    return (plain_text(NOTE_RE.sub("", paragraph)) for paragraph in PARAGRAPH_RE.findall(markup))


def _in_paragraphs(texts: Iterable[str]) -> str:
    return "\n".join(f"<p>{html.escape(text, quote=False)}</p>" for text in texts)


def frame_excerpt(excerpt: str, *, name: str | None, url: str | None) -> str:
    """Return an excerpt as a quotation, with the way to the rest of it."""
    parts = [f"<blockquote>{excerpt}</blockquote>"] if excerpt else []
    if url:
        where = f" at {html.escape(name)}" if name else ""
        parts.append(f'<p><a href="{html.escape(url)}">Read the original{where}</a></p>')
    elif name and excerpt:
        parts.append(f"<p>From {html.escape(name, quote=False)}</p>")
    return "\n".join(parts)


def name_source(name: str | None, url: str | None) -> str:
    """Return a line that says whose text stands above it, and leads there."""
    shown = html.escape(name or url or "", quote=False)
    if not shown:
        return ""
    return f'<p>From <a href="{html.escape(url)}">{shown}</a></p>' if url else f"<p>From {shown}</p>"


def plain_text(markup: str) -> str:
    """Return the words of HTML, in one line."""
    text = TAG_RE.sub("", BLOCK_END_RE.sub(" ", markup))
    return SPACE_RE.sub(" ", html.unescape(text)).strip()


def count_words(text: str) -> int:
    """Count words; in Chinese, Japanese and Korean, characters."""
    return len(WORD_RE.findall(text))


def _sentences_within(text: str, limit: int) -> str:
    taken = 0
    ends = [match.end() for match in SENTENCE_END_RE.finditer(text)]
    for end in [*ends, len(text)]:
        if end < len(text) and ABBREVIATION_RE.search(text, taken, end):
            continue
        if count_words(text[:end]) > limit:
            break
        taken = end
    return text[:taken].strip()
