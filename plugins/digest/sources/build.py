"""One build: what was asked for, and what was read, each thing once and only when it is wanted."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ..cache import Outputs
from ..markup import Bodies
from ..plan import Digest, StaticPage, make_digest
from ..settings import DigestSettings
from ..store import list_posts, make_content, name_of
from ..taxonomy import TaggedPost
from .reading import Sources, locate_problems, read_sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a build made, for whoever started it."""

    posts: int
    drafts: int
    hidden: int
    pages: int
    written: int
    removed: int
    rendered: int = 0  # of the pages, the others being as the last build left them
    why: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # file written -> what had changed


class Build:
    """Shared by the reader and the generators of one Pelican object, under its setting DIGEST."""

    def __init__(
        self,
        *,
        settings: DigestSettings,
        root: Path,
        theme: Path,
        planned: bool,
        page_paths: tuple[str, ...],
        static_paths: tuple[str, ...],
        plugins: tuple[str, ...] = (),
    ) -> None:
        self.settings = settings
        self.root = root
        self.theme = theme
        self.planned = planned  # with our theme, from a plan; else by Pelican's own generators
        self.page_paths = page_paths
        self.static_paths = static_paths
        self.now = settings.now or dt.datetime.now(dt.UTC)  # the one look at the clock
        self.removed: tuple[str, ...] = ()  # outputs of the last plan that this one has not
        self.plugins = plugins  # Pelican's, with their versions
        self.outputs: Outputs
        self.written: dict[str, tuple[str, ...]] = {}  # files, each with what had changed
        self.rendered = 0
        self.summary: Summary | None = None

    def __deepcopy__(self, memo: dict[int, object]) -> "Build":
        return self  # Pelican and plugins copy settings; the build stays one

    @cached_property
    def sources(self) -> Sources:
        """Return everything that is on disk."""
        return read_sources(
            self.root, self.theme, self.settings, page_paths=self.page_paths, static_paths=self.static_paths
        )

    @cached_property
    def digest(self) -> Digest:
        """Return what the site is about. Raises ProblemsError, each problem with its line where it has one."""
        sources = self.sources
        with locate_problems(self.root):
            return make_digest(sources.posts, sources.vocabularies, self.settings, self.now, sources.files)

    @cached_property
    def bodies(self) -> Bodies:
        """Return the bodies as HTML."""
        return Bodies(self.sources.bodies.__getitem__)

    @cached_property
    def tagged(self) -> Mapping[str, TaggedPost]:
        """Return the posts that are due, by file."""
        return {one.file: one for one in (*self.digest.listed, *self.digest.hidden)}

    @cached_property
    def pages(self) -> Mapping[str, StaticPage]:
        """Return the static pages by file."""
        return {page.file: page for page in self.sources.files.pages}

    @cached_property
    def post_files(self) -> Mapping[Path, str]:
        """Return the names that posts' files have in messages."""
        content = make_content(self.root, self.settings)
        return {path: name_of(content, path) for path in list_posts(content)}

    def summarise(self, *, pages: int) -> Summary:
        """Count what was made."""
        drafts = sum(one.post.status == "draft" for one in self.digest.listed)
        self.summary = Summary(
            posts=len(self.digest.listed) - drafts,
            drafts=drafts,
            hidden=len(self.digest.hidden),
            pages=pages,
            written=len(self.written),
            removed=len(self.removed),
            rendered=self.rendered,
            why=self.written,
        )
        return self.summary
