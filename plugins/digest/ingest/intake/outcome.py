"""What came of each raw article, and of a whole ingest."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

# edited: the post was edited and left alone; dropped: the editor rejected or deleted its draft, so none is made.
Kind = Literal["new", "updated", "beside", "unchanged", "edited", "dropped", "duplicate", "failed"]
KINDS: dict[Kind, str] = {
    "new": "new",
    "updated": "updated",
    "beside": "beside an edited post",
    "unchanged": "as before",
    "edited": "edited by you and left",
    "dropped": "dropped earlier",
    "duplicate": "double",
    "failed": "failed",
}
FAILURES: tuple[Kind, ...] = ("duplicate", "failed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one raw article. `message` is None where there is nothing to tell."""

    kind: Kind
    raw: str
    message: str | None = None
    post: Path | None = None  # that was written
    review: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestResult:
    """What came of an ingest. `names` says which name finder ran; None: there was nothing to read."""

    outcomes: tuple[Outcome, ...] = ()
    names: str | None = None

    @property
    def failed(self) -> bool:
        """Tell whether the exit status should say that something is left to mend."""
        return any(outcome.kind in FAILURES for outcome in self.outcomes)

    @property
    def summary(self) -> str:
        """Count the raw articles by what came of them."""
        counts = {kind: sum(outcome.kind == kind for outcome in self.outcomes) for kind in KINDS}
        return ", ".join(f"{count} {KINDS[kind]}" for kind, count in counts.items() if count) or "the inbox is empty"
