"""The editor's own list of lines to keep and to drop: read, written, and stronger than the rules."""

from pathlib import Path

import pytest
from digest.content.store import Content, make_content
from digest.content.vocabulary import Phrase, find_phrase, parse_cleaning
from digest.core.errors import VocabularyError
from digest.core.settings import DigestSettings
from digest.editor.corrections import add_line
from digest.ingest.decode import decode
from digest.ingest.structure import make_article, put_back

PASTE = """\
Lake towns agree on a ferry

The towns on both shores of the lake agreed on Monday to run a ferry together from the first of May.

Sign up for our newsletter

The mayor said that it would take cars as well, and that the old bridge would then be closed for repairs.

Timetables hang at the harbour and in the library, and nobody needs to book before the first day of June.
"""
PAGE = (
    "<html><head><title>Lake towns agree</title></head><body><nav><ul><li><a href='/x'>Front page</a></li></ul></nav>"
    "<article><h1>Lake towns agree</h1>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in PASTE.split("\n\n")[1:])
    + "<p>The council will vote on the contract in a fortnight, and the ferry itself is to come from a yard in "
    "the north, where it has carried cattle for the last eleven years.</p></article>"
    "<footer>Lake Post</footer></body></html>"
)


@pytest.fixture
def content(tmp_path: Path) -> Content:
    (tmp_path / "content").mkdir()
    return make_content(tmp_path / "content", DigestSettings())


@pytest.mark.parametrize(
    ("line", "outlet", "keep"),
    [
        pytest.param("THE MORNING LETTER!", None, False, id="case and marks do not count"),
        pytest.param("The morning letter and more", None, None, id="another line"),
        pytest.param("Our correspondents in Oslo", "Lake Post", True, id="start, of the outlet"),
        pytest.param("Our correspondents in Oslo", None, None, id="start, of no outlet"),
        pytest.param("***", None, False, id="marks alone"),
        pytest.param("More", "Lake Post", True, id="the outlet's before that of all"),
        pytest.param("More", "Hill Post", False, id="that of all"),
    ],
)
def test_a_line_is_found(line: str, outlet: str | None, keep: bool | None) -> None:
    phrases = (
        Phrase(text="The morning letter", keep=False),
        Phrase(text="Our correspondents…", keep=True, outlet="lake post"),
        Phrase(text="***", keep=False),
        Phrase(text="More", keep=True, outlet="Lake Post"),
        Phrase(text="More", keep=False),
    )
    found = find_phrase(phrases, line, outlet=outlet)
    assert (found.keep if found else None) == keep


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_the_list_is_stronger_than_the_rules(name: str) -> None:
    phrases = (
        Phrase(text="Sign up for our newsletter", keep=True),
        Phrase(text="The mayor said…", keep=False),
    )
    (raw,) = decode((PAGE if name.endswith("html") else PASTE).encode(), name=name)
    without = make_article(raw).article
    assert "newsletter" not in without.text
    assert "mayor" in without.text
    made = make_article(put_back(raw, phrases), phrases)
    article, removals = made.article, made.removals
    assert "on Monday to run a ferry together from the first of May.\n\nSign up for our newsletter\n\n" in article.text
    assert [gone.reason for gone in removals if "mayor" in gone.text] == ["editor-list"]


def test_lines_are_added_and_the_file_stays_as_it_is(content: Content) -> None:
    content.vocabularies.mkdir()
    path = content.vocabularies / "cleaning.yaml"
    path.write_text("# mine\n- drop: 'The morning letter'   # every day\n", encoding="utf-8")
    add_line(content, "  Read:  more ", keep=False, outlet="Lake Post")
    told = add_line(content, "The morning letter", keep=False)
    assert told == "content/vocabularies/cleaning.yaml: the line is already dropped"
    assert path.read_text(encoding="utf-8") == (
        "# mine\n- drop: 'The morning letter'   # every day\n- drop: \"Read: more\"\n  outlet: Lake Post\n"
    )


def test_the_first_line_makes_the_file(content: Content) -> None:
    told = add_line(content, "Correction: it was Monday", keep=True)
    assert told.startswith("content/vocabularies/cleaning.yaml: the line is kept from now on")
    text = (content.vocabularies / "cleaning.yaml").read_text(encoding="utf-8")
    assert parse_cleaning(text, file="c") == (Phrase(text="Correction: it was Monday", keep=True),)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- drop: a\n  keep: b\n", id="both"),
        pytest.param("- outlet: a\n", id="neither"),
        pytest.param("- a\n", id="text alone"),
        pytest.param("- drop:\n", id="empty"),
        pytest.param("- dorp: a\n", id="another key"),
        pytest.param("drop: a\n", id="no list"),
    ],
)
def test_what_is_no_list_is_told_with_its_line(text: str) -> None:
    with pytest.raises(VocabularyError, match=r"^cleaning.yaml:1: "):
        parse_cleaning(text, file="cleaning.yaml")
