"""Entries added to a vocabulary file, all else in it left as it stands."""

import re
from collections.abc import Mapping

from ..errors import ProblemsError, VocabularyError
from ..types import Problem
from ..yaml_read import NodeReader, SequenceNode, parse_yaml
from ..yaml_write import format_flow, format_item

EMPTY_LIST_RE = re.compile(r"\[\s*\]")


def add_entry(text: str, entry: Mapping[str, object]) -> str:
    """Append an entry to a YAML list, keeping comments, order and line ends. Raises VocabularyError if it cannot be."""
    newline = "\r\n" if "\r\n" in text else "\n"
    plain = text.replace("\r\n", "\n")
    added = _added(plain, {key: value for key, value in entry.items() if value not in (None, "", (), [], {})})
    before, after = _length(plain), _length(added)
    if after != before + 1:
        message = "an entry cannot be added by the program; make the file a list of `- name: ...` at its top level"
        raise VocabularyError((Problem(file="vocabulary", message=message),))
    return added.replace("\n", newline)


def _added(text: str, entry: Mapping[str, object]) -> str:
    root = parse_yaml(text.removeprefix("\ufeff"), file="vocabulary")
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


def _length(text: str) -> int:
    try:
        root = parse_yaml(text.removeprefix("\ufeff"), file="vocabulary")
    except ProblemsError as error:
        raise VocabularyError(error.problems) from error
    return len(NodeReader(file="vocabulary").items(root, None)) if root is not None else 0
