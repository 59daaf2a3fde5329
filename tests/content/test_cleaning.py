"""The editor's list of lines to keep and to drop: what an entry may be, and which entry a line meets."""

import pytest
from digest.content.vocabulary.cleaning import Phrase, find_phrase, line_key, parse_cleaning
from digest.core.errors import VocabularyError

REMEDY = "write an entry as `- drop: the line` or `- keep: the line`, with `outlet: NAME` if only that outlet has it"
NO_LINE = f"this is not a line to keep or drop; {REMEDY}"


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        pytest.param("", (), id="nothing"),
        pytest.param("- drop: Read on\n", (Phrase(text="Read on", keep=False),), id="drop"),
        pytest.param("\ufeff- keep: ' 007 '\n", (Phrase(text="007", keep=True),), id="keep, and a byte order mark"),
        pytest.param(
            "- {drop: More, outlet: ' Lake Post '}\n- {keep: More, outlet: ''}\n",
            (Phrase(text="More", keep=False, outlet="Lake Post"), Phrase(text="More", keep=True)),
            id="of one outlet, and of none",
        ),
    ],
)
def test_a_list_is_read(text: str, phrases: tuple[Phrase, ...]) -> None:
    assert parse_cleaning(text, file="cleaning.yaml") == phrases


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        pytest.param("- drop: ''\n", [f"1: {NO_LINE}"], id="empty"),
        pytest.param("- Read on\n", [f"1: {NO_LINE}"], id="neither"),
        pytest.param("- {drop: a, keep: b}\n", [f"1: {NO_LINE}"], id="both"),
        pytest.param("- drop: a\n- outlet: Lake Post\n", [f"2: {NO_LINE}"], id="an outlet alone"),
        pytest.param("- drop: [a]\n- {drop: a, outlet: [b]}\n", [f"1: {NO_LINE}", f"2: {NO_LINE}"], id="lists"),
        pytest.param("- {drop: a, note: b}\n", [f"1: {NO_LINE}"], id="another key"),
        pytest.param("drop: a\n", ["1: must be a list: lines that start with '- ', or [one, another]"], id="no list"),
        pytest.param("- 'a\n", ["1: not valid YAML: a quote is opened and not closed"], id="no YAML"),
    ],
)
def test_what_is_no_entry_is_told_with_its_line(text: str, problems: list[str]) -> None:
    with pytest.raises(VocabularyError) as caught:
        parse_cleaning(text, file="cleaning.yaml")
    assert [str(problem).removeprefix("cleaning.yaml:") for problem in caught.value.problems] == problems


ALL, LOUD = Phrase(text="More", keep=False), Phrase(text="MORE", keep=True)
OURS = Phrase(text="More", keep=True, outlet="Lake Post")
START = Phrase(text="By our own…", keep=False)


@pytest.mark.parametrize(
    ("phrases", "line", "outlet", "found"),
    [
        pytest.param((ALL,), "more!", None, ALL, id="case and marks do not count"),
        pytest.param((ALL,), "More 12", None, ALL, id="nor do digits"),
        pytest.param((ALL,), "More news", None, None, id="another line"),
        pytest.param((START,), "By our own man in Oslo", None, START, id="the start of a line"),
        pytest.param((START,), "In Oslo: by our own", None, None, id="not amid a line"),
        pytest.param((OURS,), "More", "Hill Post", None, id="of another outlet"),
        pytest.param((OURS,), "More", None, None, id="of an outlet that is not known"),
        pytest.param((OURS,), "More", "LAKE post", OURS, id="the outlet's case does not count"),
        pytest.param((ALL, OURS), "More", "Lake Post", OURS, id="the outlet's last"),
        pytest.param((OURS, ALL), "More", "Lake Post", OURS, id="the outlet's before that of all"),
        pytest.param((ALL, LOUD), "More", None, LOUD, id="the last"),
        pytest.param((ALL, OURS), "More", "Hill Post", ALL, id="that of all, elsewhere"),
    ],
)
def test_a_line_meets_an_entry(
    phrases: tuple[Phrase, ...], line: str, outlet: str | None, found: Phrase | None
) -> None:
    assert find_phrase(phrases, line, outlet=outlet) == found


@pytest.mark.parametrize(("line", "key"), [("  A - b_2! ", "a b"), ("***", "***"), ("12", "12"), ("ÄÖ", "äö")])
def test_the_key_of_a_line(line: str, key: str) -> None:
    assert line_key(line) == key
