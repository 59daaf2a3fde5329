"""What the keys of a post that hold keys of their own may hold: `source`, `image`, `digest`."""

import datetime as dt
import re
from typing import cast

from ...core.types import ACTOR_KINDS, ActorKind, Caption, Image, NewActor, Provenance, Source
from ...core.yaml.positions import Pairs
from ...core.yaml.reader import MappingNode, Node, NodeReader, is_null
from .fields import (
    Read,
    read_choice,
    read_line,
    read_lines,
    read_moment,
    read_names,
    read_optional_line,
    read_prose,
    read_web,
)
from .keys import NESTED, find_near

PICTURE_RE = re.compile(r"[^/\\:?#{}<>\"|\x00-\x1f\x7f-\x9f][^\\:?#{}<>\"|\x00-\x1f\x7f-\x9f]*")
PART_RE = re.compile(r"[1-9][0-9]{0,5}")


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
        review=cast(tuple[str, ...] | None, take(reader, pairs, field, "review", read_names)),
    )


def read_part(reader: NodeReader, node: Node, field: str) -> int | None:
    """Read the place of an article in its raw file."""
    text = reader.text(node, field)
    if text is None or not PART_RE.fullmatch(text):
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
