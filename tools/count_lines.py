"""Count the lines of code of a package by room: without blank lines, comments and docstrings.

.venv/bin/python tools/count_lines.py                # the plugin
.venv/bin/python tools/count_lines.py FOLDER...      # each folder, by the folders at its top
"""

import ast
import io
import sys
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "plugins" / "digest"
LAYOUT = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def main(folders: list[str]) -> None:
    """Print a table for each folder."""
    for folder in map(Path, folders or [str(PACKAGE)]):
        rooms = count_rooms(folder)
        for room, lines in sorted(rooms.items()):
            sys.stdout.write(f"{lines:7,}  {room}\n")
        sys.stdout.write(f"{rooms.total():7,}  all of {folder.name}\n")


def count_rooms(folder: Path) -> Counter[str]:
    """Count a folder's lines of code by the folder at its top that they lie in; `.` is beside them."""
    rooms: Counter[str] = Counter()
    for path in folder.rglob("*.py"):
        inside = path.relative_to(folder).parts
        rooms[inside[0] if len(inside) > 1 else "."] += count_lines(path.read_text(encoding="utf-8"))
    return rooms


def count_lines(text: str) -> int:
    """Count a module's lines of code; a string over three lines that is no docstring counts as three."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    code = {line for token in tokens if token.type not in LAYOUT for line in range(token.start[0], token.end[0] + 1)}
    return len(code - set(find_docstring_lines(ast.parse(text))))


def find_docstring_lines(tree: ast.Module) -> Iterator[int]:
    """List the lines of every docstring."""
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            yield from range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1)


if __name__ == "__main__":
    main(sys.argv[1:])
