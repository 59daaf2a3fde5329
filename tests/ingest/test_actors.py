"""Actors: who acts in an article, under one name, by rules alone."""

import pytest
from digest.content.vocabulary import base_vocabularies, make_vocabularies
from digest.core.settings import DigestSettings
from digest.core.types import Annotation, Article, NamedSpan, Reason
from digest.ingest.annotate.actors import find_actors
from digest.ingest.annotate.actors.names import is_same_person, parse_name
from digest.ingest.annotate.actors.phrases import PhraseIndex, scan
from digest.ingest.annotate.actors.span_set import Taken
from digest.ingest.names import make_name_finder, reading_text
from digest.ingest.pipeline import annotate
from digest.ingest.reasons import IN_HEADLINE

RULES = make_name_finder("rules")
BASE = base_vocabularies()
CUT = DigestSettings().actor_threshold


def actors_of(text: str, headline: str | None = None, editor: str = "", **fields: object) -> tuple[Annotation, ...]:
    article = Article(headline=headline, text=text, body=text, **fields)  # type: ignore[arg-type]
    vocabularies = make_vocabularies(BASE, {"content/vocabularies/actors.yaml": editor}) if editor else BASE
    return find_actors(
        article, vocabularies, RULES(reading_text(article)[0]), most=DigestSettings().max_actors, cut=CUT
    )


def named(text: str, **more: str) -> dict[str, list[str]]:
    return {one.term.name: [mention.text for mention in one.mentions] for one in actors_of(text, **more)}


@pytest.mark.parametrize(
    ("text", "name", "mentions"),
    [
        pytest.param(
            "Foreign Minister Wang Yi spoke. Wang said no. It was Wang’s third call, the Wang-Lavrov talks.",
            "Wang Yi",
            ["Wang Yi", "Wang", "Wang", "Wang"],
            id="surname first, possessive and hyphen",
        ),
        pytest.param("Leader Kim Jong-un came. Kim left.", "Kim Jong-un", ["Kim Jong-un", "Kim"], id="Korean"),
        pytest.param(
            "Ursula von der Leyen spoke. Von der Leyen left.",
            "Ursula von der Leyen",
            ["Ursula von der Leyen", "Von der Leyen"],
            id="particles",
        ),
        pytest.param(
            "Von der Leyen signs. It was Ursula von der Leyen who spoke. Von der Leyen left.",
            "Ursula von der Leyen",
            ["Von der Leyen", "Ursula von der Leyen", "Von der Leyen"],
            id="particles, the short form first",
        ),
        pytest.param(
            "Bill Clinton met Hillary Clinton. Bill Clinton left.",
            "Bill Clinton",
            ["Bill Clinton", "Bill Clinton"],
            id="a given name that is a word",
        ),
        pytest.param("Novelist China Mieville said so.", "China Mieville", ["China Mieville"], id="a calling"),
        pytest.param("J.D. Vance and A.P.J. Singh said so.", "A.P.J. Singh", ["A.P.J. Singh"], id="no agency A.P."),
        pytest.param(
            "Crown Prince Mohammed bin Salman met envoys. Bin Salman left.",
            "Mohammed bin Salman",
            ["Mohammed bin Salman", "Bin Salman"],
            id="son of",
        ),
        pytest.param(
            "President Abdel-Fattah al-Sisi spoke. Sisi left.",
            "Abdel Fattah el-Sisi",
            ["Abdel-Fattah al-Sisi", "Sisi"],
            id="Arabic article",
        ),
        pytest.param(
            "Senator B. U. Ekwueme died. Benjamin Ekwueme was 60, and Mr Ekwueme’s sons wept.",
            "Benjamin Ekwueme",
            ["B. U. Ekwueme", "Benjamin Ekwueme", "Ekwueme"],
            id="initials",
        ),
        pytest.param(
            "Ramon Miguel Gomez Carrera spoke. President Gomez Carrera left.",
            "Ramon Miguel Gomez Carrera",
            ["Ramon Miguel Gomez Carrera", "Gomez Carrera"],
            id="two surnames",
        ),
        pytest.param(
            "President Volodymyr Zelensky spoke. Zelenskiy left, Mr Zelenskyy said.",
            "Volodymyr Zelensky",
            ["Volodymyr Zelensky", "Zelenskyy"],
            id="spellings",
        ),
    ],
)
def test_forms_of_a_name_are_one_person(text: str, name: str, mentions: list[str]) -> None:
    assert named(text)[name] == mentions


