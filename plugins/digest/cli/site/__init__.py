"""A whole site: begin and upgrade one (`start.py`), and the invoke tasks of each (`tasks.py`).

A site's `tasks.py` is `namespace = make_tasks(Path(__file__).resolve().parent)`.
"""

import gc
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from invoke.collection import Collection

__all__ = ["make_tasks"]


def make_tasks(root: Path) -> "Collection":
    """Return the tasks of the site in a folder: build, serve, check, clean, publish."""
    gc.set_threshold(500_000, 20, 100)  # what is loaded from here on lives long
    # Only now, for the line above, and because `start` does without invoke.
    from invoke.collection import Collection  # noqa: PLC0415

    from . import tasks  # noqa: PLC0415

    namespace = Collection.from_module(tasks)
    namespace.configure({"root": str(root)})
    return namespace
