"""Who is a person and who a body, under which one name: cases of names that rules or a model get wrong."""

import datetime as dt

import pytest
from digest.content.vocabulary import base_vocabularies, make_vocabularies
from digest.core.settings import DigestSettings
from digest.core.types import Annotation, Article, NamedSpan
from digest.ingest.annotate.actors import find_actors
from digest.ingest.annotate.actors.case_forms import case_forms
from digest.ingest.annotate.actors.one_kind import one_kind, without_plain_words
from digest.ingest.names import make_name_finder, reading_text
from digest.ingest.names.finders import join_names

RULES = make_name_finder("rules")
BASE = base_vocabularies()


def find(text: str, headline: str, *, model: str = "", day: dt.date | None = None) -> tuple[Annotation, ...]:
    """Find the main actors; `model` are names, divided by `;`, that a model takes for bodies wherever they stand."""
    article = Article(headline=headline, text=text, body=text, date=day)
    scanned, _ = reading_text(article)
    spans = [*RULES(scanned)]
    for name in filter(None, model.split(";")):
        start = scanned.find(name)
        while start >= 0:
            if all(span.end <= start or span.start >= start + len(name) for span in spans):
                spans.append(
                    NamedSpan(start=start, end=start + len(name), text=name, kind="organisation", rule="model")
                )
            start = scanned.find(name, start + 1)
    found = find_actors(article, BASE, tuple(spans), most=10, cut=DigestSettings().actor_threshold)
    return tuple(one for one in found if one.main)


@pytest.mark.parametrize(
    ("headline", "text", "names"),
    [
        pytest.param(
            "Hotel bill",
            "Mayor Ned Farrow Jr. paid it. Farrow said so. His father, Ned Farrow, was mayor too.",
            ["Ned Farrow", "Ned Farrow Jr."],
            id="father and son",
        ),
        pytest.param(
            "Talks",
            "Minister Yevgeny Sobakin spoke. Evgeny Sobakin left, and Mr Sobakin smiled.",
            ["Yevgeny Sobakin"],
            id="two spellings",
        ),
        pytest.param(
            "Talks", "Minister Dmitry Sobakin (Дмитрий Собакин) spoke.", ["Dmitry Sobakin"], id="its own script"
        ),
        pytest.param(
            "Harvest",
            "Linnea Dunfold, secretary of the growers' league, said it was late.",
            ["Linnea Dunfold"],
            id="name, office",
        ),
        pytest.param(
            "Harvest",
            "The director of the growers' league, Linnea Dunfold-Marsh, said so.",
            ["Linnea Dunfold-Marsh"],
            id="office, name",
        ),
        pytest.param(
            "Opera", "Maria Tesla sings. Tesla said that the hall was full.", ["Maria Tesla"], id="a firm's name"
        ),
        pytest.param(
            "Taoiseach speaks",
            "The Taoiseach Colm Sampleton spoke to Energy Minister Ann Berg.",
            ["Ann Berg", "Colm Sampleton"],
            id="offices",
        ),
        pytest.param(
            "Visit", "King Harald arrived. Harald said little. Harald left.", ["King Harald"], id="a king of one name"
        ),
        pytest.param(
            "Shot",
            "The gunman, who was identified as Mevrut Sert Kalintas, fled. Kalintas had worked there.",
            ["Mevrut Sert Kalintas"],
            id="identified as",
        ),
        pytest.param(
            "Shot",
            "Orvald Tamm, a 22-year-old porter, was held. Tamm denied it.",
            ["Orvald Tamm"],
            id="an age behind",
        ),
        pytest.param(
            "Landing",
            "The mission's Flight Engineer Salvo Tarrip waved. Tarrip said little.",
            ["Salvo Tarrip"],
            id="an office with a capital",
        ),
        pytest.param(
            "Chase",
            'Senator Ronaldo "Bato" dela Tarra hid. Dela Tarra said nothing.',
            ["Ronaldo dela Tarra"],
            id="a nickname",
        ),
        pytest.param(
            "Raid",
            "Omar al-Tarib, better known as Abu Selim al-Dari, spoke. Al-Dari laughed.",
            ["Omar al-Tarib"],
            id="another name",
        ),
        pytest.param(
            "Talks", "High representative Javier SOLANTE spoke.", ["Javier Solante"], id="a surname in capitals"
        ),
        pytest.param(
            "Study", "The economist Le Hong Tiep spoke. Tiep said more.", ["Le Hong Tiep"], id="a Vietnamese name"
        ),
        pytest.param(
            "Vote", "The students' leaders Nahid Islam and Asif Orun spoke.", ["Asif Orun", "Nahid Islam"], id="leaders"
        ),
        pytest.param(
            "Coup",
            "Tariq-Ur-Zahran, the army chief, spoke on radio.",
            ["Tariq-Ur-Zahran"],
            id="one long name, an office",
        ),
        pytest.param(
            "Hearing", "US Senator Cleo Rivers spoke. Rivers said no.", ["Cleo Rivers"], id="a surname that is a thing"
        ),
        pytest.param(
            "Gift",
            "Peter Halvard gave it. The Peter Halvard Foundation said that the Halvard Museum would get it.",
            ["Peter Halvard"],
            id="a body with his name",
        ),
    ],
)
def test_people(headline: str, text: str, names: list[str]) -> None:
    assert sorted(one.term.name for one in find(text, headline) if one.term.kind == "person") == names


