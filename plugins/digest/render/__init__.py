"""A plan's pages to bytes in the output folder.

>>> forget_outputs(pages, output, cache)
('2021/08/17/a-draft-that-was-rejected/index.html',)
>>> write_pages(pages, renderer, output, cache)
('index.html',)
"""

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from markupsafe import Markup

from ..cache import read_outputs, write_outputs
from ..feeds import format_atom, format_json, format_rss
from ..markup import Bodies, Body, frame_excerpt, rebase
from ..plan import EntryContent, SiteFile
from ..settings import DigestSettings
from ..types import Feed, Page
from ..views import SiteView
from .files import OutputError, remove_outputs, write_changed
from .templates import Templates, ThemeError
from .texts import TEXTS

__all__ = ["OutputError", "Renderer", "ThemeError", "forget_outputs", "write_pages"]

FEEDS: Mapping[str, Callable[[Feed], bytes]] = {"atom": format_atom, "rss": format_rss, "json": format_json}


class Renderer:
    """Turns pages into bytes; keeps what pages share: templates, bodies and entries as HTML."""

    def __init__(
        self,
        *,
        site: SiteView,
        settings: DigestSettings,
        templates: Sequence[Path],
        assets: Mapping[str, str],
        roots: Mapping[str, Path],
        bodies: Bodies,
    ) -> None:
        self._templates = Templates(templates, site, settings, assets)
        self._base = f"{settings.base_url}/"
        self._roots = roots
        self._bodies = bodies
        self._contents: dict[EntryContent, str] = {}

    def render(self, page: Page) -> bytes:
        """Return a page's bytes."""
        kind, _, name = page.template.partition(":")
        if kind == "copy":
            return self._copy(page)
        if kind == "feed":
            return self._feed(page, name)
        if kind == "text":
            return TEXTS[name](**page.inputs, absolute=self._templates.absolute).encode()
        inputs = {name: self._show(value, page) for name, value in page.inputs.items()}
        return self._templates.render(page, inputs).encode()

    def content(self, content: EntryContent) -> str:
        """Return what an entry of a feed shows: the same as the post's page, with full addresses."""
        made = self._contents.get(content)
        if made is None:
            made = rebase(self._bodies.html(content.body), self._base)
            made = self._contents[content] = _frame(content, made) if content.body.excerpt else made
        return made

    def _show(self, value: object, page: Page) -> object:
        if isinstance(value, Body):
            return Markup(rebase(self._bodies.html(value), self._templates.prefix(page)))
        return value

    def _feed(self, page: Page, name: str) -> bytes:
        feed, contents = page.inputs["feed"], page.inputs["contents"]
        assert isinstance(feed, Feed)
        assert isinstance(contents, tuple)
        pairs = zip(feed.entries, contents, strict=True)
        entries = tuple(replace(entry, content=self.content(content) or None) for entry, content in pairs)
        return FEEDS[name](replace(feed, entries=entries))

    def _copy(self, page: Page) -> bytes:
        file = page.inputs["file"]
        assert isinstance(file, SiteFile)
        return (self._roots[file.root] / file.source).read_bytes()


def forget_outputs(pages: Sequence[Page], output: Path, cache: Path) -> tuple[str, ...]:
    """Remove what the last plan had and this one has not, and nothing else; return which files there were."""
    planned = {page.path for page in pages}
    known = read_outputs(cache, output)
    write_outputs(cache, output, planned | known)  # a build that is killed half-way still knows what is its own
    return remove_outputs(output, known - planned)


def write_pages(
    pages: Sequence[Page],
    renderer: Renderer,
    output: Path,
    cache: Path,
    *,
    on_page: Callable[[Page, bool], None] | None = None,
) -> tuple[str, ...]:
    """Write the pages whose bytes differ from what is in the output; return their paths."""
    written = []
    for page in pages:
        changed = write_changed(output / page.path, renderer.render(page))
        if changed:
            written.append(page.path)
        if on_page is not None:
            on_page(page, changed)
    write_outputs(cache, output, (page.path for page in pages))
    return tuple(written)


def _frame(content: EntryContent, excerpt: str) -> str:
    summary = f"<p>{html.escape(content.summary)}</p>\n" if content.summary else ""
    return summary + frame_excerpt(excerpt, name=content.source_name, url=content.source_url)
