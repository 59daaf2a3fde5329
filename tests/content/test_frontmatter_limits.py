"""Where what a key of the front matter may hold begins and ends, and that all which ingest writes is read."""

import datetime as dt

import pytest
from digest.content.frontmatter import edit_post, parse_post, read_post
from digest.content.frontmatter.fields import parse_moment
from digest.content.frontmatter.parse import find_near
from digest.core.similarity import is_one_edit
from digest.core.types import NewActor, Provenance
from support.made_posts import SHA, with_keys

PELICANS = "Pelican uses this name itself; give this key another one"


def found(*lines: str) -> list[str]:
    return [str(problem).removeprefix("p.md:") for problem in read_post(with_keys(*lines), file="p.md").problems]


@pytest.mark.parametrize(
    ("line", "fits", "fails"),
    [
        pytest.param("date: {}", "1000-01-01", "0999-12-31", id="first year"),
        pytest.param("date: {}", "9998-12-31", "9999-01-01", id="last year"),
        pytest.param("id: {}", "a" * 100, "a" * 101, id="length of an id"),
        pytest.param("id: {}", "0.a:b_c-d", "-a", id="start of an id"),
        pytest.param("slug: {}", "a" * 120, "a" * 121, id="length of a slug"),
        pytest.param("slug: {}", "A-b_c~d", "a-", id="end of a slug"),
        pytest.param("lang: {}", "en", "e", id="shortest language"),
        pytest.param("lang: {}", "zh-Hant-12345678", "zh-123456789", id="longest part of a language"),
        pytest.param("lang: {}", "gsw", "gsww", id="longest language"),
        pytest.param("aliases: [{}]", "/", "x/", id="a former address starts at the root"),
        pytest.param("aliases: [{}]", "/a/...html", "/a/./b/", id="a point alone"),
        pytest.param("aliases: [{}]", "/a..b/", "/a/../b/", id="two points alone"),
        pytest.param("aliases: [{}]", "/a/b", "/a//b", id="two slashes"),
    ],
)
def test_limits(line: str, fits: str, fails: str) -> None:
    assert found(line.format(fits)) == []
    assert len(found(line.format(fails))) == 1


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2021-08-17 9:05", "2021-08-17T09:05:00+01:00"),
        ("2021-08-17t23:05:06.5 Z", "2021-08-17T23:05:06.500000+00:00"),
        ("2021-08-17T09:05:00-0330", "2021-08-17T09:05:00-03:30"),
        ("2021-08-17T09:05+05", "2021-08-17T09:05:00+05:00"),
        ("2021-08-17T09:05+01:02:03", "2021-08-17T09:05:00+01:02:03"),
        ("2021-08-17", "2021-08-17"),
    ],
)
def test_moments(written: str, moment: str) -> None:
    made = parse_moment(written, dt.timezone(dt.timedelta(hours=1)))
    assert made is not None
    assert made.isoformat() == moment


@pytest.mark.parametrize("key", ["title", "summary"])
def test_a_long_text_with_a_control_character_is_told_by_its_first_forty(key: str) -> None:
    line = f'{key}: "{"ab" * 25}' + r'\x07"'
    assert [problem.partition(": ")[2] for problem in found(line)] == [
        f"{key}: {'ab' * 20!r} holds a control character; delete it"
    ]


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("url", "a post's address follows from its date and slug; the source's address is `url:` under `source:`"),
        ("save_as", "a post's address follows from its date and slug"),
        ("content", "the text goes below the front matter; give this key another name"),
        ("settings", PELICANS),
        ("metadata", PELICANS),
    ],
)
def test_keys_of_pelicans_objects_are_refused(key: str, why: str) -> None:
    assert found(f"{key}: x") == [f"4: {key}: cannot be used in a post: {why}"]


@pytest.mark.parametrize(
    ("first", "second", "near"),
    [
        ("topics", "topics", True),
        ("topcs", "topics", True),
        ("topicss", "topics", True),
        ("tqpics", "topics", True),
        ("otpics", "topics", True),
        ("topisc", "topics", True),
        ("tpoisc", "topics", False),
        ("tqpisc", "topics", False),
        ("tpics", "topicss", False),
        ("opicst", "topics", False),
        ("toqqcs", "topics", False),
        ("otpicz", "topics", False),
        ("topicsab", "topics", False),
    ],
)
def test_one_slip_is_near_and_two_are_not(first: str, second: str, near: bool) -> None:
    assert (is_one_edit(first, second), is_one_edit(second, first)) == (near, near)


def test_a_key_is_near_whatever_its_case_and_not_when_it_is_short() -> None:
    assert (find_near("TOPICS", ["show", "topics"]), find_near("shov", ["show"])) == ("topics", None)
    assert (find_near("shows", ["show"]), find_near("other", ["show"])) == ("show", None)


def test_all_that_ingest_writes_is_read() -> None:
    lines = (
        "digest:",
        "  raw: a.txt",
        "  part: 3",
        f'  raw_sha256: "{SHA}"',
        f'  post_sha256: "{"1e" * 32}"',
        "  new_actors: [{name: Taliban, kind: group, country: Afghanistan}, {name: X, kind: person}]",
        "  review: [date, summary]",
    )
    assert parse_post(with_keys(*lines), file="p.md").digest == Provenance(
        raw="a.txt",
        part=3,
        raw_sha256=SHA,
        post_sha256="1e" * 32,
        new_actors=(NewActor(name="Taliban", kind="group", country="Afghanistan"), NewActor(name="X", kind="person")),
        review=("date", "summary"),
    )


@pytest.mark.parametrize("part", ["0", "1.5", "x"])
def test_a_part_counts_from_one(part: str) -> None:
    line = f"digest: {{raw: x, raw_sha256: {SHA}, part: {part}}}"
    assert found(line) == [f"4: digest.part: '{part}' is not the number of an article in its file; write 1, 2, ..."]


@pytest.mark.parametrize("header", ["", "# mine\n"], ids=["nothing", "a comment"])
def test_a_key_is_added_to_front_matter_that_says_nothing(header: str) -> None:
    text = f"---\n{header}---\n\nText.\n"
    assert edit_post(text, {"slug": "a"}, file="p.md") == f"---\n{header}slug: a\n---\n\nText.\n"
