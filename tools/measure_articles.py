"""Score what `digest explain` makes of labelled articles, and list the faults article by article.

    .venv/bin/python tools/measure_articles.py                 # the repository's own: tests/quality/articles
    .venv/bin/python tools/measure_articles.py --faults        # with each fault
    .venv/bin/python tools/measure_articles.py FOLDER --ner auto

A labelled article is a raw file with a YAML file of the same stem beside it; tests/quality/articles/README.md says what
the labels mean. Names are found by rules alone unless `--ner` says otherwise.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
ARTICLES = ROOT / "tests" / "quality" / "articles"
DAY_RE = re.compile(r"\d{4}-\d\d-\d\d")
TOPICS = ROOT / "plugins" / "digest" / "data" / "topics.yaml"
LEADING_RE = re.compile(r"^(?:the |government of )+")
Labels = Mapping[str, Any]
Row = Mapping[str, Any]


@dataclass(slots=True)
class Score:
    """Counts by figure: hits, and of how many; and every fault, a line each."""

    hits: Counter[str] = field(default_factory=Counter)
    counted: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def count(self, figure: str, hits: int, counted: int) -> None:
        """Add to a figure."""
        self.hits[figure] += hits
        self.counted[figure] += counted

    def figures(self) -> dict[str, float]:
        """Give each figure, from 0 to 1."""
        return {figure: self.hits[figure] / counted for figure, counted in self.counted.items() if counted}


def main() -> None:
    """Print the figures, and the faults where they are asked for."""
    parser = argparse.ArgumentParser(description="Score what `digest explain` makes of labelled articles.")
    parser.add_argument("folder", type=Path, nargs="?", default=ARTICLES, help="raw articles and their labels")
    parser.add_argument("--ner", default="rules", help="who finds names: rules, auto, or a spaCy pipeline")
    parser.add_argument("--faults", action="store_true", help="list every fault")
    options = parser.parse_args()
    labels = read_labels(options.folder)
    score = score_articles(labels, explain(options.folder, ner=options.ner))
    for fault in score.faults if options.faults else ():
        sys.stdout.write(f"{fault}\n")
    for figure, share in score.figures().items():
        sys.stdout.write(f"{figure:28} {share:.3f}  of {score.counted[figure]}\n")


# --- Reading ----------------------------------------------------------------------------------------------------------


def read_labels(folder: Path) -> dict[str, Labels]:
    """Read the labels by the stem of their files."""
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yaml"))}


def find_raw(folder: Path) -> dict[str, Path]:
    """Find the raw file of each labelled article."""
    stems = {path.stem for path in folder.glob("*.yaml")}
    return {path.stem: path for path in sorted(folder.iterdir()) if path.suffix != ".yaml" and path.stem in stems}


def explain(folder: Path, *, ner: str = "rules") -> dict[str, list[Row]]:
    """Ask `digest explain` about each raw file; one file may come out as several articles, or none."""
    raw = find_raw(folder)
    with tempfile.TemporaryDirectory() as name:
        site = Path(name)
        (site / "content").mkdir()
        (site / "pelicanconf.py").write_text(f'PATH = "content"\nDIGEST_NER = {ner!r}\n', encoding="utf-8")
        command = [sys.executable, "-m", "digest.cli", "explain", "--format", "json", *map(str, raw.values())]
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
        done = subprocess.run(command, cwd=site, env=environment, capture_output=True, text=True, check=False)
    rows: dict[str, list[Row]] = {stem: [] for stem in raw}
    for line in done.stdout.splitlines():
        row = json.loads(line)
        rows[Path(row["file"]).stem].append(row)
    return rows


# --- Scoring ----------------------------------------------------------------------------------------------------------


def score_articles(labels: Mapping[str, Labels], rows: Mapping[str, Sequence[Row]]) -> Score:
    """Compare every article with its labels."""
    score = Score()
    for name, wanted in labels.items():
        found = rows.get(name, ())
        first: Row = found[0] if found else {}
        exact = [_score_field(score, name, figure, wanted, first) for figure in ("headline", "byline", "date")]
        exact.append(_score_body(score, name, wanted, found))
        score.count("head and body right", all(exact), 1)
        for figure in ("standfirst", "dateline", "outlet", "url"):
            if wanted[figure] or first.get(figure):
                _score_field(score, name, figure, wanted, first)
        _score_actors(score, name, wanted["actors"], _main_terms(found, "actors"))
        _score_countries(score, name, wanted["countries"], _main_terms(found, "countries"))
        _score_topics(score, name, wanted["topics"], _main_terms(found, "topics"))
    return score


def _score_field(score: Score, name: str, figure: str, wanted: Labels, found: Row) -> bool:
    left, right = wanted[figure], found.get(figure)
    same = _comparable(left) == _comparable(right)
    score.count(figure, same, 1)
    if not same:
        score.faults.append(f"{name}: {figure}: wanted {left!r}, found {right!r}")
    return same


def _comparable(value: object) -> object:
    """Look past spaces and capitals; of a moment take the day."""
    if isinstance(value, list):
        return [_comparable(item) for item in value] or ""
    text = _squeeze(str(value or "")).casefold()
    return text[:10] if DAY_RE.match(text) else text


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _score_body(score: Score, name: str, wanted: Labels, found: Sequence[Row]) -> bool:
    neutral = set(map(_squeeze, wanted.get("neutral", ())))
    left = [_squeeze(paragraph) for paragraph in wanted["body"]]
    texts = [_squeeze(paragraph) for row in found for paragraph in row["text"].split("\n\n")]
    right = [text for text in texts if text and text not in neutral]
    lost, extra = Counter(left) - Counter(right), Counter(right) - Counter(left)
    score.count("body exact", left == right, 1)
    score.count("body paragraphs, recall", len(left) - lost.total(), len(left))
    score.count("body paragraphs, precision", len(right) - extra.total(), len(right))
    score.faults += [f"{name}: body: lost {text!r}" for text in lost]
    score.faults += [f"{name}: body: extra {text!r}" for text in extra]
    return left == right


def _main_terms(found: Sequence[Row], taxonomy: str) -> list[Mapping[str, Any]]:
    return [entry for row in found for entry in row[taxonomy] if entry["main"]]


def _score_actors(score: Score, name: str, wanted: Labels, found: Iterable[Mapping[str, Any]]) -> None:
    main, other = ([_forms(actor) for actor in wanted[level]] for level in ("main", "other"))
    hits, right, wrong = set(), 0, []
    for actor in found:
        hit = next((place for place, forms in enumerate(main) if forms & _forms(actor)), None)
        if hit is not None:
            hits.add(hit)
            right += 1
        elif not any(forms & _forms(actor) for forms in other):
            wrong.append(actor["name"])
    missed = [actor["name"] for place, actor in enumerate(wanted["main"]) if place not in hits]
    score.count("actors, recall", len(hits), len(main))
    score.count("actors, precision", right, right + len(wrong))
    score.faults += [f"{name}: actors: missed {actor!r}" for actor in missed]
    score.faults += [f"{name}: actors: wrong {actor!r}" for actor in wrong]


def _forms(actor: Mapping[str, Any]) -> set[str]:
    """List what an actor may be called: a person also by the surname, a government also by its country."""
    forms = {LEADING_RE.sub("", _squeeze(form).casefold()) for form in (actor["name"], *actor.get("as", ()))}
    if actor["kind"] == "person":
        forms.add(actor["name"].casefold().split()[-1])
    if actor["kind"] == "government" and actor.get("country"):
        forms.add(f"government of {actor['country']}")
    return forms


def _score_countries(score: Score, name: str, wanted: Labels, found: Iterable[Mapping[str, Any]]) -> None:
    main, codes = set(wanted["main"]), {entry["code"] for entry in found}
    judged = codes - set(wanted["other"])
    score.count("countries, recall", len(main & codes), len(main))
    score.count("countries, precision", len(main & codes), len(judged))
    score.faults += [f"{name}: countries: missed {code}" for code in sorted(main - codes)]
    score.faults += [f"{name}: countries: wrong {code}" for code in sorted(judged - main)]


def _score_topics(score: Score, name: str, wanted: Labels, found: Sequence[Mapping[str, Any]]) -> None:
    tops = [read_top_names().get(entry["top"]) for entry in found]
    right = tops[:1] != [] and tops[0] in wanted["main"]
    score.count("a main topic first", right, 1)
    if not right:
        score.faults.append(f"{name}: topics: wanted one of {wanted['main']}, found {tops}")


@cache
def read_top_names() -> dict[str, str]:
    """Read the names of topics by their codes."""
    entries = yaml.safe_load(TOPICS.read_text(encoding="utf-8"))
    return {entry["code"]: entry["name"] for entry in entries}


if __name__ == "__main__":
    main()
