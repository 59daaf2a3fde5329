"""A budget of time and memory for each task: what exceeds it fails alone."""

import os
import re
import signal
import time
from collections.abc import Callable

import pytest
from digest.core import budget
from digest.core.budget import Budget, Exceeded, run_within

SMALL = Budget(seconds=1, megabytes=80)
Task = Callable[[], object]


@pytest.fixture(autouse=True)
def _busy_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let computing time alone end a task, however long the machine lets it wait."""
    monkeypatch.setattr(budget, "WAITING", 200)


def endless_loop() -> None:
    while True:
        pass


def endless_c_call() -> None:
    re.match(r"(a|aa)+$", "a" * 60 + "b")


def much_memory() -> int:
    return len(bytearray(500_000_000))


def much_memory_bit_by_bit() -> int:
    return len([bytes(100_000) for _ in range(10_000)])


def sudden_end() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def quiet_end() -> None:
    os._exit(3)


def run(tasks: list[Task], workers: int = 1) -> list[object]:
    return list(run_within(lambda task: task(), tasks, budget=SMALL, workers=workers, prepare=int))


@pytest.mark.parametrize("workers", [1, 3])
@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (endless_loop, "took more than 1 seconds of computing"),
        (endless_c_call, "took more than 1 seconds of computing"),
        (much_memory, "needed more than 80 MB of memory"),
        (much_memory_bit_by_bit, "needed more than 80 MB of memory"),
        (sudden_end, "ended the process that did it by SIGKILL, for want of memory perhaps"),
        (quiet_end, "ended the process that did it with status 3, for want of memory perhaps"),
    ],
)
def test_what_exceeds_the_budget_fails_and_the_others_are_done_in_order(bad: Task, reason: str, workers: int) -> None:
    assert run([lambda: 1, bad, lambda: 2, lambda: 3, bad], workers) == [
        1,
        Exceeded(reason=reason),
        2,
        3,
        Exceeded(reason=reason),
    ]


def test_a_task_that_waits_without_computing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "WAITING", 1)
    assert run([lambda: 1, lambda: time.sleep(60), lambda: 2]) == [1, Exceeded(reason="took more than 1 seconds"), 2]


def test_each_task_has_the_whole_budget() -> None:
    def half() -> float:
        until = time.process_time() + 0.6
        while time.process_time() < until:
            pass
        return len(bytes(50_000_000))

    assert run([half] * 4) == [50_000_000] * 4


def test_what_prepares_a_worker_is_not_limited() -> None:
    made: list[bytes] = []

    def prepare() -> None:
        made.append(bytes(200_000_000))

    assert list(run_within(lambda _: len(made), [1], budget=SMALL, workers=1, prepare=prepare)) == [1]
    assert made == []  # it was made in the worker's process alone


def test_nothing_is_started_for_no_task() -> None:
    assert run([]) == []


def test_results_larger_than_a_pipe_come_whole() -> None:
    assert run([lambda: "x" * 3_000_000] * 5, workers=2) == ["x" * 3_000_000] * 5


def test_workers_end_when_the_results_are_left_early() -> None:
    results = run_within(lambda task: task(), [os.getpid] + [endless_loop] * 3, budget=SMALL, workers=2, prepare=int)
    worker = next(results)
    results.close()  # type: ignore[attr-defined]
    assert isinstance(worker, int)
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)
