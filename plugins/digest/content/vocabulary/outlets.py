"""Owners of outlets, from the base data and the editor's `outlets.yaml`: outlets of one owner are one source.

>>> owners_of("- {name: Lake Post, owner: Lake Media}", file="outlets.yaml")["lake post"]
'lake media'
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, TypeAlias

from ...core.data import read_data
from ...core.errors import VocabularyError
from ...core.slugs import fold_name
from ...core.yaml.reader import NodeReader, parse_yaml, plain_text
from ...core.yaml.schema import Schema, read_line, read_lines, read_mapping

Owners: TypeAlias = Mapping[str, str]  # an outlet's name or alias -> who owns it, or else its own name; all folded
SCHEMA: Final[Schema] = {"name": read_line, "aliases": read_lines, "owner": read_line}


@cache
def base_owners() -> Owners:
    """Return the owners of the outlets that the program knows."""
    return dict(pair for entry in read_data("outlets.yaml") for pair in _pairs(entry))


def owners_of(text: str, *, file: str) -> Owners:
    """Read the editor's outlets, which win over the base's. Raises VocabularyError with all problems."""
    reader = NodeReader(file=file)
    found: dict[str, str] = {}
    for node in reader.items(parse_yaml(plain_text(text), file=file, error=VocabularyError), None):
        values = read_mapping(reader, node, None, SCHEMA)
        if "name" not in values:
            reader.report(node, "name", "an outlet needs a name; write it as `- name: ...`, with `owner: ...` below")
            continue
        known = base_owners().get(fold_name(values["name"]))
        found |= _pairs({"owner": known, **values})
    reader.raise_problems(VocabularyError)
    return {**base_owners(), **found}


def _pairs(entry: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    name = str(entry["name"])
    aliases = entry.get("aliases") or ()
    assert isinstance(aliases, tuple)
    owner = fold_name(str(entry.get("owner") or name))
    for one in (name, *aliases):
        yield fold_name(str(one)), owner
