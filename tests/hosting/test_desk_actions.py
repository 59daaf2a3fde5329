"""Decisions at the desk: accept, reject, later, undo; and what happens where the file is another by then."""

import re
from pathlib import Path

import pytest
from support.desk import ORIGIN, OTHER, SECRETS, DeskSiteFixture


@pytest.fixture
def desk(tmp_path: Path) -> DeskSiteFixture:
    return DeskSiteFixture(tmp_path)


@pytest.fixture
def two(desk: DeskSiteFixture) -> tuple[str, str]:
    first = desk.add_draft()
    return first, desk.add_draft("second.txt", OTHER)


def hash_of(desk: DeskSiteFixture, key: str) -> str:
    found = re.search(r'data-hash="([0-9a-f]{64})"', desk.get(f"/posts/{key}").text)
    assert found
    return found[1]


def statuses(desk: DeskSiteFixture) -> list[str]:
    return sorted(post.status for post in desk.posts().values())


def test_accept_publishes_and_shows_the_next_draft(desk: DeskSiteFixture, two: tuple[str, str]) -> None:
    answer = desk.post(f"/posts/{two[0]}/accept", hash=hash_of(desk, two[0]))
    assert (answer.status_code, answer.location) == (302, f"/posts/{two[1]}")
    assert statuses(desk) == ["draft", "published"]
    assert "Accepted “Norway and Iceland agree on Arctic shipping”" in desk.get(f"/posts/{two[1]}").text


def test_the_last_decision_leads_to_the_list(desk: DeskSiteFixture) -> None:
    key = desk.add_draft()
    assert desk.post(f"/posts/{key}/accept", hash=hash_of(desk, key)).location == "/"


def test_reject_deletes_an_edited_draft_and_undo_brings_it_back(desk: DeskSiteFixture, two: tuple[str, str]) -> None:
    (name,) = [name for name, post in desk.posts().items() if post.id == two[0]]
    desk.edit(name, lambda text: text.replace("title: Norway", "title: My Norway"))
    before = desk.files()
    desk.post(f"/posts/{two[0]}/reject", hash=hash_of(desk, two[0]))
    assert name not in desk.posts()
    answer = desk.post("/undo")
    assert answer.location == f"/posts/{two[0]}"
    after = desk.files()
    assert {path: data for path, data in after.items() if path != "ingested.jsonl"} == {
        path: data for path, data in before.items() if path != "ingested.jsonl"
    }
    desk.post("/redo")
    assert name not in desk.posts()


def test_a_draft_that_has_changed_since_is_shown_again_instead(desk: DeskSiteFixture, two: tuple[str, str]) -> None:
    shown = hash_of(desk, two[0])
    (name,) = [name for name, post in desk.posts().items() if post.id == two[0]]
    desk.edit(name, lambda text: text + "\nMore.\n")
    before = desk.files()
    for action in ("accept", "reject"):
        assert desk.post(f"/posts/{two[0]}/{action}", hash=shown).location == f"/posts/{two[0]}"
        assert "changed elsewhere" in desk.get(f"/posts/{two[0]}").text
    assert desk.files() == before


def test_the_chosen_drafts_are_accepted_if_they_are_what_was_shown(desk: DeskSiteFixture, two: tuple[str, str]) -> None:
    chosen = re.findall(r'name="chosen" value="(\w+ \w+)"', desk.get("/").text)
    assert len(chosen) == 2
    (name,) = [name for name, post in desk.posts().items() if post.id == two[0]]
    desk.edit(name, lambda text: text + "\nMore.\n")
    data = {"form_token": SECRETS.form, "chosen": [*chosen, "gone 0"]}
    assert desk.browser.post("/chosen/accept", base_url=ORIGIN, data=data, headers={"Origin": ORIGIN}).location == "/"
    assert {post.id: post.status for post in desk.posts().values()} == {two[0]: "draft", two[1]: "published"}
    assert "1 draft accepted; still drafts: “Norway and Iceland" in desk.get("/").text


