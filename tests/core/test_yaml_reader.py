"""YAML into nodes, and nodes into values, with every problem."""

import pytest
from digest.core.errors import ProblemsError, VocabularyError
from digest.core.yaml.reader import NodeReader, parse_yaml, plain_text, plain_value, truth, with_lf


def read(text: str) -> tuple[object, list[str]]:
    reader = NodeReader(file="x.yaml", first_line=2)
    root = parse_yaml(text, file="x.yaml")
    assert root is not None
    value = reader.value(root, "key")
    return value, [str(problem) for problem in reader.problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("~", None),
        ("null", None),
        ("'null'", "null"),
        ("true", True),
        ("TRUE", True),
        ("False", False),
        ("yes", "yes"),
        ("NO", "NO"),
        ("12", 12),
        ("-3", -3),
        ("+3", 3),
        ("012", "012"),
        ("0", 0),
        ("1.5", 1.5),
        ("1e5", "1e5"),
        (".5", ".5"),
        ("1_000", "1_000"),
        ("2021-08-17", "2021-08-17"),
        ("12345678901234567890", "12345678901234567890"),
    ],
)
def test_plain_values(text: str, value: object) -> None:
    assert read(text) == (value, [])


def test_quoted_values_are_text() -> None:
    assert read("['12', \"true\"]") == (("12", "true"), [])
    assert plain_value("12") == 12


def test_lists_and_mappings() -> None:
    assert read("{a: [1, {b: x}], c: }") == ({"a": (1, {"b": "x"}), "c": None}, [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: 1\na: 2", "x.yaml:3: key.a: is here twice, first on line 2; keep one of them"),
        ("!!python/object:os.system x", "x.yaml:2: key: the YAML tag '!!python/object:os.system' is not accepted here"),
        ("!!set {a, b}", "x.yaml:2: key: the YAML tag '!!set' is not accepted here"),
        ("? [a]\n: b", "x.yaml:2: key: a key must be a few words of plain text"),
        (f"{'k' * 201}: b", "x.yaml:2: key: a key must be a few words of plain text"),
        (f"[{'x, ' * 5001}]", "x.yaml:2: key: too much for one key"),
    ],
)
def test_values_that_are_refused(text: str, problem: str) -> None:
    (found,) = read(text)[1]
    assert found.startswith(problem)


def test_a_key_may_have_200_characters() -> None:
    assert read(f"{'k' * 200}: b") == ({"k" * 200: "b"}, [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: b: c", "x.yaml:1: not valid YAML: text that holds a colon and a space must be in quotes"),
        ("a: 1\nb: @x", "x.yaml:2: not valid YAML: indent with spaces, and put text that starts like this in quotes"),
        ('a: "x\nb: y', "x.yaml:1: not valid YAML: a quote is opened and not closed"),
        ("a: [x\nb: y", "x.yaml:1: not valid YAML: a list opened with [ needs commas and a closing ]"),
        ("a: *x", "x.yaml:1: not valid YAML: text that starts with * must be in quotes"),
        ("a: 1\n---\nb: 2", "x.yaml:2: not valid YAML: a line `---` or `...` divides it in two; delete that line"),
        ("a: \x07", "x.yaml:1: not valid YAML: there is a control character here; delete it"),
        ("a: 1\nb: \ud800", "x.yaml:2: not valid YAML: there is half of a character here; delete it"),
        ("[" * 41 + "]" * 41, "x.yaml:1: not valid YAML: lists or mappings are nested too deeply"),
    ],
)
def test_texts_that_are_no_yaml(text: str, problem: str) -> None:
    with pytest.raises(VocabularyError) as caught:
        parse_yaml(text, file="x.yaml", error=VocabularyError)
    assert str(caught.value) == problem


def test_lines_count_from_where_the_text_begins_in_its_file() -> None:
    with pytest.raises(ProblemsError, match=r"^x\.yaml:11: "):
        parse_yaml("a: 1\nb: c: d", file="x.yaml", first_line=10)


@pytest.mark.parametrize("text", ["", "\n", "# a comment\n"])
def test_an_empty_text_has_no_node(text: str) -> None:
    assert parse_yaml(text, file="x") is None


def test_problems_are_raised_together() -> None:
    reader = NodeReader(file="x")
    reader.raise_problems(VocabularyError)
    root = parse_yaml("a: 1\na: 2\na: 3", file="x")
    reader.mapping(root, None)
    with pytest.raises(VocabularyError) as caught:
        reader.raise_problems(VocabularyError)
    assert [problem.line for problem in caught.value.problems] == [2, 3]


def test_a_list_and_a_mapping_of_nothing() -> None:
    reader = NodeReader(file="x")
    assert (reader.items(None, None), reader.mapping(None, None), reader.problems) == ([], {}, [])


@pytest.mark.parametrize(("text", "said"), [("on", True), ("Yes", True), ("FALSE", False), ("off", False), ("1", None)])
def test_truth(text: str, said: bool | None) -> None:
    root = parse_yaml(text, file="x")
    assert root is not None
    assert truth(root) is said


def test_line_ends() -> None:
    assert with_lf("a\r\nb\rc\n") == "a\nb\nc\n"
    assert plain_text("\ufeffa\r\n") == "a\n"
