"""Fit the weights of plugins/digest/salience.py on annotated news, and print them.

    .venv/bin/python tools/fit_salience.py FOLDER [--cross-validate 5]

FOLDER has `wikinews.jsonl` (`text`, and `salient`: entities with `name`, `aliases` and readers' `score`) and
`reuters.jsonl` (`text`, and `countries`: the codes that an editor gave). Texts start with headline and blank line.
All weights are fitted at once by logistic regression: on pairs of entities of which readers scored one higher, actors
and countries alike, and on whether the editors tagged a country. A base matters only against the other's, so the
countries' is printed against 0 for the actors. `--cross-validate 5` tells instead how often weights order the pairs of
articles rightly that they were not fitted on.
"""

import argparse
import json
import math
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "plugins"))

from digest.content.vocabulary import base_vocabularies, fold_name
from digest.core.types import Article, NamedSpan, Term
from digest.ingest.annotate.actors import find_actors
from digest.ingest.annotate.countries import find_hits
from digest.ingest.annotate.countries.gazetteer import Hit, gazetteer_of
from digest.ingest.annotate.salience import LINE_LENGTH, find_lead
from digest.ingest.names import NameFinder, make_name_finder

STEPS, PENALTY = 12, 1.0
NAMES = ("frequency", "place", "headline", "lead")
ALL_NAMES = (*(f"actor {name}" for name in NAMES), *(f"country {name}" for name in (*NAMES, "named", "base")))
NOTHING = [0.0] * (len(NAMES) + 2)  # a country's features where there is none
EVERY = 10_000  # actors
NO_US = "US"  # editors tag it on stories that never name it
NEWSWIRE = 3.0  # what a country of the newswire counts against a pair of the readers'

Row = list[float]


@dataclass(frozen=True, slots=True)
class Example:
    """The difference of two entities' features, or those of one country, and which it should be: 1.0 or 0.0."""

    article: str
    row: Row
    label: float
    weight: float = 1.0


def main() -> None:
    """Fit the weights and print them, or cross-validate."""
    parser = argparse.ArgumentParser(description="Fit the weights of salience.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cross-validate", type=int, default=0, metavar="PARTS")
    options = parser.parse_args()
    pairs, newswire = list(reader_pairs(options.folder)), list(country_examples(options.folder))
    if options.cross_validate:
        held_out = cross_validate(pairs, newswire, parts=options.cross_validate)
        sys.stdout.write(f"pairs {len(pairs)}, in order when held out {held_out:.3f}\n")
        return
    weights = fit(pairs + newswire)
    sys.stdout.write("".join(f"{name} {weight:.2f}\n" for name, weight in zip(ALL_NAMES, weights, strict=False)))
    sys.stdout.write(f"pairs {len(pairs)}, in order {share_right(weights, pairs):.3f}\n")


def cross_validate(pairs: Sequence[Example], newswire: Sequence[Example], *, parts: int) -> float:
    """Fit on all articles but one part, test on that part, and so on."""
    articles = sorted({pair.article for pair in pairs})
    random.Random(0).shuffle(articles)
    right = 0.0
    for part in range(parts):
        out = set(articles[part::parts])
        weights = fit([pair for pair in pairs if pair.article not in out] + list(newswire))
        tested = [pair for pair in pairs if pair.article in out]
        right += share_right(weights, tested) * len(tested)
    return right / len(pairs)


def share_right(weights: Row, pairs: Sequence[Example]) -> float:
    """Tell which share of the pairs the weights put in the readers' order."""
    return sum(float(np.dot(weights, pair.row)) > 0 for pair in pairs) / len(pairs)


def read_items(path: Path) -> Iterator[dict]:
    """Read the objects of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def features(starts: Sequence[int], *, lead: tuple[int, int], headline: int) -> Row:
    """Give what salience looks at, in the order of NAMES."""
    return [
        math.log(len(starts)),
        math.log(1 + starts[0] / LINE_LENGTH),
        float(starts[0] < headline),
        float(any(lead[0] <= start < lead[1] for start in starts)),
    ]


def country_features(hits: Sequence[Hit], *, lead: tuple[int, int], headline: int) -> Row:
    """Give a country's features, how often its name is used among them, and the one for being no actor."""
    named = sum(hit.form.kind == "name" for hit in hits) / len(hits)
    return [*features([hit.start for hit in hits], lead=lead, headline=headline), named, 1.0]