def test_later_puts_a_draft_last(desk: DeskSiteFixture, two: tuple[str, str]) -> None:
    order = re.findall(r'draft-title" href="/posts/(\w+)"', desk.get("/").text)
    assert desk.post(f"/posts/{order[0]}/later").location == f"/posts/{order[1]}"
    assert re.findall(r'draft-title" href="/posts/(\w+)"', desk.get("/").text) == order[::-1]


def test_a_draft_with_an_error_stays_one_and_the_reason_is_shown(desk: DeskSiteFixture) -> None:
    key = desk.add_draft()
    (name,) = desk.posts()
    desk.edit(name, lambda text: re.sub(r"countries: .*", "countries: [Norwey]", text))
    answer = desk.post(f"/posts/{key}/accept", hash=hash_of(desk, key))
    assert answer.status_code == 422
    assert "Norwey" in answer.text
    assert statuses(desk) == ["draft"]


@pytest.mark.parametrize("action", ["accept", "reject", "later"])
def test_a_draft_that_is_gone(desk: DeskSiteFixture, action: str) -> None:
    key = desk.add_draft()
    shown = hash_of(desk, key)
    desk.post_path(next(iter(desk.posts()))).unlink()
    answer = desk.post(f"/posts/{key}/{action}", hash=shown)
    assert answer.status_code == 404
    assert "gone" in answer.text


def test_undo_of_nothing_says_so(desk: DeskSiteFixture) -> None:
    answer = desk.post("/undo")
    assert answer.status_code == 422
    assert "nothing to undo" in answer.text


def test_a_broken_draft_is_shown_as_text_with_its_problem(desk: DeskSiteFixture) -> None:
    key = desk.add_draft()
    (name,) = desk.posts()
    desk.post_path(name).write_text("---\ntitle: [a\n---\n\nText\n", encoding="utf-8")
    page = desk.get("/").text
    assert "cannot be read" in page
    (other,) = re.findall(r'draft-title" href="(/posts/\w+)"', page)
    assert key not in other
    assert "title: [a" in desk.get(other).text


def test_a_vocabulary_that_does_not_load_is_told_and_the_draft_shown(desk: DeskSiteFixture) -> None:
    key = desk.add_draft()
    desk.write("vocabularies/actors.yaml", "- {name: [\n")
    page = desk.get(f"/posts/{key}").text
    assert "actors.yaml" in page
    assert "Norway and Iceland agree" in page


def test_without_its_raw_file_a_draft_is_the_post_alone(desk: DeskSiteFixture) -> None:
    key = desk.add_draft()
    (desk.inbox / "arctic.txt").unlink()
    page = desk.get(f"/posts/{key}").text
    assert "The raw file is not here" in page
    assert "Norway and Iceland agree" in page


def test_chosen_drafts_are_rejected_or_put_off(desk: DeskSiteFixture, two: tuple[str, str]) -> None:
    def chosen() -> list[str]:
        return re.findall(r'name="chosen" value="(\w+ \w+)"', desk.get("/").text)

    first, second = chosen()
    assert desk.post("/chosen/later", chosen=first).location == "/"
    assert chosen() == [second, first]
    desk.post("/chosen/reject", chosen=first)
    assert chosen() == [second]
    desk.post("/undo")
    assert set(chosen()) == {first, second}
    assert desk.post("/chosen/publish", chosen=first).status_code == 404


def test_a_published_post_becomes_a_draft_again(desk: DeskSiteFixture, two: tuple[str, str]) -> None:
    desk.post(f"/posts/{two[0]}/accept", hash=hash_of(desk, two[0]))
    shown = desk.get(f"/posts/{two[0]}").text
    assert f"/posts/{two[0]}/unpublish" in shown
    desk.post(f"/posts/{two[0]}/unpublish", hash="0" * 64)
    assert statuses(desk) == ["draft", "published"]
    assert desk.post(f"/posts/{two[0]}/unpublish", hash=hash_of(desk, two[0])).location == f"/posts/{two[0]}"
    assert statuses(desk) == ["draft", "draft"]
    desk.post("/undo")
    assert statuses(desk) == ["draft", "published"]
