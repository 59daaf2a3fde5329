"""One build of the site as frozen values: the request, the inputs it reads, and the outcome.

>>> inputs = BuildInputs(request=request)  # nothing is read yet
>>> inputs.digest  # reads posts, vocabularies, the theme
"""

import datetime as dt
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ...content.store import (
    Content,
    list_posts,
    name_of,
    outlets_path,
    read_owners,
    read_stories,
    read_vocabulary_texts,
)
from ...content.stories import Stories
from ...content.vocabulary.outlets import Owners
from ...core.settings import DigestSettings
from ..cache import BuildRecord, CacheFile, Counts, Outputs
from ..fingerprint import fingerprint_of
from ..plan import Digest, PreviousPlan, StaticPage, make_digest
from ..render import Rendered, describe_settings
from ..render.drawing import drawing_version
from ..versions import code_version, package_versions
from .posts import Posts
from .reading import Sources, locate_problems, private_paths, read_sources
from .source_texts import hash_file, read_source_texts
from .vocabularies import load_vocabularies

WITHOUT_PILLOW = (
    'DIGEST_PICTURES = "make" needs Pillow, the extra "pictures": now pages share one card, pictures keep one size'
)
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
NEVER = dt.datetime.min.replace(tzinfo=dt.UTC), dt.datetime.max.replace(tzinfo=dt.UTC)


logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOutcome:
    """What a build made."""

    counts: Counts
    removed: tuple[str, ...] = ()  # outputs of the last plan that this one has not
    planned: int = 0  # of the pages, the others being in groups that have not changed
    rendered: int = 0  # of these, the others being as the last build left them
    written: tuple[Rendered, ...] = ()  # of these, whose bytes had changed


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRequest:
    """What is to be built, from where, as of when; and who is told of it."""

    settings: DigestSettings
    content: Content
    cache: Path  # the folder
    theme: Path
    planned: bool  # with our theme, from a plan; else by Pelican's own generators
    page_paths: tuple[str, ...]
    static_paths: tuple[str, ...]
    plugins: tuple[str, ...] = ()  # Pelican's, with their versions
    others: tuple[str, ...] = ()  # articles that are no posts of the digest, and left to Pelican; with another theme
    now: dt.datetime
    posts: Posts | None = None  # where they have been read already
    warns: bool = True  # of posts without an id, where their problems were not listed before
    backup: Path | None = None  # the folder where what is replaced is kept until the build has ended
    on_page: Callable[[int, int], None] = lambda _, __: None  # files written so far, of how many
    on_outcome: Callable[[BuildOutcome], None] = lambda _: None

    @property
    def themes(self) -> tuple[Path, ...]:
        """Return the folders of templates and static files; where two have one file, the first one's counts."""
        overrides = self.settings.theme_overrides
        return (*((self.content.root.parent / overrides,) if overrides and self.planned else ()), self.theme)


