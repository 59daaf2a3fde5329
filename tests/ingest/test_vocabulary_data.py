"""The base data: codes that exist, nothing missing, names as IPTC has them."""

import csv
from pathlib import Path

import pycountry
import pytest
from digest.content.vocabulary import base_vocabularies
from digest.ingest.annotate.countries.context import NONE, country_context

MEDIA_TOPICS = Path(__file__).parents[2] / "../shared/check/iptc-mediatopics.tsv"
KOSOVO = "XK"  # no code of ISO's, but in use
COUNTRIES = base_vocabularies().countries.terms
TOPICS = base_vocabularies().topics
CODES = {term.code for term in COUNTRIES}


def test_every_country_is_there_once() -> None:
    assert sorted(term.code or "" for term in COUNTRIES) == sorted(
        [KOSOVO, *(country.alpha_2 for country in pycountry.countries)]
    )


def test_three_letter_codes() -> None:
    expected = {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {KOSOVO: "XKX"}
    assert {term.code: term.code3 for term in COUNTRIES} == expected


@pytest.mark.parametrize("country", list(pycountry.countries), ids=lambda country: country.alpha_2)
def test_iso_names_are_found(country: object) -> None:
    names = [getattr(country, key, None) for key in ("common_name", "name")]
    plain = [form for name in names if name for form in (name, name.partition(",")[0].partition(" (")[0])]
    found = {term.code for name in plain if (term := base_vocabularies().countries.find(name))}
    assert country.alpha_2 in found or "Congo" in plain or "Virgin Islands" in plain  # type: ignore[attr-defined]


def test_states_have_demonyms_and_capitals() -> None:
    large = {"AQ", "HK", "MO", "SG", "MC", "PR", "GI", "NU", "TK", "NF", "FK", "PM", "SJ", "VA", "LU", "KW", "GT", "PA"}
    few = [
        term.name
        for term in COUNTRIES
        if term.aliases and term.places and term.metonyms and not (term.demonyms or term.code in large)
    ]
    assert few == []


def test_metonyms_are_enough() -> None:
    assert sum(len(set(term.metonyms) - set(term.capitals)) for term in COUNTRIES) >= 25
    assert sum(len(term.metonyms) for term in COUNTRIES) >= 60


def test_no_name_has_two_owners_unless_the_context_tells_them_apart() -> None:
    owners: dict[str, set[str]] = {}
    for term in COUNTRIES:
        for form in (term.name, *term.aliases, *term.demonyms, *term.capitals, *term.metonyms, *term.places):
            owners.setdefault(form, set()).add(term.code or "")
    shared = {form for form, codes in owners.items() if len(codes) > 1}
    assert shared - country_context().readings.keys() == set()


def test_codes_of_the_context_exist() -> None:
    context = country_context()
    used = {code for readings in context.readings.values() for code in (*readings.cues, readings.otherwise or NONE)}
    used |= {code for codes in context.pairs.values() for code in codes}
    used |= {*context.prefixes.values(), *context.states.values(), *context.signs}
    assert used - CODES == {NONE}


def test_topics_have_words_and_weights() -> None:
    assert [term.name for term in TOPICS.terms if not term.words] == []
    assert {weight for term in TOPICS.terms for weight in term.words.values() if not 0 < weight <= 5} == set()


def test_topics_have_the_17_tops() -> None:
    assert len([term for term in TOPICS.terms if term.parent is None]) == 17


@pytest.mark.skipif(not MEDIA_TOPICS.is_file(), reason="IPTC's table of codes is not here")
def test_topics_are_iptcs() -> None:
    with MEDIA_TOPICS.open(encoding="utf-8", newline="") as file:
        rows = {row["code"]: row for row in csv.DictReader(file, delimiter="\t")}
    tops = {term.name: TOPICS.root_of(term) for term in TOPICS.terms}
    expected = {}
    for term in TOPICS.terms:
        row = rows[term.code or ""]
        expected[term.name] = (row["name"][0].upper() + row["name"][1:], row["top"])
    assert {name: (name, top.code) for name, top in tops.items()} == expected
