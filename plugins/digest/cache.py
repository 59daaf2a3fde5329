"""What the last build knew, in a folder that is safe to delete: so far, which files it had put into the output."""

import hashlib
import json
import logging
import os
from collections.abc import Iterable
from pathlib import Path

logger = logging.getLogger(__name__)

VERSION = 1


def read_outputs(folder: Path, output: Path) -> frozenset[str]:
    """Return the paths that the last build into this output had planned; none where that is not known."""
    try:
        known = json.loads(_manifest(folder, output).read_bytes())
    except FileNotFoundError:
        return frozenset()
    except (OSError, ValueError) as error:
        logger.warning("%s: cannot be read and is made anew: %s", _manifest(folder, output), error)
        return frozenset()
    if not isinstance(known, dict) or known.get("version") != VERSION or not isinstance(known.get("files"), list):
        return frozenset()
    return frozenset(path for path in known["files"] if isinstance(path, str))


def write_outputs(folder: Path, output: Path, files: Iterable[str]) -> None:
    """Note which files are ours; a build that cannot note it says so and goes on."""
    data = json.dumps({"version": VERSION, "output": str(output), "files": sorted(files)}, ensure_ascii=False)
    path = _manifest(folder, output)
    temporary = path.with_suffix(".tmp")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        temporary.write_text(data, encoding="utf-8")
        os.replace(temporary, path)  # noqa: PTH105 -- Path.replace, under the name that says it is atomic
    except OSError as error:
        logger.warning("%s: cannot be written, so later builds will not remove old pages: %s", path, error)


def _manifest(folder: Path, output: Path) -> Path:
    """Name the manifest after the output folder: a production build beside the editor's has its own."""
    name = hashlib.sha256(str(output.resolve()).encode()).hexdigest()[:12]
    return folder / f"outputs-{name}.json"
