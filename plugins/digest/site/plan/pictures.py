"""The editor's pictures on pages: their proportions, and smaller sizes of them for `srcset`.

>>> [variant.path for variant in list_variants(file, "1")]  # of images/kabul.jpg, 1600 pixels wide
['theme/pictures/kabul-240-0f3a6c1b.jpg', 'theme/pictures/kabul-480-2e4f785d.jpg', ...]
"""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...core.slugs import slugify
from ...core.types import Image, Page
from ..fingerprint import fingerprint_of
from ..markup import TextPicture
from ..taxonomy import TaggedPost
from ..views import Picture, PictureSize
from .site_files import SiteFile

FOLDER = "theme/pictures"
TEMPLATE = "picture"
# A thumbnail, a phone's width, a post's column, and the last two on screens that are twice as dense.
WIDTHS = (240, 480, 800, 1200, 1600)
SPARED = 0.8  # of the original's width: a size above it would save next to nothing
WIDEST = 2000  # wider originals are only shown where browsers know no `srcset`
SHAREABLE = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})  # what networks show
LEAST_SHARED = 200  # pixels on a side: networks refuse smaller ones
# What a variant is written as: WebP keeps transparency, and takes a fifth of a resized PNG.
ENDINGS = {".png": "webp", ".jpg": "jpg", ".jpeg": "jpg", ".webp": "webp"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureVariant:
    """A smaller size of a picture, made by Pillow."""

    source: SiteFile
    width: int
    height: int
    version: str  # of what makes it

    @property
    def path(self) -> str:
        """Return its address, which changes with all that it is made from."""
        stem, ending = posixpath.splitext(posixpath.basename(self.source.path))
        return f"{FOLDER}/{slugify(stem)}-{self.width}-{fingerprint_of(self).hex()[:8]}.{ENDINGS[ending.lower()]}"


def list_variants(file: SiteFile, version: str | None) -> tuple[PictureVariant, ...]:
    """List the smaller sizes of a picture; none where nothing is drawn (`version` None) or it cannot be resized."""
    if version is None or not file.resizable or posixpath.splitext(file.path)[1].lower() not in ENDINGS:
        return ()
    widths = [width for width in WIDTHS if width <= file.width * SPARED]
    return tuple(
        PictureVariant(source=file, width=width, height=round(width * file.height / file.width) or 1, version=version)
        for width in widths
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """The pictures of a site, and the smaller sizes that are to be made."""

    of_posts: Mapping[str, Picture]  # by the posts' files
    in_texts: Mapping[str, tuple[TextPicture, ...]]  # by the files of posts and pages, of those that show any
    variants: tuple[PictureVariant, ...]


def show_pictures(
    posts: Iterable[TaggedPost], texts: Mapping[str, Iterable[str]], copies: Iterable[SiteFile], version: str | None
) -> Pictures:
    """Say how posts' pictures are shown, and those in texts; `texts` says what each shows or links to."""
    files = {copy.path: copy for copy in copies if copy.root == "content"}
    variants: dict[str, tuple[PictureVariant, ...]] = {}

    def list_sizes(file: SiteFile) -> tuple[PictureVariant, ...]:
        if file.path not in variants:
            variants[file.path] = list_variants(file, version)
        return variants[file.path]

    of_posts = {}
    for one in posts:
        image = one.post.image
        if image is not None:
            file = files.get(image.src.removeprefix("/"))
            of_posts[one.file] = _show(image, file, list_sizes(file) if file else ())
    in_texts = {
        text: tuple([_show_in_text(files[path], list_sizes(files[path])) for path in paths])
        for text, found in texts.items()
        if (paths := [path for path in found if path in files and files[path].width])
    }
    return Pictures(
        of_posts=of_posts,
        in_texts=in_texts,
        variants=tuple(variant for path in sorted(variants) for variant in variants[path]),
    )


def _show(image: Image, file: SiteFile | None, variants: tuple[PictureVariant, ...]) -> Picture:
    return Picture(
        src=image.src,
        alt=image.alt,
        credit=image.credit,
        width=file.width if file else 0,
        height=file.height if file else 0,
        sizes=tuple([PictureSize(src=src, width=width) for src, width in _list_sources(image.src, file, variants)]),
        shareable=file is not None and _is_shareable(file),
    )


def _show_in_text(file: SiteFile, variants: tuple[PictureVariant, ...]) -> TextPicture:
    sizes = tuple(_list_sources(file.path, file, variants))
    return TextPicture(path=file.path, width=file.width, height=file.height, sizes=sizes)


def _list_sources(src: str, file: SiteFile | None, variants: tuple[PictureVariant, ...]) -> Iterator[tuple[str, int]]:
    yield from ((variant.path, variant.width) for variant in variants)
    if variants and file and file.width <= WIDEST:
        yield src, file.width


def _is_shareable(file: SiteFile) -> bool:
    known = posixpath.splitext(file.path)[1].lower() in SHAREABLE
    return known and not file.faults and min(file.width, file.height) >= LEAST_SHARED


def plan_variants(variants: Iterable[PictureVariant]) -> Iterator[Page]:
    """Plan the files of smaller sizes."""
    for variant in variants:
        yield Page(path=variant.path, template=TEMPLATE, inputs={"variant": variant})


def fingerprint_pictures(pictures: Mapping[str, Picture]) -> dict[str, bytes]:
    """Return what changes with what is shown of each post's picture beside what the post says of it."""
    return {file: fingerprint_of(one.width, one.height, one.sizes, one.shareable) for file, one in pictures.items()}
