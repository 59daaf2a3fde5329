"""Floors for the cleaner on real pastes, which are kept outside of the project: skipped where they are not at hand."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from digest.ingest.decode import decode
from digest.ingest.structure import make_article

SHARED = Path(__file__).parents[2] / "../shared"
BENCH, SEEDS = SHARED / "bench/clean", SHARED / "seeds"
WORD_RE = re.compile(r"\w+")
# Set a little under what was measured when they were last set; they never drop without a reason in the commit. The line
# model, which learnt from these pastes, knows them less by heart since it learns from drafts of other sites, too.
FLOORS = {"pastes": (0.94, 0.38, 0.935), "guides": (0.935, 0.13, 0.93)}  # body F1, exact, macro F1


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD_RE.findall(text)
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)))


def score(wanted: str, found: str) -> tuple[float, float, float, bool]:
    left, right = shingles(wanted), shingles(found)
    common = sum((left & right).values())
    precision, recall = common / max(1, right.total()), common / max(1, left.total())
    return (
        precision,
        recall,
        2 * common / (left.total() + right.total()),
        WORD_RE.findall(wanted) == WORD_RE.findall(found),
    )


@pytest.mark.slow
@pytest.mark.skipif(not BENCH.is_dir(), reason="the real pastes are not at hand")
@pytest.mark.parametrize("name", FLOORS)
def test_bodies_are_found(name: str) -> None:
    gold = json.loads((BENCH / f"{name}.gold.json").read_text(encoding="utf-8"))
    rows = []
    for key, item in gold.items():
        raws = decode((BENCH / name / f"{key}.txt").read_bytes(), name=key)
        rows.append(score(item["body"], "\n\n".join(make_article(raw).article.text for raw in raws)))
    precision, recall, macro, exact = (sum(column) / len(rows) for column in zip(*rows, strict=True))
    figures = (2 * precision * recall / (precision + recall), exact, macro)
    assert all(figure >= floor for figure, floor in zip(figures, FLOORS[name], strict=True)), figures


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real pastes are not at hand")
def test_the_seeds_come_out_whole() -> None:
    gold = json.loads((SEEDS / "gold.json").read_text(encoding="utf-8"))
    for key, item in gold.items():
        (raw,) = decode((SEEDS / f"{key}.txt").read_bytes(), name=f"{key}.txt")
        article = make_article(raw).article
        assert article.headline == item["headline"]
        assert (len(article.standfirst), len(article.captions)) == (item["standfirst_items"], item["captions"])
        assert len(article.text.split("\n\n")) == item["paragraphs"]
        assert article.text.startswith(item["text_starts"])
        assert article.text.endswith(item["text_ends"])
        assert article.outlet in item["outlet"]
        assert (article.byline, article.date) == ((), None)
