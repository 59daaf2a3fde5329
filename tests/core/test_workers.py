"""How many processes share some work; and that no worker outlives the process that started it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from digest.core.workers import count_cores, count_workers

PLUGINS = Path(__file__).parents[2] / "plugins"
PARENT = """
import multiprocessing, os, sys, time
from concurrent.futures import ProcessPoolExecutor
from digest.core.workers import end_with_parent

if __name__ == "__main__":
    context = multiprocessing.get_context(sys.argv[1])
    pool = ProcessPoolExecutor(3, context, initializer=end_with_parent)
    list(pool.map(time.sleep, [0.2] * 3))
    print(*pool._processes, flush=True)
    time.sleep(60)
"""


def is_running(process: int) -> bool:
    """Say whether there is such a process, and not only what an ended one leaves until it is asked for."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize(
    ("executor", "tasks", "workers"),
    [("processes", 100, 4), ("processes", 9, 1), ("serial", 100, 1), ("threads", 100, 1), ("dask://host:8786", 100, 4)],
)
def test_serial_and_threads_do_with_one_process(executor: str, tasks: int, workers: int) -> None:
    assert count_workers(4, executor, tasks, 10) == workers


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="SKIPPED: no /proc to look for processes in")
@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_workers_end_when_their_parent_is_killed(start: str, tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(PLUGINS)}
    with subprocess.Popen(
        [sys.executable, script, start], stdout=subprocess.PIPE, text=True, env=environment
    ) as parent:
        assert parent.stdout is not None
        workers = [int(word) for word in parent.stdout.readline().split()]
        parent.send_signal(signal.SIGKILL)
    for _ in range(200):
        if not any(map(is_running, workers)):
            break
        time.sleep(0.1)
    assert len(workers) == 3
    assert not any(map(is_running, workers))


def test_there_is_a_core() -> None:
    assert count_cores() >= 1
