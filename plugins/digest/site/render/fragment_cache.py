"""What macros have made, kept for the pages that show it too: a post stands in the lists of all its terms.

A macro of an imported file knows its arguments alone and what is the same on every page, so it makes the same of the
same arguments: `{{ keep(cards.row, post, 3) }}` is `{{ cards.row(post, 3) }}`, made once.
"""

from collections.abc import Callable
from typing import Any, Final

from markupsafe import Markup

MOST: Final = 10_000_000  # characters, those used last: as many as the lists of ten thousand posts have


class Kept:
    """Fragments by macro and arguments; arguments are told apart by identity, for the views of a build are shared."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], tuple[Markup, object]] = {}
        self._size = 0

    def __call__(self, macro: Callable[..., Markup], *arguments: Any) -> Markup:
        """Return what a macro makes of its arguments."""
        key = (id(macro), *[one if type(one) is str else id(one) for one in arguments])
        known = self._made.pop(key, None)
        if known is None:
            # The arguments are held as well, or another object could come to have the identity of one.
            known = (macro(*arguments), (macro, arguments))
            self._size += len(known[0])
            while self._size > MOST and self._made:
                self._size -= len(self._made.pop(next(iter(self._made)))[0])
        self._made[key] = known  # at the end again: the one used last
        return known[0]
