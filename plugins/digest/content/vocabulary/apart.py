"""Pairs of actors that are not the same, in the editor's actors.yaml: `- not_same: [[Ann Berg, A. Berg]]`.

>>> parse_apart("- not_same: [[Ann Berg, A. Berg]]", file="actors.yaml")
(('Ann Berg', 'A. Berg'),)
"""

from functools import partial
from operator import eq

from ...core.errors import VocabularyError
from ...core.yaml.editor import text_data
from ...core.yaml.reader import MappingNode, Node, NodeReader, parse_yaml, plain_text
from .edit import add_entry, remove_item

KEY = "not_same"
REMEDY = "write pairs of names as `- not_same: [[Ann Berg, A. Berg]]`"


def is_apart(node: Node) -> bool:
    """Return whether an item of the list is pairs of names and no entry."""
    data = text_data(node) if isinstance(node, MappingNode) else None
    return isinstance(data, dict) and data.keys() == {KEY}


def parse_apart(text: str, *, file: str) -> tuple[tuple[str, str], ...]:
    """Read the pairs of a vocabulary file. Raises VocabularyError."""
    reader = NodeReader(file=file)
    pairs = [pair for node in _items(reader, text, file) if is_apart(node) for pair in read_pairs_apart(reader, node)]
    reader.raise_problems(VocabularyError)
    return tuple(pairs)


def read_pairs_apart(reader: NodeReader, node: Node) -> tuple[tuple[str, str], ...]:
    """Read the pairs of one item, and report what is none."""
    data = text_data(node)
    pairs = data.get(KEY) if isinstance(data, dict) else None
    if not isinstance(pairs, tuple) or not all(
        isinstance(pair, tuple) and len(pair) == 2 and all(isinstance(name, str) and name.strip() for name in pair)
        for pair in pairs
    ):
        reader.report(node, KEY, f"these are not pairs of names; {REMEDY}")
        return ()
    return tuple((" ".join(one.split()), " ".join(other.split())) for one, other in pairs)


def remove_pair(text: str, one: str, other: str, *, file: str) -> str:
    """Remove a pair; the others stay. Raises VocabularyError."""
    reader = NodeReader(file=file)
    for node in _items(reader, text, file):
        pairs = read_pairs_apart(reader, node) if is_apart(node) else ()
        if (one, other) in pairs:
            left = tuple(pair for pair in pairs if pair != (one, other))
            removed = remove_item(text, partial(eq, text_data(node)), file=file)
            return add_entry(removed, {KEY: left}, file=file) if left else removed
    return text


def _items(reader: NodeReader, text: str, file: str) -> tuple[Node, ...]:
    return tuple(reader.items(parse_yaml(plain_text(text), file=file, error=VocabularyError), None))
