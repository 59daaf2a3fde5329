"""Stories at the desk: what a draft may belong to, why, and each decision with its undo."""

import html
import re
from pathlib import Path

import pytest
from digest.content.store import read_stories
from digest.content.stories import Story
from support.desk import ORIGIN, OTHER, SECRETS, DeskSiteFixture

LATER = """\
Trains to Kisumu stop on their second day

Two trains from Nairobi to Kisumu stood still on Wednesday, two days after President Ruth Example opened the railway.

Engineers from China who built the bridges found no fault in them. The finance ministry said that Kenya pays on.
"""


@pytest.fixture
def desk(tmp_path: Path) -> DeskSiteFixture:
    return DeskSiteFixture(tmp_path, cached=True)


@pytest.fixture
def both(desk: DeskSiteFixture) -> tuple[str, str]:
    return desk.add_draft("first.txt", OTHER), desk.add_draft("second.txt", LATER)


def stories(desk: DeskSiteFixture) -> tuple[Story, ...]:
    return read_stories(desk.content_paths).stories


def panel(desk: DeskSiteFixture, key: str) -> str:
    found = re.search(r'<div id="story">.*?</details>', desk.get(f"/posts/{key}/story").text, re.DOTALL)
    assert found
    return html.unescape(found[0])


def test_a_draft_asks_for_its_story_apart(desk: DeskSiteFixture, both: tuple[str, str]) -> None:
    assert f'data-load="/posts/{both[0]}/story"' in desk.get(f"/posts/{both[0]}").text


def test_what_may_make_a_new_story_is_shown_with_reasons(desk: DeskSiteFixture, both: tuple[str, str]) -> None:
    shown = panel(desk, both[1])
    assert "Perhaps a new story" in shown
    assert "Kisumu" in shown
    assert f'name="with" value="{both[0]}"' in shown


def test_a_story_begins_with_what_is_ticked(desk: DeskSiteFixture, both: tuple[str, str]) -> None:
    before = desk.files()
    answer = desk.post(f"/posts/{both[1]}/story/begin", title="A railway in Kenya", **{"with": both[0]})
    assert answer.location == f"/posts/{both[1]}"
    assert [(one.slug, set(one.posts)) for one in stories(desk)] == [("a-railway-in-kenya", set(both))]
    assert "In <strong" in panel(desk, both[1])
    assert desk.post("/undo", back=f"/posts/{both[1]}").location == f"/posts/{both[1]}"
    assert desk.files() == before


def test_a_story_is_proposed_joined_left_and_refused_for_good(desk: DeskSiteFixture, both: tuple[str, str]) -> None:
    first, second = both
    desk.post(f"/posts/{first}/story/begin", title="Railway")
    shown = panel(desk, second)
    assert "Perhaps <strong" in shown
    assert 'data-action="join"' in shown
    assert "joined Railway" in html.unescape(
        desk.browser.post(
            f"/posts/{second}/story/join",
            base_url=ORIGIN,
            data={"form_token": SECRETS.form, "story": "railway"},
            headers={"Origin": ORIGIN},
            follow_redirects=True,
        ).text
    )
    assert stories(desk)[0].posts == (first, second)
    desk.post(f"/posts/{second}/story/leave", story="railway", then="list")
    assert stories(desk)[0].posts == (first,)
    desk.post(f"/posts/{second}/story/refuse", story="railway")
    assert stories(desk)[0].refused == (second,)
    assert "Railway" not in panel(desk, second)


def test_stories_are_listed_renamed_merged_closed(desk: DeskSiteFixture, both: tuple[str, str]) -> None:
    for key, title in zip(both, ("Railway", "Trains"), strict=True):
        desk.post(f"/posts/{key}/story/begin", title=title)
    listed = desk.get("/stories").text
    assert "Railway" in listed
    assert "Kenya opens a railway to the lake" in listed
    assert desk.post("/stories/trains/rename", title="Trains stop", slug="stops").location == "/stories"
    assert desk.post("/stories/stops/merge", into="railway").status_code == 302
    (story,) = stories(desk)
    assert (story.slug, set(story.posts), story.former_slugs) == ("railway", set(both), ("stops", "trains"))
    desk.post("/stories/railway/close")
    assert stories(desk)[0].status == "closed"
    desk.post("/stories/railway/reopen")
    assert stories(desk)[0].status == "open"
    assert desk.post("/stories/railway/nothing").location == "/stories"


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("join", {"story": "none"}),
        ("join", {}),
        ("leave", {"story": "railway"}),
        ("begin", {"title": "  "}),
        ("begin", {"title": "Railway"}),
        ("begin", {"title": "New", "with": "nobody"}),
    ],
)
def test_what_cannot_be_done_changes_nothing(
    desk: DeskSiteFixture, both: tuple[str, str], path: str, fields: dict[str, str]
) -> None:
    desk.post(f"/posts/{both[0]}/story/begin", title="Railway")
    before = desk.files()
    answer = desk.post(f"/posts/{both[1]}/story/{path}", **fields)
    assert answer.status_code in (400, 404, 409, 422)
    assert desk.files() == before


def test_stories_that_cannot_be_read_are_said_in_the_panel(desk: DeskSiteFixture, both: tuple[str, str]) -> None:
    (desk.content / "stories.yaml").write_text("- {title: [}\n", "utf-8")
    assert "stories.yaml:1" in panel(desk, both[0])
    assert desk.get(f"/posts/{both[0]}").status_code == 200


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "/none/at/all", ""])
def test_undo_leads_back_to_pages_of_the_desk_alone(desk: DeskSiteFixture, both: tuple[str, str], back: str) -> None:
    desk.post(f"/posts/{both[0]}/story/begin", title="Railway")
    assert desk.post("/undo", back=back).location == "/"
