"""Raw articles into articles: the cases of tests/cases/clean, and the parts one by one."""

import re
from pathlib import Path

import pytest
from digest.core.types import Article, Caption, Removal
from digest.ingest.decode import decode
from digest.ingest.structure import make_article
from digest.ingest.structure.captions import parse_caption
from digest.ingest.structure.dateline import find_dateline, parse_dateline
from digest.ingest.structure.markdown import escape
from digest.ingest.structure.names import find_eastern_name, parse_names

CASES = Path(__file__).parents[1] / "cases/clean"
CASE_RE = re.compile(
    r"^# (?P<title>[^\n]+)\n\n~~~ raw\n(?P<raw>.*?)\n~~~\n\n~~~ article\n(?P<wanted>.*?)\n~~~$", re.M | re.S
)


def read_cases() -> list[object]:
    return [
        pytest.param(match["raw"], match["wanted"], id=match["title"])
        for path in sorted(CASES.glob("*.md"))
        for match in CASE_RE.finditer(path.read_text(encoding="utf-8"))
    ]


def format_article(article: Article, removals: tuple[Removal, ...], *, with_removals: bool, with_outlet: bool) -> str:
    rows = [f"headline: {article.headline}"]
    rows += [f"standfirst: {item}" for item in article.standfirst]
    rows += [f"byline: {name}" for name in article.byline]
    rows += [f"date: {article.date.isoformat()}"] if article.date else []
    rows += [f"dateline: {article.dateline}"] if article.dateline else []
    rows += [f"outlet: {article.outlet}"] if article.outlet and with_outlet else []
    rows += [f"caption: {caption.text} | {caption.credit}" for caption in article.captions]
    rows += [f"text: {paragraph}" for paragraph in article.text.split("\n\n")]
    rows += [f"removed: {removal.line} {removal.reason}" for removal in removals if with_removals]
    return "\n".join(rows)


@pytest.mark.parametrize(("raw", "wanted"), read_cases())
def test_a_paste_becomes_the_article(raw: str, wanted: str) -> None:
    (received,) = decode(raw.encode(), name="paste.txt")
    made = make_article(received)
    article, removals = made.article, made.removals
    wants_removals, wants_outlet = "removed:" in wanted, "outlet:" in wanted
    assert format_article(article, removals, with_removals=wants_removals, with_outlet=wants_outlet) == wanted


