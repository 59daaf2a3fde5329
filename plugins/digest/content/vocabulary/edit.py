"""Entries added to a vocabulary file, changed or taken out, all else in it left as it stands."""

import re
from collections.abc import Callable, Mapping

from ...core.errors import ProblemsError, VocabularyError
from ...core.slugs import fold_name
from ...core.types import Problem
from ...core.yaml.positions import (
    end_of_line,
    has_aliases,
    last_index,
    replace_value,
    span_of,
    start_of_line,
    text_data,
)
from ...core.yaml.reader import MappingNode, Node, NodeReader, SequenceNode, parse_yaml
from ...core.yaml.writer import format_flow, format_item, format_pair

EMPTY_LIST_RE = re.compile(r"\[\s*\]")


def add_entry(text: str, entry: Mapping[str, object], *, file: str = "vocabulary") -> str:
    """Append an entry to a YAML list, keeping comments, order and line ends. Raises VocabularyError if it cannot be."""
    newline = "\r\n" if "\r\n" in text else "\n"
    plain = text.replace("\r\n", "\n")
    kept = {key: value for key, value in entry.items() if value not in (None, "", (), [], {})}
    before = _length(plain, file)
    added = _added(plain, kept, file)
    if _length(added, file) != before + 1:
        message = "an entry cannot be added by the program; make the file a list of `- name: ...` at its top level"
        raise VocabularyError((Problem(file=file, message=message),))
    return added.replace("\n", newline)


def _added(text: str, entry: Mapping[str, object], file: str) -> str:
    root = parse_yaml(text.removeprefix("\ufeff"), file=file)
    body = text if text.endswith("\n") or not text else text + "\n"
    if not isinstance(root, SequenceNode):
        return body + "\n".join(format_item(entry, indent=0, block=True)) + "\n"
    bom = len(text) - len(text.removeprefix("\ufeff"))
    start, end = root.start_mark.index + bom, root.end_mark.index + bom
    if root.flow_style and not root.value:  # `[]`
        rest = text[end:].lstrip(" \n")
        lines = format_item(entry, indent=0, block=True)
        return text[:start] + rest + ("\n" if rest and not rest.endswith("\n") else "") + "\n".join(lines) + "\n"
    if root.flow_style:
        inner = text[start + 1 : end - 1].rstrip()
        return text[: start + 1] + inner.rstrip(",") + ", " + format_flow(entry) + text[end - 1 :]
    return body + "\n".join(format_item(entry, indent=root.start_mark.column, block=True)) + "\n"


def _length(text: str, file: str) -> int:
    reader = NodeReader(file=file)
    try:
        root = parse_yaml(text.removeprefix("\ufeff"), file=file)
    except ProblemsError as error:
        raise VocabularyError(error.problems) from error
    entries = [] if root is None else reader.items(root, None)
    if reader.problems:
        raise VocabularyError(tuple(reader.problems))
    return len(entries)


def change_entry(text: str, name: str, changes: Mapping[str, object], *, file: str = "vocabulary") -> str:
    """Set keys of the entry of that name, all else left as it stands. Raises VocabularyError if it cannot be."""

    def change(plain: str) -> str:
        for key, value in changes.items():
            plain = _with_key(plain, _entry_node(plain, name, file), key, value)
        return plain

    return _edited(text, change, file)


def remove_entry(text: str, name: str, *, file: str = "vocabulary") -> str:
    """Take out the entry of that name, all else left as it stands. Raises VocabularyError if it cannot be."""

    def remove(plain: str) -> str:
        start, end = _lines_of(plain, _entry_node(plain, name, file))
        return plain[:start] + plain[end:]

    return _edited(text, remove, file)


def entry_data(text: str, name: str, *, file: str = "vocabulary") -> dict[str, object] | None:
    """Give what the entry of that name says, every value as text or lists of text; None if there is none."""
    node = _find_node(_plain(text), name, file)
    if node is None:
        return None
    data = text_data(node)
    return dict(data) if isinstance(data, dict) else {"name": data}


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").removeprefix("\ufeff")


def _edited(text: str, edit: Callable[[str], str], file: str) -> str:
    """Edit a text that has LF line ends and no byte order mark, and give it both again."""
    edited = edit(_plain(text))
    parse_yaml(edited, file=file)
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    return mark + (edited.replace("\n", "\r\n") if "\r\n" in text else edited)


def _find_node(text: str, name: str, file: str) -> Node | None:
    root = parse_yaml(text, file=file)
    if not isinstance(root, SequenceNode):
        return None
    nodes: list[Node] = root.value
    for node in nodes:
        data = text_data(node)
        own = data.get("name") if isinstance(data, dict) else data
        if isinstance(own, str) and fold_name(own) == fold_name(name):
            if root.flow_style or has_aliases(root):
                message = f"the entry of {name} cannot be changed by the program here; write entries as `- name: ...`"
                raise VocabularyError((Problem(file=file, line=node.start_mark.line + 1, message=message),))
            return node
    return None


def _entry_node(text: str, name: str, file: str) -> Node:
    node = _find_node(text, name, file)
    if node is None:
        raise VocabularyError((Problem(file=file, message=f"there is no entry of {name}"),))
    return node


def _lines_of(text: str, node: Node) -> tuple[int, int]:
    """Find the lines of an entry, from its dash on; blank lines and comments below are not its own."""
    start = start_of_line(text, node.start_mark.index)
    while start and not text[start:].lstrip(" ").startswith("-"):  # the dash stands on a line of its own
        start = start_of_line(text, start - 1)
    return start, end_of_line(text, last_index(text, node))


def _with_key(text: str, node: Node, key: str, value: object) -> str:
    if not isinstance(node, MappingNode) or node.flow_style:
        data = text_data(node)
        start, end = _lines_of(text, node)
        whole = {**(data if isinstance(data, dict) else {"name": data}), key: value}
        dash = len(text[start:]) - len(text[start:].lstrip(" "))
        return text[:start] + "\n".join(format_item(whole, indent=dash, block=True)) + "\n" + text[end:]
    indent = node.start_mark.column
    lines = "\n".join(format_pair(key, value, indent=indent)) + "\n"
    for key_node, value_node in node.value:
        if key_node.value == key:
            replaced = replace_value(text, key, value_node, value)
            _, end = span_of(text, key_node, value_node)
            return replaced or text[: key_node.start_mark.index] + lines[indent:] + text[end:]
    # Below the last key: only there does nothing of the editor's stand between.
    end = end_of_line(text, last_index(text, node))
    return text[:end] + ("" if text[:end].endswith("\n") else "\n") + lines + text[end:]
