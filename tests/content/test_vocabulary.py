"""Names, entries and vocabularies."""

import datetime as dt
import pickle
from difflib import SequenceMatcher

import pytest
from digest.content.vocabulary import (
    Vocabularies,
    Vocabulary,
    add_entry,
    base_vocabularies,
    government_of,
    make_vocabularies,
    parse_vocabulary,
)
from digest.content.vocabulary.entries import common_words
from digest.content.vocabulary.lookup import SIMILAR, make_vocabulary, may_be_alike
from digest.core.errors import VocabularyError
from digest.core.types import TAXONOMIES, Role, Taxonomy, Term
from hypothesis import given, settings
from hypothesis import strategies as st

EMPTY = Vocabularies(
    actors=Vocabulary(taxonomy="actors"),
    countries=Vocabulary(taxonomy="countries"),
    topics=Vocabulary(taxonomy="topics"),
)
COUNTRIES = """\
- name: China
  code: CN
  code3: CHN
  aliases: [PRC]
  demonyms: [Chinese]
  metonyms: [Beijing]
- {name: United States, code: US, aliases: [USA], demonyms: [American], metonyms: [White House], article: true}
- {name: Congo, code: CG, demonyms: [Congolese]}
- {name: DR Congo, code: CD, demonyms: [Congolese]}
- {name: Norway, code: 'NO'}
"""
ACTORS = """\
- {name: NATO, kind: organisation, aliases: [Nato, North Atlantic Treaty Organization]}
- {name: Wang Yi, kind: person, country: China, aliases: [王毅]}
- {name: Taliban, kind: group, country: AF}
"""


@pytest.fixture(scope="module")
def base() -> Vocabularies:
    actors = ACTORS.replace("country: AF", "country: CN")
    return make_vocabularies(EMPTY, {"countries.yaml": COUNTRIES, "actors.yaml": actors, "topics.yaml": "[]"})


def problems_of(base: Vocabularies, **texts: str) -> list[str]:
    with pytest.raises(VocabularyError) as caught:
        make_vocabularies(base, {f"vocabularies/{name}.yaml": text for name, text in texts.items()})
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        pytest.param("china", "China", id="case"),
        pytest.param("  ＣＨＩＮＡ ", "China", id="width and spaces"),
        pytest.param("PRC", "China", id="alias"),
        pytest.param("the United\u00a0States", "United States", id="article and space"),
        pytest.param("Chinese", None, id="a demonym is no name"),
        pytest.param("Beijing", None, id="a metonym is the government's name"),
        pytest.param("Norwey", None, id="unknown"),
    ],
)
def test_find_country(base: Vocabularies, name: str, found: str | None) -> None:
    term = base.countries.find(name)
    assert (term.name if term else None) == found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        pytest.param("王毅", "Wang Yi", id="another script"),
        pytest.param("nato", "NATO", id="case"),
        pytest.param("Government of China", "Government of China", id="government"),
        pytest.param("government of united states", None, id="the article stays in the middle"),
        pytest.param("Chinese government", "Government of China", id="demonym and government"),
        pytest.param("The White House", "Government of the United States", id="metonym"),
        pytest.param("Congolese government", None, id="two governments"),
        pytest.param("DR Congo government", "Government of DR Congo", id="country and government"),
    ],
)
def test_find_actor(base: Vocabularies, name: str, found: str | None) -> None:
    term = base.actors.find(name)
    assert (term.name if term else None) == found


def test_government_of_a_country_with_an_article() -> None:
    country = Term(
        taxonomy="countries", name="Maldives", slug="maldives", code="MV", demonyms=("Maldivian",), article=True
    )
    assert government_of(country) == Term(
        taxonomy="actors",
        name="Government of the Maldives",
        slug="government-of-the-maldives",
        aliases=("Maldivian government", "Maldivian authorities", "Maldives government"),
        kind="government",
        country="MV",
    )


def test_by_slug_and_of(base: Vocabularies) -> None:
    found = {taxonomy: base.of(taxonomy).by_slug("wang-yi") for taxonomy in TAXONOMIES}
    assert {taxonomy: term and term.name for taxonomy, term in found.items()} == {
        "actors": "Wang Yi",
        "countries": None,
        "topics": None,
    }


