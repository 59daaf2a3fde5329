"""Fragment cache: an LRU cache of what macros have rendered, for a post stands in the lists of all its terms.

A macro of an imported file knows its arguments alone and what is the same on every page, so it makes the same of the
same arguments: `{{ cached(cards.row, post, 3) }}` is `{{ cards.row(post, 3) }}`, rendered once.
"""

from collections.abc import Callable, Hashable
from typing import Any, Final, Generic, TypeVar

from markupsafe import Markup

CHARACTERS: Final = 10_000_000  # as many as the lists of ten thousand posts have

Value = TypeVar("Value")


class LruCache(Generic[Value]):
    """A mapping of bounded size: what was used least recently goes first."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._items: dict[Hashable, tuple[Value, int]] = {}
        self._size = 0

    def get(self, key: Hashable) -> Value | None:
        """Return a value, which is then the one used last."""
        item = self._items.pop(key, None)
        if item is None:
            return None
        self._items[key] = item
        return item[0]

    def put(self, key: Hashable, value: Value, size: int = 1) -> None:
        """Add a value of some size."""
        self._size += size - self._items.pop(key, (None, 0))[1]
        self._items[key] = (value, size)
        while self._size > self._limit and len(self._items) > 1:
            self._size -= self._items.pop(next(iter(self._items)))[1]


class FragmentCache:
    """Fragments by macro and arguments; arguments are told apart by identity, for the views of a build are shared."""

    def __init__(self) -> None:
        self._fragments = LruCache[tuple[Markup, object]](CHARACTERS)

    def __call__(self, macro: Callable[..., Markup], *arguments: Any) -> Markup:
        """Return what a macro makes of its arguments."""
        key = (id(macro), *[one if type(one) is str else id(one) for one in arguments])
        known = self._fragments.get(key)
        if known is None:
            # The arguments are held as well, or another object could come to have the identity of one.
            known = (macro(*arguments), (macro, arguments))
            self._fragments.put(key, known, len(known[0]))
        return known[0]
