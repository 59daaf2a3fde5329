"""Readers of values by a schema."""

import re
from typing import Any

import pytest
from digest.core.yaml.reader import NodeReader, parse_yaml
from digest.core.yaml.schema import (
    Read,
    Schema,
    read_choice,
    read_line,
    read_lines,
    read_mapping,
    read_matching,
    read_optional_line,
    read_prose,
    read_truth,
)

SCHEMA: Schema = {"name": read_line, "kind": read_choice("person", "body", "group"), "aliases": read_lines}


def read(text: str, one: Read[Any]) -> tuple[object, list[str]]:
    reader = NodeReader(file="x")
    root = parse_yaml(text, file="x")
    assert root is not None
    return one(reader, root, "key"), [str(problem) for problem in reader.problems]


def read_all(text: str, *, warning: bool = False) -> tuple[dict[str, Any], list[str]]:
    reader = NodeReader(file="x")
    root = parse_yaml(text, file="x")
    assert root is not None
    values = read_mapping(reader, root, "actor", SCHEMA, warning=warning)
    return values, [f"{problem.severity} {problem}" for problem in reader.problems]


def test_a_mapping() -> None:
    assert read_all("name: Wang  Yi\naliases: [a, b]\n") == ({"name": "Wang Yi", "aliases": ("a", "b")}, [])


def test_keys_without_a_value_are_left_out() -> None:
    assert read_all("{name: '', kind: null, aliases: }") == ({"aliases": ()}, [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{nmae: x}", "error x:1: actor: unknown key 'nmae' (did you mean 'name'?)"),
        ("{zzz: x}", "error x:1: actor: unknown key 'zzz' (the keys are name, kind, aliases)"),
        ("{name: x, nmae: x}", "error x:1: actor: unknown key 'nmae' (the keys are name, kind, aliases)"),
        ("{kind: man}", "error x:1: actor.kind: 'man' is unknown; write person, body or group"),
        ("[x]", "error x:1: actor: must be lines of `key: value`"),
    ],
)
def test_problems_of_a_mapping(text: str, problem: str) -> None:
    assert read_all(text)[1] == [problem]


def test_unknown_keys_may_be_warnings() -> None:
    assert read_all("{zzz: x}", warning=True)[1][0].startswith("warning x:1: actor: unknown key")


@pytest.mark.parametrize(
    ("one", "text", "value"),
    [
        (read_line, "'  two\n\n  words '", "two words"),
        (read_line, "null", "null"),
        (read_optional_line, "null", None),
        (read_optional_line, "x", "x"),
        (read_prose, "|\n  one\n\n  two\n", "one\n\ntwo"),
        (read_prose, "~", None),
        (read_lines, "x", ("x",)),
        (read_lines, "[x, '', y]", ("x", "y")),
        (read_lines, "~", ()),
        (read_choice("full", "excerpt"), "FULL", "full"),
        (read_truth, "yes", True),
        (read_truth, "false", False),
        (read_matching(re.compile("[a-z]+"), "write small letters"), "abc", "abc"),
    ],
)
def test_values(one: Read[Any], text: str, value: object) -> None:
    assert read(text, one) == (value, [])


@pytest.mark.parametrize(
    ("one", "text", "problem"),
    [
        (read_line, '"a\\x07"', "'a\\x07' holds a control character; delete it"),
        (read_prose, '"a\\x07"', "'a\\x07' holds a control character; delete it"),
        (read_line, "[x]", "must be text, not a list or a mapping; put it in quotes if it starts with [ or {"),
        (read_lines, "[[x]]", "must be text, not a list or a mapping; put it in quotes if it starts with [ or {"),
        (read_choice("full", "excerpt"), "half", "'half' is unknown; write full or excerpt"),
        (read_truth, "perhaps", "must be true or false"),
        (read_matching(re.compile("[a-z]+"), "write small letters"), "a1", "'a1' cannot be used; write small letters"),
    ],
)
def test_problems_of_values(one: Read[Any], text: str, problem: str) -> None:
    value, problems = read(text, one)
    assert (not value, problems) == (True, [f"x:1: key: {problem}"])
