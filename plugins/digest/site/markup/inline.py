"""Inline Markdown, quicker: a stretch of text is searched only for kinds of markup whose mark it holds."""

from typing import Any, Final

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

# What must stand in a text that a pattern matches, one of them; a pattern that is not here is always tried.
MARKS: Final = {
    "backtick": ("`",),
    "escape": ("\\",),
    "footnote": ("[",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
    "em_strong2": ("_",),
    "not_strong": ("*", "_"),
}
ANY: Final[tuple[str, ...]] = ("",)


class QuickInlineProcessor(InlineProcessor):
    """Markdown's own, but that it looks first whether there can be anything to find."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._marks = [ANY] * len(md.inlinePatterns)
        for name, marks in MARKS.items():
            if name in md.inlinePatterns:
                self._marks[md.inlinePatterns.get_index_for_name(name)] = marks

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 -- Markdown's
        if isinstance(data, AtomicString):
            return data
        quick: Any = self
        start = 0
        for place in range(patternIndex, len(self.inlinePatterns)):
            matched = any(mark in data for mark in self._marks[place])
            while matched:
                pattern = self.inlinePatterns[place]
                data, matched, start = quick._InlineProcessor__applyPattern(pattern, data, place, start)
        return data
