"""Acquire the raw files that an editor names: those in the inbox, and copies of others, which stay where they are."""

import hashlib
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from ...content.journal import commit
from ...content.store import Content, Edit, Ledger, is_raw_name, name_of, read_raw
from ...core.errors import DigestError, RawArticleError
from .outcome import Outcome

COLLECTED: Final = frozenset((".html", ".htm", ".xhtml", ".mhtml", ".mht", ".eml", ".pdf", ".md", ".markdown", ".txt"))
STILL_SECONDS: Final = 2.0  # without a change, after which a file is whole


def acquire_files(content: Content, raws: Sequence[Path]) -> tuple[tuple[Path, ...], list[Outcome]]:
    """Find or copy the given files into the inbox; a folder stands for the files in it."""
    acquired: list[Path] = []
    outcomes: list[Outcome] = []
    for given in raws:
        for path in expand(given):
            try:
                acquired.append(_into_inbox(content, path))
            except DigestError as error:
                outcomes.append(Outcome(kind="failed", raw=path.name, message=str(error)))
    return tuple(dict.fromkeys(acquired)), outcomes


def expand(given: Path) -> Iterator[Path]:
    """List the raw files of a folder, by name; a file stands for itself."""
    if not given.is_dir():
        yield given
        return
    yield from sorted(path for path in given.iterdir() if is_raw_name(path.name) and not path.is_dir())


def store_raw(content: Content, name: str, data: bytes, *, verb: str) -> Path:
    """Put bytes into the inbox under a free name; a file of that name with the same bytes is used as it is."""
    stem, suffix = Path(name).stem, Path(name).suffix
    number = 1
    while True:
        path = content.inbox / (name if number == 1 else f"{stem}-{number}{suffix}")
        try:
            commit(content, verb, name_of(content, path), [Edit(path=path, before=None, after=data)])
            return path
        except FileExistsError:
            if read_raw(path) == data:
                return path
            number += 1


def collect_files(content: Content, folders: Sequence[str], ledger: Ledger) -> list[Outcome]:
    """Copy the new raw files of other folders into the inbox; what the ledger knows, or is still written, is not.

    A folder is named from the site's own, or with `~`. Files whose name says that they are no article are left alone:
    such a folder may hold anything. Returns an outcome for each that cannot be read.
    """
    failed = []
    for folder in folders:
        for path in sorted(expand(content.root.parent / Path(folder).expanduser())):
            if path.suffix.lower() not in COLLECTED or path.is_symlink() or not _is_still(path):
                continue
            try:
                data = read_raw(path)
            except DigestError as error:
                failed.append(Outcome(kind="failed", raw=path.name, message=str(error)))
                continue
            if not ledger.of_bytes(hashlib.sha256(data).hexdigest()):
                store_raw(content, path.name, data, verb="ingest")
    return failed


def _is_still(path: Path) -> bool:
    try:
        return path.stat().st_mtime <= time.time() - STILL_SECONDS
    except OSError:  # no such folder, or gone this very moment
        return False


def _into_inbox(content: Content, given: Path) -> Path:
    path = given if given.exists() or len(given.parts) > 1 else content.inbox / given
    if not path.exists():
        raise RawArticleError(f"{given}: there is no such file, nor one of that name in the inbox")
    if path.parent.resolve() == content.inbox.resolve():  # a link in the inbox is one of its files
        return content.inbox / path.name
    return store_raw(content, path.name, read_raw(path), verb="ingest")
