"""Mutation testing: break the code of a folder in small ways, and tell which breaks no test notices.

    .venv/bin/python tools/mutate.py plugins/digest/content/frontmatter tests/content
    .venv/bin/python tools/mutate.py plugins/digest/site/cache tests/site --count 40 --seed 2

Each mutant changes one thing: a comparison, a constant, a condition, an operator, a statement or a returned value.
It is run in a copy of the checkout, so the work tree is never edited, and counts as killed when a test fails or when
the tests take far longer than they should. The same seed draws the same mutants of the same code. Left alone is what
no test should notice: docstrings, `__all__`, annotations, decorators, logging, and the `strict` of `zip`.
"""

import argparse
import ast
import copy
import importlib.util
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAIRS: tuple[tuple[type[ast.AST], type[ast.AST]], ...] = (
    *((ast.Eq, ast.NotEq), (ast.Is, ast.IsNot), (ast.In, ast.NotIn), (ast.Lt, ast.LtE), (ast.Gt, ast.GtE)),
    *((ast.Add, ast.Sub), (ast.Mult, ast.Div), (ast.BitOr, ast.BitAnd), (ast.And, ast.Or)),
)
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    **dict(PAIRS),
    **{second: first for first, second in PAIRS},
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
}
REMOVABLE = (ast.Expr, ast.AugAssign, ast.Raise, ast.Continue, ast.Break, ast.Delete)
SKIPPED_FIELDS = frozenset({"annotation", "returns", "decorator_list"})
PATIENCE = (20, 5)  # seconds at least, and times as long as the unchanged code: beyond it a mutant runs in circles


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A node in its place in a tree, and what is to stand there instead."""

    parent: ast.AST
    field: str
    index: int | None
    old: ast.stmt | ast.expr
    new: ast.AST

    def apply(self) -> None:
        """Change the tree."""
        if self.index is None:
            setattr(self.parent, self.field, self.new)
        else:
            getattr(self.parent, self.field)[self.index] = self.new

    def __str__(self) -> str:
        """Show both, each on a line."""
        return "  ->  ".join(" ".join(ast.unparse(node).split())[:100] for node in (self.old, self.new))


def main() -> int:
    """Draw mutants, test each and print what becomes of it."""
    parser = argparse.ArgumentParser(description="Tell which small breaks of the code no test notices.")
    parser.add_argument("package", type=Path, help="a folder or module, such as plugins/digest/content/frontmatter")
    parser.add_argument("tests", type=Path, nargs="+", help="what pytest is given, such as tests/content")
    parser.add_argument("--count", type=int, default=20, help="how many mutants (20)")
    parser.add_argument("--seed", type=int, default=1, help="which of all the mutants (1)")
    options = parser.parse_args()
    package = options.package.resolve().relative_to(ROOT)
    tests = [path.resolve().relative_to(ROOT) for path in options.tests]
    with tempfile.TemporaryDirectory(prefix="mutate-") as folder:
        checkout = copy_checkout(Path(folder))
        began = time.monotonic()
        if not passes(checkout, tests, None):
            say("The tests fail before anything is changed.")
            return 1
        limit = max(PATIENCE[0], PATIENCE[1] * (time.monotonic() - began))
        verdicts = []
        for path, place in draw(checkout, package, options.count, options.seed):
            verdicts.append(try_mutant(checkout, path, place, tests, limit))
    say(f"{sum(verdicts)} of {len(verdicts)} killed.")
    return 0


def copy_checkout(folder: Path) -> Path:
    """Copy all files that git knows or would know."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    return folder


def draw(checkout: Path, package: Path, count: int, seed: int) -> list[tuple[Path, int]]:
    """Draw some of all the changes that a package's modules allow: a module, and which of its changes."""
    base = checkout / package
    every = [
        (path, place)
        for path in (sorted(base.rglob("*.py")) if base.is_dir() else [base])
        for place, _ in enumerate(find_changes(ast.parse(path.read_text(encoding="utf-8"))))
    ]
    return sorted(random.Random(seed).sample(every, min(count, len(every))))


def try_mutant(checkout: Path, path: Path, place: int, tests: list[Path], limit: float) -> bool:
    """Tell whether the tests notice a change, and print it."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    change = list(find_changes(tree))[place]
    change.apply()
    try:
        write_module(path, ast.unparse(ast.fix_missing_locations(tree)) + "\n")
        killed = not passes(checkout, tests, limit)
    finally:
        write_module(path, text)
    say(f"{'killed' if killed else 'SURVIVED'} {path.relative_to(checkout)}:{change.old.lineno}: {change}")
    return killed


def write_module(path: Path, text: str) -> None:
    """Write a module, and drop what Python has compiled of it: its stamp tells whole seconds only."""
    path.write_text(text, encoding="utf-8")
    Path(importlib.util.cache_from_source(str(path))).unlink(missing_ok=True)


def passes(checkout: Path, tests: list[Path], limit: float | None) -> bool:
    """Run the tests until one fails; one that runs into the limit has failed."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=0"]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    try:
        done = subprocess.run(
            [*command, *map(str, tests)], cwd=checkout, env=environment, capture_output=True, timeout=limit, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def find_changes(tree: ast.AST) -> Iterator[Change]:
    """List every change to a tree that a test should notice, in the order of the text."""
    for field, value in ast.iter_fields(tree):
        if field in SKIPPED_FIELDS:
            continue
        for index, node in enumerate(value) if isinstance(value, list) else ((None, value),):
            if not isinstance(node, ast.AST) or is_unnoticed(tree, node):
                continue
            if isinstance(node, ast.stmt | ast.expr):
                for new in make_variants(node, is_condition=field in ("test", "ifs")):
                    yield Change(parent=tree, field=field, index=index, old=node, new=new)
            yield from find_changes(node)


def is_unnoticed(parent: ast.AST, node: ast.AST) -> bool:
    """Tell what no test should notice: see the top of this module."""
    match node:
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id="logger" | "logging")))):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__" | "logger")]):
            return True
        case ast.keyword(arg="strict"):
            return isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id == "zip"
        case ast.FormattedValue() | ast.JoinedStr():
            return isinstance(parent, ast.FormattedValue)  # how a value is shown, as in f"{x:.2f}"
    return False


def make_variants(node: ast.AST, *, is_condition: bool) -> Iterator[ast.AST]:
    """Make what could stand in a node's place."""
    match node:
        case ast.Compare(ops=operators):
            for place, operator in enumerate(operators):
                yield with_field(node, ops=[*operators[:place], swap(operator), *operators[place + 1 :]])
        case ast.BoolOp(op=operator) | ast.BinOp(op=operator) if type(operator) in SWAPS:
            yield with_field(node, op=swap(operator))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.Constant(value=bool() | int() | float() | str() | bytes() as value):
            yield ast.Constant(value=change_constant(value))
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            yield ast.Return(value=ast.Constant(value=None))
        case _ if isinstance(node, REMOVABLE):
            yield ast.Pass()
    if is_condition and isinstance(node, ast.expr) and not isinstance(node, ast.Compare | ast.BoolOp | ast.UnaryOp):
        yield ast.UnaryOp(op=ast.Not(), operand=node)


def with_field(node: ast.AST, **fields: object) -> ast.AST:
    """Copy a node, and set fields of the copy."""
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def swap(operator: ast.AST) -> ast.AST:
    """Make the operator that is easily taken for another."""
    return SWAPS[type(operator)]()


def change_constant(value: float | str | bytes) -> float | str | bytes:
    """Make another constant of the same type."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    return value + b"x" if isinstance(value, bytes) else value + "x"


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
