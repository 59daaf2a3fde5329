"""Corrections at the desk: fields, terms, lines, the file as text; and two versions of which none is lost."""

import errno
import html
import os
import random
import re
from pathlib import Path

import pytest
from digest.content.frontmatter import parse_post
from digest.hosting.desk.merge import compare, keep_both
from support.desk import ORIGIN, DeskSiteFixture
from werkzeug.test import TestResponse

RAW = """\
Advertisement

Norway and Iceland agree on Arctic shipping

By Anna Sample

The foreign ministers of Norway and Iceland met in Oslo on Tuesday and agreed on common rules for ships in the Arctic.

Foreign Minister Anna Sample said that the talks had gone well and that a treaty would be ready before the winter.

Sign up for our newsletter

Iceland wants the rules to hold for fishing boats as well. Norway has asked for more time to study what that would cost.
"""


@pytest.fixture
def desk(tmp_path: Path) -> DeskSiteFixture:
    return DeskSiteFixture(tmp_path)


@pytest.fixture
def key(desk: DeskSiteFixture) -> str:
    return desk.add_draft("arctic.txt", RAW)


def hash_in(page: str) -> str:
    found = re.search(r'name="hash" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def send(desk: DeskSiteFixture, key: str, action: str, **fields: str) -> TestResponse:
    """Send a form of the draft's page as it is now."""
    return desk.post(f"/posts/{key}/{action}", hash=hash_in(desk.get(f"/posts/{key}").text), **fields)


def only_file(desk: DeskSiteFixture) -> Path:
    (path,) = desk.posts_folder.rglob("*.md")
    return path


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        pytest.param({"title": "Two agree"}, "title: Two agree", id="title"),
        pytest.param({"date": "2021-08-12"}, "date: 2021-08-12T00:00:00+00:00", id="date"),
        pytest.param({"summary": "They\r\nagree."}, "summary: They agree.", id="summary"),
        pytest.param(
            {"url": "https://wire.example/x", "outlet": "", "author": "A\r\nB"}, "  author: [A, B]", id="source"
        ),
        pytest.param({"body": "One.\r\n\r\nTwo."}, "One.", id="body"),
    ],
)
def test_a_field_is_set(desk: DeskSiteFixture, key: str, fields: dict[str, str], line: str) -> None:
    assert send(desk, key, "edit", **fields).location == f"/posts/{key}"
    assert line in only_file(desk).read_text(encoding="utf-8").split("\n")
    desk.post("/undo")
    assert line not in only_file(desk).read_text(encoding="utf-8").split("\n")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        pytest.param({"title": " "}, "title", id="no title"),
        pytest.param({"date": "soon"}, "not a date", id="no date"),
        pytest.param({"url": "javascript:alert(1)", "outlet": "", "author": ""}, "url", id="no address"),
    ],
)
def test_what_cannot_be_set_is_told_and_kept_in_view(
    desk: DeskSiteFixture, key: str, fields: dict[str, str], told: str
) -> None:
    before = desk.files()
    answer = send(desk, key, "edit", **fields)
    assert answer.status_code == 422
    assert told in answer.text
    assert all(html.escape(text) in answer.text for text in fields.values())
    assert desk.files() == before


def test_a_term_is_toggled(desk: DeskSiteFixture, key: str) -> None:
    send(desk, key, "terms", taxonomy="countries", term="Iceland")
    assert next(iter(desk.posts().values())).countries == ("Norway",)
    assert 'aria-pressed="false"' in desk.get(f"/posts/{key}").text
    send(desk, key, "terms", taxonomy="countries", term="Iceland")
    assert next(iter(desk.posts().values())).countries == ("Norway", "Iceland")


def test_numbers_of_chips_stay_while_one_is_toggled(desk: DeskSiteFixture, key: str) -> None:
    def numbers() -> dict[str, str]:
        return dict(
            re.findall(
                r'value="([^"]+)" aria-pressed="\w+" data-chip="[\w-]+" data-number="(\d)"',
                desk.get(f"/posts/{key}").text,
            )
        )

    before = numbers()
    send(desk, key, "terms", taxonomy="countries", term="Norway")
    assert numbers() == before
    assert before["Norway"] == "1"


