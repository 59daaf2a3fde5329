"""Puts what Pagefind leaves in a random order into a settled one, so that the same posts give the same bytes.

Its index is deterministic but for its filters, which it keeps in a hash map. The files are gzipped CBOR behind a
signature: `.pf_filter` is [name, [[value, [pages]], ...]]; the fourth item of `.pf_meta` lists [name, file] of each.
"""

import gzip
import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

Value: TypeAlias = "int | str | list[Value]"
Sorter: TypeAlias = Callable[[Value], Value]

SIGNATURE: Final = b"pagefind_dcd"
ENTRY: Final = "pagefind-entry.json"
FILTERS: Final = 3  # where `.pf_meta` lists the filters
UNSIGNED, TEXT, ARRAY = 0, 3, 4  # CBOR's major types (RFC 8949, section 3.1): no others are used


def settle_index(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of an index, by path, with filters sorted and files named by what is in them then."""
    settled = {path: data for path, data in files.items() if not path.endswith((".pf_filter", ".pf_meta"))}
    names = {}
    for path, data in files.items():
        if path.endswith(".pf_filter"):
            folder, _, name = path.rpartition("/")
            new, packed = _settle(data, _sort_values, name.removesuffix(".pf_filter"))
            names[name.removesuffix(".pf_filter")] = new
            settled[f"{folder}/{new}.pf_filter"] = packed
    entry = json.loads(files[ENTRY])
    for language in entry["languages"].values():
        path = f"pagefind.{language['hash']}.pf_meta"
        language["hash"], packed = _settle(files[path], lambda meta: _sort_filters(meta, names), language["hash"])
        settled[f"pagefind.{language['hash']}.pf_meta"] = packed
    settled[ENTRY] = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    return settled


def _settle(data: bytes, sort: Sorter, name: str) -> tuple[str, bytes]:
    """Sort a file's content; return its new name, which keeps the language and the length of the old, and its bytes."""
    content = gzip.decompress(data).removeprefix(SIGNATURE)
    value, end = read_cbor(content, 0)
    assert end == len(content)
    packed = SIGNATURE + write_cbor(sort(value))
    language, _, mark = name.rpartition("_")
    return f"{language}_{hashlib.sha256(packed).hexdigest()[: len(mark)]}", gzip.compress(packed, mtime=0)


def _sort_values(content: Value) -> Value:
    assert isinstance(content, list)
    name, values = content
    assert isinstance(values, list)
    return [name, sorted(values, key=str)]


def _sort_filters(meta: Value, names: Mapping[str, str]) -> Value:
    assert isinstance(meta, list)
    filters = meta[FILTERS]
    assert isinstance(filters, list)
    renamed = [_rename(one, names) for one in filters]
    return [*meta[:FILTERS], sorted(renamed, key=str), *meta[FILTERS + 1 :]]


def _rename(one: Value, names: Mapping[str, str]) -> Value:
    assert isinstance(one, list)
    name, file = one
    return [name, names[str(file)]]


def read_cbor(data: bytes, start: int) -> tuple[Value, int]:
    """Read the value at `start`; return it and where it ends."""
    kind, count, at = data[start] >> 5, data[start] & 31, start + 1
    if count > 23:
        size = 1 << (count - 24)  # the number stands in the next 1, 2, 4 or 8 bytes
        count, at = int.from_bytes(data[at : at + size]), at + size
    if kind == UNSIGNED:
        return count, at
    if kind == TEXT:
        return data[at : at + count].decode(), at + count
    assert kind == ARRAY
    items: list[Value] = []
    for _ in range(count):
        item, at = read_cbor(data, at)
        items.append(item)
    return items, at


def write_cbor(value: Value) -> bytes:
    """Write a value as briefly as it can be."""
    if isinstance(value, int):
        return _head(UNSIGNED, value)
    if isinstance(value, str):
        text = value.encode()
        return _head(TEXT, len(text)) + text
    return _head(ARRAY, len(value)) + b"".join(map(write_cbor, value))


def _head(kind: int, count: int) -> bytes:
    if count < 24:
        return bytes([kind << 5 | count])
    power = next(power for power in range(4) if count < 1 << (8 << power))
    return bytes([kind << 5 | 24 + power]) + count.to_bytes(1 << power)