@pytest.mark.parametrize(
    ("name", "suggested"),
    [("Norwey", "Norway"), ("Chnia", "China"), ("Untied States", "United States"), ("Atlantis", None), ("", None)],
)
def test_suggest(base: Vocabularies, name: str, suggested: str | None) -> None:
    assert base.countries.suggest(name) == suggested


@pytest.mark.parametrize(
    ("name", "given", "is_near"),
    [
        pytest.param("abcde", "abcdx", True, id="just alike enough"),
        pytest.param("abcd", "abcx", False, id="not quite"),
        pytest.param("abcdef", "abcdefgh", True, id="two letters more"),
        pytest.param("abcdefgh", "abcdefghxyz", False, id="three letters more"),
        pytest.param("abcdefghijkl", "abcdefghijklxyz", True, id="three of a longer name"),
    ],
)
def test_how_near_a_suggestion_is(name: str, given: str, is_near: bool) -> None:
    vocabulary = make_vocabulary("actors", (Term(taxonomy="actors", name=name, slug=name),))
    assert vocabulary.suggest(given) == (name if is_near else None)


@given(one=st.text("abcdef ", max_size=12), other=st.text("abcdefg ", max_size=12))
@settings(max_examples=500)
def test_no_similar_names_are_passed_over(one: str, other: str) -> None:
    if SequenceMatcher(None, one, other).ratio() >= SIMILAR and one + other:
        assert may_be_alike(one, other)


def test_vocabularies_travel_to_other_processes(base: Vocabularies) -> None:
    copy = pickle.loads(pickle.dumps(base))
    assert copy == base and copy.actors.find("nato") == base.actors.find("nato")


def test_an_entry_extends_the_term_of_its_name(base: Vocabularies) -> None:
    text = """\
# people
- name: wang yi
  aliases: [Foreign Minister Wang, Wang Yi]
  wikidata: Q123
  ignore: yes
  former_slugs: [wang]
  roles: [{title: Foreign Minister of China, from: 2013-03-16, to: 2022}]
"""
    made = make_vocabularies(base, {"content/vocabularies/actors.yaml": text})
    assert made.actors.find("Foreign minister Wang") == Term(
        taxonomy="actors",
        name="Wang Yi",
        slug="wang-yi",
        aliases=("王毅", "Foreign Minister Wang", "Wang Yi"),
        former_slugs=("wang",),
        kind="person",
        country="CN",
        wikidata="Q123",
        roles=(Role(title="Foreign Minister of China", start=dt.date(2013, 3, 16), end=dt.date(2022, 1, 1)),),
        ignore=True,
    )


def test_a_name_alone_is_a_new_term(base: Vocabularies) -> None:
    made = make_vocabularies(base, {"actors.yaml": "- name: NO\n- Yes\n"})
    assert [made.actors.find(name) for name in ("no", "YES")] == [
        Term(taxonomy="actors", name="NO", slug="no"),
        Term(taxonomy="actors", name="Yes", slug="yes"),
    ]


def test_a_new_slug_keeps_the_former_one(base: Vocabularies) -> None:
    made = make_vocabularies(base, {"actors.yaml": "- {name: NATO, slug: nato-alliance}"})
    term = made.actors.by_slug("nato-alliance")
    assert term is not None and term.former_slugs == ("nato",)


def test_a_new_country_gets_a_government(base: Vocabularies) -> None:
    text = "- {name: Atlantis, code: XA, demonyms: [Atlantean]}"
    made = make_vocabularies(base, {"countries.yaml": text, "actors.yaml": "- {name: Poseidon, country: XA}"})
    assert [
        made.actors.find(name) and made.actors.find(name).country for name in ("Atlantean government", "Poseidon")
    ] == [
        "XA",
        "XA",
    ]


def test_a_government_is_extended_as_any_actor(base: Vocabularies) -> None:
    text = "- name: Government of DR Congo\n  aliases: [Kinshasa, Congolese government]\n"
    made = make_vocabularies(base, {"actors.yaml": text})
    found = [made.actors.find(name) for name in ("kinshasa", "Congolese government")]
    assert [term and term.name for term in found] == ["Government of DR Congo"] * 2


def test_an_actor_may_have_the_name_of_a_metonym(base: Vocabularies) -> None:
    made = make_vocabularies(base, {"actors.yaml": "- {name: White House, kind: organisation}"})
    found = [made.actors.find(name) for name in ("White House", "American government")]
    assert [term and term.name for term in found] == ["White House", "Government of the United States"]


