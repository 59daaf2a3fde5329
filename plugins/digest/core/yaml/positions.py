"""Where the nodes of a YAML text stand in it, and one value in place of another there."""

from collections.abc import Sequence

from .reader import MappingNode, Node, ScalarNode, SequenceNode, is_null
from .writer import WIDTH, format_flow, format_item, format_quoted

Pairs = dict[str, tuple[Node, Node]]


def start_of_line(header: str, index: int) -> int:
    """Find where the line of an index begins."""
    return header.rfind("\n", 0, index) + 1


def end_of_line(header: str, index: int) -> int:
    """Find where the line after that of an index begins."""
    end = header.find("\n", index)
    return len(header) if end < 0 else end + 1


def span_of(header: str, key_node: Node, node: Node) -> tuple[int, int]:
    """Find the lines of a key and its value; blank lines and comments below are not theirs."""
    return start_of_line(header, key_node.start_mark.index), end_of_line(header, last_index(header, node))


def last_index(header: str, node: Node) -> int:
    """Find the end of what a node says: block collections end where their last child does."""
    if isinstance(node, ScalarNode):
        end: int = node.end_mark.index
        return len(header[:end].rstrip()) if node.style in ("|", ">") else end
    if isinstance(node, (MappingNode, SequenceNode)) and node.value and not node.flow_style:
        last = node.value[-1]
        return last_index(header, last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def has_aliases(root: Node) -> bool:
    """Tell whether a node stands in two places, by YAML's & and *."""
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
    """Give what a node says with every value as its text, None where there is none."""
    if isinstance(node, MappingNode):
        return {key.value if isinstance(key, ScalarNode) else "": text_data(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return tuple(map(text_data, node.value))
    return None if is_null(node) and node.value != "null" else node.value


def replace_value(header: str, key: str, node: Node, value: object) -> str | None:
    """Put a value in the place of another and keep what is around it; None where the whole must be written anew."""
    if isinstance(node, SequenceNode) and isinstance(value, Sequence) and not isinstance(value, str) and value:
        return _replace_list(header, node, value)
    return _replace_in_line(header, key, node, value)


def _replace_in_line(header: str, key: str, node: Node, value: object) -> str | None:
    start, end = node.start_mark.index, node.end_mark.index
    if "\n" in header[start:end] or (isinstance(node, (MappingNode, SequenceNode)) and not node.flow_style):
        return None
    if isinstance(node, ScalarNode) and node.style and isinstance(value, str):
        text = f"'{value}'" if node.style == "'" and value.isprintable() and "'" not in value else format_quoted(value)
    else:
        text = format_flow(value, key=key, flow=not isinstance(value, str))
    gap = " " if start == end and header[start - 1 : start] != " " else ""
    replaced = header[:start] + gap + text + header[end:]
    is_long = end_of_line(replaced, start) - start_of_line(replaced, start) > WIDTH + 1
    return None if is_long and not isinstance(value, str) else replaced


def _replace_list(header: str, node: SequenceNode, value: Sequence[object]) -> str | None:
    """Write a list with the items that it had before just as they stood."""
    if not node.value:
        return _replace_in_line(header, "", node, value)
    start, end = node.start_mark.index, node.end_mark.index
    if node.flow_style:
        if "\n" in header[start:end]:
            return None
        written = {str(text_data(item)): header[item.start_mark.index : item.end_mark.index] for item in node.value}
        items = ", ".join(written.get(str(item)) or format_flow(item) for item in value)
        replaced = f"{header[:start]}[{items}]{header[end:]}"
        return None if end_of_line(replaced, start) - start_of_line(replaced, start) > WIDTH + 1 else replaced
    starts = [start_of_line(header, item.start_mark.index) for item in node.value]
    if any(not header[at:].lstrip(" ").startswith("-") for at in starts):
        return None
    ends = [*starts[1:], end_of_line(header, last_index(header, node))]
    written = {str(text_data(item)): header[a:b] for item, a, b in zip(node.value, starts, ends, strict=True)}
    indent = start - starts[0]
    lines = [written.get(str(item)) or "\n".join(format_item(item, indent=indent)) + "\n" for item in value]
    return header[: starts[0]] + "".join(lines) + header[ends[-1] :]