def test_two_people_of_one_surname_stay_apart() -> None:
    text = "Ann Keller spoke. Keller smiled. Later Tom Keller sang. Keller was loud."
    assert named(text) == {"Ann Keller": ["Ann Keller", "Keller"], "Tom Keller": ["Tom Keller", "Keller"]}


def test_a_headline_in_capitals_counts() -> None:
    found = actors_of("The minister, Wang Yi, spoke in Oslo.", headline="WANG YI VISITS THE OLD HARBOUR TOWN")
    assert [(one.term.name, IN_HEADLINE in one.reasons) for one in found][:1] == [("Wang Yi", True)]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        pytest.param("Chinese Foreign Minister Wang Yi spoke.", "CN", id="adjective and office"),
        pytest.param("Russia’s foreign minister Sergey Lavrov spoke.", "RU", id="possessive and office"),
        pytest.param("Minister Sergey Lavrov of Russia spoke.", "RU", id="of the country"),
        pytest.param("Kenya lost to Amina Odhiambo, 30.", None, id="no office between"),
    ],
)
def test_a_role_gives_the_country(text: str, country: str | None) -> None:
    assert [one.term.country for one in actors_of(text) if one.term.kind == "person"] == [country]


def test_a_new_person_is_not_known() -> None:
    term = actors_of("Mayor Tom Brandt spoke.")[0].term
    assert (term.name, term.slug, term.kind, term.known) == ("Tom Brandt", "tom-brandt", "person", False)


@pytest.mark.parametrize(
    ("text", "governments"),
    [
        pytest.param("Beijing said no.", ["Government of China"], id="capital that speaks"),
        pytest.param("US officials left.", ["Government of the United States"], id="officials"),
        pytest.param("Washington has long called for talks.", ["Government of the United States"], id="calls for"),
        pytest.param("The Kremlin was silent.", ["Government of Russia"], id="seat"),
        pytest.param("They accused Iran of lying.", ["Government of Iran"], id="accused"),
        pytest.param("Officials in Quito agreed.", ["Government of Ecuador"], id="officials in"),
        pytest.param(
            "Beijing and Moscow agreed to talk.", ["Government of China", "Government of Russia"], id="together"
        ),
        pytest.param("The Chinese foreign ministry spoke.", ["Government of China"], id="ministry"),
        pytest.param("The fall of Kabul was swift.", [], id="the fall of a city"),
        pytest.param("It snowed in Moscow.", [], id="in a city"),
        pytest.param("Rice comes from Vietnam.", [], id="from a country"),
        pytest.param("Chinese tea is hot.", [], id="adjective"),
        pytest.param("The Foreign Ministry building is old.", [], id="a ministry of nobody"),
    ],
)
def test_a_government_is_an_actor_where_it_acts(text: str, governments: list[str]) -> None:
    assert sorted(name for name in named(text)) == governments


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Nato met.", {"NATO": ["Nato"]}, id="a paper's case"),
        pytest.param("The UN and the EU met.", {"European Union": ["EU"], "United Nations": ["UN"]}, id="acronyms"),
        pytest.param("Who can say? Is it so?", {}, id="words are no acronyms"),
        pytest.param("The Taliban’s fighters came.", {"Taliban": ["Taliban"]}, id="possessive"),
        pytest.param(
            "The Harbour Workers Union (HWU) struck. HWU leaders left.",
            {"Harbour Workers Union": ["Harbour Workers Union", "HWU", "HWU"]},
            id="acronym in brackets",
        ),
        pytest.param(
            "The Regional Bus Authority met. The RBA agreed.",
            {"Regional Bus Authority": ["Regional Bus Authority"], "Reserve Bank of Australia": ["RBA"]},
            id="letters of the vocabulary",
        ),
        pytest.param(
            "The Regional Bus Authority (RBA) met. The RBA agreed.",
            {"Regional Bus Authority": ["Regional Bus Authority", "RBA", "RBA"]},
            id="the article's own letters win",
        ),
        pytest.param(
            "The Harbour Democratic Party met.",
            {"Harbour Democratic Party": ["Harbour Democratic Party"]},
            id="a longer name",
        ),
        pytest.param("A poll on Twitter showed it.", {}, id="a platform"),
        pytest.param("She was ambassador to the European Union.", {}, id="accredited to"),
    ],
)
def test_bodies(text: str, expected: dict[str, list[str]]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Nigerian senators met. The Senate rose. Nigeria waits.", "Senate of Nigeria", id="of the country"
        ),
        pytest.param("The US Senate rose.", "United States Senate", id="known"),
        pytest.param("The American Congress rose.", "United States Congress", id="adjective"),
    ],
)
def test_institutions_get_their_country(text: str, expected: str) -> None:
    assert expected in named(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The plan was confirmed to Reuters.", id="agency"),
        pytest.param("A crowd in the rain. Photo: AFP", id="credit"),
        pytest.param("The South China Morning Post reported it.", id="outlet"),
        pytest.param("As Ann Keller reports for NPR, it rained.", id="somebody of an outlet"),
        pytest.param("Tom Keller, BBC correspondent, was there.", id="correspondent"),
    ],
)
def test_reporters_are_not_tagged(text: str) -> None:
    assert [one.term.name for one in actors_of(text) if one.main] == []


