"""The ledger: an append-only log of what was ingested, suggested, rejected and renamed; one JSON object a line.

Nothing in it is ever changed: a line is taken back by a later one, which cancels it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ...core.errors import ProblemsError
from ...core.similarity import SketchIndex
from ...core.types import TAXONOMIES, Problem, Taxonomy

# `passed`: looked at and nothing made of it, because `post` has its text, was edited, or was dropped.
Event = Literal["ingested", "passed", "rejected", "renamed"]
EVENTS: tuple[Event, ...] = ("ingested", "passed", "rejected", "renamed")
CANCELLED = '"cancelled"'  # in a line that cancels another
Names = Mapping[Taxonomy, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """What happened to one article of a raw file. `post` is relative to the content folder."""

    event: Event
    raw: str  # the file's name
    raw_sha256: str
    part: int = 1
    parts: int = 1  # in that file
    text_sha256: str | None = None  # of the article's text, spacing aside: the same text under another name
    sketch: str | None = None  # of the cleaned text: the same story with other words around it
    id: str
    post: str
    suggested: Names = field(default_factory=dict)
    removed: Names = field(default_factory=dict)  # what the editor took out of what was suggested: not again


class Ledger:
    """The ledger's entries, indexed by post, raw file and text; the last one counts."""

    def __init__(self, entries: Iterable[LedgerEntry] = ()) -> None:
        self.entries: list[LedgerEntry] = []
        self._by_id: dict[str, LedgerEntry] = {}
        self._rejected: set[str] = set()
        self._renamed: set[str] = set()
        self._by_bytes: dict[str, dict[int, LedgerEntry]] = {}
        self._by_name: dict[str, list[LedgerEntry]] = {}
        self._by_text: dict[str, LedgerEntry] = {}
        self._sketched: list[LedgerEntry] = []
        self._sketches: SketchIndex | None = None  # made when it is first asked for
        for entry in entries:
            self.add(entry)

    def add(self, entry: LedgerEntry) -> None:
        """Take one more entry into account."""
        self.entries.append(entry)
        if entry.event in ("ingested", "passed"):
            self._by_name.setdefault(entry.raw, []).append(entry)
        if entry.event == "passed":
            return
        self._by_id[entry.id] = entry
        if entry.event == "rejected":
            self._rejected.add(entry.id)
        if entry.event == "renamed":
            self._renamed.add(entry.id)
        if entry.event == "ingested":
            self._rejected.discard(entry.id)
            self._by_bytes.setdefault(entry.raw_sha256, {})[entry.part] = entry
            if entry.text_sha256:
                self._by_text[entry.text_sha256] = entry
            if entry.sketch:
                self._sketched.append(entry)
                if self._sketches is not None:
                    self._sketches.add(entry.sketch)

    def of_bytes(self, raw_sha256: str) -> tuple[LedgerEntry, ...]:
        """Return what these very bytes became, by part."""
        return tuple(entry for _, entry in sorted(self._by_bytes.get(raw_sha256, {}).items()))

    def of_name(self, raw: str) -> tuple[LedgerEntry, ...]:
        """Return what the raw file of that name became when last ingested, by part."""
        last = {entry.part: entry for entry in self._by_name.get(raw, ())}
        return tuple(entry for _, entry in sorted(last.items()))

    def history_of_name(self, raw: str) -> tuple[LedgerEntry, ...]:
        """Return all that the raw file of that name ever became, the newest first."""
        return tuple(reversed(self._by_name.get(raw, ())))

    def of_text(self, text_sha256: str) -> LedgerEntry | None:
        """Find what the same text became."""
        return self._by_text.get(text_sha256)

    def find_alike(self, sketch: str) -> LedgerEntry | None:
        """Find the last article that is much like the one of this sketch."""
        if self._sketches is None:
            self._sketches = SketchIndex(entry.sketch or "" for entry in self._sketched)
        number = self._sketches.find_last_alike(sketch)
        return None if number is None else self._sketched[number]

    def is_rejected(self, post_id: str) -> bool:
        """Return whether the editor has rejected the post, and not asked for it again."""
        return post_id in self._rejected

    def is_renamed(self, post_id: str) -> bool:
        """Return whether the editor has chosen the post's address."""
        return post_id in self._renamed

    def last(self, post_id: str) -> LedgerEntry | None:
        """Find the last entry of a post: where it is now, and which of its terms the editor took out."""
        return self._by_id.get(post_id)


