"""The table of rooms (docs/architecture.md): which may import which, what stays pure, who alone meets a library."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "plugins" / "digest"
# Each room, and what it may import of ours.
ROOMS: Mapping[str, frozenset[str]] = {
    "core": frozenset(),
    "content": frozenset({"core"}),
    "ingest": frozenset({"core", "content"}),
    "site": frozenset({"core", "content"}),
    "plugin": frozenset({"core", "content", "site"}),
    "editor": frozenset({"core", "content", "ingest", "site"}),
    "hosting": frozenset({"core", "content", "ingest", "site", "editor"}),
    "cli": frozenset({"core", "content", "ingest", "site", "plugin", "editor", "hosting"}),
}
WIDEST = 12  # names at the top of a room
# Modules that may read files, a clock or randomness, or start processes; all others are pure.
AT_THE_EDGE = frozenset(
    {
        *("core.budget", "core.workers", "content.store", "content.posts", "content.private", "content.paths"),
        *("content.journal.commit", "content.journal.file"),
        *("ingest.batch", "ingest.cluster"),
        *(f"ingest.intake.{name}" for name in ("acquire", "select", "existing", "apply", "run")),
        *("site.sources", "site.render", "site.cache", "site.search", "site.versions"),
        *("plugin", "editor", "hosting", "cli"),
    }
)
READS_A_FILE = frozenset({"core.data"})
IMPURE = frozenset(
    {"random", "secrets", "time", "locale", "socket", "subprocess", "tempfile", "shutil", "urllib.request"}
)
IMPURE_CALLS = frozenset(
    {"open", "now", "today", "utcnow", "getenv", "uuid1", "uuid4", "read_bytes", "write_text", "write_bytes"}
)
# Libraries that are met in one place.
PLACE_OF: Mapping[str, str] = {
    "blinker": "plugin",
    "pelican": "plugin",
    "spacy": "ingest.names",
    "feedgen": "site.feeds",
    "trafilatura": "ingest.decode",
    "markdown": "site.markup",
    "nh3": "site.markup",
    "PIL": "site.render.drawing",
}


@cache
def modules() -> Mapping[str, ast.Module]:
    """Parse every module of the plugin, by its name: `site.plan`, `site.plan.terms`."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix("__init__").rstrip(".")
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def is_package(module: str) -> bool:
    return (PACKAGE / module.replace(".", "/")).is_dir()


def imports_of(module: str) -> Iterator[tuple[str, int]]:
    """List what a module imports: ours as `.core.types`, others by their names; with the line."""
    package = module.split(".") if is_package(module) else module.split(".")[:-1]
    for node in ast.walk(modules()[module]):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module or "", node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level <= len(package) + 1, f"{module}:{node.lineno} imports from outside the plugin"
            base = [*package[: len(package) + 1 - node.level], *([node.module] if node.module else [])]
            for alias in node.names:
                full = ".".join([*base, alias.name])
                yield "." + (full if full in modules() else ".".join(base)), node.lineno


def room_of(module: str) -> str:
    return module.lstrip(".").split(".")[0]


def lies_in(module: str, places: frozenset[str]) -> bool:
    return any(module == place or module.startswith(f"{place}.") for place in places)


def test_the_package_has_its_rooms_and_nothing_beside_them() -> None:
    beside = {path.name for path in PACKAGE.iterdir()} - {*ROOMS, "data", "__init__.py", "__pycache__"}
    assert beside == set()


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_from_lower_rooms_only(room: str) -> None:
    allowed = ROOMS[room] | {room}
    breaches = [
        f"{module}:{line} imports {name}"
        for module in modules()
        if room_of(module) == room
        for name, line in imports_of(module)
        if name.startswith(".") and room_of(name) not in allowed
    ]
    assert breaches == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_what_it_is_and_is_no_crowd(room: str) -> None:
    face = ast.get_docstring(modules()[room]) or ""
    names = [path for path in (PACKAGE / room).iterdir() if not path.name.startswith("__")]
    assert "In: " in face
    assert "Out: " in face
    assert "first" in face
    assert len(face.splitlines()) <= 5
    assert len(names) <= WIDEST


def test_imports_within_the_plugin_are_relative() -> None:
    absolute = [
        f"{module}:{line}"
        for module in modules()
        for name, line in imports_of(module)
        if name.split(".")[0] == "digest" or "plugins.digest" in name
    ]
    assert absolute == []


def test_modules_import_each_other_in_no_circle() -> None:
    graph = {
        module: {name.lstrip(".") for name, _ in imports_of(module) if name.startswith(".")} - {module}
        for module in modules()
    }
    # A package's face and its parts are one: the face shows what the parts make.
    seen: dict[str, int] = {}  # 1 while a module's imports are followed, 2 when they have been
    circles: list[str] = []

    def follow(module: str, path: tuple[str, ...]) -> None:
        seen[module] = 1
        for other in graph.get(module, ()):
            if seen.get(other) == 1:
                circles.append(" -> ".join((*path, module, other)))
            elif other not in seen:
                follow(other, (*path, module))
        seen[module] = 2

    for module in graph:
        if module not in seen:
            follow(module, ())
    assert circles == []


def test_pure_modules_ask_for_no_clock_file_or_randomness() -> None:
    breaches = [
        f"{module}:{line} {what}"
        for module in modules()
        if module and not lies_in(module, AT_THE_EDGE | READS_A_FILE)
        for line, what in impurities(module)
    ]
    assert breaches == []


def impurities(module: str) -> Iterator[tuple[int, str]]:
    yield from ((line, f"imports {name}") for name, line in imports_of(module) if name in IMPURE)
    for node in ast.walk(modules()[module]):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in IMPURE_CALLS:
                yield node.lineno, f"calls {name}"


def test_content_is_written_by_the_journal_alone() -> None:
    writers = ".content.store.disk", ".content.store.ledger_file"
    allowed = frozenset({"content.store", "content.journal"})
    elsewhere = [
        f"{module}:{line} imports {name}"
        for module in modules()
        if not lies_in(module, allowed)
        for name, line in imports_of(module)
        if name in writers
    ]
    assert elsewhere == []


@pytest.mark.parametrize(("library", "place"), PLACE_OF.items(), ids=PLACE_OF)
def test_a_library_is_met_in_one_place(library: str, place: str) -> None:
    elsewhere = [
        f"{module}:{line}"
        for module in modules()
        if not lies_in(module, frozenset({place}))
        for name, line in imports_of(module)
        if name.split(".")[0] == library
    ]
    assert elsewhere == []
