"""Names by rules and by a pipeline: who and what a text names, and where."""

import subprocess
import sys

import pytest
from digest.core.errors import SettingsError
from digest.core.types import Article, NamedSpan
from digest.ingest.names import make_name_finder, reading_text
from digest.ingest.names.finders import CHUNK, _chunks, _trimmed, join_names

RULES = make_name_finder("rules")


def named(text: str) -> list[tuple[str, str, str]]:
    return [(span.text, span.kind, span.rule) for span in RULES(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "On Monday Foreign Minister Wang Yi left.", [("Wang Yi", "person", "title-and-name")], id="title and name"
        ),
        pytest.param("Mr Okonkwo disagreed.", [("Okonkwo", "person", "title-and-name")], id="honorific and surname"),
        pytest.param(
            "The former foreign minister Joschka Reiter wrote it.",
            [("Joschka Reiter", "person", "office-and-name")],
            id="office in small letters",
        ),
        pytest.param("Talks with Kim Jong-un failed.", [("Kim Jong-un", "person", "surname-first")], id="Korean"),
        pytest.param("Yesterday Xi Jinping spoke.", [("Xi Jinping", "person", "surname-first")], id="Chinese"),
        pytest.param("He Lifeng signed it.", [("He Lifeng", "person", "surname-first")], id="a surname like a pronoun"),
        pytest.param("He Said so.", [], id="a pronoun"),
        pytest.param(
            "A letter of Ursula von der Leyen came.", [("Ursula von der Leyen", "person", "given-name")], id="particles"
        ),
        pytest.param(
            "Crown Prince Mohammed bin Salman agreed.",
            [("Mohammed bin Salman", "person", "title-and-name")],
            id="son of",
        ),
        pytest.param("President Abdel-Fattah al-Sisi agreed.", [("Abdel-Fattah al-Sisi", "person", "title-and-name")]),
        pytest.param("A note by B. U. Ekwueme.", [("B. U. Ekwueme", "person", "initials")], id="initials"),
        pytest.param("Arivan Kumaran, 26, fled.", [("Arivan Kumaran", "person", "name-and-age")], id="age"),
        pytest.param("Saira Durrani said so.", [("Saira Durrani", "person", "name-and-verb")], id="verb"),
        pytest.param("Lake Victoria has risen.", [], id="weak verbs are no evidence"),
        pytest.param(
            "The Harbour Workers Union (HWU) struck.",
            [("Harbour Workers Union", "organisation", "acronym-in-brackets")],
            id="acronym in brackets",
        ),
        pytest.param(
            "The Ministry of Trade, Industry and Energy agreed.",
            [("Ministry of Trade, Industry and Energy", "organisation", "body-word")],
            id="a body with a tail",
        ),
        pytest.param(
            "The U.S. Attorney's Office for the Northern District of Ohio charged him.",
            [("U.S. Attorney's Office for the Northern District of Ohio", "organisation", "body-word")],
            id="a body with an owner",
        ),
        pytest.param("He lives in Guilin.", [("Guilin", "place", "in-a-place")], id="place"),
        pytest.param("U.S. officials met.", [], id="a country's letters are no initials"),
        pytest.param("Jury Finds Mayor Tom Brandt Guilty In Harbour Case", [], id="title case says nothing"),
        pytest.param("", [], id="empty"),
        pytest.param("你好，世界。مرحبا", [], id="other scripts"),
    ],
)
def test_rules_name(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [span for span in named(text) if span[1] != "place" or expected] == expected


def test_offsets_are_code_points_of_the_name() -> None:
    text = "“Nø” — said 𝒳 Mr Assange’s lawyer, and Foreign Minister Wang Yi."
    assert [text[span.start : span.end] for span in RULES(text)] == [span.text for span in RULES(text)]


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        pytest.param("WANG YI MEETS NATO ENVOYS IN OSLO", "Wang Yi Meets Nato Envoys In Oslo", id="capitals"),
        pytest.param("US AND EU SIGN A PACT ON FISH", "US And EU Sign A Pact On Fish", id="short acronyms stay"),
        pytest.param("Wang Yi meets NATO envoys", "Wang Yi meets NATO envoys", id="as it is"),
        pytest.param("UN, WHO", "UN, WHO", id="acronyms alone"),
    ],
)
def test_a_headline_in_capitals_is_calmed(headline: str, expected: str) -> None:
    assert reading_text(Article(headline=headline, text="Body."))[0] == f"{expected}\n\nBody."


