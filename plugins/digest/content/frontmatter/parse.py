"""Parse a post's text into a Post, and collect every problem of its front matter."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ...core.errors import FrontMatterError, ProblemsError
from ...core.similarity import is_one_edit
from ...core.slugs import slugify
from ...core.types import Post, Problem, Source
from ...core.yaml.reader import Node, NodeReader, Pairs, ScalarNode, SequenceNode, parse_yaml, truth
from .fields import read_web
from .schema import FOREIGN, KEYS, PUBLIC, REFUSED, RENAMED, SOURCE_URLS
from .split import FIRST_LINE, split_post

MIN_NEAR = 5  # letters; a shorter unknown key is not taken for a typo: `lang` and `land` are both likely
CUT_RE = re.compile(r"[ \t]+(#[^\s#][^\r\n]*)")  # `# with a space` is a comment that is meant
SHOWN = 40  # characters of a comment in a message


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPost:
    """A parsed post with its problems; `post` is None if it cannot be used."""

    post: Post | None
    problems: tuple[Problem, ...]
    lines: Mapping[str, int]  # key, or key and item of its list with a `=` between -> line in the file

    def find_line(self, key: str, item: str | None = None) -> int | None:
        """Find the line of a key, or of one item of its list."""
        return self.lines.get(f"{key}={item}", self.lines.get(key))


def parse_post(text: str, *, file: str, timezone: dt.tzinfo = dt.UTC) -> Post:
    """Read a post; dates without a zone are in `timezone`. Raises FrontMatterError with every error."""
    post, problems, _ = _read(text, file, timezone)
    if post is None:
        raise FrontMatterError(tuple(problem for problem in problems if problem.severity == "error"))
    return post


def read_post(text: str, *, file: str, timezone: dt.tzinfo = dt.UTC) -> CheckedPost:
    """Read a post and all its problems; never raises."""
    post, problems, pairs = _read(text, file, timezone)
    return CheckedPost(post=post, problems=problems, lines=_find_lines(pairs))


def _find_lines(pairs: Pairs) -> dict[str, int]:
    lines = {}
    for key, (key_node, node) in pairs.items():
        lines[key] = int(key_node.start_mark.line) + FIRST_LINE
        for item in node.value if isinstance(node, SequenceNode) else ():
            if isinstance(item, ScalarNode):
                lines.setdefault(f"{key}={' '.join(item.value.split())}", int(item.start_mark.line) + FIRST_LINE)
    return lines


def _read(text: str, file: str, timezone: dt.tzinfo) -> tuple[Post | None, tuple[Problem, ...], Pairs]:
    reader = NodeReader(file=file, first_line=FIRST_LINE, timezone=timezone)
    try:
        divided = split_post(text, file=file)
        root = parse_yaml(divided.header, file=file, first_line=FIRST_LINE)
    except ProblemsError as error:
        return None, error.problems, {}
    pairs = reader.mapping(root, None)
    values = _read_values(reader, pairs)
    _warn_cut(reader, divided.header, pairs)
    _warn_unsure_owner(reader, pairs, values)
    problems = tuple(sorted(reader.problems, key=lambda problem: problem.line or 0))
    usable = all(problem.severity == "warning" for problem in problems)
    return Post(**values, body=divided.body) if usable else None, problems, pairs


def _read_values(reader: NodeReader, pairs: Pairs) -> dict[str, Any]:
    """Read every key into the fields of a Post that it fills."""
    values: dict[str, Any] = {}
    extra: dict[str, object] = {}
    for key, (key_node, node) in pairs.items():
        if key in KEYS:
            values[key] = KEYS[key](reader, node, key)
        elif key in REFUSED:
            reader.report(key_node, key, f"cannot be used in a post: {REFUSED[key]}")
        elif key not in FOREIGN:
            extra[key] = reader.value(node, key)
            _warn_near(reader, key_node, key, pairs)
    _read_foreign(reader, pairs, values)
    present = {key: value for key, value in values.items() if value is not None}
    _require(reader, pairs, present)
    if "slug" not in present and "title" in present:
        present["slug"] = slugify(present["title"])
    return present | {"extra": extra}


def _warn_near(reader: NodeReader, node: Node, key: str, pairs: Pairs) -> None:
    near = find_near(key, (known for known in KEYS if known not in pairs))
    if near is not None:
        reader.report(node, key, f"unknown key {key!r} (did you mean {near!r}?)", warning=True)


def _warn_cut(reader: NodeReader, header: str, pairs: Pairs) -> None:
    """Warn of a title or summary that YAML cuts at ` #`; one before a space is taken for a comment that is meant."""
    for key in ("title", "summary"):
        node = pairs[key][1] if key in pairs else None
        if isinstance(node, ScalarNode) and not node.style:
            cut = CUT_RE.match(header, node.end_mark.index)
            if cut:
                message = (
                    f"YAML takes {cut[1][:SHOWN]!r} for a comment; put the whole {key} in quotes if it belongs to it"
                )
                reader.report(node, key, message, warning=True)


def _warn_unsure_owner(reader: NodeReader, pairs: Pairs, values: Mapping[str, Any]) -> None:
    """Warn where nothing says whether the editor or the source wrote the text, all of which is published."""
    source = values.get("source")
    if source and source.url and not {"digest", "show"} & values.keys():
        key = next(key for key in ("source", *SOURCE_URLS) if key in pairs)
        message = "a source is named, and all of the text is published; `show: excerpt`, or `show: full` if it is yours"
        reader.report(pairs[key][0], key, message, warning=True)


def _require(reader: NodeReader, pairs: Pairs, values: Mapping[str, object]) -> None:
    """Report required keys that are missing."""
    for key, example in (("title", "Talks resume in Vienna"), ("date", "2021-08-17T09:00:00+00:00")):
        if key not in values and not any(problem.field == key for problem in reader.problems):
            line = reader.line(pairs[key][0]) if key in pairs else FIRST_LINE - 1
            message = f"a post needs a {key}; write `{key}: {example}`"
            reader.problems.append(Problem(file=reader.file, line=line, field=key, message=message))


def _read_foreign(reader: NodeReader, pairs: Pairs, values: dict[str, Any]) -> None:
    """Read the keys of other tools where ours are missing."""
    for foreign, key in RENAMED.items():
        if foreign in pairs and values.get(key) is None:
            values[key] = KEYS[key](reader, pairs[foreign][1], foreign)
    for foreign in SOURCE_URLS:
        if foreign in pairs:
            url = read_web(reader, pairs[foreign][1], foreign)
            source = values.get("source") or Source()
            if isinstance(url, str) and source.url is None:
                values["source"] = replace(source, url=url)
    for foreign, public in PUBLIC.items():
        if foreign in pairs:
            _read_public(reader, pairs[foreign][1], foreign, public, values)


def _read_public(reader: NodeReader, node: Node, foreign: str, public: bool, values: dict[str, Any]) -> None:
    """Read `draft: true` or `published: false` into the status; a contradiction is an error."""
    said = truth(node)
    if said is None:
        reader.report(node, foreign, "must be true or false; better, write status: draft or status: published")
        return
    is_public = said is public
    status = values.setdefault("status", "published" if is_public else "draft")
    if status is not None and (status == "draft") is is_public:
        reader.report(node, foreign, f"contradicts status: {status}; keep the one you mean, delete the other")


def find_near(key: str, candidates: Iterable[str]) -> str | None:
    """Find the key that this one is a typo of: one letter too many, missing, wrong or swapped, or another case."""
    if len(key) < MIN_NEAR:
        return None
    return next((candidate for candidate in candidates if is_one_edit(key.lower(), candidate)), None)
