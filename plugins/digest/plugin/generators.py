"""The generators that Pelican runs for us: the plan's with our theme, the feeds' alone with another."""

import logging
from pathlib import Path
from typing import Any

from pelican.contents import Article
from pelican.generators import ArticlesGenerator, Generator
from pelican.plugins import signals

from ..core.settings import FEED_ADDRESSES
from ..core.types import Page
from ..site.cache import Outputs
from ..site.fingerprint import resolve
from ..site.plan import Plan, make_feed_plan, plan_changes
from ..site.render import Rendered, Renderer, forget_outputs, read_templates, write_pages
from ..site.search import update_index
from ..site.sources import Build
from ..site.versions import code_version, package_versions
from .terms import make_metadata

UNUSED = "no published post or page uses it; to publish it all the same, name it in DIGEST_PUBLISH"
logger = logging.getLogger(__name__)

# What plugins ask an articles generator for, and which of our posts belong there.
LISTS = {"articles": "published", "drafts": "draft", "hidden_articles": "hidden"}
GROUPS = ("tags", "categories", "authors", "dates")


class PlanGenerator(ArticlesGenerator):  # type: ignore[misc]
    """Plans and writes the whole site; to other plugins it looks like an articles generator.

    Article objects are made when a plugin first asks for them: the plan has no use for them.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.build: Build = self.settings["DIGEST"]
        for name in (*LISTS, *GROUPS):
            delattr(self, name)

    def __getattr__(self, name: str) -> Any:
        if name not in (*LISTS, *GROUPS) or "build" not in self.__dict__:
            raise AttributeError(name)
        self._make_articles()
        return self.__dict__[name]

    def generate_context(self) -> None:
        """Read everything, so that an error stops the build before a page is written."""
        self.templates = [*map(Path, self.settings["THEME_TEMPLATES_OVERRIDES"]), self.build.theme / "templates"]
        _open_outputs(self)
        self.state = self.build.context + read_templates(self.templates)
        self.rests = self.build.rests(self.state)
        if not self.rests:
            self.plan = plan_changes(self.build.digest, self.build.recall(self.state))
            _forget(self, self.plan.paths)
        signals.article_generator_pretaxonomy.send(self)
        signals.article_generator_finalized.send(self)

    def check_disabled_readers(self) -> None:
        """Do nothing: posts are read by our own reader."""

    def refresh_metadata_intersite_links(self) -> None:
        """Do nothing: `{filename}` links are none of a digest's."""

    def generate_output(self, writer: Any) -> None:
        """Write what differs from the last build."""
        if self.rests and self.build.outputs.latest:
            self.build.summarise(self.build.outputs.latest)
        else:
            _write(self, make_renderer(self.build, self.templates), self.plan, self.state)
        if not self.rests or self.build.settings.search == "make":
            update_index(self.build.digest, self.build.bodies, Path(self.output_path))
        signals.article_writer_finalized.send(self, writer=writer)

    def _make_articles(self) -> None:
        made: dict[str, list[Article]] = {status: [] for status in LISTS.values()}
        for file, one in self.build.digest.posts.items():
            article = Article(
                self.build.bodies.html(self.build.digest.bodies[file]),
                metadata=make_metadata(one, self.settings),
                settings=self.settings,
                source_path=str(self.build.root.parent / file),
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
        self.build: Build = self.settings["DIGEST"]
        self.plan = make_feed_plan(self.build.digest)
        _open_outputs(self)
        _forget(self, self.plan.paths)
        # The generator of files runs last, and would copy, and follow, all that is in these folders.
        self.settings["STATIC_PATHS"] = [copy.path for copy in self.build.digest.files.copies if copy.root == "content"]
        for name in FEED_ADDRESSES:
            self.context[name.upper()] = getattr(self.build.settings, name)
        main = self.build.digest.site.feeds
        self.context["FEED_ALL_ATOM"] = self.context["FEED_ALL_ATOM"] or main.atom
        self.context["FEED_ALL_RSS"] = self.context["FEED_ALL_RSS"] or main.rss

    def generate_output(self, writer: Any) -> None:  # noqa: ARG002 -- Pelican's interface
        """Write what differs from the last build."""
        _write(self, make_renderer(self.build, []), self.plan, b"")


def make_renderer(build: Build, templates: list[Path]) -> Renderer:
    """Make what renders a build's pages."""
    return Renderer(
        site=build.digest.site,
        settings=build.settings,
        templates=templates,
        assets=build.sources.assets,
        roots=build.sources.roots,
        bodies=build.bodies,
        versions=(code_version(), *package_versions(), *build.plugins),
        cache=build.cache,
    )


def _forget(generator: Generator, paths: frozenset[str]) -> None:
    """Remove what an earlier plan wrote, before any generator writes: Pelican's own may want the same paths."""
    build: Build = generator.settings["DIGEST"]
    build.removed = forget_outputs(paths, build.outputs)
    there = {copy.path for copy in build.sources.files.copies if copy.root == "content"} if build.removed else ()
    for path in build.removed:
        logger.info("Removed %s", build.outputs.output / path)
        if path in there:
            logger.warning("%s is no longer published: %s", path, UNUSED)


def _open_outputs(generator: Generator) -> None:
    build: Build = generator.settings["DIGEST"]
    build.outputs = Outputs(build.cache, Path(generator.output_path))


def _write(generator: Generator, renderer: Renderer, plan: Plan, context: bytes) -> None:
    build: Build = generator.settings["DIGEST"]

    def announce(rendered: Rendered) -> None:
        if rendered.written:
            build.written[rendered.page.path] = rendered.why
            build.on_page(len(build.written), len(plan.pages))
            _announce(generator, rendered.page, build.outputs.prefix + rendered.page.path)

    build.looked_at = len(plan.pages)
    build.rendered = write_pages(
        plan.pages,
        renderer,
        build.outputs,
        incremental=build.settings.incremental,
        workers=build.settings.workers,
        executor=build.settings.executor,
        on_page=announce,
    )
    build.bodies.flush()
    build.outputs.latest = build.make_latest(context, len(plan.paths))
    build.outputs.groups = {name: tuple(known) for name, known in plan.groups.items()}
    build.outputs.save()
    build.summarise(build.outputs.latest)


def _announce(generator: Generator, page: Page, path: str) -> None:
    logger.info("Writing %s", path)
    if page.template.startswith("feed:") and signals.feed_written.receivers:
        signals.feed_written.send(path, context=generator.context, feed=resolve(page.inputs)["feed"])
    elif page.template.endswith(".html") and signals.content_written.receivers:
        signals.content_written.send(path, context={**generator.context, **resolve(page.inputs)})
