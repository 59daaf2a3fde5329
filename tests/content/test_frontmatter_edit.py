"""Changes to posts that touch their own lines alone, and what tells whether an editor has touched a post."""

import dataclasses
import datetime as dt
import difflib

import pytest
from digest.content.frontmatter import (
    derive_id,
    edit_post,
    format_post,
    is_untouched,
    parse_post,
    post_sha256,
    renew_post_sha256,
)
from digest.core.errors import FrontMatterError
from digest.core.types import Post, Provenance
from hypothesis import given, settings
from hypothesis import strategies as st
from support.made_posts import POST, SHA, posts, with_keys, without_sha

EDITED = """\
---
# who: the editor
title:   'Talks – "resume"'   # as the source has it
date: 2021-08-17   # guessed
summary: >-
  A long summary that the editor wrote over two lines, wider than any program would wrap it, as they
  like it.

# where from
source: {name: Wire, url: https://example.org/}
actors:
  - Wang Yi        # China
  # and the other side
  - "Taliban"
countries: [Afghanistan, 'NO']  # two
status: "draft"
digest:
  raw: a.txt
  raw_sha256: abc
  review: [date, summary]
  new_actors:
    - {name: Taliban, kind: group}
    - name: X
      kind: person
x: &
---

Body: text
"""
EDITED = EDITED.replace("x: &\n", "odd :  [1,2]\n")
CHANGES: dict[str, tuple[dict[str, object], list[str]]] = {
    "a word keeps its quotes and comment": ({"status": "published"}, ['-status: "draft"', '+status: "published"']),
    "single quotes": (
        {"title": "New: title"},
        ["-title:   'Talks – \"resume\"'   # as the source has it", "+title:   'New: title'   # as the source has it"],
    ),
    "single quotes that cannot stay": (
        {"title": "Don't"},
        ["-title:   'Talks – \"resume\"'   # as the source has it", '+title:   "Don\'t"   # as the source has it'],
    ),
    "a date": (
        {"date": dt.datetime(2021, 8, 18, 9, tzinfo=dt.UTC)},
        ["-date: 2021-08-17   # guessed", "+date: 2021-08-18T09:00:00+00:00   # guessed"],
    ),
    "text over lines": (
        {"summary": "Short"},
        [
            "-summary: >-",
            "-  A long summary that the editor wrote over two lines, wider than any program would wrap it, as they",
            "-  like it.",
            "+summary: Short",
        ],
    ),
    "an item more": ({"actors": ["Wang Yi", "Taliban", "NO"]}, ['+  - "NO"']),
    "an item less": ({"actors": ["Taliban"]}, ["-  - Wang Yi        # China", "-  # and the other side"]),
    "an item less in one line": (
        {"countries": ("NO", "China")},
        ["-countries: [Afghanistan, 'NO']  # two", "+countries: ['NO', China]  # two"],
    ),
    "no item": (
        {"countries": ()},
        ["-countries: [Afghanistan, 'NO']  # two", "+countries: []  # two"],
    ),
    "a new key in its place": ({"id": "12"}, ['+id: "12"']),
    "two new keys": ({"topics": ["A"], "slug": "talks"}, ["+slug: talks", "+topics: [A]"]),
    "a key less": ({"countries": None}, ["-countries: [Afghanistan, 'NO']  # two"]),
    "a key that is not there": ({"modified": None, "digest.part": None}, []),
    "one below": ({"digest.review": None}, ["-  review: [date, summary]"]),
    "one of many lines below": (
        {"digest.new_actors": None},
        ["-  new_actors:", "-    - {name: Taliban, kind: group}", "-    - name: X", "-      kind: person"],
    ),
    "one of the new actors": (
        {"digest.new_actors": [{"name": "X", "kind": "person"}]},
        ["-    - {name: Taliban, kind: group}"],
    ),
    "a new one below": ({"digest.part": 2}, ["+  part: 2"]),
    "one in braces": (
        {"source.url": "https://example.org/b"},
        [
            "-source: {name: Wire, url: https://example.org/}",
            '+source: {name: Wire, url: "https://example.org/b"}',
        ],
    ),
    "one in braces less": (
        {"source.url": None},
        ["-source: {name: Wire, url: https://example.org/}", "+source: {name: Wire}"],
    ),
    "one below what is not there": ({"image.src": "images/a.jpg"}, ["+image: {src: images/a.jpg}"]),
    "a whole block": (
        {"digest": Provenance(raw="b.txt", raw_sha256="12")},
        [
            "-  raw: a.txt",
            "-  raw_sha256: abc",
            "-  review: [date, summary]",
            "-  new_actors:",
            "-    - {name: Taliban, kind: group}",
            "-    - name: X",
            "-      kind: person",
            "+  raw: b.txt",
            '+  raw_sha256: "12"',
            "+  part: 1",
        ],
    ),
    "a key of no ours": ({"odd": (1, 3)}, ["-odd :  [1,2]", "+odd :  [1, 3]"]),
    "a new key of no ours": ({"even": "2"}, ['+even: "2"']),
}