@pytest.mark.parametrize("raw", [case.values[0] for case in read_cases()], ids=lambda raw: raw[:20])  # type: ignore[attr-defined]
def test_every_line_is_kept_or_listed_in_file_order(raw: str) -> None:
    (received,) = decode(raw.encode(), name="paste.txt")
    made = make_article(received)
    article, removals = made.article, made.removals
    kept = re.sub(r"\s+|-", "", article.text)
    numbers = [removal.line for removal in removals]
    assert numbers == sorted(set(numbers))
    listed = {*numbers, *(removal.line for removal in received.removals)}
    joined = {removal.line + 1: re.sub(r"\s+|-", "", removal.text) for removal in removals}  # a credit is
    for number, line in enumerate(raw.split("\n"), start=1):
        words = re.sub(r"\s+|-|•", "", line)
        is_listed = number in listed or (bool(words) and joined.get(number, "").endswith(words))
        assert not words or (words in kept) != is_listed


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        pytest.param("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>", id="script"),
        pytest.param("[x](javascript:alert(1))", r"\[x\](javascript:alert(1))", id="link"),
        pytest.param("[x]: https://example.org", r"\[x]: https://example.org", id="definition"),
        pytest.param("see [the rest] of it", "see [the rest] of it", id="brackets alone"),
        pytest.param("![x](y.png)", r"\![x\](y.png)", id="picture"),
        pytest.param("# One", r"\# One", id="heading"),
        pytest.param("---", r"\---", id="rule"),
        pytest.param("> said he", r"\> said he", id="quotation"),
        pytest.param("- item", r"\- item", id="list item"),
        pytest.param("1. item", r"1\. item", id="numbered item"),
        pytest.param("2021. A year", r"2021\. A year", id="year"),
        pytest.param("```", r"\`\`\`", id="fence"),
        pytest.param("~~~", "&#126;&#126;&#126;", id="other fence"),
        pytest.param(": meaning", "&#58; meaning", id="meaning of a term"),
        pytest.param("*[EU]: Union", r"\*[EU]: Union", id="abbreviation"),
        pytest.param("| a | b |", r"\| a | b |", id="table"),
        pytest.param("__x__ snake_case", r"\_\_x\_\_ snake_case", id="underscores"),
        pytest.param("a * b \\ c", r"a \* b \\ c", id="stars and backslashes"),
        pytest.param("&lt;b&gt; AT&T", "&amp;lt;b&amp;gt; AT&T", id="entities"),
    ],
)
def test_text_stays_text_in_markdown(text: str, markdown: str) -> None:
    assert escape(text) == markdown


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("Kari Holm", ("Kari Holm",), id="one"),
        pytest.param("Kari Holm and Ola Berg", ("Kari Holm", "Ola Berg"), id="two"),
        pytest.param("KARI HOLM, OLA BERG, Example Wire Staff", ("KARI HOLM", "OLA BERG"), id="and a desk"),
        pytest.param("Kari Holm, Senior Correspondent", ("Kari Holm",), id="role"),
        pytest.param("Kari Holm in Oslo", ("Kari Holm",), id="place"),
        pytest.param("Kari Holm | 3 May 2021", ("Kari Holm",), id="date"),
        pytest.param("Kari HolmUpdated: May 3, 2021", ("Kari Holm",), id="glued date"),
        pytest.param("Jan van der Meer", ("Jan van der Meer",), id="particles"),
        pytest.param("Associated Press", (), id="agency"),
        pytest.param("Ola Berg 1,2, Kari Holm 1", ("Ola Berg", "Kari Holm"), id="marks of institutes"),
        pytest.param("Anna Holm in Oslo and Ola Berg in Bergen", ("Anna Holm", "Ola Berg"), id="places"),
        pytest.param("Anna Holm Managing Editor and Master Gardener", ("Anna Holm",), id="a role with and"),
        pytest.param("Great Day Editorial Team", (), id="team"),
        pytest.param("the numbers", (), id="no name"),
        pytest.param("", (), id="nothing"),
    ],
)
def test_names_are_people_only(text: str, names: tuple[str, ...]) -> None:
    assert parse_names(text) == names


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        pytest.param(
            "The gate on Tuesday. Photo: AFP", Caption(text="The gate on Tuesday.", credit="AFP"), id="label at the end"
        ),
        pytest.param(
            "The gate on Tuesday (Photo by Ola Berg/Example)",
            Caption(text="The gate on Tuesday", credit="Ola Berg/Example"),
            id="in brackets",
        ),
        pytest.param(
            "The gate on Tuesday. (AP Photo/Ola Berg)",
            Caption(text="The gate on Tuesday.", credit="AP Photo/Ola Berg"),
            id="agency",
        ),
        pytest.param("The gate on Tuesday", Caption(text="The gate on Tuesday"), id="no credit"),
        pytest.param("Photo: AFP", None, id="only a credit"),
    ],
)
def test_a_caption_is_divided_from_its_credit(text: str, caption: Caption | None) -> None:
    assert parse_caption(text) == caption


@pytest.mark.parametrize(
    ("text", "place", "day"),
    [
        pytest.param("KABUL (Reuters) - The city fell.", "Kabul", None, id="capitals and agency"),
        pytest.param("OSLO, 3 May - The strike ended.", "Oslo", None, id="day"),
        pytest.param("NEW YORK — Stocks rose.", "New York", None, id="dash"),
        pytest.param("Oslo (Example Wire) – The strike ended.", "Oslo", None, id="small letters with an agency"),
        pytest.param("KABUL, 31 August 2021 - The last soldiers left.", "Kabul", "2021-08-31", id="whole date"),
        pytest.param("KABUL, Aug. 31, 2021 (AP) — Soldiers left.", "Kabul", "2021-08-31", id="date and agency"),
        pytest.param("Geneva, 5 May 2023 – The office closed.", "Geneva", "2023-05-05", id="small letters with a date"),
        pytest.param("PARIS, le 31 août 2021 – La pluie tombe.", "Paris", "2021-08-31", id="French"),
        pytest.param("LONDON, Tuesday, 31 August (dpa) - Es regnet.", "London", None, id="weekday"),
        pytest.param("МОСКВА, 31 августа. /ТАСС/. Идёт дождь.", "Москва", None, id="Russian"),
        pytest.param("COX'S BAZAR, Bangladesh, Sept 2 (AP) - Rain.", "Cox's Bazar", None, id="apostrophe"),
        pytest.param("KABUL/OSLO (Reuters) - The talks failed.", "Kabul/Oslo", None, id="two places"),
        pytest.param("Taliban – the group that ruled – returned.", None, None, id="an aside"),
        pytest.param("On Monday, 3 May 2021 - it rained - all went home.", None, None, id="a day"),
        pytest.param("Biden, 80 - the oldest - runs.", None, None, id="an age"),
        pytest.param("The city fell on Sunday.", None, None, id="none"),
    ],
)
def test_a_dateline_opens_the_text(text: str, place: str | None, day: str | None) -> None:
    found = parse_dateline(text)
    assert (found.place if found else None) == place
    assert (str(found.day) if found and found.day else None) == day
    assert find_dateline(text) == place


