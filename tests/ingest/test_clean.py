"""Lines by kind, dates, hard wraps, and the table of rules."""

import datetime as dt
import textwrap
from itertools import groupby

import pytest
from digest.core.data import read_data
from digest.ingest.clean.dates import find_dates
from digest.ingest.clean.features import NAMES, make_features
from digest.ingest.clean.line_features import know_line
from digest.ingest.clean.lines import WORD_RE, find_words, make_lines, measure
from digest.ingest.clean.model import BEFORE, MODEL, OFFSET, SCALE, TEXT, make_weights, score_lines
from digest.ingest.clean.rules import KINDS, RULES, find_line_kind
from digest.ingest.clean.trim import open_earlier
from digest.ingest.clean.wrap import join_wrapped

PAGE = """Home

Talks in Oslo
3 May 2021
By Kari Holm

The ministers met on Monday and agreed to meet again before the summer, they said.
The ministers met on Monday and agreed to meet again before the summer, they say.

Related stories
A bridge for the harbour
"""
KIND_CASES = (
    ("Advertisement", "advertisement"),
    ("Story continues below advertisement", "advertisement"),
    ("Anzeige", "advertisement"),
    ("Share", "sharing"),
    ("Facebook Twitter LinkedIn", "sharing"),
    ("Compartir", "sharing"),
    ("12 comments", "comments"),
    ("Leave a reply", "comments"),
    ("Ola Berg on 3 May 2021 said:", "comments"),
    ("Sign up for our newsletter", "newsletter"),
    ("Get the latest stories in your inbox", "newsletter"),
    ("Already a subscriber? Log in", "account"),
    ("loading", "script-notice"),
    ("02:10", "video"),
    ("0:15 / 1:02:33", "video"),
    ("3 / 12", "gallery"),
    ("2of7The gate on Tuesday", "gallery"),
    ("44", "counter"),
    ("99+", "counter"),
    ("Related stories", "related"),
    ("Lesen Sie auch", "related"),
    ("[Related: Who pays for the dike?]", "related"),
    ("• Sign up to our river briefing", "newsletter"),
    ("Lesen Sie auch: Was der Deich kostet", "related"),
    ("Baca juga: Kapal kembali", "related"),
    ("Watch: The boats come back", "video"),
    ("Related to the dike is the bridge.", None),
    ("See also the harbour", "related"),
    ("READ MORE: Ferry company cancels routes", "related"),
    ("About the author", "author-note"),
    ("Tags: harbour, strike", "tags"),
    ("© 2021 Example Wire", "legal"),
    ("All rights reserved.", "legal"),
    ("Why you can trust Example", "trust-notice"),
    ("Home > World > Europe", "navigation"),
    ("News Sport Business", "navigation"),
    ("https://example.org/talks", "address"),
    ("@example", "address"),
    ("5 min read", "reading-time"),
    ("Reading Time:3 minutes", "reading-time"),
    ("Tempo de leitura: 2 minutos", "reading-time"),
    ("Published 3 May 2021, 10:15 GMT", "date"),
    ("2 days ago", "date"),
    ("By Kari Holm", "byline"),
    ("Von Kari Holm", "byline"),
    ("The gate on Tuesday. Photo: AFP", "caption"),
    ("FILE PHOTO: The gate on Tuesday", "caption"),
    ("The ministers met on Monday.", None),
    ("By the river stood a mill.", None),
    ("Three steps in five years", None),
    ("In 2021 the city council decided to give the river more room.", None),
    ("“It is about time.”", None),
)


@pytest.mark.parametrize(("text", "kind"), KIND_CASES)
def test_a_line_s_kind(text: str, kind: str | None) -> None:
    (line,) = make_lines(text)
    assert find_line_kind(line) == kind


@pytest.mark.parametrize(
    "text",
    [
        "Three ministers, two days; no agreement.",
        "‘It’s the river’s’, she said — 'the dogs' bowl'",
        "the l'aquila–l''est line_of_2021 • ½ mile",
        "café à l’été, straße … naïve²",
        "министры приехали в осло’’",
        "한국 'news' 3월",
        "’",
        "",
    ],
)
def test_words_are_found_alike_in_any_script(text: str) -> None:
    assert find_words(text) == WORD_RE.findall(text)


def test_the_rules_have_names_of_their_own() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert len(set(KINDS)) == len(KINDS)


def test_each_line_has_one_feature_of_each_column() -> None:
    lines = make_lines(PAGE)
    columns = [name for name, _ in groupby(NAMES, key=lambda name: name.partition(":")[0])]
    for found in make_features(lines, [know_line(line.text).look for line in lines]):
        assert [NAMES[number].partition(":")[0] for number in found] == columns


def test_a_line_s_scores_are_the_sums_of_its_features_numbers() -> None:
    lines = make_lines(PAGE)
    looks = [know_line(line.text).look for line in lines]
    weights = make_weights(read_data("cleaning_model.yaml")["weights"])
    summed = [
        [sum(weights[number][at] for number in found) for at in range(6)] for found in make_features(lines, looks)
    ]
    scored = [[(score - OFFSET) / SCALE for score in found] for found in score_lines(lines, looks, MODEL)]
    assert scored == [pytest.approx(sums) for sums in summed]