def test_words_and_parents_of_topics(base: Vocabularies) -> None:
    text = """\
- {name: Politics, code: 'medtop:11000000'}
- {name: Diplomacy, parent: politics, words: {talks: 1.5, peace  deal: 2}}
- {name: Elections, parent: Politics, words: [ballot, vote]}
"""
    made = make_vocabularies(base, {"topics.yaml": text})
    assert [(term.name, term.parent, term.words) for term in made.topics.terms] == [
        ("Politics", None, {}),
        ("Diplomacy", "Politics", {"talks": 1.5, "peace deal": 2.0}),
        ("Elections", "Politics", {"ballot": 1.0, "vote": 1.0}),
    ]


PROBLEMS = {  # what is wrong: taxonomy, text, problem
    "no list": ("actors", "name: x", "1: must be a list: lines that start with '- ', or [one, another]"),
    "no name": ("actors", "- kind: person", "1: name: an entry needs a name: `- name: Wang Yi`"),
    "empty name": ("actors", "- name:\n  kind: person", "1: name: an entry needs a name: `- name: Wang Yi`"),
    "list as entry": ("actors", "- [a]", "1: an entry must be a name, or lines of `key: value` with a name"),
    "near key": ("actors", "- name: x\n  alias: [y]", "2: unknown key 'alias' (did you mean 'aliases'?)"),
    "kind": (
        "actors",
        "- name: x\n  kind: human",
        "2: kind: 'human' is unknown; write person, organisation, government or group",
    ),
    "wrong type": (
        "actors",
        "- name: x\n  kind: [person]",
        "2: kind: must be text, not a list or a mapping; put it in quotes if it starts with [ or {",
    ),
    "truth": ("actors", "- name: x\n  ignore: maybe", "2: ignore: must be true or false"),
    "country": (
        "actors",
        "- name: x\n  country: Norwey",
        "2: country: unknown country 'Norwey' (did you mean 'Norway'?)",
    ),
    "wikidata": (
        "actors",
        "- name: x\n  wikidata: 12",
        "2: wikidata: '12' cannot be used; write a Wikidata id such as Q6256",
    ),
    "common word": (
        "actors",
        "- name: x\n  aliases:\n  - May\n  - WHO",
        "3: aliases: 'May' is a common word, found in every article; remove it",
    ),
    "alias of the base": (
        "actors",
        "- name: x\n  aliases: [nato]",
        "2: aliases: 'nato' names 'NATO' of the base vocabulary already; remove it from one",
    ),
    "alias as name": (
        "actors",
        "- name: North  Atlantic Treaty Organization",
        "1: name: 'North Atlantic Treaty Organization' is another name of 'NATO'; write the entry as `name: NATO`",
    ),
    "one letter": (
        "actors",
        "- name: y\n  aliases: [X]",
        "2: aliases: 'X' is too short to identify anything; remove it",
    ),
    "alias twice": (
        "actors",
        "- name: x\n  aliases: [zz]\n- name: y\n  aliases: [zz]",
        "4: aliases: 'zz' names 'x' (vocabularies/actors.yaml:1) already; remove it from one",
    ),
    "entry twice": (
        "actors",
        "- name: x\n- name: X",
        "2: name: 'X' already has an entry, vocabularies/actors.yaml:1; merge the two",
    ),
    "key twice": ("actors", "- name: x\n  name: y", "2: name: is here twice, first on line 1; keep one of them"),
    "slug twice": (
        "actors",
        "- name: NATÓ",
        "1: slug: the slug 'nato' is the address of 'NATO' of the base vocabulary already; give one another `slug:`",
    ),
    "slug form": (
        "actors",
        "- name: x\n  former_slugs: [A b]",
        "2: former_slugs: 'A b' cannot be used; a slug has small letters a to z, digits and single hyphens, "
        "such as wang-yi",
    ),
    "role backwards": (
        "actors",
        "- name: x\n  roles: [{title: A, from: 2020-02-02, to: 2019-01-01}]",
        "2: roles: ends on 2019-01-01, before it starts on 2020-02-02",
    ),
    "role's date": (
        "actors",
        "- name: x\n  roles: [{title: A, from: soon}]",
        "2: roles.from: 'soon' is not a date; write it as 2013-03-16",
    ),
    "country's code": (
        "countries",
        "- {name: x, code: no}",
        "1: code: 'no' cannot be used; write an ISO 3166 code of two capitals such as NO",
    ),
    "topic's code": (
        "topics",
        "- {name: x, code: 'medtop:1'}",
        "1: code: 'medtop:1' cannot be used; write an IPTC code such as medtop:20000639",
    ),
    "weight": (
        "topics",
        "- {name: x, words: {a: nan}}",
        "1: words.a: 'nan' is not a weight; write a number from 0 to 100, like 1.5",
    ),
    "parent": ("topics", "- {name: x, parent: y}", "1: parent: unknown topic 'y'"),
    "own parent": ("topics", "- {name: x, parent: x}", "1: parent: goes in a circle: x > x"),
    "colon": (
        "actors",
        "- name: a: b",
        "1: not valid YAML: text that holds a colon and a space must be in quotes",
    ),
    "tab": ("actors", "- name: x\n\tkind: person", "2: not valid YAML: indent with spaces, not with tabs"),
    "open quote": ("actors", "- name: 'x\n- name: y\n", "1: not valid YAML: a quote is opened and not closed"),
    "tag": (
        "actors",
        "- name: !!python/object:os.system x",
        "1: name: the YAML tag '!!python/object:os.system' is not accepted here; write the plain text",
    ),
}


