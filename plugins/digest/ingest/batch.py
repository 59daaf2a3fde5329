"""Many raw files through an executor (processes, threads, a cluster), in order; a bad one never stops the others."""

import functools
import logging
import multiprocessing
import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..content.store import read_raw
from ..content.vocabulary import Vocabularies
from ..core.errors import DigestError, RawArticleError
from ..core.settings import DigestSettings
from ..core.types import Reading
from ..core.workers import count_cores, end_with_parent
from .cluster import SCHEME, run_on_cluster
from .names import NameFinder
from .pipeline import read_file

logger = logging.getLogger(__name__)

# Starting workers costs each the time to load the language model (1.5 s); it pays from about so many files on.
# Measure with `digest explain --format json FOLDER > /dev/null` under DIGEST_EXECUTOR "serial" and "processes".
FILES_FOR_WORKERS = 24
CHUNK = 4
CLUSTER_CHUNK = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFile:
    """A file to read, and the name that its articles are to bear."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReading:
    """What came of one file: the readings of its articles, and why there are not more of them."""

    file: RawFile
    readings: tuple[Reading, ...] = ()
    error: str | None = None


def read_files(
    files: Sequence[RawFile], *, vocabularies: Vocabularies, find_names: NameFinder, settings: DigestSettings
) -> Iterator[FileReading]:
    """Read raw files and yield what came of each, in the files' order. Raises DigestError if a worker dies."""
    read = functools.partial(_read_one, find_names=find_names, settings=settings)
    if settings.executor.startswith(SCHEME) and files:
        work = functools.partial(_read_sent, read)
        for together in run_on_cluster(settings.executor, work, pickle.dumps(vocabularies), _loaded(files)):
            yield from together
        return
    with make_executor(settings, len(files)) as executor:
        if executor is None:
            yield from (read(file, vocabularies=vocabularies) for file in files)
            return
        pickled = pickle.dumps(vocabularies)
        chunks = [files[start : start + CHUNK] for start in range(0, len(files), CHUNK)]
        try:
            with _interrupts_held():
                found = executor.map(functools.partial(_read_chunk, read, pickled), chunks)
            for results in found:
                yield from results
        except BrokenProcessPool as error:
            raise DigestError(
                'a worker process died, of too little memory perhaps; try again with DIGEST_EXECUTOR = "serial"'
            ) from error


@contextmanager
def make_executor(settings: DigestSettings, files: int) -> Iterator[Executor | None]:
    """Give the executor of the settings; None where reading one by one is quicker. Drops what waits when left early."""
    workers = min(settings.workers or count_cores(), -(-files // CHUNK))
    if settings.executor == "serial" or files < FILES_FOR_WORKERS or workers < 2:
        yield None
        return
    executor: Executor
    if settings.executor == "threads":
        executor = ThreadPoolExecutor(workers)
    else:
        # Not forked: a fork copies the locks of running threads (a progress bar's), and macOS does not fork either.
        executor = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=end_with_parent)
    try:
        yield executor
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _loaded(files: Sequence[RawFile]) -> Iterator[list[tuple[RawFile, bytes | str]]]:
    """Give the files with their bytes, or with what is wrong with them: a cluster's workers cannot see our disk."""
    for start in range(0, len(files), CLUSTER_CHUNK):
        yield [(file, _load(file)) for file in files[start : start + CLUSTER_CHUNK]]


def _load(file: RawFile) -> bytes | str:
    try:
        return read_raw(file.path)
    except RawArticleError as error:
        return str(error)


def _read_sent(
    read: Callable[..., FileReading], pickled: bytes, files: Sequence[tuple[RawFile, bytes | str]]
) -> list[FileReading]:
    vocabularies = _unpickled(pickled)
    return [
        FileReading(file=file, error=data)
        if isinstance(data, str)
        else read(file, vocabularies=vocabularies, data=data)
        for file, data in files
    ]


def _read_one(
    file: RawFile,
    *,
    vocabularies: Vocabularies,
    find_names: NameFinder,
    settings: DigestSettings,
    data: bytes | None = None,
) -> FileReading:
    readings: list[Reading] = []
    error = None
    try:
        data = read_raw(file.path) if data is None else data
        # What comes before a fault in a later article is kept: `+=` takes the readings one by one.
        readings += read_file(data, name=file.name, vocabularies=vocabularies, find_names=find_names, settings=settings)
    except DigestError as fault:
        error = str(fault)
    # The one place that catches what nobody foresaw: a fault of ours must not keep an editor's other files waiting.
    except Exception as fault:
        logger.debug("%s: fault while reading", file.name, exc_info=True)
        error = f"{file.name}: a fault in the program, not in your file: {type(fault).__name__}: {fault}{_where(fault)}"
    return FileReading(file=file, readings=tuple(readings), error=error)


def _read_chunk(read: Callable[..., FileReading], pickled: bytes, files: Sequence[RawFile]) -> list[FileReading]:
    vocabularies = _unpickled(pickled)
    return [read(file, vocabularies=vocabularies) for file in files]


@functools.lru_cache(maxsize=1)
def _unpickled(pickled: bytes) -> Vocabularies:
    """Give a worker the same vocabularies for every chunk: what the stages derive from them takes a second to make."""
    vocabularies: Vocabularies = pickle.loads(pickled)
    return vocabularies


def _where(fault: Exception) -> str:
    trace = fault.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f" ({Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno})" if trace else ""


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Start workers deaf to Ctrl-C: it is the parent's to handle, which then ends them."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
