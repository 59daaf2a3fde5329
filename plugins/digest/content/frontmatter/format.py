"""Serialise a Post into the text of its file."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass

from ...core.types import Post
from ...core.yaml.schema import CONTROL_RE
from ...core.yaml.writer import format_pair
from .identity import renew_post_sha256
from .schema import KEYS, NESTED

NO_SHA = "0" * 64  # a placeholder until the whole text is there to be hashed
BLOCK_KEYS = frozenset({"source", "digest"})  # a key a line, however short


def format_post(post: Post) -> str:
    """Write a post with its keys in the order of `KEYS`; `digest.post_sha256` is that of the result."""
    lines = ["---"]
    for key, value in post_values(post).items():
        lines += format_pair(key, value, block=key in BLOCK_KEYS)
    text = "\n".join([*lines, "---", ""]) + (f"\n{post.body}\n" if post.body else "")
    return renew_post_sha256(text)


def post_values(post: Post) -> dict[str, object]:
    """Return what the front matter says, as plain values by key; absent ones are left out."""
    values = {key: plain_data(getattr(post, key), NESTED.get(key)) for key in KEYS}
    digest = values["digest"]
    if isinstance(digest, dict):
        digest |= {"post_sha256": NO_SHA}
        default = {"part"} if digest["part"] == 1 else set()
        values["digest"] = {key: digest[key] for key in NESTED["digest"] if key in digest and key not in default}
    present = {key: value for key, value in values.items() if value not in (None, (), {})}
    return present | dict(post.extra)


def _tells(name: str, item: object) -> bool:
    """Return whether a key is written though it is empty: the key `review` marks a draft that was never accepted."""
    return name == "review" and item == ()


def plain_data(value: object, order: Iterable[str] | None = None) -> object:
    """Turn our dataclasses into dicts without what is absent, and sequences into tuples."""
    if is_dataclass(value) and not isinstance(value, type):
        names = order or tuple(field.name for field in fields(value))
        data = {name: plain_data(getattr(value, name)) for name in names}
        return {name: item for name, item in data.items() if item not in (None, (), {}) or _tells(name, item)}
    if isinstance(value, Mapping):
        return {key: plain_data(item) for key, item in value.items()}
    if isinstance(value, str):  # it may come from an article, and the reader refuses it
        return CONTROL_RE.sub("", value)
    return tuple(map(plain_data, value)) if isinstance(value, (list, tuple)) else value
