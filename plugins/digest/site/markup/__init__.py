"""Markdown into HTML that is safe to publish, excerpts of it, and its plain text.

Links and pictures inside the site come out relative to its root, behind the mark ROOT; `rebase` puts in what leads
there from the page, or the site's address where the text is for a feed:

    rebase(MarkupMaker().html("[China](/countries/china/)"), "../../")
"""

import hashlib
import html
import os
import re
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, NamedTuple, Protocol
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from .addresses import ROOT, filter_attribute
from .allowed import ATTRIBUTES, CLASSES, SCHEMES, TAGS
from .dropped_markup import find_losses
from .inline import QuickInlineProcessor
from .nesting import mend_nesting
from .plain import format_plain
from .typography import LANGUAGES, typogrify

EXTENSIONS = ("tables", "fenced_code", "footnotes", "def_list", "abbr", "sane_lists")
ALIGN_RE = re.compile(r"text-align:\s*(left|center|right)")
BARE_IMG_RE = re.compile(r"<img(?![^>]*\ssrc=)[^>]*>")

EXCERPT_WORDS: Final = 90  # the design's rule: so many words at most, and no more than
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
SHORT_RE = re.compile(
    r"\b(?:[A-Z]|[A-Za-z]\.[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Sen|Rep|Gov|Rev|Hon|St|No|vs|Co|Inc|Ltd"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$"
)

HELD = 200  # bodies in memory; the others are in the store, and what feeds show of them is kept elsewhere
BATCH = 200  # bodies are put into the store by so many at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Which text a page or feed shows, by content: what is shown is looked up only when it is rendered."""

    sha256: str  # of the Markdown
    excerpt: bool = False
    lang: str = "en"


class MarkupMaker:
    """Makes HTML from Markdown; keep one, for making it costs more than using it."""

    @cached_property
    def _markdown(self) -> Markdown:  # made when a text needs it: few do
        made = Markdown(extensions=[*EXTENSIONS, BodyExtension()], output_format="html")
        made.treeprocessors.register(QuickInlineProcessor(made), "inline", 20)
        return made

    def html(self, text: str, *, lang: str = "en") -> str:
        """Format Markdown as safe HTML, with the language's typography where we know it."""
        text = text.replace(ROOT, "")
        plain = format_plain(text, curled=lang.startswith(LANGUAGES))
        return self.format_any(text, lang=lang) if plain is None else plain

    def format_any(self, text: str, *, lang: str) -> str:
        """Format Markdown of any kind; `html` is quicker where a text is plain, and the same."""
        self._markdown.reset()
        markup = self._markdown.convert(text)
        return sanitise(typogrify(markup) if lang.startswith(LANGUAGES) else markup)


class Made(NamedTuple):
    """What was made of a body, or of its excerpt."""

    html: str
    lost: tuple[str, ...] = ()  # what of the Markdown is not shown; of excerpts nobody asks


class Store(Protocol):
    """Keeps what was made from one build to the next."""

    def get(self, key: str) -> tuple[str, tuple[str, ...]] | None:
        """Return what was kept under a key."""

    def put(self, bodies: Iterable[tuple[str, tuple[str, tuple[str, ...]]]]) -> None:
        """Keep bodies, each under its key."""

    def keys(self) -> Set[str]:
        """Return the keys of all that is kept."""

    def close(self) -> None:
        """Let go of files; they open again when they are needed."""


