"""Three-way merge of a post: by field and by line; nothing that either side wrote is lost."""

import re
from collections.abc import Mapping

import pytest
from digest.content.frontmatter import edit_post, format_post, read_post, replace_body
from digest.core.types import Provenance, Source
from digest.editor.corrections import Merged, merge_posts
from digest.editor.corrections.merge import merge_items, merge_lines
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.posts import make_post

BASE = format_post(
    make_post(
        "talks",
        status="draft",
        summary="Summary.",
        actors=("Ann Berg", "Bo Hill"),
        countries=("Norway",),
        source=Source(name="Example Wire", url="https://e.org/a", author=("Cy Doe",)),
        digest=Provenance(raw="talks.txt", raw_sha256="ab", review=("headline",)),
        body="One.\n\nTwo.\n\nThree.\n\nFour.",
    )
)


def edited(body: str | None = None, **changes: object) -> str:
    """Edit the base as an editor does; `__` in a key stands for a point."""
    text = edit_post(BASE, {key.replace("__", "."): value for key, value in changes.items()}, renew=False)
    return text if body is None else replace_body(text, body)


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        pytest.param({"title": "Mine"}, {"summary": "Theirs."}, {"title": "Mine", "summary": "Theirs."}, id="fields"),
        pytest.param({"title": "Both"}, {"title": "Both"}, {"title": "Both"}, id="the same"),
        pytest.param({"summary": None}, {"title": "T"}, {"title": "T", "summary": None}, id="taken out"),
        pytest.param({"lang": "en"}, {"show": "full"}, {"lang": "en", "show": "full"}, id="new keys"),
        pytest.param(
            {"body": "One!\n\nTwo.\n\nThree.\n\nFour."},
            {"body": "One.\n\nTwo.\n\nThree.\n\nFour!"},
            {"body": "One!\n\nTwo.\n\nThree.\n\nFour!"},
            id="lines",
        ),
        pytest.param(
            {"body": "One.\n\nThree.\n\nFour."},
            {"body": "One.\n\nTwo.\n\nThree.\n\nNew.\n\nFour."},
            {"body": "One.\n\nThree.\n\nNew.\n\nFour."},
            id="a line dropped",
        ),
        pytest.param(
            {"actors": ("Ann Berg", "New Mine")},
            {"actors": ("New Theirs", "Ann Berg", "Bo Hill")},
            {"actors": ("Ann Berg", "New Mine", "New Theirs")},
            id="lists",
        ),
        pytest.param(
            {"source__name": "My Wire"},
            {"source__url": "https://e.org/b"},
            {"source": Source(name="My Wire", url="https://e.org/b", author=("Cy Doe",))},
            id="fields of the source",
        ),
        pytest.param(
            {"digest__review": ()}, {"digest__part": 2}, {"digest.review": (), "digest.part": 2}, id="fields of ingest"
        ),
    ],
)
def test_changes_of_both_are_merged(
    mine: dict[str, object], theirs: dict[str, object], expected: Mapping[str, object]
) -> None:
    merged = merge_posts(BASE, edited(**mine), edited(**theirs))  # type: ignore[arg-type]
    post = read_post(merged.text, file="talks.md").post
    assert post
    assert merged.both == ()
    said = {key: getattr(post.digest if "." in key else post, key.rpartition(".")[2]) for key in expected}
    assert said == dict(expected)


def test_a_field_that_both_changed_is_the_editors_and_the_files_stands_below() -> None:
    merged = merge_posts(BASE, edited(title="Mine"), edited(title="Theirs"))
    assert "\ntitle: Mine\n# title: Theirs\n" in merged.text
    assert merged.both == ("title",)


def test_a_field_of_the_source_that_both_changed() -> None:
    merged = merge_posts(BASE, edited(source__name="Mine"), edited(source__name="Theirs"))
    assert "\n  name: Mine\n  # name: Theirs\n" in merged.text
    assert merged.both == ("source.name",)


def test_a_line_that_both_changed_stands_twice_as_paragraphs() -> None:
    one, other = (
        edited(body="One mine.\n\nTwo.\n\nThree.\n\nFour."),
        edited(body="One theirs.\n\nTwo.\n\nThree.\n\nFour."),
    )
    merged = merge_posts(BASE, one, other)
    assert merged.text.endswith("\n\nOne mine.\n\nOne theirs.\n\nTwo.\n\nThree.\n\nFour.\n")
    assert merged.both == ("body",)


def test_without_the_common_text_everything_of_both_stays() -> None:
    merged = merge_posts(
        None, edited(title="Mine", body="One.\n\nTwo."), edited(summary="Theirs.", body="One.\n\nSix.")
    )
    for words in ("title: Mine", "# title: Talks", "summary: Summary.", "# summary: Theirs.", "One.\n\nTwo.\n\nSix."):
        assert words in merged.text


