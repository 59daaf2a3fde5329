"""Take a newer version of the program into a site: its wheel, locks, scripts and workflow, and nothing of the editor's.

A file of the program that the editor has changed is kept, and the new one is written beside it as `NAME.new`.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from .choices import StartError
from .files import CHANGELOG, EXECUTABLE, LOCKS, VENDOR, program_files
from .wheel import Wheel, find_checkout

WHEEL_RE = re.compile(rf"^\./({re.escape(VENDOR)}[\w.+-]+\.whl) ", re.MULTILINE)
ENTRY_RE = re.compile(r"^- .*(?:\n(?:  .*)?)*", re.MULTILINE)
TEMPORARY = ".digest-tmp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgrade:
    """What an upgrade writes and deletes, by path in the site; what of the program's the editor has changed."""

    writes: dict[str, bytes]
    deletes: tuple[str, ...]
    kept: tuple[str, ...]


def find_wheel(root: Path) -> Path:
    """Find the wheel that a site's lock pins. Raises StartError where a site has its program from elsewhere."""
    if find_checkout() == root:
        raise StartError(f"{root} is the program's own checkout: `git pull` brings a newer version")
    lock = root / LOCKS[0]
    pinned = WHEEL_RE.search(lock.read_text(encoding="utf-8")) if lock.is_file() else None
    if pinned is None:
        raise StartError(f"{root}: no wheel is pinned in {LOCKS[0]}; pip install --upgrade WHEEL takes a newer version")
    return root / pinned[1]


def plan_upgrade(root: Path, old: Wheel, new: Wheel) -> Upgrade:
    """Say what changes. Raises StartError for an older version, and for locks that the editor has changed."""
    if new.release < old.release:
        raise StartError(f"version {new.version} is older than this site's, {old.version}; nothing was changed")
    before, after = program_files(old), program_files(new)
    found = {path: _read(root / path) for path in before.keys() | after.keys()}
    for lock in LOCKS:
        if found[lock] != before[lock]:
            raise StartError(f"{lock}: it has been changed; take it back (git checkout {lock}), then upgrade")
    kept = tuple(sorted(path for path in after if found[path] not in (None, before.get(path), after[path])))
    writes = {f"{path}.new" if path in kept else path: data for path, data in after.items() if found[path] != data}
    gone = tuple(sorted(path for path in before.keys() - after.keys() if found[path] == before[path]))
    return Upgrade(writes=writes, deletes=gone, kept=kept)


def apply_upgrade(root: Path, upgrade: Upgrade) -> None:
    """Write the wheel first, then all that names it, and delete the old one last: a site works at each step."""
    for path in sorted(upgrade.writes, key=lambda path: (not path.startswith(VENDOR), path in LOCKS, path)):
        _replace(root / path, upgrade.writes[path], executable=path in EXECUTABLE)
    for path in upgrade.deletes:
        (root / path).unlink()


def new_entries(old: Wheel, new: Wheel) -> tuple[str, ...]:
    """List the entries of the new version's changelog that the old version's has not."""
    before = set(_entries(old))
    return tuple(entry for entry in _entries(new) if entry not in before)


def _entries(wheel: Wheel) -> list[str]:
    text = wheel.start_files().get(CHANGELOG, b"").decode()
    return [" ".join(entry.split()) for entry in ENTRY_RE.findall(text)]


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _replace(path: Path, data: bytes, *, executable: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}{TEMPORARY}")
    try:
        temporary.write_bytes(data)
        temporary.chmod(0o755 if executable else 0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
