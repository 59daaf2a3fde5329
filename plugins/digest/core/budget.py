"""Worker processes with a budget of CPU time and memory for each task: one that exceeds it fails, the others go on.

The system ends a process that exceeds its budget, also where it is deep in a library written in C. Workers are forked,
so they start at once with what is loaded already; they write to no stream that another thread may have locked. They are
no processes of `multiprocessing`, which lets no daemon have any, as a Dask worker is one.
"""

import os
import resource
import signal
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path
from typing import Any, Final, NoReturn, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

AHEAD: Final = 2  # tasks at a worker: it goes on while its last result is being used
WAITING: Final = 10  # times the budget of CPU time that a task may take by the clock, on a busy machine or a slow disk
MEGABYTE: Final = 1_000_000

_starting = threading.Lock()  # no other thread's worker is to hold a copy of the end by which one's death is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What each task may use. Memory is limited on Linux alone, and counted beyond what a worker starts with."""

    seconds: int  # of CPU time
    megabytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Exceeded:
    """In place of a result: why there is none, as the end of a sentence."""

    reason: str


def run_within(
    work: Callable[[Task], Result],
    tasks: Sequence[Task],
    *,
    budget: Budget,
    workers: int,
    prepare: Callable[[], object],
) -> Iterator[Result | Exceeded]:
    """Do each task in one of some processes, and yield the results in the tasks' order.

    Each process first calls `prepare`, which no budget limits.
    """
    waiting = deque(range(len(tasks)))  # their places: a forked worker has the tasks
    pool: list[_Worker] = []
    done: dict[int, Result | Exceeded] = {}
    try:
        for place in range(len(tasks)):
            while place not in done:
                pool = [worker for worker in pool if worker.is_usable]
                while len(pool) < min(workers, len(waiting) + len(pool)):
                    pool.append(_start(lambda place: work(tasks[place]), budget, prepare, pool))
                for worker in pool:
                    worker.give(waiting)
                done |= _collect(pool, waiting, budget)
            yield done.pop(place)
    finally:
        for worker in pool:
            worker.end()


@dataclass(slots=True, kw_only=True)
class _Worker:
    process: int
    connection: Connection
    pending: deque[int] = field(default_factory=deque)  # it is at the first of these tasks
    since: float = 0.0  # when it began with that
    is_usable: bool = True

    def give(self, waiting: deque[int]) -> None:
        while waiting and len(self.pending) < AHEAD:
            self.since = self.since if self.pending else time.monotonic()
            with suppress(BrokenPipeError):  # it has died, as `take` will find
                self.connection.send(waiting[0])
            self.pending.append(waiting.popleft())

    def take(self, budget: Budget) -> Any:
        """Receive what became of the first pending task."""
        try:
            result = self.connection.recv()
        except (EOFError, OSError):
            result = Exceeded(reason=_why_ended(self.join(), budget))
        self.since = time.monotonic()
        return result

    def join(self) -> int:
        """Wait until it has ended; return its exit code, negative for a signal."""
        self.is_usable = False
        _, status = os.waitpid(self.process, 0)
        return os.waitstatus_to_exitcode(status)

    def end(self) -> None:
        self.connection.close()
        if self.is_usable:
            os.kill(self.process, signal.SIGKILL)  # it may be at a task, and has nothing to lose
            self.join()


def _collect(pool: Sequence[_Worker], waiting: deque[int], budget: Budget) -> dict[int, Any]:
    """Wait for results, a second at most, and take those that are there; end the workers that have failed."""
    ready = wait([worker.connection for worker in pool], timeout=1.0)
    done: dict[int, Any] = {}
    for worker in pool:
        if worker.connection in ready:
            result = worker.take(budget)
        elif worker.pending and time.monotonic() - worker.since > WAITING * budget.seconds:
            result = Exceeded(reason=f"took more than {WAITING * budget.seconds} seconds")
        else:
            continue
        done[worker.pending.popleft()] = result
        if isinstance(result, Exceeded):
            waiting.extendleft(reversed(worker.pending))
            worker.end()
    return done


def _why_ended(exitcode: int, budget: Budget) -> str:
    if exitcode == -signal.SIGPROF:
        return f"took more than {budget.seconds} seconds of computing"
    how = f"by {signal.Signals(-exitcode).name}" if exitcode < 0 else f"with status {exitcode}"
    return f"ended the process that did it {how}, for want of memory perhaps"


def _start(
    work: Callable[[int], Any], budget: Budget, prepare: Callable[[], object], others: Sequence[_Worker]
) -> _Worker:
    parent = os.getpid()
    with _starting, _interrupts_held():
        ours, theirs = Pipe()
        process = os.fork()
        if process == 0:
            apart = (ours, *(worker.connection for worker in others))
            _run_worker(parent, lambda: _serve(work, budget, prepare, theirs, apart))
        theirs.close()
    return _Worker(process=process, connection=ours)


def _run_worker(parent: int, serve: Callable[[], None]) -> NoReturn:
    """Be a worker, and never return to what the fork has copied; streams are the parent's, and not flushed."""
    status = 1
    try:
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()
        serve()
        status = 0
    except BaseException:  # noqa: BLE001 -- whatever it was, the parent's code must not run twice
        traceback.print_exc()
    finally:
        os._exit(status)


def _serve(
    work: Callable[[int], Any],
    budget: Budget,
    prepare: Callable[[], object],
    connection: Connection,
    apart: Sequence[Connection],
) -> None:
    """Do tasks until there are no more; what a fork has copied of others' connections is closed."""
    for other in apart:
        other.close()
    prepare()
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    _limit_memory(budget)
    with suppress(EOFError, OSError):  # the parent has closed its end
        while True:
            connection.send(_do(work, connection.recv(), budget))


def _end_after(parent: int) -> None:
    """Let no worker outlive its parent, however that ended."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _do(work: Callable[[int], Result], place: int, budget: Budget) -> Result | Exceeded:
    signal.setitimer(signal.ITIMER_PROF, budget.seconds)  # SIGPROF ends the process, whatever it is at
    try:
        return work(place)
    except MemoryError:
        return Exceeded(reason=f"needed more than {budget.megabytes} MB of memory")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _limit_memory(budget: Budget) -> None:
    usage = Path("/proc/self/statm")
    if usage.is_file():
        used = int(usage.read_text().split()[5]) * resource.getpagesize()
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (used + budget.megabytes * MEGABYTE, most))


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Start workers deaf to Ctrl-C: it is the parent's to handle, which then ends them."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
