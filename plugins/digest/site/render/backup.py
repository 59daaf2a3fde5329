"""Backup of what a build replaces in the output folder, so that a build which fails or is killed can be undone.

Cost goes with what is written: a file that stays is not touched. Two trees stand beside the output: `old` has links to
the files that were replaced or removed, `new` an empty file for each that was not there.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path


class Backup:
    """What is in the output folder before a build writes there; safe to share among processes."""

    def __init__(self, output: Path, aside: Path) -> None:
        self.output, self.aside = output, aside
        self._prefix = f"{output}{os.sep}"
        self._old, self._new = f"{aside}{os.sep}old{os.sep}", f"{aside}{os.sep}new{os.sep}"

    def keep(self, file: Path | str) -> None:
        """Keep a file of the output that is about to be replaced or removed, or note that there was none."""
        path = str(file).removeprefix(self._prefix)
        if _is_file(self._new + path) or _is_file(self._old + path):
            return  # what this build has written itself is not what was there before
        if not os.path.lexists(file):
            os.makedirs(os.path.dirname(self._new + path), exist_ok=True)  # noqa: PTH103, PTH120
            Path(self._new + path).touch()
            return
        os.makedirs(os.path.dirname(self._old + path), exist_ok=True)  # noqa: PTH103, PTH120
        try:
            os.link(file, self._old + path, follow_symlinks=False)
        except OSError:  # a file system without links
            temporary = f"{self._old}{path}.part"
            shutil.copy2(file, temporary, follow_symlinks=False)
            Path(temporary).replace(self._old + path)

    def restore(self) -> None:
        """Make the output what it was, as far as files were kept; a restore that is killed can be done again."""
        for path in _list_files(self._new):
            _remove(self.output, path)
            _remove(self.output, f"{path}.part")
        for path in _list_files(self._old):
            _remove(self.output, f"{path}.part")
            (self.output / path).parent.mkdir(parents=True, exist_ok=True)
            Path(self._old + path).replace(self.output / path)
        self.discard()

    def discard(self) -> None:
        """Forget what was kept: the build has ended well."""
        shutil.rmtree(self.aside, ignore_errors=True)


def _is_file(path: str) -> bool:
    return os.path.isfile(path) or os.path.islink(path)  # noqa: PTH113, PTH114


def _list_files(folder: str) -> list[str]:
    found = (os.path.join(name, file) for name, _, files in os.walk(folder) for file in files)  # noqa: PTH118
    return sorted(path.removeprefix(folder) for path in found)


def _remove(output: Path, path: str) -> None:
    """Remove a file, if it is there, and the folders that are then empty."""
    file = output / path
    with suppress(FileNotFoundError, NotADirectoryError):
        file.unlink()
    for folder in file.parents:
        if folder == output:
            return
        with suppress(FileNotFoundError, NotADirectoryError):
            if any(folder.iterdir()):
                return
            folder.rmdir()
