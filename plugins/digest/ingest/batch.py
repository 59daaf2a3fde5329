"""Batch reading of raw files in worker processes or on a cluster, in order; a bad file never stops the others."""

import functools
import logging
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..content.store import read_raw
from ..content.vocabulary import Vocabularies
from ..core.budget import Budget, Exceeded, run_within
from ..core.errors import DigestError, RawArticleError
from ..core.settings import DigestSettings
from ..core.types import Reading
from ..core.workers import count_cores
from .cluster import SCHEME, run_on_cluster
from .names import NameFinder, RuleNames
from .pipeline import read_file, read_unannotated

logger = logging.getLogger(__name__)

# Starting workers costs each the time to load the language model (1.5 s); it pays from about so many files on.
# Measure with `digest explain --format json FOLDER > /dev/null` under DIGEST_EXECUTOR "serial" and "processes".
FILES_FOR_WORKERS = 24
FILES_FOR_EACH = 4
WARM_UP = b"Talks in Oslo\n\nMinisters of Norway and Iceland met in Oslo.\n"
CLUSTER_CHUNK = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFile:
    """A file to read, and the name to give its articles."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReading:
    """The result of one file: readings of its articles, up to the error if there was one."""

    file: RawFile
    readings: tuple[Reading, ...] = ()
    error: str | None = None


def read_files(
    files: Sequence[RawFile], *, vocabularies: Vocabularies, find_names: NameFinder | None, settings: DigestSettings
) -> Iterator[FileReading]:
    """Read raw files and yield the result of each, in the files' order; without a name finder, no terms are looked for.

    Each file has the settings' budget of time and memory, which the process that reads it cannot exceed. Raises
    DigestError if a cluster is lost.
    """
    if settings.executor.startswith(SCHEME) and files:
        work = functools.partial(_read_chunk, find_names=find_names, settings=settings)
        for results in run_on_cluster(settings.executor, work, pickle.dumps(vocabularies), _load_chunks(files)):
            yield from results
        return
    _warm_up(vocabularies, settings)
    yield from _read_within(
        [(file, None) for file in files],
        vocabularies=vocabularies,
        find_names=find_names,
        settings=settings,
        workers=_count_workers(settings, len(files)),
    )


def file_budget(settings: DigestSettings) -> Budget:
    """Return what reading one raw file may use."""
    return Budget(seconds=settings.file_seconds, megabytes=settings.file_megabytes)


def _read_within(
    files: Sequence[tuple[RawFile, bytes | None]],
    *,
    vocabularies: Vocabularies,
    find_names: NameFinder | None,
    settings: DigestSettings,
    workers: int,
) -> Iterator[FileReading]:
    """Read files, or what was read of their bytes, each within the budget."""
    read = functools.partial(_read_one, vocabularies=vocabularies, find_names=find_names, settings=settings)
    prepare = functools.partial(find_names, "") if find_names else tuple  # loads the language model
    found = run_within(read, files, budget=file_budget(settings), workers=workers, prepare=prepare)
    for (file, _), result in zip(files, found, strict=True):
        yield FileReading(file=file, error=_exceeded(file, result)) if isinstance(result, Exceeded) else result


def _warm_up(vocabularies: Vocabularies, settings: DigestSettings) -> None:
    """Fill the caches that the stages derive from the vocabularies: forked workers share them."""
    list(read_file(WARM_UP, name="", vocabularies=vocabularies, find_names=RuleNames(), settings=settings))


def _count_workers(settings: DigestSettings, files: int) -> int:
    if settings.executor != "processes" or files < FILES_FOR_WORKERS:
        return 1
    return min(settings.workers or count_cores(), -(-files // FILES_FOR_EACH))


def _exceeded(file: RawFile, exceeded: Exceeded) -> str:
    return (
        f"{file.name}: to read it {exceeded.reason}, and it was given up; leave the article alone in the file, "
        "or allow more (DIGEST_FILE_SECONDS, DIGEST_FILE_MEGABYTES)"
    )


def _load_chunks(files: Sequence[RawFile]) -> Iterator[list[tuple[RawFile, bytes | str]]]:
    """Give chunks of files with their bytes or an error: a cluster's workers cannot see our disk."""
    for start in range(0, len(files), CLUSTER_CHUNK):
        yield [(file, _load(file)) for file in files[start : start + CLUSTER_CHUNK]]


def _load(file: RawFile) -> bytes | str:
    try:
        return read_raw(file.path)
    except RawArticleError as error:
        return str(error)


def _read_chunk(
    pickled: bytes,
    files: Sequence[tuple[RawFile, bytes | str]],
    *,
    find_names: NameFinder | None,
    settings: DigestSettings,
) -> list[FileReading]:
    """Read files on a worker of a cluster."""
    vocabularies = _load_vocabularies(pickled, settings)
    if find_names:
        find_names("")  # loads the language model here, once, for the processes that each chunk has
    sound = [(file, data) for file, data in files if isinstance(data, bytes)]
    readings = _read_within(sound, vocabularies=vocabularies, find_names=find_names, settings=settings, workers=1)
    return [FileReading(file=file, error=data) if isinstance(data, str) else next(readings) for file, data in files]


def _read_one(
    task: tuple[RawFile, bytes | None],
    *,
    vocabularies: Vocabularies,
    find_names: NameFinder | None,
    settings: DigestSettings,
) -> FileReading:
    file, data = task
    readings: list[Reading] = []
    error = None
    try:
        data = read_raw(file.path) if data is None else data
        # The articles before a faulty one are kept: `+=` adds the readings one by one.
        read = functools.partial(read_file, find_names=find_names) if find_names else read_unannotated
        readings += read(data, name=file.name, vocabularies=vocabularies, settings=settings)
    except DigestError as fault:
        error = str(fault)
    except MemoryError:  # the file's fault, which the process that reads it tells
        raise
    # The only place that catches any exception: a bug of ours must not stop the editor's other files.
    except Exception as fault:
        logger.debug("%s: a bug while reading", file.name, exc_info=True)
        error = (
            f"{file.name}: a bug in the program, not in your file: {type(fault).__name__}: {fault}{_location(fault)}"
        )
    return FileReading(file=file, readings=tuple(readings), error=error)


@functools.lru_cache(maxsize=1)
def _load_vocabularies(pickled: bytes, settings: DigestSettings) -> Vocabularies:
    """Unpickle the vocabularies once a worker: what the stages derive from them takes a second to make."""
    vocabularies: Vocabularies = pickle.loads(pickled)
    _warm_up(vocabularies, settings)
    return vocabularies


def _location(fault: Exception) -> str:
    trace = fault.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f" ({Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno})" if trace else ""
