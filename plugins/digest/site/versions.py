"""What makes pages beside their inputs: this program, its theme, the packages that it uses, Python, other plugins."""

import sys
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType

PACKAGE = Path(__file__).parents[1]
CODE = (".py", ".yaml")
# What bodies are made with, and what pages and feeds are made with.
BODY_PACKAGES = ("markdown", "nh3", "typogrify", "smartypants")
PAGE_PACKAGES = (*BODY_PACKAGES, "pelican", "jinja2", "markupsafe", "feedgen", "lxml", "pyyaml", "tzdata")


@cache
def code_version() -> str:
    """Return what changes with any line of this program or of its data, as it was when this was first asked for."""
    return hash_program()


def hash_program() -> str:
    """Return what changes with any line of this program or of its data, as it is now."""
    return _hash_files(PACKAGE)


def theme_path() -> str:
    """Return the folder of our theme: within the installed package, or beside it in a checkout."""
    packed = PACKAGE / "theme"
    return str(packed if packed.is_dir() else PACKAGE.parents[1] / "theme")


@cache
def package_versions(names: tuple[str, ...] = PAGE_PACKAGES) -> tuple[str, ...]:
    """Return Python and packages with their versions."""
    return (sys.version, *(f"{name} {_version(name)}" for name in names))


def plugin_versions(plugins: Iterable[object]) -> tuple[str, ...]:
    """Return Pelican's plugins, each with what changes when it does."""
    return tuple(_describe(plugin) for plugin in plugins)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _describe(plugin: object) -> str:
    name = plugin.__name__ if isinstance(plugin, ModuleType) else type(plugin).__qualname__
    file = getattr(plugin, "__file__", None)
    if not isinstance(file, str) or not Path(file).is_file():
        return name
    path = Path(file)
    return f"{name} {_hash_files(path.parent) if path.name == '__init__.py' else hash_paths((path,))}"


def _hash_files(folder: Path) -> str:
    return hash_paths(sorted(path for path in folder.rglob("*") if path.suffix in CODE and path.is_file()))


def hash_paths(paths: Iterable[Path]) -> str:
    """Return what changes with the names and bytes of files."""
    hashed = blake2b(digest_size=16)
    for path in paths:
        data = path.read_bytes()
        hashed.update(f"{path.name} {len(data)}\n".encode())
        hashed.update(data)
    return hashed.hexdigest()
