"""One vocabulary file into checked entries: what each key may hold, and what to say of anything else."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from ...core.data import read_data
from ...core.errors import ProblemsError, VocabularyError
from ...core.types import ACTOR_KINDS, Role, Taxonomy
from ...core.yaml.reader import Node, NodeReader, SequenceNode, is_null, parse_yaml, truth

MAX_NAME = 200  # characters
SLUG_RE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CODE_RE = re.compile(r"[A-Z]{2}")
CODE3_RE = re.compile(r"[A-Z]{3}")
MEDTOP_RE = re.compile(r"medtop:[0-9]{8}")
WIKIDATA_RE = re.compile(r"Q[1-9][0-9]{0,11}")
CONTROL_RE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a vocabulary file; `values` holds what its keys say, checked, by the names of Term's fields."""

    file: str
    line: int
    lines: Mapping[str, int]  # key -> line
    name: str
    values: Mapping[str, object]


Read = Callable[[NodeReader, Node, str], object]


def read_name(reader: NodeReader, node: Node, field: str) -> str | None:
    """Read one name on one line."""
    text = reader.text(node, field)
    name = " ".join(text.split()) if text else None
    if name and (CONTROL_RE.search(name) or len(name) > MAX_NAME):
        reader.report(node, field, f"{name[:40]!r}... is no name: at most {MAX_NAME} characters on one line")
        return None
    return name


def read_names(reader: NodeReader, node: Node, field: str) -> tuple[str, ...]:
    """Read a list of names; one name alone is a list of one."""
    nodes = reader.items(node, field) if isinstance(node, SequenceNode) or is_null(node) else [node]
    names = [read_name(reader, item, field) for item in nodes]
    return tuple(dict.fromkeys(name for name in names if name))


def read_aliases(reader: NodeReader, node: Node, field: str) -> tuple[str, ...]:
    """Read names that articles are searched for: no common words, which would be found everywhere."""
    nodes = reader.items(node, field) if isinstance(node, SequenceNode) or is_null(node) else [node]
    for item in nodes:
        name = item.value if isinstance(item.value, str) else ""
        if name.lower() in common_words() and not name.isupper():
            reader.report(item, field, f"{name!r} is a common word and would be found in every article; take it out")
        elif len(name) == 1 and name.isascii():
            reader.report(item, field, f"{name!r} is too short to tell anything; take it out")
    return read_names(reader, node, field)


def read_matching(pattern: re.Pattern[str], example: str) -> Read:
    """Make a reader of text that has one form."""

    def read(reader: NodeReader, node: Node, field: str) -> str | None:
        text = reader.text(node, field)
        if text and not pattern.fullmatch(text):
            reader.report(node, field, f"{text!r} does not look like {example}")
            return None
        return text

    return read


def read_slugs(reader: NodeReader, node: Node, field: str) -> tuple[str, ...]:
    """Read a list of slugs."""
    slugs = read_names(reader, node, field)
    for slug in slugs:
        if not SLUG_RE.fullmatch(slug):
            reader.report(node, field, f"{slug!r} is no slug: small letters a to z, digits, single hyphens between")
    return tuple(filter(SLUG_RE.fullmatch, slugs))


def read_kind(reader: NodeReader, node: Node, field: str) -> str | None:
    """Read an actor's kind."""
    text = reader.text(node, field)
    if text is not None and text not in ACTOR_KINDS:
        reader.report(node, field, f"{text!r} is no kind of actor; write one of {', '.join(ACTOR_KINDS)}")
        return None
    return text


def read_truth(reader: NodeReader, node: Node, field: str) -> bool:
    """Read true or false."""
    found = truth(node)
    if found is None:
        reader.report(node, field, "must be true or false")
    return bool(found)


def read_words(reader: NodeReader, node: Node, field: str) -> dict[str, float]:
    """Read words with their weights; a list of words gives each the weight 1."""
    if isinstance(node, SequenceNode):
        return dict.fromkeys(reader.texts(node, field), 1.0)
    weights: dict[str, float] = {}
    for word, (_, value) in reader.mapping(node, field).items():
        text = value.value if isinstance(value.value, str) else ""
        try:
            weight = float(text)
        except ValueError:
            weight = -1.0
        if not 0 <= weight <= 100:
            reader.report(value, f"{field}.{word}", f"{text!r} is no weight; write a number from 0 to 100, such as 1.5")
        else:
            weights[" ".join(word.split())] = weight
    return weights


def read_day(reader: NodeReader, node: Node, field: str) -> dt.date | None:
    """Read a date; a year or a month stands for its first day."""
    text = reader.text(node, field)
    if text is None or is_null(node):
        return None
    try:
        return dt.date.fromisoformat((text + "-01-01")[:10] if len(text) in (4, 7) else text)
    except ValueError:
        reader.report(node, field, f"{text!r} is no date; write it as 2013-03-16")
        return None


