"""Fit data/actor_weights.yaml: when an editor would tag a candidate actor, from articles labelled by reading.

    .venv/bin/python tools/fit_actors.py BENCH                       # writes the weights
    .venv/bin/python tools/fit_actors.py BENCH --cross-validate 10   # prints recall and precision on held-out articles

BENCH has `annotate/gold.json`, `annotate/news50.gold.json` and `annotate/drafts87.gold.json` with the texts that they
label, and the scorer `annotate/score_gold.py`; the articles of `tests/quality/articles` are one more set. Logistic
regression on the features of `annotate/actors/evidence.py`: a candidate that the gold tags against one that it does not
know; those that the gold leaves open count little. Folds are of whole articles. The weights are shifted so that the
default threshold lies at THRESHOLD of the fitted odds.
"""

import argparse
import gzip
import hashlib
import importlib.util
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import yaml

sys.path.insert(0, str(Path(__file__).parents[1] / "plugins"))

from digest.content.vocabulary import base_vocabularies
from digest.core.settings import DigestSettings
from digest.ingest.annotate.actors import Weighed, weigh_actors
from digest.ingest.annotate.countries import find_hits, gazetteer_of
from digest.ingest.annotate.salience import log_odds
from digest.ingest.names import NameFinder, make_name_finder, reading_text
from digest.ingest.pipeline import read_unannotated, without_dateline

