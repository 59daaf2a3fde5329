"""The schema of a post's front matter: its keys in the order in which they are written, and what each may hold."""

import re
from collections.abc import Mapping
from typing import Any

from ...core.types import ACTOR_KINDS, STATUSES, WEIGHTS, Caption, Image, NewActor, Provenance, Source
from ...core.yaml.reader import MappingNode, Node, NodeReader, is_null
from ...core.yaml.schema import (
    Read,
    Schema,
    read_choice,
    read_line,
    read_lines,
    read_mapping,
    read_optional_line,
    read_prose,
)
from .fields import (
    read_addresses,
    read_id,
    read_lang,
    read_moment,
    read_names,
    read_slug,
    read_terms,
    read_time,
    read_web,
)

PICTURE_RE = re.compile(r"[^/\\:?#{}<>\"|\x00-\x1f\x7f-\x9f][^\\:?#{}<>\"|\x00-\x1f\x7f-\x9f]*")
NUMBER_RE = re.compile(r"[1-9][0-9]{0,5}")


def read_source(reader: NodeReader, node: Node, field: str) -> Source | None:
    """Read where an article came from; a text alone is the outlet's name."""
    if isinstance(node, MappingNode):
        values = read_mapping(reader, node, field, NESTED["source"], warning=True)
    else:
        values = {"name": read_optional_line(reader, node, field)}
    source = Source(**values)
    return None if source == Source() else source


def read_captions(reader: NodeReader, node: Node, field: str) -> tuple[Caption, ...]:
    """Read captions: `{text, credit}`, or the text alone."""
    captions = []
    for item in reader.items(node, field):
        said = len(reader.problems)
        is_text = not isinstance(item, MappingNode)
        values: Mapping[str, Any] = (
            {"text": read_prose(reader, item, field)}
            if is_text
            else read_mapping(reader, item, field, CAPTION, warning=True)
        )
        if values.get("text"):
            captions.append(Caption(**values))
        elif len(reader.problems) == said:  # of a text that is there, what is wrong with it is said already
            reader.report(item, field, "a caption needs its text: {text: ..., credit: ...}")
    return tuple(captions)


def read_image(reader: NodeReader, node: Node, field: str) -> Image | None:
    """Read the editor's picture; a text alone is its file."""
    if is_null(node):
        return None
    if isinstance(node, MappingNode):
        values, keys = read_mapping(reader, node, field, NESTED["image"], warning=True), keys_of(node)
    else:
        values, keys = {"src": read_picture(reader, node, field)}, {"src"}
    if "src" not in keys:
        reader.report(node, field, "a picture needs `src`: {src: images/x.jpg, alt: what it shows}")
    if "alt" not in keys:
        message = 'no `alt` says what the picture shows; write one, or alt: "" if it is only decoration'
        reader.report(node, field, message, warning=True)
    return Image(**{"alt": "", **values}) if values.get("src") else None


def read_picture(reader: NodeReader, node: Node, field: str) -> str | None:
    """Read the path of a picture within the content folder."""
    text = read_line(reader, node, field)
    if text is not None and (not PICTURE_RE.fullmatch(text) or {".", "..", ""} & set(text.split("/"))):
        reader.report(node, field, f"{text!r} is not a file of the content folder; write it as images/x.jpg")
        return None
    return text


def read_provenance(reader: NodeReader, node: Node, field: str) -> Provenance | None:
    """Read what ingest wrote about itself."""
    if is_null(node):
        return None
    values = read_mapping(reader, node, field, NESTED["digest"], warning=True)
    if "raw" in values and "raw_sha256" in values:
        return Provenance(**values)
    if isinstance(node, MappingNode):
        reader.report(node, field, "needs `raw` and `raw_sha256`, as ingest writes them; or delete all of `digest:`")
    return None


def read_number(what: str) -> Read[int]:
    """Return the reader of a whole number from 1."""

    def read(reader: NodeReader, node: Node, field: str) -> int | None:
        text = reader.text(node, field)
        if text is None or not NUMBER_RE.fullmatch(text):
            reader.report(node, field, f"{text!r} is not {what}; write 1, 2, ...")
            return None
        return int(text)

    return read


def read_new_actors(reader: NodeReader, node: Node, field: str) -> tuple[NewActor, ...]:
    """Read the actors that ingest found and no vocabulary knows."""
    actors = []
    for item in reader.items(node, field):
        values = read_mapping(reader, item, field, NEW_ACTOR, warning=True)
        if "name" in values and "kind" in values:
            actors.append(NewActor(**values))
        elif not {"name", "kind"} <= keys_of(item):
            reader.report(item, field, "needs a name and a kind: {name: Taliban, kind: group, country: Afghanistan}")
    return tuple(actors)


def keys_of(node: Node) -> set[str]:
    """List the keys of a mapping, with a value or without."""
    return {key.value for key, _ in node.value} if isinstance(node, MappingNode) else set()


CAPTION: Schema = {"text": read_prose, "credit": read_optional_line}
NEW_ACTOR: Schema = {"name": read_line, "kind": read_choice(*ACTOR_KINDS), "country": read_optional_line}
NESTED: Mapping[str, Schema] = {
    "source": {
        "name": read_line,
        "url": read_web,
        "author": read_lines,
        "published": read_moment,
        "dateline": read_optional_line,
        "standfirst": read_lines,
        "captions": read_captions,
        "lang": read_lang,
    },
    "image": {"src": read_picture, "alt": read_line, "credit": read_optional_line},
    "digest": {
        "raw": read_line,
        "part": read_number("the number of an article in its file"),
        "raw_sha256": read_line,
        "post_sha256": read_line,
        "body": read_choice("private"),
        "minutes": read_number("how many minutes the text takes to read"),
        "summary_sha256": read_line,
        "new_actors": read_new_actors,
        "review": read_names,
    },
}
KEYS: Schema = {
    "title": read_line,
    "date": read_time,
    "modified": read_time,
    "id": read_id,
    "slug": read_slug,
    "status": read_choice(*STATUSES),
    "summary": read_prose,
    "lang": read_lang,
    "authors": read_lines,
    "category": read_optional_line,
    "tags": read_names,
    "source": read_source,
    "image": read_image,
    "actors": read_terms,
    "countries": read_terms,
    "topics": read_terms,
    "show": read_choice("excerpt", "full"),
    "weight": read_choice(*WEIGHTS, warning=True),  # other tools have a key of this name, with numbers
    "aliases": read_addresses,
    "digest": read_provenance,
}
# What other tools write -> our key for it.
RENAMED: Mapping[str, str] = {"lastmod": "modified", "updated": "modified", "author": "authors"}
SOURCE_URLS = ("source_url", "external_url")
PUBLIC: Mapping[str, bool] = {"draft": False, "published": True}  # what `true` says there about the status
FOREIGN: Mapping[str, str] = {**RENAMED, **dict.fromkeys(PUBLIC, "status"), **dict.fromkeys(SOURCE_URLS, "source.url")}
# Keys that would overwrite what Pelican itself keeps on a post.
REFUSED: Mapping[str, str] = {
    "url": "a post's address follows from its date and slug; the source's address is `url:` under `source:`",
    "save_as": "a post's address follows from its date and slug",
    "content": "the text goes below the front matter; give this key another name",
    "settings": "Pelican uses this name itself; give this key another one",
    "metadata": "Pelican uses this name itself; give this key another one",
}
