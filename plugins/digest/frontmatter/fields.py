"""What each key of the front matter may hold: one reader a kind of value."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import cast

from ..slugs import slugify
from ..types import ACTOR_KINDS, ActorKind, Caption, Image, NewActor, Provenance, Source
from ..yaml_read import MappingNode, Node, NodeReader, SequenceNode, is_null
from .keys import NESTED, find_near

MOMENT_RE = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:[Tt ]\s*(?P<clock>\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)"
    r"\s*(?P<zone>Z|z|UTC|[-+]\d{2}(?::?\d{2}(?::\d{2})?)?)?)?",
    re.ASCII,
)
YEARS = range(1000, 9999)  # beyond, a shift between time zones can leave the calendar
ID_RE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,99}")
SLUG_RE = re.compile(r"(?=.{1,120}\Z)[A-Za-z0-9]+(?:[-_~]+[A-Za-z0-9]+)*")
LANG_RE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
WEB_RE = re.compile(
    r"""
    https?://
    [^\s/?#@:<>"\\\x00-\x20\x7f-\x9f]+ (?::[0-9]{1,5})?    # no name and password before the host
    (?:[/?#][^\s<>"\\\x00-\x20\x7f-\x9f]*)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
ADDRESS_RE = re.compile(r"/(?:[A-Za-z0-9._~%+-]+/)*(?:[A-Za-z0-9._~%+-]+)?")
PICTURE_RE = re.compile(r"[^/\\:?#{}<>\"|\x00-\x1f\x7f-\x9f][^\\:?#{}<>\"|\x00-\x1f\x7f-\x9f]*")
CONTROL_RE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")

Pairs = dict[str, tuple[Node, Node]]
Read = Callable[[NodeReader, Node, str], object]


def is_web_address(text: str) -> bool:
    """Tell whether a text is an address that a post may carry."""
    return WEB_RE.fullmatch(text) is not None


def read_prose(reader: NodeReader, node: Node, field: str) -> str | None:
    """Read text that may have lines; `null` is none."""
    text = None if is_null(node) else reader.text(node, field)
    if text and CONTROL_RE.search(text):
        reader.report(node, field, f"{text[:40]!r} holds a control character; delete it")
        return None
    return text


def read_line(reader: NodeReader, node: Node, field: str) -> str | None:
    """Read text on one line, `null` being text too."""
    text = reader.text(node, field)
    if text and CONTROL_RE.search(text):
        reader.report(node, field, f"{text[:40]!r} holds a control character; delete it")
        return None
    return " ".join(text.split()) or None if text else None


def read_optional_line(reader: NodeReader, node: Node, field: str) -> str | None:
    """Read text on one line; `null` is none."""
    return None if is_null(node) else read_line(reader, node, field)


def read_lines(reader: NodeReader, node: Node, field: str) -> tuple[str, ...]:
    """Read a list of one-line texts; one alone is a list of one."""
    nodes = node.value if isinstance(node, SequenceNode) else [] if is_null(node) else [node]
    if isinstance(node, SequenceNode):
        reader.tag(node, field)
    return tuple(text for item in nodes if (text := read_line(reader, item, field)) is not None)


def read_names(reader: NodeReader, node: Node, field: str) -> tuple[str, ...]:
    """Read a list of names, each once; one text is divided at its commas."""
    names: Sequence[str] = read_lines(reader, node, field)
    if not isinstance(node, SequenceNode):
        names = [part.strip() for name in names for part in name.split(",")]
    return tuple(dict.fromkeys(name for name in names if name))


def read_matching(pattern: re.Pattern[str], remedy: str) -> Read:
    """Make a reader of text that has one form."""

    def read(reader: NodeReader, node: Node, field: str) -> str | None:
        text = read_line(reader, node, field)
        if text is not None and not pattern.fullmatch(text):
            reader.report(node, field, f"{text!r} cannot be used; {remedy}")
            return None
        return text

    return read


def read_choice(*choices: str) -> Read:
    """Make a reader of one of a few words."""

    def read(reader: NodeReader, node: Node, field: str) -> str | None:
        text = read_prose(reader, node, field)
        if text is not None and text.lower() not in choices:
            reader.report(node, field, f"{text!r} is unknown; write {' or '.join(choices)}")
            return None
        return text.lower() if text else None

    return read


def read_slug(reader: NodeReader, node: Node, field: str) -> str | None:
    """Read a post's slug."""
    text = reader.text(node, field)
    if text is not None and not SLUG_RE.fullmatch(text):
        reader.report(node, field, f"{text!r} cannot be part of an address; write {slugify(text)}")
        return None
    return text


def read_addresses(reader: NodeReader, node: Node, field: str) -> tuple[str, ...]:
    """Read former addresses on this site."""
    addresses = read_names(reader, node, field)
    for address in addresses:
        if not ADDRESS_RE.fullmatch(address) or {".", ".."} & set(address.split("/")):
            reader.report(node, field, f"{address!r} is no address on this site; write it as /2021/08/17/old-slug/")
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


@lru_cache  # not strptime: it takes longer than all the rest of a post's front matter
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
        reader.report(node, field, f"{text!r} is no date; write it as 2021-08-17 or 2021-08-17T09:00:00+00:00")
    return moment


def read_time(reader: NodeReader, node: Node, field: str) -> dt.datetime | None:
    """Read a time; a day is its first moment in the site's time zone."""
    moment = read_moment(reader, node, field)
    if moment is None or isinstance(moment, dt.datetime):
        return moment
    return dt.datetime.combine(moment, dt.time(), tzinfo=reader.timezone)


def read_pairs(reader: NodeReader, node: Node, field: str) -> Pairs:
    """Read the keys of `source`, `image` or `digest`; an unknown one is a warning."""
    pairs = reader.mapping(node, field)
    known = NESTED[field]
    for key in pairs.keys() - set(known):
        near = find_near(key, (item for item in known if item not in pairs))
        remedy = f"did you mean {near!r}?" if near else f"the keys are {', '.join(known)}"
        reader.report(pairs[key][0], field, f"unknown key {key!r} ({remedy})", warning=True)
    return pairs


def take(reader: NodeReader, pairs: Pairs, field: str, key: str, read: Read) -> object:
    """Read one key of a mapping, or None."""
    return read(reader, pairs[key][1], f"{field}.{key}") if key in pairs else None


def read_source(reader: NodeReader, node: Node, field: str) -> Source | None:
    """Read where an article came from; a text alone is the outlet's name."""
    if not isinstance(node, MappingNode):
        name = read_optional_line(reader, node, field)
        return Source(name=name) if name else None
    pairs = read_pairs(reader, node, field)
    source = Source(
        name=cast(str | None, take(reader, pairs, field, "name", read_line)),
        url=cast(str | None, take(reader, pairs, field, "url", read_web)),
        author=cast(tuple[str, ...], take(reader, pairs, field, "author", read_lines) or ()),
        published=cast(dt.date | None, take(reader, pairs, field, "published", read_moment)),
        dateline=cast(str | None, take(reader, pairs, field, "dateline", read_optional_line)),
        standfirst=cast(tuple[str, ...], take(reader, pairs, field, "standfirst", read_lines) or ()),
        captions=cast(tuple[Caption, ...], take(reader, pairs, field, "captions", read_captions) or ()),
    )
    return None if source == Source() else source


def read_captions(reader: NodeReader, node: Node, field: str) -> tuple[Caption, ...]:
    """Read captions: `{text, credit}`, or the text alone."""
    captions = []
    for item in reader.items(node, field):
        if isinstance(item, MappingNode):
            pairs = reader.mapping(item, field)
            text = take(reader, pairs, field, "text", read_prose)
            credit = cast(str | None, take(reader, pairs, field, "credit", read_optional_line))
        else:
            text, credit = read_prose(reader, item, field), None
        if isinstance(text, str):
            captions.append(Caption(text=text, credit=credit))
        else:
            reader.report(item, field, "a caption needs its text: {text: ..., credit: ...}")
    return tuple(captions)


def read_image(reader: NodeReader, node: Node, field: str) -> Image | None:
    """Read the editor's picture; a text alone is its file."""
    if is_null(node):
        return None
    pairs = read_pairs(reader, node, field) if isinstance(node, MappingNode) else {"src": (node, node)}
    src = take(reader, pairs, field, "src", read_picture)
    if "src" not in pairs:
        reader.report(node, field, "a picture needs `src`: {src: images/x.jpg, alt: what it shows}")
    alt = cast(str | None, take(reader, pairs, field, "alt", read_line))
    if "alt" not in pairs:
        message = 'no `alt` says what the picture shows; write one, or alt: "" if it is mere ornament'
        reader.report(node, field, message, warning=True)
    credit = cast(str | None, take(reader, pairs, field, "credit", read_optional_line))
    return Image(src=src, alt=alt or "", credit=credit) if isinstance(src, str) else None


def read_picture(reader: NodeReader, node: Node, field: str) -> str | None:
    """Read the path of a picture within the content folder."""
    text = read_line(reader, node, field)
    if text is not None and (not PICTURE_RE.fullmatch(text) or {".", "..", ""} & set(text.split("/"))):
        reader.report(node, field, f"{text!r} is no file of the content folder; write it as images/x.jpg")
        return None
    return text


def read_provenance(reader: NodeReader, node: Node, field: str) -> Provenance | None:
    """Read what ingest wrote about itself."""
    if is_null(node):
        return None
    pairs = read_pairs(reader, node, field)
    raw = take(reader, pairs, field, "raw", read_line)
    raw_sha256 = take(reader, pairs, field, "raw_sha256", read_line)
    if not isinstance(raw, str) or not isinstance(raw_sha256, str):
        if isinstance(node, MappingNode):
            reader.report(
                node, field, "needs `raw` and `raw_sha256`, as ingest writes them; or delete all of `digest:`"
            )
        return None
    return Provenance(
        raw=raw,
        raw_sha256=raw_sha256,
        part=cast(int | None, take(reader, pairs, field, "part", read_part)) or 1,
        post_sha256=cast(str | None, take(reader, pairs, field, "post_sha256", read_line)),
        new_actors=cast(tuple[NewActor, ...], take(reader, pairs, field, "new_actors", read_new_actors) or ()),
        review=cast(tuple[str, ...], take(reader, pairs, field, "review", read_names) or ()),
    )


def read_part(reader: NodeReader, node: Node, field: str) -> int | None:
    """Read the place of an article in its raw file."""
    text = reader.text(node, field)
    if text is None or not re.fullmatch(r"[1-9][0-9]{0,5}", text):
        reader.report(node, field, f"{text!r} is no number of a part; write 1, 2, ...")
        return None
    return int(text)


def read_new_actors(reader: NodeReader, node: Node, field: str) -> tuple[NewActor, ...]:
    """Read the actors that ingest found and no vocabulary knows."""
    actors = []
    for item in reader.items(node, field):
        pairs = reader.mapping(item, field)
        name = take(reader, pairs, field, "name", read_line)
        kind = take(reader, pairs, field, "kind", read_choice(*ACTOR_KINDS))
        country = cast(str | None, take(reader, pairs, field, "country", read_optional_line))
        if isinstance(name, str) and isinstance(kind, str):
            actors.append(NewActor(name=name, kind=cast(ActorKind, kind), country=country))
        elif "name" not in pairs or "kind" not in pairs:
            reader.report(item, field, "needs a name and a kind: {name: Taliban, kind: group, country: Afghanistan}")
    return tuple(actors)


read_id = read_matching(ID_RE, "an id is letters, digits, points and hyphens, such as 5f0c2a9b1d3e4f67")
read_lang = read_matching(LANG_RE, "write the language as en or pt-BR")
read_web = read_matching(WEB_RE, "an address starts with https:// or http:// and holds no spaces")