def test_the_signs_of_a_rule_keep_no_line_from_it() -> None:
    for text, kind in KIND_CASES:
        line = measure(text)
        assert next((found for rule in RULES if line.size <= rule.most and (found := rule.find(line))), None) == kind


@pytest.mark.parametrize(
    ("text", "date", "other"),
    [
        pytest.param("May 3, 2021", dt.date(2021, 5, 3), None, id="month first"),
        pytest.param("3 May 2021", dt.date(2021, 5, 3), None, id="day first"),
        pytest.param("Mon 3rd of May, 2021", dt.date(2021, 5, 3), None, id="ordinal"),
        pytest.param("2021-05-03", dt.date(2021, 5, 3), None, id="ISO"),
        pytest.param("3. März 2021", dt.date(2021, 3, 3), None, id="German"),
        pytest.param("3 de mayo de 2021", dt.date(2021, 5, 3), None, id="Spanish"),
        pytest.param("3 mai 2021", dt.date(2021, 5, 3), None, id="French"),
        pytest.param("3 мая 2021", dt.date(2021, 5, 3), None, id="Russian"),
        pytest.param("3 مايو 2021", dt.date(2021, 5, 3), None, id="Arabic"),
        pytest.param("3 במאי 2021", dt.date(2021, 5, 3), None, id="Hebrew"),
        pytest.param("3 noiembrie 2021", dt.date(2021, 11, 3), None, id="Romanian"),
        pytest.param("3 Agustus 2021", dt.date(2021, 8, 3), None, id="Indonesian"),
        pytest.param("3 травня 2021", dt.date(2021, 5, 3), None, id="Ukrainian"),
        pytest.param("2021年5月3日", dt.date(2021, 5, 3), None, id="Chinese"),
        pytest.param("13/5/2021", dt.date(2021, 5, 13), None, id="numbers, one reading"),
        pytest.param("5/13/2021", dt.date(2021, 5, 13), None, id="numbers, the other reading"),
        pytest.param("3/5/2021", dt.date(2021, 5, 3), dt.date(2021, 3, 5), id="numbers, two readings"),
        pytest.param("03.05.2021", dt.date(2021, 5, 3), None, id="numbers with points"),
        pytest.param("٣ مايو ٢٠٢١", dt.date(2021, 5, 3), None, id="Arabic digits"),
        pytest.param("Kari HolmMay 3, 2021Updated", dt.date(2021, 5, 3), None, id="glued to names"),
        pytest.param("2021 May 3;12(4):e3", dt.date(2021, 5, 3), None, id="year first, as journals"),
        pytest.param("Copyright 2019 May 3, 2021", dt.date(2021, 5, 3), None, id="after another year"),
        pytest.param("PUBLISHED MON, MAY 3 20214:29 AM", dt.date(2021, 5, 3), None, id="glued to a time"),
        pytest.param("on 3 May 2021", dt.date(2021, 5, 3), None, id="after a word"),
        pytest.param("May 3", None, None, id="no year"),
    ],
)
def test_dates_are_found(text: str, date: dt.date | None, other: dt.date | None) -> None:
    (found,) = find_dates(text)
    assert (found.date, found.other) == (date, other)


@pytest.mark.parametrize(
    "text", ["chapter 12 of 20", "31/31/2021", "call 555-1234", "version 2.10.3", "in 2021", "page 5 mayor"]
)
def test_no_date_is_invented(text: str) -> None:
    assert not [found for found in find_dates(text) if found.date]


def test_a_time_with_its_zone_makes_a_moment() -> None:
    (found,) = find_dates("May 3, 2021 6:56 PM EST")
    assert found.moment == dt.datetime(2021, 5, 3, 18, 56, tzinfo=dt.timezone(dt.timedelta(hours=-5)))


INTRODUCTION = (
    "A kettle with a long neck pours slowly, and that is all the difference between a good cup of coffee and a bad.",
    "We boiled water in nine of them for a week, timed how long each takes, and measured whether the water is as hot "
    "as the kettle says, since coffee that is made with cold water tastes of paper and of little else.",
    "The neck decides how thin the stream is, the handle how long you want to hold it, and the price is no sign of "
    "either of them, as the second of our lists will show you.",
)
PRODUCTS = ("Best of all", "Kettle One", "For little money", "Kettle Two")
REVIEW = (
    "A kettle with a long neck pours a thin stream and decides about a good cup of coffee; we measured the water of "
    "this kettle, held its handle for a week, and found that coffee made with its boiled water tastes as it costs."
)


