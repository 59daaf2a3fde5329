"""YAML into nodes with line numbers, read by key: what is meant as text stays the text that was written.

Nothing here guesses types: `NO`, `007` and `1e5` are text until a reader of a key asks for a number. Tags such as
`!!python/object` are problems, never calls; size, nesting and what aliases unfold to are limited, for whoever reads.
"""

import datetime as dt
import re
from typing import Any, TypeAlias

import yaml

from ..errors import ProblemsError
from ..types import Problem

try:
    from yaml import CBaseLoader as BaseLoader  # 12 times as quick
except ImportError:  # a PyYAML built without libyaml
    from yaml import BaseLoader  # type: ignore[assignment]

Node: TypeAlias = yaml.Node
ScalarNode: TypeAlias = yaml.ScalarNode
SequenceNode: TypeAlias = yaml.SequenceNode
MappingNode: TypeAlias = yaml.MappingNode
Pairs: TypeAlias = dict[str, tuple[Node, Node]]  # the key and value nodes of a mapping, by key

MAX_CHARACTERS = 20_000_000  # a vocabulary of a hundred thousand actors has half of that
MAX_DEPTH = 40  # front matter and vocabularies need five
MAX_UNFOLDED = 50_000  # nodes that aliases add, beyond one for each character
MAX_KEY = 200  # characters
MAX_VALUES = 5000  # in one value of an unknown key, aliases unfolded
TAGS = {
    ScalarNode: "tag:yaml.org,2002:str",
    SequenceNode: "tag:yaml.org,2002:seq",
    MappingNode: "tag:yaml.org,2002:map",
}
BOM = "\ufeff"
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
TRUTHS = {"true": True, "false": False, "yes": True, "no": False, "on": True, "off": False}
INTEGER_RE = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
FLOAT_RE = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
WORDING = (  # libyaml's words -> what an editor can do about it
    ("mapping values are not allowed", "text that holds a colon and a space must be in quotes"),
    ("found character that cannot start any token", "indent with spaces, and put text that starts like this in quotes"),
    ("tab character", "indent with spaces, not with tabs"),
    ("expected <document start>", "nothing can follow what was closed above, such as a []; delete what follows"),
    ("expected a single document", "a line `---` or `...` divides it in two; delete that line"),
    ("control characters are not allowed", "there is a control character here; delete it"),
    ("could not find expected ':'", "a line of `key: value` was expected here"),
    ("found unexpected end of stream", "a quote is opened and not closed"),
    ("found undefined alias", "text that starts with * must be in quotes"),
    ("while scanning an alias", "text that starts with * must be in quotes"),
    ("aliases unfold", "its aliases (*) unfold to too much, or one holds itself; write out what is meant"),
    ("while scanning an anchor", "text that starts with & must be in quotes"),
    ("while parsing a flow sequence", "a list opened with [ needs commas and a closing ]"),
    ("while parsing a flow mapping", "what is opened with { needs commas and a closing }"),
)


class _Loader(BaseLoader):
    """Composes nodes without guessing at types, and refuses deep nesting (libyaml recurses on the C stack)."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.depth = 0

    def descend_resolver(self, current_node: Node | None, current_index: object) -> None:  # noqa: ARG002
        self.depth += 1
        if self.depth > MAX_DEPTH:
            at = current_node.start_mark if current_node else None
            raise yaml.MarkedYAMLError(problem="lists or mappings are nested too deeply", problem_mark=at)

    def ascend_resolver(self) -> None:
        self.depth -= 1

    def resolve(self, kind: type[Node], value: object, implicit: object) -> str:  # noqa: ARG002
        return TAGS[kind]


def with_lf(text: str) -> str:
    """Convert the line ends of Windows and of old Macs to LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def plain_text(text: str) -> str:
    """Convert line ends to LF and remove a byte order mark."""
    return with_lf(text).removeprefix(BOM)


def parse_yaml(text: str, *, file: str, first_line: int = 1, error: type[ProblemsError] = ProblemsError) -> Node | None:
    """Compose one YAML document (LF line ends); None if it is empty. Raises `error` with file and line."""
    if len(text) > MAX_CHARACTERS:
        message = f"{len(text):,} characters are more than the {MAX_CHARACTERS:,} that are read; divide the file"
        raise error((Problem(file=file, line=first_line, message=message),))
    loader = None
    try:
        loader = _Loader(text)
        root = loader.get_single_node()
        if root is not None and "*" in text and _count_unfolded(root, {}) > MAX_UNFOLDED + len(text):
            raise yaml.MarkedYAMLError(problem="aliases unfold to too much", problem_mark=root.start_mark)
        return root
    except yaml.reader.ReaderError as cause:
        line = text.count("\n", 0, cause.position) + first_line
        raise error((_problem(file, line, str(cause.reason), ""),)) from cause
    except yaml.MarkedYAMLError as cause:
        opened = "end of stream" in str(cause.problem) or "flow" in str(cause.context)  # where it was opened counts
        at = (cause.context_mark if opened else None) or cause.problem_mark or cause.context_mark
        line = (at.line if at else 0) + first_line
        raise error((_problem(file, line, cause.problem or "", cause.context or ""),)) from cause
    except UnicodeEncodeError as cause:
        line = text.count("\n", 0, cause.start) + first_line
        raise error((_problem(file, line, "there is half of a character here; delete it", ""),)) from cause
    finally:
        if loader is not None:
            loader.dispose()


def load_plain(text: str) -> Any:
    """Load a text of our own as dicts, lists and text, without guessing at types. Others' texts go to `parse_yaml`."""
    return yaml.load(text, Loader=BaseLoader)