@pytest.mark.parametrize(
    ("typed", "taxonomy", "name"),
    [
        pytest.param("Kingdom of Nowhere", None, None, id="nothing known"),
        pytest.param("China", "countries", "China", id="a country"),
        pytest.param("Deutschland", None, None, id="not among the names"),
        pytest.param("Diplomacy", "topics", "Diplomacy", id="a topic"),
        pytest.param("NATO", "actors", "NATO", id="an actor"),
    ],
)
def test_a_term_is_added_by_name(
    desk: DeskSiteFixture, key: str, typed: str, taxonomy: str | None, name: str | None
) -> None:
    answer = send(desk, key, "term", name=typed)
    post = next(iter(desk.posts().values()))
    if taxonomy is None:
        assert answer.status_code == 200
        assert "A new actor" in answer.text
    else:
        assert answer.location == f"/posts/{key}"
        assert name in getattr(post, taxonomy)


def test_a_new_actor_gets_kind_and_country(desk: DeskSiteFixture, key: str) -> None:
    send(desk, key, "term", name="Harbour Union", taxonomy="actors", kind="organisation", country="Norway")
    assert "{name: Harbour Union, kind: organisation, country: Norway}" in only_file(desk).read_text(encoding="utf-8")


def test_a_paragraph_is_dropped(desk: DeskSiteFixture, key: str) -> None:
    send(desk, key, "paragraphs", paragraph="1")
    assert "Anna Sample said" not in only_file(desk).read_text(encoding="utf-8").partition("\n---\n")[2]


def test_a_dropped_line_is_restored_where_it_stood(desk: DeskSiteFixture, key: str) -> None:
    assert "newsletter" not in only_file(desk).read_text(encoding="utf-8").partition("\n---\n")[2]
    send(desk, key, "lines", restore="11")
    body = only_file(desk).read_text(encoding="utf-8").partition("\n---\n")[2]
    assert body.index("before the winter") < body.index("Sign up for our newsletter") < body.index("fishing boats")


def test_a_line_is_kept_always_or_dropped_always(desk: DeskSiteFixture, key: str) -> None:
    assert "Always keep" in desk.get(f"/posts/{key}/lines/11").text
    assert "Always drop" in desk.get(f"/posts/{key}/lines/9").text
    send(desk, key, "lines", keep="11")
    assert "keep: Sign up for our newsletter" in (desk.content / "vocabularies" / "cleaning.yaml").read_text()
    send(desk, key, "lines", drop="9")
    assert "drop: Foreign Minister Anna Sample" in (desk.content / "vocabularies" / "cleaning.yaml").read_text()
    assert "Anna Sample said" not in only_file(desk).read_text(encoding="utf-8").partition("\n---\n")[2]


@pytest.mark.parametrize("number", ["x", "", "-", "1-x", "²", "99999999999999999999"])
def test_a_line_that_is_none(desk: DeskSiteFixture, key: str, number: str) -> None:
    before = desk.files()
    assert send(desk, key, "lines", restore=number).status_code == 422
    assert desk.files() == before


# --- The file as text -------------------------------------------------------------------------------------------------


def test_the_file_is_edited_as_text(desk: DeskSiteFixture, key: str) -> None:
    text = only_file(desk).read_text(encoding="utf-8").replace("title: Norway", "title: Today Norway")
    assert send(desk, key, "text", text=text.replace("\n", "\r\n")).status_code == 302
    assert only_file(desk).read_text(encoding="utf-8") == text


def test_errors_are_told_by_line_and_nothing_is_saved(desk: DeskSiteFixture, key: str) -> None:
    before = only_file(desk).read_bytes()
    text = before.decode().replace("countries: [", "countries: [Norwey, ")
    answer = send(desk, key, "text", text=text)
    assert answer.status_code == 422
    assert re.search(r'data-line="\d+">line \d+</a> <code>countries</code>', answer.text)
    assert "[Norwey, " in answer.text
    assert only_file(desk).read_bytes() == before


