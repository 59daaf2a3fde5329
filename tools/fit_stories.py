"""Fit data/story_weights.yaml: when two articles tell of one event, from articles labelled by event.

    .venv/bin/python tools/fit_stories.py FOLDER            # prints cross-validated figures, writes the weights
    .venv/bin/python tools/fit_stories.py FOLDER --print    # prints them and writes nothing

FOLDER has `articles/` with raw files and `gold.json`: a file's name -> its event. Events that are confused easily are
paired into topics by their mean similarity, and a fold holds whole topics. Logistic regression on the features of
`content/proposals/compare.py`, of all articles and of THINNED samples in which most events have few articles, as in a
young archive. Printed are B-cubed precision, recall and F of the groups that are ticked.
"""

import argparse
import json
import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).parents[1] / "plugins"))

from digest.content.proposals.compare import BASE, compare, is_far, log_odds
from digest.content.proposals.corpus import Corpus, cosine
from digest.content.proposals.features import Features
from digest.content.proposals.group import Pair
from digest.content.proposals.propose import Judge, Thresholds, propose
from digest.content.vocabulary import base_vocabularies
from digest.core.settings import DigestSettings
from digest.editor.stories.raw_articles import features_of
from digest.ingest.names.rules import find_rule_names
from digest.ingest.pipeline import read_file

FOLDS, THINNED, SEED = 5, 6, 1
SIZES = (0, 1, 1, 2, 3, 4, 6, 99)  # how many articles of an event a thinned sample has, drawn by chance
# Not fitted, since the texts have no days: a week costs half of one.
PRIOR = {"days": -0.07}
PENALTY, STEPS = 3.0, 30
RIGHT = 0.97  # of the articles that are ticked
LEAST = (0.1, 0.81, 0.1)  # mean log odds that are tried: first, end, step
FILE = Path(__file__).parents[1] / "plugins/digest/data/story_weights.yaml"
HEAD = """\
# How much each feature of two articles speaks for one event, in log odds, and from which score an article is ticked;
# fitted by tools/fit_stories.py.
"""
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Articles by number, and the features of each pair of neighbours among them."""

    corpus: Corpus
    events: tuple[str, ...]  # of each article of the corpus
    topics: tuple[int, ...]
    pairs: Mapping[Pair, Mapping[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What is fitted."""

    weights: Mapping[str, float]
    thresholds: Thresholds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--print", action="store_true", help="write nothing")
    options = parser.parse_args()
    gold: dict[str, str] = json.loads((options.folder / "gold.json").read_text(encoding="utf-8"))
    names = sorted(gold)
    events = [gold[name] for name in names]
    articles = [read(options.folder / "articles" / name) for name in names]
    topics = find_topics(articles, events)
    samples = make_samples(articles, events, topics)
    model = validate(samples)
    text = format_model(model)
    sys.stdout.write(text)
    if not options.print:
        FILE.write_text(text, encoding="utf-8")


def read(path: Path) -> Features:
    """Read a raw file; the actors and countries that ingest would tag stand for those that an editor accepts."""
    (reading, *_) = read_file(
        path.read_bytes(),
        name=path.name,
        vocabularies=base_vocabularies(),
        find_names=find_rule_names,
        settings=DigestSettings(),
    )
    found = reading.annotations
    return features_of(reading)._replace(
        actors=frozenset(one.term.name for one in found.actors if one.main),
        countries=frozenset(one.term.name for one in found.countries if one.main),
    )


def find_topics(articles: Sequence[Features], events: Sequence[str]) -> list[int]:
    """Pair each event with the one that it is most like; return the number of each article's pair."""
    corpus = Corpus.of(list(articles))
    named = sorted(set(events))
    members = [[number for number, event in enumerate(events) if event == name] for name in named]
    likeness = []
    for one in range(len(named)):
        for other in range(one):
            pairs = [(a, b) for a in members[one] for b in members[other]]
            mean = sum(cosine(corpus.item(a).words, corpus.item(b).words) for a, b in pairs) / len(pairs)
            likeness.append((mean, one, other))
    topics: dict[str, int] = {}
    for _, one, other in sorted(likeness, reverse=True):
        if named[one] not in topics and named[other] not in topics:
            topics[named[one]] = topics[named[other]] = len(topics)
    return [topics.setdefault(event, len(topics)) for event in events]


