"""Measure the cleaning of pastes and saved pages, and print the table of docs/quality.md in Markdown.

    .venv/bin/python tools/measure_cleaning.py BENCH [SET...]

BENCH has for each SET (pastes, guides, pages) a folder of `.txt`, `.html` or `.html.gz` files and its gold
(`SET.gold.json`; that of `pages` is `pastes.gold.json`: the same articles), and the scorer `score.py`, whose
definitions of body F1, exact, headline, byline and date are used. Speed is decoding, cleaning and structure in one
process, without names and terms, each file once: files, and thousands of words of pastes, a second of CPU time. Garbage
is collected as seldom as by `digest ingest`. The
last line tells the speed on the gold's bodies of the pastes under a short menu: articles that were pasted alone.
"""

import argparse
import gc
import gzip
import importlib.util
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "plugins"))

from digest.cli import FEW_COLLECTIONS
from digest.ingest.decode import decode
from digest.ingest.structure import make_article

SETS = ("pastes", "guides", "pages")
GOLD = {"pages": "pastes"}
Row = Mapping[str, Any]
MENU = "Home\nWorld\nSport\nSign in\nSubscribe\n\n"
COLUMNS = (
    "set",
    "body F1",
    "exact",
    "macro F1",
    "headline",
    "byline",
    "date",
    "invented byline, date",
    "a CPU-second",
    "1,000 words a CPU-second",
)


def read_scorer(path: Path) -> ModuleType:
    """Load the scorer of the benchmark."""
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: there is no scorer")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_file(folder: Path, key: str) -> tuple[str, bytes]:
    """Give a file's name and bytes, unpacked."""
    for path in (folder / f"{key}.txt", folder / f"{key}.html", folder / f"{key}.html.gz"):
        if path.is_file():
            data = path.read_bytes()
            return path.name.removesuffix(".gz"), gzip.decompress(data) if path.suffix == ".gz" else data
    raise SystemExit(f"{folder / key}: there is no such paste or page")


def predict(folder: Path, keys: Sequence[str]) -> tuple[dict[str, Row], float]:
    """Clean each file: what came out, and the seconds of CPU time."""
    files = {key: read_file(folder, key) for key in keys}
    make_article(decode(files[keys[0]][1], name=files[keys[0]][0])[0])  # what is loaded once
    start = time.process_time()
    articles = {
        key: [make_article(raw).article for raw in decode(data, name=name)] for key, (name, data) in files.items()
    }
    seconds = time.process_time() - start
    rows = {
        key: {
            "text": "\n\n".join(article.text for article in found),
            "headline": found[0].headline,
            "byline": list(found[0].byline),
            "date": found[0].date.isoformat() if found[0].date else None,
        }
        for key, found in articles.items()
    }
    return rows, seconds


def time_bodies(bodies: Sequence[str]) -> float:
    """Tell how many thousands of words of articles that were pasted with a short menu are cleaned a CPU-second."""
    texts = [(MENU + body).encode() for body in bodies]
    start = time.process_time()
    for text in texts:
        for raw in decode(text, name="paste.txt"):
            make_article(raw)
    return sum(len(text.split()) for text in texts) / 1000 / (time.process_time() - start)


def measure(bench: Path, name: str, score: ModuleType) -> list[str]:
    """Give the cells of one set's row."""
    gold = json.loads((bench / f"{GOLD.get(name, name)}.gold.json").read_text(encoding="utf-8"))
    rows, seconds = predict(bench / name, list(gold))
    words = sum(len(read_file(bench / name, key)[1].split()) for key in gold) if name != "pages" else 0
    bodies = [score.body_scores(item["body"], rows[key]["text"]) for key, item in gold.items()]
    precision, recall = (score.mean([body[part] for body in bodies]) for part in ("precision", "recall"))
    exact, macro = (score.mean([body[part] for body in bodies]) for part in ("exact", "f1"))
    sames: dict[str, tuple[str, Callable[[Any, Any], bool]]] = {
        "headline": ("headline", lambda wanted, got: bool(score.folded(wanted) == score.folded(got))),
        "byline": ("byline", lambda wanted, got: bool(score.names(wanted) == score.names(got))),
        "published": ("date", lambda wanted, got: str(wanted)[:10] == str(got)[:10]),
    }
    fields, invented = [], []
    for field, (key, same) in sames.items():
        known = [same(item[field], rows[id_][key]) for id_, item in gold.items() if item.get(field)]
        none = [bool(rows[id_][key]) for id_, item in gold.items() if field in item and not item[field]]
        fields.append(f"{sum(known) / len(known):.2f} of {len(known)}" if known else "")
        invented += [f"{sum(none)} of {len(none)}"] if field != "headline" else []
    f1 = 2 * precision * recall / (precision + recall)
    return [
        name,
        f"{f1:.3f}",
        f"{exact:.3f}",
        f"{macro:.3f}",
        *fields,
        ", ".join(invented),
        f"{len(gold) / seconds:.0f}",
        f"{words / 1000 / seconds:.0f}" if words else "",
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("sets", nargs="*", default=SETS, metavar="SET")
    options = parser.parse_args()
    gc.set_threshold(*FEW_COLLECTIONS)
    score = read_scorer(options.bench / "score.py")
    sys.stdout.write("| " + " | ".join(COLUMNS) + " |\n|" + " --- |" * len(COLUMNS) + "\n")
    for name in options.sets:
        sys.stdout.write("| " + " | ".join(measure(options.bench, name, score)) + " |\n")
    gold = json.loads((options.bench / "pastes.gold.json").read_text(encoding="utf-8"))
    speed = time_bodies([item["body"] for item in gold.values()])
    sys.stdout.write(f"\nBodies under a short menu: {speed:.0f} thousand words a CPU-second.\n")


if __name__ == "__main__":
    main()
