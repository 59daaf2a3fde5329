"""Countries and topics on annotated news: floors that never drop without a reason.

The articles are third parties' and not part of this repository; without them these tests are skipped.
"""

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from digest.content.vocabulary import base_vocabularies
from digest.core.settings import DigestSettings
from digest.core.types import Article
from digest.ingest.annotate.countries import find_countries
from digest.ingest.annotate.topics import find_topics

DEV = Path(__file__).parents[2] / "../shared/bench/annotate/dev"
SETTINGS = DigestSettings()
UNJUDGED = {"reuters": {"US"}}  # editors tag it on stories that never name it

pytestmark = pytest.mark.skipif(not DEV.is_dir(), reason="the annotated articles are not here")


def read_items(name: str) -> Iterator[dict[str, object]]:
    with (DEV / f"{name}.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def make_article(text: str) -> Article:
    headline, _, body = text.partition("\n\n")
    return Article(headline=headline, text=body)


@cache
def counts(name: str, *, main: bool) -> tuple[int, int, int]:
    """Count hits, predicted and gold countries."""
    hits = predicted = wanted = 0
    for item in read_items(name):
        if "countries" not in item:
            continue
        article = make_article(str(item["text"]))
        found = find_countries(
            article, base_vocabularies(), (), most=SETTINGS.max_countries, cut=SETTINGS.country_threshold
        )
        codes = {one.term.code for one in found if one.main or not main} - UNJUDGED.get(name, set())
        gold = set(item["countries"]) - UNJUDGED.get(name, set())  # type: ignore[call-overload]
        hits, predicted, wanted = hits + len(codes & gold), predicted + len(codes), wanted + len(gold)
    return hits, predicted, wanted


def f1(name: str, *, main: bool) -> float:
    hits, predicted, wanted = counts(name, main=main)
    return 2 * hits / (predicted + wanted)


@pytest.mark.parametrize(
    ("measure", "floor"),
    [
        pytest.param(lambda: f1("trnews", main=False), 0.94, id="world news, all countries"),
        pytest.param(lambda: f1("lgl", main=False), 0.83, id="small local papers, all countries"),
        pytest.param(lambda: f1("reuters", main=True), 0.885, id="newswire, main countries"),
    ],
)
def test_countries(measure: Callable[[], float], floor: float) -> None:
    assert measure() >= floor


def test_topics() -> None:
    topics = base_vocabularies().topics
    right = []
    for item in read_items("bbc"):
        found = find_topics(
            make_article(str(item["text"])), base_vocabularies(), most=SETTINGS.max_topics, cut=SETTINGS.topic_threshold
        )
        top = topics.root_of(found[0].term) if found else None
        right.append(top is not None and top.code == item["topic"])
    assert sum(right) / len(right) >= 0.93
