"""A module imports from lower floors only, and the lower floors stay pure."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "plugins" / "digest"
# From the bottom up; a floor has steps where some of its modules stand on others of it.
FLOORS = (
    (
        ("types", "likeness"),
        ("errors", "views", "slugs", "marks", "terminal"),
        ("yaml_read", "yaml_write"),
        ("yaml_lines",),
    ),
    (("settings", "vocabulary", "frontmatter"),),
    (
        ("nesting",),
        ("decode", "clean", "salience", "language", "entities", "identity", "compose", "taxonomy", "feeds", "markup"),
        ("structure", "actors", "countries", "topics", "foreign"),
    ),
    (("pipeline", "plan", "store", "cache", "cluster", "workers"),),
    (
        ("batch", "check", "cleaning_list", "terms", "render", "explain", "versions", "drafts", "places"),
        ("ingest", "desk", "search", "sources"),
        ("problems",),
        ("overview",),
        ("roster",),
    ),
    (("reader", "generators", "writer"),),
    (("build", "serve", "standby", "publish"), ("plugin", "cli")),
)
PLACE = {
    name: (floor, step) for floor, steps in enumerate(FLOORS) for step, names in enumerate(steps) for name in names
}
ROOF = (len(FLOORS), 0)
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")
IDS = [path.relative_to(PACKAGE).as_posix() for path in MODULES]
# What reads a clock, a random number, the locale or a file; `time` and `random` have no other use here.
IMPURE = frozenset(
    {"random", "secrets", "time", "locale", "socket", "subprocess", "tempfile", "shutil", "urllib.request"}
)
IMPURE_CALLS = frozenset(
    {"open", "now", "today", "utcnow", "getenv", "uuid1", "uuid4", "read_bytes", "write_text", "write_bytes"}
)


def name_of(path: Path) -> str:
    """Give the module or package of the plugin that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> Iterator[tuple[str, int]]:
    """List what a file imports: ours as `.name`, others by their names; with the line."""
    depth = len(path.relative_to(PACKAGE).parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module or "", node.lineno
        elif isinstance(node, ast.ImportFrom) and node.level == depth:
            names = [node.module] if node.module else [alias.name for alias in node.names]
            yield from ((f".{name.split('.')[0]}", node.lineno) for name in names)
        elif isinstance(node, ast.ImportFrom):  # within one's own package, or beyond the plugin
            assert node.level < depth, f"{path}:{node.lineno} imports from outside the plugin"


def test_every_module_has_a_floor() -> None:
    assert sorted({name_of(path) for path in MODULES} - PLACE.keys()) == []


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_imports_come_from_lower_floors(path: Path) -> None:
    own = name_of(path)
    breaches = [
        f"line {line}: {own} imports {name}, which is no lower"
        for name, line in imports_of(path)
        if name.startswith(".") and name[1:] != own and PLACE.get(name[1:], ROOF) >= PLACE[own]
    ]
    assert breaches == []


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_imports_within_the_plugin_are_relative(path: Path) -> None:
    assert [line for name, line in imports_of(path) if name.split(".")[0] == "digest" or "plugins.digest" in name] == []


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_pelican_is_met_on_the_upper_floors_alone(path: Path) -> None:
    if PLACE[name_of(path)][0] <= 3:
        assert [line for name, line in imports_of(path) if name.split(".")[0] in ("pelican", "blinker")] == []


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_lower_floors_ask_for_no_clock_file_or_randomness(path: Path) -> None:
    if PLACE[name_of(path)][0] > 2 and name_of(path) != "pipeline":
        return
    imported = [f"line {line}: imports {name}" for name, line in imports_of(path) if name in IMPURE]
    called = [
        f"line {node.lineno}: calls {name}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and (name := called_name(node)) in IMPURE_CALLS
    ]
    assert imported + called == []


def called_name(call: ast.Call) -> str | None:
    """Give the last part of what is called."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else None


FEW = {
    "spacy": {"entities"},
    "feedgen": {"feeds"},
    "trafilatura": {"decode"},
    "markdown": {"markup"},
    "nh3": {"markup"},
}


@pytest.mark.parametrize(("library", "modules"), FEW.items(), ids=FEW)
def test_a_library_is_met_in_one_place(library: str, modules: set[str]) -> None:
    found = {name_of(path) for path in MODULES for name, _ in imports_of(path) if name.split(".")[0] == library}
    assert found <= modules
