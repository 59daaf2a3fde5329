"""Which countries an article names, and which it is about."""

import pytest
from digest.content.vocabulary import base_vocabularies, make_vocabularies
from digest.core.settings import DigestSettings
from digest.core.types import Annotation, Article, Mention, NamedSpan, Reason
from digest.ingest.annotate.countries import find_countries
from digest.ingest.reasons import describe_term

CUT = DigestSettings().country_threshold


def find(
    text: str, *, headline: str | None = None, names: tuple[NamedSpan, ...] = (), most: int = 6
) -> tuple[Annotation, ...]:
    return find_countries(Article(headline=headline, text=text), base_vocabularies(), names, most=most, cut=CUT)


@pytest.mark.parametrize(
    ("text", "code", "reason"),
    [
        pytest.param(
            "Oslo rejoiced. Some spoke of the fall of Saigon.", "VN", Reason("past-events-only"), id="the past"
        ),
        pytest.param(
            "Norway won. " + "It rained. " * 900 + "Peru too.", "PE", Reason("below-threshold", ("0.16",)), id="the cut"
        ),
        pytest.param("France, Spain and Italy signed.", "IT", Reason("too-many", ("2",)), id="one too many"),
    ],
)
def test_why_a_country_is_left_out(text: str, code: str, reason: Reason) -> None:
    found = {one.term.code: one for one in find(text, most=2)}
    assert (found[code].main, found[code].left_out) == (False, reason)


