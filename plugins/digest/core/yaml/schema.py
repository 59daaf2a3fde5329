"""Schema of YAML mappings: a reader for each kind of value, and one that reads a mapping key by key.

>>> ROLE: Schema = {"title": read_line, "from": read_line}
>>> values = read_mapping(reader, node, "roles", ROLE)  # every problem goes to `reader`, with line and field
"""

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, TypeAlias, TypeVar

from .reader import Node, NodeReader, Pairs, SequenceNode, dotted, is_null, truth

Value = TypeVar("Value")
Read: TypeAlias = Callable[[NodeReader, Node, str], Value | None]
Schema: TypeAlias = Mapping[str, Read[Any]]

CONTROL_RE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
SHOWN = 40  # characters of a value in a message


def read_mapping(
    reader: NodeReader, node: Node, field: str | None, schema: Schema, *, warning: bool = False
) -> dict[str, Any]:
    """Read a mapping; keys without a value are left out, unknown ones are errors, or a `warning` each."""
    return read_pairs(reader, reader.mapping(node, field), field, schema, warning=warning)


def read_pairs(
    reader: NodeReader, pairs: Pairs, field: str | None, schema: Schema, *, warning: bool = False
) -> dict[str, Any]:
    """Read the pairs of a mapping as `read_mapping` does."""
    for key in [key for key in pairs if key not in schema]:
        close = get_close_matches(key, [known for known in schema if known not in pairs], n=1)
        remedy = f"did you mean {close[0]!r}?" if close else f"the keys are {', '.join(schema)}"
        reader.report(pairs[key][0], field, f"unknown key {key!r} ({remedy})", warning=warning)
    values = {key: schema[key](reader, node, dotted(field, key)) for key, (_, node) in pairs.items() if key in schema}
    return {key: value for key, value in values.items() if value is not None}


def read_prose(reader: NodeReader, node: Node, field: str) -> str | None:
    """Read text that may have lines; `null` is none."""
    return None if is_null(node) else _without_controls(reader, node, field)


def read_line(reader: NodeReader, node: Node, field: str) -> str | None:
    """Read text on one line, `null` being text too."""
    text = _without_controls(reader, node, field)
    return " ".join(text.split()) or None if text else None


def read_optional_line(reader: NodeReader, node: Node, field: str) -> str | None:
    """Read text on one line; `null` is none."""
    return None if is_null(node) else read_line(reader, node, field)


def read_lines(reader: NodeReader, node: Node, field: str) -> tuple[str, ...]:
    """Read a list of texts, each on one line; one alone is a list of one."""
    return read_each(reader, node, field, read_line)


def read_each(reader: NodeReader, node: Node, field: str, read: Read[Value]) -> tuple[Value, ...]:
    """Read each item of a list; one value alone is a list of one, nothing an empty list."""
    nodes = reader.items(node, field) if isinstance(node, SequenceNode) or is_null(node) else [node]
    return tuple(value for item in nodes if (value := read(reader, item, field)) is not None)


def read_matching(pattern: re.Pattern[str], remedy: str) -> Read[str]:
    """Make a reader of text that has one form."""

    def read(reader: NodeReader, node: Node, field: str) -> str | None:
        text = read_line(reader, node, field)
        if text is not None and not pattern.fullmatch(text):
            reader.report(node, field, f"{text!r} cannot be used; {remedy}")
            return None
        return text

    return read


def read_choice(*choices: str, warning: bool = False) -> Read[str]:
    """Make a reader of one of a few words, in any case; `warning`: another value counts as none."""

    def read(reader: NodeReader, node: Node, field: str) -> str | None:
        text = read_prose(reader, node, field)
        if text is not None and text.lower() not in choices:
            known = " or ".join(filter(None, (", ".join(choices[:-1]), choices[-1])))
            reader.report(node, field, f"{text!r} is unknown; write {known}", warning=warning)
            return None
        return text.lower() if text else None

    return read


def read_truth(reader: NodeReader, node: Node, field: str) -> bool | None:
    """Read true or false."""
    value = truth(node)
    if value is None:
        reader.report(node, field, "must be true or false")
    return value


def _without_controls(reader: NodeReader, node: Node, field: str) -> str | None:
    text = reader.text(node, field)
    if text and CONTROL_RE.search(text):
        reader.report(node, field, f"{text[:SHOWN]!r} holds a control character; delete it")
        return None
    return text
