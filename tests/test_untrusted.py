"""No text from outside is a format, a template, a pattern or a shell word: the code is read for it.

A format, a pattern's parts and a template are literals or constants (names in capitals, `{...}` of them escaped); what
else there is stands in the list of exceptions, with the reason why no stranger can write it.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted([*(ROOT / "plugins" / "digest").rglob("*.py"), ROOT / "tasks.py"])
EXCEPTIONS = {
    "core/settings.py: path.format(": "a path in the site's settings, which are the editor's own Python",
    "site/plan/pelican_feeds.py: str(pattern).format(": "the same path, checked by the settings",
    "site/plan/feed_page.py: pattern.format(": "an item of READERS, a constant of that module",
    "editor/start/files.py: Template(data.decode())": "a file of the program's own wheel",
    "site/sources/pictures.py: re.search(SVG_SIDE_RE % side, tag)": "the side is one of two literals",
    "core/yaml/reader.py: yaml.load(text, Loader=BaseLoader)": "of the plugin's own data files alone",
    "ingest/annotate/actors/bodies.py: re.finditer(": "words of the plugin's own data",
    "ingest/annotate/actors/clues.py: re.compile(": "words of the plugin's own data",
}
PATTERN_CALLS = frozenset({"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"})
RUNS_CODE = frozenset({"eval", "exec", "compile", "system", "popen", "from_string", "Template", "unsafe_load"})


def name_of(path: Path) -> str:
    package = ROOT / "plugins" / "digest"
    return path.relative_to(package).as_posix() if package in path.parents else path.name


def is_constant(node: ast.expr) -> bool:
    """Tell whether an expression is a literal, a name in capitals, or made of these alone."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.Name):
        return node.id.strip("_").isupper()
    if isinstance(node, ast.Attribute):
        return node.attr.isupper() or is_constant(node.value)
    if isinstance(node, ast.Subscript):  # of a table
        return is_constant(node.value)
    if isinstance(node, ast.BinOp):
        return is_safe_part(node.left) and is_safe_part(node.right)
    if isinstance(node, ast.JoinedStr):
        return all(is_safe_part(part.value) for part in node.values if isinstance(part, ast.FormattedValue))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("format", "join"):
        return is_constant(node.func.value) and all(is_constant(part) or are_escaped(part) for part in node.args)
    return False


def are_escaped(node: ast.expr) -> bool:
    """Tell whether these are words of which each one is escaped."""
    return isinstance(node, ast.Call) and ast.unparse(node).startswith("map(re.escape, ")


def is_safe_part(node: ast.expr) -> bool:
    """Tell whether a part of a pattern is constant or escaped."""
    is_escaped = isinstance(node, ast.Call) and ast.unparse(node.func) == "re.escape"
    return is_escaped or is_constant(node) or (isinstance(node, ast.Call) and ast.unparse(node.func) == "read_pattern")


def faults_of(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    functions = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.Lambda))]
    inside = {id(node) for function in functions for node in ast.walk(function)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from ((node, fault) for fault in faults_of_call(node))
            if id(node) in inside and is_loose_pattern(node):  # what a module makes when it is loaded is its own
                yield node, "a pattern that is neither constant nor escaped"
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
            is_format = isinstance(node.right, (ast.Tuple, ast.Dict)) or isinstance(node.left, ast.JoinedStr)
            if is_format and not is_constant(node.left):
                yield node, "a format that is no constant"


def is_loose_pattern(node: ast.Call) -> bool:
    library, _, name = ast.unparse(node.func).rpartition(".")
    return library == "re" and name in PATTERN_CALLS and not is_safe_part(node.args[0])


def faults_of_call(node: ast.Call) -> Iterator[str]:
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    base = function.value if isinstance(function, ast.Attribute) else None
    is_re = ast.unparse(function).startswith("re.")
    if name in ("format", "format_map") and base is not None and not is_constant(base):
        yield "a format that is no constant"
    if name in RUNS_CODE and not is_re:
        yield "text that is run"
    if name == "load" and isinstance(base, ast.Name) and base.id == "yaml":
        yield "YAML that the one reader does not bound"
    for keyword in node.keywords:
        if keyword.arg == "shell" and getattr(keyword.value, "value", True):
            yield "words for a shell"
        if keyword.arg == "autoescape" and getattr(keyword.value, "value", None) is False:
            yield "a template that escapes nothing"


def find_faults(text: str) -> list[str]:
    return [fault for _, fault in faults_of(ast.parse(f"def work():\n    {text}"))]


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_text_from_outside_is_a_format_a_pattern_or_a_command(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = [
        f"{name_of(path)}:{getattr(node, 'lineno', 0)}: {fault}: {ast.unparse(node)[:80]}"
        for node, fault in faults_of(ast.parse(text))
        if not any(
            name_of(path) == where and ast.unparse(node).startswith(start)
            for where, _, start in (one.partition(": ") for one in EXCEPTIONS)
        )
    ]
    assert found == []


@pytest.mark.parametrize("exception", EXCEPTIONS)
def test_exceptions_are_those_that_there_are(exception: str) -> None:
    where, _, start = exception.partition(": ")
    tree = ast.parse((ROOT / "plugins" / "digest" / where).read_text(encoding="utf-8"))
    assert [node for node, _ in faults_of(tree) if ast.unparse(node).startswith(start)]


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("message.format(post=post)", "a format that is no constant"),
        ("message.format_map(parts)", "a format that is no constant"),
        ("f'{quoted} in {{post}}'.format(post=1)", "a format that is no constant"),
        ("message % (a, b)", "a format that is no constant"),
        ("f'{name}: %s' % x", "a format that is no constant"),
        ("re.search(word, text)", "a pattern that is neither constant nor escaped"),
        ("re.sub(f'\\\\b{word}', '', text)", "a pattern that is neither constant nor escaped"),
        ("re.compile('a' + word)", "a pattern that is neither constant nor escaped"),
        ("environment.from_string(text)", "text that is run"),
        ("eval(text)", "text that is run"),
        ("os.system(text)", "text that is run"),
        ("subprocess.run(text, shell=True)", "words for a shell"),
        ("Environment(autoescape=False)", "a template that escapes nothing"),
        ("yaml.load(text, Loader=yaml.CBaseLoader)", "YAML that the one reader does not bound"),
    ],
)
def test_each_fault_is_found(code: str, fault: str) -> None:
    assert find_faults(code) == [fault]


@pytest.mark.parametrize(
    "code",
    [
        "MESSAGES[key].format_map(parts)",
        "'{post}'.format(post=x)",
        "re.search(rf'\\\\b{re.escape(word)}', text)",
        "re.compile(f'{A_RE.pattern}|{B}')",
        "count % size",
        "'%s' % (a,)",
        "subprocess.run([program, text], check=False)",
    ],
)
def test_what_is_constant_or_escaped_is_no_fault(code: str) -> None:
    assert find_faults(code) == []