@pytest.mark.parametrize(
    ("above", "opens"),
    [
        pytest.param((*INTRODUCTION, *PRODUCTS), True, id="an introduction above a list of products"),
        pytest.param((INTRODUCTION[0], *PRODUCTS), False, id="one paragraph may be a lead-in"),
        pytest.param(PRODUCTS, False, id="no introduction"),
    ],
)
def test_an_introduction_above_a_list_is_text(above: tuple[str, ...], opens: bool) -> None:
    lines = make_lines("\n".join((*above, REVIEW)))
    parts = open_earlier(lines, [None] * len(lines), [BEFORE] * len(above) + [TEXT])
    wanted = [TEXT if opens and text in INTRODUCTION else BEFORE for text in above]
    assert parts == [*wanted, TEXT]


WRAPPED = (
    "The bell of the old ferry, which was thought to have gone down with",
    "the ship in a storm eighty years ago, has been found by divers of the",
    "lake police in eleven metres of water. It lay in the mud beside the",
    "wreck, and only its crown is cracked. The divers had looked for an out-",
    "board motor that a fisherman had lost in the spring, they said, and",
    "not for a bell.",
)


def test_hard_wrapped_paragraphs_are_joined() -> None:
    assert join_wrapped([*WRAPPED, "", "Second paragraph."]) == [
        " ".join(WRAPPED).replace("out- board", "outboard"), "", "", "", "", "", "", "Second paragraph.",
    ]  # fmt: skip


MAIL = (
    "The ministers of both countries met in Oslo on Tuesday and agreed on common rules for ships in the far north.",
    "“A treaty is to be ready before winter,” said Foreign Minister Anna Sample, who leads the talks for Norway.",
    "Iceland wants fishing boats to follow the same rules as tankers. Norway has asked for time to study the cost.",
)
KOREAN = (
    "한국과 일본의 외무장관이 화요일 서울에서 만나 북극을 지나는 선박에 관한 공동 규칙에 합의했다. "
    "협상은 사 년 동안 이어졌고, 지난해 가을에 다시 시작되었다고 정부가 밝혔다.",
    "두 나라는 해마다 백사십 척의 배가 해협을 지날 수 있도록 하고, 모든 배에 도선사를 태우기로 했다. "
    "가격은 아무도 말하지 않았으며, 기자들의 물음에도 대답이 없었다.",
)
CHINESE = (
    "中国和冰岛的外交部长星期二在北京会面，就通过北极的船只的共同规则达成一致，两国政府当天发表声明说。谈判持续了四年。",
    "双方同意每年允许一百四十艘船只通过海峡，每艘船都必须搭载一名引航员，没有人谈到价格，问题也没有得到回答。",
)
ARABIC = (
    "اجتمع وزيرا خارجية النرويج وأيسلندا يوم الثلاثاء في أوسلو واتفقا على قواعد مشتركة للسفن "
    "التي تعبر القطب الشمالي بعد محادثات استمرت أربع سنوات، كما أعلنت الحكومتان.",
    "واتفق البلدان على السماح لمئة وأربعين سفينة بعبور المضيق كل عام، على أن تحمل كل سفينة "
    "مرشدا من إحدى الدولتين. ولم يتحدث أحد عن السعر ولا عن من سيدفعه.",
)


def wrap_at(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width) if " " in text else [text[at : at + width] for at in range(0, len(text), width)]


@pytest.mark.parametrize(
    ("paragraphs", "width"),
    [
        pytest.param(MAIL, 72, id="a short mail"),
        pytest.param(
            (f"{MAIL[0]} It took years.", f"Nobody spoke of it. {MAIL[1]}", f"Yet. {MAIL[2]}"), 36, id="narrow"
        ),
        pytest.param(KOREAN, 36, id="Korean, 72 columns"),
        pytest.param(CHINESE, 24, id="Chinese, no spaces"),
        pytest.param(ARABIC, 72, id="Arabic"),
    ],
)
def test_full_lines_are_joined(paragraphs: tuple[str, ...], width: int) -> None:
    lines = [line for paragraph in paragraphs for line in (*wrap_at(paragraph, width), "")]
    assert [line for line in join_wrapped(lines) if line] == list(paragraphs)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            [
                "The morning comes to harbours by the sea",
                "and lays its silver over every sail,",
                "the fishermen are telling him and me",
                "how once the summer turned into a gale.",
            ],
            id="verse in long lines",
        ),
        pytest.param([text[:size] for text in MAIL for size in (70, 50, 61)], id="English headlines"),
        pytest.param([text.partition(".")[0] for text in KOREAN] * 4, id="headlines"),
        pytest.param([text for text in KOREAN for _ in range(4)], id="a line for each paragraph"),
        pytest.param([half for text in CHINESE for half in text.split("，", 1)] * 2, id="lines of other lengths"),
    ],
)
def test_lines_that_are_not_full_are_not_joined(lines: list[str]) -> None:
    assert join_wrapped(lines) == lines


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["Roses are red,", "violets are blue,", "sugar is sweet,", "and so are you."], id="verse"),
        pytest.param(["Home", "World", "Sport"] * 10, id="menu"),
        pytest.param(["The ministers met on Monday and agreed to meet again this month."] * 8, id="paragraphs"),
    ],
)
def test_other_lines_are_not_joined(lines: list[str]) -> None:
    assert join_wrapped(lines) == lines