def test_a_broken_file_can_be_mended(desk: DeskSiteFixture, key: str) -> None:
    good = only_file(desk).read_text(encoding="utf-8")
    only_file(desk).write_text(good.replace("title:", "title: [", 1), encoding="utf-8")
    (other,) = re.findall(r'draft-title" href="/posts/(\w+)"', desk.get("/").text)
    shown = hash_in(desk.get(f"/posts/{other}").text)
    assert desk.post(f"/posts/{other}/text", hash=shown, text=good).status_code == 302
    assert only_file(desk).read_text(encoding="utf-8") == good


# --- Changed elsewhere ------------------------------------------------------------------------------------------------


def test_what_was_typed_is_shown_beside_what_the_file_has_by_now(desk: DeskSiteFixture, key: str) -> None:
    shown = hash_in(desk.get(f"/posts/{key}").text)
    (name,) = desk.posts()
    desk.edit(name, lambda text: text.replace("title: Norway and Iceland", "title: Oslo and Reykjavik"))
    before = desk.files()
    answer = desk.post(f"/posts/{key}/edit", hash=shown, title="Two states agree")
    assert answer.status_code == 409
    assert "Oslo and Reykjavik agree on Arctic shipping" in answer.text
    assert "Two states agree" in answer.text
    assert desk.files() == before
    desk.post(f"/posts/{key}/edit", hash=hash_in(answer.text), title="Two states agree")
    assert "title: Two states agree" in only_file(desk).read_text(encoding="utf-8")


def test_changes_of_two_fields_are_no_conflict(desk: DeskSiteFixture, key: str) -> None:
    shown = hash_in(desk.get(f"/posts/{key}").text)
    (name,) = desk.posts()
    desk.edit(name, lambda text: text.replace("title: Norway and Iceland", "title: Oslo and Reykjavik") + "\nMore.\n")
    assert desk.post(f"/posts/{key}/edit", hash=shown, summary="They agree.").status_code == 302
    text = only_file(desk).read_text(encoding="utf-8")
    assert "title: Oslo and Reykjavik agree" in text
    assert "summary: They agree." in text
    assert text.endswith("\nMore.\n")


def test_what_was_shown_long_ago_is_not_merged(desk: DeskSiteFixture, key: str) -> None:
    (name,) = desk.posts()
    desk.edit(name, lambda text: text + "\nMore.\n")
    assert desk.post(f"/posts/{key}/edit", hash="0" * 64, summary="They agree.").status_code == 409


def test_both_versions_of_a_body_stand_where_both_changed_it(desk: DeskSiteFixture, key: str) -> None:
    page = desk.get(f"/posts/{key}").text
    (name,) = desk.posts()
    body = parse_post(only_file(desk).read_text(encoding="utf-8"), file=name).body
    first, *rest = body.split("\n\n")
    desk.edit(name, lambda text: text.replace(first, f"{first} Theirs."))
    mine = "\n\n".join((first, *rest[:-1], f"{rest[-1]} Mine."))
    answer = desk.post(f"/posts/{key}/edit", hash=hash_in(page), body=mine)
    assert answer.status_code == 409
    assert keep_both("body", file=body.replace(first, f"{first} Theirs."), mine=mine, base=body).split("\n\n") == [
        f"{first} Theirs.",
        *rest[:-1],
        f"{rest[-1]} Mine.",
    ]
    assert f"{first} Theirs." in html.unescape(answer.text)


def test_a_button_pressed_on_an_old_page_does_nothing(desk: DeskSiteFixture, key: str) -> None:
    shown = hash_in(desk.get(f"/posts/{key}").text)
    (name,) = desk.posts()
    desk.edit(name, lambda text: text + "\nMore.\n")
    before = desk.files()
    for action, fields in (
        ("terms", {"taxonomy": "countries", "term": "Norway"}),
        ("paragraphs", {"paragraph": "0"}),
        ("lines", {"restore": "11"}),
    ):
        assert desk.post(f"/posts/{key}/{action}", hash=shown, **fields).location == f"/posts/{key}"
    assert desk.files() == before
    assert "changed elsewhere" in desk.get(f"/posts/{key}").text


