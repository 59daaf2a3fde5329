"""Render the pages of a plan and write them to the output folder, those alone that may have changed.

>>> forget_outputs(frozenset(page.path for page in pages), outputs)
('2021/08/17/a-draft-that-was-rejected/index.html',)
>>> write_pages(pages, renderer, outputs)
1

A page is rendered when the fingerprint of its template (with all that it includes), of the site (settings, versions,
the theme's files) or of one of its inputs is not that of the last build, or when its file is not as it was left.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from ...core.settings import DigestSettings
from ...core.types import Feed, Page
from ...core.workers import count_workers, share
from ..cache import CacheFile, Outputs, Record, make_record
from ..feeds import format_atom, format_json, format_rss
from ..fingerprint import SIZE, fingerprint_of, fingerprints_of, resolve
from ..markup import Bodies, Body, RenderedBody, rebase
from ..plan import PictureVariant, SiteFile, SocialCard
from ..plan.pictures import TEMPLATE as PICTURE
from ..plan.social_card import TEMPLATE as CARD
from ..views import SiteView
from .backup import Backup
from .entries import Entries
from .fast_jinja import HERE
from .files import OutputError, remove_outputs, write_changed
from .template_deps import TemplateDeps, read_templates
from .templates import Templates, ThemeError
from .texts import TEXTS

__all__ = [
    "Backup",
    "OutputError",
    "Rendered",
    "Renderer",
    "ThemeError",
    "describe_settings",
    "explain",
    "forget_outputs",
    "read_templates",
    "write_pages",
]

FEEDS: Mapping[str, Callable[..., bytes]] = {"atom": format_atom, "rss": format_rss, "json": format_json}

WORTHWHILE = 400  # pages: fewer are rendered before processes have started

# Pages made of their inputs alone, which hold the version of what draws them; nothing else draws them anew.
DRAWN = frozenset({CARD, PICTURE})
NO_FRAME = bytes(2 * SIZE)

NEW = Record()
# Settings that say how something is done, and the moment, which the plan alone reads.
NOT_SHOWN = frozenset({"now", "executor", "workers", "file_seconds", "file_megabytes", "incremental", "ner"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A page that was rendered, whether its bytes had changed, and its fingerprint then and now."""

    page: Page
    written: bool
    before: bytes  # empty: the page is new
    fingerprint: bytes


class Task(NamedTuple):
    """A page to render, its fingerprint now and those of the last build."""

    page: Page
    fingerprint: bytes
    before: bytes


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
        versions: Sequence[str] = (),
        cache: CacheFile | None = None,
    ) -> None:
        self._templates = Templates(templates, site, settings, assets, cache)
        self._roots = roots
        self.bodies = bodies
        self._deps = TemplateDeps(templates)
        self._deps.warn_of_old_names()
        self._site = fingerprint_of(site, describe_settings(settings), assets, tuple(versions))
        self._entries = Entries(bodies, settings)

    def fingerprint(self, page: Page) -> bytes:
        """Return what changes when the page may: the fingerprint of its template, of the site and of its inputs."""
        frame = NO_FRAME if page.template in DRAWN else self._deps.fingerprint(page.template) + self._site
        return frame + fingerprints_of(page.inputs)

    def render(self, page: Page) -> bytes:
        """Return the bytes of a page whose inputs have been made."""
        kind, _, name = page.template.partition(":")
        if kind == "copy":
            return self._copy(page)
        if kind in DRAWN:
            return self._draw(page)
        if kind == "feed":
            return self._feed(page, name)
        if kind == "text":
            return TEXTS[name](**page.inputs, absolute=self._templates.absolute).encode()
        inputs = {name: self._show(value) for name, value in page.inputs.items()}
        return self._templates.render(page, inputs).encode()

    def _show(self, value: object) -> object:
        if isinstance(value, Body):
            return Markup(rebase(self.bodies.html(value).replace(HERE, ""), HERE))
        return value

    def _feed(self, page: Page, name: str) -> bytes:
        feed, contents = page.inputs["feed"], page.inputs["contents"]
        assert isinstance(feed, Feed)
        assert isinstance(contents, tuple)
        pairs = zip(feed.entries, contents, strict=True)
        return FEEDS[name](feed, [self._entries.prepare(entry, content) for entry, content in pairs])

    def _draw(self, page: Page) -> bytes:
        from .drawing.cards import draw_card  # noqa: PLC0415 -- these need Pillow, which few builds do
        from .drawing.variants import make_variant  # noqa: PLC0415

        if page.template == CARD:
            card = page.inputs["card"]
            assert isinstance(card, SocialCard)
            return draw_card(card)
        variant = page.inputs["variant"]
        assert isinstance(variant, PictureVariant)
        return make_variant(variant, self._roots[variant.source.root] / variant.source.source)

    def _copy(self, page: Page) -> bytes:
        file = page.inputs["file"]
        assert isinstance(file, SiteFile)
        return (self._roots[file.root] / file.source).read_bytes()