@dataclass(frozen=True, kw_only=True)
class BuildInputs:
    """What a build reads, each thing once and when it is first wanted; Pelican's parts share it."""

    request: BuildRequest

    def __deepcopy__(self, memo: dict[int, object]) -> "BuildInputs":
        return self  # Pelican and plugins copy settings

    @cached_property
    def posts(self) -> Posts:
        """Return the posts, those that are broken too."""
        request = self.request
        return request.posts or Posts(request.content, request.settings, CacheFile(request.cache), formats=True)

    @cached_property
    def stories(self) -> Stories:
        """Return the editor's stories. Raises StoriesError and UnreadableError."""
        return read_stories(self.request.content)

    @cached_property
    def owners(self) -> Owners:
        """Return who owns which outlet. Raises VocabularyError."""
        return read_owners(self.request.content)

    @cached_property
    def posts_fingerprint(self) -> bytes:
        """Return what changes with any post or story: groups of pages know which of them they show."""
        if not self.stories.stories:
            return fingerprint_of(self.posts.fingerprint)
        ledger = self.request.content.ledger  # which has sketches of the articles in a story
        return fingerprint_of(self.posts.fingerprint, self.stories.stories, hash_file(ledger))

    @cached_property
    def sources(self) -> Sources:
        """Return everything else that is on disk."""
        request = self.request
        return read_sources(
            request.content,
            request.themes,
            self.posts,
            lang=request.settings.default_lang,
            pages=request.page_paths,
            static=request.static_paths,
            private=private_paths(request.settings),
            ours_only=not request.planned,
        )

    @cached_property
    def drawing(self) -> str | None:
        """Return the version of what draws smaller pictures and social cards; None where nothing is drawn."""
        if self.request.settings.pictures != "make" or not self.request.planned:
            return None
        version = drawing_version()
        if version is None:
            logger.warning("%s", WITHOUT_PILLOW)
        return version

    @cached_property
    def fingerprint(self) -> bytes:
        """Return what changes with anything that pages are made from, but posts, stories, templates and the moment."""
        return fingerprint_of(
            read_vocabulary_texts(self.request.content),
            hash_file(outlets_path(self.request.content)),
            describe_settings(self.request.settings),
            self.sources.files,
            self.sources.assets,
            (code_version(), *package_versions(), *self.request.plugins),
            self.drawing,
        )

    @cached_property
    def digest(self) -> Digest:
        """Return what the site is about. Raises ProblemsError, each problem with its line where it has one."""
        request, sources, posts = self.request, self.sources, self.posts
        with locate_problems(request.content.root):
            if request.warns:
                posts.warn()
            return make_digest(
                posts.posts,
                load_vocabularies(request.content, posts.cache),
                request.settings,
                request.now,
                sources.files,
                fingerprints={file: (stored.body, stored.header) for file, stored in posts.stored.items()},
                facts={file: stored.facts for file, stored in posts.stored.items()},
                embedded={file: stored.files for file, stored in posts.stored.items() if stored.files},
                stories=self.stories,
                source_texts=read_source_texts(request.content, posts, self.stories, self.owners),
                owners=self.owners,
                drawing=self.drawing,
            )

    @cached_property
    def pages(self) -> Mapping[str, StaticPage]:
        """Return the static pages by file."""
        return {page.file: page for page in self.sources.files.pages}

    @cached_property
    def post_files(self) -> Mapping[Path, str]:
        """Return the names that posts' files have in messages."""
        content = self.request.content
        return {path: name_of(content, path) for path in list_posts(content)}


def is_unchanged(inputs: BuildInputs, outputs: Outputs, context: bytes) -> bool:
    """Return whether the last build was of the same, and its files are as it left them."""
    last, now = outputs.build, _microseconds(inputs.request.now)
    if not inputs.request.settings.incremental or last is None:
        return False
    same = (last.posts, last.context) == (inputs.posts_fingerprint, context)
    return same and last.since <= now < last.until and not outputs.modified_outputs


def load_previous(inputs: BuildInputs, outputs: Outputs, context: bytes) -> PreviousPlan:
    """Return what tells which groups of pages can be skipped; none where all of them may have changed."""
    if not inputs.request.settings.incremental or outputs.build is None or outputs.build.context != context:
        return PreviousPlan()
    return PreviousPlan(groups=outputs.groups, modified_outputs=outputs.modified_outputs)


def make_build_record(inputs: BuildInputs, context: bytes, pages: int) -> BuildRecord:
    """Describe a build for the next one."""
    posts, now = inputs.posts.posts.values(), inputs.request.now
    # A post comes due, and feeds tell of a change that was dated ahead.
    dates = [*[post.date for post in posts], *[post.modified for post in posts if post.modified]]
    since = _microseconds(max((date for date in dates if date <= now), default=NEVER[0]))
    until = _microseconds(min((date for date in dates if date > now), default=NEVER[1]))
    listed, hidden = inputs.digest.listed, inputs.digest.hidden
    drafts = sum(one.post.status == "draft" for one in listed)
    counts = Counts(posts=len(listed) - drafts, drafts=drafts, hidden=len(hidden), pages=pages)
    return BuildRecord(inputs.posts_fingerprint, context, since, until, counts)


def _microseconds(moment: dt.datetime) -> int:
    return (moment - EPOCH) // dt.timedelta(microseconds=1)
