"""Our posts as Pelican's readers hand them on: HTML and metadata, for themes that are not ours."""

import html
from pathlib import Path
from typing import Any

from pelican.readers import BaseReader

from ..core.errors import ContentError
from ..site.markup import frame_excerpt, rebase
from ..site.plan import make_parts
from ..site.sources import BuildInputs
from .terms import make_metadata


class DigestReader(BaseReader):  # type: ignore[misc]
    """Hands on posts and static pages from what the build has read already."""

    file_extensions: list[str] = []  # noqa: RUF012 -- none: only a site with our plugin uses it

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return HTML and metadata; a post that is not due is skipped."""
        inputs: BuildInputs = self.settings["DIGEST"]
        file = inputs.post_files.get(Path(source_path))
        if file is None:
            return self._read_page(inputs, Path(source_path))
        one = inputs.digest.posts.get(file)
        if one is None:
            return "", {"title": file, "status": "skip"}
        parts = make_parts(inputs.digest, file)
        return self._link(self._read_body(inputs, file)), make_metadata(one, self.settings, parts=parts)

    def _read_body(self, inputs: BuildInputs, file: str) -> str:
        body, card = inputs.digest.bodies[file], inputs.digest.cards[file]
        markup = inputs.posts.bodies.html(body)
        return frame_excerpt(markup, name=card.source_name, url=card.source_url) if body.excerpt else markup

    def _read_page(self, inputs: BuildInputs, path: Path) -> tuple[str, dict[str, Any]]:
        page = inputs.pages.get(path.relative_to(inputs.request.content.root.parent).as_posix())
        if page is None:
            raise ContentError(
                f"{path}: this is neither a post nor a page: DIGEST_POST_PATHS and PAGE_PATHS say where they are"
            )
        return self._link(inputs.posts.bodies.html(page.body)), {
            "title": html.escape(page.title),
            "slug": page.slug,
        }

    def _link(self, markup: str) -> str:
        return rebase(markup, f"{self.settings['SITEURL']}/")