def codes(found: tuple[Annotation, ...]) -> str:
    return " ".join(sorted(annotation.term.code or "" for annotation in found))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Students of Georgia Tech won; Georgia Tech beat all others.", "US", id="Georgia Tech"),
        pytest.param(
            "Georgia and Russia agreed to open the border crossing north of Tbilisi.",
            "GE RU",
            id="Georgia, the country",
        ),
        pytest.param(
            "Voters in Georgia, from Atlanta to Savannah, chose a new senator; Alabama votes next week.",
            "US",
            id="Georgia, the state",
        ),
        pytest.param("Peru asked for US$46 million. A$ and US dollars count nothing.", "PE", id="currencies"),
        pytest.param("The Republic of Congo and Gabon sell timber.", "CG GA", id="the other Congo"),
        pytest.param("Storms hit states from Georgia to Oklahoma and Wisconsin.", "US", id="Georgia among states"),
        pytest.param("Kenya had it from the University of Georgia.", "KE", id="a university called after a place"),
        pytest.param("It was worse than the Spanish influenza in Mali.", "ML", id="a disease"),
        pytest.param("A storm hit Malta, Montana, on Tuesday.", "US", id="a town called like a country"),
        pytest.param(
            "They grow it in Canada, Mexico, Texas and Utah.", "CA MX US", id="a country before a state in a list"
        ),
        pytest.param("Troops closed Tripoli in northern Lebanon.", "LB", id="Tripoli in Lebanon"),
        pytest.param("The mill in Rome, Georgia, closed last year.", "US", id="a town of Georgia, the state"),
        pytest.param(
            "Ministers of Armenia, Georgia and Azerbaijan met in Batumi.", "AM AZ GE", id="Georgia among its neighbours"
        ),
        pytest.param("The king of Jordan flew home to Amman.", "JO", id="Jordan, the country"),
        pytest.param(
            "Michael Jordan scored again. Jordan was tired, he said.", "", id="Michael Jordan, and his surname alone"
        ),
        pytest.param("Jordan Henderson signed for another club.", "", id="Jordan as a given name"),
        pytest.param("Rebels crossed into Chad from the north.", "TD", id="Chad, the country"),
        pytest.param("Chad Smith plays the drums. Chad said he was glad.", "", id="Chad as a given name, and alone"),
        pytest.param("The tables were laid with Fine China.", "", id="fine china"),
        pytest.param("Turkey sent its foreign minister to the talks.", "TR", id="Turkey, the country"),
        pytest.param(
            "Turkey with cranberry sauce and stuffing is what Thanksgiving smells of.", "", id="turkey, the bird"
        ),
        pytest.param("Guinea closed its border.", "GN", id="Guinea"),
        pytest.param("Equatorial Guinea exports oil.", "GQ", id="Equatorial Guinea"),
        pytest.param("Guinea-Bissau held a vote.", "GW", id="Guinea-Bissau"),
        pytest.param("Papua New Guinea asked for help.", "PG", id="Papua New Guinea"),
        pytest.param("Guinea, Guinea-Bissau and Equatorial Guinea signed.", "GN GQ GW", id="three Guineas"),
        pytest.param("The school keeps a Guinea pig.", "", id="a guinea pig"),
        pytest.param("Soldiers in Niger and Nigeria met.", "NE NG", id="Niger and Nigeria"),
        pytest.param("Pipelines in the Niger Delta burned.", "NG", id="the Niger Delta"),
        pytest.param("The Nigerien army and Nigerian police met.", "NE NG", id="Nigerien and Nigerian"),
        pytest.param("Mali asked the troops to leave Bamako.", "ML", id="Mali"),
        pytest.param("Malians voted; Malawi and Malaysia watched.", "ML MW MY", id="Mali, Malawi, Malaysia"),
        pytest.param("Congo said rebels held Goma.", "CD", id="Congo of Kinshasa"),
        pytest.param("Congo's president, Sassou Nguesso, spoke in Brazzaville.", "CG", id="Congo of Brazzaville"),
        pytest.param(
            "The Democratic Republic of Congo and the Republic of the Congo share a river.",
            "CD CG",
            id="both Congos by name",
        ),
        pytest.param("North Korea fired a missile over the sea.", "KP", id="North Korea"),
        pytest.param("South Korean shares fell in Seoul.", "KR", id="South Korea"),
        pytest.param("The two Koreas agreed to talk.", "KP KR", id="two Koreas"),
        pytest.param("Korea's carmakers, Hyundai among them, sold fewer cars.", "KR", id="Korea alone"),
        pytest.param("A ranch in New Mexico burned.", "US", id="New Mexico"),
        pytest.param(
            "The plant in Paris, Texas, will close. Paris has few other jobs.", "US", id="Paris, Texas, and Paris alone"
        ),
        pytest.param("Protesters marched through Paris.", "FR", id="Paris"),
        pytest.param("Paris Hilton opened the shop.", "", id="Paris Hilton"),
        pytest.param("Delegates praised the Paris Agreement on emissions.", "", id="the Paris Agreement"),
        pytest.param("He ordered French fries.", "", id="French fries"),
        pytest.param("Ships in the Indian Ocean turned south.", "", id="Indian Ocean"),
        pytest.param("Patrols in the South China Sea went on.", "", id="South China Sea"),
        pytest.param("The South China Morning Post reported it.", "", id="South China Morning Post"),
        pytest.param("American Airlines cut flights.", "", id="American Airlines"),
        pytest.param("Commentators spoke of the fall of Saigon.", "VN", id="the fall of Saigon"),
        pytest.param("Banks in Jersey and Guernsey manage trusts.", "GG JE", id="Jersey, the island"),
        pytest.param("Commuters in New Jersey waited.", "US", id="New Jersey"),
        pytest.param("Jersey City built a new pier.", "US", id="Jersey City"),
        pytest.param("Dominica, with its capital Roseau, was hit by the storm.", "DM", id="Dominica"),
        pytest.param("Dominicans in Santo Domingo queued.", "DO", id="Dominicans"),
        pytest.param("The Dominican Republic closed the border with Haiti.", "DO HT", id="Dominican Republic"),
        pytest.param("He wore a Panama hat.", "", id="Panama hat"),
        pytest.param("Ships wait at the Panama Canal.", "PA", id="Panama Canal"),
        pytest.param("Samoa and American Samoa lie on two sides of the date line.", "AS WS", id="two Samoas"),
        pytest.param("Macedonia changed its name.", "MK", id="Macedonia"),
        pytest.param("Northern Ireland and the Republic of Ireland trade freely.", "GB IE", id="two Irelands"),
        pytest.param("Sudan and South Sudan signed.", "SD SS", id="two Sudans"),
        pytest.param("The US-backed force and the Sino-Russian patrol met.", "CN RU US", id="compounds with a hyphen"),
        pytest.param("He told us to wait.", "", id="us, the pronoun"),
        pytest.param("Polish farmers blocked the road to Warsaw.", "PL", id="Polish"),
        pytest.param("Burma, or Myanmar, held a vote.", "MM", id="Burma and Myanmar"),
        pytest.param("Türkiye signed.", "TR", id="Türkiye"),
        pytest.param("Côte d’Ivoire won.", "CI", id="Côte d’Ivoire"),
        pytest.param("Cote d'Ivoire won.", "CI", id="Cote d'Ivoire without accents"),
        pytest.param("St. Lucia and Saint Lucia are one.", "LC", id="Saint and St."),
        pytest.param("The Kremlin and Downing Street traded words.", "GB RU", id="metonyms"),
        pytest.param("The Pentagon denied it.", "US", id="the Pentagon"),
        pytest.param(
            "A shop in London, Ont., was robbed. London police are looking.", "CA", id="London, Ont., and London alone"
        ),
        pytest.param("The mine near Ridge Farm, Ill., will shut.", "US", id="a town behind an abbreviated state"),
        pytest.param("Latin America and Central American states met.", "", id="parts of the world"),
        pytest.param("Tom Holland stars.", "", id="Holland as a surname"),
        pytest.param("The former Soviet republics met.", "", id="former Soviet"),
        pytest.param("Hong Kong shares rose.", "HK", id="Hong Kong"),
        pytest.param("Taiwan scrambled jets as China sent planes.", "CN TW", id="Taiwan and China"),
        pytest.param("He fought in the Vietnam war.", "VN", id="the Vietnam war"),
    ],
)
def test_named(text: str, expected: str) -> None:
    assert codes(find(text)) == expected


