"""Three-way merge of two versions of a post: front matter by field, body by line (diff3). Pure.

Nothing that either side has added or changed is lost: where both changed the same lines of the body, both stand; where
both changed a field, the editor's value is in force and the file's stands below it as a comment; lists are united.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ...content.frontmatter import edit_post
from ...core.errors import DigestError
from ...core.yaml.editor import text_data
from ...core.yaml.reader import MappingNode, ScalarNode, SequenceNode, parse_yaml, with_lf

KEY_RE = re.compile(r"(?P<indent> *)(?P<key>[^\s#:\-][^:]*?|\"[^\"]+\"|'[^']+') *:(?: |$)")
FENCE = "---"
DERIVED = frozenset({"digest.post_sha256"})  # of the rest: the merged text is an edited one whichever stands there


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A merged text, and where both versions stand in it: names of fields, and `body`."""

    text: str
    both: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Parts:
    header: tuple[str, ...]  # lines
    body: tuple[str, ...]


def merge_posts(base: str | None, mine: str, theirs: str) -> Merged:
    """Merge the editor's version and the file's, both made from `base`; None: it is not known any more.

    Line ends are those of the file.
    """
    newline = "\r\n" if "\r\n" in theirs else "\n"
    old, one, other = (_divide(with_lf(text)) if text is not None else _Parts((), ()) for text in (base, mine, theirs))
    header, fields = _merge_headers(old.header, one.header, other.header)
    body, is_doubled = merge_lines(old.body, one.body, other.body)
    fence = [FENCE] if one.header or other.header else []
    text = "\n".join([*fence, *header, *fence, *body])
    text, united = _with_lists(text, old.header, one.header, other.header)
    both = (*(field for field in fields if field not in united), *(("body",) if is_doubled else ()))
    return Merged(text=text.replace("\n", newline), both=both)


def merge_lines(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> tuple[list[str], bool]:
    """Merge lines; say whether both versions of some stand in the result."""
    merged: list[str] = []
    is_doubled = False
    for old, one, other in _chunks(base, mine, theirs):
        if other in (one, old):
            merged += one
        elif one == old:
            merged += other
        else:
            joined = list(_joined(one, other))
            is_doubled = is_doubled or (any(map(str.strip, one)) and any(map(str.strip, other)))
            merged += joined
    return merged, is_doubled


def _chunks(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str], Sequence[str]]]:
    """Yield stretches of the three texts, in turn equal in all and not."""
    one, other = _matches(base, mine), _matches(base, theirs)
    at, left, right = 0, 0, 0
    for place, line in enumerate(base):
        if place in one and place in other:
            yield base[at:place], mine[left : one[place]], theirs[right : other[place]]
            yield [line], [line], [line]
            at, left, right = place + 1, one[place] + 1, other[place] + 1
    yield base[at:], mine[left:], theirs[right:]


def _matches(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    blocks = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}