def test_reading_text_says_where_the_text_starts() -> None:
    article = Article(headline="Head", standfirst=("One", "Two"), text="Body.")
    assert reading_text(article) == ("Head\n\nOne\n\nTwo\n\nBody.", 16)
    assert reading_text(Article(headline=None, text="Body.")) == ("Body.", 0)


def span(start: int, text: str, kind: str, rule: str) -> NamedSpan:
    return NamedSpan(start=start, end=start + len(text), text=text, kind=kind, rule=rule)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("model", "rules", "expected"),
    [
        pytest.param(
            [("Wang Yi", "organisation")], [("Wang Yi", "person")], [("Wang Yi", "person")], id="rule is sure"
        ),
        pytest.param(
            [("Wang Yi Foundation", "organisation")],
            [("Wang Yi", "person")],
            [("Wang Yi Foundation", "organisation")],
            id="the longer",
        ),
        pytest.param([("Wang Yi", "person")], [], [("Wang Yi", "person")], id="model alone"),
    ],
)
def test_model_and_rules_are_joined(
    model: list[tuple[str, str]], rules: list[tuple[str, str]], expected: list[tuple[str, str]]
) -> None:
    text = "Wang Yi Foundation opened a hall in the old town by the river."
    found = join_names(
        text,
        tuple(span(0, name, kind, "model") for name, kind in model),
        tuple(span(0, name, kind, "title-and-name") for name, kind in rules),
    )
    assert [(one.text, one.kind) for one in found] == expected


def test_what_a_model_sees_in_a_title_case_headline_needs_the_text() -> None:
    text = "Brandt Says Harbour Plan Dead\n\nMayor Tom Brandt spoke."
    model = (span(0, "Brandt Says", "person", "model"), span(0, "Brandt", "person", "model"))
    assert [one.text for one in join_names(text, model, ())] == ["Brandt"]


def test_chunks_cover_a_long_text_and_are_bounded() -> None:
    text = "word " * 10_000 + "\n\n" + "x" * 45_000
    pieces = list(_chunks(text))
    assert "".join(piece for _, piece in pieces) == text
    assert max(len(piece) for _, piece in pieces) <= CHUNK


def test_an_unknown_pipeline_is_a_settings_error() -> None:
    with pytest.raises(SettingsError, match="DIGEST_NER: 'xx_none' is not an installed spaCy pipeline; use one of"):
        make_name_finder("xx_none")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("OSLO - Ann Berg", "Ann Berg", id="after a dateline"),
        pytest.param("the Kremlin's", "Kremlin", id="article and possessive"),
        pytest.param("Ann Berg\n\nIt", "Ann Berg", id="beyond the line"),
    ],
)
def test_a_models_name_is_trimmed(text: str, name: str) -> None:
    (span,) = _trimmed(text, 0, len(text), "person", "a model")
    assert (span.text, text[span.start : span.end]) == (name, name)


def test_making_a_finder_imports_no_spacy() -> None:
    code = (
        "import sys; from digest.ingest.names import make_name_finder as m\n"
        "print(m('auto').label, 'spacy' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": "plugins"}
    )
    assert run.stdout.split()[-1] == "False"


def test_the_pipeline_names_people_without_titles() -> None:
    pytest.importorskip("spacy")
    finder = make_name_finder("auto")
    if finder.label == "rules":
        pytest.skip("no spaCy pipeline is installed")
    assert ("Hisako Tanaka", "person") in [
        (one.text, one.kind) for one in finder("On Tuesday Hisako Tanaka flew to Oslo.")
    ]
