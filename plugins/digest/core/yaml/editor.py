"""Lossless edits of YAML text: a key set or removed, a value replaced; every other byte stays as it was."""

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from .reader import BOM, MappingNode, Node, Pairs, ScalarNode, SequenceNode, is_null, with_lf
from .writer import WIDTH, format_flow, format_item, format_pair, format_quoted

LINE_RE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
LINE_END_RE = re.compile(r"\r\n|\r|\n")


def edit_text(text: str, edit: Callable[[str], str]) -> str:
    """Apply an edit that expects LF line ends and no byte order mark; lines that it leaves keep their own."""
    bom = BOM if text.startswith(BOM) else ""
    original = text.removeprefix(BOM)
    return bom + _with_line_ends(original, edit(with_lf(original)))


def _with_line_ends(original: str, edited: str) -> str:
    newline = LINE_END_RE.search(original)
    if newline is None or "\r" not in original:
        return edited
    written, after = LINE_RE.findall(original), LINE_RE.findall(edited)
    before = list(map(with_lf, written))
    lines: list[str] = []
    for kind, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        lines += (
            written[start:end] if kind == "equal" else [line.replace("\n", newline[0]) for line in after[first:last]]
        )
    return "".join(lines)


def set_key(text: str, pairs: Pairs, key: str, value: object, *, order: Sequence[str] = (), block: bool = False) -> str:
    """Set a key of a mapping that is written in lines; None removes it.

    A new key goes below the last of those that come before it in `order`, else below all; `block`: see `format_pair`.
    """
    if key not in pairs:
        if value is None:
            return text
        at, indent = _find_room(text, pairs, key, order)
        gap = "" if text[:at].endswith("\n") or not at else "\n"
        return text[:at] + gap + _format_lines(key, value, indent, block) + text[at:]
    key_node, node = pairs[key]
    start, end = span_of(text, key_node, node)
    if value is None:
        return text[:start] + text[end:]
    replaced = replace_value(text, key, node, value)
    if replaced is not None:
        return replaced
    at = key_node.start_mark.index  # what is before it on its line, such as the dash of a list, stays
    return text[:at] + _format_lines(key, value, at - start, block)[at - start :] + text[end:]


def _find_room(text: str, pairs: Pairs, key: str, order: Sequence[str]) -> tuple[int, int]:
    """Find where a new key goes, and its indentation."""
    if not pairs:
        return len(text), 0
    first = next(iter(pairs.values()))[0].start_mark.index
    indent = first - start_of_line(text, first)
    before = [known for known in order[: order.index(key)] if known in pairs] if key in order else list(pairs)
    return (span_of(text, *pairs[before[-1]])[1] if before else start_of_line(text, first)), indent


def _format_lines(key: str, value: object, indent: int, block: bool) -> str:
    return "".join(f"{line}\n" for line in format_pair(key, value, indent=indent, block=block))


def start_of_line(text: str, index: int) -> int:
    """Find where the line of an index begins."""
    return text.rfind("\n", 0, index) + 1


def end_of_line(text: str, index: int) -> int:
    """Find where the line after that of an index begins."""
    end = text.find("\n", index)
    return len(text) if end < 0 else end + 1


def span_of(text: str, key_node: Node, node: Node) -> tuple[int, int]:
    """Find the lines of a key and its value; blank lines and comments below do not belong to them."""
    return start_of_line(text, key_node.start_mark.index), end_of_line(text, last_index(text, node))


def last_index(text: str, node: Node) -> int:
    """Find the end of what a node says: block collections end where their last child does."""
    if isinstance(node, ScalarNode):
        end: int = node.end_mark.index
        return len(text[:end].rstrip()) if node.style in ("|", ">") else end
    if isinstance(node, (MappingNode, SequenceNode)) and node.value and not node.flow_style:
        last = node.value[-1]
        return last_index(text, last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def has_aliases(root: Node) -> bool:
    """Return whether a node is used twice, by YAML's & and *."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            return True
        seen.add(id(node))
        if isinstance(node, MappingNode):
            waiting += [child for pair in node.value for child in pair]
        elif isinstance(node, SequenceNode):
            waiting += node.value
    return False


def text_data(node: Node) -> object:
    """Return what a node says with every value as its text, None where there is none."""
    if isinstance(node, MappingNode):
        return {key.value if isinstance(key, ScalarNode) else "": text_data(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return tuple(map(text_data, node.value))
    return None if is_null(node) and node.value != "null" else node.value


def replace_value(text: str, key: str, node: Node, value: object) -> str | None:
    """Replace a value and keep what is around it; None where the whole key must be written anew."""
    if isinstance(node, SequenceNode) and isinstance(value, Sequence) and not isinstance(value, str) and value:
        return _replace_list(text, node, value)
    return _replace_in_line(text, key, node, value)


def _replace_in_line(text: str, key: str, node: Node, value: object) -> str | None:
    start, end = node.start_mark.index, node.end_mark.index
    if "\n" in text[start:end] or (isinstance(node, (MappingNode, SequenceNode)) and not node.flow_style):
        return None
    if isinstance(node, ScalarNode) and node.style and isinstance(value, str):
        keeps_style = node.style == "'" and value.isprintable() and "'" not in value
        written = f"'{value}'" if keeps_style else format_quoted(value)
    else:
        written = format_flow(value, key=key, flow=not isinstance(value, str))
    gap = " " if start == end and text[start - 1 : start] != " " else ""
    replaced = text[:start] + gap + written + text[end:]
    is_long = end_of_line(replaced, start) - start_of_line(replaced, start) > WIDTH + 1
    return None if is_long and not isinstance(value, str) else replaced


def _replace_list(text: str, node: SequenceNode, value: Sequence[object]) -> str | None:
    """Write a list; items that it had before keep their spelling and comments."""
    if not node.value:
        return _replace_in_line(text, "", node, value)
    start, end = node.start_mark.index, node.end_mark.index
    if node.flow_style:
        if "\n" in text[start:end]:
            return None
        written = {str(text_data(item)): text[item.start_mark.index : item.end_mark.index] for item in node.value}
        items = ", ".join(written.get(str(item)) or format_flow(item) for item in value)
        replaced = f"{text[:start]}[{items}]{text[end:]}"
        return None if end_of_line(replaced, start) - start_of_line(replaced, start) > WIDTH + 1 else replaced
    starts = [start_of_line(text, item.start_mark.index) for item in node.value]
    if any(not text[at:].lstrip(" ").startswith("-") for at in starts):
        return None
    ends = [*starts[1:], end_of_line(text, last_index(text, node))]
    written = {str(text_data(item)): text[a:b] for item, a, b in zip(node.value, starts, ends, strict=True)}
    indent = start - starts[0]
    lines = [written.get(str(item)) or "\n".join(format_item(item, indent=indent)) + "\n" for item in value]
    return text[: starts[0]] + "".join(lines) + text[ends[-1] :]