def forget_outputs(planned: frozenset[str], outputs: Outputs, backup: Backup | None = None) -> tuple[str, ...]:
    """Remove what the last plan had and this one has not, and nothing else; return which files there were."""
    outputs.register(planned)
    gone = outputs.records.keys() - planned
    removed = remove_outputs(outputs.output, gone, backup)
    for path in gone:
        del outputs.records[path]
    return removed


def write_pages(
    pages: Sequence[Page],
    renderer: Renderer,
    outputs: Outputs,
    *,
    incremental: bool = True,
    workers: int = 1,
    executor: str = "serial",
    backup: Backup | None = None,
    on_page: Callable[[Rendered], None] | None = None,
) -> int:
    """Render the pages whose inputs or files are not what they were; return how many were rendered."""
    todo: list[Task] = []
    for page in pages:
        before, fingerprint = outputs.records.get(page.path, NEW).fingerprint, renderer.fingerprint(page)
        if not (incremental and before == fingerprint and outputs.is_intact(page.path)):
            todo.append(Task(page, fingerprint, before))

    def write(place: int) -> tuple[bool, Record]:
        page, fingerprint, _ = todo[place]
        data = renderer.render(Page(path=page.path, template=page.template, inputs=resolve(page.inputs)))
        file = outputs.prefix + page.path
        changed = write_changed(file, data, backup)
        return changed, make_record(file, data, fingerprint)

    processes = count_workers(workers, executor, len(todo), WORTHWHILE)
    for place, (changed, record) in _share(write, renderer, len(todo), processes):
        page, fingerprint, before = todo[place]
        outputs.records[page.path] = record
        if on_page is not None:
            on_page(Rendered(page=page, written=changed, before=before, fingerprint=fingerprint))
    return len(todo)


def _share(
    write: Callable[[int], tuple[bool, Record]], renderer: Renderer, count: int, workers: int
) -> Iterator[tuple[int, tuple[bool, Record]]]:
    if workers == 1:
        yield from enumerate(map(write, range(count)))
        return

    def work(places: range) -> tuple[list[tuple[bool, Record]], Mapping[str, RenderedBody]]:
        return [write(place) for place in places], renderer.bodies.drain()

    renderer.bodies.prepare_for_fork()
    for places, (results, bodies) in share(work, count, workers):
        renderer.bodies.merge(bodies)
        yield from zip(places, results, strict=True)


def explain(rendered: Rendered) -> tuple[str, ...]:
    """Name what had changed: inputs, `template` or `site`; else that the page is `new`, or its file (`output`)."""
    before, now = rendered.before, rendered.fingerprint
    if not before:
        return ("new",)
    if len(before) != len(now):
        return ("inputs",)
    names = ("template", "site", *sorted(rendered.page.inputs))
    changed = [name for place, name in enumerate(names) if _part(before, place) != _part(now, place)]
    return tuple(changed) or ("output",)  # the file was not as it had been left


def _part(fingerprint: bytes, place: int) -> bytes:
    return fingerprint[place * SIZE : (place + 1) * SIZE]


def describe_settings(settings: DigestSettings) -> dict[str, object]:
    """Return the settings that can show in a page."""
    values = {field.name: getattr(settings, field.name) for field in fields(settings)}
    shown: dict[str, object] = {name: str(value) for name, value in values.items() if name not in NOT_SHOWN}
    return shown | {"search": settings.search != "none"}  # whether the index is made now shows nowhere
