"""Lossless edits of a post's front matter."""

from collections.abc import Iterable, Mapping
from itertools import islice

from ...core.errors import FrontMatterError
from ...core.types import Problem
from ...core.yaml.editor import LINE_END_RE, edit_text, has_aliases, set_key, span_of, text_data
from ...core.yaml.reader import MappingNode, NodeReader, Pairs, is_null, parse_yaml, with_lf
from ...core.yaml.writer import format_pair
from .format import BLOCK_KEYS, plain_data
from .identity import is_untouched, renew_post_sha256
from .schema import FOREIGN, KEYS, NESTED
from .split import FIRST_LINE, split_post


def edit_post(text: str, changes: Mapping[str, object], *, file: str = "post", renew: bool = True) -> str:
    """Set keys (`status`, `digest.review`, ...) to values, or remove those set to None; other lines stay as they are.

    `renew`: a post that was untouched is so again afterwards. Raises FrontMatterError where a change cannot be made.
    """

    def edit(above_body: str) -> str:
        fence, newline, header = above_body.partition("\n")
        edited = header
        for key, value in changes.items():
            edited = _change(_without_foreign(edited, key, file), key, plain_data(value), file)
        _verify(header, edited, changes, file)
        return fence + newline + edited

    count = split_post(text, file=file).header.count("\n") + 1  # with the line `---` above
    end = next(islice(LINE_END_RE.finditer(text), count - 1, None)).end()
    changed = edit_text(text[:end], edit) + text[end:]
    return renew_post_sha256(changed) if renew and is_untouched(text) else changed


def replace_body(text: str, body: str, *, file: str = "post") -> str:
    """Replace the text below the front matter; line ends are those of the file. Raises FrontMatterError."""
    divided = split_post(text, file=file)
    new = with_lf(body).strip("\n").rstrip()
    if new == divided.body:
        return text
    count = divided.header.count("\n") + 2  # with the two lines `---`
    ends = list(islice(LINE_END_RE.finditer(text), count))
    newline = ends[0][0]
    head = text[: ends[-1].end()] if len(ends) == count else text + newline
    return head + (f"\n{new}\n".replace("\n", newline) if new else "")


def _without_foreign(header: str, key: str, file: str) -> str:
    """Remove other tools' names of a key; the first makes way for an empty line of our key if there is none yet."""
    for foreign in (foreign for foreign, ours in FOREIGN.items() if ours == key):
        pairs = _pairs(_compose(header, file), file)
        if foreign in pairs:
            start, end = span_of(header, *pairs[foreign])
            line = f"{header[start : pairs[foreign][0].start_mark.index]}{key}:\n"
            header = header[:start] + (line if key in KEYS and key not in pairs else "") + header[end:]
    return header


def _change(header: str, key: str, value: object, file: str) -> str:
    """Set or remove one key, which may be one of `source`, `image` or `digest`."""
    root = _compose(header, file)
    pairs = _pairs(root, file)
    parent, _, name = key.rpartition(".")
    if not parent:
        return _set(header, pairs, name, value, KEYS)
    if parent not in pairs or is_null(pairs[parent][1]):
        return header if value is None else _set(header, pairs, parent, {name: value}, KEYS)
    node = pairs[parent][1]
    if not isinstance(node, MappingNode):
        raise _error(file, f"`{parent}:` must be lines of `key: value` before `{key}` can be changed")
    nested = _pairs(node, file)
    if node.flow_style or (value is None and nested.keys() == {name}):  # the whole is one line, or is empty without it
        data = {item: text_data(value_node) for item, (_, value_node) in nested.items()} | {name: value}
        kept = {item: datum for item, datum in data.items() if datum is not None}
        return _set(header, pairs, parent, kept or None, KEYS)
    return _set(header, nested, name, value, NESTED.get(parent, ()))


def _set(header: str, pairs: Pairs, key: str, value: object, order: Iterable[str]) -> str:
    return set_key(header, pairs, key, value, order=tuple(order), block=key in BLOCK_KEYS)


def _compose(header: str, file: str) -> MappingNode | None:
    root = parse_yaml(header, file=file, first_line=FIRST_LINE, error=FrontMatterError)
    if root is None or is_null(root):
        return None
    if not isinstance(root, MappingNode) or root.flow_style or has_aliases(root):
        raise _error(file, "change it by hand, or write each key on its own line, without YAML's & and *")
    return root


def _pairs(node: MappingNode | None, file: str) -> Pairs:
    """Return the key and value nodes of a mapping by key, in the order of the file."""
    reader = NodeReader(file=file, first_line=FIRST_LINE)
    pairs = reader.mapping(node, None)
    reader.raise_problems(FrontMatterError)
    return pairs


def _verify(header: str, edited: str, changes: Mapping[str, object], file: str) -> None:
    """Make sure that the changed keys say what was asked for, and all others what they said."""
    before, after = _flatten(header, file), _flatten(edited, file)
    expected = {key: data for key, data in before.items() if not _is_changed(key, changes)}
    for key, value in changes.items():
        if value is not None:
            lines = "\n".join(format_pair("value", plain_data(value)))
            written = _pairs(_compose(lines, file), file)["value"][1]
            expected |= _flat(key, text_data(written))
    if expected != after:
        raise _error(file, f"{', '.join(changes)}: cannot be changed by the program in this file; change it by hand")


def _is_changed(key: str, changes: Mapping[str, object]) -> bool:
    names = {*changes, *(foreign for foreign, ours in FOREIGN.items() if ours in changes)}
    return any(key == name or key.startswith(f"{name}.") for name in names)


def _flatten(header: str, file: str) -> dict[str, object]:
    """Give all that a header says as text, with the keys of mappings dotted."""
    flat: dict[str, object] = {}
    for key, (_, node) in _pairs(_compose(header, file), file).items():
        flat |= _flat(key, text_data(node))
    return flat


def _flat(key: str, data: object) -> dict[str, object]:
    if isinstance(data, dict) and key in NESTED:
        return {f"{key}.{name}": item for name, item in data.items()}
    return {} if data is None else {key: data}


def _error(file: str, message: str) -> FrontMatterError:
    return FrontMatterError((Problem(file=file, line=FIRST_LINE - 1, message=message),))