@pytest.mark.parametrize(
    "broken", ["---\ntitle: [\n---\n\nText.\n", "no front matter", "", "---\ntitle: a\ntitle: b\n---\n"]
)
def test_a_version_that_is_no_post_is_kept_as_text(broken: str) -> None:
    for mine, theirs in ((BASE, broken), (broken, BASE)):
        merged = merge_posts(BASE, mine, theirs)
        assert missing_lines(BASE, merged, mine, theirs) == []


def test_line_ends_are_those_of_the_file() -> None:
    merged = merge_posts(BASE, edited(title="Mine"), BASE.replace("\n", "\r\n").replace("Two.", "2."))
    assert merged.text == edited(title="Mine").replace("Two.", "2.").replace("\n", "\r\n")


@pytest.mark.parametrize(("base", "text"), [(BASE, edited(title="T")), (None, BASE), (BASE, BASE)])
def test_one_version_twice_is_that_version(base: str | None, text: str) -> None:
    assert merge_posts(base, text, text) == Merged(text=text)


# --- Properties -------------------------------------------------------------------------------------------------------

LINES = st.lists(st.sampled_from(["a", "b", "c", "", "d e", "# f", "---"]), max_size=8)


@given(LINES, LINES, LINES)
def test_each_line_that_a_side_added_is_there_as_often(base: list[str], mine: list[str], theirs: list[str]) -> None:
    merged, _ = merge_lines(base, mine, theirs)
    # Of a line that the base has several times each side may have taken out another one, and both count.
    for line in {line for line in (*mine, *theirs) if base.count(line) < 2}:
        most = max(mine.count(line), theirs.count(line))
        assert merged.count(line) >= (most if line not in base else min(mine.count(line), theirs.count(line)) and 1)


@given(LINES, LINES)
def test_a_side_that_changed_nothing_leaves_the_other(base: list[str], other: list[str]) -> None:
    assert merge_lines(base, base, other) == (other, False)
    assert merge_lines(base, other, base) == (other, False)


@given(*(st.lists(st.sampled_from("abcdef"), unique=True) for _ in range(3)))
def test_items_are_there_unless_one_took_them_out(base: list[str], mine: list[str], theirs: list[str]) -> None:
    merged = set(merge_items(base, mine, theirs))
    assert merged == {item for item in {*mine, *theirs} if item not in base or (item in mine and item in theirs)}


WORDS = st.text("abc: #'\"-[]{}é中", min_size=1, max_size=12).map(lambda text: f"w {text} w")
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "title": WORDS,
        "summary": WORDS | st.none(),
        "lang": st.sampled_from(["en", "de", None]),
        "actors": st.lists(WORDS, unique=True, max_size=4).map(tuple),
        "source.name": WORDS | st.none(),
        "source.author": st.lists(WORDS, unique=True, max_size=3).map(tuple),
        "digest.review": st.sampled_from([(), ("date",), ("headline", "body")]),
        "mine": WORDS,
    },
)
BODIES = st.lists(st.sampled_from(["One.", "Two.", "Three.", "Four."]) | WORDS, max_size=7).map("\n\n".join)


@given(VALUES, BODIES, VALUES, BODIES, st.booleans())
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_that_either_side_wrote_is_lost(
    mine: dict[str, object], my_body: str, theirs: dict[str, object], their_body: str, known: bool
) -> None:
    one = replace_body(edit_post(BASE, mine, renew=False), my_body)
    other = replace_body(edit_post(BASE, theirs, renew=False), their_body)
    merged = merge_posts(BASE if known else None, one, other)
    assert missing_lines(BASE, merged, one, other) == []
    assert read_post(merged.text, file="talks.md").post


def missing_lines(base: str, merged: Merged, *versions: str) -> list[str]:
    """List what a version has written that is neither in a line of the merged text nor an item of its lists."""
    lines = {_bare(line) for line in merged.text.splitlines()}
    text = merged.text
    known = {_bare(line) for line in base.splitlines()}
    written = {_bare(line) for version in versions for line in version.splitlines()} - known - lines
    return [line for line in written if not _is_list_line(line, text)]


def _bare(line: str) -> str:
    return re.sub(r"^[\s#]+", "", line).strip()


def _is_list_line(line: str, text: str) -> bool:
    """Return whether each item of a line `actors: [a, b]` or `- a` is in the text, or the line only opens a list."""
    if line.startswith("post_sha256:"):
        return True
    key, _, value = line.partition(": ")
    if key not in ("actors", "author", "review") or not value.startswith("["):
        return line.removeprefix("- ") in text or line in ("actors:", "author:")
    return all(item.strip() in text for item in re.findall(r'"(?:[^"\\]|\\.)*"|[^\[\],"]+', value))
