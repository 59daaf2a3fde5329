"""Select the raw files to read: those whose bytes the ledger does not know."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ...content.store import Content, Ledger, LedgerEntry, read_inbox
from ...core.errors import RawArticleError
from ..batch import RawFile
from .messages import format_message
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
        if known := _known(content, ledger, path.name, sha256, anew=anew):
            outcomes += [_named(content, ledger, outcome, sha256) for outcome in known] if named else known
        elif (first := seen.setdefault(sha256, path.name)) != path.name:
            outcomes.append(_duplicate(path.name, "same-bytes", other=first))
        else:
            to_read.append(RawFile(path=path, name=path.name))
    return to_read, outcomes


def is_duplicate(content: Content, ledger: Ledger, entry: LedgerEntry, raw: str) -> bool:
    """Return whether the article became a post as another raw file that is still in the inbox."""
    last = ledger.last(entry.id)
    return last is not None and last.raw != raw and (content.inbox / last.raw).exists()


def _known(content: Content, ledger: Ledger, name: str, sha256: str, *, anew: bool) -> list[Outcome]:
    """Give the outcomes of a file that need not be read; none if it must be."""
    mine = [entry for entry in ledger.of_name(name) if entry.raw_sha256 == sha256]
    entries = mine or list(ledger.of_bytes(sha256))
    if not mine and any(is_duplicate(content, ledger, entry, name) for entry in entries):
        became = _shown(content, ledger, entries[0])
        return [_duplicate(name, "same-bytes-known", other=entries[0].raw, existing=became)]
    complete = bool(entries) and len(entries) >= max(entry.parts for entry in entries)
    if anew or not complete:
        return []
    return [_again(content, ledger, entry, name) for entry in entries]


def _again(content: Content, ledger: Ledger, entry: LedgerEntry, name: str) -> Outcome:
    if not is_duplicate(content, ledger, entry, name):
        return Outcome(kind="unchanged", raw=name)
    last = ledger.last(entry.id) or entry
    key = "duplicate" if entry.event == "passed" else "outdated"
    return _duplicate(name, key, other=last.raw, existing=_shown(content, ledger, entry))


def _named(content: Content, ledger: Ledger, outcome: Outcome, sha256: str) -> Outcome:
    if outcome.message:
        return outcome
    posts = {_shown(content, ledger, entry) for entry in ledger.of_bytes(sha256)}
    parts = {"existing": ", ".join(sorted(posts)), "raw": outcome.raw}
    message = format_message("known" if posts else "known-without-post", parts)
    return replace(outcome, message=f"{outcome.raw}: {message}")


def _shown(content: Content, ledger: Ledger, entry: LedgerEntry) -> str:
    rejected = " (rejected)" if ledger.is_rejected(entry.id) else ""
    return f"{content.root.name}/{(ledger.last(entry.id) or entry).post}{rejected}"


def _duplicate(name: str, key: str, **parts: str) -> Outcome:
    return Outcome(kind="duplicate", raw=name, message=f"{name}: {format_message(key, parts)}")
