"""A day at the desk: its posts in the order of the site, and their weights."""

import re
from pathlib import Path

import pytest
from support.desk import OTHER, DeskSiteFixture


@pytest.fixture
def desk(tmp_path: Path) -> DeskSiteFixture:
    return DeskSiteFixture(tmp_path)


@pytest.fixture
def two(desk: DeskSiteFixture) -> tuple[str, str]:
    keys = desk.add_draft(), desk.add_draft("second.txt", OTHER)
    for name in desk.posts():
        desk.edit(name, lambda text: re.sub(r"^date: .*", "date: 2024-05-03T12:00:00+00:00", text, flags=re.MULTILINE))
    return keys


def order(desk: DeskSiteFixture, day: str = "2024-05-03") -> list[str]:
    return re.findall(r'name="post" value="(\w+)"', desk.get(f"/days/{day}").text)


def weights(desk: DeskSiteFixture) -> dict[str | None, str | None]:
    return {post.id: post.weight for post in desk.posts().values()}


def test_the_newest_day_is_shown(desk: DeskSiteFixture, two: tuple[str, str]) -> None:
    text = desk.get("/days").text
    assert "Friday, 3 May 2024" in text
    assert set(order(desk)) == set(two)


def test_a_weight_arranges_the_day_and_is_undone(desk: DeskSiteFixture, two: tuple[str, str]) -> None:
    last = order(desk)[-1]
    before = desk.files()
    assert desk.post("/days/2024-05-03", post=last, weight="lead").location == "/days/2024-05-03"
    assert order(desk)[0] == last
    other = next(key for key in two if key != last)
    desk.post("/days/2024-05-03", post=other, weight="lead")
    assert weights(desk) == {other: "lead", last: "high"}
    desk.post("/undo")
    desk.post("/undo")
    assert desk.files() == before


@pytest.mark.parametrize(
    ("day", "fields"),
    [
        ("2024-05-03", {"weight": "heavy"}),
        ("2024-05-03", {"weight": "lead", "post": "none"}),
        ("2024-05-04", {"weight": "lead"}),
        ("yesteryear", {"weight": "lead"}),
    ],
)
def test_what_cannot_be_done_changes_nothing(
    desk: DeskSiteFixture, two: tuple[str, str], day: str, fields: dict[str, str]
) -> None:
    before = desk.files()
    assert desk.post(f"/days/{day}", **{"post": two[0], **fields}).status_code == 422
    assert desk.files() == before


def test_a_day_without_posts_is_said(desk: DeskSiteFixture, two: tuple[str, str]) -> None:
    assert "there are no posts" in desk.get("/days/2020-01-01").text
