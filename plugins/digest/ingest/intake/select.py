"""Select the raw files to read: those whose bytes the ledger does not know."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ...content.store import Content, Ledger, LedgerEntry, read_inbox
from ...core.errors import RawArticleError
from ..batch import RawFile
from .outcome import Outcome


def choose_files(
    content: Content, ledger: Ledger, paths: Sequence[Path], *, anew: bool = False, named: bool = False
) -> tuple[list[RawFile], list[Outcome]]:
    """Divide raw files into those to read and those whose outcome is known.

    `anew`: read those ingested before as well; `named`: the editor asked for these files, so say what they became.
    """
    to_read: list[RawFile] = []
    outcomes: list[Outcome] = []
    seen: dict[str, str] = {}
    for path in paths:
        try:
            sha256 = hashlib.sha256(read_inbox(content, path)).hexdigest()
        except RawArticleError as error:
            outcomes.append(Outcome(kind="failed", raw=path.name, message=str(error)))
            continue
        first = seen.setdefault(sha256, path.name)
        if first != path.name:
            outcomes.append(_duplicate(path.name, f"the same bytes as {first}"))
        elif known := _known(content, ledger, path.name, sha256, anew=anew):
            outcomes += [_named(content, ledger, outcome, sha256) for outcome in known] if named else known
        else:
            to_read.append(RawFile(path=path, name=path.name))
    return to_read, outcomes


def is_duplicate(content: Content, ledger: Ledger, entry: LedgerEntry, raw: str) -> bool:
    """Tell whether the article became a post as another raw file that is still in the inbox."""
    last = ledger.last(entry.id)
    return last is not None and last.raw != raw and (content.inbox / last.raw).exists()


def _known(content: Content, ledger: Ledger, name: str, sha256: str, *, anew: bool) -> list[Outcome]:
    """Give the outcomes of a file that need not be read; none if it must be."""
    mine = [entry for entry in ledger.of_name(name) if entry.raw_sha256 == sha256]
    entries = mine or list(ledger.of_bytes(sha256))
    if not mine and any(is_duplicate(content, ledger, entry, name) for entry in entries):
        return [
            _duplicate(name, f"the same bytes as {entries[0].raw}, which became {_shown(content, ledger, entries[0])}")
        ]
    complete = bool(entries) and len(entries) >= max(entry.parts for entry in entries)
    if anew or not complete:
        return []
    return [_again(content, ledger, entry, name) for entry in entries]


def _again(content: Content, ledger: Ledger, entry: LedgerEntry, name: str) -> Outcome:
    if not is_duplicate(content, ledger, entry, name):
        return Outcome(kind="unchanged", raw=name)
    last = ledger.last(entry.id) or entry
    what = "the same text as" if entry.event == "passed" else "an earlier version of"
    return _duplicate(name, f"{what} {last.raw}, which became {_shown(content, ledger, entry)}")


def _named(content: Content, ledger: Ledger, outcome: Outcome, sha256: str) -> Outcome:
    if outcome.message:
        return outcome
    posts = {_shown(content, ledger, entry) for entry in ledger.of_bytes(sha256)}
    became = f"it became {', '.join(sorted(posts))}" if posts else "no post was made of it"
    hint = f"`digest ingest --again {outcome.raw}` makes rejected drafts again, --refresh updates unedited ones"
    return replace(outcome, message=f"{outcome.raw}: {became} already; {hint}")


def _shown(content: Content, ledger: Ledger, entry: LedgerEntry) -> str:
    return f"{content.root.name}/{(ledger.last(entry.id) or entry).post}"


def _duplicate(name: str, why: str) -> Outcome:
    return Outcome(kind="duplicate", raw=name, message=f"{name}: {why}; delete one of the two raw files")
