"""The word lists and organisations that ship with the plugin."""

from pathlib import Path

import pycountry
import pytest
import yaml
from digest.content.vocabulary import fold_name
from digest.core.types import ACTOR_KINDS
from digest.ingest.names.words import name_words

DATA = Path(__file__).parents[2] / "plugins/digest/data"
ORGANISATIONS = yaml.safe_load((DATA / "organisations.yaml").read_text(encoding="utf-8"))


def test_there_are_enough_organisations() -> None:
    assert len(ORGANISATIONS) >= 200


def test_entries_have_the_schema() -> None:
    for entry in ORGANISATIONS:
        assert entry.keys() <= {"name", "kind", "country", "aliases", "wikidata"}, entry
        assert entry["kind"] in ACTOR_KINDS, entry
        assert all(isinstance(name, str) for name in (entry["name"], *entry.get("aliases", ()))), entry


def test_countries_are_iso_codes() -> None:
    codes = {country.alpha_2 for country in pycountry.countries} | {"XK"}
    assert {entry["country"] for entry in ORGANISATIONS if "country" in entry} <= codes


def test_no_name_has_two_owners() -> None:
    owners: dict[str, str] = {}
    for entry in ORGANISATIONS:
        for name in (entry["name"], *entry.get("aliases", ())):
            assert owners.setdefault(fold_name(name), entry["name"]) == entry["name"], name


@pytest.mark.parametrize("name", ["NATO", "Nato", "UN", "EU", "Taliban", "Islamic State", "Hamas", "IMF", "WHO", "ICC"])
def test_well_known_names_are_there(name: str) -> None:
    names = {name for entry in ORGANISATIONS for name in (entry["name"], *entry.get("aliases", ()))}
    assert name in names


def test_word_lists_are_words() -> None:
    assert "No" in name_words().stop_words
    assert {"Wang", "Kim", "Nguyen"} <= name_words().surnames_first