@pytest.mark.parametrize(("taxonomy", "text", "problem"), PROBLEMS.values(), ids=PROBLEMS)
def test_problem(base: Vocabularies, taxonomy: str, text: str, problem: str) -> None:
    assert problems_of(base, **{taxonomy: text}) == [f"vocabularies/{taxonomy}.yaml:{problem}"]


def test_a_circle_of_topics_is_reported_for_each(base: Vocabularies) -> None:
    text = "- {name: a, parent: b}\n- {name: b, parent: c}\n- {name: c, parent: b}\n"
    assert problems_of(base, topics=text) == [
        "vocabularies/topics.yaml:2: parent: goes in a circle: b > c > b",
        "vocabularies/topics.yaml:3: parent: goes in a circle: c > b > c",
    ]


def test_all_problems_of_all_files_at_once(base: Vocabularies) -> None:
    found = problems_of(
        base, actors="- kind: x\n- name: a\n  kind: y\n", countries="- {name: b, code: 1}", topics="- 1: 2"
    )
    assert [problem.partition(": ")[0] for problem in found] == [
        "vocabularies/actors.yaml:1",
        "vocabularies/actors.yaml:1",
        "vocabularies/actors.yaml:3",
        "vocabularies/countries.yaml:1",
        "vocabularies/topics.yaml:1",
        "vocabularies/topics.yaml:1",
    ]


def test_a_file_of_another_name_is_a_problem(base: Vocabularies) -> None:
    with pytest.raises(
        VocabularyError, match=r"people\.yaml: is not a vocabulary; they are actors, countries, topics\.yaml"
    ):
        make_vocabularies(base, {"people.yaml": "- name: x"})


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[]\n", "\ufeff- name: x\r\n", "~"])
@pytest.mark.parametrize("taxonomy", TAXONOMIES)
def test_files_that_are_fine(text: str, taxonomy: Taxonomy) -> None:
    entries = parse_vocabulary(text, file="x.yaml", taxonomy=taxonomy)
    assert [entry.name for entry in entries] == (["x"] if "name" in text else [])


@pytest.mark.parametrize(
    ("text", "added"),
    [
        pytest.param("", "- name: A\n  kind: person\n", id="empty"),
        pytest.param("# people\n", "# people\n- name: A\n  kind: person\n", id="comment"),
        pytest.param("[]\n", "- name: A\n  kind: person\n", id="empty list"),
        pytest.param("# people\n[]  # none yet\n", "# people\n# none yet\n- name: A\n  kind: person\n", id="comments"),
        pytest.param("- name: B  # b", "- name: B  # b\n- name: A\n  kind: person\n", id="no last line end"),
        pytest.param("  - name: B\n", "  - name: B\n  - name: A\n    kind: person\n", id="indented"),
        pytest.param("- name: B\r\n", "- name: B\r\n- name: A\r\n  kind: person\r\n", id="line ends of Windows"),
        pytest.param("[{name: B}] # b\n", "[{name: B}, {name: A, kind: person}] # b\n", id="flow"),
        pytest.param("[\n  {name: B},\n]\n", "[\n  {name: B}, {name: A, kind: person}]\n", id="flow over lines"),
        pytest.param("\ufeff- name: B\n", "\ufeff- name: B\n- name: A\n  kind: person\n", id="byte order mark"),
    ],
)
def test_add_entry(text: str, added: str) -> None:
    assert add_entry(text, {"name": "A", "kind": "person", "country": None, "aliases": ()}) == added