SETS = (
    ("annotate/gold.json", "clean/pastes", 1.0),
    ("annotate/news50.gold.json", "annotate/news50", 1.0),
    ("annotate/drafts87.gold.json", "drafts/pastes", 0.5),
    ("annotate/drafts87.gold.json", "drafts/pages", 0.5),  # the same articles, as saved pages
)
OWN = Path(__file__).parents[1] / "tests/quality/articles"
OPEN = 0.05  # what a candidate counts that the gold leaves open
PENALTY, STEPS = 2.0, 40
THRESHOLD = -1.0  # log odds; from -1.5 to -1, held-out recall falls by a point and precision rises by five
FILE = Path(__file__).parents[1] / "plugins/digest/data/actor_weights.yaml"
HEAD = "# How much each feature of a candidate speaks for tagging it, in log odds; fitted by tools/fit_actors.py.\n"


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate of a labelled article; `label` is the place of the main actor that it is, -1 open, -2 none."""

    article: str
    weight: float
    features: Mapping[str, float]
    label: int


@dataclass(frozen=True, slots=True)
class Gold:
    """The labelled articles of all sets: candidates, and how many main actors each article has."""

    rows: list[Row]
    wanted: dict[str, int]


def main() -> None:
    """Fit the weights and write them, or say what they find on articles held out."""
    parser = argparse.ArgumentParser(description="Fit the weights of evidence for actors.")
    parser.add_argument("bench", type=Path)
    parser.add_argument("--cross-validate", type=int, default=0, metavar="FOLDS")
    options = parser.parse_args()
    gold = read_gold(options.bench)
    if options.cross_validate:
        for threshold in (-2.0, -1.5, -1.2, -1.0, -0.5):
            say(f"{threshold:5.1f}  {held_out(gold, options.cross_validate, threshold)}")
        return
    weights = fit(gold.rows)
    weights["base"] += log_odds(DigestSettings().actor_threshold) - THRESHOLD
    lines = (f"{name}: {weight:.2f}\n" for name, weight in sorted(weights.items()) if abs(weight) >= 0.005)
    FILE.write_text(HEAD + "".join(lines), encoding="utf-8")


def read_gold(bench: Path) -> Gold:
    """Read every labelled article, and give its candidates with their labels."""
    scorer, gold = load(bench / "annotate/score_gold.py"), Gold([], {})
    finder = make_name_finder("auto")
    for path, actors, weight in (*bench_articles(bench), *own_articles()):
        article = "/".join(path.parts[-3:])
        gold.wanted[article] = len(actors["main"])
        for one in weighed(path, finder):
            if one.annotation.left_out is None:
                gold.rows.append(Row(article, weight, one.features, label(scorer, actors, one.candidate.term)))
    return gold


Labels = dict[str, list[dict[str, Any]]]


def bench_articles(bench: Path) -> Iterator[tuple[Path, Labels, float]]:
    """Give the labelled articles of BENCH, each with its weight."""
    for labels, folder, weight in SETS:
        gold = {item["id"]: item["actors"] for item in json.loads((bench / labels).read_text(encoding="utf-8"))}
        for path in sorted((bench / folder).iterdir()):
            if path.name.split(".")[0] in gold:
                yield path, gold[path.name.split(".")[0]], weight


def own_articles() -> Iterator[tuple[Path, Labels, float]]:
    """Give the articles of our own."""
    for labels in sorted(OWN.glob("*.yaml")):
        actors = yaml.load(labels.read_text(encoding="utf-8"), yaml.CBaseLoader)["actors"]
        path = next(path for path in sorted(OWN.glob(f"{labels.stem}.*")) if path != labels)
        yield path, {key: [{"as": []} | actor for actor in actors.get(key) or ()] for key in ("main", "other")}, 1.0


def weighed(path: Path, finder: NameFinder) -> Iterator[Weighed]:
    """Read a file, and weigh the candidates of each of its articles as ingest does."""
    data, name = path.read_bytes(), path.name.removesuffix(".gz")
    data = gzip.decompress(data) if path.suffix == ".gz" else data
    vocabularies = base_vocabularies()
    for plain in read_unannotated(data, name=name, vocabularies=vocabularies, settings=DigestSettings()):
        text, start = reading_text(plain.article)
        names = finder(without_dateline(text, start))
        hits = find_hits(text, gazetteer_of(vocabularies.countries), names)
        meant = {hit.start: hit.form.codes for hit in hits}
        yield from weigh_actors(plain.article, vocabularies, names, meant=meant)


def load(path: Path) -> ModuleType:
    """Load the bench's scorer as a module."""
    spec = importlib.util.spec_from_file_location("score_gold", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def label(scorer: ModuleType, actors: Mapping[str, Sequence[Mapping[str, object]]], term: object) -> int:
    """Match a candidate with the gold's actors as the scorer does."""
    name, kind, country = (getattr(term, key) for key in ("name", "kind", "country"))
    mine = {scorer.folded(name)}
    if kind == "person":
        mine |= set(scorer.folded(name).split()[-1:])
    if kind == "government" and country:
        mine.add(f"government:{country}")
    for place, actor in enumerate(actors["main"]):
        if scorer.forms(actor) & mine:
            return place
    return -1 if any(scorer.forms(actor) & mine for actor in actors["other"]) else -2


def fit(rows: Sequence[Row]) -> dict[str, float]:
    """Fit by Newton's method, with a penalty on all weights but the base."""
    names = sorted({name for row in rows for name in row.features})
    matrix = features_of(rows, names)
    target = np.array([row.label >= 0 for row in rows], dtype=float)
    weights = np.array([row.weight * (OPEN if row.label == -1 else 1.0) for row in rows])
    penalty = np.array([PENALTY] * len(names) + [1e-4])
    found = np.zeros(len(names) + 1)
    for _ in range(STEPS):
        tagged = 1 / (1 + np.exp(-matrix @ found))
        slope = matrix.T @ (weights * (tagged - target)) + penalty * found
        curve = (matrix * (weights * tagged * (1 - tagged))[:, None]).T @ matrix + np.diag(penalty)
        found -= np.linalg.solve(curve, slope)
    return dict(zip([*names, "base"], map(float, found), strict=True))


def features_of(rows: Sequence[Row], names: Sequence[str]) -> np.ndarray:
    """Put the features into a matrix, with a column of ones for the base."""
    return np.array([[*(row.features.get(name, 0.0) for name in names), 1.0] for row in rows])


def held_out(gold: Gold, folds: int, threshold: float) -> str:
    """Fit on all folds but one, tag in that one, and count over all."""
    counts: dict[str, list[int]] = {}
    for fold in range(folds):
        weights = fit([row for row in gold.rows if fold_of(row.article, folds) != fold])
        for article, wanted in gold.wanted.items():
            if fold_of(article, folds) == fold:
                labels = [row.label for row in gold.rows if row.article == article and odds(row, weights) >= threshold]
                count = counts.setdefault(article.rpartition("/")[0], [0, 0, 0, 0])
                right = [place for place in labels if place >= 0]
                for place, more in enumerate((len(set(right)), wanted, len(right), sum(each != -1 for each in labels))):
                    count[place] += more
    return "  ".join(f"{name} {one[0] / one[1]:.3f} / {one[2] / one[3]:.3f}" for name, one in counts.items())


def odds(row: Row, weights: Mapping[str, float]) -> float:
    """Add up the evidence of a candidate."""
    return weights["base"] + sum(weights.get(name, 0.0) * value for name, value in row.features.items())


def fold_of(article: str, folds: int) -> int:
    """Choose the fold of an article by its name: its paste and its page are in one."""
    stem = Path(article).name.split(".")[0]
    return hashlib.sha256(stem.encode()).digest()[1] % folds


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
