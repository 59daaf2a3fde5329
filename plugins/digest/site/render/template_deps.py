"""A template with all that it extends, imports and includes: what changes when one of them does."""

import re
from collections.abc import Sequence
from pathlib import Path

from ..fingerprint import hash_primitives

TAG_RE = re.compile(r"\{%[-+]?\s*(?:extends|import|include|from)\s+(.*?)%\}", re.DOTALL)
NAME_RE = re.compile(r"""(["'])([^"']+)\1(?:\s+(?:as|import|ignore|with|without)\b.*)?\s*[-+]?""", re.DOTALL)


class Closures:
    """Marks of templates. One that names another by an expression may read any of them, and is marked so."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._texts = _read_texts(folders)
        self._marks: dict[str, bytes] = {}

    def fingerprint(self, template: str) -> bytes:
        """Return what changes with a template and with everything that it draws in."""
        known = self._marks.get(template)
        if known is None:
            names = sorted(self._collect(template))
            known = self._marks[template] = hash_primitives(tuple((name, self._texts.get(name)) for name in names))
        return known

    def _collect(self, template: str) -> set[str]:
        found: set[str] = set()
        waiting = [template]
        while waiting:
            name = waiting.pop()
            if name in found:
                continue
            found.add(name)
            for argument in TAG_RE.findall(self._texts.get(name, b"").decode("utf-8", "replace")):
                named = NAME_RE.fullmatch(argument.strip())
                if named is None:
                    return {template, *self._texts}
                waiting.append(named[2])
        return found


def read_templates(folders: Sequence[Path]) -> bytes:
    """Return what changes with any template."""
    return hash_primitives(tuple(sorted(_read_texts(folders).items())))


def _read_texts(folders: Sequence[Path]) -> dict[str, bytes]:
    texts: dict[str, bytes] = {}
    for folder in reversed(folders):  # the first folder wins
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                texts[path.relative_to(folder).as_posix()] = path.read_bytes()
    return texts
