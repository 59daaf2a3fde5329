"""Why a name is or is not a tag: `digest explain --why`, and the evidence of each actor."""

import json

import pytest
from digest.content.vocabulary import base_vocabularies
from digest.core.settings import DigestSettings
from digest.core.types import Reading
from digest.ingest.annotate.actors.evidence import actor_weights
from digest.ingest.decode import decode
from digest.ingest.explain import format_row, format_why, make_row
from digest.ingest.names import make_name_finder
from digest.ingest.pipeline import read_article
from digest.ingest.reasons import describe_evidence

PASTE = """\
Norway and Iceland agree on shipping

The ministers of Norway and Iceland met in Oslo. NATO said no to it. Minister Ann Berg, of Norway's Labour Party, said
that the talks would go on. Berg said so twice. The harbour was closed.

Share on Facebook
"""


def read() -> Reading:
    (raw,) = decode(PASTE.encode(), name="a.txt")
    return read_article(raw, base_vocabularies(), make_name_finder("rules"), DigestSettings())


def why(name: str) -> list[str]:
    return format_why("a.txt", read(), name, threshold=0.2).split("\n")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        pytest.param("Ann Berg", "  Ann Berg (person) is tagged", id="an actor"),
        pytest.param("berg", "  Ann Berg (person) is tagged", id="by another of its names"),
        pytest.param("Norway", "  Norway (countries) is tagged", id="a country"),
        pytest.param("harbour", "  it stands in 1 place, and nothing takes it for a name", id="a word"),
        pytest.param("Facebook", "  line 6 has it, which was removed: ", id="a removed line"),
        pytest.param("Chile", "  it does not stand in the article", id="nowhere"),
    ],
)
def test_a_name_is_told_what_became_of_it(name: str, line: str) -> None:
    assert any(each.startswith(line) for each in why(name))


def test_evidence_is_quoted_and_added_up() -> None:
    lines = why("Ann Berg")
    assert any("it says or does something: …" in line and "Minister Ann Berg" in line for line in lines)
    assert lines[-1].endswith("together, -1.39 needed")


def test_evidence_in_json_adds_up_to_the_verdict() -> None:
    row = json.loads(format_row(make_row("a.txt", read(), base_vocabularies())))
    for actor in row["actors"]:
        total = sum(each["weight"] for each in actor["evidence"])
        assert (total >= -1.4) == actor["main"] or "left out" in actor["why"]
        for each in actor["evidence"]:
            assert set(each) == {"rule", "weight", "start", "end"}
            place = None if each["start"] is None else row["text"][each["start"] : each["end"]]
            assert place is None or place in {mention["text"] for mention in actor["mentions"]}


def test_each_weight_has_words() -> None:
    assert all(describe_evidence(rule) for rule in actor_weights())
