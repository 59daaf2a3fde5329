"""Counts work without a clock: the lines of Python that run."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def count_work(work: Callable[[], object]) -> int:
    """Run something; return how many lines of Python it executed, in libraries too."""
    count = 0

    def trace(_frame: FrameType, _event: str, _argument: object) -> Any:
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def growth(make: Callable[[int], str], work: Callable[[str], object], size: int) -> float:
    """Say how many times the work grows when the input is doubled."""
    small, large = make(size), make(2 * size)
    work(small)  # what is made once is made
    return count_work(lambda: work(large)) / count_work(lambda: work(small))
