"""Plain values as YAML, which two readers must understand alike."""

import datetime as dt

import pytest
import yaml
from digest.core.yaml.reader import NodeReader, parse_yaml
from digest.core.yaml.writer import format_flow, format_item, format_pair, format_text
from hypothesis import given
from hypothesis import strategies as st

TIME = dt.datetime(2021, 8, 17, 9, tzinfo=dt.UTC)
LONG = tuple(f"Somebody with a name of some length {letter}" for letter in "abcd")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Talks resume", "Talks resume"),
        ("China, Russia", "China, Russia"),
        (",x", '",x"'),
        ("x,", '"x,"'),
        ("NO", '"NO"'),
        ("Yes", '"Yes"'),
        ("007", '"007"'),
        ("1e5", '"1e5"'),
        ("", '""'),
        (" x", '" x"'),
        ("- x", '"- x"'),
        ("a: b", '"a: b"'),
        ("a # b", '"a # b"'),
        ("王毅", "王毅"),
        ("/2021/08/17/old/", "/2021/08/17/old/"),
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("half \ud800", '"half \ufffd"'),
        ("next\x85line", '"next\\u0085line"'),
        ("two\nlines", '"two\\nlines"'),
        ('a "b"', '"a \\"b\\""'),
    ],
)
def test_text(text: str, written: str) -> None:
    assert format_text(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [("China, Russia", '"China, Russia"'), ("https://example.org/", '"https://example.org/"'), ("Who?", '"Who?"')],
)
def test_text_within_a_list(text: str, written: str) -> None:
    assert format_text(text, flow=True) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (12, "12"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (1e22, "10000000000000000000000.0"),
        (TIME, "2021-08-17T09:00:00+00:00"),
        (TIME.date(), "2021-08-17"),
        (("a", "b, c"), '[a, "b, c"]'),
        ({"a": 1, "b": ("x",)}, "{a: 1, b: [x]}"),
        ({"id": "abc"}, '{id: "abc"}'),
        ((), "[]"),
    ],
    ids=str,
)
def test_on_one_line(value: object, written: str) -> None:
    assert format_flow(value) == written


def test_an_id_is_quoted_always() -> None:
    assert format_pair("id", "abc") == ['id: "abc"']


def test_a_pair_that_fits_stands_on_one_line() -> None:
    assert format_pair("actors", ("Ann", "Bo"), indent=2) == ["  actors: [Ann, Bo]"]


@pytest.mark.parametrize(("length", "lines"), [(120, 1), (121, 2)])
def test_a_line_has_120_characters_at_most(length: int, lines: int) -> None:
    name = "x" * (length - len("actors: []"))
    assert len(format_pair("actors", (name,))) == lines


def test_a_long_list_takes_a_line_for_each_item() -> None:
    assert format_pair("actors", LONG) == ["actors:", *(f"  - {name}" for name in LONG)]


def test_a_block_takes_a_line_for_each_key() -> None:
    assert format_pair("source", {"name": "Wire", "author": ("Ann",)}, block=True) == [
        "source:",
        "  name: Wire",
        "  author: [Ann]",
    ]


def test_nothing_is_no_block() -> None:
    assert format_pair("source", {}, block=True) == ["source: {}"]


def test_an_item() -> None:
    assert format_item({"name": "Ann", "kind": "person"}, indent=0) == ["- {name: Ann, kind: person}"]
    assert format_item({"name": "Ann", "aliases": LONG}, indent=2, block=True) == [
        "  - name: Ann",
        "    aliases:",
        *(f"      - {name}" for name in LONG),
    ]


def test_lists_in_lists() -> None:
    assert format_pair("x", ((LONG, "b"), "c")) == [
        "x:",
        "  - - " + f"- {LONG[0]}",
        *(f"      - {name}" for name in LONG[1:]),
        "    - b",
        "  - c",
    ]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), st.booleans())
def test_both_readers_read_text_back(text: str, flow: bool) -> None:
    written = f"a: {'[' if flow else ''}{format_text(text, flow=flow)}{']' if flow else ''}\n"
    ours = parse_yaml(written, file="x")
    assert ours is not None
    value = NodeReader(file="x").value(ours, "a")
    expected = (text,) if flow else text
    assert value == {"a": expected}
    theirs = yaml.safe_load(written)["a"]
    assert (tuple(theirs) if flow else theirs) == expected
