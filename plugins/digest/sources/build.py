"""One build: what was asked for, and what was read, each thing once and only when it is wanted."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ..cache import BodyStore, Outputs
from ..markup import Bodies
from ..plan import Digest, StaticPage, make_digest
from ..settings import DigestSettings
from ..store import list_posts, make_content, name_of
from ..taxonomy import TaggedPost
from ..versions import BODY_PACKAGES, code_version, package_versions
from .posts import Posts
from .reading import Sources, locate_problems, private_paths, read_sources


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
        cache: Path,
        theme: Path,
        planned: bool,
        page_paths: tuple[str, ...],
        static_paths: tuple[str, ...],
        plugins: tuple[str, ...] = (),
    ) -> None:
        self.settings = settings
        self.root = root
        self.content = make_content(root, settings)
        self.cache = cache
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
            self.content,
            self.theme,
            self.posts,
            lang=self.settings.default_lang,
            pages=self.page_paths,
            static=self.static_paths,
            private=private_paths(self.settings),
        )

    @cached_property
    def posts(self) -> Posts:
        """Return the posts, those that are broken too."""
        return Posts(self.content, self.settings, self.cache)

    @cached_property
    def digest(self) -> Digest:
        """Return what the site is about. Raises ProblemsError, each problem with its line where it has one."""
        sources = self.sources
        with locate_problems(self.root):
            self.posts.warn()
            prints = {file: (stored.body, stored.header) for file, stored in self.posts.stored.items()}
            return make_digest(
                self.posts.posts, sources.vocabularies, self.settings, self.now, sources.files, prints=prints
            )

    @cached_property
    def bodies(self) -> Bodies:
        """Return the bodies as HTML."""
        version = "\n".join((code_version(), *package_versions(BODY_PACKAGES)))
        return Bodies(self.sources.load_body, BodyStore(self.cache, version))

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
        return {path: name_of(self.content, path) for path in list_posts(self.content)}

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
