"""Parse `stories.yaml` into checked stories."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ...core.errors import StoriesError
from ...core.slugs import DEVICE_RE, derive_slug
from ...core.yaml.reader import Node, NodeReader, Pairs, ScalarNode, SequenceNode, parse_yaml, plain_text
from ...core.yaml.schema import SHOWN, Schema, read_choice, read_each, read_line, read_matching, read_pairs, read_prose
from ..vocabulary.entries import SLUG_RE
from .story import Status, Stories, Story, Where

MAX_TITLE: Final = 200  # characters
MAX_ID: Final = 100
MANY_POSTS: Final = 500  # hardly one event; its page would be longer than anybody reads
KEYS: Final = ("title", "slug", "summary", "posts", "not", "status", "former_slugs", "id")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """A slug, present or former, and where it is claimed."""

    slug: str
    story: Story
    node: Node
    field: str


def parse_stories(text: str, *, file: str) -> Stories:
    """Parse the editor's stories. Raises StoriesError with all problems; what is merely odd is in `warnings`."""
    reader = NodeReader(file=file)
    nodes = reader.items(parse_yaml(plain_text(text), file=file, error=StoriesError), None)
    claims: list[_Claim] = []
    stories = [story for node in nodes if (story := _read_story(reader, node, claims))]
    _check_slugs(reader, claims)
    errors = tuple(problem for problem in reader.problems if problem.severity == "error")
    if errors:
        raise StoriesError(errors)
    return Stories(stories=tuple(stories), warnings=tuple(reader.problems))


def _read_story(reader: NodeReader, node: Node, claims: list[_Claim]) -> Story | None:
    if isinstance(node, (ScalarNode, SequenceNode)):
        reader.report(node, None, "this is not a story; write it as `- title: ...`, with `posts: [ID, ID]` below")
        return None
    pairs = reader.mapping(node, None)
    values = read_pairs(reader, pairs, None, SCHEMA)
    title = values.get("title")
    if title is None:
        if "title" not in pairs or isinstance(pairs["title"][1], ScalarNode):
            reader.report(node, "title", "a story needs a title; write one as `title: ...`")
        return None
    story = _make_story(reader, node, pairs, values)
    slug_at = pairs["slug" if "slug" in values else "title"]
    claims.append(_Claim(slug=story.slug, story=story, node=slug_at[1], field="slug"))
    claims += [
        _Claim(slug=slug, story=story, node=item, field="former_slugs")
        for slug, item in zip(values.get("former_slugs", ()), _items(pairs, "former_slugs"), strict=False)
    ]
    return story


def _make_story(reader: NodeReader, node: Node, pairs: Pairs, values: Mapping[str, Any]) -> Story:
    posts, refused = values.get("posts", ()), values.get("not", ())
    lines = dict(zip(reversed(posts), map(reader.line, reversed(_items(pairs, "posts"))), strict=False))
    _warn_of_posts(reader, pairs, posts, refused)
    status: Status = values.get("status", "open")
    return Story(
        title=values["title"],
        slug=values.get("slug") or derive_slug(values["title"]),
        summary=values.get("summary"),
        posts=tuple(dict.fromkeys(posts)),
        refused=tuple(post for post in dict.fromkeys(refused) if post not in posts),
        status=status,
        former_slugs=tuple(dict.fromkeys(values.get("former_slugs", ()))),
        id=values.get("id"),
        where=Where(reader.file, reader.line(node)),
        post_lines=lines,
    )


def _warn_of_posts(reader: NodeReader, pairs: Pairs, posts: Sequence[str], refused: Sequence[str]) -> None:
    for key, ids in (("posts", posts), ("not", refused)):
        seen: set[str] = set()
        for item, post in zip(_items(pairs, key), ids, strict=False):
            if post in seen:
                reader.report(item, key, f"{post!r} is here twice; keep one of them", warning=True)
            elif key == "not" and post in posts:
                message = f"{post!r} is among the story's posts, too; delete it in one of the two"
                reader.report(item, key, message, warning=True)
            seen.add(post)
    if len(set(posts)) > MANY_POSTS:
        message = f"{len(set(posts)):,} posts are hardly one event; `digest stories split` divides a story"
        reader.report(pairs["posts"][0], "posts", message, warning=True)


def _items(pairs: Pairs, key: str) -> list[Node]:
    """List the nodes of a list's values; one value alone is a list of one."""
    if key not in pairs:
        return []
    node = pairs[key][1]
    return list(node.value) if isinstance(node, SequenceNode) else [node]


def _check_slugs(reader: NodeReader, claims: Sequence[_Claim]) -> None:
    """Report slugs, present and former, that two stories claim, or one story twice."""
    owners: dict[str, _Claim] = {}
    for claim in sorted(claims, key=lambda claim: claim.field == "former_slugs"):  # present ones first
        if DEVICE_RE.fullmatch(claim.slug):
            message = f"{claim.slug!r} is the name of a device on Windows, where no file can have it; choose another"
            reader.report(claim.node, claim.field, message)
        other = owners.setdefault(claim.slug, claim)
        if other is not claim:
            for message in _clashes(reader, claim, other):
                reader.report(claim.node, claim.field, message)


def _clashes(reader: NodeReader, claim: _Claim, other: _Claim) -> Iterator[str]:
    at = f"{reader.file}:{reader.line(other.node)}"
    if other.story is claim.story:
        present = other.field == "slug"
        yield f"{claim.slug!r} is {'the slug of this very story' if present else 'here twice'}; delete it here"
    elif claim.field == "slug":
        yield f"{claim.slug!r} is the slug of the story at {at}, too; give one of the two another with `slug: ...`"
    else:
        what = "the slug" if other.field == "slug" else "a former slug"
        yield f"{claim.slug!r} is {what} of the story at {at}; delete it in one of the two"


def _read_title(reader: NodeReader, node: Node, field: str) -> str | None:
    title = read_line(reader, node, field)
    if title and len(title) > MAX_TITLE:
        reader.report(node, field, f"{title[:SHOWN]!r}... is too long for a title; use at most {MAX_TITLE} characters")
        return title[:MAX_TITLE]
    return title


def _read_id(reader: NodeReader, node: Node, field: str) -> str | None:
    text = read_line(reader, node, field)
    if text is None or len(text) > MAX_ID:
        reader.report(node, field, "this is not the id of a post; write what stands after `id:` in the post")
        return None
    return text


def _read_ids(reader: NodeReader, node: Node, field: str) -> tuple[str, ...]:
    return read_each(reader, node, field, _read_id)


def _read_slugs(reader: NodeReader, node: Node, field: str) -> tuple[str, ...]:
    return read_each(reader, node, field, _read_slug)


_read_slug = read_matching(SLUG_RE, "a slug has small letters a to z, digits and single hyphens, such as fall-of-kabul")
SCHEMA: Final[Schema] = {
    "title": _read_title,
    "slug": _read_slug,
    "summary": read_prose,
    "posts": _read_ids,
    "not": _read_ids,
    "status": read_choice("open", "closed"),
    "former_slugs": _read_slugs,
    "id": _read_slug,
}
assert tuple(SCHEMA) == KEYS
