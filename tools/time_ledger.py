#!/usr/bin/env python3
"""Time what a new article costs of the ledger: a look-up by its words and an append, among so many entries.

    .venv/bin/python tools/time_ledger.py 200000

The entries' sketches are made up; a share of them has some runs of words in common, as stories with the same
boilerplate have. The time with forcing each entry to disk, which depends on the disk, is given apart.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parents[1] / "plugins"))

from digest.content.store import LedgerEntry, LedgerFile, make_content
from digest.content.store.ledger import format_entry
from digest.core.settings import DigestSettings
from digest.core.similarity import DIGITS, HASHES

COMMON_HASHES, COMMON_SHARE = 4, 0.25  # boilerplate of one outlet that cleaning left in
MEASURED = 100  # articles
ENTRY = LedgerEntry(
    event="ingested",
    raw="talks.txt",
    raw_sha256="ab" * 32,
    text_sha256="cd" * 32,
    id="0" * 16,
    post="posts/2021/2021-08-17-talks.md",
    suggested={"actors": ("Wang Yi", "Taliban"), "countries": ("Afghanistan", "China"), "topics": ("Diplomacy",)},
)


def make_entries(count: int) -> Iterator[LedgerEntry]:
    """Make so many entries, each of a story of its own."""
    draw = random.Random(count)
    common = [f"{draw.getrandbits(4 * DIGITS):0{DIGITS}x}" for _ in range(COMMON_HASHES)]
    for number in range(count):
        hashes = [f"{draw.getrandbits(4 * DIGITS):0{DIGITS}x}" for _ in range(HASHES)]
        if draw.random() < COMMON_SHARE:
            hashes[:COMMON_HASHES] = common
        yield replace(ENTRY, id=f"{number:016x}", raw=f"{number}.txt", sketch="".join(sorted(hashes)))


def measure(count: int) -> dict[str, float]:
    """Give seconds: of reading the ledger, of making the index, and of an article's look-up and append."""
    new = list(make_entries(2 * MEASURED))
    taken: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        content = make_content(Path(folder), DigestSettings())
        content.ledger.write_text(
            "".join(format_entry(entry) + "\n" for entry in make_entries(count)), encoding="utf-8"
        )
        start = time.perf_counter()
        file = LedgerFile(content)
        taken["read"] = time.perf_counter() - start
        start = time.perf_counter()
        file.ledger.find_alike(new[0].sketch or "")
        taken["index"] = time.perf_counter() - start
        taken["article, forced to disk"] = _add(file, new[:MEASURED])
        with patch.object(os, "fsync"):
            taken["article"] = _add(file, new[MEASURED:])
    return taken


def _add(file: LedgerFile, entries: Sequence[LedgerEntry]) -> float:
    start = time.perf_counter()
    for entry in entries:
        file.ledger.find_alike(entry.sketch or "")
        file.append(entry)
    return (time.perf_counter() - start) / len(entries)


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("entries", type=int, nargs="?", default=200_000)
    for name, seconds in measure(parser.parse_args().entries).items():
        sys.stdout.write(f"{name}: {seconds:.3f} s\n" if seconds > 0.5 else f"{name}: {seconds * 1000:.2f} ms\n")


if __name__ == "__main__":
    main()
