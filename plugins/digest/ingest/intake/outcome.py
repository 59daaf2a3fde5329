"""The outcome of one raw article, and of a whole ingest."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

# conflict: a second draft, since the editor has edited or accepted the first; edited: the post was left alone; dropped:
# the editor rejected or deleted the draft, so none is made.
Kind = Literal["new", "updated", "conflict", "unchanged", "edited", "dropped", "duplicate", "failed"]
KINDS: dict[Kind, str] = {
    "new": "new",
    "updated": "updated",
    "conflict": "in conflict with a post of yours",
    "unchanged": "unchanged",
    "edited": "edited or accepted by you",
    "dropped": "rejected or deleted earlier",
    "duplicate": "duplicate",
    "failed": "failed",
}
FAILURES: tuple[Kind, ...] = ("duplicate", "failed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one raw article; `message` is None where the editor need not know."""

    kind: Kind
    raw: str
    message: str | None = None
    post: Path | None = None  # that was written
    review: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()  # what the source does not give


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestResult:
    """What became of all raw articles; `names` says which name finder ran, None: there was nothing to read."""

    outcomes: tuple[Outcome, ...] = ()
    names: str | None = None

    @property
    def failed(self) -> bool:
        """Return whether something is left for the editor to repair, which the exit status says."""
        return any(outcome.kind in FAILURES for outcome in self.outcomes)

    @property
    def summary(self) -> str:
        """Count the raw articles by outcome."""
        counts = {kind: sum(outcome.kind == kind for outcome in self.outcomes) for kind in KINDS}
        return ", ".join(f"{count} {KINDS[kind]}" for kind, count in counts.items() if count) or "the inbox is empty"