@pytest.mark.parametrize("text", ["name: x\n", "- name: x\n---\n- name: y\n", "- name: 'x\n", "text"])
def test_add_entry_refuses_what_is_no_list(text: str) -> None:
    with pytest.raises(VocabularyError):
        add_entry(text, {"name": "A"})


@given(st.text(min_size=1, max_size=30), st.lists(st.text(min_size=1), max_size=3))
def test_what_is_added_is_read_back(name: str, aliases: list[str]) -> None:
    text = add_entry("- name: B\n", {"name": name, "former_slugs": ["a-b"], "wikidata": "Q1", "x": aliases})
    assert text.startswith("- name: B\n- name: ") and text.count("\n- ") == 1


def test_common_words_are_small_and_hold_no_truth_values() -> None:
    words = common_words()
    assert {"no", "yes", "on", "off", "may"} <= words and all(word == word.lower() for word in words)


def test_the_base_vocabulary_is_whole() -> None:
    base = base_vocabularies()
    counts = [len(base.of(taxonomy).terms) for taxonomy in TAXONOMIES]
    assert [count >= least for count, least in zip(counts, (400, 240, 70), strict=True)] == [True, True, True]


@pytest.mark.parametrize("taxonomy", TAXONOMIES)
def test_base_terms_can_be_found_by_all_their_names(taxonomy: Taxonomy) -> None:
    vocabulary = base_vocabularies().of(taxonomy)
    lost = [(term.name, name) for term in vocabulary.terms for name in (term.name, *term.aliases)
            if vocabulary.find(name) is not term]  # fmt: skip
    assert lost == []


# --- The root of a topic ----------------------------------------------------------------------------------------------

TREE = """\
- name: Top
- {name: Middle, parent: Top}
- {name: Leaf, parent: Middle}
"""


@pytest.mark.parametrize(("name", "root"), [("Leaf", "Top"), ("Middle", "Top"), ("Top", "Top")])
def test_the_root_of_a_topic(base: Vocabularies, name: str, root: str) -> None:
    topics = make_vocabularies(base, {"topics.yaml": TREE}).topics
    term = topics.find(name)
    assert term is not None
    assert topics.root_of(term).name == root


@pytest.mark.parametrize(
    "parents", [{"a": "nobody"}, {"a": "b", "b": "a"}, {"a": "a"}], ids=["unknown", "a circle of two", "its own parent"]
)
def test_the_root_is_as_far_up_as_it_goes(parents: dict[str, str]) -> None:
    terms = [Term(taxonomy="topics", name=name, slug=name, parent=parent) for name, parent in parents.items()]
    assert make_vocabulary("topics", terms).root_of(terms[0]).name == list(parents)[-1]


# --- What each key of an entry may hold -------------------------------------------------------------------------------


def read_one(text: str, taxonomy: Taxonomy = "actors") -> dict[str, object]:
    (entry,) = parse_vocabulary(text, file="x.yaml", taxonomy=taxonomy)
    return dict(entry.values)