def test_who_wrote_the_article_is_no_actor() -> None:
    assert named("Ann Keller saw it.", byline=("Ann Keller",)) == {}  # type: ignore[arg-type]


EDITOR = """
- name: Wang Yi
  kind: person
  country: China
  aliases: [王毅, Foreign Minister Wang]
- name: Harbour Union
  kind: organisation
  ignore: true
- name: Government of Chad
  ignore: true
"""


def test_the_editors_actors_are_known() -> None:
    found = actors_of("Wang Yi (王毅) left. Wang slept. The Harbour Union met.", editor=EDITOR)
    assert [(one.term.name, one.term.known, one.term.country, len(one.mentions), one.main) for one in found] == [
        ("Wang Yi", True, "CN", 3, True),
        ("Harbour Union", True, None, 1, False),
    ]


@pytest.mark.parametrize(
    ("text", "government"),
    [
        pytest.param("The Emirates condemned the attack.", True, id="with its article"),
        pytest.param("Emirates will buy jets, and Emirates said so.", False, id="the airline"),
        pytest.param("The UAE condemned the attack.", True, id="another name"),
    ],
)
def test_a_country_that_wants_the_article(text: str, government: bool) -> None:
    names = [one.term.name for one in actors_of(text)]
    assert ("Government of the United Arab Emirates" in names) is government


def test_a_given_name_is_no_government() -> None:
    assert "Government of Chad" not in named("Chad Smith plays the drums. Chad said that he was tired.")


def test_an_office_ends_the_name_of_a_body() -> None:
    found = named("Bank of Japan Governor Ken Sato spoke. The Bank of Japan said no more.")
    assert (found["Bank of Japan"], found["Ken Sato"]) == (["Bank of Japan", "Bank of Japan"], ["Ken Sato"])


def test_a_title_anywhere_makes_a_surname_a_person() -> None:
    found = named("They asked President Mwangi to act.", headline="Lawmakers ask Mwangi to act")
    assert "Mwangi" in found


@pytest.mark.parametrize(
    ("text", "main"),
    [
        pytest.param("Norway’s Supreme Court ruled in Norway that Norway may drill.", True, id="with its country"),
        pytest.param("Norway drills despite the Supreme Court ban. Norway goes on.", False, id="in passing"),
    ],
)
def test_an_institution_in_passing(text: str, main: bool) -> None:
    text = "Rain fell. " * 40 + text
    assert any(one.main for one in actors_of(text) if "Supreme Court" in one.term.name) is main


def test_the_standfirst_alone_makes_no_actor() -> None:
    (berg,) = actors_of("It rained.", standfirst=("Foreign Minister Ann Berg shakes hands.",))
    assert (berg.term.name, berg.main) == ("Ann Berg", False)
    assert berg.left_out == Reason("standfirst-only")