@pytest.mark.parametrize(
    ("headline", "text", "model", "names"),
    [
        pytest.param(
            "Duties rise",
            "Trade and Tariff Relief said so. Farmers wrote to Trade and Tariff Relief in May.",
            "Trade",
            ["Trade and Tariff Relief"],
            id="and in a name",
        ),
        pytest.param(
            "Bus crash",
            "It happened in Zarnak province. Zarnak is poor, and Zarnak said nothing.",
            "Zarnak",
            [],
            id="a province",
        ),
        pytest.param(
            "Outage spreads", "The power is out. Nobody knows why it went.", "Outage", [], id="a headline's first word"
        ),
        pytest.param(
            "Vote",
            "The Social Democrats lost in Oslo. The Social Democrats said so. The Social Democrats will meet.",
            "",
            ["Social Democrats"],
            id="another party",
        ),
        pytest.param(
            "Fire",
            "Harrogate police said that two men had died. Police closed the road, police said.",
            "",
            ["Harrogate Police"],
            id="a public body",
        ),
        pytest.param(
            "Fire at Rosa's Corner Grill",
            "Rosa's Corner Grill burned down. The crew at Rosa's Corner Grill is safe.",
            "",
            ["Rosa's Corner Grill"],
            id="an owner's name",
        ),
        pytest.param(
            "Strike",
            "The Harbour Doctors, Nurses and Porters Union (HDNPU) said so. The union will strike.",
            "",
            ["Harbour Doctors, Nurses and Porters Union"],
            id="letters say where the name begins",
        ),
        pytest.param(
            "Adviser",
            "Malaysia's National Security Adviser Amir Zulkarn spoke.",
            "National Security Adviser Amir Zulkarn",
            ["Amir Zulkarn"],
            id="an office before a name",
        ),
        pytest.param(
            "Talks",
            "Nikkita Harrow spoke. Nikkita left. Nikkita smiled.",
            "Nikkita",
            ["Nikkita Harrow"],
            id="a first name",
        ),
        pytest.param("Fire", "The roof fell, Ann Berg told KQRT. KQRT was there.", "KQRT", ["Ann Berg"], id="told"),
        pytest.param("Fire", "HALDEN (KQRT) - Ann Berg said that KQRT knew.", "KQRT", ["Ann Berg"], id="in a dateline"),
        pytest.param(
            "Talks on CHTA",
            "Officials signed the Common Harbour Trade Agreement, or CHTA, in May. Ann Berg praised CHTA.",
            "CHTA",
            ["Ann Berg"],
            id="letters of a treaty",
        ),
        pytest.param(
            "Bug in Boxhaven",
            "The popular game Boxhaven has a bug. Ann Berg said that Boxhaven was slow.",
            "Boxhaven",
            ["Ann Berg"],
            id="a game",
        ),
        pytest.param(
            "Launch",
            "The Sparrowtail 9 failed. Ann Berg said that the Sparrowtail was old.",
            "Sparrowtail",
            ["Ann Berg"],
            id="a number",
        ),
        pytest.param(
            "New chiefs",
            "Ann Berg said who would lead the Treasury and Commerce departments.",
            "Commerce",
            ["Ann Berg"],
            id="departments",
        ),
        pytest.param(
            "Trade grows", "The Harlow-based firm said so. Ann Berg agreed.", "Harlow-based", ["Ann Berg"], id="-based"
        ),
        pytest.param("Fire", "It burned in Linden, N.J. Ann Berg said so.", "N.J", ["Ann Berg"], id="a state"),
        pytest.param(
            "Sheriff speaks",
            "The Harlow Sheriff’s Office said so.",
            "",
            ["Harlow Sheriff’s Office"],
            id="somebody's office",
        ),
        pytest.param(
            "Cities",
            "The Board of Harbours of Norland's report came out. The Board of Harbours of Norland said so.",
            "",
            ["Board of Harbours of Norland"],
            id="a possessive",
        ),
    ],
)
def test_bodies_and_people_that_a_model_confuses(headline: str, text: str, model: str, names: list[str]) -> None:
    assert [one.term.name for one in find(text, headline, model=model) if one.term.kind != "government"] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("Shares fell as the software firm Grokwell sued. Grokwell said so.", ["Grokwell"], id="a firm"),
        pytest.param("The Sunward union called a strike. Sunward said so.", ["Sunward"], id="a union"),
        pytest.param("Zalwando, a European clothes retailer, grew. Zalwando said so.", ["Zalwando"], id="a retailer"),
        pytest.param("Rob Gentner, a co-founder of Zalwando, left.", ["Rob Gentner", "Zalwando"], id="an office in it"),
        pytest.param("Hurricane Marla killed four. Marla is to reach land at noon.", [], id="a storm"),
        pytest.param(
            "The Federal Office for the Protection of the Vineyards said so.",
            ["Federal Office for the Protection of the Vineyards"],
            id="a thing at the end of a name",
        ),
        pytest.param("Riot police said they had used water cannon.", [], id="no place's police"),
        pytest.param(
            "The British Alliance of Walkers said so. The Alliance of Walkers wrote to them.",
            ["British Alliance of Walkers"],
            id="the end of a longer name",
        ),
        pytest.param("The Frente Amarillo said so on Monday.", ["Frente Amarillo"], id="a word of another language"),
    ],
)
def test_kinds_by_what_the_text_says(text: str, names: list[str]) -> None:
    found = find(text, "News")
    assert sorted(one.term.name for one in found if one.term.kind != "government") == names


