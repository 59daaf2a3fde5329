"""Posts and terms as Pelican's templates see them."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from digest.content.vocabulary import base_vocabularies
from digest.core.types import Image, Post, Taxonomy, Term
from digest.plugin.terms import TERM_SETTINGS, TermWrapper, make_metadata, wrap_term
from digest.site.taxonomy import tag_posts
from digest.site.views import Link, StoryPart
from pelican.contents import Tag
from pelican.settings import DEFAULT_CONFIG
from support.posts import make_post

SETTINGS = {**DEFAULT_CONFIG, **TERM_SETTINGS}


def wrap(taxonomy: Taxonomy, name: str, slug: str) -> TermWrapper:
    return wrap_term(Term(taxonomy=taxonomy, name=name, slug=slug), SETTINGS)


def metadata_of(post: Post) -> dict[str, Any]:
    (tagged,) = tag_posts({"content/posts/one.md": post}, base_vocabularies(), ZoneInfo("Europe/Oslo"))
    return make_metadata(tagged, SETTINGS)


def test_a_term_has_an_address_by_its_slug_and_a_name_that_is_safe_in_html() -> None:
    term = wrap_term(Term(taxonomy="countries", name="A & <b>", slug="a-b", kind="state", code="AB"), SETTINGS)
    assert (term.name, term.url, term.save_as) == ("A &amp; &lt;b&gt;", "countries/a-b/", "countries/a-b/index.html")
    assert (term.taxonomy, term.kind, term.code) == ("countries", "state", "AB")


def test_terms_are_the_same_by_taxonomy_and_slug() -> None:
    actor, again, country = (
        wrap("actors", "Chad", "chad"),
        wrap("actors", "CHAD", "chad"),
        wrap("countries", "C", "chad"),
    )
    assert len({actor, again, country}) == 2
    assert actor == again
    assert actor != country


@pytest.mark.parametrize("name", ["zebra", "arms"])
def test_terms_sort_among_each_other_and_with_tags(name: str) -> None:
    actor, country, tag = wrap("actors", "Chad", "chad"), wrap("countries", "Chad", "chad"), Tag(name, SETTINGS)
    assert sorted([country, actor]) == [actor, country]
    assert (actor < tag) == (name == "zebra")


def test_metadata_has_pelicans_keys_with_texts_that_are_safe_in_html() -> None:
    post = make_post(
        title="A & B",
        summary="<i>C</i>",
        countries=("Chad", "Norway"),
        topics=("Diplomacy",),
        tags=("x & y",),
        authors=("Ada <Ed>",),
        category="News & more",
        lang="nb",
        extra={"note": "mine", "url": "theirs", "content": "no"},
    )
    made = metadata_of(post)
    assert made["date"].isoformat() == "2021-08-01T11:00:00+02:00"
    assert [str(tag) for tag in made["tags"]] == ["Chad", "Norway", "Diplomacy", "x &amp; y"]
    assert [term.slug for term in made["countries"]] == ["chad", "norway"]
    assert ([*map(str, made["authors"])], str(made["category"])) == (["Ada &lt;Ed&gt;"], "News &amp; more")
    texts = {key: made[key] for key in ("title", "summary", "slug", "status", "id", "lang", "note")}
    assert texts == {
        "title": "A &amp; B",
        "summary": "&lt;i&gt;C&lt;/i&gt;",
        "slug": "one",
        "status": "published",
        "id": "one",
        "lang": "nb",
        "note": "mine",
    }
    assert made.keys().isdisjoint({"url", "content"})  # of Pelican's own objects


def test_a_post_is_part_of_stories_which_are_among_its_tags() -> None:
    (tagged,) = tag_posts({"content/posts/one.md": make_post()}, base_vocabularies(), ZoneInfo("UTC"))
    link = Link(path="stories/kabul/", name="Fall & rise")
    part = StoryPart(story=link, slug="kabul", number=4, day=2, earlier=None, later=None)
    made = make_metadata(tagged, SETTINGS, parts=[part])
    (story,) = made["stories"]
    assert (story.name, story.url, story.number) == ("Fall &amp; rise", "stories/kabul/", 4)
    assert made["tags"] == [story]


def test_metadata_leaves_out_what_a_post_does_not_say() -> None:
    made = metadata_of(make_post())
    assert made.keys().isdisjoint({"modified", "summary", "category", "authors", "lang", "image"})
    assert (made["actors"], made["tags"]) == ([], [])


def test_a_theme_that_prints_the_picture_gets_its_path() -> None:
    image = Image(src="images/map.png", alt="A map of the coast")
    (tagged,) = tag_posts({"a.md": make_post(image=image)}, base_vocabularies(), ZoneInfo("UTC"))
    assert str(make_metadata(tagged, SETTINGS)["image"]) == "images/map.png"