@pytest.mark.parametrize(
    ("text", "main"),
    [
        pytest.param("The Harbour Lights Group programme goes on.", False, id="a programme"),
        pytest.param("The Harbour Lights Group said that its programme goes on.", True, id="who has one"),
    ],
)
def test_a_thing_is_no_actor(text: str, main: bool) -> None:
    assert any(one.main for one in actors_of("Rain fell. " * 40 + text)) is main


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        pytest.param("The Harbour Union met.", "Harbour Union", Reason("ignored"), id="ignored"),
        pytest.param("Chad said so.", "Government of Chad", Reason("ignored"), id="a government that is ignored"),
        pytest.param("Reuters reported it.", "Reuters", Reason("outlet"), id="an agency"),
        pytest.param("Reporter Tom Keller wrote it.", "Tom Keller", Reason("reporter"), id="a reporter"),
        pytest.param(
            "It rained. " * 400 + "Nato met.", "NATO", Reason("below-threshold", ("0.2",)), id="below the cut"
        ),
        pytest.param(
            "It rained. " * 5 + "The Harbour Lights Group programme goes on.",
            "Harbour Lights Group",
            Reason("thing"),
            id="a thing",
        ),
        pytest.param(
            "NATO, the IMF, WHO, OPEC, Unesco, Interpol, Unicef, OPCW, Hamas, Hezbollah and ECOWAS met.",
            "ECOWAS",
            Reason("too-many", ("10",)),
            id="one too many",
        ),
    ],
)
def test_why_an_actor_is_left_out(text: str, name: str, reason: Reason) -> None:
    found = {one.term.name: one for one in actors_of(text, editor=EDITOR)}
    assert (found[name].main, found[name].left_out) == (False, reason)


def test_why_names_the_alias() -> None:
    assert actors_of("Nato met.")[0].reasons == (Reason("vocabulary", ("Nato", "NATO")),)


def test_mentions_are_inside_the_text_only() -> None:
    found = actors_of("Then Nato met.", headline="Nato meets", standfirst=("All of Nato",))
    assert [(m.start, m.end, m.text) for m in found[0].mentions] == [(5, 9, "Nato")]


def test_at_most_so_many_are_main() -> None:
    text = (
        "Nato, the UN, the EU, the IMF, Hamas, the Taliban, Interpol, Unesco, Unicef, Opec, the OPCW and Hezbollah met."
    )
    found = actors_of(text)
    assert (len(found), sum(one.main for one in found)) == (12, 10)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Patrick Carlin", "Pat Carlin", True),
        ("Patrick W. Carlin", "Patrick Carlin Jr.", True),
        ("Tom Keller", "Thomas Keller", True),
        ("Tom Keller", "Ann Keller", False),
        ("Ben Murray-Bruce", "Ben Bruce", True),
        ("Wang Yi", "Wang Qishan", False),
        ("José Álvarez", "Jose Alvarez", True),
    ],
)
def test_same_person(one: str, other: str, same: bool) -> None:
    first, second = parse_name(one), parse_name(other)
    assert first is not None
    assert second is not None
    assert is_same_person(first, second) is same


@pytest.mark.parametrize("text", ["Goldman Sachs Bank", "U2", "a cat", "12", "", "@handle", "Punjab’s Harbour"])
def test_no_name(text: str) -> None:
    assert parse_name(text) is None


def test_phrases_are_found_longest_first() -> None:
    index = PhraseIndex([("EU", 1), ("European Union", 2), ("European", 3), ("al-Qaeda", 4)])
    found = index.find(scan("The European Union, eu, EU’s @EU European al-Qaeda"))
    assert [(hit.phrase, hit.value) for hit in found] == [
        ("European Union", 2),
        ("EU", 1),
        ("European", 3),
        ("al-Qaeda", 4),
    ]


def test_taken_joins_what_overlaps() -> None:
    taken = Taken([(5, 9), (0, 3)])
    taken.claim([(2, 6)])
    assert [taken.is_free(*place) for place in ((0, 1), (8, 10), (9, 12), (20, 21))] == [False, False, True, True]


@pytest.mark.parametrize(
    "text", ["你好，世界。" * 50, "مرحبا بالعالم " * 50, "\x00\x01", "A" * 50_000, "Ben " * 20_000]
)
def test_strange_text_is_no_error(text: str) -> None:
    assert [one.term.name for one in actors_of(text) if one.main] == []


def tagged(text: str, headline: str) -> list[str]:
    """Name the main actors as the pipeline finds them, which knows what each country's word means."""
    article = Article(headline=headline, text=text, body=text)
    return [one.term.name for one in annotate(article, BASE, RULES, DigestSettings()).actors if one.main]


