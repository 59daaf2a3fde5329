"""Entries added to a vocabulary file, changed and taken out: the text after it, and all else as it stood."""

import pytest
from digest.content.vocabulary.edit import add_entry, change_entry, entry_data, remove_entry
from digest.core.errors import VocabularyError

WANG = {"name": "Wang Yi", "kind": "person", "aliases": ("王毅", "NO"), "country": None, "note": ""}
LINES = '- name: Wang Yi\n  kind: person\n  aliases: [王毅, "NO"]\n'
LONG = "Long " * 30 + "name"
NO_LIST = "must be a list: lines that start with '- ', or [one, another]"
FILE = """\
# mine
- name: Ann Berg   # the minister
  kind: person

# Once a colleague.
- Bo
-
  name: Cy
  aliases: [C]
- {name: Di, kind: group}
"""


@pytest.mark.parametrize(
    ("text", "added"),
    [
        pytest.param("", LINES, id="an empty file"),
        pytest.param("# mine\n", f"# mine\n{LINES}", id="a comment alone"),
        pytest.param("- Bo", f"- Bo\n{LINES}", id="no line end"),
        pytest.param("- Bo\r\n", "- Bo\r\n" + LINES.replace("\n", "\r\n"), id="other line ends"),
        pytest.param("\ufeff- Bo\n", f"\ufeff- Bo\n{LINES}", id="a byte order mark"),
        pytest.param("  - Bo\n", "  - Bo\n" + "".join(f"  {line}\n" for line in LINES.splitlines()), id="indented"),
        pytest.param("[]\n", LINES, id="an empty list"),
        pytest.param("# mine\n[ ]\n\n# end\n", f"# mine\n# end\n{LINES}", id="an empty list between comments"),
        pytest.param("[]  # end", f"# end\n{LINES}", id="an empty list before a comment"),
        pytest.param("\ufeff[]\n", f"\ufeff{LINES}", id="an empty list and a byte order mark"),
        pytest.param("[Bo]\n", '[Bo, {name: Wang Yi, kind: person, aliases: [王毅, "NO"]}]\n', id="on one line"),
        pytest.param(
            "[Max]\n", '[Max, {name: Wang Yi, kind: person, aliases: [王毅, "NO"]}]\n', id="on one line after an x"
        ),
        pytest.param(
            "[Bo, ]\n", '[Bo, {name: Wang Yi, kind: person, aliases: [王毅, "NO"]}]\n', id="a comma at the end"
        ),
    ],
)
def test_an_entry_is_added(text: str, added: str) -> None:
    assert add_entry(text, WANG) == added


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param(
            "a: b\n", "vocabulary:1: must be a list: lines that start with '- ', or [one, another]", id="no list"
        ),
        pytest.param("- 'a\n", "vocabulary:1: not valid YAML: a quote is opened and not closed", id="no YAML"),
        pytest.param(
            "- Bo\n...\n",
            "vocabulary:3: not valid YAML: nothing can follow what was closed above, such as a []; delete what follows",
            id="a file that ends before its end",
        ),
    ],
)
def test_what_nothing_can_be_added_to_is_told(text: str, problem: str) -> None:
    with pytest.raises(VocabularyError) as caught:
        add_entry(text, WANG)
    assert [str(problem) for problem in caught.value.problems] == [problem]


