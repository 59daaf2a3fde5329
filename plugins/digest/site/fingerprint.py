"""Content fingerprints for incremental builds: a page whose inputs have the fingerprints that they had is not rendered.

>>> inputs = LazyInputs(make_inputs, posts=fingerprint_of("the posts' fingerprints"), count=fingerprint_of(3))
>>> inputs.fingerprint  # makes no input
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
PRIMITIVES = frozenset({str, int, float, bool, bytes, type(None)})


class LazyInputs(Mapping[str, object]):
    """A page's inputs, made when they are needed; each one's fingerprint changes with all that it is made from."""

    __slots__ = ("_made", "_make", "_names", "fingerprint")

    def __init__(self, make: Callable[[], Mapping[str, object]], **fingerprints: bytes) -> None:
        self._make = make
        self._made: Mapping[str, object] | None = None
        self._names = _intern(tuple(sorted(fingerprints)))
        self.fingerprint: Final = b"".join([fingerprints[name] for name in self._names])  # one after the other, by name

    def __getitem__(self, name: str) -> object:
        if self._made is None:
            self._made = self._make()
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def resolve(self) -> Mapping[str, object]:
        """Return the inputs without keeping them: those of all pages would not fit into memory."""
        return self._make() if self._made is None else self._made


def resolve(inputs: Mapping[str, object]) -> Mapping[str, object]:
    """Return inputs that are made, whether they were lazy or not."""
    return inputs.resolve() if isinstance(inputs, LazyInputs) else inputs


def fingerprints_of(inputs: Mapping[str, object]) -> bytes:
    """Return the fingerprints of a page's inputs, one after the other, by name."""
    if isinstance(inputs, LazyInputs):
        return inputs.fingerprint
    return b"".join([fingerprint_of(inputs[name]) for name in sorted(inputs)])


def fingerprint_of(*values: object) -> bytes:
    """Return a fingerprint that is the same for equal values, in every process and on every machine."""
    return hash_primitives(tuple([one if type(one) in PRIMITIVES else to_primitives(one) for one in values]))


def hash_primitives(values: tuple[Any, ...]) -> bytes:
    """Return the fingerprint of nested tuples of primitives, which is all that this quicker way knows."""
    # Version 2 of the format: later ones tell by a flag whether an object is shared, and so differ for equal values.
    return blake2b(marshal.dumps(values, 2), digest_size=SIZE).digest()


def to_primitives(value: Any) -> Any:  # noqa: PLR0911 -- one return a kind of value
    """Turn a value into nested tuples of primitives; different values become different ones."""
    kind = type(value)
    if kind in PRIMITIVES:
        return value
    if kind is tuple or kind is list:
        return tuple([one if type(one) in PRIMITIVES else to_primitives(one) for one in value])
    if is_dataclass(value):
        return (
            kind.__name__,
            *[one if type(one) in PRIMITIVES else to_primitives(one) for one in _get(cast(Hashable, kind))(value)],
        )
    if isinstance(value, Mapping):
        return ("mapping", *sorted((to_primitives(key), to_primitives(one)) for key, one in value.items()))
    if isinstance(value, (set, frozenset)):
        return ("set", *sorted(map(to_primitives, value)))
    if isinstance(value, (dt.date, dt.time)):
        return (kind.__name__, value.isoformat())
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"an input of a page cannot be a {kind.__name__}: it has no fingerprint")


@cache
def _intern(names: tuple[str, ...]) -> tuple[str, ...]:
    return names  # one tuple for all pages of a kind


@cache
def _get(kind: Hashable) -> Callable[[Any], tuple[Any, ...]]:
    names = [field.name for field in fields(cast(Any, kind)) if field.compare]  # others are nothing that is shown
    if len(names) == 1:
        return lambda value: (getattr(value, names[0]),)
    return attrgetter(*names)
