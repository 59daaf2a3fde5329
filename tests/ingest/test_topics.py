"""What an article is about, the specific before the general."""

from typing import Any

import pytest
from digest.content.vocabulary import base_vocabularies, make_vocabularies
from digest.core.settings import DigestSettings
from digest.core.types import Annotation, Article, Reason
from digest.ingest.annotate.topics import find_topics

CUT = DigestSettings().topic_threshold


def find(text: str, *, headline: str | None = None, most: int = 3, cut: float = CUT) -> tuple[Annotation, ...]:
    return find_topics(Article(headline=headline, text=text), base_vocabularies(), most=most, cut=cut)


def main(found: tuple[Annotation, ...]) -> list[str]:
    return [one.term.name for one in found if one.main]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        pytest.param(
            "The foreign minister met the ambassador for talks on bilateral ties; diplomats hope for a summit.",
            "Diplomacy",
            id="diplomacy rather than politics",
        ),
        pytest.param(
            "Voters went to polling stations; the election commission counted ballots and turnout was high.",
            "Election",
            id="election",
        ),
        pytest.param(
            "Airstrikes and shelling killed soldiers as rebels opened an offensive on the front line.",
            "Armed conflict",
            id="armed conflict",
        ),
        pytest.param(
            "A suicide bomber and a car bomb killed ten; a terrorist group claimed responsibility.",
            "Act of terror",
            id="act of terror",
        ),
        pytest.param(
            "Soldiers seized power in a military coup and the junta promised elections after the coup attempt.",
            "Coup d'etat",
            id="coup",
        ),
        pytest.param(
            "The earthquake of magnitude 7.1 was followed by aftershocks; rescuers dug in the rubble.",
            "Earthquake",
            id="earthquake",
        ),
        pytest.param(
            "Negotiators at the climate summit argued over greenhouse gas emissions and global warming.",
            "Climate change",
            id="climate",
        ),
        pytest.param(
            "Vaccines reached the clinic; the vaccination of nurses and doctors began.", "Vaccine", id="vaccine"
        ),
        pytest.param(
            "The central bank raised interest rates by 50 basis points to fight inflation.",
            "Central bank",
            id="central bank",
        ),
        pytest.param("The striker scored twice in the Premier League match before half-time.", "Soccer", id="soccer"),
        pytest.param("Her new album and its hit single made the singer famous; the band tours.", "Music", id="music"),
        pytest.param(
            "Astronauts on the space station watched the spacecraft enter orbit, NASA said.",
            "Space exploration",
            id="space",
        ),
        pytest.param(
            "Refugees and asylum seekers fled to refugee camps run by the UNHCR.",
            "Refugees and internally displaced people",
            id="refugees",
        ),
        pytest.param(
            "Snow and freezing rain are expected, forecasters said, with temperatures far below zero and a wind chill.",
            "Weather",
            id="weather",
        ),
    ],
)
def test_first_topic(text: str, first: str) -> None:
    assert main(find(text))[0] == first


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("He went home and slept.", id="nothing clear"),
        pytest.param("Сегодня в городе прошла встреча министров. 今日の会議は終わった。", id="another script"),
        pytest.param("Der Minister traf am Montag den Botschafter in der Hauptstadt.", id="another language"),
    ],
)
def test_no_topic(text: str) -> None:
    assert main(find(text)) == []


def test_two_topics_where_both_are_clear() -> None:
    text = (
        "Teachers went on strike; unions said the walkout and the picket lines would last. "
        "Schools sent pupils home and the education minister promised classrooms and a curriculum."
    )
    assert sorted(main(find(text))) == ["Education", "Labour dispute"]
    assert len(main(find(text, cut=1.0))) == 1


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        pytest.param({"most": 3, "cut": 1.0}, Reason("far-below-first", ("1",)), id="the cut"),
        pytest.param({"most": 1, "cut": 0.1}, Reason("too-many", ("1",)), id="one too many"),
    ],
)
def test_why_a_topic_is_left_out(more: dict[str, Any], reason: Reason) -> None:
    found = find("Unions called a strike and a walkout. Teachers closed schools; pupils and classrooms.", **more)
    assert [one.left_out for one in found] == [None, reason]


def test_too_little_for_a_topic() -> None:
    (found,) = find("There was one strike.")
    assert (found.main, found.left_out) == (False, Reason("weak-evidence"))


def test_at_most_so_many_are_main() -> None:
    text = (
        "The election was followed by a strike of unions, a flood and an earthquake; the football match was called off."
    )
    assert len(main(find(text, most=1))) == 1


def test_capitals_matter_where_a_word_has_them() -> None:
    words = [word for one in find("They fed the rabbits and gave hearing aids to us all.") for word in one.words]
    assert words == []


def test_salience_falls() -> None:
    found = find("The court heard the hackers; the film star won an award and the oil price fell.")
    assert [one.salience for one in found] == sorted((one.salience for one in found), reverse=True)


def test_why_tells_the_words() -> None:
    found = find("Lava and ash from the volcano covered the village after the eruption.")
    assert (found[0].words, found[0].reasons) == (
        ("lava", "volcano", "eruption"),
        (Reason("topic-words", ("lava, volcano, eruption",)),),
    )


def test_headline_counts_for_more() -> None:
    text = "The film won. The earthquake was felt."
    assert find(text, headline="Earthquake at night")[0].term.name == "Earthquake"
    assert find(text, headline="Film of the night")[0].term.name == "Cinema"


def test_editors_words() -> None:
    file = "- name: Diplomacy\n  words: {flurble: 4, flurbling: 4}\n"
    vocabularies = make_vocabularies(base_vocabularies(), {"topics.yaml": file})
    article = Article(headline=None, text="The flurble began after much flurbling.")
    assert main(find_topics(article, vocabularies, most=3, cut=CUT)) == ["Diplomacy"]
