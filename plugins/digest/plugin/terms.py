"""Posts, terms and stories as Pelican's templates and plugins know them: metadata, and URLWrappers such as tags.

`{{ actor.url }}` works in any theme, with ACTOR_URL and ACTOR_SAVE_AS as settings.
"""

import html
from collections.abc import Mapping, Sequence
from typing import Any

from pelican.contents import Author, Category, Tag
from pelican.urlwrappers import URLWrapper

from ..core.types import TAXONOMIES, Taxonomy, Term
from ..site.taxonomy import TaggedPost
from ..site.views import StoryPart

# Keys that would break Pelican's objects, and those that we say ourselves.
TAKEN = {"content", "settings", "url", "save_as", "metadata", "translations", "source_path", "context", "template"}


class SlugWrapper(URLWrapper):  # type: ignore[misc]
    """Something with a name and a slug of its own, as templates of any theme see it."""

    def __init__(self, name: str, slug: str, settings: Mapping[str, Any]) -> None:
        super().__init__(html.escape(name), settings)  # themes print names as HTML
        self.slug = slug

    def __hash__(self) -> int:
        return hash((type(self).__name__, self.slug))

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.slug == other.slug

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __lt__(self, other: Any) -> bool:
        # Themes sort tags and terms together; Pelican's own order knows one class only.
        return (self.slug, type(self).__name__) < (str(getattr(other, "slug", other)), type(other).__name__)


class TermWrapper(SlugWrapper):
    """A term."""

    def __init__(self, term: Term, settings: Mapping[str, Any]) -> None:
        super().__init__(term.name, term.slug, settings)
        self.taxonomy = term.taxonomy
        self.kind = term.kind
        self.code = term.code


class Actor(TermWrapper):
    """A person, organisation, government or group."""


class Country(TermWrapper):
    """A country or territory."""


class Topic(TermWrapper):
    """What a post is about."""


class Story(SlugWrapper):
    """A story that a post is part of."""

    def __init__(self, part: StoryPart, settings: Mapping[str, Any]) -> None:
        super().__init__(part.story.name, part.slug, settings)
        self.number = part.number


WRAPPERS: Mapping[Taxonomy, type[TermWrapper]] = {"actors": Actor, "countries": Country, "topics": Topic}
FOLDERS: tuple[tuple[str, type[SlugWrapper]], ...] = (*WRAPPERS.items(), ("stories", Story))
TERM_SETTINGS = {
    f"{wrapper.__name__.upper()}_{key}": f"{folder}/{{slug}}/{ending}"
    for folder, wrapper in FOLDERS
    for key, ending in (("URL", ""), ("SAVE_AS", "index.html"))
}


def wrap_term(term: Term, settings: Mapping[str, Any]) -> TermWrapper:
    """Return a term for templates."""
    return WRAPPERS[term.taxonomy](term, settings)


def make_metadata(one: TaggedPost, settings: Mapping[str, Any], *, parts: Sequence[StoryPart] = ()) -> dict[str, Any]:
    """Return a post's metadata under Pelican's keys; titles are HTML there, so they are escaped."""
    post = one.post
    terms: dict[str, list[TermWrapper]] = {taxonomy: [] for taxonomy in TAXONOMIES}
    for term in one.terms:
        terms[term.taxonomy].append(wrap_term(term, settings))
    every = [term for wrapped in terms.values() for term in wrapped]
    stories = [Story(part, settings) for part in parts]
    metadata: dict[str, Any] = {key: value for key, value in post.extra.items() if key not in TAKEN}
    metadata |= {
        "title": html.escape(post.title),
        "date": one.date,
        "slug": post.slug,
        "status": post.status,
        "id": post.id,
        "source": post.source,
        "stories": stories,
        "tags": [*every, *stories, *(Tag(html.escape(name), settings) for name in post.tags)],
        **terms,
    }
    optional = {
        "modified": post.modified,
        "summary": html.escape(post.summary) if post.summary else None,
        "category": Category(html.escape(post.category), settings) if post.category else None,
        "authors": [Author(html.escape(name), settings) for name in post.authors] or None,
        "lang": post.lang,
        "image": post.image,
    }
    return metadata | {key: value for key, value in optional.items() if value is not None}
