"""What a draft's page shows: lines with what became of them, folds, marks in text and HTML, headlines in a circle."""

import pytest
from digest.content.vocabulary import base_vocabularies
from digest.core.settings import DigestSettings
from digest.core.types import Annotations, Article, Candidate, Candidates, RawArticle, Reading, Removal
from digest.hosting.desk.paint import make_painter, paint_html
from digest.hosting.desk.sheet import next_headlines
from digest.hosting.desk.source_lines import Fold, fold_lines, list_lines
from digest.ingest.names import make_name_finder
from digest.ingest.pipeline import read_file


def make_reading(text: str, *removals: Removal, first_line: int = 1, headline: str | None = None) -> Reading:
    raw = RawArticle(name="x.txt", sha256="0", text=text, first_line=first_line)
    candidates = Candidates(headline=(Candidate("Two", 5), Candidate("Three", 7)))
    return Reading(
        raw=raw, article=Article(headline=headline), removals=removals, annotations=Annotations(), candidates=candidates
    )


def states(reading: Reading) -> list[tuple[int, str, str, bool]]:
    return [(line.number, line.state, line.text, line.unsure) for line in list_lines(reading)]


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        pytest.param(make_reading("One\n\nTwo"), [(1, "kept", "One", False), (3, "kept", "Two", False)], id="kept"),
        pytest.param(
            make_reading("Share\nOne", Removal(1, "sharing", "Share")),
            [(1, "removed", "Share", False), (2, "kept", "One", False)],
            id="removed",
        ),
        pytest.param(
            make_reading("A ship\n(Agency)\nOne", Removal(1, "caption", "A ship (Agency)")),
            [(1, "used", "A ship", False), (2, "used", "(Agency)", False), (3, "kept", "One", False)],
            id="a caption over two lines",
        ),
        pytest.param(
            make_reading("One", Removal(1, "header-block", "URL: x"), first_line=3),
            [(1, "used", "URL: x", False), (3, "kept", "One", False)],
            id="above the text",
        ),
        pytest.param(
            make_reading("One\nMore\nTwo", Removal(2, "after-article/related", "More")),
            [(1, "kept", "One", False), (2, "removed", "More", False), (3, "kept", "Two", True)],
            id="kept after the end",
        ),
        pytest.param(
            make_reading("One\nTwo", Removal(1, "inset", "One", unsure=True)),
            [(1, "removed", "One", True), (2, "kept", "Two", False)],
            id="doubtful",
        ),
        pytest.param(make_reading(""), [], id="nothing"),
    ],
)
def test_what_became_of_each_line(reading: Reading, expected: list[tuple[int, str, str, bool]]) -> None:
    assert states(reading) == expected


def test_runs_of_dropped_lines_are_folded_and_doubtful_ones_are_not() -> None:
    removals = [Removal(number, "related", f"Line {number}", unsure=number == 5) for number in range(1, 10)]
    reading = make_reading("\n".join(f"Line {number}" for number in range(1, 10)), *removals)
    folded = list(fold_lines(list_lines(reading)))
    assert [len(one.lines) if isinstance(one, Fold) else one.number for one in folded] == [4, 5, 4]


def test_every_line_of_an_article_is_shown_once() -> None:
    text = "Share\n\nTalks end\n\nBy Ann Berg\n\nThe ministers met in Oslo on Tuesday.\n\nSign up for our newsletter\n"
    (reading,) = read_file(
        text.encode(),
        name="x.txt",
        vocabularies=base_vocabularies(),
        find_names=make_name_finder("rules"),
        settings=DigestSettings(),
    )
    lines = {line.number: line.text for line in list_lines(reading)}
    assert lines == {number: line for number, line in enumerate(text.split("\n"), 1) if line}


WORDS = {"a": ("China", "Chinese"), "b": ("South China Sea",), "c": ("王毅",), "d": ("C.I.A.",), "e": ("",)}
PAINT = make_painter(WORDS)
MARKED = '<span class="mention" data-terms="a">China</span>'


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        pytest.param("China and chinese ships", [("China", "a"), ("chinese", "a")], id="case"),
        pytest.param("the South China Sea", [("South China Sea", "b")], id="the longest wins"),
        pytest.param("Indochina, Chinatown", [], id="whole words"),
        pytest.param("外长王毅说", [("王毅", "c")], id="a script without spaces"),
        pytest.param("the C.I.A. said; CxIxAx", [("C.I.A.", "d")], id="no pattern"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_mentions_are_marked(text: str, marked: list[tuple[str, str]]) -> None:
    pieces = PAINT(text)
    assert [(piece.text, *piece.terms) for piece in pieces if piece.terms] == marked
    assert "".join(piece.text for piece in pieces) == text


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param(
            '<p>In <a href="/China" title="China > x">China</a> &amp; x</p>',
            f'<p>In <a href="/China" title="China &gt; x">{MARKED}</a> &amp; x</p>',
            id="not in tags",
        ),
        pytest.param("<p>x</p>China", f"<p>x</p>{MARKED}", id="beside a paragraph"),
        pytest.param("China &lt;b&gt;", f"{MARKED} &lt;b&gt;", id="bare text"),
        pytest.param("", "<p></p>", id="nothing"),
    ],
)
def test_marks_in_html_are_in_its_text_alone(html: str, expected: str) -> None:
    assert str(paint_html(html, PAINT)) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("One", ["Two", "Three"], id="as ingest took it"),
        pytest.param("Two", ["Three", "One"], id="the first candidate"),
        pytest.param("Three", ["One", "Two"], id="the last candidate"),
        pytest.param("Mine", ["One", "Two", "Three"], id="the editor's"),
    ],
)
def test_headlines_go_round(title: str, expected: list[str]) -> None:
    assert [one.text for one in next_headlines(title, make_reading("x", headline="One"))] == expected