@pytest.mark.parametrize(
    ("headline", "text", "name"),
    [
        pytest.param(
            "Nigeria votes",
            "The Labour Party said that Nigeria had lost.",
            "Labour Party (Nigeria)",
            id="not the other",
        ),
        pytest.param(
            "Seoul votes",
            "The Democratic Party said that South Korea had won.",
            "Democratic Party of Korea",
            id="one that is known",
        ),
        pytest.param(
            "America's grid",
            "The Energy Department said that US mines would close. Americans wrote to the Department of Energy.",
            "United States Department of Energy",
            id="a department",
        ),
        pytest.param(
            "Windsor", "Buckingham Palace said that it was sad.", "British royal family", id="a palace of no government"
        ),
        pytest.param("Khartoum", "Sudan's army signed on Thursday.", "Sudanese Armed Forces", id="an army"),
        pytest.param(
            "Brazil's top court speaks",
            "Congress in Brasília was stormed. Congress approved a fund. In Miami and Orlando, Americans wrote of it.",
            "Congress of Brazil",
            id="the headline's country",
        ),
        pytest.param("London votes", "The Labour Party said that Britain had won.", "Labour Party", id="its own"),
        pytest.param(
            "Ankara votes",
            "The Republican People's Party (CHP) spoke. The CHP won.",
            "Republican People's Party",
            id="letters of another language",
        ),
        pytest.param(
            "Ties", "The Obama administration said it would wait.", "Government of the United States", id="led"
        ),
        pytest.param(
            "Wikis", "The Constitutional Court of Turkey ruled for them.", "Constitutional Court of Turkey", id="of"
        ),
    ],
)
def test_whose_it_is(headline: str, text: str, name: str) -> None:
    assert name in [one.term.name for one in find(text, headline, day=dt.date(2015, 6, 1))]