def make_samples(articles: Sequence[Features], events: Sequence[str], topics: Sequence[int]) -> list[Sample]:
    """Make the sample of all articles, then thinned ones; in every other of these, terms are known."""
    chance = random.Random(SEED)
    samples = [make_sample(articles, events, topics, range(len(articles)), terms=False)]
    for turn in range(THINNED):
        chosen: list[int] = []
        for event in sorted(set(events)):
            numbers = [number for number, other in enumerate(events) if other == event]
            chance.shuffle(numbers)
            chosen += numbers[: chance.choice(SIZES)]
        samples.append(make_sample(articles, events, topics, sorted(chosen), terms=turn % 2 == 0))
    return samples


def make_sample(
    articles: Sequence[Features], events: Sequence[str], topics: Sequence[int], chosen: Sequence[int], *, terms: bool
) -> Sample:
    bare: dict[str, frozenset[str]] = {} if terms else {"actors": frozenset(), "countries": frozenset()}
    corpus = Corpus.of([articles[number]._replace(**bare) for number in chosen])
    pairs = {(min(a, b), max(a, b)) for a in range(len(chosen)) for b in corpus.neighbours(a)}
    return Sample(
        corpus=corpus,
        events=tuple(events[number] for number in chosen),
        topics=tuple(topics[number] for number in chosen),
        pairs={pair: compare(corpus, *pair) for pair in sorted(pairs)},
    )


def validate(samples: Sequence[Sample]) -> Model:
    """Print what folds of whole topics give, and fit the final model, its thresholds on what was held out."""
    topics = sorted(set(samples[0].topics))
    random.Random(SEED).shuffle(topics)
    folds = [frozenset(topics[start::FOLDS]) for start in range(FOLDS)]
    fitted = [fit_weights(samples, without=fold) for fold in folds]
    everything = fit_weights(samples, without=frozenset())
    judges = [
        (sample, fold, make_judge(sample, weights))
        for sample in samples
        for fold, weights in zip(folds, fitted, strict=True)
    ]
    base, nearest, tick = calibrate(judges)
    scores = {}
    for least in np.arange(*LEAST):
        thresholds = Thresholds(base=base, nearest=nearest, tick=tick, least=float(least))
        figures = [b_cubed(judges[place : place + FOLDS], thresholds) for place in range(0, len(judges), FOLDS)]
        scores[round(float(least), 2)] = figures[0]
        thinned = np.mean(figures[1:], axis=0)
        say(f"least {least:5.2f}: P / R / F {show(figures[0])}; thinned {show(thinned)}")
    sure = [least for least, (precision, _, _) in scores.items() if precision >= RIGHT]
    least = max(sure or scores, key=lambda one: scores[one][2])
    say(f"cross-validated by topic, at {least}: B-cubed P / R / F {show(scores[least])}")
    return Model(weights=everything, thresholds=Thresholds(base=base, nearest=nearest, tick=tick, least=least))


def fit_weights(samples: Sequence[Sample], *, without: frozenset[int]) -> dict[str, float]:
    """Fit the weights to the pairs of all topics but some."""
    rows = [
        (features, sample.events[one] == sample.events[other])
        for sample in samples
        for (one, other), features in sample.pairs.items()
        if not is_far(features) and sample.topics[one] not in without and sample.topics[other] not in without
    ]
    names = sorted({name for features, _ in rows for name in features} - PRIOR.keys())
    values = np.array([[features.get(name, 0.0) for name in names] for features, _ in rows])
    known = np.array([sum(PRIOR[name] * features.get(name, 0.0) for name in PRIOR) for features, _ in rows])
    found = fit_logistic(values, np.array([float(same) for _, same in rows]), known)
    return PRIOR | dict(zip((BASE, *names), map(float, found), strict=True))


