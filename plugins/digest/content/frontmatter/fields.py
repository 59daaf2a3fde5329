"""Readers of values that only posts have: dates and times, names, slugs, former addresses."""

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import unquote

from ...core.addresses import WEB_RE
from ...core.settings import LANG_RE
from ...core.slugs import slugify
from ...core.yaml.reader import Node, NodeReader, SequenceNode, is_null
from ...core.yaml.schema import read_lines, read_matching

MOMENT_RE = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:[Tt ]\s*(?P<clock>\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)"
    r"\s*(?P<zone>Z|z|UTC|[-+]\d{2}(?::?\d{2}(?::\d{2})?)?)?)?",
    re.ASCII,
)
YEARS = range(1000, 9999)  # beyond, a shift between time zones can leave the calendar
ID_RE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,99}")
SLUG_RE = re.compile(r"(?=.{1,120}\Z)[A-Za-z0-9]+(?:[-_~]+[A-Za-z0-9]+)*")
MOST_TERMS = 500  # of one taxonomy: a post has some ten, and each is related to each other
HIDDEN_RE = re.compile(r"\.{1,2}|\.\w.*")  # what names a folder, or is hidden
ADDRESS_RE = re.compile(r"/(?:[A-Za-z0-9._~%+-]+/)*(?:[A-Za-z0-9._~%+-]+)?")


def read_names(reader: NodeReader, node: Node, field: str) -> tuple[str, ...]:
    """Read a list of names, each once; one text is divided at its commas."""
    names: Sequence[str] = read_lines(reader, node, field)
    if not isinstance(node, SequenceNode):
        names = [piece.strip() for name in names for piece in name.split(",")]
    return tuple(dict.fromkeys(name for name in names if name))


def read_terms(reader: NodeReader, node: Node, field: str) -> tuple[str, ...]:
    """Read the names of a post's terms."""
    names = read_names(reader, node, field)
    if len(names) > MOST_TERMS:
        reader.report(node, field, f"{len(names):,} names are more than the {MOST_TERMS} of a post; keep the main ones")
    return names


def read_slug(reader: NodeReader, node: Node, field: str) -> str | None:
    """Read a post's slug."""
    text = reader.text(node, field)
    if text is not None and not SLUG_RE.fullmatch(text):
        reader.report(node, field, f"{text!r} cannot be used in an address; write {slugify(text)}")
        return None
    return text


def _is_ours(path: str) -> bool:
    """Tell whether a page of the site can have been at a path: it is not hidden, the host's or the search's."""
    parts = path.split("/")
    is_hidden = any(HIDDEN_RE.fullmatch(part) for part in parts)
    is_taken = parts[1] == "pagefind" or path == "/CNAME"
    return path.isprintable() and "\\" not in path and not (is_hidden or is_taken)


def read_addresses(reader: NodeReader, node: Node, field: str) -> tuple[str, ...]:
    """Read former addresses on this site."""
    addresses = read_names(reader, node, field)
    for address in addresses:
        if not ADDRESS_RE.fullmatch(address) or not _is_ours(unquote(address)):
            reader.report(node, field, f"{address!r} is not an address on this site; write it as /2021/08/17/old-slug/")
    return addresses


def parse_moment(text: str, timezone: dt.tzinfo) -> dt.date | dt.datetime | None:
    """Read a day or a time; a time without a zone is in `timezone`. None if it is neither."""
    match = MOMENT_RE.fullmatch(text)
    if match is None:
        return None
    clock, zone = match["clock"], match["zone"]
    try:
        day = dt.date.fromisoformat(match["day"])
        if day.year not in YEARS or clock is None:
            return day if day.year in YEARS else None
        time = dt.time.fromisoformat(f"0{clock}" if clock[1] == ":" else clock)
        return dt.datetime.combine(day, time, tzinfo=_zone(zone) if zone else timezone)
    except ValueError:
        return None


@lru_cache  # not strptime: it takes longer than all else in a post's front matter
def _zone(text: str) -> dt.tzinfo:
    if text in ("Z", "z", "UTC", "+00:00"):
        return dt.UTC
    digits = text[1:].replace(":", "").ljust(6, "0")
    offset = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]), seconds=int(digits[4:]))
    return dt.timezone(-offset if text[0] == "-" else offset)


def read_moment(reader: NodeReader, node: Node, field: str) -> dt.date | dt.datetime | None:
    """Read a day or a time."""
    if is_null(node):
        return None
    text = reader.text(node, field)
    moment = parse_moment(text, reader.timezone) if text else None
    if text and moment is None:
        reader.report(node, field, f"{text!r} is not a date; write it as 2021-08-17 or 2021-08-17T09:00:00+00:00")
    return moment


def read_time(reader: NodeReader, node: Node, field: str) -> dt.datetime | None:
    """Read a time; a day is its first moment in the site's time zone."""
    moment = read_moment(reader, node, field)
    if moment is None or isinstance(moment, dt.datetime):
        return moment
    return dt.datetime.combine(moment, dt.time(), tzinfo=reader.timezone)


read_id = read_matching(ID_RE, "an id has letters, digits, points and hyphens, such as 5f0c2a9b1d3e4f67")
read_lang = read_matching(LANG_RE, "write the language as en or pt-BR")
read_web = read_matching(WEB_RE, "an address starts with https:// or http:// and holds no spaces")
