"""Proposals of stories: features of a text, neighbours in a corpus, comparing pairs, groups, and what is proposed."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterable

import pytest
from digest.content.proposals import Corpus, Features, Group, Judge, TermIndex, explain, make_features, propose
from digest.content.proposals.compare import FAR_ODDS, compare, is_copy, log_odds, story_weights
from digest.content.proposals.group import UNLIKE, group
from hypothesis import given
from hypothesis import strategies as st

DAY = dt.date(2021, 8, 17)
FERRY = "The ferry Northern Lark ran aground off Lund on Monday. Captain Ida Holm said that 412 people were taken off."
FERRY_TOO = "Rescuers took 412 people off the Northern Lark, which had run aground off Lund. Ida Holm left last."
TRAIN = "A train from Tamar to Karsa stopped on the bridge. The minister Olav Berg wants a report on the 96 minutes."


def features(text: str, *, days: int | None = 0, **more: Iterable[str]) -> Features:
    day = None if days is None else DAY + dt.timedelta(days=days)
    return make_features(text.split(". ", maxsplit=1)[0], text, day=day, **more)


def ids(found: Iterable[tuple[int, float]]) -> list[int]:
    return [number for number, _ in found]


def test_features_are_words_names_and_numbers() -> None:
    found = make_features("Ferry aground", FERRY, day=DAY)
    assert {"lark", "northern", "ida", "holm", "lund"} <= found.names.keys()
    assert "captain" not in found.names  # a sentence starts there
    assert "412" in found.numbers
    assert found.day == DAY.toordinal()
    assert found.phrases["northern lark"] == "Northern Lark"


def test_an_article_is_nearest_to_the_one_on_its_event() -> None:
    corpus = Corpus.of([features(FERRY), features(TRAIN), features(FERRY_TOO)])
    assert corpus.neighbours(0)[0] == 2
    assert corpus.neighbours(2)[0] == 0


def test_what_is_gone_is_no_neighbour() -> None:
    articles = [features(FERRY), features(TRAIN), features(FERRY_TOO)]
    index = TermIndex()
    index.extend(article.words for article in articles)
    assert 2 not in Corpus(index, articles.__getitem__, gone={2}).neighbours(0)


@given(st.lists(st.lists(st.sampled_from(["a", "b", "c", "é", "\ud800"]), max_size=4), max_size=6))
def test_an_index_counts_as_a_list_does(articles: list[list[str]]) -> None:
    index = TermIndex()
    index.extend(map(set, articles))
    for word in ("a", "b", "c", "é", "\ud800"):
        assert index.articles(word) == [number for number, words in enumerate(articles) if word in words]
        assert index.count(word) == len(index.articles(word))


def test_a_pair_compares_the_same_from_both_sides() -> None:
    corpus = Corpus.of([features(FERRY), features(TRAIN), features(FERRY_TOO, days=2)])
    assert compare(corpus, 0, 2) == pytest.approx(compare(corpus, 2, 0))
    weights = story_weights()
    assert log_odds(compare(corpus, 0, 2), weights) > log_odds(compare(corpus, 0, 1), weights)


def test_reports_more_than_a_month_apart_are_of_one_event_at_most_by_others_between() -> None:
    corpus = Corpus.of([features(FERRY), features(FERRY, days=40)])
    assert log_odds(compare(corpus, 0, 1), story_weights()) <= FAR_ODDS


def test_without_a_day_none_is_compared() -> None:
    corpus = Corpus.of([features(FERRY), features(FERRY_TOO, days=None)])
    assert "days" not in compare(corpus, 0, 1)


def test_a_copy_is_known_by_its_sketch() -> None:
    long = " ".join(f"{FERRY} It was number {number} of the year." for number in range(20))
    assert is_copy(features(long).sketch, features(long + " More.").sketch)
    assert not is_copy(features(long).sketch, None)


@pytest.mark.parametrize(
    ("odds", "groups"),
    [
        pytest.param({(0, 1): 3.0, (1, 2): -4.0}, [[0, 1], [2]], id="two of three"),
        pytest.param({(0, 1): 3.0, (1, 2): 3.0, (0, 2): 2.0}, [[0, 1, 2]], id="three"),
        pytest.param({(0, 1): 3.0, (1, 2): 3.0}, [[0, 1], [2]], id="a chain whose ends are not near"),
        pytest.param({(0, 1): 0.4}, [[0], [1], [2]], id="too little"),
    ],
)
def test_articles_are_grouped_by_mean_odds(odds: dict[tuple[int, int], float], groups: list[list[int]]) -> None:
    assert group(range(3), odds, least=0.5) == groups


@pytest.mark.parametrize("seed", range(30))
def test_groups_are_those_of_the_slow_way(seed: int) -> None:
    choice = random.Random(seed)
    size = choice.randint(2, 9)
    pairs = [(one, other) for one in range(size) for other in range(one + 1, size) if choice.random() < 0.7]
    odds = {pair: round(choice.uniform(-4, 4), 3) for pair in pairs}
    found = group(range(size), odds, least=0.5)
    assert Counter(number for members in found for number in members) == Counter(range(size))
    clusters = [[number] for number in range(size)]

    def mean(one: list[int], other: list[int]) -> float:
        values = [odds.get((min(a, b), max(a, b)), UNLIKE) for a in one for b in other]
        return sum(values) / len(values)

    while len(clusters) > 1:
        joined = [(one, other) for place, one in enumerate(clusters) for other in clusters[place + 1 :]]
        one, other = max(joined, key=lambda pair: mean(*pair))
        if mean(one, other) < 0.5:
            break
        clusters = [members for members in clusters if members not in (one, other)] + [sorted([*one, *other])]
    assert found == sorted(clusters)


@pytest.fixture
def corpus() -> Corpus:
    return Corpus.of([features(FERRY), features(FERRY_TOO, days=1), features(TRAIN), features(FERRY, days=2)])


def test_a_story_is_proposed_for_what_suits_it(corpus: Corpus) -> None:
    story = Group(slug="ferry", members=(0, 1))
    (found,) = propose(Judge(corpus=corpus), {2, 3}, [story])
    assert (found.story, [*found.ticked, *ids(found.maybe)]) == (story, [3])
    assert 0.5 <= found.score <= 1


def test_what_a_story_has_refused_is_not_proposed_for_it(corpus: Corpus) -> None:
    story = Group(slug="ferry", members=(0, 1), refused=frozenset({3}))
    assert [found for found in propose(Judge(corpus=corpus), {3}, [story]) if found.story.slug] == []


def test_a_new_story_is_made_of_what_is_left(corpus: Corpus) -> None:
    found = [one for one in propose(Judge(corpus=corpus), {0, 1, 2, 3}, []) if one.ticked or one.maybe]
    together = {number for one in found for number in (*one.ticked, *ids(one.maybe))}
    assert {one.story.slug for one in found} == {None}
    assert 2 not in together
    assert {0, 3} <= together


def test_nothing_is_proposed_for_an_article_alone() -> None:
    corpus = Corpus.of([features(FERRY)])
    assert list(propose(Judge(corpus=corpus), {0}, [])) == []


def test_why_names_what_is_shared(corpus: Corpus) -> None:
    why = explain(corpus, [3], [0, 1], {})
    assert "Northern Lark" in why
    assert "412" in why
    assert why.endswith("one day apart")
