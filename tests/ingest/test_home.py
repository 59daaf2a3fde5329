"""The country of an article in which none is main: by its known actors and by what alone it names."""

import pytest
from digest.content.vocabulary import base_vocabularies
from digest.core.settings import DigestSettings
from digest.core.types import Article
from digest.ingest.names import make_name_finder
from digest.ingest.pipeline import annotate

BASE = base_vocabularies()
FAR = "It rained all day. " * 300


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param(
            "Verizon sued AT&T. Verizon said so on Monday, and AT&T said nothing.", ["US"], id="actors of one country"
        ),
        pytest.param("Verizon sued Siemens. Verizon said so, and Siemens said no.", [], id="actors of two countries"),
        pytest.param(f"{FAR}Boats left Lyon, and others came to Toulouse.", ["FR"], id="places of one country, late"),
        pytest.param(f"{FAR}Boats left Lyon, and others came to Seville.", [], id="places of two"),
        pytest.param(
            "Oslo is glad. Verizon sued AT&T. Verizon said so, and AT&T said nothing.", ["NO"], id="one is main"
        ),
        pytest.param(
            f"Oslo is glad. Minister Ann Berg spoke in Oslo. Verizon said so. {FAR}Boats left Ohio. Others left Iowa.",
            ["NO", "US"],
            id="named late, but its firm acts",
        ),
        pytest.param(
            f"Oslo is glad. Minister Ann Berg spoke in Oslo. {FAR}Boats left Ohio. Others left Iowa.",
            ["NO"],
            id="named late, nobody acts",
        ),
        pytest.param("It rained all day.", [], id="nothing"),
    ],
)
def test_home(text: str, codes: list[str]) -> None:
    article = Article(headline="A day", text=text, body=text)
    found = annotate(article, BASE, make_name_finder("rules"), DigestSettings())
    assert [one.term.code for one in found.countries if one.main] == codes