def parse_ledger(text: str, *, file: str) -> Ledger:
    """Read a ledger's text. A last line that a crash cut short is skipped. Raises ProblemsError."""
    entries, problems = [], []
    for number, line in live_lines(text):
        try:
            entries.append(parse_entry(line))
        except (ValueError, KeyError, TypeError) as error:
            problems.append(_problem(file, number, line, error))
    if problems:
        raise ProblemsError(tuple(problems))
    return Ledger(entries)


def live_lines(text: str) -> list[tuple[int, str]]:
    """List the lines that no later line cancels, numbered from 1; blank ones and a torn last one are skipped."""
    lines = text.split("\n")
    if not is_whole(lines[-1]):
        lines.pop()
    numbered = [(number, line.strip()) for number, line in enumerate(lines, start=1) if line.strip()]
    return _without_cancelled(numbered) if CANCELLED in text else numbered


def _without_cancelled(lines: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    live: dict[int, str] = {}
    numbers: dict[str, list[int]] = {}  # of the lines with a hash
    for number, line in lines:
        cancelled = find_cancelled(line)
        if cancelled is None:
            live[number] = line
            numbers.setdefault(_hash_line(line), []).append(number)
        elif numbers.get(cancelled):  # else it is on a branch that was never merged
            del live[numbers[cancelled].pop()]
    return list(live.items())


def cancel_line(line: str) -> str:
    """Write the line that cancels the last equal one."""
    return json.dumps({"event": "cancelled", "line": _hash_line(line)})


def find_cancelled(line: str) -> str | None:
    """Return the hash of the line that this one cancels; None for any other line."""
    if CANCELLED not in line:
        return None
    try:
        values = json.loads(line)
    except ValueError:
        return None
    is_ours = isinstance(values, dict) and values.get("event") == "cancelled" and isinstance(values.get("line"), str)
    return values["line"] if is_ours else None


def is_whole(line: str) -> bool:
    """Return whether a line without a line end is a whole one, which no crash has cut short."""
    try:
        parse_entry(line)
    except (ValueError, KeyError, TypeError):
        return find_cancelled(line) is not None
    return True


def _hash_line(line: str) -> str:
    return hashlib.sha256(line.encode()).hexdigest()[:32]


def parse_entry(line: str) -> LedgerEntry:
    """Read one line. Raises ValueError, KeyError or TypeError; keys of later versions are ignored."""
    values = json.loads(line)
    if not isinstance(values, dict):
        raise TypeError("it is not a JSON object")
    if values["event"] not in EVENTS:
        raise ValueError(f"'event' must be one of {', '.join(EVENTS)}, not {values['event']!r}")
    text_sha256 = values.get("text_sha256")
    return LedgerEntry(
        event=values["event"],
        raw=str(values["raw"]),
        raw_sha256=str(values["raw_sha256"]),
        part=int(values.get("part", 1)),
        parts=int(values.get("parts", 1)),
        text_sha256=None if text_sha256 is None else str(text_sha256),
        sketch=str(values["sketch"]) if values.get("sketch") else None,
        id=str(values["id"]),
        post=str(values["post"]),
        suggested=_names(values.get("suggested", {})),
        removed=_names(values.get("removed", {})),
    )


def format_entry(entry: LedgerEntry) -> str:
    """Write one entry as a line without its line end."""
    values: dict[str, object] = {
        "event": entry.event,
        "raw": entry.raw,
        "raw_sha256": entry.raw_sha256,
        "part": entry.part,
        "parts": entry.parts,
        "id": entry.id,
        "post": entry.post,
    }
    if entry.text_sha256:
        values["text_sha256"] = entry.text_sha256
    if entry.sketch:
        values["sketch"] = entry.sketch
    for key, names in (("suggested", entry.suggested), ("removed", entry.removed)):
        if any(names.values()):
            values[key] = {taxonomy: list(names[taxonomy]) for taxonomy in TAXONOMIES if names.get(taxonomy)}
    return json.dumps(values, ensure_ascii=False)


def _names(values: object) -> Names:
    if not isinstance(values, dict):
        raise TypeError("terms must be an object with actors, countries, topics")
    return {key: tuple(map(str, values[key])) for key in TAXONOMIES if key in values}


def _problem(file: str, number: int, line: str, error: Exception) -> Problem:
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        return Problem(
            file=file,
            line=number,
            message="a marker of a merge conflict; delete it, keep the lines of both sides",
        )
    reason = f"{error} is missing" if isinstance(error, KeyError) else str(error)
    return Problem(file=file, line=number, message=f"not an entry of the ledger ({reason}); fix the line or delete it")
