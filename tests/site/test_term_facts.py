"""Who or what a term is, in a sentence; what an index sorts it by; where a country lies."""

import datetime as dt
from typing import Any

import pytest
from digest.content.vocabulary import base_vocabularies
from digest.core.types import Role, Term
from digest.site.plan.locator import make_locator
from digest.site.plan.post_cards import make_ref
from digest.site.plan.term_facts import describe_term, index_name
from digest.site.plan.world import read_geometry

COUNTRIES = base_vocabularies().countries
UNITED_STATES = COUNTRIES.find("United States")


def actor(**fields: Any) -> Term:
    return Term(**({"taxonomy": "actors", "name": "X", "slug": "x"} | fields))


def say(term: Term, *, linked: bool = False, parent: Term | None = None) -> str:
    country = UNITED_STATES if term.country else None
    ref = make_ref(country) if linked and country else None
    pieces = describe_term(term, country=country, country_ref=ref, parent=make_ref(parent) if parent else None)
    return "".join(piece if isinstance(piece, str) else f"[{piece.name}]" for piece in pieces)


OFFICES = (
    Role(title="President", start=dt.date(2021, 1, 20)),
    Role(title="Vice President", start=dt.date(2009, 1, 20), end=dt.date(2017, 1, 20)),
)


@pytest.mark.parametrize(
    ("term", "sentence"),
    [
        pytest.param(actor(kind="person"), "A person.", id="person"),
        pytest.param(actor(kind="person", country="US"), "A person from the United States.", id="with-country"),
        pytest.param(
            actor(kind="person", roles=OFFICES),
            "A person: Vice President from 20 January 2009 to 20 January 2017; President since 20 January 2021.",
            id="with-offices",
        ),
        pytest.param(actor(kind="person", roles=(Role(title="Envoy"),)), "A person: Envoy.", id="no-dates"),
        pytest.param(actor(kind="organisation"), "An organisation.", id="organisation"),
        pytest.param(actor(kind="group", country="US"), "A group from the United States.", id="group"),
        pytest.param(actor(kind="government", country="US"), "The government of the United States.", id="government"),
        pytest.param(actor(kind="government"), "", id="government-of-none"),
        pytest.param(actor(), "", id="unknown"),
        pytest.param(
            Term(taxonomy="countries", name="X", slug="x", capitals=("Y",)), "Its capital is Y.", id="capital"
        ),
        pytest.param(
            Term(taxonomy="countries", name="X", slug="x", capitals=("A", "B", "C")),
            "Its capitals are A, B and C.",
            id="capitals",
        ),
        pytest.param(Term(taxonomy="countries", name="X", slug="x"), "", id="no-capital"),
        pytest.param(Term(taxonomy="topics", name="X", slug="x"), "", id="topic"),
    ],
)
def test_sentence(term: Term, sentence: str) -> None:
    assert say(term) == sentence


def test_a_country_or_topic_with_a_page_is_linked() -> None:
    assert say(actor(kind="person", country="US"), linked=True) == "A person from the [United States]."
    topic = Term(taxonomy="topics", name="X", slug="x", parent="Y")
    assert say(topic, parent=Term(taxonomy="topics", name="Y", slug="y")) == "A part of [Y]."


@pytest.mark.parametrize(
    ("name", "kind", "country", "expected"),
    [
        ("Joe Biden", "person", "US", "Biden, Joe"),
        ("Wang Yi", "person", "CN", "Wang Yi"),
        ("Jean-Yves Le Drian", "person", "FR", "Le Drian, Jean-Yves"),
        ("Ursula von der Leyen", "person", "DE", "von der Leyen, Ursula"),
        ("Joseph R. Biden Jr.", "person", "US", "Biden Jr., Joseph R."),
        ("Bashar al-Assad", "person", "SY", "al-Assad, Bashar"),
        ("Сергей Лавров", "person", "RU", "Лавров, Сергей"),
        ("王毅", "person", None, "王毅"),
        ("Pelé", "person", "BR", "Pelé"),
        ("<b> & 3", "person", None, "<b> & 3"),
        ("European Union", "organisation", None, "European Union"),
    ],
)
def test_index_name(name: str, kind: Any, country: str | None, expected: str) -> None:
    assert index_name(actor(name=name, kind=kind, country=country)) == expected


def test_every_country_of_the_map_has_a_part_of_it() -> None:
    geometry = read_geometry()
    for code in {*geometry.shapes, *geometry.dots}:
        found = make_locator(code)
        assert found is not None
        assert bool(found.countries) != bool(found.dots), code
        assert 0 <= found.left <= geometry.width - found.width
        assert 0 <= found.top <= geometry.height - found.height
        assert len(found.land) < 40_000


def test_neighbours_are_on_the_map_and_others_are_not() -> None:
    found, geometry = make_locator("PT"), read_geometry()
    assert found is not None
    assert geometry.shapes["ES"][:20] in found.land
    assert geometry.shapes["NZ"][:20] not in found.land


@pytest.mark.parametrize("code", [None, "ZZ"])
def test_no_map_of_what_is_not_on_it(code: str | None) -> None:
    assert make_locator(code) is None


def test_a_map_of_several_leaves_out_what_is_far() -> None:
    near, far = make_locator("FR", "DE"), make_locator("FR", "NZ")
    assert near is not None
    assert far is not None
    assert near.countries.count("M") > far.countries.count("M")
    assert far == make_locator("FR")
