"""Fit the weights of plugins/digest/salience.py on annotated news, and print them.

    .venv/bin/python tools/fit_salience.py FOLDER

FOLDER has `wikinews.jsonl` (`text`, and `salient`: entities with `name`, `aliases` and readers' `score`) and
`reuters.jsonl` (`text`, and `countries`: the codes that an editor gave). Texts start with headline and blank line.
Actors' weights come from pairs of entities that readers scored apart, countries' from the editors' tags. A base only
says where the cut lies, so none is printed for actors.
"""

import json
import math
import re
import sys
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "plugins"))

from digest.countries import find_hits
from digest.countries.gazetteer import gazetteer_of
from digest.entities import reading_text
from digest.salience import LEAD_LENGTH, LINE_LENGTH
from digest.types import Article
from digest.vocabulary import base_vocabularies

STEPS, RATE, PENALTY = 300, 0.5, 0.001
NAMES = ("frequency", "place", "headline", "lead", "named", "base")
NO_US = "US"  # editors tag it on stories that never name it

Row = list[float]


def main() -> None:
    """Fit both sets of weights and print them."""
    folder = Path(sys.argv[1])
    actors = [[high - low for high, low in zip(one, other, strict=True)] for one, other in actor_pairs(folder)]
    show("actor", fit(actors, [1.0] * len(actors)), NAMES[:4])
    rows, labels = country_rows(folder)
    show("country", fit(rows, labels), NAMES)


def read_items(path: Path) -> Iterator[dict]:
    """Read the objects of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def make_article(text: str) -> Article:
    """Take the headline off a text."""
    headline, _, body = text.partition("\n\n")
    return Article(headline=headline, text=body)


def features(starts: Sequence[int], *, offset: int, headline: int) -> Row:
    """Give what salience looks at, in the order of NAMES."""
    return [
        math.log(len(starts)),
        math.log(1 + starts[0] / LINE_LENGTH),
        float(starts[0] < headline),
        float(any(0 <= start - offset < LEAD_LENGTH for start in starts)),
    ]


def actor_pairs(folder: Path) -> Iterator[tuple[Row, Row]]:
    """Pair each entity that is no country with those of its article that readers scored lower."""
    countries = base_vocabularies().countries
    for item in read_items(folder / "wikinews.jsonl"):
        article = make_article(item["text"])
        text, offset = reading_text(article)
        scored = []
        for entity in item["salient"]:
            starts = find_starts(text, [entity["name"], *",".join(entity["aliases"]).split(",")])
            if starts and countries.find(entity["name"]) is None:
                row = features(starts, offset=offset, headline=len(article.headline or ""))
                scored.append((entity["score"], row))
        for (score, row), (other_score, other) in combinations(scored, 2):
            if score != other_score:
                yield (row, other) if score > other_score else (other, row)


def find_starts(text: str, names: Sequence[str]) -> list[int]:
    """Find where one of some names stands with a capital."""
    known = sorted({re.escape(name.strip()) for name in names if len(name.strip()) > 2}, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(known)})(?!\w)", re.IGNORECASE)
    return [match.start() for match in pattern.finditer(text) if match[0][0].isupper()] if known else []


def country_rows(folder: Path) -> tuple[list[Row], list[float]]:
    """Give a row for each country that is found, and whether the editor tagged it."""
    gazetteer = gazetteer_of(base_vocabularies().countries)
    rows, labels = [], []
    for item in read_items(folder / "reuters.jsonl"):
        article = make_article(item["text"])
        text, offset = reading_text(article)
        hits = find_hits(text, gazetteer, ())
        for code in {code for hit in hits for code in hit.form.codes} - {NO_US}:
            mine = [hit for hit in hits if code in hit.form.codes]
            row = features([hit.start for hit in mine], offset=offset, headline=len(article.headline or ""))
            named = sum(hit.form.kind == "name" for hit in mine) / len(mine)
            rows.append([*row, named, 1.0])
            labels.append(float(code in item.get("countries", ())))
    return rows, labels


def fit(rows: Sequence[Row], labels: Sequence[float]) -> Row:
    """Fit a logistic regression by gradient descent."""
    weights = [0.0] * len(rows[0])
    for _ in range(STEPS):
        gradient = [PENALTY * weight for weight in weights]
        for row, label in zip(rows, labels, strict=True):
            error = 1 / (1 + math.exp(-sum(w * x for w, x in zip(weights, row, strict=True)))) - label
            for index, value in enumerate(row):
                gradient[index] += error * value / len(rows)
        weights = [weight - RATE * slope for weight, slope in zip(weights, gradient, strict=True)]
    return weights


def show(kind: str, weights: Row, names: Sequence[str]) -> None:
    """Print weights by name."""
    fitted = ", ".join(f"{name}={weight:.2f}" for name, weight in zip(names, weights, strict=True))
    sys.stdout.write(f"{kind}: {fitted}\n")


if __name__ == "__main__":
    main()