@pytest.mark.parametrize(
    ("headline", "text", "actors"),
    [
        pytest.param(
            "Recount in Georgia",
            "ATLANTA - Officials in Georgia counted again. Georgia Secretary Tom Brandt, of Fulton County, said so.",
            ["Tom Brandt"],
            id="Georgia the state",
        ),
        pytest.param(
            "Storm hits Paris, Texas",
            "PARIS, Texas - A storm hit Paris, Texas. French officials were not there, but officials in Paris were.",
            ["Government of France"],
            id="Paris in Texas",
        ),
        pytest.param(
            "Vote is watched",
            "A former US homeland security official, Tom Brandt, watched. Mr Brandt said it was fair.",
            ["Tom Brandt"],
            id="a former official",
        ),
        pytest.param(
            "China Warns of Harbour Town Sanctions", "It rained.", ["Government of China"], id="a title-case headline"
        ),
        pytest.param(
            "The law",
            "It was hot in Tbilisi. The party, Georgian Dream, says that the law is good.",
            ["Georgian Dream"],
            id="a party named by its people",
        ),
        pytest.param(
            "Crash",
            "The National Harbour Safety Board said so. The Federal Harbour Agency (FHA) agreed; the FHA is new.",
            ["National Harbour Safety Board", "Federal Harbour Agency"],
            id="no outlet The National",
        ),
        pytest.param(
            "Crash",
            "Rain fell. " * 40 + "An Army Black Hawk helicopter fell near Second Thomas Shoal.",
            [],
            id="things and shoals",
        ),
        pytest.param(
            "Bird flu in Norway",
            "Rain fell in Norway. The Department of Agriculture said so.",
            ["Government of Norway"],
            id="a ministry without its country",
        ),
        pytest.param(
            "A vote", "Peter King and Ann Shah met.", ["Ann Shah", "Peter King"], id="surnames that are titles"
        ),
        pytest.param(
            "Unrest",
            "Leader Min Aung Hlaing said so, and Andre Correa do Lago agreed.",
            ["Min Aung Hlaing", "Andre Correa do Lago"],
            id="names of several parts",
        ),
        pytest.param(
            "Unrest",
            "Rain fell. " * 40 + "Mayor Tom Brandt spoke at the Old Harbour Mosque.",
            ["Tom Brandt"],
            id="a building where somebody speaks",
        ),
        pytest.param("Unrest", "Sri Lanka's president said so.", ["Government of Sri Lanka"], id="nobody Lanka"),
    ],
)
def test_ambiguous_names(headline: str, text: str, actors: list[str]) -> None:
    assert tagged(text, headline) == actors


def test_what_a_model_takes_for_a_body_may_be_a_government() -> None:
    text = "The Kremlin said no."
    model = (NamedSpan(start=4, end=11, text="Kremlin", kind="organisation", rule="a model"),)
    found = find_actors(Article(headline=None, text=text), BASE, model, most=10, cut=CUT)
    assert [one.term.name for one in found] == ["Government of Russia"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("President Vladimir V. Putin spoke.", "Vladimir Putin", id="an initial"),
        pytest.param("Dmitri S. Peskov spoke.", "Dmitry Peskov", id="an initial, and another spelling"),
        pytest.param("Dmitriy Peskov spoke.", "Dmitry Peskov", id="another spelling"),
        pytest.param("Robert F. Harbourman spoke.", "Robert F. Harbourman", id="nobody known"),
    ],
)
def test_a_known_person_is_known_with_initials_and_in_other_spellings(text: str, name: str) -> None:
    assert list(named(text)) == [name]


def test_who_is_kept_apart_from_a_known_person_is_somebody_else() -> None:
    editor = "- not_same: [[Dmitry Peskov, Dmitri S. Peskov]]\n"
    assert list(named("Dmitri S. Peskov spoke.", editor=editor)) == ["Dmitri S. Peskov"]


@pytest.mark.parametrize("thing", ["International Airport", "airport", "University", "Memorial Library", "Street"])
def test_what_is_named_after_somebody_is_not_he(thing: str) -> None:
    assert "Hamid Karzai" not in named(f"The troops left Hamid Karzai {thing} in Kabul.")


def test_whose_side_somebody_takes_is_not_the_country_of_a_parliament() -> None:
    text = "The president said the National Assembly was full of pro-North Korean forces. The National Assembly voted."
    assert not [name for name in named(text) if name.startswith("National Assembly")]
