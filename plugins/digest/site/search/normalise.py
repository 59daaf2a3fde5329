"""Make a Pagefind index reproducible: sort its filters, which Pagefind keeps in a hash map and writes in random order.

The files are gzipped CBOR behind a signature: `.pf_filter` is [name, [[value, [pages]], ...]]; the fourth item of
`.pf_meta` lists [name, file] of each. An index in another format stays as it is, with a warning.
"""

import gzip
import hashlib
import json
import logging
import zlib
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

logger = logging.getLogger(__name__)

Value: TypeAlias = "int | str | list[Value]"

SIGNATURE: Final = b"pagefind_dcd"
ENTRY: Final = "pagefind-entry.json"
UNSIGNED, TEXT, ARRAY = 0, 3, 4  # CBOR's major types (RFC 8949, section 3.1): no others are used


class IndexFormatError(ValueError):
    """An index is not in the format of Pagefind 1.5."""


def normalise_index(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of an index, by path, with filters sorted and files named by what is in them then."""
    try:
        return _normalise(files)
    except (IndexFormatError, json.JSONDecodeError, UnicodeDecodeError) as error:
        message = "search: the index stays as Pagefind made it, and is written anew by each build: unknown format (%s)"
        logger.warning(message, error)
        return dict(files)


def _normalise(files: Mapping[str, bytes]) -> dict[str, bytes]:
    made = {path: data for path, data in files.items() if not path.endswith((".pf_filter", ".pf_meta"))}
    names = {}
    for path, data in files.items():
        if path.endswith(".pf_filter"):
            folder, _, name = path.rpartition("/")
            old = name.removesuffix(".pf_filter")
            names[old], packed = _rewrite(data, _sort_values, old)
            made[f"{folder}/{names[old]}.pf_filter"] = packed
    entry = json.loads(_find(files, ENTRY))
    for language in _languages(entry):
        meta = _find(files, f"pagefind.{language['hash']}.pf_meta")
        language["hash"], packed = _rewrite(meta, lambda value: _sort_filters(value, names), language["hash"])
        made[f"pagefind.{language['hash']}.pf_meta"] = packed
    made[ENTRY] = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    return made


def _find(files: Mapping[str, bytes], path: str) -> bytes:
    if path not in files:
        raise IndexFormatError(f"there is no {path}")
    return files[path]


def _languages(entry: Any) -> list[dict[str, str]]:
    match entry:
        case {"languages": dict(languages)}:
            found = list(languages.values())
            if all(isinstance(one, dict) and isinstance(one.get("hash"), str) for one in found):
                return found
    raise IndexFormatError(f"{ENTRY} lists no languages")


def _rewrite(data: bytes, sort: Callable[[Value], Value], name: str) -> tuple[str, bytes]:
    """Sort a file's content; return its new name, which keeps the language and the length of the old, and its bytes."""
    packed = SIGNATURE + write_cbor(sort(_unpack(data, name)))
    language, _, digest = name.rpartition("_")
    return f"{language}_{hashlib.sha256(packed).hexdigest()[: len(digest)]}", gzip.compress(packed, mtime=0)


def _unpack(data: bytes, name: str) -> Value:
    try:
        content = gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise IndexFormatError(f"{name} is not gzipped") from error
    value, end = read_cbor(content, len(SIGNATURE)) if content.startswith(SIGNATURE) else (0, 0)
    if end != len(content):
        raise IndexFormatError(f"{name} is not one value behind {SIGNATURE.decode()}")
    return value


def _sort_values(content: Value) -> Value:
    match content:
        case [str(name), list(values)]:
            return [name, sorted(values, key=str)]
    raise IndexFormatError("a filter is not a name with its values")


def _sort_filters(meta: Value, names: Mapping[str, str]) -> Value:
    match meta:
        case [version, pages, words, list(filters), *rest]:
            return [version, pages, words, sorted((_rename(one, names) for one in filters), key=str), *rest]
    raise IndexFormatError("the index lists no filters")


def _rename(one: Value, names: Mapping[str, str]) -> Value:
    match one:
        case [str(name), str(file)] if file in names:
            return [name, names[file]]
    raise IndexFormatError("a filter in the list of filters is not a name with its file")


def read_cbor(data: bytes, start: int) -> tuple[Value, int]:
    """Read the value at `start`; return it and where it ends. Raises IndexFormatError."""
    kind, count, at = _read_head(data, start)
    if kind == UNSIGNED:
        return count, at
    if kind == TEXT and at + count <= len(data):
        return data[at : at + count].decode(), at + count
    if kind != ARRAY:
        raise IndexFormatError(f"CBOR of type {kind} at byte {start}")
    items: list[Value] = []
    for _ in range(count):
        item, at = read_cbor(data, at)
        items.append(item)
    return items, at


def _read_head(data: bytes, start: int) -> tuple[int, int, int]:
    """Read the head of a value: its type, its number or length, and where it goes on."""
    kind, count = divmod(data[start], 32) if start < len(data) else (0, 31)
    size = 0 if count < 24 else 1 << (count - 24)  # the number stands in the next 1, 2, 4 or 8 bytes
    at = start + 1 + size
    if count > 27 or at > len(data):
        raise IndexFormatError(f"CBOR ends or has no length at byte {start}")
    return kind, int.from_bytes(data[start + 1 : at]) if size else count, at


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
