"""Measure actors, countries and topics on annotated news, and print the table of docs/quality.md in Markdown.

    .venv/bin/python tools/measure_annotation.py BENCH            # with the language model, where it is installed
    .venv/bin/python tools/measure_annotation.py BENCH --ner rules

BENCH has `annotate/` (labelled articles in `dev/*.jsonl` and `gold.json`, the scorers `score.py` and `score_gold.py`)
and `clean/pastes/`, the raw pastes that `gold.json` labels. Each article goes through `digest explain` as one of an
editor would, and the scorers read what that prints. Speed is the whole chain, decoding to topics, in one process.
"""

import argparse
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "plugins"))

from digest.content.vocabulary import base_vocabularies
from digest.core.settings import DigestSettings
from digest.ingest.names import NameFinder, make_name_finder
from digest.ingest.pipeline import read_file

ROOT = Path(__file__).parents[1]
SETS = ("trnews", "lgl", "reuters", "bbc", "wikinews")
WORDS = 600  # of the article by which speed is told
SPEED_ARTICLES = 120
WARM_UP = 5  # articles read before the clock starts: the model and the indexes are made


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the table: where its figures stand in what the scorers print, and what was to be reached."""

    what: str
    pattern: str  # its groups are the figures
    elsewhere: str
    reach: str


F1 = r"[^\n]*?\d+  +[\d.]+ +[\d.]+ +([\d.]+)"
ROWS = (
    Row(what="trnews, countries, all, F1", pattern=f"trnews +countries, all{F1}", elsewhere=".882", reach=".94"),
    Row(what="lgl, countries, all, F1", pattern=f"lgl +countries, all{F1}", elsewhere=".694", reach=".75"),
    Row(what="reuters, countries, main, F1", pattern=f"reuters +countries, main{F1}", elsewhere=".802", reach=".86"),
    Row(
        what="reuters, persons, first two, F1",
        pattern=f"reuters +persons, first two{F1}",
        elsewhere=".731",
        reach=".80",
    ),
    Row(what="bbc, topic of all 17, accuracy", pattern=r"bbc +topic.*accuracy ([\d.]+)", elsewhere=".862", reach=".93"),
    Row(
        what="wikinews, order of salience, at n",
        pattern=r"wikinews +entities\D*[\d.]+ +(?P<n>\d+) .*order (?P<order>[\d.]+)",
        elsewhere=".880 at 631, .815 at 1,327",
        reach=".90 at over 1,300",
    ),
    Row(
        what="gold, actors, main recall / precision",
        pattern=r"actors +main recall ([\d.]+).*precision ([\d.]+)",
        elsewhere=".78 / .50, .30 / .81",
        reach=".90 / .85",
    ),
    Row(what="gold, countries, F1", pattern=r"countries +P.*F1 ([\d.]+)", elsewhere=".921", reach=".95"),
    Row(what="gold, a main topic first", pattern=r"a main topic first ([\d.]+)", elsewhere=".875", reach=".95"),
)


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description="Measure annotation and print a Markdown table.")
    parser.add_argument("bench", type=Path, help="the folder that has annotate/ and clean/")
    parser.add_argument("--ner", default="auto", help="who finds names: auto, rules, or a spaCy pipeline")
    options = parser.parse_args()
    finder = make_name_finder(options.ner)
    scored = score(options.bench.resolve(), options.ner)
    say("| what | best measured elsewhere | reach | measured |")
    say("| --- | --- | --- | --- |")
    for row in ROWS:
        say(f"| {row.what} | {row.elsewhere} | {row.reach} | {figures(row, scored)} |")
    for line in speed(options.bench, finder):
        say(line)
    say(f"\nNames: {finder.label}; Python {platform.python_version()}; {time.strftime('%d %B %Y')}.")


def score(bench: Path, ner: str) -> str:
    """Explain every article and give what the scorers print."""
    scorer, printed = bench / "annotate/score.py", ""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "content").mkdir()
        (folder / "pelicanconf.py").write_text(f'PATH = "content"\nDIGEST_NER = {ner!r}\n', encoding="utf-8")
        for known in SETS:
            labelled = bench / f"annotate/dev/{known}.jsonl"
            run(sys.executable, scorer, "split", labelled, folder / known)
            printed += run(sys.executable, scorer, labelled, explain(folder, folder / known))
        gold = bench / "annotate/gold.json"
        predictions = explain(folder, bench / "clean/pastes")
        printed += run(sys.executable, bench / "annotate/score_gold.py", gold, predictions)
    return printed


def explain(site: Path, articles: Path) -> Path:
    """Write what `digest explain` says of a folder's articles, and give the file."""
    path = site / f"{articles.name}.predictions.jsonl"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    with path.open("wb") as file:
        command = [sys.executable, "-m", "digest.cli", "explain", "--format", "json", str(articles)]
        subprocess.run(command, cwd=site, env=environment, stdout=file, stderr=subprocess.DEVNULL, check=False)
    return path


def run(*command: object) -> str:
    """Run a scorer and give what it prints."""
    return subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True).stdout


def figures(row: Row, printed: str) -> str:
    """Take a row's figures out of what the scorers printed."""
    found = re.search(row.pattern, printed)
    if found is None:
        raise SystemExit(f"{row.what}: the scorers print no such figure")
    if "order" in found.groupdict():
        return f"{short(found['order'])} at {int(found['n']):,}"
    return " / ".join(map(short, found.groups()))


def short(figure: str) -> str:
    """Write .946 for 0.946."""
    return figure.removeprefix("0") if "." in figure else figure


def articles_of(bench: Path) -> Iterator[bytes]:
    """Make articles of about 600 words of the raw text of others."""
    words: list[str] = []
    for path in sorted((bench / "clean/pastes").glob("*.txt")):
        words += path.read_text(encoding="utf-8", errors="replace").replace("\n", " \n ").split(" ")
        while len(words) >= WORDS:
            yield " ".join(words[:WORDS]).encode()
            words = words[WORDS:]


def speed(bench: Path, finder: NameFinder) -> Iterator[str]:
    """Measure articles a second of CPU time, and the memory of this process."""
    settings, vocabularies, done, began = DigestSettings(), base_vocabularies(), -WARM_UP, 0.0
    for data in islice(articles_of(bench), SPEED_ARTICLES + WARM_UP):
        if done == 0:
            began = time.process_time()
        list(read_file(data, name="a", vocabularies=vocabularies, find_names=finder, settings=settings))
        done += 1
    rate = done / (time.process_time() - began)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield f"| articles of {WORDS} words a second of CPU time | | 150 by rules, 8 with the model | {rate:.1f} |"
    yield f"| memory of one worker, MB | | 400 | {memory:.0f} |"


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
