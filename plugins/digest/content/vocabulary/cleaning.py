"""The editor's list of lines that always or never belong to an article: `cleaning.yaml`.

>>> (phrase,) = parse_cleaning("- drop: The morning letter", file="cleaning.yaml")
>>> find_phrase((phrase,), "THE MORNING LETTER", outlet=None).keep
False
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...core.errors import VocabularyError
from ...core.slugs import fold_name
from ...core.yaml.editor import text_data
from ...core.yaml.reader import MappingNode, Node, NodeReader, parse_yaml, plain_text

KEYS = frozenset({"keep", "drop", "outlet"})
CUT = "…"  # at the end: the line goes on, as `explain` shows long ones
NOT_LETTERS_RE = re.compile(r"[\W\d_]+")
REMEDY = "write an entry as `- drop: the line` or `- keep: the line`, with `outlet: NAME` if only that outlet has it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A line that always or never belongs to an article, of one outlet or of all."""

    text: str
    keep: bool
    outlet: str | None = None


def parse_cleaning(text: str, *, file: str) -> tuple[Phrase, ...]:
    """Parse the list. Raises VocabularyError with all problems."""
    reader = NodeReader(file=file)
    nodes = reader.items(parse_yaml(plain_text(text), file=file, error=VocabularyError), None)
    phrases = tuple(_read_phrase(reader, node) for node in nodes)
    reader.raise_problems(VocabularyError)
    return tuple(phrase for phrase in phrases if phrase)


def find_phrase(phrases: Iterable[Phrase], line: str, *, outlet: str | None) -> Phrase | None:
    """Find the entry for a line: the last of several, one of the outlet before one of all."""
    key, match = line_key(line), None
    for phrase in phrases:
        if phrase.outlet and fold_name(phrase.outlet) != fold_name(outlet or ""):
            continue
        wanted = line_key(phrase.text.removesuffix(CUT))
        is_meant = key.startswith(wanted) if phrase.text.endswith(CUT) else key == wanted
        if is_meant and (phrase.outlet or not (match and match.outlet)):
            match = phrase
    return match


def line_key(line: str) -> str:
    """Fold a line: case, digits and punctuation do not count, unless there is nothing else."""
    return NOT_LETTERS_RE.sub(" ", line.casefold()).strip() or fold_name(line)


def _read_phrase(reader: NodeReader, node: Node) -> Phrase | None:
    data = text_data(node) if isinstance(node, MappingNode) else None
    if isinstance(data, Mapping) and data.keys() <= KEYS and ("keep" in data) != ("drop" in data):
        line, outlet = data.get("keep", data.get("drop")), data.get("outlet")
        if isinstance(line, str) and line.strip() and isinstance(outlet, str | None):
            return Phrase(text=line.strip(), keep="keep" in data, outlet=(outlet or "").strip() or None)
    reader.report(node, None, f"this is not a line to keep or drop; {REMEDY}")
    return None
