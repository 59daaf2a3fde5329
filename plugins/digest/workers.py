"""Processes that share the work: how many, and that none outlives the one that started it."""

import multiprocessing
import os
import threading


def count_cores() -> int:
    """Say how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


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
