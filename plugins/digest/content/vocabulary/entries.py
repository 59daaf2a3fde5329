"""Parse a vocabulary file into checked entries."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ...core.data import read_data
from ...core.errors import VocabularyError
from ...core.types import ACTOR_KINDS, Role, Taxonomy
from ...core.yaml.reader import Node, NodeReader, ScalarNode, SequenceNode, is_null, parse_yaml, plain_text
from ...core.yaml.schema import (
    SHOWN,
    Schema,
    read_choice,
    read_each,
    read_line,
    read_mapping,
    read_matching,
    read_pairs,
    read_truth,
)
from .apart import is_apart, read_pairs_apart

MAX_NAME = 200  # characters
SLUG_RE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CODE_RE = re.compile(r"[A-Z]{2}")
CODE3_RE = re.compile(r"[A-Z]{3}")
MEDTOP_RE = re.compile(r"medtop:[0-9]{8}")
WIKIDATA_RE = re.compile(r"Q[1-9][0-9]{0,11}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a vocabulary file; `values` holds what its keys say, checked, by the names of Term's fields."""

    file: str
    line: int
    lines: Mapping[str, int]  # key -> line
    name: str
    values: Mapping[str, object]


def read_name(reader: NodeReader, node: Node, field: str) -> str | None:
    """Read one name on one line."""
    name = read_line(reader, node, field)
    if name and len(name) > MAX_NAME:
        reader.report(node, field, f"{name[:SHOWN]!r}... is not a name: use at most {MAX_NAME} characters, on one line")
        return None
    return name


def read_names(reader: NodeReader, node: Node, field: str) -> tuple[str, ...]:
    """Read a list of names; one name alone is a list of one."""
    return tuple(dict.fromkeys(read_each(reader, node, field, read_name)))


def read_aliases(reader: NodeReader, node: Node, field: str) -> tuple[str, ...]:
    """Read names that articles are searched for: no common words, which would be found everywhere."""
    return tuple(dict.fromkeys(read_each(reader, node, field, _read_alias)))


def _read_alias(reader: NodeReader, node: Node, field: str) -> str | None:
    name = read_name(reader, node, field)
    if name and name.lower() in common_words() and not name.isupper():
        reader.report(node, field, f"{name!r} is a common word, found in every article; remove it")
    elif name and len(name) == 1 and name.isascii():
        reader.report(node, field, f"{name!r} is too short to identify anything; remove it")
    return name


def read_slugs(reader: NodeReader, node: Node, field: str) -> tuple[str, ...]:
    """Read a list of slugs."""
    return read_each(reader, node, field, read_slug)


def read_words(reader: NodeReader, node: Node, field: str) -> dict[str, float]:
    """Read words with their weights; a list of words gives each the weight 1."""
    if isinstance(node, SequenceNode):
        return dict.fromkeys(read_each(reader, node, field, read_line), 1.0)
    weights: dict[str, float] = {}
    for word, (_, value) in reader.mapping(node, field).items():
        text = value.value if isinstance(value.value, str) else ""
        try:
            weight = float(text)
        except ValueError:
            weight = -1.0
        if not 0 <= weight <= 100:
            reader.report(value, f"{field}.{word}", f"{text!r} is not a weight; write a number from 0 to 100, like 1.5")
        else:
            weights[" ".join(word.split())] = weight
    return weights


def read_day(reader: NodeReader, node: Node, field: str) -> dt.date | None:
    """Read a date; a year or a month means its first day."""
    text = reader.text(node, field)
    if text is None or is_null(node):
        return None
    try:
        return dt.date.fromisoformat((text + "-01-01")[:10] if len(text) in (4, 7) else text)
    except ValueError:
        reader.report(node, field, f"{text!r} is not a date; write it as 2013-03-16")
        return None


def read_roles(reader: NodeReader, node: Node, field: str) -> tuple[Role, ...]:
    """Read offices held: `{title, from, to}`."""
    roles = []
    for item in reader.items(node, field):
        values = read_mapping(reader, item, field, ROLE)
        title, start, end = (values.get(key) for key in ROLE)
        if title is None:
            reader.report(item, field, "a role needs a title: {title: Foreign Minister, from: 2013-03-16}")
        elif start and end and end < start:
            reader.report(item, field, f"ends on {end}, before it starts on {start}")
        else:
            roles.append(Role(title=title, start=start, end=end))
    return tuple(roles)


read_slug = read_matching(SLUG_RE, "a slug has small letters a to z, digits and single hyphens, such as wang-yi")
ROLE: Schema = {"title": read_name, "from": read_day, "to": read_day}
COMMON: Schema = {
    "name": read_name,
    "aliases": read_aliases,
    "slug": read_slug,
    "former_slugs": read_slugs,
    "wikidata": read_matching(WIKIDATA_RE, "write a Wikidata id such as Q6256"),
    "ignore": read_truth,
}
KEYS: Mapping[Taxonomy, Schema] = {
    "actors": {**COMMON, "kind": read_choice(*ACTOR_KINDS), "country": read_name, "roles": read_roles},
    "countries": {
        **COMMON,
        "code": read_matching(CODE_RE, "write an ISO 3166 code of two capitals such as NO"),
        "code3": read_matching(CODE3_RE, "write an ISO 3166 code of three capitals such as NOR"),
        "demonyms": read_aliases,
        "capitals": read_aliases,
        "metonyms": read_aliases,
        "places": read_aliases,
        "article": read_truth,
    },
    "topics": {
        **COMMON,
        "code": read_matching(MEDTOP_RE, "write an IPTC code such as medtop:20000639"),
        "parent": read_name,
        "words": read_words,
    },
}


def parse_vocabulary(text: str, *, file: str, taxonomy: Taxonomy) -> tuple[Entry, ...]:
    """Read one vocabulary file. Raises VocabularyError with every problem in it."""
    reader = NodeReader(file=file)
    nodes = reader.items(parse_yaml(plain_text(text), file=file, error=VocabularyError), None)
    if taxonomy == "actors":
        for node in filter(is_apart, nodes):
            read_pairs_apart(reader, node)  # reports what is no pair
        nodes = [node for node in nodes if not is_apart(node)]
    entries = [entry for node in nodes if (entry := read_entry(reader, node, taxonomy)) is not None]
    reader.raise_problems(VocabularyError)
    return tuple(entries)


def read_entry(reader: NodeReader, node: Node, taxonomy: Taxonomy) -> Entry | None:
    """Read one entry; a name alone may stand as bare text. None if it has no usable name."""
    if isinstance(node, ScalarNode):  # `- Taliban`
        bare = read_name(reader, node, "name")
        return Entry(file=reader.file, line=reader.line(node), lines={}, name=bare, values={}) if bare else None
    if isinstance(node, SequenceNode):
        reader.report(node, None, "an entry must be a name, or lines of `key: value` with a name")
        return None
    pairs = reader.mapping(node, None)
    values = read_pairs(reader, pairs, None, KEYS[taxonomy])
    name = values.pop("name", None)
    if name is None:
        if "name" not in pairs or is_null(pairs["name"][1]):
            reader.report(node, "name", "an entry needs a name: `- name: Wang Yi`")
        return None
    lines = {key: reader.line(key_node) for key, (key_node, _) in pairs.items()}
    return Entry(file=reader.file, line=lines["name"], lines=lines, name=name, values=values)


@cache
def common_words() -> frozenset[str]:
    """Read the words that no alias may be."""
    return frozenset(read_data("common-words.yaml"))