def test_name_finder_says_a_person() -> None:
    text = "China Moyo read from her novel."
    span = NamedSpan(start=0, end=10, text="China Moyo", kind="person", rule="test")
    assert codes(find(text, names=(span,))) == ""


def test_headline_in_capitals() -> None:
    assert codes(find("Both sides smiled.", headline="BEIJING AND MOSCOW SIGN A TRADE DEAL")) == "CN RU"


def test_mentions_are_offsets_into_the_text() -> None:
    text = "Oslo said no. Norwegians agreed."
    (norway,) = find(text, headline="Norway says no")
    assert norway.mentions == (
        Mention(start=0, end=4, text="Oslo"),
        Mention(start=14, end=24, text="Norwegians"),
    )


def test_what_an_article_is_about_is_main() -> None:
    text = (
        "Kenya and Tanzania signed a pact on water in Nairobi.\n\n"
        + "The two governments had argued about the river for years and both hope for calm.\n\n" * 8
        + "A similar pact between Peru and Chile failed."
    )
    found = find(text, headline="Kenya and Tanzania sign pact")
    assert [(one.term.code, one.main) for one in found] == [
        ("KE", True),
        ("TZ", True),
        ("PE", False),
        ("CL", False),
    ]


def test_a_past_war_is_never_main() -> None:
    (vietnam,) = find("The speech was about the Vietnam war.", headline="Remembering the Vietnam War")
    assert (vietnam.term.code, vietnam.main) == ("VN", False)


def test_at_most_so_many_are_main() -> None:
    found = find("France, Germany, Italy and Spain signed.", headline="France, Germany, Italy and Spain sign", most=2)
    assert [one.main for one in found] == [True, True, False, False]


def test_why_tells_the_words() -> None:
    (china,) = find("Beijing said so, and Beijing meant it.", headline="China speaks")
    assert describe_term(china) == "“Beijing” (capital, 2 times), “China” (name); in the headline"


def test_signs_of_a_country_that_is_not_named() -> None:
    text = "The County Sheriff told the school district that the grand jury would meet at the Statehouse."
    (found,) = find(text)
    assert (found.term.code, [mention.text for mention in found.mentions]) == (
        "US",
        ["County", "Sheriff", "school district", "grand jury", "Statehouse"],
    )


def test_nothing() -> None:
    assert find("The weather was fine.") == ()
    assert find("") == ()


def test_another_script() -> None:
    assert find("Сегодня в городе прошла встреча. 今日の会議は終わった。") == ()


def test_editors_aliases_and_ignore() -> None:
    file = "- name: China\n  aliases: [Middle Kingdom]\n- name: France\n  ignore: true\n"
    vocabularies = make_vocabularies(base_vocabularies(), {"countries.yaml": file})
    article = Article(headline=None, text="The Middle Kingdom and France agreed.")
    assert codes(find_countries(article, vocabularies, (), most=6, cut=CUT)) == "CN"


def test_long_text_is_linear() -> None:
    (kenya,) = find("The river in Kenya rose. " * 20_000)
    assert len(kenya.mentions) == 20_000
