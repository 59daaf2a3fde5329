"""Rendering on all cores: processes that share by fork what the plan and the renderer hold.

Where a system cannot fork, or there is little to render, one process does it all; the output is the same.
"""

import gc
import multiprocessing
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from functools import partial
from typing import Any, Final, NamedTuple

from ..errors import DigestError
from ..workers import count_cores, end_with_parent

WORTHWHILE: Final = 400  # pages: fewer are rendered before the processes have started
CHUNK: Final = 50  # pages at a time: many chunks for each process, so that all end at about the same time


class Work(NamedTuple):
    """A chunk that was rendered, and the bodies that were made on the way."""

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
    """Call `work` with 0 to `count` - 1 in processes, and yield what comes back, in order. Raises WorkerError."""
    global _job  # noqa: PLW0603 -- what a forked process finds there is what was there when it began
    _job = partial(_run, work, take)
    gc.freeze()  # no process is to write into what it shares, as a collection would
    try:
        with ExitStack() as stack:
            context = multiprocessing.get_context("fork")
            pool = ProcessPoolExecutor(workers, mp_context=context, initializer=end_with_parent)
            stack.callback(pool.shutdown, wait=True, cancel_futures=True)
            yield from pool.map(_call, [range(start, min(start + CHUNK, count)) for start in range(0, count, CHUNK)])
    except BrokenProcessPool as error:
        message = "a process that renders pages has died; is memory full? DIGEST_WORKERS = 1 does with one process"
        raise WorkerError(message) from error
    finally:
        _job = None
        gc.unfreeze()


_job: Callable[[range], Work] | None = None


def _call(places: range) -> Work:
    assert _job is not None
    return _job(places)


def _run(work: Callable[[int], object], take: Callable[[], Mapping[str, str]], places: range) -> Work:
    return Work([work(place) for place in places], take())
