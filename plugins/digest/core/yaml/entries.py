"""Lossless edits of a YAML list of mappings: an entry added, changed or removed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..errors import ProblemsError
from ..types import Problem
from .editor import edit_text, end_of_line, has_aliases, last_index, set_key, start_of_line, text_data
from .reader import MappingNode, Node, NodeReader, SequenceNode, parse_yaml, plain_text
from .writer import format_flow, format_item


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The entry that is meant: how messages call it, and a predicate on what it says."""

    name: str
    matches: Callable[[object], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryForm:
    """What the entries of a kind of file look like."""

    example: str  # for messages
    error: type[ProblemsError]
    order: tuple[str, ...] = ()  # of keys, where one is added


def add_entry(text: str, entry: Mapping[str, object], form: EntryForm, *, file: str) -> str:
    """Append an entry to a YAML list; keys without a value are left out. Raises the form's error if it cannot be."""
    present = {key: value for key, value in entry.items() if value not in (None, "", (), [], {})}

    def add(plain: str) -> str:
        nodes = _entry_nodes(plain, form, file)
        added = _added(plain, present, form, file)
        if len(_entry_nodes(added, form, file)) != len(nodes) + 1:
            message = f"the program cannot add an entry; make the file a list of {form.example} at its top level"
            raise _error(form, file, message)
        return added

    return edit_text(text, add)


def change_entry(text: str, target: Target, changes: Mapping[str, object], form: EntryForm, *, file: str) -> str:
    """Set keys of an entry; None removes one. Raises the form's error if it cannot be."""

    def change(plain: str) -> str:
        for key, value in changes.items():
            plain = _with_key(plain, _entry_node(plain, target, form, file), key, value, form)
        return plain

    return _edit_entry(text, change, target, form, file)


def remove_entry(text: str, target: Target, form: EntryForm, *, file: str) -> str:
    """Remove an entry. Raises the form's error if it cannot be."""

    def remove(plain: str) -> str:
        start, end = _lines_of(plain, _entry_node(plain, target, form, file))
        return plain[:start] + plain[end:]

    return _edit_entry(text, remove, target, form, file)


def entry_data(text: str, target: Target, form: EntryForm, *, file: str) -> dict[str, object] | None:
    """Return what an entry says, every value as text or lists of text; None if there is none."""
    node = _find_node(plain_text(text), target, form, file)
    if node is None:
        return None
    data = text_data(node)
    return dict(data) if isinstance(data, dict) else {"name": data}


def _added(text: str, entry: Mapping[str, object], form: EntryForm, file: str) -> str:
    root = parse_yaml(text, file=file, error=form.error)
    column = root.start_mark.column if isinstance(root, SequenceNode) and not root.flow_style else 0
    lines = "\n".join(format_item(entry, indent=column, block=True)) + "\n"
    if isinstance(root, SequenceNode) and root.flow_style:
        start, end = root.start_mark.index, root.end_mark.index
        if root.value:
            inner = text[start + 1 : end - 1].rstrip().rstrip(",")
            return f"{text[: start + 1]}{inner}, {format_flow(entry)}{text[end - 1 :]}"
        text = text[:start] + text[end:].lstrip(" \n")  # `[]` makes way for the first entry
    return text + ("\n" if text and not text.endswith("\n") else "") + lines


def _edit_entry(text: str, edit: Callable[[str], str], target: Target, form: EntryForm, file: str) -> str:
    """Edit an entry, and make sure that all others say what they said."""

    def others(plain: str) -> list[object]:
        return [data for data in map(text_data, _entry_nodes(plain, form, file)) if not target.matches(data)]

    def checked(plain: str) -> str:
        edited = edit(plain)
        if others(edited) != others(plain):
            raise _error(form, file, f"the program cannot change the entry of {target.name} here; change it by hand")
        return edited

    return edit_text(text, checked)


def _entry_nodes(text: str, form: EntryForm, file: str) -> list[Node]:
    reader = NodeReader(file=file)
    nodes = reader.items(parse_yaml(text, file=file, error=form.error), None)
    reader.raise_problems(form.error)
    return nodes


def _entry_node(text: str, target: Target, form: EntryForm, file: str) -> Node:
    node = _find_node(text, target, form, file)
    if node is None:
        raise _error(form, file, f"there is no entry of {target.name}")
    return node


def _find_node(text: str, target: Target, form: EntryForm, file: str) -> Node | None:
    root = parse_yaml(text, file=file, error=form.error)
    if not isinstance(root, SequenceNode):
        return None
    nodes: list[Node] = root.value
    node = next((node for node in nodes if target.matches(text_data(node))), None)
    if node is not None and (root.flow_style or has_aliases(root)):
        message = f"the program cannot change the entry of {target.name} here; write entries as {form.example}"
        raise _error(form, file, message, line=node.start_mark.line + 1)
    return node


def _lines_of(text: str, node: Node) -> tuple[int, int]:
    """Find the lines of an entry, from its dash on; blank lines and comments below do not belong to it."""
    start = start_of_line(text, node.start_mark.index)
    while start and not text[start:].lstrip(" ").startswith("-"):  # the dash is on its own line
        start = start_of_line(text, start - 1)
    return start, end_of_line(text, last_index(text, node))


def _with_key(text: str, node: Node, key: str, value: object, form: EntryForm) -> str:
    if isinstance(node, MappingNode) and not node.flow_style:
        pairs = {pair[0].value: pair for pair in node.value}
        return set_key(text, pairs, key, value, order=form.order)
    data = text_data(node)
    start, end = _lines_of(text, node)
    whole = {**(data if isinstance(data, dict) else {"name": data}), key: value}
    present = {key: item for key, item in whole.items() if item is not None}
    dash = len(text[start:]) - len(text[start:].lstrip(" "))
    return text[:start] + "\n".join(format_item(present, indent=dash, block=True)) + "\n" + text[end:]


def _error(form: EntryForm, file: str, message: str, *, line: int | None = None) -> ProblemsError:
    return form.error((Problem(file=file, line=line, message=message),))
