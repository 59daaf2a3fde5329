"""The generators that Pelican runs for us: the plan's with our theme, the feeds' alone with another."""

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

from pelican.contents import Article
from pelican.generators import ArticlesGenerator, Generator
from pelican.plugins import signals

from ..core.settings import FEED_ADDRESSES
from ..core.types import Page
from ..site.cache import Outputs
from ..site.fingerprint import resolve
from ..site.plan import Plan, make_feed_plan, make_parts, plan_changes
from ..site.render import Backup, Rendered, Renderer, forget_outputs, read_templates, write_pages
from ..site.search import update_index
from ..site.sources import BuildInputs, BuildOutcome, is_unchanged, load_previous, make_build_record
from ..site.versions import code_version, package_versions
from .terms import make_metadata

UNUSED = "no published post or page uses it; to publish it all the same, name it in DIGEST_PUBLISH"
logger = logging.getLogger(__name__)

# What plugins ask an articles generator for, and which of our posts belong there.
LISTS = {"articles": "published", "drafts": "draft", "hidden_articles": "hidden"}
MAIN_FEEDS = ("FEED_ATOM", "FEED_RSS", "FEED_ALL_ATOM", "FEED_ALL_RSS")
GROUPS = ("tags", "categories", "authors", "dates")


class PlanGenerator(ArticlesGenerator):  # type: ignore[misc]
    """Plans and writes the whole site; to other plugins it looks like an articles generator.

    Article objects are made when a plugin first asks for them: the plan has no use for them.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.inputs: BuildInputs = self.settings["DIGEST"]
        for name in (*LISTS, *GROUPS):
            delattr(self, name)

    def __getattr__(self, name: str) -> Any:
        if name not in (*LISTS, *GROUPS) or "inputs" not in self.__dict__:
            raise AttributeError(name)
        self._make_articles()
        return self.__dict__[name]

    def generate_context(self) -> None:
        """Read everything, so that an error stops the build before a page is written."""
        inputs = self.inputs
        self.removed: tuple[str, ...] = ()
        self.outputs = Outputs(inputs.posts.cache, Path(self.output_path))
        themes = [theme / "templates" for theme in inputs.request.themes]
        self.templates = [*map(Path, self.settings["THEME_TEMPLATES_OVERRIDES"]), *themes]
        self.fingerprint = inputs.fingerprint + read_templates(self.templates)
        self.plan: Plan | None = None  # where nothing has changed
        if not is_unchanged(inputs, self.outputs, self.fingerprint):
            self.plan = plan_changes(inputs.digest, load_previous(inputs, self.outputs, self.fingerprint))
            self.removed = _forget(self, self.plan)
        signals.article_generator_pretaxonomy.send(self)
        signals.article_generator_finalized.send(self)

    def check_disabled_readers(self) -> None:
        """Do nothing: posts are read by our own reader."""

    def refresh_metadata_intersite_links(self) -> None:
        """Do nothing: `{filename}` links are none of a digest's."""

    def generate_output(self, writer: Any) -> None:
        """Write what differs from the last build."""
        request = self.inputs.request
        if self.plan is not None:
            _write(self, make_renderer(self.inputs, self.templates), self.plan)
        elif self.outputs.build:
            request.on_outcome(BuildOutcome(counts=self.outputs.build.counts))
        if self.plan is not None or request.settings.search == "make":
            update_index(self.inputs.digest, self.inputs.posts.bodies, self.outputs.output, _backup(self))
        signals.article_writer_finalized.send(self, writer=writer)

    def _make_articles(self) -> None:
        digest = self.inputs.digest
        made: dict[str, list[Article]] = {status: [] for status in LISTS.values()}
        for file, one in digest.posts.items():
            article = Article(
                self.inputs.posts.bodies.html(digest.bodies[file]),
                metadata=make_metadata(one, self.settings, parts=make_parts(digest, file)),
                settings=self.settings,
                source_path=str(self.inputs.request.content.root.parent / file),
                context=self.context,
            )
            made[one.post.status].append(article)
        for name, status in LISTS.items():
            setattr(self, name, made[status])
        self._group(made["published"])

    def _group(self, articles: list[Article]) -> None:
        groups: dict[str, dict[Any, list[Article]]] = {"tags": {}, "categories": {}, "authors": {}}
        for article in articles:
            for name, keys in (
                ("tags", getattr(article, "tags", ())),
                ("categories", [article.category] if hasattr(article, "category") else []),
                ("authors", getattr(article, "authors", ())),
            ):
                for key in keys:
                    groups[name].setdefault(key, []).append(article)
        self.dates = list(articles)
        self.tags = groups["tags"]
        self.categories = sorted(groups["categories"].items())
        self.authors = sorted(groups["authors"].items())


