"""Entries added to a vocabulary file, all else in it left as it stands."""

import re
from collections.abc import Mapping

from ..errors import ProblemsError, VocabularyError
from ..types import Problem
from ..yaml_read import NodeReader, SequenceNode, parse_yaml
from ..yaml_write import format_flow, format_item

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
