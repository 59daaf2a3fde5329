"""Plain values into YAML that readers of YAML 1.1 and 1.2 understand alike."""

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

WIDTH = 120  # a list or mapping that fits goes on one line
# Quoted even where letters alone make them safe.
QUOTED_KEYS = frozenset({"id", "raw_sha256", "post_sha256", "summary_sha256"})
# Unquoted only what every reader takes for this very text: a letter, then nothing that has a meaning in YAML.
PLAIN_RE = re.compile(r"[^\W\d_](?:[\w .()/&+%=;!?'’‘“”…–—-]*[\w.()/&+%=;!?'’‘“”…–—])?")
UNQUOTED_WEB_RE = re.compile(r"https?://[\w./?=&%+~-]+", re.ASCII)  # in lists quoted: older readers trip over its colon
PATH_RE = re.compile(r"/[\w./%+~-]*", re.ASCII)
WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"})  # values to some YAML
ESCAPED_RE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")  # printable to JSON, not to YAML
SURROGATE_RE = re.compile("[\ud800-\udfff]")


def format_text(text: str, *, flow: bool = False) -> str:
    """Write text unquoted where that is safe (`flow`: within [] or {}), else in double quotes."""
    plain = text.replace(",", "") if not flow else text
    if PATH_RE.fullmatch(text) or (not flow and UNQUOTED_WEB_RE.fullmatch(text)):
        return text
    if flow and "?" in text:  # some readers take it for the start of a key there
        return format_quoted(text)
    if PLAIN_RE.fullmatch(plain) and text[:1] != "," != text[-1:] and text.lower() not in WORDS:
        return text
    return format_quoted(text)


def format_quoted(text: str) -> str:
    """Write text in double quotes on one line; half of a surrogate pair becomes U+FFFD."""
    quoted = json.dumps(SURROGATE_RE.sub("\ufffd", text), ensure_ascii=False)
    return ESCAPED_RE.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)


def format_flow(value: object, *, key: str = "", flow: bool = True) -> str:
    """Write a value on one line; `key` is the key that it belongs to."""
    if isinstance(value, str):
        return format_quoted(value) if key in QUOTED_KEYS else format_text(value, flow=flow)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{format_text(k, flow=True)}: {format_flow(v, key=k)}" for k, v in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(format_flow(item) for item in value) + "]"
    return format_number(value)


def format_number(value: object) -> str:
    """Write what is neither text nor a collection: a number, a date, a truth value or nothing."""
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    if isinstance(value, float):  # without an exponent: the readers differ on those
        text = f"{Decimal(repr(value)):f}"
        return text if "." in text else f"{text}.0"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def format_pair(key: str, value: object, *, indent: int = 0, block: bool = False) -> list[str]:
    """Write `key: value` as lines without line ends; `block`: a mapping takes a line for each key even if short."""
    pad = " " * indent
    name = format_text(key, flow=True)
    nested = isinstance(value, Mapping | list | tuple) and bool(value)
    line = f"{pad}{name}: {format_flow(value, key=key, flow=nested)}"
    if not nested or (len(line) <= WIDTH and not (block and isinstance(value, Mapping))):
        return [line]
    return [f"{pad}{name}:", *format_block(value, indent=indent + 2)]


def format_block(value: object, *, indent: int) -> list[str]:
    """Write a list or mapping that holds something, one item a line."""
    if isinstance(value, Mapping):
        return [line for key, item in value.items() for line in format_pair(key, item, indent=indent)]
    if not isinstance(value, list | tuple):
        return [" " * indent + format_flow(value)]
    return [line for item in value for line in format_item(item, indent=indent)]


def format_item(item: object, *, indent: int, block: bool = False) -> list[str]:
    """Write one item of a list in block style; `block`: a mapping takes a line for each key even if short."""
    pad = " " * indent
    nested = isinstance(item, Mapping | list | tuple) and bool(item)
    line = f"{pad}- {format_flow(item, flow=nested)}"
    if not nested or (len(line) <= WIDTH and not block):
        return [line]
    lines = format_block(item, indent=indent + 2)
    return [f"{pad}- {lines[0].lstrip(' ')}", *lines[1:]]
