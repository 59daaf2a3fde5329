"""What tells one state of an input from another, without looking at the page: a page whose inputs have the marks that
they had is the page that it was.

>>> inputs = Inputs(count=3, body=Lazy(mark_of("the body's hash"), load_body))
>>> inputs.marks()  # loads nothing
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


class Lazy:
    """An input that is made when its page is rendered; `mark` changes with all that it is made from."""

    __slots__ = ("make", "mark")

    def __init__(self, mark: bytes, make: Callable[[], object]) -> None:
        self.mark = mark
        self.make = make


class Inputs(Mapping[str, object]):
    """What a page reads, by name: values, and lazy ones that are made when they are asked for."""

    __slots__ = ("_values",)

    def __init__(self, **values: object) -> None:
        self._values = values

    def __getitem__(self, name: str) -> object:
        value = self._values[name]
        return value.make() if type(value) is Lazy else value

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def marks(self) -> bytes:
        """Return the marks of all inputs, one after the other, by name."""
        values = self._values
        return b"".join([_mark(values[name]) for name in sorted(values)])


def marks_of(inputs: Mapping[str, object]) -> bytes:
    """Return the marks of a page's inputs, one after the other, by name."""
    return inputs.marks() if isinstance(inputs, Inputs) else Inputs(**inputs).marks()


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
    if kind is Lazy:
        return ("lazy", value.mark)
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


def _mark(value: object) -> bytes:
    return value.mark if type(value) is Lazy else mark_of(value)


@cache
def _get(kind: Hashable) -> Callable[[Any], tuple[Any, ...]]:
    names = [field.name for field in fields(cast(Any, kind))]
    if len(names) == 1:
        return lambda value: (getattr(value, names[0]),)
    return attrgetter(*names)