class Bodies:
    """Bodies as HTML, each made once; links inside the site still want their prefix (`rebase`).

    Some are held in memory, all of them in the store: a site's texts need not fit into memory.
    """

    def __init__(self, load: Callable[[str], str], store: Store | None = None) -> None:
        self._load = load  # the Markdown by its SHA-256
        self._store = store
        self._maker: MarkupMaker | None = None
        self._new: dict[str, Made] = {}  # not yet in the store
        self._kept: Set[str] | None = None  # what was in the store before several processes began
        self._find = lru_cache(HELD)(self._get)
        self.made = 0
        self._owner = os.getpid()

    def html(self, body: Body) -> str:
        """Return the HTML of a body, or of its excerpt."""
        return self._find(body).html

    def lost(self, body: Body) -> tuple[str, ...]:
        """Return what an author wrote in a body and the site does not show."""
        return self._find(body).lost

    def prepare(self, body: Body, text: str) -> None:
        """Make a body whose Markdown is at hand, unless it is kept already."""
        if self._kept is None or key_of(body) in self._kept:
            self._get(body, text)
        else:
            self._add(key_of(body), body, text)

    def make(self, body: Body, text: str) -> Made:
        """Make the HTML of a body, or of its excerpt, from its Markdown."""
        if self._maker is None:
            self._maker = MarkupMaker()
        self.made += 1
        whole = self._maker.html(text, lang=body.lang)
        return Made(make_excerpt(whole)) if body.excerpt else Made(whole, find_losses(text, whole))

    def part(self) -> None:
        """Get ready for a fork, after which each process reads the store by itself and only the first one writes it."""
        if self._store is not None:
            self.settle()
            self._kept = self._store.keys()
            self._store.close()

    def take(self) -> Mapping[str, Made]:
        """Return what was made since the last time, by key, for the process that writes the store."""
        made, self._new = self._new, {}
        return made

    def join(self, made: Mapping[str, Made]) -> None:
        """Put into the store what another process has made."""
        self.made += len(made)
        if self._store is not None:
            self._store.put(made.items())

    def settle(self) -> None:
        """Put into the store what is not in it yet."""
        if self._store is not None:
            self._store.put(self._new.items())
            self._new.clear()

    def _get(self, body: Body, text: str | None = None) -> Made:
        if self._store is None:
            return self.make(body, self._load(body.sha256) if text is None else text)
        key = key_of(body)
        known = self._new.get(key)
        if known is None:
            kept = self._store.get(key)
            known = None if kept is None else Made(*kept)
        return self._add(key, body, self._load(body.sha256) if text is None else text) if known is None else known

    def _add(self, key: str, body: Body, text: str) -> Made:
        made = self._new[key] = self.make(body, text)
        if len(self._new) >= BATCH and os.getpid() == self._owner:
            self.settle()
        return made


class BodyExtension(Extension):
    """What a body needs beyond Markdown's own extensions."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 -- Markdown's name
        """Register the tree processor."""
        md.treeprocessors.register(BodyProcessor(md), "digest-body", 0)


class BodyProcessor(Treeprocessor):
    """Leave the first heading level to the page, and turn tables' inline style, which the CSP forbids, into a class."""

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        shift = any(element.tag == "h1" for element in root.iter())
        for element in root.iter():
            if shift and element.tag in ("h1", "h2", "h3", "h4", "h5"):
                element.tag = f"h{int(element.tag[1]) + 1}"
            align = ALIGN_RE.match(element.get("style", ""))
            if align:
                del element.attrib["style"]
                element.set("class", f"align-{align[1]}")


def key_of(body: Body) -> str:
    """Return what names the HTML of a body in a store."""
    return f"{body.sha256} {body.lang}{' excerpt' if body.excerpt else ''}"


def body_sha256(text: str) -> str:
    """Return what names a body: the hash of its Markdown, hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def sanitise(markup: str) -> str:
    """Keep only known tags, attributes and URL schemes; no picture is loaded from elsewhere."""
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


def rebase(markup: str, prefix: str) -> str:
    """Put in what leads to the site's root: `../../`, or an address with its slash."""
    return markup.replace(ROOT, prefix)


def make_excerpt(markup: str) -> str:
    """Take whole sentences from the start of a body: at most 90 words and a fifth of the text; may be empty."""
    limit = min(EXCERPT_WORDS, count_words(plain_text(markup)) // EXCERPT_SHARE)
    kept: list[str] = []
    for paragraph in PARAGRAPH_RE.findall(markup):
        text = plain_text(NOTE_RE.sub("", paragraph))
        start = _sentences_within(text, limit)
        if start:
            kept.append(f"<p>{html.escape(start, quote=False)}</p>")
        if start != text:
            break
        limit -= count_words(start)
    return "\n".join(kept)


def frame_excerpt(excerpt: str, *, name: str | None, url: str | None) -> str:
    """Return an excerpt as a quotation, with the way to the rest of it."""
    parts = [f"<blockquote>{excerpt}</blockquote>"] if excerpt else []
    if url:
        where = f" at {html.escape(name)}" if name else ""
        parts.append(f'<p><a href="{html.escape(url)}">Read the original{where}</a></p>')
    return "\n".join(parts)


def plain_text(markup: str) -> str:
    """Return the words of HTML, in one line."""
    text = TAG_RE.sub("", BLOCK_END_RE.sub(" ", markup))
    return SPACE_RE.sub(" ", html.unescape(text)).strip()


def count_words(text: str) -> int:
    """Count words; in Chinese, Japanese and Korean, characters."""
    return len(WORD_RE.findall(text))


def _sentences_within(text: str, limit: int) -> str:
    kept = 0
    ends = [match.end() for match in SENTENCE_END_RE.finditer(text)]
    for end in [*ends, len(text)]:
        if end < len(text) and SHORT_RE.search(text, kept, end):
            continue
        if count_words(text[:end]) > limit:
            break
        kept = end
    return text[:kept].strip()
