"""Minutes to read a text, and whether a summary repeats the source."""

import pytest
from digest.core.types import Provenance, Source
from digest.site.markup.reading_time import count_minutes, describe_text
from digest.site.plan.posts import name_editors
from support.posts import make_post

INGESTED = Provenance(raw="a.txt", raw_sha256="00")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        pytest.param("", 0, id="none"),
        pytest.param("One word.", 1, id="short"),
        pytest.param("word " * 238 * 4, 4, id="four"),
        pytest.param("слово " * 238 * 2, 2, id="Cyrillic"),
        pytest.param("北" * 1500, 3, id="without spaces"),
        pytest.param("北" * 500 + " word" * 238, 2, id="both"),
    ],
)
def test_minutes(text: str, minutes: int) -> None:
    assert count_minutes(text) == minutes


@pytest.mark.parametrize(
    ("summary", "standfirst", "body", "quoted"),
    [
        pytest.param("What we make of it.", ("What they say.",), "They met.", False, id="editors"),
        pytest.param("What they say.", ("What they say.",), "They met.", True, id="standfirst"),
        pytest.param("What they say.", ("What they say. And more.",), "They met.", True, id="a part of it"),
        pytest.param("“They” met.", (), '"They" *met*. They parted.', True, id="the beginning"),
        pytest.param("They parted.", (), "They met. They parted.", False, id="not the beginning"),
        pytest.param(None, (), "They met.", False, id="no summary"),
    ],
)
def test_who_speaks_in_a_summary(summary: str | None, standfirst: tuple[str, ...], body: str, quoted: bool) -> None:
    post = make_post(summary=summary, body=body, source=Source(standfirst=standfirst), digest=INGESTED)
    assert describe_text(post).quoted is quoted


def test_the_editors_own_post_quotes_nobody() -> None:
    assert not describe_text(make_post(summary="They met.", body="They met.")).quoted


@pytest.mark.parametrize(
    ("author", "name"), [(None, "the editors"), ("The editors", "the editors"), ("Ada Example", "Ada Example")], ids=str
)
def test_how_editors_are_named(author: str | None, name: str) -> None:
    assert name_editors(author) == name
