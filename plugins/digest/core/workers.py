"""Process pool for a build: forked workers share the pages to render and the posts to read; none outlives its parent.

Workers share by fork what the parent holds. Tasks that lie together have much in common: the pages of posts their
bodies, a term's pages the rows, feeds the entries, each made once by a process and kept. So each process begins with a
stretch of its own, and when that is done helps with the end of the longest that is left. Where a system cannot fork, or
there is little to do, one process does it all, with the same result.
"""

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from functools import partial
from itertools import pairwise
from typing import Any, Final, TypeVar

from .errors import DigestError

SOME_COLLECTIONS: Final = (100_000, 20, 100)  # rendering leaves garbage; what is shared is frozen, and not looked at
ONE_PROCESS: Final = ("serial", "threads")  # threads would wait for each other: they mean the same
CHUNK: Final = 50  # tasks at a time: many chunks for each process, so that all end at about the same time
Result = TypeVar("Result")


class WorkerError(DigestError):
    """A process that shares the work has died."""


def count_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def count_workers(wanted: int, executor: str, tasks: int, worthwhile: int) -> int:
    """Return how many processes are to share some tasks; one where fewer than are worthwhile."""
    if executor in ONE_PROCESS or tasks < worthwhile or "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return wanted or count_cores()


def share(work: Callable[[range], Result], count: int, workers: int) -> Iterator[tuple[range, Result]]:
    """Call `work` in processes with parts of 0 to `count` - 1; yield each with its result, as they come.

    Raises WorkerError.
    """
    global _job  # noqa: PLW0603 -- what a forked process finds there is what was there when it began
    chunks = [range(start, min(start + CHUNK, count)) for start in range(0, count, CHUNK)]
    context = multiprocessing.get_context("fork")
    queue = WorkQueue(len(chunks), workers, context)
    _job = partial(_run, work, chunks, queue)
    gc.freeze()  # no process is to write into what it shares, as a collection would
    try:
        with ExitStack() as stack:
            pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(queue,))
            stack.callback(pool.shutdown, wait=True, cancel_futures=True)
            for done in as_completed([pool.submit(_call) for _ in chunks]):
                yield done.result()
    except BrokenProcessPool as error:
        message = "a process of this build has died; is memory full? DIGEST_WORKERS = 1 does with one process"
        raise WorkerError(message) from error
    finally:
        _job = None
        gc.unfreeze()


class WorkQueue:
    """Which chunks are left in each process's stretch of the work; all processes share it."""

    def __init__(self, chunks: int, workers: int, context: Any) -> None:
        bounds = [chunks * place // workers for place in range(workers + 1)]
        self._left = context.Array("q", [bound for pair in pairwise(bounds) for bound in pair])  # first and end of each
        self._joined = context.Value("q", 0)
        self._own = 0

    def join(self) -> None:
        """Choose this process's stretch."""
        with self._joined:
            self._own = 2 * self._joined.value % len(self._left)
            self._joined.value += 1

    def take(self) -> int:
        """Return the next chunk of this process's stretch, else the last of the longest; there must be one."""
        with self._left:
            left, own = self._left, self._own
            if left[own] < left[own + 1]:
                left[own] += 1
                return int(left[own]) - 1
            longest = max(range(0, len(left), 2), key=lambda at: left[at + 1] - left[at])
            left[longest + 1] -= 1
            return int(left[longest + 1])


_job: Callable[[], tuple[range, Any]] | None = None


def _begin(queue: WorkQueue) -> None:
    gc.set_threshold(*SOME_COLLECTIONS)
    end_with_parent()
    queue.join()


def _call() -> tuple[range, Any]:
    assert _job is not None
    return _job()


def _run(work: Callable[[range], Any], chunks: Sequence[range], queue: WorkQueue) -> tuple[range, Any]:
    places = chunks[queue.take()]
    return places, work(places)


def end_with_parent() -> None:
    """Let this worker end when the process that started it is gone, however that ended.

    A pool's workers wait for work for ever, and with them the locks that a fork has copied are held.
    """
    threading.Thread(target=_end_after_parent, daemon=True).start()


def _end_after_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
