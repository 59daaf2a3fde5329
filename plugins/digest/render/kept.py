"""What macros have made, kept for the pages that show it too: a post stands in the lists of all its terms.

A macro of an imported file knows its arguments alone and what is the same on every page, so it makes the same of the
same arguments: `{{ keep(cards.row, post, 3) }}` is `{{ cards.row(post, 3) }}`, made once.
"""

from collections.abc import Callable
from typing import Any, Final

from markupsafe import Markup

MOST: Final = 20_000  # fragments, those made first going first: some 20 MB of posts in lists


class Kept:
    """Fragments by macro and arguments; arguments are told apart by identity, for the views of a build are shared."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], tuple[Markup, object]] = {}

    def __call__(self, macro: Callable[..., Markup], *arguments: Any) -> Markup:
        """Return what a macro makes of its arguments."""
        key = (id(macro), *[one if type(one) is str else id(one) for one in arguments])
        known = self._made.get(key)
        if known is None:
            if len(self._made) >= MOST:
                del self._made[next(iter(self._made))]
            # The arguments are held as well, or another object could come to have the identity of one.
            known = self._made[key] = (macro(*arguments), (macro, arguments))
        return known[0]