def changes_of(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


@pytest.mark.parametrize(("changes", "diff"), CHANGES.values(), ids=CHANGES)
def test_edit_changes_its_lines_alone(changes: dict[str, object], diff: list[str]) -> None:
    edited = edit_post(EDITED, changes)
    assert changes_of(EDITED, edited) == diff
    assert edited.endswith("---\n\nBody: text\n")


@pytest.mark.parametrize(("changes", "diff"), CHANGES.values(), ids=CHANGES)
def test_edit_keeps_line_ends(changes: dict[str, object], diff: list[str]) -> None:
    edited = edit_post("\ufeff" + EDITED.replace("\n", "\r\n"), changes)
    assert edited == "\ufeff" + edit_post(EDITED, changes).replace("\n", "\r\n")


def test_edit_keeps_line_ends_that_are_mixed() -> None:
    text = "---\r\ntitle: T\ndate: 2021-08-17\r\nstatus: draft\n---\r\n\nBody\r"
    assert edit_post(text, {"status": "published"}) == text.replace("draft\n", "published\r\n")


PLACES = {
    "status in place of draft": ("draft: true\nslug: a", {"status": "published"}, "status: published\nslug: a"),
    "status in place of published": ("published: no", {"status": "published"}, "status: published"),
    "modified in place of lastmod": (
        "lastmod: 2021-08-18",
        {"modified": dt.date(2021, 8, 19)},
        "modified: 2021-08-19",
    ),
    "no value yet": ("status:  # later\nslug:", {"status": "draft", "slug": "a"}, "status: draft  # later\nslug: a"),
    "the last key below": ("digest:\n  review: [date]\nslug: a", {"digest.review": None}, "slug: a"),
    "a long list": ("topics: [a]", {"topics": ["b" * 60, "c" * 60]}, f"topics:\n  - {'b' * 60}\n  - {'c' * 60}"),
    "letters outside the basic plane": ("category: 😀 # 😀", {"category": "b"}, "category: b # 😀"),
    "separators that YAML counts as line ends": (
        'summary: "a\u2028b"\nslug: a', {"slug": "b"}, 'summary: "a\u2028b"\nslug: b',
    ),
}  # fmt: skip


@pytest.mark.parametrize(("keys", "changes", "edited"), PLACES.values(), ids=PLACES)
def test_edit(keys: str, changes: dict[str, object], edited: str) -> None:
    assert edit_post(with_keys(*keys.split("\n")), changes) == with_keys(*edited.split("\n"))


@pytest.mark.parametrize(
    "header",
    [
        pytest.param("{title: T, date: 2021-08-17, status: draft}", id="all in braces"),
        pytest.param("title: &t T\ndate: 2021-08-17\nsummary: *t\nstatus: draft", id="an alias"),
        pytest.param("title: T\nstatus: draft\nstatus: draft", id="twice"),
        pytest.param("title: 'T\nstatus: draft", id="no YAML"),
    ],
)
def test_edit_refuses_what_it_cannot_change_safely(header: str) -> None:
    with pytest.raises(FrontMatterError):
        edit_post(f"---\n{header}\n---\n", {"status": "published"})


@settings(max_examples=40)
@given(posts, posts, st.sets(st.sampled_from(["title", "date", "id", "status", "summary", "source", "actors", "digest",
                                              "countries", "aliases", "image", "lang"]), min_size=1))  # fmt: skip
def test_edit_gives_the_new_values_and_keeps_the_old(post: Post, other: Post, keys: set[str]) -> None:
    changes = {key: getattr(other, key) for key in sorted(keys)}
    edited = edit_post(format_post(post), changes, renew=False)
    expected = dataclasses.replace(post, **changes)
    assert without_sha(parse_post(edited, file="p.md")) == without_sha(expected)


# --- Touched or not ---------------------------------------------------------------------------------------------------


def test_what_ingest_wrote_is_untouched_with_any_line_ends() -> None:
    text = format_post(POST)
    assert (is_untouched(text), is_untouched(text.replace("\n", "\r\n"))) == (True, True)


@pytest.mark.parametrize(
    "old, new", [("First", "Fist"), ("draft", "published"), ("Wang", "Wong"), ("\n---\n\nF", "\n---\nF")]
)
def test_a_change_by_hand_touches(old: str, new: str) -> None:
    assert not is_untouched(format_post(POST).replace(old, new, 1))


def test_a_post_of_the_editors_own_counts_as_touched() -> None:
    assert not is_untouched(format_post(dataclasses.replace(POST, digest=None)))


def test_a_change_by_the_program_renews_what_was_untouched() -> None:
    text = format_post(POST)
    touched = text.replace("First", "Fist")
    renewed, left = edit_post(text, {"status": "published"}), edit_post(text, {"status": "published"}, renew=False)
    assert [is_untouched(one) for one in (renewed, left, edit_post(touched, {"status": "published"}))] == [
        True,
        False,
        False,
    ]
    assert is_untouched(renew_post_sha256(left))


def test_a_hash_in_the_body_is_not_the_line() -> None:
    text = format_post(dataclasses.replace(POST, body=f'  post_sha256: "{SHA}"'))
    assert is_untouched(text) and not is_untouched(text.replace(f'  post_sha256: "{SHA}"', "  x"))


def test_derive_id_depends_on_folder_and_file() -> None:
    assert [derive_id(file) for file in ("posts/2021/a.md", "content/posts/2021/a.md", "posts/2022/a.md")] == [
        "e8aa8569bc9b72c4",
        "e8aa8569bc9b72c4",
        "2b4b16b29e94f1df",
    ]


def test_a_source_s_address_takes_the_place_of_other_tools_keys() -> None:
    text = with_keys("source_url: https://a.example/", "external_url: https://b.example/")
    edited = edit_post(text, {"source.url": "https://c.example/"})
    assert edited == with_keys("source:", "  url: https://c.example/")


@pytest.mark.parametrize("text", ["half \ud800 of a character", "---\ntitle: \ud800\n---\n"])
def test_half_of_a_character_has_a_hash_too(text: str) -> None:
    assert len(post_sha256(text)) == 64
    assert len(derive_id(text)) == 16
