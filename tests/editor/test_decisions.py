"""Decisions that are remembered: made, listed, revoked."""

from pathlib import Path

import pytest
from digest.content.frontmatter import format_post, parse_post
from digest.content.store import Content, make_content, read_vocabularies
from digest.core.errors import ContentError, VocabularyError
from digest.core.settings import DigestSettings
from digest.core.types import Taxonomy
from digest.editor.actors import make_roster, plan_merge
from digest.editor.corrections import add_line
from digest.editor.decisions import add_alias, ignore_term, keep_apart, list_decisions, revoke
from support.posts import make_post

SETTINGS = DigestSettings()


@pytest.fixture
def content(tmp_path: Path) -> Content:
    (tmp_path / "content/posts").mkdir(parents=True)
    (tmp_path / "content/vocabularies").mkdir()
    made = make_content(tmp_path / "content", SETTINGS)
    for number, name in enumerate(("Ann Berg", "A. Berg"), start=1):
        post = make_post(f"post-{number}", day=number, actors=(name,), status="draft")
        (made.posts[0] / f"2021-08-0{number}-post-{number}.md").write_text(format_post(post), encoding="utf-8")
    return made


def actors(content: Content) -> str:
    path = content.vocabularies / "actors.yaml"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def texts(content: Content) -> list[str]:
    return [decision.text for decision in list_decisions(content)]


def test_a_name_is_never_suggested_again(content: Content) -> None:
    told = ignore_term(content, SETTINGS, "actors", "Reuters News")
    assert told == "content/vocabularies/actors.yaml: Reuters News is never suggested again"
    assert actors(content) == "- name: Reuters News\n  ignore: true\n"
    assert texts(content) == ["never suggest Reuters News"]


@pytest.mark.parametrize(("taxonomy", "name"), [("countries", "PRC"), ("topics", "Diplomacy")])
def test_a_known_term_is_ignored_under_its_own_name(content: Content, taxonomy: Taxonomy, name: str) -> None:
    ignore_term(content, SETTINGS, taxonomy, name)
    term = read_vocabularies(content).of(taxonomy).find(name)
    assert term
    assert term.ignore
    assert texts(content) == [f"never suggest {term.name}"]


def test_a_post_loses_the_name_in_the_same_action(content: Content) -> None:
    path = content.posts[0] / "2021-08-02-post-2.md"
    ignore_term(content, SETTINGS, "actors", "A. Berg", path=path)
    assert parse_post(path.read_text(encoding="utf-8"), file="").actors == ()
    assert texts(content) == ["never suggest A. Berg"]


def test_an_entry_is_ignored_and_again_what_it_was(content: Content) -> None:
    text = "# mine\n- name: Ann Berg\n  kind: person\n"
    (content.vocabularies / "actors.yaml").write_text(text, encoding="utf-8")
    ignore_term(content, SETTINGS, "actors", "ann berg")
    assert actors(content) == text + "  ignore: true\n"
    revoke(content, list_decisions(content)[0].key)
    assert actors(content) == text


def test_a_name_becomes_an_alias(content: Content) -> None:
    add_alias(content, "countries", "Holland Proper", "Netherlands")
    add_alias(content, "countries", "Hollandia", "Netherlands")
    assert add_alias(content, "countries", "Hollandia", "Netherlands").endswith("a name of Netherlands already")
    countries = read_vocabularies(content).countries
    assert countries.find("hollandia") == countries.find("Netherlands")
    assert texts(content) == ["Holland Proper is Netherlands", "Hollandia is Netherlands"]
    revoke(content, list_decisions(content)[0].key)
    assert texts(content) == ["Hollandia is Netherlands"]
    revoke(content, list_decisions(content)[0].key)
    assert texts(content) == []
    assert read_vocabularies(content).countries.find("hollandia") is None


def test_an_alias_of_nothing_or_of_two_is_refused(content: Content) -> None:
    with pytest.raises(ContentError, match="unknown name"):
        add_alias(content, "countries", "Hollandia", "Netherlandds")
    with pytest.raises(VocabularyError, match="China"):
        add_alias(content, "countries", "China", "Netherlands")
    assert texts(content) == []


def test_actors_kept_apart_are_no_duplicates(content: Content) -> None:
    assert len(make_roster(content, SETTINGS).duplicates) == 1
    keep_apart(content, "Ann Berg", "A. Berg")
    assert actors(content) == "- not_same: [[Ann Berg, A. Berg]]\n"
    assert make_roster(content, SETTINGS).duplicates == ()
    assert keep_apart(content, "a. berg", "ann berg").endswith("they are kept apart already")
    assert texts(content) == ["Ann Berg is not A. Berg"]
    revoke(content, list_decisions(content)[0].key)
    assert len(make_roster(content, SETTINGS).duplicates) == 1


def test_one_pair_of_several_is_revoked(content: Content) -> None:
    text = "- not_same:\n    - [Ann Berg, A. Berg]\n    - [Bo Hill, B. Hill]\n- name: Bo Hill\n"
    (content.vocabularies / "actors.yaml").write_text(text, encoding="utf-8")
    revoke(content, list_decisions(content)[0].key)
    assert actors(content) == "- name: Bo Hill\n- not_same: [[Bo Hill, B. Hill]]\n"


@pytest.mark.parametrize("pairs", ["[A, B]", "[[A]]", "[[A, B, C]]", "A", "[[A, [B]]]", "", "[[A, '']]"])
def test_what_are_no_pairs_is_told_with_its_line(content: Content, pairs: str) -> None:
    (content.vocabularies / "actors.yaml").write_text(f"- name: Bo Hill\n- not_same: {pairs}\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"actors\.yaml:2: not_same: these are not pairs of names"):
        read_vocabularies(content)


def test_lines_are_listed_and_revoked(content: Content) -> None:
    path = content.vocabularies / "cleaning.yaml"
    path.write_text("# mine\n- keep: ' Line one '\n", encoding="utf-8")
    add_line(content, "Line two", keep=False, outlet="Example Wire")
    assert texts(content) == ["always keep “Line one”", "always drop “Line two” of Example Wire"]
    revoke(content, list_decisions(content)[0].key)
    assert path.read_text(encoding="utf-8") == "# mine\n- drop: Line two\n  outlet: Example Wire\n"
    revoke(content, list_decisions(content)[0].key)
    assert texts(content) == []


def test_what_was_revoked_cannot_be_again(content: Content) -> None:
    ignore_term(content, SETTINGS, "actors", "Reuters News")
    key = list_decisions(content)[0].key
    revoke(content, key)
    assert actors(content) == ""
    with pytest.raises(ContentError, match="there is no such decision any more"):
        revoke(content, key)


def test_a_merge_is_planned_without_writing(content: Content) -> None:
    plan = plan_merge(content, SETTINGS, "A. Berg", "Ann Berg")
    assert [line.partition(":")[0] for line in plan.lines] == [
        "content/vocabularies/actors.yaml",
        "content/posts/2021-08-02-post-2.md",
    ]
    assert actors(content) == ""