@pytest.mark.parametrize(
    ("text", "taxonomy", "values"),
    [
        ("- {name: x, kind: PERSON, country: Norway}", "actors", {"kind": "person", "country": "Norway"}),
        ("- {name: x, aliases: yy}", "actors", {"aliases": ("yy",)}),
        ("- {name: x, aliases: [yy, yy, US, 'A  B', é]}", "actors", {"aliases": ("yy", "US", "A B", "é")}),
        ("- {name: x, slug: a-b, former_slugs: [c, d-1]}", "actors", {"slug": "a-b", "former_slugs": ("c", "d-1")}),
        ("- {name: x, ignore: yes, wikidata: Q1}", "actors", {"ignore": True, "wikidata": "Q1"}),
        ("- {name: x, ignore: false}", "actors", {"ignore": False}),
        ("- {name: x, kind: , country: ~, aliases: }", "actors", {"country": "~", "aliases": ()}),
        (
            "- {name: x, roles: [{title: a, from: 2013, to: 2014-02}, {title: b, from: , to: null}, {title: c}]}",
            "actors",
            {
                "roles": (
                    Role(title="a", start=dt.date(2013, 1, 1), end=dt.date(2014, 2, 1)),
                    Role(title="b"),
                    Role(title="c"),
                )
            },
        ),
        (
            "- {name: x, roles: [{title: a, from: 2013-03-16, to: 2013-03-16}]}",
            "actors",
            {"roles": (Role(title="a", start=dt.date(2013, 3, 16), end=dt.date(2013, 3, 16)),)},
        ),
        (
            "- {name: x, code: NO, code3: NOR, demonyms: [Norse], capitals: [Oslo], places: [Bergen], article: true}",
            "countries",
            {
                "code": "NO",
                "code3": "NOR",
                "demonyms": ("Norse",),
                "capitals": ("Oslo",),
                "places": ("Bergen",),
                "article": True,
            },
        ),
        (
            "- {name: x, code: 'medtop:20000639', parent: y, words: {a  b: 1.5, c: 0, d: 100}}",
            "topics",
            {"code": "medtop:20000639", "parent": "y", "words": {"a b": 1.5, "c": 0.0, "d": 100.0}},
        ),
        ("- {name: x, words: [a, b]}", "topics", {"words": {"a": 1.0, "b": 1.0}}),
        ("- x", "actors", {}),
    ],
)
def test_values_of_an_entry(text: str, taxonomy: Taxonomy, values: dict[str, object]) -> None:
    assert read_one(text, taxonomy) == values


def test_an_entry_knows_its_lines() -> None:
    text = "# Mine\n- aliases: [yy]\n  name: x\n- z\n"
    first, second = parse_vocabulary(text, file="x.yaml", taxonomy="actors")
    assert (first.name, first.line, dict(first.lines)) == ("x", 3, {"aliases": 2, "name": 3})
    assert (second.name, second.line, dict(second.lines)) == ("z", 4, {})


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("- {kind: person}", ["1: name: an entry needs a name: `- name: Wang Yi`"]),
        ("- {name: }", ["1: name: an entry needs a name: `- name: Wang Yi`"]),
        (
            "- {name: [x]}",
            ["1: name: must be text, not a list or a mapping; put it in quotes if it starts with [ or {"],
        ),
        ("- [x]", ["1: an entry must be a name, or lines of `key: value` with a name"]),
        (f"- {'n' * 201}", [f"1: name: '{'n' * 40}'... is not a name: use at most 200 characters, on one line"]),
        ("- {name: x, aliases: [the, The, THE]}", ["is a common word"] * 2),
        ("- {name: x, aliases: [é, y, Y]}", ["is too short to identify anything"] * 2),
        ("- {name: x, roles: [{from: 2013-03-16}]}", ["1: roles: a role needs a title"]),
        (
            "- {name: x, roles: [{title: a, from: 2014-01-01, to: 2013-12-31}]}",
            ["1: roles: ends on 2013-12-31"],
        ),
        ("- {name: x, roles: [{title: a, when: b}]}", ["1: roles: unknown key 'when' (the keys are title, from, to)"]),
        ("- {name: x, kinds: person}", ["1: unknown key 'kinds' (did you mean 'kind'?)"]),
    ],
)
def test_what_an_entry_cannot_hold(text: str, problems: list[str]) -> None:
    with pytest.raises(VocabularyError) as caught:
        parse_vocabulary(text, file="x.yaml", taxonomy="actors")
    found = [str(problem).removeprefix("x.yaml:") for problem in caught.value.problems]
    assert len(found) == len(problems)
    assert all(expected in one for expected, one in zip(problems, found, strict=True))


def test_a_name_has_200_characters_at_most() -> None:
    assert parse_vocabulary(f"- {'n' * 200}", file="x.yaml", taxonomy="actors")[0].name == "n" * 200


@pytest.mark.parametrize("weight", ["-0.1", "100.5", "much", "nan", "[1]"])
def test_weights_are_from_0_to_100(weight: str) -> None:
    with pytest.raises(VocabularyError, match="is not a weight; write a number from 0 to 100"):
        parse_vocabulary(f"- {{name: x, words: {{a: {weight}}}}}", file="x.yaml", taxonomy="topics")