def test_a_product_is_not_its_maker() -> None:
    text = "Northwind said so on Monday. Northwind will make more. Shops lack the Northwind Slate tablet."
    names = [one.term.name for one in find(text, "Tablets", model="Northwind Slate;Northwind")]
    assert "Northwind" in names


@pytest.mark.parametrize(
    ("day", "name"),
    [
        pytest.param(dt.date(2021, 8, 10), "Ghani", id="the president of these days"),
        pytest.param(dt.date(2014, 1, 10), "Ghani", id="not yet president"),
    ],
)
def test_a_surname_means_who_holds_the_office_on_the_day(day: dt.date, name: str) -> None:
    (actor,) = (
        one
        for one in find(f"President {name} spoke in Kabul, Afghanistan.", "Speech", day=day)
        if one.term.kind == "person"
    )
    assert (actor.term.name == "Ashraf Ghani", actor.term.known) == (day.year > 2014, day.year > 2014)


def test_an_editors_spelling_of_a_person_wins() -> None:
    editor = "- name: Sergei Lavrov\n- name: The Chinese minister\n  aliases: [王毅]\n"
    made = make_vocabularies(BASE, {"actors.yaml": editor}).actors
    known, other = made.find("Sergey Lavrov"), made.find("王毅")
    assert known is not None
    assert (known.name, known.slug, known.country) == ("Sergei Lavrov", "sergei-lavrov", "RU")
    assert other is not None
    assert other.name == "The Chinese minister"


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Сергей Лавров", ["Сергея Лаврова", "Сергею Лаврову", "Сергеем Лавровым", "Сергее Лаврове"]),
        ("Володимир Зеленський", ["Володимира Зеленського", "Володимиру Зеленському", "Володимиром Зеленським"]),
        ("Мария Захарова", ["Марии Захаровой", "Марией Захаровой", "Марию Захарову"]),
        ("Wang Yi", []),
    ],
)
def test_case_forms(name: str, forms: list[str]) -> None:
    assert set(forms) <= set(case_forms(name))
    assert bool(forms) == bool(case_forms(name))


def test_names_that_the_editor_keeps_apart_are_two_people() -> None:
    article = Article(headline="Two", text="Minister Anna Dunfold spoke. Senator A. Dunfold wrote.", body="")
    names = RULES(reading_text(article)[0])
    apart = make_vocabularies(BASE, {"actors.yaml": "- not_same: [[Anna Dunfold, A. Dunfold]]\n"})
    found = [
        sorted(one.term.name for one in find_actors(article, each, names, most=10, cut=0.2) if one.main)
        for each in (BASE, apart)
    ]
    assert found == [["Anna Dunfold"], ["A. Dunfold", "Anna Dunfold"]]


def spans_of(*named: tuple[str, str, str]) -> list[NamedSpan]:
    """Make a span of each text, kind and rule; only their order matters."""
    return [
        NamedSpan(start=100 * i, end=100 * i + len(text), text=text, kind=kind, rule=rule)  # type: ignore[arg-type]
        for i, (text, kind, rule) in enumerate(named)
    ]


