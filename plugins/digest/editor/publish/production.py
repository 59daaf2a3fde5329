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
from ...site.render import Backup
from ...site.search import is_index_file

NOTE = "production-output"
OURS = ("digest", "pelican.plugins.digest")
CLOCK_DOUBT = 2_000_000_000  # ns: as coarse as the times of any file system


@contextmanager
def production_folder(output: Path, cache: Path, *, plugins: Sequence[object], planned: bool) -> Iterator[Path | None]:
    """Let a production build write into the last one's folder, and remove what is not its own in the end.

    Yields the folder where the build must keep what it replaces; None where the output folder is a fresh one.
    """
    note, backup = cache / NOTE, Backup(output, cache / "output-replaced")
    backup.restore()  # after a build that was killed
    # Another plugin's files are in no plan: only in an empty folder are they known to be of this build.
    again = planned and note.exists() and all(plugin in OURS for plugin in plugins)
    note.unlink(missing_ok=True)
    if again:
        began = time.time_ns() - CLOCK_DOUBT
        try:
            yield backup.aside
        except BaseException:
            backup.restore()
            raise
        backup.discard()
        remove_unknown(output, Outputs(CacheFile(cache), output).records.keys(), since=began)
    else:
        with fresh_folder(output, cache / "output-before"):
            yield None
    note.touch()


def forget_production(cache: Path) -> None:
    """Note that the output is no longer a production build's."""
    (cache / NOTE).unlink(missing_ok=True)


def remove_unknown(output: Path, known: Set[str], *, since: int) -> tuple[str, ...]:
    """Remove the files of a folder that are not known, nor of the search index, nor written `since` (ns).

    Paths are strings: a folder of ten thousand posts has twenty thousand files.
    """
    removed = []
    start = len(f"{output}{os.sep}")
    for name, folders, files in os.walk(output, topdown=False):
        within = f"{name}{os.sep}"[start:].replace(os.sep, "/")
        links = [folder for folder in folders if os.path.islink(f"{name}{os.sep}{folder}")]  # noqa: PTH114
        kept = 0
        for file in (*files, *links):
            place = within + file
            if (
                place not in known
                and not is_index_file(place)
                and os.lstat(f"{name}{os.sep}{file}").st_mtime_ns < since
            ):
                Path(name, file).unlink()
                removed.append(place)
            else:
                kept += 1
        if not kept and Path(name) != output and not any(Path(name).iterdir()):
            Path(name).rmdir()
    return tuple(sorted(removed))