def reader_pairs(folder: Path) -> Iterator[Example]:
    """Pair each entity with those of its article that readers scored lower."""
    find_names = make_name_finder("auto")
    for item in read_items(folder / "wikinews.jsonl"):
        scored = list(scored_entities(item, find_names))
        for (score, row), (other_score, other) in combinations(scored, 2):
            if score != other_score:
                sign = 1 if score > other_score else -1
                difference = [sign * (a - b) for a, b in zip(row, other, strict=True)]
                yield Example(item["id"], [*difference, 0.0], 1.0)


def scored_entities(item: dict, find_names: NameFinder) -> Iterator[tuple[float, Row]]:
    """Give the readers' score and the features, actors' and countries' side by side, of each entity that is found.

    The headline is left in the text, so that mentions in it are listed with the others.
    """
    text, vocabularies = item["text"], base_vocabularies()
    names, headline = find_names(text), text.index("\n\n")
    beside = {"lead": find_lead(text, headline + 2), "headline": headline}
    scores = {
        fold_name(name): (entity["name"], entity["score"]) for entity in item["salient"] for name in names_of(entity)
    }
    rows: dict[str, tuple[float, Row]] = {}
    for found in find_actors(Article(headline=None, text=text), vocabularies, names, most=EVERY, cut=0.0):
        entity, score = scores.get(fold_name(found.term.name), (None, 0.0))
        if entity and found.main:
            starts = [mention.start for mention in found.mentions]
            rows.setdefault(entity, (score, [*features(starts, **beside), *NOTHING]))
    for country, hits in hits_by_country(text, names):
        entity, score = scores.get(fold_name(country.name), (None, 0.0))
        if entity:
            rows.setdefault(entity, (score, [*NOTHING[: len(NAMES)], *country_features(hits, **beside)]))
    yield from rows.values()


def names_of(entity: dict) -> list[str]:
    """Give the names of an entity; its aliases come in one text with commas."""
    return [entity["name"], *(name.strip() for name in ",".join(entity["aliases"]).split(","))]


def hits_by_country(text: str, names: Sequence[NamedSpan]) -> Iterator[tuple[Term, list[Hit]]]:
    """Give each country that a text names, with where it does."""
    gazetteer = gazetteer_of(base_vocabularies().countries)
    hits = find_hits(text, gazetteer, names)
    for code in sorted({code for hit in hits for code in hit.form.codes} & gazetteer.terms.keys()):
        yield gazetteer.terms[code], [hit for hit in hits if code in hit.form.codes]


def country_examples(folder: Path) -> Iterator[Example]:
    """Give each country that is found, and whether the editor tagged it; the last feature is the cut's."""
    for item in read_items(folder / "reuters.jsonl"):
        text = item["text"]
        headline = text.index("\n\n")
        for country, hits in hits_by_country(text, ()):
            if country.code != NO_US:
                row = country_features(hits, lead=find_lead(text, headline + 2), headline=headline)
                label = float(country.code in item.get("countries", ()))
                yield Example(item["id"], [*NOTHING[: len(NAMES)], *row[:-1], 0.0, 1.0], label, NEWSWIRE)


def fit(examples: Sequence[Example]) -> Row:
    """Fit a logistic regression by Newton's method."""
    rows = np.array([example.row for example in examples])
    labels = np.array([example.label for example in examples])
    counts = np.array([example.weight for example in examples])
    weights, penalty = np.zeros(rows.shape[1]), PENALTY * np.eye(rows.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (counts * (chance - labels)) + penalty @ weights
        curve = (rows.T * (counts * chance * (1 - chance))) @ rows + penalty
        weights = weights - np.linalg.solve(curve, slope)
    return list(map(float, weights))


if __name__ == "__main__":
    main()