def read_roles(reader: NodeReader, node: Node, field: str) -> tuple[Role, ...]:
    """Read offices held: `{title, from, to}`."""
    roles = []
    for item in reader.items(node, field):
        pairs = reader.mapping(item, field)
        report_unknown(reader, pairs, ("title", "from", "to"), field)
        title = read_name(reader, pairs["title"][1], f"{field}.title") if "title" in pairs else None
        start = read_day(reader, pairs["from"][1], f"{field}.from") if "from" in pairs else None
        end = read_day(reader, pairs["to"][1], f"{field}.to") if "to" in pairs else None
        if title is None:
            reader.report(item, field, "a role needs a title: {title: Foreign Minister, from: 2013-03-16}")
        elif start and end and end < start:
            reader.report(item, field, f"ends on {end}, before it starts on {start}")
        else:
            roles.append(Role(title=title, start=start, end=end))
    return tuple(roles)


COMMON: dict[str, Read] = {
    "name": read_name,
    "aliases": read_aliases,
    "slug": read_matching(SLUG_RE, "a slug such as wang-yi"),
    "former_slugs": read_slugs,
    "wikidata": read_matching(WIKIDATA_RE, "a Wikidata id such as Q6256"),
    "ignore": read_truth,
}
KEYS: Mapping[Taxonomy, dict[str, Read]] = {
    "actors": COMMON | {"kind": read_kind, "country": read_name, "roles": read_roles},
    "countries": COMMON
    | {
        "code": read_matching(CODE_RE, "an ISO 3166 code of two capitals such as NO"),
        "code3": read_matching(CODE3_RE, "an ISO 3166 code of three capitals such as NOR"),
        "demonyms": read_aliases,
        "capitals": read_aliases,
        "metonyms": read_aliases,
        "places": read_aliases,
        "article": read_truth,
    },
    "topics": COMMON
    | {
        "code": read_matching(MEDTOP_RE, "an IPTC code such as medtop:20000639"),
        "parent": read_name,
        "words": read_words,
    },
}


def parse_vocabulary(text: str, *, file: str, taxonomy: Taxonomy) -> tuple[Entry, ...]:
    """Read one vocabulary file. Raises VocabularyError with every problem in it."""
    reader = NodeReader(file=file)
    try:
        root = parse_yaml(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), file=file)
    except ProblemsError as error:
        raise VocabularyError(error.problems) from error
    nodes = reader.items(root, None) if root is not None else []
    entries = [entry for node in nodes if (entry := read_entry(reader, node, taxonomy)) is not None]
    if reader.problems:
        raise VocabularyError(tuple(reader.problems))
    return tuple(entries)


def read_entry(reader: NodeReader, node: Node, taxonomy: Taxonomy) -> Entry | None:
    """Read one entry; a name alone may stand as bare text. None if it has no usable name."""
    if isinstance(node.value, str):  # `- Taliban`
        bare = read_name(reader, node, "name")
        return Entry(file=reader.file, line=reader.line(node), lines={}, name=bare, values={}) if bare else None
    if isinstance(node, SequenceNode):
        reader.report(node, None, "an entry must be a name, or lines of `key: value` with a name")
        return None
    pairs = reader.mapping(node, None)
    keys = KEYS[taxonomy]
    report_unknown(reader, pairs, tuple(keys), None)
    values = {key: keys[key](reader, value, key) for key, (_, value) in pairs.items() if key in keys}
    name = values.pop("name", None)
    if not isinstance(name, str):
        if "name" not in pairs or is_null(pairs["name"][1]):
            reader.report(node, "name", "an entry needs a name: `- name: Wang Yi`")
        return None
    lines = {key: reader.line(key_node) for key, (key_node, _) in pairs.items()}
    kept = {key: value for key, value in values.items() if value is not None}
    return Entry(file=reader.file, line=lines["name"], lines=lines, name=name, values=kept)


def report_unknown(
    reader: NodeReader, pairs: Mapping[str, tuple[Node, Node]], keys: tuple[str, ...], field: str | None
) -> None:
    """Report keys that do not exist, with the nearest that does."""
    for key, (key_node, _) in pairs.items():
        if key not in keys:
            close = get_close_matches(key, keys, n=1)
            remedy = f"did you mean {close[0]!r}?" if close else f"the keys are {', '.join(keys)}"
            reader.report(key_node, field, f"unknown key {key!r} ({remedy})")


@cache
def common_words() -> frozenset[str]:
    """Read the words that no alias may be."""
    return frozenset(read_data("common-words.yaml"))
