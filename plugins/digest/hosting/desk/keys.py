"""Keyboard of the desk: each action with its key, and the editor's own keys in `.digest/desk.yaml`.

>>> parse_keys("keys: {accept: y}", file="desk.yaml").key_of("accept")
'y'
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ...content.store import read_text
from ...core.errors import DigestError, ProblemsError
from ...core.yaml.editor import text_data
from ...core.yaml.reader import MappingNode, Node, NodeReader, parse_yaml, plain_text

KEYS_FILE = "desk.yaml"
# Each action: its key as the browser's `event.key` names it, what it does, and its group in the list of all keys.
ACTIONS: Final[Mapping[str, tuple[str, str, str]]] = {
    "accept": ("a", "accept, next", "Drafts"),
    "reject": ("x", "reject, next", "Drafts"),
    "later": ("s", "later", "Drafts"),
    "next": ("j", "next", "Drafts"),
    "previous": ("k", "previous", "Drafts"),
    "undo": ("u", "undo", "Drafts"),
    "redo": ("U", "redo", "Drafts"),
    "term": ("t", "add a term", "Terms"),
    "name": ("g", "this name is …", "Terms"),
    "never": ("i", "never suggest this name", "Terms"),
    "mention": ("n", "next mention", "Terms"),
    "join": ("+", "join the story", "Story"),
    "refuse": ("-", "not this story, for good", "Story"),
    "begin": ("*", "begin a story", "Story"),
    "title": ("e", "title", "Text"),
    "summary": ("m", "summary", "Text"),
    "body": ("b", "body", "Text"),
    "headline": ("h", "next headline candidate", "Text"),
    "restore": ("r", "restore a line or run", "Lines"),
    "keep": ("R", "always keep such a line", "Lines"),
    "drop": ("d", "drop a paragraph", "Lines"),
    "drop-always": ("D", "always drop such a line", "Lines"),
    "original": ("o", "the original", "Views"),
    "preview": ("p", "preview on the site", "Views"),
    "filter": ("/", "filter the list", "Views"),
    "help": ("?", "all keys", "Views"),
}
# Keys that cannot be changed: numbers and space toggle chips, Control and Enter saves, Escape leaves a field.
FIXED: Final[Mapping[str, str]] = {
    "1 – 9": "toggle a chip by its number",
    "Space": "toggle the chip in focus; tick the row of a list",
    "Enter": "open the row of a list",
    "↑ ↓": "the line or paragraph above, below",
    "Ctrl + Enter": "save, and next",
    "Esc": "leave a field",
}
# At the foot of every view, in this order.
FOOT: Final = ("accept", "reject", "later", "next", "previous", "term", "name", "help")
RESERVED: Final = frozenset({"Enter", "Backspace", "Delete", "Tab", "Escape", " ", *"123456789"})
REMEDY = "write it as `keys: {accept: a}` and `single_keys: true`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keymap:
    """The keys in force; `single` is False where keys without a modifier are turned off."""

    keys: Mapping[str, str]
    single: bool = True

    def key_of(self, action: str) -> str:
        """Return the key of an action, as `event.key` names it."""
        return self.keys[action]

    @property
    def by_key(self) -> dict[str, str]:
        """Map keys to actions; empty where single keys are off."""
        return {key: action for action, key in self.keys.items()} if self.single else {}


DEFAULT = Keymap(keys={action: key for action, (key, _, _) in ACTIONS.items()})


def read_keys(folder: Path) -> tuple[Keymap, str]:
    """Read the editor's keys, and what is wrong with them: the default keys are then in force."""
    path = folder / KEYS_FILE
    if not path.is_file():
        return DEFAULT, ""
    try:
        return parse_keys(read_text(path), file=f"{folder.name}/{KEYS_FILE}"), ""
    except DigestError as error:
        return DEFAULT, str(error)


def parse_keys(text: str, *, file: str) -> Keymap:
    """Parse the editor's keys. Raises ProblemsError with all problems."""
    reader = NodeReader(file=file)
    root = parse_yaml(plain_text(text), file=file)
    if root is None:
        return DEFAULT
    data = text_data(root) if isinstance(root, MappingNode) else None
    if not isinstance(data, Mapping) or not data.keys() <= {"keys", "single_keys"}:
        reader.report(root, None, f"these are not the desk's keys; {REMEDY}")
        reader.raise_problems(ProblemsError)
        return DEFAULT
    keys = dict(DEFAULT.keys) | _changed(reader, root, data.get("keys") or {})
    single = str(data.get("single_keys", "true")).casefold() not in ("false", "no", "off")
    for key in {key for key in keys.values() if list(keys.values()).count(key) > 1}:
        actions = " and ".join(action for action, one in keys.items() if one == key)
        reader.report(root, "keys", f"{key!r} is the key of {actions}; give each action a key of its own")
    reader.raise_problems(ProblemsError)
    return Keymap(keys=keys, single=single)


def _changed(reader: NodeReader, root: Node, given: object) -> dict[str, str]:
    if not isinstance(given, Mapping):
        reader.report(root, "keys", f"this is no list of keys; {REMEDY}")
        return {}
    changed = {}
    for action, key in given.items():
        if action not in ACTIONS:
            reader.report(root, "keys", f"there is no action {action!r}; there are {', '.join(ACTIONS)}")
        elif not isinstance(key, str) or len(key) != 1 or key in RESERVED:
            reader.report(root, "keys", f"{key!r} cannot be the key of {action}; take a letter or a sign")
        else:
            changed[action] = key
    return changed
