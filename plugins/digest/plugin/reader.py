"""Our posts as Pelican's readers hand them on: HTML and metadata, for themes that are not ours.

Other Markdown is Pelican's own, and read by its reader.
"""

import html
from pathlib import Path
from typing import Any

from pelican.contents import Category
from pelican.readers import BaseReader, MarkdownReader
from pelican.settings import DEFAULT_CONFIG

from ..content.store.tree import refuse_fault
from ..site.markup import frame_excerpt, rebase
from ..site.plan import make_parts, post_path
from ..site.sources import BuildInputs
from ..site.sources.reading import is_private
from .terms import make_metadata


class DigestReader(BaseReader):  # type: ignore[misc]
    """Hands on posts and static pages from what the build has read already."""

    file_extensions: list[str] = []  # noqa: RUF012 -- none: only a site with our plugin uses it

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return HTML and metadata; a post that is not due is skipped."""
        inputs: BuildInputs = self.settings["DIGEST"]
        path = Path(source_path)
        name = path.relative_to(inputs.request.content.root.parent).as_posix()
        if name in inputs.pages:
            return self._read_page(inputs, name)
        file = inputs.post_files.get(path)
        if file is None:
            return self._read_other(inputs, path)
        one = inputs.digest.posts.get(file)
        if one is None:
            return "", {"title": file, "status": "skip"}
        place = {} if one.post.status == "draft" else self._place(post_path(one), "ARTICLE")
        metadata = {"category": Category(self.settings["DEFAULT_CATEGORY"], self.settings)}
        metadata |= make_metadata(one, self.settings, parts=make_parts(inputs.digest, file))
        return self._link(self._read_body(inputs, file)), metadata | place

    def _read_body(self, inputs: BuildInputs, file: str) -> str:
        body, card = inputs.digest.bodies[file], inputs.digest.cards[file]
        markup = inputs.posts.bodies.html(body)
        return frame_excerpt(markup, name=card.source_name, url=card.source_url) if body.excerpt else markup

    def _read_page(self, inputs: BuildInputs, name: str) -> tuple[str, dict[str, Any]]:
        page = inputs.pages[name]
        metadata = {"title": html.escape(page.title), "slug": page.slug}
        return self._link(inputs.posts.bodies.html(page.body)), metadata | self._place(f"{page.slug}/", "PAGE")

    def _read_other(self, inputs: BuildInputs, path: Path) -> tuple[str, dict[str, Any]]:
        """Let Pelican read an article of its own; what is among our posts and none of them was named already."""
        root, settings = inputs.request.content.root, inputs.request.settings
        refuse_fault(path, root)
        if is_private(path.relative_to(root).as_posix(), settings.post_paths):
            return "", {"title": path.name, "status": "skip"}
        content: str
        metadata: dict[str, Any]
        content, metadata = MarkdownReader(self.settings).read(str(path))
        return content, metadata

    def _place(self, address: str, kind: str) -> dict[str, Any]:
        """Say where one of ours is, as our theme has it, unless the site's settings do; Pelican's own stay theirs."""
        if any(self.settings.get(key) != DEFAULT_CONFIG.get(key) for key in (f"{kind}_URL", f"{kind}_SAVE_AS")):
            return {}
        return {"url": address, "save_as": f"{address}index.html"}

    def _link(self, markup: str) -> str:
        return rebase(markup, f"{self.settings['SITEURL']}/")