def _count_unfolded(node: Node, counted: dict[int, int]) -> int:
    """Count nodes with their aliases written out; one that holds itself counts as too many."""
    if isinstance(node, ScalarNode):
        return 1
    if id(node) not in counted:
        counted[id(node)] = 2 * MAX_CHARACTERS  # while it is being counted
        items = (item for pair in node.value for item in pair) if isinstance(node, MappingNode) else node.value
        counted[id(node)] = 1 + sum(_count_unfolded(item, counted) for item in items)
    return counted[id(node)]


def _problem(file: str, line: int, problem: str, context: str) -> Problem:
    said = f"{problem} {context}"
    remedy = next((remedy for words, remedy in WORDING if words in said), None)
    return Problem(file=file, line=line, message=f"not valid YAML: {remedy or said.strip()}")


class NodeReader:
    """Reads nodes by the key they belong to, and collects every problem instead of stopping at the first."""

    __slots__ = ("file", "first_line", "problems", "timezone")

    def __init__(self, *, file: str, first_line: int = 1, timezone: dt.tzinfo = dt.UTC) -> None:
        self.file = file
        self.first_line = first_line
        self.timezone = timezone  # of times that name none
        self.problems: list[Problem] = []

    def raise_problems(self, error: type[ProblemsError]) -> None:
        """Raise an error with all problems, if there are any."""
        if self.problems:
            raise error(tuple(self.problems))

    def line(self, node: Node) -> int:
        """Return the line of a node in its file."""
        return int(node.start_mark.line) + self.first_line

    def report(self, node: Node, field: str | None, message: str, *, warning: bool = False) -> None:
        """Add a problem at a node."""
        severity = "warning" if warning else "error"
        problem = Problem(file=self.file, line=self.line(node), field=field, message=message, severity=severity)  # type: ignore[arg-type]
        self.problems.append(problem)

    def text(self, node: Node, field: str) -> str | None:
        """Read text exactly as written; None (and no problem) if there is none."""
        if not isinstance(node, ScalarNode):
            self.report(node, field, "must be text, not a list or a mapping; put it in quotes if it starts with [ or {")
            return None
        if node.tag != TAGS[ScalarNode]:
            self.report(node, field, f"the YAML tag '{short_tag(node.tag)}' is not accepted here; write the plain text")
            return None
        return node.value.strip() or None

    def items(self, node: Node | None, field: str | None) -> list[Node]:
        """Read a list; nothing is an empty list, anything else a problem."""
        if isinstance(node, SequenceNode):
            self.tag(node, field)
            return list(node.value)
        if node is not None and not is_null(node):
            self.report(node, field, "must be a list: lines that start with '- ', or [one, another]")
        return []

    def mapping(self, node: Node | None, field: str | None) -> Pairs:
        """Read a mapping into its key and value nodes by key; a key given twice is a problem."""
        pairs: Pairs = {}
        if not isinstance(node, MappingNode):
            if node is not None and not is_null(node):
                self.report(node, field, "must be lines of `key: value`")
            return pairs
        self.tag(node, field)
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key, str) or len(key) > MAX_KEY:
                self.report(key_node, field, "a key must be a few words of plain text")
            elif key in pairs:
                first = self.line(pairs[key][0])
                self.report(key_node, dotted(field, key), f"is here twice, first on line {first}; keep one of them")
            else:
                pairs[key] = (key_node, value_node)
        return pairs

    def tag(self, node: Node, field: str | None) -> None:
        """Report a list or mapping that carries a YAML tag."""
        if node.tag != TAGS[type(node)]:
            self.report(node, field, f"the YAML tag '{short_tag(node.tag)}' is not accepted here; leave it out")

    def value(self, node: Node, field: str) -> object:
        """Read the value of a key that we know nothing about: text, number, truth value, None, tuple or dict."""
        return self._value(node, field, [MAX_VALUES], 0)

    def _value(self, node: Node, field: str, left: list[int], depth: int) -> object:
        left[0] -= 1
        if left[0] == 0 or depth > MAX_DEPTH:
            self.report(node, field, "too much for one key, or an alias that holds itself; write it out, shorter")
            left[0] = 0
        if left[0] <= 0:
            return None
        if isinstance(node, SequenceNode):
            self.tag(node, field)
            return tuple(self._value(item, field, left, depth + 1) for item in node.value)
        if isinstance(node, MappingNode):
            pairs = self.mapping(node, field)
            return {key: self._value(value, field, left, depth + 1) for key, (_, value) in pairs.items()}
        if not isinstance(node, ScalarNode) or node.tag != TAGS[ScalarNode]:
            self.text(node, field)  # reports the tag
            return None
        return node.value if node.style else plain_value(node.value)


def dotted(field: str | None, key: str) -> str:
    """Name a key within a mapping: `source.url`."""
    return f"{field}.{key}" if field else key


def short_tag(tag: str) -> str:
    """Show a tag as it is written in a file."""
    return tag.replace("tag:yaml.org,2002:", "!!")


def is_null(node: Node) -> bool:
    """Return whether a value is missing, `~` or `null`."""
    return isinstance(node, ScalarNode) and not node.style and node.value in NULLS


def plain_value(text: str) -> object:
    """Read an unquoted value as YAML 1.2 does, dates and odd numbers staying text."""
    if text in NULLS:
        return None
    if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return text.lower() == "true"
    if INTEGER_RE.fullmatch(text):
        return int(text)
    if FLOAT_RE.fullmatch(text):
        return float(text)
    return text


def truth(node: Node) -> bool | None:
    """Read a truth value in any of YAML's spellings; None if it is none."""
    return TRUTHS.get(node.value.lower()) if isinstance(node, ScalarNode) else None
