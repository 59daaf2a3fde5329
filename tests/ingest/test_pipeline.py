"""The pipeline: a raw article to a reading, and the words for what was unsure."""

import pytest
from digest.content.vocabulary import base_vocabularies
from digest.core.settings import DigestSettings
from digest.core.types import Annotations, Reading
from digest.ingest.decode import decode
from digest.ingest.names import make_name_finder
from digest.ingest.pipeline import REVIEW_NOTES, read_article, read_file, review_note

SETTINGS = DigestSettings(ner="rules")
PASTE = """\
Source: Example Wire

Advertisement

Norway and Iceland agree on shipping

The foreign ministers of Norway and Iceland met in Oslo on Tuesday and agreed on common rules for Arctic ships.

Iceland wants the rules to hold for fishing boats as well, and Norway has asked for more time to study the costs.
"""


def read(text: str) -> Reading:
    (raw,) = decode(text.encode(), name="a.txt")
    return read_article(raw, base_vocabularies(), make_name_finder("rules"), SETTINGS)


def test_a_reading_knows_the_article_its_terms_and_what_went() -> None:
    reading = read(PASTE)
    assert reading.article.headline == "Norway and Iceland agree on shipping"
    assert {found.term.name for found in reading.annotations.countries if found.main} == {"Norway", "Iceland"}
    assert [(gone.line, gone.text) for gone in reading.removals if "Adv" in gone.text] == [(3, "Advertisement")]
    assert [gone.line for gone in reading.removals] == sorted(gone.line for gone in reading.removals)


@pytest.mark.parametrize(
    ("settings", "taxonomy"),
    [
        pytest.param(DigestSettings(actor_threshold=1.0), "actors", id="actors"),
        pytest.param(DigestSettings(country_threshold=1.0), "countries", id="countries"),
    ],
)
def test_a_cut_of_the_settings_holds(settings: DigestSettings, taxonomy: str) -> None:
    (raw,) = decode(PASTE.encode(), name="a.txt")
    annotations = read_article(raw, base_vocabularies(), make_name_finder("rules"), settings).annotations
    assert not any(found.main for found in getattr(annotations, taxonomy))


def test_mentions_stand_where_they_say() -> None:
    article, annotations = read(PASTE).article, read(PASTE).annotations
    mentions = [mention for found in (*annotations.countries, *annotations.actors) for mention in found.mentions]
    assert mentions
    assert [article.text[mention.start : mention.end] for mention in mentions] == [mention.text for mention in mentions]


def test_reading_again_gives_the_same() -> None:
    assert read(PASTE) == read(PASTE)


@pytest.mark.parametrize("key", ["actors", "countries", "topics"])
def test_what_was_not_found_is_listed(key: str) -> None:
    text = "Rain\n\nIt rained all day and nobody knew where it came from or when it would ever stop again.\n"
    assert key in read(text).review


def test_nothing_is_looked_for_in_nothing() -> None:
    def fail(text: str) -> tuple[()]:
        raise AssertionError(text)

    fail.label = "none"  # type: ignore[attr-defined]
    (raw,) = decode(b"Advertisement\n", name="a.txt")
    reading = read_article(raw, base_vocabularies(), fail, SETTINGS)  # type: ignore[arg-type]
    if not reading.article.headline and not reading.article.text:
        assert reading.annotations == Annotations()


def test_each_article_of_a_file_is_read_in_turn() -> None:
    readings = read_file(
        PASTE.encode(),
        name="a.txt",
        vocabularies=base_vocabularies(),
        find_names=make_name_finder("rules"),
        settings=SETTINGS,
    )
    assert [reading.raw.part for reading in readings] == [1]


@pytest.mark.parametrize("key", list(REVIEW_NOTES))
def test_every_note_is_a_sentence_part(key: str) -> None:
    assert review_note(key) == REVIEW_NOTES[key]
    assert not review_note(key).endswith(".")


def test_an_unknown_key_still_says_something() -> None:
    assert review_note("of-a-later-version") == "look at it once more"
