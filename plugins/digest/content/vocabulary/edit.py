"""Lossless edits of a vocabulary file: an entry added, changed or removed."""

from collections.abc import Callable, Mapping

from ...core.errors import VocabularyError
from ...core.slugs import fold_name
from ...core.types import Problem
from ...core.yaml.editor import edit_text, end_of_line, has_aliases, last_index, set_key, start_of_line, text_data
from ...core.yaml.reader import MappingNode, Node, NodeReader, SequenceNode, parse_yaml, plain_text
from ...core.yaml.writer import format_flow, format_item


def add_entry(text: str, entry: Mapping[str, object], *, file: str = "vocabulary") -> str:
    """Append an entry to a YAML list. Raises VocabularyError if it cannot be."""
    present = {key: value for key, value in entry.items() if value not in (None, "", (), [], {})}

    def add(plain: str) -> str:
        nodes = _entry_nodes(plain, file)
        added = _added(plain, present, file)
        if len(_entry_nodes(added, file)) != len(nodes) + 1:
            message = "the program cannot add an entry; make the file a list of `- name: ...` at its top level"
            raise _error(file, message)
        return added

    return edit_text(text, add)


def change_entry(text: str, name: str, changes: Mapping[str, object], *, file: str = "vocabulary") -> str:
    """Set keys of the entry of that name. Raises VocabularyError if it cannot be."""

    def change(plain: str) -> str:
        for key, value in changes.items():
            plain = _with_key(plain, _entry_node(plain, name, file), key, value)
        return plain

    return _edit_entry(text, name, change, file)


def remove_entry(text: str, name: str, *, file: str = "vocabulary") -> str:
    """Remove the entry of that name. Raises VocabularyError if it cannot be."""

    def remove(plain: str) -> str:
        start, end = _lines_of(plain, _entry_node(plain, name, file))
        return plain[:start] + plain[end:]

    return _edit_entry(text, name, remove, file)


def entry_data(text: str, name: str, *, file: str = "vocabulary") -> dict[str, object] | None:
    """Return what the entry of that name says, every value as text or lists of text; None if there is none."""
    node = _find_node(plain_text(text), name, file)
    if node is None:
        return None
    data = text_data(node)
    return dict(data) if isinstance(data, dict) else {"name": data}


def _added(text: str, entry: Mapping[str, object], file: str) -> str:
    root = parse_yaml(text, file=file, error=VocabularyError)
    column = root.start_mark.column if isinstance(root, SequenceNode) and not root.flow_style else 0
    lines = "\n".join(format_item(entry, indent=column, block=True)) + "\n"
    if isinstance(root, SequenceNode) and root.flow_style:
        start, end = root.start_mark.index, root.end_mark.index
        if root.value:
            inner = text[start + 1 : end - 1].rstrip().rstrip(",")
            return f"{text[: start + 1]}{inner}, {format_flow(entry)}{text[end - 1 :]}"
        text = text[:start] + text[end:].lstrip(" \n")  # `[]` makes way for the first entry
    return text + ("\n" if text and not text.endswith("\n") else "") + lines


def _edit_entry(text: str, name: str, edit: Callable[[str], str], file: str) -> str:
    """Edit the entry of that name, and make sure that all others say what they said."""

    def checked(plain: str) -> str:
        edited = edit(plain)
        if _others(edited, name, file) != _others(plain, name, file):
            raise _error(file, f"the program cannot change the entry of {name} here; change it by hand")
        return edited

    return edit_text(text, checked)


def _others(text: str, name: str, file: str) -> list[object]:
    return [data for data in map(text_data, _entry_nodes(text, file)) if not _is_named(data, name)]


def _entry_nodes(text: str, file: str) -> list[Node]:
    reader = NodeReader(file=file)
    nodes = reader.items(parse_yaml(text, file=file, error=VocabularyError), None)
    reader.raise_problems(VocabularyError)
    return nodes


def _entry_node(text: str, name: str, file: str) -> Node:
    node = _find_node(text, name, file)
    if node is None:
        raise _error(file, f"there is no entry of {name}")
    return node


def _find_node(text: str, name: str, file: str) -> Node | None:
    root = parse_yaml(text, file=file, error=VocabularyError)
    if not isinstance(root, SequenceNode):
        return None
    nodes: list[Node] = root.value
    node = next((node for node in nodes if _is_named(text_data(node), name)), None)
    if node is not None and (root.flow_style or has_aliases(root)):
        message = f"the program cannot change the entry of {name} here; write entries as `- name: ...`"
        raise _error(file, message, line=node.start_mark.line + 1)
    return node


def _is_named(data: object, name: str) -> bool:
    entry_name = data.get("name") if isinstance(data, dict) else data
    return isinstance(entry_name, str) and fold_name(entry_name) == fold_name(name)


def _lines_of(text: str, node: Node) -> tuple[int, int]:
    """Find the lines of an entry, from its dash on; blank lines and comments below do not belong to it."""
    start = start_of_line(text, node.start_mark.index)
    while start and not text[start:].lstrip(" ").startswith("-"):  # the dash is on its own line
        start = start_of_line(text, start - 1)
    return start, end_of_line(text, last_index(text, node))


def _with_key(text: str, node: Node, key: str, value: object) -> str:
    if isinstance(node, MappingNode) and not node.flow_style:
        pairs = {pair[0].value: pair for pair in node.value}
        return set_key(text, pairs, key, value)
    data = text_data(node)
    start, end = _lines_of(text, node)
    whole = {**(data if isinstance(data, dict) else {"name": data}), key: value}
    dash = len(text[start:]) - len(text[start:].lstrip(" "))
    return text[:start] + "\n".join(format_item(whole, indent=dash, block=True)) + "\n" + text[end:]


def _error(file: str, message: str, *, line: int | None = None) -> VocabularyError:
    return VocabularyError((Problem(file=file, line=line, message=message),))
