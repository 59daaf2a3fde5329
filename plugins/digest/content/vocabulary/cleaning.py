"""The editor's own list of lines to keep and to drop: `cleaning.yaml`.

>>> (phrase,) = parse_cleaning("- drop: The morning letter", file="cleaning.yaml")
>>> find_phrase((phrase,), "THE MORNING LETTER", outlet=None).keep
False
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...core.errors import ProblemsError, VocabularyError
from ...core.slugs import fold_name
from ...core.types import Problem
from ...core.yaml.positions import text_data
from ...core.yaml.reader import Node, NodeReader, parse_yaml

KEYS = frozenset({"keep", "drop", "outlet"})
CUT = "…"  # at the end: the line goes on, as `explain` shows long ones
NOT_LETTERS_RE = re.compile(r"[\W\d_]+")
REMEDY = "write an entry as `- drop: the line` or `- keep: the line`, with `outlet: NAME` where only that one has it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A line that is always or never the article's, of one outlet or of all."""

    text: str
    keep: bool
    outlet: str | None = None


def parse_cleaning(text: str, *, file: str) -> tuple[Phrase, ...]:
    """Parse the list. Raises VocabularyError with all problems."""
    reader = NodeReader(file=file)
    try:
        root = parse_yaml(text.removeprefix("\ufeff"), file=file)
    except ProblemsError as error:
        raise VocabularyError(error.problems) from error
    nodes: Iterable[Node] = () if root is None else reader.items(root, None)
    phrases: list[Phrase] = []
    problems = list(reader.problems)
    for node in nodes:
        phrase = _make_phrase(text_data(node))
        if phrase:
            phrases.append(phrase)
        else:
            problems.append(
                Problem(file=file, line=node.start_mark.line + 1, message=f"no line to keep or drop; {REMEDY}")
            )
    if problems:
        raise VocabularyError(tuple(problems))
    return tuple(phrases)


def find_phrase(phrases: Iterable[Phrase], line: str, *, outlet: str | None) -> Phrase | None:
    """Find what the list says of a line; of several entries the last, and those of the outlet before those of all."""
    key, found = line_key(line), None
    for phrase in phrases:
        if phrase.outlet and fold_name(phrase.outlet) != fold_name(outlet or ""):
            continue
        wanted = line_key(phrase.text.removesuffix(CUT))
        is_meant = key.startswith(wanted) if phrase.text.endswith(CUT) else key == wanted
        if is_meant and (phrase.outlet or not (found and found.outlet)):
            found = phrase
    return found


def line_key(line: str) -> str:
    """Fold a line: case, digits and punctuation do not count, unless there is nothing else."""
    return NOT_LETTERS_RE.sub(" ", line.casefold()).strip() or fold_name(line)


def _make_phrase(data: object) -> Phrase | None:
    if not isinstance(data, Mapping) or not data.keys() <= KEYS or ("keep" in data) == ("drop" in data):
        return None
    line, outlet = data.get("keep", data.get("drop")), data.get("outlet")
    if not isinstance(line, str) or not line.strip() or not isinstance(outlet, str | None):
        return None
    return Phrase(text=line.strip(), keep="keep" in data, outlet=(outlet or "").strip() or None)
