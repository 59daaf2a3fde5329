"""Our posts as Pelican's readers hand them on: HTML and metadata, for themes that are not ours."""

import html
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pelican.contents import Author, Category, Tag
from pelican.readers import BaseReader

from .errors import ContentError
from .markup import rebase
from .sources import Build
from .taxonomy import TaggedPost
from .terms import TermWrapper, wrap_term
from .types import TAXONOMIES

# Keys that would break Pelican's objects, and those that we say ourselves.
TAKEN = {"content", "settings", "url", "save_as", "metadata", "translations", "source_path", "context", "template"}


class DigestReader(BaseReader):  # type: ignore[misc]
    """Hands on posts and static pages from what the build has read already."""

    file_extensions: list[str] = []  # noqa: RUF012 -- none: only a site with our plugin uses it

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return HTML and metadata; a post that is not due is skipped."""
        build: Build = self.settings["DIGEST"]
        file = build.post_files.get(Path(source_path))
        if file is None:
            return self._read_page(build, Path(source_path))
        one = build.tagged.get(file)
        if one is None:
            return "", {"title": file, "status": "skip"}
        return self._link(build.bodies.html(build.digest.bodies[file])), make_metadata(one, self.settings)

    def _read_page(self, build: Build, path: Path) -> tuple[str, dict[str, Any]]:
        page = build.pages.get(path.relative_to(build.root.parent).as_posix())
        if page is None:
            raise ContentError(
                f"{path}: this is neither a post nor a page: DIGEST_POST_PATHS and PAGE_PATHS say where they are"
            )
        return self._link(build.bodies.html(page.body)), {
            "title": html.escape(page.title, quote=False),
            "slug": page.slug,
        }

    def _link(self, markup: str) -> str:
        return rebase(markup, f"{self.settings['SITEURL']}/")


def make_metadata(one: TaggedPost, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return a post's metadata under Pelican's keys; titles are HTML there, so they are escaped."""
    post = one.post
    terms: dict[str, list[TermWrapper]] = {taxonomy: [] for taxonomy in TAXONOMIES}
    for term in one.terms:
        terms[term.taxonomy].append(wrap_term(term, settings))
    every = [term for wrapped in terms.values() for term in wrapped]
    metadata: dict[str, Any] = {key: value for key, value in post.extra.items() if key not in TAKEN}
    metadata |= {
        "title": html.escape(post.title, quote=False),
        "date": one.date,
        "slug": post.slug,
        "status": post.status,
        "id": post.id,
        "source": post.source,
        "tags": [*every, *(Tag(name, settings) for name in post.tags)],
        **terms,
    }
    optional = {
        "modified": post.modified,
        "summary": html.escape(post.summary, quote=False) if post.summary else None,
        "category": Category(post.category, settings) if post.category else None,
        "authors": [Author(name, settings) for name in post.authors] or None,
        "lang": post.lang,
        "image": post.image,
    }
    return metadata | {key: value for key, value in optional.items() if value is not None}
