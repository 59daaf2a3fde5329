"""Bodies of posts and pages rendered to HTML, each once, and kept in the body store between builds.

Only some are in memory: a site's texts need not fit. Links inside the site still lack their prefix (`rebase`).
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, NamedTuple, Protocol

from .dropped_markup import find_dropped_markup
from .excerpt import make_excerpt, quote_excerpt
from .formatter import MarkupMaker
from .pictures import TextPicture, size_pictures

IN_MEMORY: Final = 200  # bodies; what lists and feeds show of the others is in caches of their own
BATCH: Final = 200  # bodies are put into the store by so many at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Which text a page or feed shows, by content: what is shown is looked up only when it is rendered."""

    sha256: str  # of the Markdown
    excerpt: bool = False
    is_cut: bool = False  # the text is an excerpt already, all that there is of a private body
    lang: str = "en"
    pictures: tuple[TextPicture, ...] = ()  # those that the text shows, as far as their sizes are known

    @property
    def key(self) -> str:
        """Return what names the HTML in a store."""
        return f"{self.sha256} {self.lang}{' excerpt' if self.excerpt else ''}{' cut' if self.is_cut else ''}"


class RenderedBody(NamedTuple):
    """The HTML of a body, or of its excerpt."""

    html: str
    dropped: tuple[str, ...] = ()  # what of the Markdown is not shown; not asked for of excerpts


class Store(Protocol):
    """Keeps rendered bodies between builds."""

    def get(self, key: str) -> tuple[str, tuple[str, ...]] | None:
        """Return what was stored under a key."""

    def put(self, bodies: Iterable[tuple[str, tuple[str, tuple[str, ...]]]]) -> None:
        """Store bodies, each under its key."""

    def close(self) -> None:
        """Close files; they open again when they are needed."""


class Bodies:
    """Looks bodies up, and renders those that are not stored."""

    def __init__(self, load: Callable[[str], str], store: Store | None = None) -> None:
        self._load = load  # the Markdown by its SHA-256
        self._store = store
        self._pending: dict[str, RenderedBody] = {}  # not yet in the store
        self._owner = os.getpid()  # the process that writes the store
        self._find = lru_cache(IN_MEMORY)(self._get)
        self.made = 0

    def html(self, body: Body) -> str:
        """Return the HTML of a body, or of its excerpt."""
        markup = self._find(body).html
        return size_pictures(markup, body.pictures) if body.pictures else markup

    def dropped(self, body: Body) -> tuple[str, ...]:
        """Return what an author wrote in a body and the site does not show."""
        return self._find(body).dropped

    def prepare(self, body: Body, text: str) -> RenderedBody:
        """Render a body whose Markdown is at hand, unless it is stored."""
        return self._get(body, text)

    def prepare_for_fork(self) -> None:
        """Write and close the store: each process opens it by itself, and only this one writes it."""
        if self._store is not None:
            self.flush()
            self._store.close()

    def drain(self) -> Mapping[str, RenderedBody]:
        """Return what was rendered since the last time, by key, for the process that writes the store."""
        drained, self._pending = self._pending, {}
        return drained

    def merge(self, rendered: Mapping[str, RenderedBody]) -> None:
        """Store what another process has rendered."""
        self.made += len(rendered)
        if self._store is not None:
            self._store.put(rendered.items())

    def flush(self) -> None:
        """Store what is not stored yet."""
        if self._store is not None:
            self._store.put(self._pending.items())
            self._pending.clear()

    @cached_property
    def _maker(self) -> MarkupMaker:
        return MarkupMaker()

    def _get(self, body: Body, text: str | None = None) -> RenderedBody:
        known = self._pending.get(body.key)
        if known is None and self._store is not None:
            stored = self._store.get(body.key)
            known = None if stored is None else RenderedBody(*stored)
        return known or self._render(body, self._load(body.sha256) if text is None else text)

    def _render(self, body: Body, text: str) -> RenderedBody:
        self.made += 1
        html = self._maker.html(text, lang=body.lang)
        if body.excerpt:
            made = RenderedBody(quote_excerpt(html) if body.is_cut else make_excerpt(html))
        else:
            made = RenderedBody(html, find_dropped_markup(text, html))
        if self._store is not None:
            self._pending[body.key] = made
            if len(self._pending) >= BATCH and os.getpid() == self._owner:
                self.flush()
        return made


def body_sha256(text: str) -> str:
    """Return what names a body: the hash of its Markdown, hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