class FeedsGenerator(Generator):  # type: ignore[misc]
    """Writes our feeds beside a site that Pelican's own generators make with another theme."""

    def generate_context(self) -> None:
        """Tell the theme where feeds are that it would link to if they were Pelican's."""
        self.inputs: BuildInputs = self.settings["DIGEST"]
        self.fingerprint = b""
        self.plan = self._give_way(make_feed_plan(self.inputs.digest))
        self.outputs = Outputs(self.inputs.posts.cache, Path(self.output_path))
        self.removed = _forget(self, self.plan)
        # The generator of files runs last, and would copy, and follow, all that is in these folders.
        files = self.inputs.digest.files.copies
        self.settings["STATIC_PATHS"] = [copy.path for copy in files if copy.root == "content"]
        if not self.inputs.request.others:
            self._name_feeds()

    def generate_output(self, writer: Any) -> None:  # noqa: ARG002 -- Pelican's interface
        """Write what differs from the last build."""
        _write(self, make_renderer(self.inputs, []), self.plan)

    def _name_feeds(self) -> None:
        settings, main = self.inputs.request.settings, self.inputs.digest.site.feeds
        for name in FEED_ADDRESSES:
            self.context[name.upper()] = getattr(settings, name)
        self.context["FEED_ALL_ATOM"] = self.context["FEED_ALL_ATOM"] or main.atom
        self.context["FEED_ALL_RSS"] = self.context["FEED_ALL_RSS"] or main.rss

    def _give_way(self, plan: Plan) -> Plan:
        """Leave out feeds that Pelican writes itself, with all of a site's articles."""
        others = self.inputs.request.others
        taken = {self.settings.get(name) for name in MAIN_FEEDS} if others else set[str]()
        pages = tuple(page for page in plan.pages if page.path not in taken)
        return replace(plan, pages=pages, paths=plan.paths - taken)


def make_renderer(inputs: BuildInputs, templates: list[Path]) -> Renderer:
    """Make what renders a build's pages."""
    return Renderer(
        site=inputs.digest.site,
        settings=inputs.request.settings,
        templates=templates,
        assets=inputs.sources.assets,
        roots=inputs.sources.roots,
        bodies=inputs.posts.bodies,
        versions=(code_version(), *package_versions(), *inputs.request.plugins),
        cache=inputs.posts.cache,
    )


def _backup(generator: PlanGenerator | FeedsGenerator) -> Backup | None:
    aside = generator.inputs.request.backup
    return Backup(generator.outputs.output, aside) if aside else None


def _forget(generator: PlanGenerator | FeedsGenerator, plan: Plan) -> tuple[str, ...]:
    """Remove what an earlier plan wrote, before any generator writes: Pelican's own may want the same paths."""
    outputs, inputs = generator.outputs, generator.inputs
    removed = forget_outputs(plan.paths, outputs, _backup(generator))
    there = {copy.path for copy in inputs.sources.files.copies if copy.root == "content"} if removed else ()
    for path in removed:
        logger.info("Removed %s", outputs.output / path)
        if path in there:
            logger.warning("%s is no longer published: %s", path, UNUSED)
    return removed


def _write(generator: PlanGenerator | FeedsGenerator, renderer: Renderer, plan: Plan) -> None:
    inputs, outputs, written = generator.inputs, generator.outputs, list[Rendered]()
    request = inputs.request

    def announce(rendered: Rendered) -> None:
        if rendered.written:
            written.append(rendered)
            request.on_page(len(written), len(plan.pages))
            _announce(generator, rendered.page, outputs.prefix + rendered.page.path)

    count = write_pages(
        plan.pages,
        renderer,
        outputs,
        incremental=request.settings.incremental,
        workers=request.settings.workers,
        executor=request.settings.executor,
        backup=_backup(generator),
        on_page=announce,
    )
    inputs.posts.bodies.flush()
    outputs.build = make_build_record(inputs, generator.fingerprint, len(plan.paths))
    outputs.groups = plan.groups
    outputs.save()
    outcome = BuildOutcome(
        counts=outputs.build.counts,
        removed=generator.removed,
        planned=len(plan.pages),
        rendered=count,
        written=tuple(written),
    )
    request.on_outcome(outcome)


def _announce(generator: Generator, page: Page, path: str) -> None:
    logger.info("Writing %s", path)
    if page.template.startswith("feed:") and signals.feed_written.receivers:
        signals.feed_written.send(path, context=generator.context, feed=resolve(page.inputs)["feed"])
    elif page.template.endswith(".html") and signals.content_written.receivers:
        signals.content_written.send(path, context={**generator.context, **resolve(page.inputs)})
