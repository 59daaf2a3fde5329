"""What a script of `tests/browser/` does in a real browser, one deed after the other, and what went wrong in each."""

import json
import os
import re
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEED_RE = re.compile(r'^  async "(.+)"\(', re.MULTILINE)

Told = dict[str, str | None]  # by deed: what went wrong, or None


def list_deeds(script: Path) -> list[str]:
    """Return the names of a script's deeds."""
    return DEED_RE.findall(script.read_text(encoding="utf-8"))


def run_deeds(
    script: Path, values: Mapping[str, object], folder: Path, need_tool: Callable[[str], str], *, driver: str
) -> Told:
    """Run a script with what it needs to know; `driver` is the package by which it steers the browser."""
    node = need_tool("node")
    if not (ROOT / "node_modules" / driver).is_dir():
        need_tool(f"{driver} (npm ci --ignore-scripts)")
    job = folder / "job.json"
    job.write_text(json.dumps(values), encoding="utf-8")
    home = {**os.environ, "HOME": str(folder)}  # as root, Firefox starts only in a home that root owns
    done = subprocess.run([node, script, job], capture_output=True, text=True, check=False, timeout=400, env=home)
    assert done.stdout, done.stderr
    told: Told = json.loads(done.stdout)
    return told
