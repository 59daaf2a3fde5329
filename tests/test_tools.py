"""The tools that measure the code and its tests: what a mutant may be, and which lines are code."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tools.count_lines import count_lines
from tools.mutate import find_changes

ROOT = Path(__file__).parents[1]


def changes(text: str) -> list[str]:
    return [str(change) for change in find_changes(ast.parse(text))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("a < b", ["a < b -> pass", "a < b -> a <= b"], id="a comparison"),
        pytest.param("x = a == b in c", ["a == b in c -> a != b in c", "a == b in c -> a == b not in c"], id="two"),
        pytest.param("x = a and b", ["a and b -> a or b"], id="and"),
        pytest.param("x = a + b // c", ["a + b // c -> a - b // c", "b // c -> b * c"], id="arithmetic"),
        pytest.param("x = (1, '', b'a', True)", ["1 -> 2", "'' -> 'x'", "b'a' -> b'ax'", "True -> False"], id="values"),
        pytest.param("x = not a", ["not a -> a"], id="not"),
        pytest.param("if a: del b", ["a -> not a", "del b -> pass"], id="a condition and a statement"),
        pytest.param("x = [a for a in b if c]", ["c -> not c"], id="a comprehension's condition"),
        pytest.param("def f(): return a", ["return a -> return None"], id="what is returned"),
        pytest.param("def f(): return None", [], id="nothing is returned"),
        pytest.param("x += a", ["x += a -> pass"], id="an addition"),
        pytest.param('"""A."""\nx: "A" = a\n__all__ = ["x"]', [], id="docstring, annotation, __all__"),
        pytest.param("@a(b=True)\ndef f() -> 'A': 'Doc.'", [], id="decorator and docstring"),
        pytest.param("logger.info('a', 1)", [], id="logging"),
        pytest.param("x = zip(a, strict=True)", [], id="zip's strict"),
        pytest.param("x = f'a{b:02}'", ["'a' -> 'ax'"], id="an f-string, but for how it shows a value"),
    ],
)
def test_a_mutant_changes_one_thing_that_a_test_should_notice(text: str, wanted: list[str]) -> None:
    assert [" ".join(change.split()) for change in changes(text)] == wanted


@pytest.mark.slow
def test_mutants_are_tried_in_a_copy_and_drawn_by_the_seed() -> None:
    module = "plugins/digest/core/similarity.py"
    before = (ROOT / module).stat()
    command = [
        sys.executable,
        "tools/mutate.py",
        module,
        "tests/core/test_similarity.py",
        "--count",
        "3",
        "--seed",
        "5",
    ]
    first, second = (
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout for _ in range(2)
    )
    assert first == second
    assert first.splitlines()[-1].endswith("of 3 killed.")
    assert (ROOT / module).stat() == before


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param('"""One.\n\nTwo.\n"""\n\n# A comment.\nx = 1  # another\n', 1, id="docstring, blank and comment"),
        pytest.param('def f():\n    """Doc."""\n    return (\n        1\n    )\n', 4, id="a function"),
        pytest.param('x = """a\n\nb"""\n', 3, id="a string that is no docstring"),
        pytest.param("", 0, id="nothing"),
    ],
)
def test_lines_of_code_are_counted(text: str, lines: int) -> None:
    assert count_lines(text) == lines