def _joined(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[str]:
    """Yield every line of two versions; lines of both stand once, a blank line divides what differs."""
    for kind, start, end, begin, stop in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        yield from mine[start:end]
        if kind == "equal":
            continue
        if start < end and begin < stop and mine[end - 1].strip() and theirs[begin].strip():
            yield ""
        yield from theirs[begin:stop]


# --- The front matter -------------------------------------------------------------------------------------------------


def _divide(text: str) -> _Parts:
    lines = text.removeprefix("\ufeff").split("\n")
    ends = [place for place, line in enumerate(lines) if line.rstrip() == FENCE]
    if not ends or ends[0] != 0 or len(ends) < 2:
        return _Parts((), tuple(lines))
    return _Parts(tuple(lines[1 : ends[1]]), tuple(lines[ends[1] + 1 :]))


def _merge_headers(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> tuple[list[str], tuple[str, ...]]:
    both: list[str] = []
    fields = [split_fields(lines) for lines in (base, mine, theirs)]
    if all(found is not None for found in fields):
        old, one, other = (found or {} for found in fields)
        merged = list(_merge_fields(old, one, other, "", both.append))
        if _says(merged) is not None:
            return merged, tuple(both)
    commented = [_comment(line) for line in theirs if line not in mine]
    return [*mine, *commented], ("front matter",) if commented else ()


def split_fields(lines: Sequence[str]) -> dict[str, tuple[str, ...]] | None:
    """Divide lines of a mapping by key: comments and blank lines go with the key below. None where it cannot be."""
    fields: dict[str, tuple[str, ...]] = {}
    indent = next((match["indent"] for line in lines if (match := KEY_RE.match(line))), "")
    above: list[str] = []
    current: str | None = None
    for line in lines:
        match = KEY_RE.match(line)
        if match and match["indent"] == indent:
            current = match["key"].strip("\"'")
            if current in fields:
                return None
            fields[current] = (*above, line)
            above = []
        elif not line.strip() or (line.startswith(f"{indent}#")):
            above.append(line)
        elif current is None or (not line.startswith(f"{indent} ") and line.lstrip()[:1] not in "-]}"):
            return None
        else:
            fields[current] += (*above, line)
            above = []
    if above:
        fields[""] = tuple(above)
    return fields


def _merge_fields(
    base: Mapping[str, Sequence[str]],
    mine: Mapping[str, Sequence[str]],
    theirs: Mapping[str, Sequence[str]],
    prefix: str,
    note: Callable[[str], None],
) -> Iterator[str]:
    for key in _ordered(tuple(mine), tuple(theirs)):
        old, one, other = base.get(key), mine.get(key), theirs.get(key)
        if other in (one, old):
            yield from one or ()
        elif one == old or one is None:
            yield from other or ()
        elif other is None:
            yield from one
        elif key == "":
            yield from dict.fromkeys((*one, *other))
        else:
            yield from _merge_field(f"{prefix}{key}", old or (), one, other, note)


def _merge_field(
    field: str, base: Sequence[str], mine: Sequence[str], theirs: Sequence[str], note: Callable[[str], None]
) -> Iterator[str]:
    """Merge a field that both have changed."""
    if field in DERIVED:
        yield from mine
        return
    (above, first, nested), (their_above, _, their_nested) = _open(mine), _open(theirs)
    parts = [split_fields(lines) for lines in (_open(base)[2], nested, their_nested)]
    if nested and their_nested and "." not in field and all(part for part in parts[1:]) and parts[0] is not None:
        yield from dict.fromkeys((*above, *their_above))
        yield first
        yield from _merge_fields(parts[0], parts[1] or {}, parts[2] or {}, f"{field}.", note)
        return
    note(field)
    yield from mine
    yield from (_comment(line) for line in theirs if line not in mine)


def _open(lines: Sequence[str]) -> tuple[Sequence[str], str, Sequence[str]]:
    """Divide a field into comments above, the line of its key, and lines of a mapping below; none for other values."""
    at = next((place for place, line in enumerate(lines) if KEY_RE.match(line)), None)
    if at is None:
        return lines, "", ()
    is_open = lines[at].partition(":")[2].strip() == "" and not any(line.lstrip().startswith("- ") for line in lines)
    return lines[:at], lines[at], lines[at + 1 :] if is_open else ()


def _ordered(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[str]:
    """Order keys as the editor's version does; others stand behind the key that they follow in the file's."""
    keys = [key for key in mine if key]
    for place, key in enumerate(theirs):
        if key and key not in keys:
            before = next((one for one in reversed(theirs[:place]) if one in keys), None)
            keys.insert(keys.index(before) + 1 if before is not None else 0, key)
    yield from keys
    if "" in (*mine, *theirs):
        yield ""


def _comment(line: str) -> str:
    indent = line[: len(line) - len(line.lstrip(" "))]
    return line if not line.strip() or line.lstrip().startswith("#") else f"{indent}# {line.lstrip(' ')}"


# --- Lists ------------------------------------------------------------------------------------------------------------


def _with_lists(
    text: str, base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> tuple[str, frozenset[str]]:
    """Unite the lists of terms and names that both have changed, in place of the comment that holds the file's."""
    old, one, other = (_says(lines) or {} for lines in (base, mine, theirs))
    united = {}
    for key in one.keys() & other.keys():
        lists = [values.get(key, ()) for values in (old, one, other)]
        if all(map(_is_list, lists)) and lists[1] != lists[2] and lists[0] not in lists[1:]:
            united[key] = merge_items(*lists)  # type: ignore[arg-type]
    try:
        return (edit_post(text, united, renew=False), frozenset(united)) if united else (text, frozenset())
    except DigestError:  # a version that YAML cannot read: the comments have the file's lists
        return text, frozenset()


def merge_items(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """Merge lists without an order of their own: what either has taken out is gone, unless the other has added it."""
    kept = [item for item in mine if item in theirs or item not in base]
    return tuple(dict.fromkeys((*kept, *(item for item in theirs if item not in mine and item not in base))))


def _is_list(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(item, str) for item in value)


def _says(lines: Sequence[str]) -> dict[str, object] | None:
    """Read what a header says; None where it is no mapping."""
    try:
        root = parse_yaml("\n".join(lines), file="post")
    except DigestError:
        return None
    if root is None:
        return {}
    if not isinstance(root, MappingNode):
        return None
    return {
        key.value: text_data(node) if isinstance(node, SequenceNode) else None
        for key, node in root.value
        if isinstance(key, ScalarNode)
    }
