"""Names at the desk: suggestions while typing, merging with a preview, adding."""

import re
from pathlib import Path

import pytest
from support.desk import DeskSiteFixture


@pytest.fixture
def desk(tmp_path: Path) -> DeskSiteFixture:
    made = DeskSiteFixture(tmp_path)
    made.add_draft()
    return made


@pytest.mark.parametrize(
    ("typed", "first", "alias"),
    [
        pytest.param("norw", "Norway", None, id="start"),
        pytest.param("NATO", "NATO", None, id="whole"),
        pytest.param("diplom", "Diplomacy", None, id="topic"),
        pytest.param("王毅", "Wang Yi", "王毅", id="another script"),
        pytest.param("treaty organ", "NATO", "North Atlantic Treaty Organization", id="within"),
    ],
)
def test_terms_are_suggested(desk: DeskSiteFixture, typed: str, first: str, alias: str | None) -> None:
    rows = desk.get(f"/terms?q={typed}").get_json()
    assert rows[0]["name"] == first
    assert alias in (None, rows[0]["alias"])
    assert len(rows) <= 10


def test_terms_that_posts_have_come_first(desk: DeskSiteFixture) -> None:
    assert desk.get("/terms?q=ice&in=countries").get_json()[0] == {
        "name": "Iceland",
        "taxonomy": "countries",
        "alias": None,
        "facts": "",
        "posts": 1,
    }


def test_nothing_typed_suggests_nothing(desk: DeskSiteFixture) -> None:
    assert desk.get("/terms?q=").get_json() == []


def test_new_actors_are_listed(desk: DeskSiteFixture) -> None:
    page = desk.get("/names").text
    assert "Anna Sample" in page


def test_a_merge_is_previewed_then_done_then_undone(desk: DeskSiteFixture) -> None:
    before = desk.files()
    page = desk.get("/names/same?name=Anna+Sample&kept=Ann+Sample").text
    assert "norway-and-iceland-agree-on-arctic-shipping.md: now names Ann Sample" in page
    assert desk.files() == before
    answer = desk.post("/names/merge", name="Anna Sample", kept="Ann Sample")
    assert answer.location == "/names"
    (post,) = desk.posts().values()
    assert "Ann Sample" in post.actors
    assert "aliases: [Anna Sample]" in (desk.content / "vocabularies" / "actors.yaml").read_text()
    desk.post("/undo")
    assert desk.posts().popitem()[1].actors != post.actors


def test_an_actor_is_added_with_its_facts(desk: DeskSiteFixture) -> None:
    desk.post("/names/add", name="Anna Sample", kind="person", country="Norway")
    text = (desk.content / "vocabularies" / "actors.yaml").read_text()
    assert "Anna Sample" in text
    assert "country: Norway" in text


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "../x", "none"])
def test_the_way_back_leads_to_a_draft_or_the_list(desk: DeskSiteFixture, back: str) -> None:
    assert desk.post("/names/merge", name="Anna Sample", kept="Ann Sample", back=back).location == "/names"


def test_decisions_are_listed_and_taken_back(desk: DeskSiteFixture) -> None:
    desk.post("/names/merge", name="Anna Sample", kept="Ann Sample")
    desk.post("/names/apart", name="Ann Sample", other="Anne Simple")
    page = desk.get("/decisions").text
    assert "Anna Sample is Ann Sample" in page
    assert "Ann Sample is not Anne Simple" in page
    (key,) = re.findall(r'name="decision" value="(\w+)" aria-label="Take back: Ann Sample is not Anne Simple"', page)
    assert desk.post("/decisions/revoke", decision=key).location == "/decisions"
    assert "Ann Sample is not Anne Simple</span>" not in desk.get("/decisions").text.partition("The last actions")[0]
    assert desk.post("/decisions/revoke", decision=key).status_code == 422


def test_an_action_is_undone_by_its_number(desk: DeskSiteFixture) -> None:
    desk.post("/names/add", name="Anna Sample", kind="person")
    number = re.findall(r'name="number" value="(\d+)" aria-label="Undo: vocabulary add', desk.get("/decisions").text)[0]
    desk.post("/undo", number=number)
    assert not (desk.content / "vocabularies" / "actors.yaml").exists()


def test_likely_duplicates_are_refused_for_good(desk: DeskSiteFixture) -> None:
    (name,) = desk.posts()
    desk.edit(name, lambda text: re.sub(r"(?m)^actors: .*", "actors: [Anna Sample, A. Sample]", text))
    assert "Not the same" in desk.get("/names").text
    desk.post("/names/apart", name="A. Sample", other="Anna Sample")
    assert "Not the same" not in desk.get("/names").text
