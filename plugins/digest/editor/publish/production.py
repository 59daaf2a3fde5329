"""Production builds in the folder of the last one: only what differs is written, and no other build leaves a trace.

A note in the cache says that the output is a production build's, whole. Where it is missing the folder is filled anew.
What it held comes back where a build fails, at whatever moment.
"""

import os
import time
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from pathlib import Path

from ...content.store import fresh_folder
from ...site.cache import CacheFile, Outputs
from ...site.search import is_index_file

NOTE = "production-output"
OURS = ("digest", "pelican.plugins.digest")
CLOCK_DOUBT = 2_000_000_000  # ns: as coarse as the times of any file system


@contextmanager
def production_folder(output: Path, cache: Path, *, plugins: Sequence[object], planned: bool) -> Iterator[None]:
    """Let a production build write into the last one's folder, and remove what is not its own in the end."""
    note = cache / NOTE
    # Another plugin's files are in no plan: only in an empty folder are they known to be of this build.
    again = planned and note.exists() and all(plugin in OURS for plugin in plugins)
    note.unlink(missing_ok=True)
    with fresh_folder(output, cache / "output-before", filled=again):
        began = time.time_ns() - CLOCK_DOUBT
        yield
        if again:
            remove_unknown(output, Outputs(CacheFile(cache), output).records.keys(), since=began)
    note.touch()


def forget_production(cache: Path) -> None:
    """Note that the output is no longer a production build's."""
    (cache / NOTE).unlink(missing_ok=True)


def remove_unknown(output: Path, known: Set[str], *, since: int) -> tuple[str, ...]:
    """Remove the files of a folder that are not known, nor of the search index, nor written `since` (ns)."""
    removed = []
    for name, folders, files in os.walk(output, topdown=False):
        folder = Path(name)
        for path in (*(folder / file for file in files), *(folder / one for one in folders)):
            place = path.relative_to(output).as_posix()
            if path.is_dir() and not path.is_symlink():
                if not any(path.iterdir()):
                    path.rmdir()
            elif place not in known and not is_index_file(place) and path.lstat().st_mtime_ns < since:
                path.unlink()
                removed.append(place)
    return tuple(sorted(removed))
