"""What each key of a vocabulary's entry holds, and what is said of anything else."""

import datetime as dt

import pytest
from digest.content.vocabulary import base_vocabularies, parse_vocabulary
from digest.content.vocabulary.entries import Entry
from digest.core.errors import VocabularyError
from digest.core.types import TAXONOMIES, Role, Taxonomy

ROLE = "a role needs a title: {title: Foreign Minister, from: 2013-03-16}"
WEIGHT = "is not a weight; write a number from 0 to 100, like 1.5"
DATE = "is not a date; write it as 2013-03-16"
COUNTRY = """\
- name: "Arms  and\tLegs"
  code: AB
  code3: ABC
  aliases: [A B, A B]
  demonyms: Armish
  capitals: [Legtown]
  metonyms: [The Leg]
  places: []
  article: yes
  slug: arms
  former_slugs: [arm, leg-2]
  wikidata: Q12
  ignore: false
"""
ACTOR = """\
# mine
- Bo
- name: Ann
  kind: person
  country: Norway
  roles:
    - {title: Minister, from: 2013, to: 2014-05}
    - {title: Member, from: 2015-06-07, to: ~}
"""


def read(text: str, taxonomy: Taxonomy = "actors") -> tuple[Entry, ...]:
    return parse_vocabulary(text, file="v.yaml", taxonomy=taxonomy)


def test_a_country_with_every_key() -> None:
    (entry,) = read(COUNTRY, "countries")
    assert (entry.file, entry.line, entry.name) == ("v.yaml", 1, "Arms and Legs")
    assert entry.values == {
        "code": "AB",
        "code3": "ABC",
        "aliases": ("A B",),
        "demonyms": ("Armish",),
        "capitals": ("Legtown",),
        "metonyms": ("The Leg",),
        "places": (),
        "article": True,
        "slug": "arms",
        "former_slugs": ("arm", "leg-2"),
        "wikidata": "Q12",
        "ignore": False,
    }
    assert (entry.lines["name"], entry.lines["ignore"]) == (1, 13)


@pytest.mark.parametrize("text", [ACTOR, f"\ufeff{ACTOR}", ACTOR.replace("\n", "\r\n"), ACTOR.replace("\n", "\r")])
def test_actors_by_name_alone_and_with_offices(text: str) -> None:
    bo, ann = read(text)
    assert bo == Entry(file="v.yaml", line=2, lines={}, name="Bo", values={})
    assert (ann.line, ann.values) == (
        3,
        {
            "kind": "person",
            "country": "Norway",
            "roles": (
                Role(title="Minister", start=dt.date(2013, 1, 1), end=dt.date(2014, 5, 1)),
                Role(title="Member", start=dt.date(2015, 6, 7)),
            ),
        },
    )


@pytest.mark.parametrize(
    ("words", "weights"),
    [
        ("[a, b c]", {"a": 1.0, "b c": 1.0}),
        ("{a: 0, 'b  c': 100, d: 1.5}", {"a": 0.0, "b c": 100.0, "d": 1.5}),
    ],
)
def test_words_of_a_topic(words: str, weights: dict[str, float]) -> None:
    (entry,) = read(f"- {{name: x, words: {words}}}", "topics")
    assert entry.values == {"words": weights}


@pytest.mark.parametrize(
    ("taxonomy", "keys", "problem"),
    [
        pytest.param("topics", "words: {a: -0.1}", f"words.a: '-0.1' {WEIGHT}", id="a weight below 0"),
        pytest.param("topics", "words: {a: 100.1}", f"words.a: '100.1' {WEIGHT}", id="a weight above 100"),
        pytest.param("topics", "words: {a: [1]}", f"words.a: '' {WEIGHT}", id="a list as weight"),
        pytest.param("actors", "roles: [{from: 2013}]", f"roles: {ROLE}", id="a role without a title"),
        pytest.param("actors", "roles: [{title: A, to: then}]", f"roles.to: 'then' {DATE}", id="a role's end"),
        pytest.param("actors", "roles: [{title: A, from: 20131}]", f"roles.from: '20131' {DATE}", id="five digits"),
        pytest.param(
            "actors",
            "roles: [{title: A, form: 2013}]",
            "roles: unknown key 'form' (did you mean 'from'?)",
            id="a role's key",
        ),
        pytest.param(
            "actors",
            "roles: [{title: A, zzz: 2013}]",
            "roles: unknown key 'zzz' (the keys are title, from, to)",
            id="a role's key that is near none",
        ),
        pytest.param(
            "actors",
            'aliases: ["a\\x07b"]',
            "aliases: 'a\\x07b' holds a control character; delete it",
            id="a control character",
        ),
        pytest.param(
            "actors",
            f"aliases: [{'ab' * 101}]",
            f"aliases: {'ab' * 20!r}... is not a name: use at most 200 characters, on one line",
            id="a long name",
        ),
        pytest.param(
            "actors",
            "slug: a--b",
            "slug: 'a--b' cannot be used; a slug has small letters a to z, digits and single hyphens, such as wang-yi",
            id="a slug",
        ),
        pytest.param(
            "actors", "wikidata: Q0", "wikidata: 'Q0' cannot be used; write a Wikidata id such as Q6256", id="an id"
        ),
        pytest.param(
            "countries",
            "code: NOR",
            "code: 'NOR' cannot be used; write an ISO 3166 code of two capitals such as NO",
            id="two capitals",
        ),
        pytest.param(
            "countries",
            "code3: XY",
            "code3: 'XY' cannot be used; write an ISO 3166 code of three capitals such as NOR",
            id="three capitals",
        ),
        pytest.param("countries", "article: perhaps", "article: must be true or false", id="an article"),
        pytest.param(
            "countries",
            "capitals: [May]",
            "capitals: 'May' is a common word, found in every article; remove it",
            id="a common word",
        ),
    ],
)
def test_what_a_key_may_not_hold(taxonomy: Taxonomy, keys: str, problem: str) -> None:
    with pytest.raises(VocabularyError) as caught:
        read(f"- name: x\n  {keys}\n", taxonomy)
    assert [str(problem) for problem in caught.value.problems] == [f"v.yaml:2: {problem}"]


def test_names_have_up_to_two_hundred_characters_and_aliases_of_one_may_be_of_another_script() -> None:
    (entry,) = read(f"- {{name: {'a' * 200}, aliases: [王, WHO]}}")
    assert (len(entry.name), entry.values["aliases"]) == (200, ("王", "WHO"))


@pytest.mark.parametrize("taxonomy", TAXONOMIES)
def test_a_vocabulary_and_its_terms_are_of_its_taxonomy(taxonomy: Taxonomy) -> None:
    vocabulary = base_vocabularies().of(taxonomy)
    assert {vocabulary.taxonomy, *(term.taxonomy for term in vocabulary.terms)} == {taxonomy}