def fit_logistic(values: Floats, labels: Floats, known: Floats | float = 0.0) -> Floats:
    """Fit a logistic regression by Newton's method to what is not `known` already, in log odds.

    The penalty is on standardised weights. The first weight is the intercept.
    """
    mean, spread = values.mean(axis=0), values.std(axis=0)
    spread[spread == 0] = 1.0
    scaled = np.c_[np.ones(len(values)), (values - mean) / spread]
    weights = np.zeros(scaled.shape[1])
    penalty = PENALTY * np.eye(len(weights))
    penalty[0, 0] = 0.0
    for _ in range(STEPS):
        odds = 1 / (1 + np.exp(-np.clip(scaled @ weights + known, -30, 30)))
        slope = scaled.T @ (labels - odds) - penalty @ weights
        curve = (scaled * (odds * (1 - odds))[:, None]).T @ scaled + penalty
        weights += np.linalg.solve(curve, slope)
    plain = weights / np.r_[1.0, spread]
    plain[0] = weights[0] - float((weights[1:] * mean / spread).sum())
    return plain


def make_judge(sample: Sample, weights: Mapping[str, float], thresholds: Thresholds | None = None) -> Judge:
    known = {pair: log_odds(features, weights) for pair, features in sample.pairs.items()}
    none = Thresholds(base=0.0, nearest=1.0, tick=1.0, least=0.0)
    return Judge(corpus=sample.corpus, weights=weights, thresholds=thresholds or none, known=known)


def calibrate(judges: Sequence[tuple[Sample, frozenset[int], Judge]]) -> tuple[float, float, float]:
    """Fit scores to how often an article belongs to the story that it suits best, and find from where RIGHT do."""
    best: list[tuple[float, bool]] = []
    for sample, fold, judge in judges:
        held_out = [number for number, topic in enumerate(sample.topics) if topic in fold]
        events = sorted({sample.events[number] for number in held_out})
        members = {event: [number for number in held_out if sample.events[number] == event] for event in events}
        for number in held_out:
            others = {event: [one for one in members[event] if one != number] for event in events}
            odds = [(judge.nearest(number, inside), event) for event, inside in others.items() if inside]
            if odds:
                value, event = max(odds)
                best.append((value, event == sample.events[number]))
    base, nearest = map(
        float, fit_logistic(np.array([[value] for value, _ in best]), np.array([float(r) for _, r in best]))
    )
    best.sort(reverse=True)
    right = np.cumsum([is_right for _, is_right in best]) / np.arange(1, len(best) + 1)
    last = int(np.nonzero(right >= RIGHT)[0][-1])
    tick = 1 / (1 + float(np.exp(-(base + nearest * best[last][0]))))
    say(f"ticked from {tick:.2f}: {np.mean(right >= RIGHT):.2f} of the best stories, right in {right[last]:.3f}")
    return base, nearest, tick


def b_cubed(
    judges: Sequence[tuple[Sample, frozenset[int], Judge]], thresholds: Thresholds
) -> tuple[float, float, float]:
    """Return the mean precision and recall of all articles, each held out, and their F."""
    precision, recall = [], []
    for sample, fold, judge in judges:
        held_out = [number for number, topic in enumerate(sample.topics) if topic in fold]
        story = {number: frozenset({number}) for number in held_out}
        judged = Judge(corpus=judge.corpus, weights=judge.weights, thresholds=thresholds, known=judge.known)
        for proposal in propose(judged, held_out, ()):
            story |= dict.fromkeys(proposal.ticked, frozenset(proposal.ticked))
        for number in held_out:
            event = {other for other in held_out if sample.events[other] == sample.events[number]}
            shared = len(story[number] & event)
            precision.append(shared / len(story[number]))
            recall.append(shared / len(event))
    p, r = float(np.mean(precision)), float(np.mean(recall))
    return p, r, 2 * p * r / (p + r)


def show(figures: Sequence[float]) -> str:
    return " / ".join(f"{figure:.3f}" for figure in figures)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def format_model(model: Model) -> str:
    lines = [HEAD + "weights:", *(f"  {name}: {weight:.3f}" for name, weight in sorted(model.weights.items()))]
    lines += ["thresholds:"]
    lines += [f"  {name}: {getattr(model.thresholds, name):.3f}" for name in ("base", "nearest", "tick", "least")]
    return "\n".join((*lines, ""))


if __name__ == "__main__":
    main()