@pytest.mark.parametrize(
    ("top", "headline"),
    [
        pytest.param("Ministers agree on the river | Example News", "Ministers agree on the river", id="an outlet"),
        pytest.param(
            "Ministers agree on the river | what it costs", "Ministers agree on the river | what it costs", id="a part"
        ),
        pytest.param(
            "Watch: Ministers sign 01:23\nMinisters agree on the river", "Ministers agree on the river", id="a video"
        ),
    ],
)
def test_the_headline_without_what_is_glued_to_it_or_above_it(top: str, headline: str) -> None:
    text = "\n\n".join(
        f"The ministers agreed on the river, said speaker {number} in Oslo on Monday." for number in range(5)
    )
    (received,) = decode(f"{top}\nBy Kari Holm\n3 May 2021\n\n{text}\n".encode(), name="paste.txt")
    assert make_article(received).article.headline == headline


def test_the_first_line_above_a_byline_heads_short_questions_and_answers() -> None:
    text = "What was agreed?\nThe two share the river.\n\nWho pays?\nBoth pay half of it."
    (received,) = decode(f"Two questions on the river\nBy Kari Holm\n3 May 2021\n\n{text}\n".encode(), name="paste.txt")
    assert make_article(received).article.headline == "Two questions on the river"


@pytest.mark.parametrize("rule", ["---", "***", "— —"])
def test_a_rule_is_no_headline(rule: str) -> None:
    (received,) = decode(f"{rule}\n\nTalks in Oslo\n\nThe talks ended on Sunday.".encode(), name="paste.txt")
    assert make_article(received).article.headline == "Talks in Oslo"


@pytest.mark.parametrize(
    "line", ["(01) 234 56 78", "Talks in Oslo: book a seat >", "Kari Holm 3/5/2021 Comment! Talks, Oslo, Lakes"]
)
def test_a_number_a_link_or_a_day_with_tags_is_no_headline(line: str) -> None:
    text = f"{line}\n\nTalks in Oslo\n\nThe talks in Oslo ended on Sunday, and those who were there went home.\n"
    (received,) = decode(f"Home\nNews\n{text}".encode(), name="paste.txt")
    assert make_article(received).article.headline == "Talks in Oslo"


@pytest.mark.parametrize(
    ("text", "review"),
    [
        pytest.param("Talks\n\nToo little.", ("body-short",), id="short"),
        pytest.param("word " * 200, ("headline", "language"), id="one long line"),
    ],
)
def test_what_was_unsure_is_said(text: str, review: tuple[str, ...]) -> None:
    (received,) = decode(text.encode(), name="paste.txt")
    assert make_article(received).review == review


@pytest.mark.parametrize(
    "text",
    [
        "Home\nWorld\nSport\nSign in\n",
        "a | b\n1 | 2\n" * 30,
        "ab\n" * 2000,
        "[(" * 5000 + "a",
        "_a" * 5000,
        "<" * 5000 + "a",
        "1/" * 5000,
    ],
    ids=["navigation", "table", "short lines", "brackets", "underscores", "angles", "slashes"],
)
def test_strange_pastes_are_read(text: str) -> None:
    (received,) = decode(text.encode(), name="paste.txt")
    made = make_article(received)
    article, removals = made.article, made.removals
    assert article.byline == ()
    assert article.date is None
    assert article.text or removals


