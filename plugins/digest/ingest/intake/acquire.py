"""Raw files that an editor names: found in the inbox, or copied into it from elsewhere, where they stay as they are."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from ...content.store import Content, is_raw_name, read_raw, write_new
from ...core.errors import DigestError, RawArticleError
from .outcome import Outcome


def take_in(content: Content, raws: Sequence[Path]) -> tuple[tuple[Path, ...], list[Outcome]]:
    """Find the inbox's file for each given one; a folder stands for the files in it."""
    taken: list[Path] = []
    outcomes: list[Outcome] = []
    for given in raws:
        for path in expand(given):
            try:
                taken.append(_into_inbox(content, path))
            except DigestError as error:
                outcomes.append(Outcome(kind="failed", raw=path.name, message=str(error)))
    return tuple(dict.fromkeys(taken)), outcomes


def expand(given: Path) -> Iterator[Path]:
    """List the raw files of a folder, by name; a file stands for itself."""
    if not given.is_dir():
        yield given
        return
    yield from sorted(path for path in given.iterdir() if is_raw_name(path.name) and not path.is_dir())


def store_raw(content: Content, name: str, data: bytes) -> Path:
    """Put bytes into the inbox under a free name; where they are there already under that name, that file stands."""
    stem, suffix = Path(name).stem, Path(name).suffix
    number = 1
    while True:
        path = content.inbox / (name if number == 1 else f"{stem}-{number}{suffix}")
        try:
            write_new(path, data)
            return path
        except FileExistsError:
            if read_raw(path) == data:
                return path
            number += 1


def _into_inbox(content: Content, given: Path) -> Path:
    path = given if given.exists() or len(given.parts) > 1 else content.inbox / given
    if not path.exists():
        raise RawArticleError(f"{given}: there is no such file, nor one of that name in the inbox")
    if path.resolve().parent == content.inbox.resolve():
        return content.inbox / path.name
    return store_raw(content, path.name, read_raw(path))