WORDS = ["Talks", "in", "Oslo,", "Bergen:", "the", "ministers'", "王毅", "[x]", "#", "-", ">", "end."]


def random_text(choice: random.Random, *, lines: int) -> str:
    return "\n".join(" ".join(choice.choices(WORDS, k=choice.randint(0, 5))) for _ in range(choice.randint(1, lines)))


@pytest.mark.parametrize("seed", range(200))
def test_no_line_of_either_version_is_lost(seed: int) -> None:
    choice = random.Random(seed)
    base = random_text(choice, lines=8).split("\n")
    versions = []
    for _ in range(2):
        lines = list(base)
        for _ in range(choice.randint(0, 4)):
            at = choice.randrange(len(lines) + 1)
            lines[at : at + choice.randint(0, 2)] = random_text(choice, lines=2).split("\n")
        versions.append("\n".join(lines))
    file, mine = versions
    both = keep_both("body", file=file, mine=mine)
    for version in versions:
        assert [line for line in version.split("\n") if line and line not in both.split("\n")] == []
    changes = tuple(compare(file, mine))
    assert "".join(change.text for change in changes if change.side != "mine") == file
    assert "".join(change.text for change in changes if change.side != "file") == mine


def test_both_versions_of_a_file_stay_and_the_typed_one_is_in_force() -> None:
    file = "---\ntitle: One\ndate: 2021-08-17\n---\n\nA.\n"
    mine = "---\ntitle: Two\ndate: 2021-08-17\n---\n\nB.\n"
    both = keep_both("text", file=file, mine=mine)
    assert parse_post(both, file="x").title == "Two"
    assert [word for word in ("One", "Two", "A.", "B.") if word not in both] == []


def test_a_name_is_never_suggested_again(desk: DeskSiteFixture, key: str) -> None:
    assert "Government of Iceland" in next(iter(desk.posts().values())).actors
    send(desk, key, "never", term="actors Government of Iceland")
    assert "Government of Iceland" not in next(iter(desk.posts().values())).actors
    assert "ignore: true" in (desk.content / "vocabularies" / "actors.yaml").read_text()
    assert 'value="Government of Iceland"' not in desk.get(f"/posts/{key}").text


@pytest.mark.parametrize("term", ["", "actors", "people Anna Sample", "actors  "])
def test_what_is_no_term_is_refused(desk: DeskSiteFixture, key: str, term: str) -> None:
    before = desk.files()
    assert send(desk, key, "never", term=term).status_code == 422
    assert desk.files() == before


# --- When it cannot be written ----------------------------------------------------------------------------------------


def test_a_full_disk_leaves_the_file_and_shows_what_was_typed(
    desk: DeskSiteFixture, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk.files()
    shown = hash_in(desk.get(f"/posts/{key}").text)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "x")

    monkeypatch.setattr(os, "fsync", full)
    answer = desk.post(f"/posts/{key}/edit", hash=shown, title="A title of mine")
    assert answer.status_code == 500
    assert "No space left" in answer.text
    assert "A title of mine" in answer.text
    assert desk.files() == before


def test_what_was_typed_for_a_post_that_is_gone_is_shown(desk: DeskSiteFixture, key: str) -> None:
    only_file(desk).unlink()
    answer = desk.post(f"/posts/{key}/edit", hash="x", summary="A summary of mine")
    assert answer.status_code == 404
    assert "A summary of mine" in answer.text


def test_a_form_of_a_former_run_changes_nothing_and_is_shown_again(desk: DeskSiteFixture, key: str) -> None:
    before = desk.files()
    data = {"form_token": "of the run before", "summary": "A summary of mine"}
    answer = desk.browser.post(f"/posts/{key}/edit", base_url=ORIGIN, data=data, headers={"Origin": ORIGIN})
    assert answer.status_code == 403
    assert "A summary of mine" in answer.text
    assert desk.files() == before
