"""One build: what was asked for, and what was read, each thing once and only when it is wanted."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ...content.store import list_posts, make_content, name_of, read_vocabulary_texts
from ...core.settings import DigestSettings
from ..cache import BuildRecord, Outputs
from ..fingerprint import fingerprint_of
from ..markup import Bodies
from ..plan import Digest, GroupRecord, PreviousPlan, StaticPage, make_digest
from ..render import describe_settings
from ..versions import code_version, package_versions
from .posts import Posts
from .reading import Sources, locate_problems, private_paths, read_sources
from .vocabularies import load_vocabularies

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
NEVER = dt.datetime.min.replace(tzinfo=dt.UTC), dt.datetime.max.replace(tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a build made, for whoever started it."""

    posts: int
    drafts: int
    hidden: int
    pages: int
    written: int
    removed: int
    looked_at: int = 0  # of the pages, the others being in groups that rest
    rendered: int = 0  # of these, the others being as the last build left them
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
        self.looked_at = 0
        self.rendered = 0
        self.on_page: Callable[[int, int], None] = lambda _, __: None  # files written so far, of how many
        self.summary: Summary | None = None
        self.checked = False  # whoever started the build has listed the posts' problems

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
        return Posts(self.content, self.settings, self.cache, formats=True)

    @cached_property
    def context(self) -> bytes:
        """Return what changes with anything that pages are made from, but posts and the moment."""
        return fingerprint_of(
            read_vocabulary_texts(self.content),
            describe_settings(self.settings),
            self.sources.files,
            self.sources.assets,
            (code_version(), *package_versions(), *self.plugins),
        )

    def make_latest(self, context: bytes, pages: int) -> BuildRecord:
        """Describe this build for the next one."""
        posts = self.posts.posts.values()
        # A post comes due, and feeds tell of a change that was dated ahead.
        dates = [*[post.date for post in posts], *[post.modified for post in posts if post.modified]]
        since = _microseconds(max((date for date in dates if date <= self.now), default=NEVER[0]))
        until = _microseconds(min((date for date in dates if date > self.now), default=NEVER[1]))
        drafts = sum(one.post.status == "draft" for one in self.digest.listed)
        counts = len(self.digest.listed) - drafts, drafts, len(self.digest.hidden), pages
        return BuildRecord(context + self.posts.fingerprint, context, since, until, counts)

    def rests(self, context: bytes) -> bool:
        """Tell whether the last build was of the same, and its files are as it left them."""
        latest = self.outputs.latest
        if not self.settings.incremental or latest is None or latest.state != context + self.posts.fingerprint:
            return False
        return latest.since <= _microseconds(self.now) < latest.until and self.outputs.is_whole()

    def recall(self, context: bytes) -> PreviousPlan:
        """Return what tells which groups of pages rest: what they are made from has not changed, nor their files."""
        latest, groups = self.outputs.latest, self.outputs.groups
        if not self.settings.incremental or latest is None or latest.context != context:
            return PreviousPlan()
        known = dict(zip(groups, map(GroupRecord._make, groups.values()), strict=True))
        return PreviousPlan(groups=known, modified_outputs=self.outputs.modified_outputs)

    @cached_property
    def digest(self) -> Digest:
        """Return what the site is about. Raises ProblemsError, each problem with its line where it has one."""
        sources = self.sources
        with locate_problems(self.root):
            if not self.checked:
                self.posts.warn()
            fingerprints = {file: (stored.body, stored.header) for file, stored in self.posts.stored.items()}
            vocabularies = load_vocabularies(self.content, self.cache)
            return make_digest(
                self.posts.posts,
                vocabularies,
                self.settings,
                self.now,
                sources.files,
                fingerprints=fingerprints,
                embedded={file: stored.files for file, stored in self.posts.stored.items() if stored.files},
            )

    @cached_property
    def bodies(self) -> Bodies:
        """Return the bodies as HTML."""
        return self.posts.bodies

    @cached_property
    def pages(self) -> Mapping[str, StaticPage]:
        """Return the static pages by file."""
        return {page.file: page for page in self.sources.files.pages}

    @cached_property
    def post_files(self) -> Mapping[Path, str]:
        """Return the names that posts' files have in messages."""
        return {path: name_of(self.content, path) for path in list_posts(self.content)}

    def summarise(self, latest: BuildRecord) -> Summary:
        """Count what was made."""
        posts, drafts, hidden, pages = latest.counts
        self.summary = Summary(
            posts=posts,
            drafts=drafts,
            hidden=hidden,
            pages=pages,
            written=len(self.written),
            removed=len(self.removed),
            looked_at=self.looked_at,
            rendered=self.rendered,
            why=self.written,
        )
        return self.summary


def _microseconds(moment: dt.datetime) -> int:
    return (moment - EPOCH) // dt.timedelta(microseconds=1)
