"""Format Markdown as safe HTML with typography.

Links and pictures inside the site come out relative to its root, behind the placeholder ROOT; `rebase` replaces it with
the way there from a page, or with the site's address where the text is for a feed.

>>> rebase(MarkupMaker().html("[China](/countries/china/)"), "../../")
'<p><a href="../../countries/china/">China</a></p>'
"""

import re
from functools import cached_property
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from .bounds import BoundInline, BoundText, DivideBlocks
from .plain import format_plain
from .sanitise import ROOT, sanitise
from .typography import LANGUAGES, typogrify

EXTENSIONS = ("tables", "fenced_code", "footnotes", "def_list", "abbr", "sane_lists")
ALIGN_RE = re.compile(r"text-align:\s*(left|center|right)")


class MarkupMaker:
    """Makes HTML from Markdown; keep one, for making it costs more than using it."""

    @cached_property
    def _markdown(self) -> Markdown:  # made when a text needs it: few do
        return Markdown(extensions=[*EXTENSIONS, BodyExtension()], output_format="html")

    def html(self, text: str, *, lang: str = "en") -> str:
        """Format Markdown as safe HTML, with the language's typography where we know it."""
        text = text.replace(ROOT, "")
        plain = format_plain(text, curled=lang.startswith(LANGUAGES))
        return self.format_any(text, lang=lang) if plain is None else plain

    def format_any(self, text: str, *, lang: str) -> str:
        """Format Markdown of any kind; `html` is quicker where a text is plain, and the same."""
        self._markdown.reset()
        markup = self._markdown.convert(text)
        return sanitise(typogrify(markup) if lang.startswith(LANGUAGES) else markup)


class BodyExtension(Extension):
    """What a body needs beyond Markdown's own extensions."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 -- Markdown's name
        """Register what changes the text and the tree."""
        md.preprocessors.register(BoundText(md), "digest-bound-text", 28)  # before fences and HTML are looked for
        md.preprocessors.register(DivideBlocks(md), "digest-divide", 15)
        md.treeprocessors.register(BoundInline(md), "digest-bound-inline", 22)  # before links are looked for
        md.treeprocessors.register(BodyProcessor(md), "digest-body", 0)


class BodyProcessor(Treeprocessor):
    """Leave the first heading level to the page, and turn tables' inline style, which the CSP forbids, into a class."""

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        shift = any(element.tag == "h1" for element in root.iter())
        for element in root.iter():
            if shift and element.tag in ("h1", "h2", "h3", "h4", "h5"):
                element.tag = f"h{int(element.tag[1]) + 1}"
            align = ALIGN_RE.match(element.get("style", ""))
            if align:
                del element.attrib["style"]
                element.set("class", f"align-{align[1]}")


def rebase(markup: str, prefix: str) -> str:
    """Put in what leads to the site's root: `../../`, or an address with its slash."""
    return markup.replace(ROOT, prefix)
