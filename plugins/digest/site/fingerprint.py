"""What tells one state of an input from another, without looking at the page: a page whose inputs have the marks that
they had is the page that it was.

>>> inputs = Later(make_inputs, posts=mark_of("the posts' marks"), count=mark_of(3))
>>> inputs.marks()  # makes nothing
"""

import datetime as dt
import marshal
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any, Final, cast

SIZE: Final = 8  # bytes: old and new of one input are compared, never all with all
PLAIN = frozenset({str, int, float, bool, bytes, type(None)})


class Later(Mapping[str, object]):
    """Inputs that are made when their page is rendered; each one's mark changes with all that it is made from.

    What is made is not kept: ask once, by `settle`, for more than one of them.
    """

    __slots__ = ("_make", "_marks", "_names")

    def __init__(self, make: Callable[[], Mapping[str, object]], **marks: bytes) -> None:
        self._make = make
        self._names = _intern(tuple(sorted(marks)))
        self._marks = b"".join([marks[name] for name in self._names])

    def __getitem__(self, name: str) -> object:
        return self._make()[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def marks(self) -> bytes:
        """Return the marks of all inputs, one after the other, by name."""
        return self._marks

    def settle(self) -> Mapping[str, object]:
        """Make the inputs."""
        return self._make()


def settle(inputs: Mapping[str, object]) -> Mapping[str, object]:
    """Return inputs as they are when all have been made."""
    return inputs.settle() if isinstance(inputs, Later) else inputs


def marks_of(inputs: Mapping[str, object]) -> bytes:
    """Return the marks of a page's inputs, one after the other, by name."""
    return inputs.marks() if isinstance(inputs, Later) else b"".join([mark_of(inputs[name]) for name in sorted(inputs)])


def mark_of(*values: object) -> bytes:
    """Return a mark that is the same for equal values, in every process and on every machine."""
    return hash_plain(tuple([value if type(value) in PLAIN else make_plain(value) for value in values]))


def hash_plain(values: tuple[Any, ...]) -> bytes:
    """Return the mark of tuples of plain values, which is all that this quicker way knows."""
    # Version 2 of the format: later ones tell by a flag whether an object is shared, and so differ for equal values.
    return blake2b(marshal.dumps(values, 2), digest_size=SIZE).digest()


def make_plain(value: Any) -> Any:  # noqa: PLR0911 -- one return a kind of value
    """Turn a value into tuples of plain ones; different values become different ones."""
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind is tuple or kind is list:
        return tuple([one if type(one) in PLAIN else make_plain(one) for one in value])
    if is_dataclass(value):
        return (
            kind.__name__,
            *[one if type(one) in PLAIN else make_plain(one) for one in _get(cast(Hashable, kind))(value)],
        )
    if isinstance(value, Mapping):
        return ("mapping", *sorted((make_plain(key), make_plain(one)) for key, one in value.items()))
    if isinstance(value, (set, frozenset)):
        return ("set", *sorted(map(make_plain, value)))
    if isinstance(value, (dt.date, dt.time)):
        return (kind.__name__, value.isoformat())
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"an input of a page cannot be a {kind.__name__}: it has no mark")


@cache
def _intern(names: tuple[str, ...]) -> tuple[str, ...]:
    return names  # one tuple for all pages of a kind


@cache
def _get(kind: Hashable) -> Callable[[Any], tuple[Any, ...]]:
    names = [field.name for field in fields(cast(Any, kind)) if field.compare]  # others are nothing that is shown
    if len(names) == 1:
        return lambda value: (getattr(value, names[0]),)
    return attrgetter(*names)
