"""Which page has which social card: posts, terms, days and stories; older posts have that of their main term."""

import datetime as dt
from collections.abc import Iterable
from itertools import islice

from ...core.addresses import day_path, story_path, term_path
from ...core.types import Taxonomy
from ..markup.typography import curl_plain
from ..taxonomy import TaggedPost, TermKey, count_terms, key_of
from .digest import Digest
from .frame import WEEKDAYS, day_name
from .post_cards import post_path
from .social_card import SocialCard, make_social_card
from .term_facts import describe, name_kind
from .timelines import StoryPosts

# Posts with cards of their own. Nearly all that is shared is news: 200 are a week of a busy digest. With 10,000 posts
# the cards of all would take two minutes and 200 MB.
NEWEST = 200
MARKED = 3  # countries on a card: more run into a second line
MAIN: tuple[Taxonomy, ...] = ("countries", "topics", "actors")  # which of a post's terms says most of it


class Cards:
    """The cards of a site's pages."""

    def __init__(self, digest: Digest) -> None:
        self._digest = digest
        published = (one.file for one in digest.listed if one.file in digest.feed_posts)
        self._newest = frozenset(islice(published, NEWEST)) if digest.drawing else frozenset()
        self._terms: dict[TermKey, SocialCard | None] = {}

    def of_post(self, one: TaggedPost) -> SocialCard | None:
        """Return a post's own card, or that of its main term; none for a post with a picture that can be shared."""
        picture = self._digest.pictures.of_posts.get(one.file)
        if self._digest.drawing is None or (picture and picture.shareable):
            return None
        return (self._own(one) if one.file in self._newest else None) or self._of_main_term(one)

    def _own(self, one: TaggedPost) -> SocialCard | None:
        post = one.post
        return self._make(
            post_path(one),
            self._curl(one),
            corner=day_name(one.date),
            marks=[(term.taxonomy, term.name) for term in (*one.of("topics")[:1], *one.of("countries")[:MARKED])],
            foot=(post.source.name if post.source else None) or "",
        )

    def of_term(self, key: TermKey) -> SocialCard | None:
        """Return a term's card; it does not count posts, or it would change with each."""
        if key not in self._terms:
            term = self._digest.terms[key].term
            marks, about = [(term.taxonomy, name_kind(term))], describe(self._digest, term)
            said = "".join([piece if isinstance(piece, str) else piece.name for piece in about])
            self._terms[key] = self._make(term_path(*key), term.name, marks=marks, lines=[said])
        return self._terms[key]

    def of_day(self, day: dt.date, posts: Iterable[TaggedPost], leading: Iterable[TaggedPost]) -> SocialCard | None:
        """Return a day's card with the headlines of its leading posts."""
        countries = [term.name for term, _ in count_terms(posts) if term.taxonomy == "countries"]
        return self._make(
            day_path(day),
            day_name(day),
            label=WEEKDAYS[day.weekday()],
            marks=[("countries", name) for name in countries[:MARKED]],
            lines=[self._curl(one) for one in leading],
        )

    def of_story(self, group: StoryPosts) -> SocialCard | None:
        """Return a story's card."""
        story = group.story
        return self._make(
            story_path(story.slug),
            curl_plain(story.title, self._digest.settings.default_lang),
            corner=f"since {day_name(group.posts[-1].date)}",
            label="Story",
            lines=[curl_plain(story.summary or "", self._digest.settings.default_lang)],
        )

    def _of_main_term(self, one: TaggedPost) -> SocialCard | None:
        keys = (key_of(term) for taxonomy in MAIN for term in one.of(taxonomy)[:1])
        return next(filter(None, (self.of_term(key) for key in keys if key in self._digest.terms)), None)

    def _curl(self, one: TaggedPost) -> str:
        return curl_plain(one.post.title, one.post.lang or self._digest.settings.default_lang)

    def _make(
        self,
        page: str,
        title: str,
        *,
        corner: str = "",
        label: str = "",
        marks: Iterable[tuple[Taxonomy, str]] = (),
        lines: Iterable[str] = (),
        foot: str = "",
    ) -> SocialCard | None:
        return make_social_card(
            self._digest.drawing,
            page=page,
            site=self._digest.site.name,
            title=title,
            corner=corner,
            label=label,
            marks=marks,
            lines=lines,
            foot=foot,
        )
