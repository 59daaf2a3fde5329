"""Template dependencies: the fingerprint of a template changes with all that it extends, imports and includes."""

import logging
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, TemplateSyntaxError
from jinja2.meta import find_referenced_templates, find_undeclared_variables
from jinja2.nodes import Template

from ..fingerprint import hash_primitives

logger = logging.getLogger(__name__)

OLD_NAMES: Final = {"keep": "cached"}  # of what templates can call


class TemplateDeps:
    """Fingerprints of templates. One that names another by an expression may read any of them."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._texts = _read_texts(folders)
        self._environment = Environment(autoescape=True)  # it parses, and renders nothing
        self.fingerprint = cache(self._fingerprint)
        self._references = cache(self._find_references)  # base.html is parsed once, though all extend it

    def warn_of_old_names(self) -> None:
        """Warn of templates that call something by a former name."""
        for name, text in sorted(self._texts.items()):
            for old, new in OLD_NAMES.items():
                if f"{old}(".encode() in text and old in self._find_names(name):
                    logger.warning("theme: %s: %s() is now called %s(); replace it there", name, old, new)

    def _fingerprint(self, template: str) -> bytes:
        names = sorted(self._collect(template))
        return hash_primitives(tuple((name, self._texts.get(name)) for name in names))

    def _collect(self, template: str) -> set[str]:
        found: set[str] = set()
        waiting = [template]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                for other in self._references(name):
                    if other is None:
                        return {template, *self._texts}
                    waiting.append(other)
        return found

    def _find_references(self, name: str) -> tuple[str | None, ...]:
        """Name the templates that one refers to; None for one that is known only when it is rendered."""
        tree = self._parse(name)
        return (None,) if tree is None else tuple(find_referenced_templates(tree))

    def _find_names(self, name: str) -> set[str]:
        tree = self._parse(name)
        return set() if tree is None else find_undeclared_variables(tree)

    def _parse(self, name: str) -> Template | None:
        try:
            return self._environment.parse(self._texts.get(name, b"").decode("utf-8", "replace"))
        except TemplateSyntaxError:  # told when it is rendered
            return None


def read_templates(folders: Sequence[Path]) -> bytes:
    """Return what changes with any template."""
    return hash_primitives(tuple(sorted(_read_texts(folders).items())))


def _read_texts(folders: Sequence[Path]) -> Mapping[str, bytes]:
    texts: dict[str, bytes] = {}
    for folder in reversed(folders):  # the first folder wins
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                texts[path.relative_to(folder).as_posix()] = path.read_bytes()
    return texts