def test_a_byline_of_two_writers_and_their_places_is_no_standfirst() -> None:
    text = (
        "Ministers pledge closer ties after two days of talks\n"
        "Neighbours ask the council to meet before the summer begins and to publish what it decides\n"
        "Mar 23, 2021, 09:14 GMT\n"
        "Ines Calderwood in Hong Kong and Piotr Wasilewski in Warsaw\n"
        "The ministers rejected criticism of their plans on Tuesday and called for a summit of the council.\n"
        "They told reporters that the two sides would meet again in the autumn, when the treaty is to be signed.\n"
    )
    (raw,) = decode(text.encode(), name="a.txt")
    article = make_article(raw).article
    assert article.byline == ("Ines Calderwood", "Piotr Wasilewski")
    assert not any("Calderwood" in line for line in article.standfirst)


TALKS = (
    "Ministers pledge closer ties after two days of talks\n{byline}\nMar 23, 2021, 09:14 GMT\n"
    "The ministers who met in Sharm el-Sheikh rejected criticism of their plans on Tuesday and called for a summit.\n"
    "They told reporters that the two sides would meet again in the autumn, when the treaty is to be signed.\n"
)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Kari Holm\nPolitical Reporter\nExample Media Group\nBy Ola Berg\nReporter", ("Kari Holm", "Ola Berg")),
        ("By Kari Holm, Sharm el-Sheikh", ("Kari Holm",)),
        ("By Kari Holm, Piotr Wasilewski", ("Kari Holm", "Piotr Wasilewski")),
        ("By Ani PETROSYAN with Kenan BERG in Baku", ("Ani PETROSYAN", "Kenan BERG")),
    ],
    ids=["two bylines", "a place that the text names", "two names", "surnames in capitals"],
)
def test_bylines(byline: str, names: tuple[str, ...]) -> None:
    (raw,) = decode(TALKS.format(byline=byline).encode(), name="a.txt")
    assert make_article(raw).article.byline == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("作者：孔德明", "孔德明", id="Chinese"),
        pytest.param("（记者 王小明）", "王小明", id="reporter in brackets"),
        pytest.param("[山田太郎，Example Wire]", "山田太郎", id="Japanese, with the outlet"),
        pytest.param("홍길동 기자", "홍길동", id="Korean"),
        pytest.param("国际 财经 体育", None, id="menu"),
        pytest.param("By Kari Holm", None, id="Latin letters"),
    ],
)
def test_names_without_spaces_are_found_by_what_says_that_they_sign(text: str, name: str | None) -> None:
    assert find_eastern_name(text) == name


def test_the_writers_address_is_no_name() -> None:
    assert parse_names("Kari Holm kari.holm@wire.example | 3 May 2024") == ("Kari Holm",)


@pytest.mark.parametrize(
    ("line", "writers"),
    [
        pytest.param("Accueil | Par Kari Holm | 30 septembre 2018", ("Kari Holm",), id="behind a mark"),
        pytest.param("作者：孔德明", ("孔德明",), id="Chinese"),
        pytest.param("Kari Holm kari@wire.example | 3 May 2024", ("Kari Holm",), id="with an address"),
    ],
)
def test_writers_are_found_in_such_lines(line: str, writers: tuple[str, ...]) -> None:
    paste = (
        f"Talks in Oslo end without a treaty\n\n{line}\n\n" + "The talks ended on Sunday in Oslo without one.\n\n" * 4
    )
    (received,) = decode(paste.encode(), name="paste.txt")
    assert make_article(received).article.byline == writers


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("Kari Holm Ola Berg", ("Kari Holm", "Ola Berg"), id="glued"),
        pytest.param("Kari HolmKari Holm", ("Kari Holm",), id="doubled"),
        pytest.param("April Holm", ("April Holm",), id="a month that is a first name"),
        pytest.param("Juan Carlos Holm Berg", ("Juan Carlos Holm Berg",), id="two given names"),
        pytest.param("Kari Holm, Software Engineer", ("Kari Holm",), id="a calling"),
    ],
)
def test_two_names_and_callings(text: str, names: tuple[str, ...]) -> None:
    assert parse_names(text) == names