@pytest.mark.parametrize(
    ("spans", "kinds"),
    [
        pytest.param(
            [("Harlow", "person", "model"), ("Harlow", "place", "model"), ("Harlow", "place", "model")],
            ["place", "place", "place"],
            id="mostly a place",
        ),
        pytest.param(
            [("Dunfold Trust", "person", "model"), ("Dunfold Trust", "organisation", "body-word")],
            ["organisation", "organisation"],
            id="a rule knows better",
        ),
        pytest.param(
            [("Old Harlow Day", "person", "model"), ("Annual Old Harlow Day", "place", "place-or-thing-word")],
            ["place", "place"],
            id="the end of a thing",
        ),
        pytest.param(
            [("Ann Berg", "person", "given-name"), ("Ann Berg", "place", "model"), ("Ann Berg", "place", "model")],
            ["person", "place", "place"],
            id="a sure rule stands",
        ),
    ],
)
def test_one_kind_for_one_name(spans: list[tuple[str, str, str]], kinds: list[str]) -> None:
    assert [span.kind for span in one_kind(spans_of(*spans))] == kinds


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("Peat is wet. Few burn peat.", [], id="a word"),
        pytest.param("Few know Peat. They burn peat.", ["Peat"], id="a name"),
        pytest.param("Peat is wet. Peat said so.", ["Peat"], id="never small"),
    ],
)
def test_a_word_with_a_capital_is_no_name(text: str, kept: list[str]) -> None:
    start = text.find("Peat")
    span = NamedSpan(start=start, end=start + 4, text="Peat", kind="organisation", rule="model")
    assert [one.text for one in without_plain_words(text, [span])] == kept


def test_a_name_that_a_model_cuts_short_goes_on() -> None:
    text = "Harlow University's Center on Rain and Snow said so."
    cut = "Harlow University's Center on Rain"
    model = (
        NamedSpan(start=0, end=len(cut), text=cut, kind="organisation", rule="model"),
        NamedSpan(start=39, end=43, text="Snow", kind="organisation", rule="model"),
    )
    assert [span.text for span in join_names(text, model, RULES(text))] == [f"{cut} and Snow"]


def test_a_body_that_writes_of_itself_is_an_actor() -> None:
    text = "The Dunfold Harbour Trust said that it would close. The trust thanked all."
    article = Article(headline="Harbour closes", text=text, body=text, byline=("Dunfold Harbour Trust",))
    found = find_actors(article, BASE, RULES(reading_text(article)[0]), most=10, cut=0.2)
    assert [one.term.name for one in found if one.main] == ["Dunfold Harbour Trust"]


@pytest.mark.parametrize("name", ["Ministers of Norway", "Foreign Ministers of Norway", "Residents of Bergen"])
def test_holders_of_an_office_are_no_body(name: str) -> None:
    text = f"{name} and Iceland met on Monday. {name} said that the talks would go on in June."
    assert name not in [one.term.name for one in find(text, f"{name} meet", model=name)]


def test_father_and_son_with_other_initials_are_two() -> None:
    text = "John F. Holm spoke of his father, John G. H. Holm. John G. H. Holm led the island. John F. Holm left it."
    assert {one.term.name for one in find(text, "John F. Holm remembers")} == {"John F. Holm", "John G. H. Holm"}


def test_initials_that_one_form_lacks_are_of_the_same_person() -> None:
    text = "John F. Holm spoke on Friday. John Holm had led the island. Mr Holm thanked the islanders."
    assert [one.term.name for one in find(text, "Holm remembers")] == ["John F. Holm"]


def test_a_party_has_the_country_of_its_name() -> None:
    text = "The Social Democrats of Germany won. The Social Democrats of Germany said that they would govern."
    found = {one.term.name: one.term.country for one in find(text, "Party wins")}
    assert found["Social Democrats of Germany"] == "DE"


def test_a_province_with_a_given_name_is_nobody() -> None:
    text = "The storm hit Quang Tri province on Monday. Pham Minh Chinh, the prime minister, said that help would come."
    assert [one.term.name for one in find(text, "Storm hits Vietnam") if one.term.kind == "person"] == [
        "Pham Minh Chinh"
    ]