@pytest.mark.parametrize(
    ("name", "changes", "old", "new"),
    [
        pytest.param("ann  BERG", {"kind": "group"}, "kind: person", "kind: group", id="a value"),
        pytest.param(
            "Ann Berg",
            {"aliases": ("A. Berg",)},
            "  kind: person\n",
            "  kind: person\n  aliases: [A. Berg]\n",
            id="a new key, below the last",
        ),
        pytest.param("Bo", {"kind": "person"}, "- Bo\n", "- name: Bo\n  kind: person\n", id="a name alone"),
        pytest.param("Cy", {"aliases": ("C", "D")}, "aliases: [C]", "aliases: [C, D]", id="a dash on its own line"),
        pytest.param(
            "Di",
            {"country": "NO"},
            "- {name: Di, kind: group}\n",
            '- name: Di\n  kind: group\n  country: "NO"\n',
            id="an entry on one line",
        ),
        pytest.param(
            "Ann Berg",
            {"aliases": (LONG, "B")},
            "  kind: person\n",
            f"  kind: person\n  aliases:\n    - {LONG}\n    - B\n",
            id="a list that is too long for one line",
        ),
        pytest.param(
            "Di",
            {"aliases": (LONG, "B")},
            "- {name: Di, kind: group}\n",
            f"- name: Di\n  kind: group\n  aliases:\n    - {LONG}\n    - B\n",
            id="such a list in an entry on one line",
        ),
        pytest.param(
            "Cy",
            {"kind": "person", "aliases": ("X",)},
            "  aliases: [C]\n",
            "  aliases: [X]\n  kind: person\n",
            id="two keys",
        ),
    ],
)
def test_an_entry_is_changed_and_nothing_else(name: str, changes: dict[str, object], old: str, new: str) -> None:
    assert FILE.count(old) == 1
    for text in (FILE, FILE.replace("\n", "\r\n"), f"\ufeff{FILE}"):
        wanted = FILE.replace(old, new)
        wanted = wanted.replace("\n", "\r\n") if "\r" in text else wanted
        assert change_entry(text, name, changes) == ("\ufeff" if text.startswith("\ufeff") else "") + wanted


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        pytest.param("Ann Berg", "- name: Ann Berg   # the minister\n  kind: person\n", id="lines"),
        pytest.param("bo", "- Bo\n", id="a name alone"),
        pytest.param("Cy", "-\n  name: Cy\n  aliases: [C]\n", id="a dash on its own line"),
        pytest.param("Di", "- {name: Di, kind: group}\n", id="on one line"),
    ],
)
def test_an_entry_is_taken_out_and_nothing_else(name: str, gone: str) -> None:
    assert FILE.count(gone) == 1
    assert remove_entry(FILE, name) == FILE.replace(gone, "")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("ANN BERG", {"name": "Ann Berg", "kind": "person"}),
        ("Bo", {"name": "Bo"}),
        ("Cy", {"name": "Cy", "aliases": ("C",)}),
        ("nobody", None),
    ],
)
def test_what_an_entry_says(name: str, data: dict[str, object] | None) -> None:
    assert entry_data(f"\ufeff{FILE}".replace("\n", "\r\n"), name) == data


@pytest.mark.parametrize(
    ("text", "name", "problem"),
    [
        pytest.param(FILE, "Eva", "vocabulary: there is no entry of Eva", id="none"),
        pytest.param("a: b\n", "a", "vocabulary: there is no entry of a", id="no list"),
        pytest.param(
            "- Bo\n- &x Cy\n- *x\n",
            "Cy",
            "vocabulary:2: the program cannot change the entry of Cy here; write entries as `- name: ...`",
            id="YAML's aliases",
        ),
        pytest.param(
            "[Bo, Cy]\n",
            "Bo",
            "vocabulary:1: the program cannot change the entry of Bo here; write entries as `- name: ...`",
            id="a list on one line",
        ),
    ],
)
def test_what_cannot_be_changed_is_told(text: str, name: str, problem: str) -> None:
    for edit in (lambda: change_entry(text, name, {"kind": "group"}), lambda: remove_entry(text, name)):
        with pytest.raises(VocabularyError) as caught:
            edit()
        assert [str(problem) for problem in caught.value.problems] == [problem]


def test_an_edit_that_would_change_another_entry_is_refused() -> None:
    with pytest.raises(
        VocabularyError,
        match="the program cannot change the entry of Bo here; change it by hand",
    ):
        change_entry(FILE, "Bo", {"name": "Eva"})
