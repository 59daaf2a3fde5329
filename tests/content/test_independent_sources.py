"""Independent sources: owners, copies, and what cannot be known."""

import datetime as dt
from pathlib import Path

import pytest
from digest.content.store import make_content, outlets_path, read_owners
from digest.content.stories import SourceText, count_independent, find_copied, make_source_text
from digest.content.vocabulary.outlets import base_owners, owners_of
from digest.core.errors import VocabularyError
from digest.core.settings import DigestSettings
from digest.core.similarity import make_sketch
from digest.core.types import Post, Source

ONE = " ".join(f"The {word} council met on the {word} question and came to no {word} end." for word in "abcdefgh")
TWO = " ".join(f"Ships of {word} left harbour {word} after the storm had blown {word} over." for word in "stuvwxyz")
NEAR = ONE + " A desk of the paper added this line of its own."
OWNERS = {"lake post": "lake media", "hill post": "lake media"}


def article(outlet: str | None, text: str = "") -> SourceText:
    return SourceText(outlet=outlet, sketch=make_sketch(text), has_text=bool(text))


@pytest.mark.parametrize(
    ("articles", "count"),
    [
        pytest.param([], 0, id="nothing"),
        pytest.param([article("Wire")], 1, id="one, of which no text is here"),
        pytest.param([article("Wire", ONE), article("Lake Post", TWO)], 2, id="two texts, two outlets"),
        pytest.param([article("Wire", ONE), article("WIRE", TWO)], 1, id="one outlet"),
        pytest.param([article("Lake Post", ONE), article("Hill Post", TWO)], 1, id="one owner"),
        pytest.param([article("Wire", ONE), article("Lake Post", NEAR)], 1, id="a copy"),
        pytest.param(
            [article("Lake Post", ONE), article("Wire", TWO), article("Hill Post", TWO)], 1, id="a copy at an owner's"
        ),
        pytest.param(
            [article("Wire", ONE), article("Lake Post", ONE), article("Press", TWO), article("Press", TWO)],
            2,
            id="four articles, two sources",
        ),
        pytest.param([article("Wire", ONE), article("Lake Post")], None, id="no text to compare"),
        pytest.param([article("Lake Post", ONE), article("Hill Post")], 1, id="no text, but one owner"),
        pytest.param([article(None, ONE), article("Wire", TWO)], None, id="no outlet"),
        pytest.param([article(None, ONE), article("Wire", NEAR)], 1, id="no outlet, but a copy"),
        pytest.param([article("Wire", "Short."), article("Press", "Also short.")], 2, id="short texts"),
    ],
)
def test_sources_are_counted(articles: list[SourceText], count: int | None) -> None:
    assert count_independent(articles, OWNERS) == count
    assert count_independent(articles[::-1], OWNERS) == count


def test_a_copy_names_the_first() -> None:
    articles = [article("Wire", ONE), article("Press", TWO), article("Lake Post", NEAR), article("Hill Post", NEAR)]
    assert find_copied(articles) == {2: 0, 3: 0}
    assert find_copied([article("Wire", ONE), article("Wire", NEAR)]) == {}


def test_two_thousand_articles_are_counted_in_no_time() -> None:
    articles = [article(f"Outlet {number}", ONE.replace("council", f"body {number}")) for number in range(40)] * 50
    assert count_independent(articles, {}) == 1


@pytest.mark.parametrize(
    ("source", "text", "sketch", "found"),
    [
        pytest.param(None, ONE, None, None, id="the editor's own"),
        pytest.param(Source(name="Wire"), "", None, SourceText(outlet="Wire", has_text=False), id="no text"),
        pytest.param(
            Source(name="Wire"),
            "",
            "ab",
            SourceText(outlet="Wire", sketch="ab", has_text=True),
            id="the ledger's sketch",
        ),
        pytest.param(Source(name="Wire"), ONE, None, article("Wire", ONE), id="a sketch of its text"),
    ],
)
def test_a_post_as_a_source(source: Source | None, text: str, sketch: str | None, found: SourceText | None) -> None:
    post = Post(title="T", date=dt.datetime(2021, 8, 17, tzinfo=dt.UTC), slug="t", source=source)
    assert make_source_text(post, text, sketch) == found


def test_the_editors_outlets_win(tmp_path: Path) -> None:
    (tmp_path / "vocabularies").mkdir()
    content = make_content(tmp_path, DigestSettings())
    assert read_owners(content) == base_owners()
    assert base_owners()["age"] == base_owners()["sydney morning herald"] == "nine entertainment"
    outlets_path(content).write_text(
        "- {name: Lake Post, aliases: [LP], owner: Lake Media}\n- {name: Wired, owner: Me}\n"
    )
    owners = read_owners(content)
    assert (owners["lake post"], owners["lp"], owners["wired"]) == ("lake media", "lake media", "me")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- {owner: A}\n", "o:1: name: an outlet needs a name; write it as `- name: ...`, with `owner: ...` below"),
        ("- name: A\n  ownr: B\n", "o:2: unknown key 'ownr' (did you mean 'owner'?)"),
    ],
)
def test_what_is_no_outlet_is_named(text: str, problem: str) -> None:
    with pytest.raises(VocabularyError) as caught:
        owners_of(text, file="o")
    assert [str(one) for one in caught.value.problems] == [problem]
