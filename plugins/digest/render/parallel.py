"""Rendering on all cores: processes that share by fork what the plan and the renderer hold.

Pages that lie together in the plan have much in common: posts their bodies, a term's pages the rows, feeds the entries,
each made once by a process and kept. So each process begins with a stretch of its own, and when that is done helps with
the end of the longest that is left. Where a system cannot fork, or there is little to render, one process does it all;
the output is the same.
"""

import gc
import multiprocessing
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from functools import partial
from itertools import pairwise
from typing import Any, Final, NamedTuple

from ..errors import DigestError
from ..workers import count_cores, end_with_parent

WORTHWHILE: Final = 400  # pages: fewer are rendered before the processes have started
CHUNK: Final = 50  # pages at a time: many chunks for each process, so that all end at about the same time


class Work(NamedTuple):
    """A chunk that was rendered, and the bodies that were made on the way."""

    places: range
    results: list[Any]
    bodies: Mapping[str, str]


class WorkerError(DigestError):
    """A process that renders has died."""


def count_workers(wanted: int, executor: str, pages: int) -> int:
    """Say how many processes are to render."""
    if executor == "serial" or pages < WORTHWHILE or "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return wanted or count_cores()


def share(
    work: Callable[[int], object], take: Callable[[], Mapping[str, str]], count: int, workers: int
) -> Iterator[Work]:
    """Call `work` with 0 to `count` - 1 in processes, and yield what comes back, as it comes. Raises WorkerError."""
    global _job  # noqa: PLW0603 -- what a forked process finds there is what was there when it began
    chunks = [range(start, min(start + CHUNK, count)) for start in range(0, count, CHUNK)]
    context = multiprocessing.get_context("fork")
    stretches = Stretches(len(chunks), workers, context)
    _job = partial(_run, work, take, chunks, stretches)
    gc.freeze()  # no process is to write into what it shares, as a collection would
    try:
        with ExitStack() as stack:
            pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(stretches,))
            stack.callback(pool.shutdown, wait=True, cancel_futures=True)
            for done in as_completed([pool.submit(_call) for _ in chunks]):
                yield done.result()
    except BrokenProcessPool as error:
        message = "a process that renders pages has died; is memory full? DIGEST_WORKERS = 1 does with one process"
        raise WorkerError(message) from error
    finally:
        _job = None
        gc.unfreeze()


class Stretches:
    """Which chunks are left in each process's stretch, in memory that all processes share."""

    def __init__(self, chunks: int, workers: int, context: Any) -> None:
        bounds = [chunks * place // workers for place in range(workers + 1)]
        self._left = context.Array("l", [bound for pair in pairwise(bounds) for bound in pair])
        self._started = context.Value("i", 0)
        self._own = 0

    def join(self) -> None:
        """Choose this process's stretch."""
        with self._started.get_lock():
            self._own = self._started.value % (len(self._left) // 2)
            self._started.value += 1

    def take(self) -> int:
        """Return the next chunk of this process's stretch, else the last of the longest; there must be one."""
        with self._left.get_lock():
            left: Sequence[int] = self._left[:]
            first, end = left[2 * self._own : 2 * self._own + 2]
            if first < end:
                self._left[2 * self._own] = first + 1
                return first
            longest = max(range(0, len(left), 2), key=lambda at: left[at + 1] - left[at])
            self._left[longest + 1] -= 1
            return left[longest + 1] - 1


_job: Callable[[], Work] | None = None


def _begin(stretches: Stretches) -> None:
    end_with_parent()
    stretches.join()


def _call() -> Work:
    assert _job is not None
    return _job()


def _run(
    work: Callable[[int], object], take: Callable[[], Mapping[str, str]], chunks: Sequence[range], stretches: Stretches
) -> Work:
    places = chunks[stretches.take()]
    return Work(places, [work(place) for place in places], take())
