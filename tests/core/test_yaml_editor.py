"""Lossless edits of YAML text."""

import pytest
from digest.core.yaml.editor import edit_text, has_aliases, replace_value, set_key, text_data
from digest.core.yaml.reader import NodeReader, parse_yaml

ORDER = ("title", "date", "status", "actors")
TEXT = """\
# A comment above
title: "Talks"   # why
date: 2021-08-17

# About the actors
actors:
  - Wang Yi  # first
  - 'Ann Berg'
source: {name: Wire, url: https://example.org/a}
note: |
  one

  two
"""


def change(text: str, key: str, value: object, **options: object) -> str:
    pairs = NodeReader(file="x").mapping(parse_yaml(text, file="x"), None)
    return set_key(text, pairs, key, value, order=ORDER, **options)  # type: ignore[arg-type]


def test_a_value_keeps_its_quotes_and_its_comment() -> None:
    assert change(TEXT, "title", "Peace") == TEXT.replace('"Talks"', '"Peace"')


def test_a_new_key_goes_below_those_before_it_in_the_order() -> None:
    assert change(TEXT, "status", "draft") == TEXT.replace("17\n", "17\nstatus: draft\n")


def test_a_new_first_key_goes_above_all() -> None:
    assert change("date: 2021-08-17\n", "title", "Talks") == "title: Talks\ndate: 2021-08-17\n"


def test_a_key_without_a_place_in_the_order_goes_last() -> None:
    assert change(TEXT, "other", "x") == f"{TEXT}other: x\n"


def test_a_key_is_added_below_a_last_line_without_a_line_end() -> None:
    assert change("title: Talks", "date", "x") == "title: Talks\ndate: x\n"


def test_a_key_is_set_in_nothing() -> None:
    assert change("", "title", "Talks") == "title: Talks\n"


def test_a_key_is_removed_with_its_lines_alone() -> None:
    removed = TEXT.replace("actors:\n  - Wang Yi  # first\n  - 'Ann Berg'\n", "")
    assert change(TEXT, "actors", None) == removed
    assert change(removed, "actors", None) == removed


def test_a_block_of_text_goes_whole() -> None:
    assert change(TEXT, "note", None) == TEXT[: TEXT.index("note:")]


def test_items_that_stay_keep_their_lines() -> None:
    assert change(TEXT, "actors", ("Ann Berg", "Bo Ek", "Wang Yi")) == TEXT.replace(
        "  - Wang Yi  # first\n  - 'Ann Berg'\n", "  - 'Ann Berg'\n  - Bo Ek\n  - Wang Yi  # first\n"
    )


def test_items_in_brackets_keep_their_spelling() -> None:
    assert change("actors: ['Ann Berg', \"Bo\"]  # both\n", "actors", ("Bo", "Cy")) == 'actors: ["Bo", Cy]  # both\n'


def test_a_list_that_grows_beyond_the_line_takes_lines_of_its_own() -> None:
    names = tuple(f"Somebody Number {letter * 8}" for letter in "abcdef")
    lines = "".join(f"  - {name}\n" for name in names)
    assert change("actors: [Ann]\ntitle: x\n", "actors", names) == f"actors:\n{lines}title: x\n"


def test_a_missing_value_gets_one() -> None:
    assert change("title:\ndate: x\n", "title", "Talks") == "title: Talks\ndate: x\n"


def test_a_mapping_in_lines_is_written_anew_where_its_value_changes() -> None:
    assert change("source:\n  name: Wire\ntitle: x\n", "source", {"name": "Post"}, block=True) == (
        "source:\n  name: Post\ntitle: x\n"
    )


def test_a_key_on_a_dash_s_line() -> None:
    text = "- name: |\n    Wang\n  kind: person\n"
    root = parse_yaml(text, file="x")
    assert root is not None
    pairs = {pair[0].value: pair for pair in root.value[0].value}
    assert set_key(text, pairs, "name", "Wang Yi") == "- name: Wang Yi\n  kind: person\n"
    assert set_key(text, pairs, "country", "China") == f"{text}  country: China\n"


@pytest.mark.parametrize(
    ("text", "edited"),
    [
        ("a\r\nb\r\n", "a\r\nnew\r\nb\r\n"),
        ("a\rb\r", "a\rnew\rb\r"),
        ("a\nb\r\nc\r", "a\nnew\nb\r\nc\r"),
        ("\ufeffa\r\nb", "\ufeffa\r\nnew\r\nb"),
        ("a\nb", "a\nnew\nb"),
        ("a\r\n\x0bb\u2028c\r\n", "a\r\nnew\r\n\x0bb\u2028c\r\n"),
    ],
    ids=["Windows", "old Macs", "mixed", "byte order mark", "ours", "what only Python takes for a line end"],
)
def test_lines_keep_their_ends(text: str, edited: str) -> None:
    assert edit_text(text, lambda plain: plain.replace("a\n", "a\nnew\n", 1)) == edited


@pytest.mark.parametrize("text", ["", "a", "a\r", "\ufeff", "a\r\n\r\n"])
def test_an_edit_of_nothing_changes_nothing(text: str) -> None:
    assert edit_text(text, lambda plain: plain) == text


@pytest.mark.parametrize(
    ("text", "found"), [("a: [1, 2]", False), ("a: &x 1\nb: *x", True), ("- &x [1]\n- {a: [*x]}", True)]
)
def test_has_aliases(text: str, found: bool) -> None:
    root = parse_yaml(text, file="x")
    assert root is not None
    assert has_aliases(root) is found


def test_text_data_is_what_was_written() -> None:
    root = parse_yaml("a: NO\nb: [007, ~, 'null']\nc: null\nd:\n? [x]\n: y\n", file="x")
    assert root is not None
    assert text_data(root) == {"a": "NO", "b": ("007", None, "null"), "c": "null", "d": None, "": "y"}


def test_a_value_on_several_lines_is_not_replaced_in_place() -> None:
    root = parse_yaml("a: 'one\n  two'\n", file="x")
    assert root is not None
    assert replace_value("a: 'one\n  two'\n", "a", root.value[0][1], "x") is None
