"""New actors in posts, likely duplicates, and the editor's word: add one, make two one."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from digest.cli import digest
from digest.content.frontmatter import is_untouched, parse_post, renew_post_sha256
from digest.content.store import Content, make_content, read_vocabularies
from digest.core.errors import ContentError, VocabularyError
from digest.core.settings import DigestSettings
from digest.editor.actors import Duplicate, Named, add_actor, find_duplicates, make_roster, merge_actors

SETTINGS = DigestSettings()
POST = """\
---
# mine
title: Talks {number}   # a note
date: 2021-08-{number}T09:00:00+02:00
id: "00000000000000{number}"
slug: talks-{number}
status: draft
actors: {actors}
countries: [Norway]
digest:
  raw: talks.txt
  raw_sha256: "ab"
  post_sha256: "{hash}"
  new_actors: [{{name: A. Berg, kind: person, country: Norway}}, {{name: Cy Other, kind: person}}]
  review: [summary]
---

A. Berg met NATO.
"""
EDITED = """\
# The editor's own.
- name: Ann Berg   # the minister
  aliases: ["Minister Berg"]

# Once a colleague.
- name: A. Berg
  kind: person
  wikidata: Q12
  former_slugs: [berg]

- {name: Harbour Union, kind: organisation}
- Nato Watch
"""


@pytest.fixture
def content(tmp_path: Path) -> Content:
    root = tmp_path / "content"
    for number, actors in ((11, "[A. Berg, NATO]"), (12, '[NATO, "a. berg"]'), (13, "[Ann Berg, A. Berg]")):
        put(root, number, actors)
    return make_content(root, SETTINGS)


def put(root: Path, number: int, actors: str) -> None:
    path = root / f"posts/2021/2021-08-{number}-talks-{number}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(renew_post_sha256(POST.format(number=number, actors=actors, hash="0" * 64)), encoding="utf-8")


def put_vocabulary(content: Content, text: str) -> Path:
    content.vocabularies.mkdir(exist_ok=True)
    path = content.vocabularies / "actors.yaml"
    path.write_bytes(text.encode())
    return path


def posts(content: Content) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(content.posts[0].rglob("*.md"))]


def actors(content: Content) -> list[tuple[str, ...]]:
    return [parse_post(text, file="a.md").actors for text in posts(content)]


def test_new_actors_are_counted_whatever_their_case(content: Content) -> None:
    roster = make_roster(content, SETTINGS)
    assert roster.new == (
        Named(name="A. Berg", posts=3, kind="person", country="Norway"),
        Named(name="Ann Berg", posts=1),
    )
    assert [(pair.gone.name, pair.kept.name, pair.why) for pair in roster.duplicates] == [
        ("Ann Berg", "A. Berg", "the same surname and first initial")
    ]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        pytest.param("Ann Berg", "A. Berg", "the same surname and first initial", id="an initial"),
        pytest.param("Wang Yi", "Wang Yang", "the same surname and first initial", id="surname first"),
        pytest.param("HWU", "Harbour Workers Union", "an acronym and its long form", id="an acronym"),
        pytest.param("HCD", "Hall of Culture and Dance", "an acronym and its long form", id="small words"),
        pytest.param("Volodymyr Zelensky", "Volodymyr Zelenskyy", "one edit apart", id="a letter more"),
        pytest.param("Harbour Union", "Harbor Union", "one edit apart", id="a letter fewer"),
        pytest.param("Harbour Union", "Harbuor Union", "one edit apart", id="two letters swapped"),
        pytest.param("Harbour Union", "Harvour Union", "one edit apart", id="another letter"),
    ],
)
def test_likely_duplicates(one: str, other: str, why: str) -> None:
    assert [pair.why for pair in find_duplicates([Named(name=one), Named(name=other)])] == [why]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(Named(name="Ann Berg"), Named(name="Tom Berg"), id="another initial"),
        pytest.param(Named(name="Iran"), Named(name="Iraq"), id="short"),
        pytest.param(Named(name="Brigade 21"), Named(name="Brigade 22"), id="numbers"),
        pytest.param(Named(name="NATO", base=True), Named(name="NATA", base=True), id="both of the base"),
        pytest.param(Named(name="UN"), Named(name="USA"), id="two acronyms"),
    ],
)
def test_no_duplicates(one: Named, other: Named) -> None:
    assert find_duplicates([one, other]) == ()


def test_the_known_name_is_the_one_to_keep() -> None:
    few, many = Named(name="Ann Berg", known=True, posts=1), Named(name="A. Berg", posts=9)
    assert find_duplicates([few, many]) == (Duplicate(gone=many, kept=few, why="the same surname and first initial"),)


def test_what_ingest_noted_is_added(content: Content) -> None:
    told = add_actor(content, SETTINGS, "A. Berg")
    assert told == "A. Berg: added to content/vocabularies/actors.yaml; `digest undo` takes it out again"
    assert (content.vocabularies / "actors.yaml").read_text() == "- name: A. Berg\n  kind: person\n  country: Norway\n"


def test_names_in_other_scripts_get_romanised_slugs(content: Content) -> None:
    path = put_vocabulary(content, "- name: Fang Lan\n")
    for name in ("方岚", "方兰", "Анна Берг"):
        add_actor(content, SETTINGS, name, kind="person")
    slugs = {term.name: term.slug for term in read_vocabularies(content).actors.terms}
    assert (slugs["方岚"], slugs["方兰"], slugs["Анна Берг"]) == ("fang-lan-2", "fang-lan-3", "anna-berg")
    assert "- name: 方岚\n  slug: fang-lan-2\n" in path.read_text(encoding="utf-8")


def test_an_actor_that_has_a_page_keeps_its_address(content: Content) -> None:
    put(content.root, 19, "[方岚]")
    path = content.posts[0] / "2021/2021-08-19-talks-19.md"
    path.write_text(path.read_text(encoding="utf-8").replace("status: draft", "status: published"), encoding="utf-8")
    add_actor(content, SETTINGS, "方岚")
    assert "slug" not in (content.vocabularies / "actors.yaml").read_text(encoding="utf-8")


def test_what_is_said_goes_before_what_was_noted(content: Content) -> None:
    add_actor(content, SETTINGS, "A. Berg", kind="group", country="Chad")
    assert (content.vocabularies / "actors.yaml").read_text() == "- name: A. Berg\n  kind: group\n  country: Chad\n"


@pytest.mark.parametrize(
    ("name", "country", "error", "message"),
    [
        pytest.param("Nato", None, ContentError, "it is already in the vocabulary, as NATO", id="known"),
        pytest.param("Ann Berg", "Norwey", VocabularyError, "did you mean 'Norway'", id="no such country"),
    ],
)
def test_what_cannot_be_added_changes_nothing(
    content: Content, name: str, country: str | None, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        add_actor(content, SETTINGS, name, country=country)
    assert not content.vocabularies.exists()


def test_two_new_actors_become_one(content: Content) -> None:
    before = posts(content)
    merge_actors(content, SETTINGS, "A. Berg", "Ann Berg")
    assert actors(content) == [("Ann Berg", "NATO"), ("NATO", "Ann Berg"), ("Ann Berg",)]
    term = read_vocabularies(content).actors.find("a. berg")
    assert term is not None
    assert (term.name, term.kind, term.country, term.former_slugs) == ("Ann Berg", "person", "NO", ("a-berg",))
    for old, new in zip(before, posts(content), strict=True):
        changed = [(a, b) for a, b in zip(old.split("\n"), new.split("\n"), strict=True) if a != b]
        assert [a.split(":")[0].strip() for a, _ in changed] == ["actors", "post_sha256", "new_actors"]
        assert "new_actors: [{name: Cy Other, kind: person}]" in new
        assert is_untouched(new)


def test_the_rest_of_the_vocabulary_stays(content: Content) -> None:
    path = put_vocabulary(content, EDITED)
    merge_actors(content, SETTINGS, "A. Berg", "Ann Berg")
    assert path.read_text(encoding="utf-8") == (
        "# The editor's own.\n- name: Ann Berg   # the minister\n"
        '  aliases: ["Minister Berg", A. Berg]\n  kind: person\n  wikidata: Q12\n  former_slugs: [a-berg, berg]\n'
        "\n# Once a colleague.\n\n- {name: Harbour Union, kind: organisation}\n- Nato Watch\n"
    )


@pytest.mark.parametrize(
    ("kept", "entry"),
    [
        pytest.param("Harbour Union", ("Harbour Union", "organisation", ("Ann Berg", "Minister Berg")), id="{...}"),
        pytest.param("Nato Watch", ("Nato Watch", None, ("Ann Berg", "Minister Berg")), id="a bare name"),
        pytest.param("Nato", ("NATO", "organisation", ("Ann Berg", "Minister Berg")), id="of the base vocabulary"),
    ],
)
def test_every_form_of_entry_takes_the_names(content: Content, kept: str, entry: tuple[object, ...]) -> None:
    put_vocabulary(content, EDITED.replace("\n", "\r\n"))
    merge_actors(content, SETTINGS, "Ann Berg", kept)
    term = read_vocabularies(content).actors.find("Minister Berg")
    assert term is not None
    assert (term.name, term.kind, term.aliases[-2:]) == entry
    assert term.former_slugs[0] == "ann-berg"
    text = (content.vocabularies / "actors.yaml").read_bytes()
    assert text.count(b"\n") == text.count(b"\r\n")


def test_a_merge_that_was_cut_off_goes_on(content: Content) -> None:
    put_vocabulary(content, "- name: Ann Berg\n  aliases: [A. Berg]\n")
    merge_actors(content, SETTINGS, "A. Berg", "Ann Berg")
    assert actors(content) == [("Ann Berg", "NATO"), ("NATO", "Ann Berg"), ("Ann Berg",)]
    with pytest.raises(ContentError, match="it is already Ann Berg"):
        merge_actors(content, SETTINGS, "A. Berg", "Ann Berg")


@pytest.mark.parametrize(
    ("gone", "kept", "message"),
    [
        pytest.param("Nobody", "Ann Berg", "neither the vocabulary nor a post", id="unknown"),
        pytest.param("NATO", "Ann Berg", "the plugin's own vocabulary has it", id="of the base vocabulary"),
        pytest.param("A. Berg", "a. berg", "the two names are the same", id="itself"),
        pytest.param("Government of China", "Ann Berg", "the plugin's own", id="a government"),
    ],
)
def test_what_cannot_be_merged_changes_nothing(content: Content, gone: str, kept: str, message: str) -> None:
    before = posts(content)
    with pytest.raises(ContentError, match=message):
        merge_actors(content, SETTINGS, gone, kept)
    assert (posts(content), content.vocabularies.exists()) == (before, False)


def test_the_verb(content: Content) -> None:
    settings = content.root.parent / "pelicanconf.py"
    settings.write_text('PATH = "content"\n', encoding="utf-8")

    def run(*words: str) -> str:
        return CliRunner().invoke(digest, ["--settings", str(settings), "vocabulary", *words]).output

    assert run().split("\n")[:4] == [
        "new actors: 2",
        "      3 A. Berg (person, Norway)",
        "      1 Ann Berg",
        "likely duplicates: 1",
    ]
    assert "names Ann Berg" in run("merge", "A. Berg", "Ann Berg")
    assert run("add", "Cy Other", "--kind", "person").startswith("Cy Other: added to content/vocabularies/actors.yaml")
    assert run().split("\n")[:2] == ["new actors: 0", "likely duplicates: 0"]
