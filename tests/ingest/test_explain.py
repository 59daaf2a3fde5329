"""A reading told to the editor: each term with its sentence and the reason."""

import pytest
from digest.content.vocabulary import base_vocabularies
from digest.core.settings import DigestSettings
from digest.ingest.decode import decode
from digest.ingest.explain import format_reading
from digest.ingest.names import make_name_finder
from digest.ingest.pipeline import read_article

PASTE = """\
Norway and Iceland agree on shipping

The ministers of Norway and Iceland met in Oslo. NATO said no to it. The long war in Chad goes on, said Dr. Ann Berg.

Officials were asked about the costs.
"""


def told() -> list[str]:
    (raw,) = decode(PASTE.encode(), name="a.txt")
    reading = read_article(raw, base_vocabularies(), make_name_finder("rules"), DigestSettings())
    return format_reading("a.txt", reading).split("\n")


@pytest.mark.parametrize(
    ("term", "sentence"),
    [
        pytest.param("Norway (NO)", "The ministers of Norway and Iceland met in Oslo.", id="a country"),
        pytest.param("NATO (organisation)", "NATO said no to it.", id="an actor"),
        pytest.param("Ann Berg (person)", "The long war in Chad goes on, said Dr. Ann Berg.", id="an abbreviation"),
        pytest.param("Economy, business and finance", "Officials were asked about the costs.", id="a topic's word"),
    ],
)
def test_a_term_is_told_with_its_sentence(term: str, sentence: str) -> None:
    lines = told()
    place = next(number for number, line in enumerate(lines) if term in line)
    assert lines[place + 1].strip() == sentence


def test_what_is_left_out_is_told_with_its_reason() -> None:
    (line,) = (line for line in told() if "Economy" in line)
    assert line.startswith("    - ")
    assert "; left out: too little speaks for it [costs]" in line
