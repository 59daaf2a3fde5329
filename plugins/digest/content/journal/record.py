"""Actions of the journal as lines of JSON: what was done, and the bytes that each file held before. Pure.

An action is one line; a second, short one says that it was done, or that it was cut short and put back.
"""

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Mark = Literal["done", "dropped"]
FILES = b', "files": ['  # no text in a line holds it: there a quote has a backslash
MARKS: tuple[Mark, ...] = ("done", "dropped")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecord:
    """One file of an action: SHA-256 before and after in hex, None for no file, and the bytes before."""

    path: str  # from the site's folder
    before: str | None
    after: str | None
    data: bytes | None  # before


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What one action of a verb or the desk changed; `about` says of what it was, in words for the editor."""

    number: int
    time: dt.datetime
    verb: str
    about: str
    files: tuple[FileRecord, ...] = ()
    ledger: tuple[str, ...] = ()  # lines that it added there
    ledger_size: int = 0  # bytes, before
    undoes: int | None = None  # the number of the action that this one takes back
    redoes: int | None = None  # the number of the undo that this one takes back


def hash_bytes(data: bytes | None) -> str | None:
    """Hash a file's bytes; None for no file."""
    return None if data is None else hashlib.sha256(data).hexdigest()


def format_action(action: Action) -> bytes:
    """Write an action as a line without its line end; the bulky values come last."""
    values: dict[str, object] = {
        "action": action.number,
        "time": action.time.isoformat(),
        "verb": action.verb,
        "about": action.about,
    }
    for key in ("undoes", "redoes"):
        if getattr(action, key) is not None:
            values[key] = getattr(action, key)
    if action.ledger:
        values |= {"ledger": list(action.ledger), "ledger_size": action.ledger_size}
    values["files"] = [_file_values(file) for file in action.files]
    return json.dumps(values, ensure_ascii=False).encode()


def format_mark(mark: Mark, number: int) -> bytes:
    """Write the line that says how an action ended."""
    return json.dumps({mark: number}).encode()


def parse_line(line: bytes) -> Action | tuple[Mark, int] | None:
    """Read a line: an action, or how one ended; None for one that is torn or damaged."""
    try:
        values = json.loads(line)
        if not isinstance(values, dict):
            return None
        for mark in MARKS:
            if mark in values:
                return mark, int(values[mark])
        return _parse_action(values)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def parse_head(line: bytes) -> Action | tuple[Mark, int] | None:
    """Read a line as `parse_line` does, but of an action not its files: they are the bulk of it."""
    head, files, _ = line.partition(FILES)
    return parse_line(head + b', "files": []}' if files else line)


def is_whole(line: bytes) -> bool:
    """Return whether a line without a line end is a whole one, which no crash has cut short."""
    return parse_line(line) is not None


def _file_values(file: FileRecord) -> dict[str, object]:
    values: dict[str, object] = {"path": file.path, "before": file.before, "after": file.after}
    if file.data is None:
        return values
    try:
        return values | {"text": file.data.decode()}
    except UnicodeDecodeError:
        return values | {"base64": base64.b64encode(file.data).decode()}


def _parse_action(values: Mapping[str, Any]) -> Action:
    return Action(
        number=int(values["action"]),
        time=dt.datetime.fromisoformat(values["time"]),
        verb=str(values["verb"]),
        about=str(values["about"]),
        files=tuple(map(_parse_file, values["files"])),
        ledger=tuple(map(str, values.get("ledger", ()))),
        ledger_size=int(values.get("ledger_size", 0)),
        undoes=_number(values.get("undoes")),
        redoes=_number(values.get("redoes")),
    )


def _parse_file(values: Mapping[str, Any]) -> FileRecord:
    text, coded = values.get("text"), values.get("base64")
    data = text.encode() if text is not None else base64.b64decode(coded) if coded is not None else None
    if hash_bytes(data) != values["before"]:
        raise ValueError("damaged")
    return FileRecord(path=str(values["path"]), before=values["before"], after=values["after"], data=data)


def _number(value: Any) -> int | None:
    return None if value is None else int(value)
