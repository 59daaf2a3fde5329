"""Pinned floors for proposals of stories: twenty events of our own words with days, copies and near misses."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest
from digest.content.proposals import Corpus, Features, Group, Judge, explain, make_features, propose
from digest.core.yaml.reader import load_plain

EVENTS = Path(__file__).parent / "stories" / "events.yaml"


def read_events(*, dated: bool) -> tuple[list[Features], list[str], list[str]]:
    """Return all articles with their events and outlets."""
    articles, events, outlets = [], [], []
    for event in load_plain(EVENTS.read_text("utf-8")):
        for article in event["articles"]:
            original = event["articles"][int(article["copy"])] if "copy" in article else article
            day = dt.date.fromisoformat(article["date"]) if dated else None
            text = original["text"] + (" With material from the agencies." if "copy" in article else "")
            articles.append(make_features(original["headline"], text, day=day))
            events.append(event["event"])
            outlets.append(article["outlet"])
    return articles, events, outlets


def b_cubed(events: Sequence[str], stories: Sequence[Sequence[int]]) -> tuple[float, float]:
    story = {number: frozenset(members) for members in stories for number in members}
    precision = recall = 0.0
    for number, event in enumerate(events):
        members = story.get(number, frozenset({number}))
        same = {other for other, one in enumerate(events) if one == event}
        precision += len(members & same) / len(members)
        recall += len(members & same) / len(same)
    return precision / len(events), recall / len(events)


@pytest.mark.parametrize(
    ("dated", "precision", "recall"),
    [pytest.param(True, 0.985, 0.985, id="dated"), pytest.param(False, 0.9, 0.985, id="no days")],
)
def test_events_are_told_apart(dated: bool, precision: float, recall: float) -> None:
    articles, events, _ = read_events(dated=dated)
    found = list(propose(Judge(corpus=Corpus.of(articles)), range(len(articles)), ()))
    p, r = b_cubed(events, [one.ticked for one in found])
    assert (p >= precision, r >= recall) == (True, True), (p, r, 2 * p * r / (p + r))


def test_the_last_article_of_each_event_joins_its_story() -> None:
    articles, events, _ = read_events(dated=True)
    last = {event: number for number, event in enumerate(events)}
    members = {event: tuple(n for n, one in enumerate(events) if one == event and n != last[event]) for event in last}
    groups = [Group(slug=event, members=numbers) for event, numbers in members.items()]
    judge = Judge(corpus=Corpus.of(articles))
    joined = {n: found.story.slug for found in propose(judge, last.values(), groups) for n in found.ticked}
    right = [joined.get(number) == event for event, number in last.items()]
    assert [joined[n] for n in joined if joined[n] != events[n]] == []
    assert sum(right) >= 17


def test_reasons_say_what_is_shared() -> None:
    articles, _, outlets = read_events(dated=True)
    corpus = Corpus.of(articles)
    named = dict(enumerate(outlets))
    assert explain(corpus, (2,), (0, 1), named).endswith("; two days apart")
    assert "Northern Lark" in explain(corpus, (2,), (0, 1), named)
    assert "same text as Harbour Wire" in explain(corpus, (3,), (0, 1), named)
