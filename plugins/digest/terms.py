"""Terms as Pelican's URLWrappers: `{{ actor.url }}`, with ACTOR_URL and ACTOR_SAVE_AS, as tags have."""

from collections.abc import Mapping
from typing import Any

from pelican.urlwrappers import URLWrapper

from .types import Taxonomy, Term


class TermWrapper(URLWrapper):  # type: ignore[misc]
    """A term as templates of any theme see it."""

    def __init__(self, term: Term, settings: Mapping[str, Any]) -> None:
        super().__init__(term.name, settings)
        self.slug = term.slug
        self.taxonomy = term.taxonomy
        self.kind = term.kind
        self.code = term.code

    def __hash__(self) -> int:
        return hash((type(self).__name__, self.slug))

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.slug == other.slug

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __lt__(self, other: Any) -> bool:
        # Themes sort tags and terms together; Pelican's own order knows one class only.
        return (self.slug, type(self).__name__) < (str(getattr(other, "slug", other)), type(other).__name__)


class Actor(TermWrapper):
    """A person, organisation, government or group."""


class Country(TermWrapper):
    """A country or territory."""


class Topic(TermWrapper):
    """What a post is about."""


WRAPPERS: Mapping[Taxonomy, type[TermWrapper]] = {"actors": Actor, "countries": Country, "topics": Topic}
TERM_SETTINGS = {
    f"{wrapper.__name__.upper()}_{key}": f"{taxonomy}/{{slug}}/{ending}"
    for taxonomy, wrapper in WRAPPERS.items()
    for key, ending in (("URL", ""), ("SAVE_AS", "index.html"))
}


def wrap_term(term: Term, settings: Mapping[str, Any]) -> TermWrapper:
    """Return a term for templates."""
    return WRAPPERS[term.taxonomy](term, settings)
