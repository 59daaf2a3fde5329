"""What a YAML text may hold: its size, its depth and what aliases unfold to have bounds, whoever reads it."""

import pytest
from digest.core.errors import ProblemsError
from digest.core.yaml.editor import text_data
from digest.core.yaml.reader import MAX_CHARACTERS, MAX_DEPTH, MAX_UNFOLDED, parse_yaml

TEN = "[x, x, x, x, x, x, x, x, x, x]"
BOMB = f"a0: &a0 {TEN}\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(BOMB, "its aliases (*) unfold to too much", id="nested aliases"),
        pytest.param("a: &a {b: *a}\n", "its aliases (*) unfold to too much, or one holds itself", id="a loop"),
        pytest.param(
            f"a: &a [{'x, ' * 1000}]\nb: [{'*a, ' * (MAX_UNFOLDED // 900)}]\n", "unfold to too much", id="many aliases"
        ),
        pytest.param("[" * 9000 + "]" * 9000, "lists or mappings are nested too deeply", id="deep lists"),
        pytest.param("- " * 9000, "lists or mappings are nested too deeply", id="deep blocks"),
        pytest.param("{a: " * (MAX_DEPTH + 1) + "1" + "}" * (MAX_DEPTH + 1), "nested too deeply", id="one too deep"),
        pytest.param("a: " + "x" * MAX_CHARACTERS, "are more than the 20,000,000 that are read", id="too long"),
    ],
)
def test_what_is_too_much_is_a_problem_at_once(text: str, message: str) -> None:
    with pytest.raises(ProblemsError, match=r"^a\.yaml:1: ") as caught:
        parse_yaml(text, file="a.yaml")
    assert message in str(caught.value)


def test_aliases_within_bounds_are_what_they_stand_for() -> None:
    root = parse_yaml("a: &a [x, y]\nb: *a\nc: 2 * 3\n", file="a.yaml")
    assert root is not None
    assert text_data(root) == {"a": ("x", "y"), "b": ("x", "y"), "c": "2 * 3"}


def test_a_long_list_without_aliases_is_no_problem() -> None:
    assert parse_yaml("- x*\n" * (MAX_UNFOLDED + 1), file="a.yaml") is not None
