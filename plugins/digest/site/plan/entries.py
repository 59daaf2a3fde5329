"""Posts as entries of feeds."""

import datetime as dt
import html
import posixpath
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain

from ...content.frontmatter import derive_id
from ...core.types import TAXONOMIES, FeedCategory, FeedEntry, FeedImage, Term
from ..fingerprint import hash_primitives
from ..markup import Body
from ..taxonomy import TaggedPost
from ..views import Picture
from .digest import Digest
from .frame import absolute
from .post_cards import post_path
from .post_fingerprints import MadeByFile, join_fingerprints
from .site_files import SiteFile

STORIES = "stories"
POST_IDS = uuid.UUID("6f1d1d1a-4c0e-5b7e-9d53-2f5f3a0c7e61")  # never changes: entry ids derive from it
# A table of our own: Python's knows what the machine knows.
MEDIA_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
MOST_TERMS = 30  # of each taxonomy, the main ones first: an entry is in a feed of each, so that their product counts
COLUMN = 720  # pixels: about what feed readers make of a text's column
UNKNOWN_TYPE = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryContent:
    """What an entry's content is made from when the feed is rendered: what the post's page shows."""

    body: Body
    summary: str | None
    source_name: str | None
    source_url: str | None
    image: str | None = None  # the editor's picture, as HTML
    quoted: bool = False  # the whole text is shown, and is somebody else's
    brief: bool = False  # the summary alone, or where there is none a short start of the body


class EntryMaker:
    """Makes the entry of each post once, whatever number of feeds it is in."""

    def __init__(self, digest: Digest) -> None:
        self._digest = digest
        self._pictures = {copy.path: copy for copy in digest.files.copies if copy.root == "content"}
        self._category = cache(partial(_make_category, digest))  # a term has one, in however many entries
        self._made = MadeByFile(self._make)
        self._fingerprints = MadeByFile(self._fingerprint)

    def make(self, one: TaggedPost) -> tuple[FeedEntry, EntryContent]:
        """Return a post's entry, and what its content is made from."""
        return self._made[one.file]

    def join_fingerprints(self, posts: Iterable[TaggedPost]) -> bytes:
        """Return what changes when the entries of posts do, their contents apart."""
        return join_fingerprints(self._fingerprints, posts)

    def _make(self, file: str) -> tuple[FeedEntry, EntryContent]:
        one = self._digest.posts[file]
        return make_entry(self._digest, one, self._pictures, self._category), make_content(self._digest, one)

    def _fingerprint(self, file: str) -> bytes:
        fingerprint, one = self._digest.post_fingerprints[file], self._digest.posts[file]
        image, places = one.post.image, self._digest.places.get(file, ())
        if image is None and one.post.modified is None and not places:
            return fingerprint
        picture = self._pictures.get(image.src.removeprefix("/")) if image else None
        shown = (updated(self._digest, one).isoformat(), picture.size if picture else None)
        return hash_primitives((fingerprint, *shown, *[self._digest.story_fingerprints[at.slug] for at in places]))


def make_entry(
    digest: Digest, one: TaggedPost, pictures: Mapping[str, SiteFile], category: Callable[[str, str, str], FeedCategory]
) -> FeedEntry:
    """Make a post's entry, without its content: that is an input of its own."""
    card, source = digest.cards[one.file], one.post.source
    is_theirs = one.post.digest is not None  # the source's text: what the editor wrote about it is the editor's
    return FeedEntry(
        id=uuid.uuid5(POST_IDS, one.post.id or derive_id(one.file)).urn,
        url=absolute(digest, post_path(one)),
        title=card.title,
        published=card.date,
        updated=updated(digest, one),
        authors=source.author if is_theirs and source and source.author else one.post.authors,
        source_name=card.source_name,
        source_url=card.source_url,
        categories=tuple([category(*named) for named in _list_named(digest, one)]),
        summary=card.summary,
        lang=one.post.lang if one.post.lang != digest.settings.default_lang else None,
        image=_make_image(digest, one, pictures),
        file=one.file,
    )


def _list_named(digest: Digest, one: TaggedPost) -> Iterator[tuple[str, str, str]]:
    """List a post's stories and main terms: taxonomy, slug and name of each."""
    for slug, _, _ in digest.places.get(one.file, ()):
        yield STORIES, slug, digest.stories[slug].story.title
    yield from ((term.taxonomy, term.slug, term.name) for term in _list_main(one))


def _list_main(one: TaggedPost) -> tuple[Term, ...]:
    if len(one.terms) <= MOST_TERMS:
        return one.terms
    return tuple(chain.from_iterable(one.of(taxonomy)[:MOST_TERMS] for taxonomy in TAXONOMIES))


def updated(digest: Digest, one: TaggedPost) -> dt.datetime:
    """Say when a post was last changed: neither before it appeared nor in the future, where readers would pin it."""
    changed = one.post.modified
    if changed is None or not one.date < changed <= digest.now:
        return one.date
    return changed.astimezone(digest.settings.timezone)


def make_content(digest: Digest, one: TaggedPost) -> EntryContent:
    """Say what an entry's content is made from."""
    card = digest.cards[one.file]
    return EntryContent(
        body=digest.bodies[one.file],
        summary=card.summary,
        source_name=card.source_name,
        source_url=card.source_url,
        image=_show_image(digest, card.image),
        quoted=one.post.digest is not None,
        brief=digest.settings.feed_content == "summary",
    )


def _show_image(digest: Digest, image: Picture | None) -> str | None:
    """Write a picture as HTML with its full address."""
    if image is None:
        return None
    size = f' width="{image.width}" height="{image.height}"' if image.width else ""
    source = html.escape(absolute(digest, image.src.removeprefix("/")))
    return f'<p><img src="{source}" alt="{html.escape(image.alt)}"{size}{_list_sizes(digest, image)}></p>'


def _list_sizes(digest: Digest, image: Picture) -> str:
    """Name the files that a reader can choose from; feed readers set text in a column of a phone's width or COLUMN."""
    if not image.sizes:
        return ""
    files = ", ".join(f"{absolute(digest, one.src)} {one.width}w" for one in image.sizes)
    return f' srcset="{html.escape(files)}" sizes="(min-width: {COLUMN}px) {COLUMN}px, 100vw"'


def _make_image(digest: Digest, one: TaggedPost, pictures: Mapping[str, SiteFile]) -> FeedImage | None:
    image = one.post.image
    file = pictures.get(image.src.removeprefix("/")) if image else None
    if image is None or file is None:
        return None
    ending = posixpath.splitext(file.path)[1].lower()
    return FeedImage(
        url=absolute(digest, file.path),
        media_type=MEDIA_TYPES.get(ending, UNKNOWN_TYPE),
        length=file.size,
        alt=image.alt,
    )


def _make_category(digest: Digest, taxonomy: str, slug: str, name: str) -> FeedCategory:
    return FeedCategory(scheme=absolute(digest, f"{taxonomy}/"), term=slug, label=name)
