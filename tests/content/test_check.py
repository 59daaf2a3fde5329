"""Problems of posts, found from their texts."""

import dataclasses
import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from digest.content.check import check_post, fix_post
from digest.content.frontmatter import derive_id, format_post, is_untouched, parse_post
from digest.content.vocabulary import Vocabularies, Vocabulary, make_vocabularies
from digest.core.settings import DigestSettings
from digest.core.types import Problem, Provenance
from support.made_posts import POST, with_keys

SETTINGS = DigestSettings(timezone=ZoneInfo("Asia/Kabul"), now=dt.datetime(2021, 9, 1, tzinfo=dt.UTC))
VOCABULARIES = make_vocabularies(
    Vocabularies(
        actors=Vocabulary(taxonomy="actors"),
        countries=Vocabulary(taxonomy="countries"),
        topics=Vocabulary(taxonomy="topics"),
    ),
    {
        "actors.yaml": "- {name: Sergey Lavrov, kind: person}\n- {name: United Nations, aliases: [UN]}\n",
        "countries.yaml": "- {name: Norway, code: 'NO', aliases: [Norge]}\n- {name: China, code: CN}\n",
        "topics.yaml": "- name: Diplomacy\n- name: Armed conflict\n",
    },
)
GOOD = ("id: a1", "slug: talks", "status: draft")


def check(text: str) -> list[str]:
    found = check_post(text, VOCABULARIES, SETTINGS, file="posts/1.md", exists={"images/x.jpg"}.__contains__)
    return [f"{'! ' if problem.severity == 'warning' else ''}{problem}" for problem in found]


ALONE: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "nothing": (("actors: [UN, 'Wang Yi']", "countries: [norge]", "topics: [DIPLOMACY]"), []),
    "country": (
        ("countries:", "- China", "- Norwey"),
        ["9: countries: unknown country 'Norwey' (did you mean 'Norway'?)"],
    ),
    "topic like no other": (
        ("topics: [Gardening]",),
        ["7: topics: unknown topic 'Gardening'; correct it, or add it to vocabularies/topics.yaml"],
    ),
    "actor like a known one": (
        ("actors: [Sergei Lavrov]",),
        ["! 7: actors: 'Sergei Lavrov' is a new actor (did you mean 'Sergey Lavrov'?)"],
    ),
    "last name": (("actors: [Lavrov]",), ["! 7: actors: 'Lavrov' is a new actor (did you mean 'Sergey Lavrov'?)"]),
    "one term twice": (
        ("actors: [UN, United Nations]",),
        ["! 7: actors: 'United Nations' and 'UN' are the same actor; keep one of them"],
    ),
    "new actor's country": (
        ("digest: {raw: a, raw_sha256: b, new_actors: [{name: X, kind: group, country: Chnia}]}",),
        ["7: digest: new_actors: X: unknown country 'Chnia' (did you mean 'China'?)"],
    ),
    "a source's text or the editor's": (
        ("source: {name: Wire, url: 'https://wire.example/a'}",),
        [
            "! 7: source: a source is named, and all of the text is published; "
            "`show: excerpt`, or `show: full` if it is yours"
        ],
    ),
    "a source, and whose the text is": (("source: {name: W, url: 'https://w.example/'}", "show: excerpt"), []),
    "a source without an address": (("source: Wire",), []),
    "picture": (
        ("image: {src: images/y.jpg, alt: y}",),
        ["7: image: there is no images/y.jpg in the content folder; correct the path or add it"],
    ),
    "picture that is there": (("image: {src: images/x.jpg, alt: x}",), []),
    "changed before it was": (
        ("modified: 2021-08-16",),
        ["! 7: modified: 2021-08-16 00:00:00+04:30 is before the post's date, 2021-08-17 00:00:00+04:30"],
    ),
    "changed in the future": (
        ("lastmod: 2021-10-01",),
        ["! 7: lastmod: 2021-10-01 00:00:00+04:30 is in the future; feeds would show it as the newest"],
    ),
    "slip in a key": (("topcis: [Diplomacy]",), ["! 7: topcis: unknown key 'topcis' (did you mean 'topics'?)"]),
    "summary cut by a comment": (
        ("summary: We are #1 in C",),
        ["! 7: summary: YAML takes '#1 in C' for a comment; put the whole summary in quotes if it belongs to it"],
    ),
    "summary with a comment": (("summary: We are # one # two",), []),
    "summary in quotes": (("summary: 'We are #1' #x",), []),
    "summary on lines": (("summary: >", "  We are #1"), []),
    "front matter": (("show: nothing",), ["7: show: 'nothing' is unknown; write excerpt or full"]),
}


@pytest.mark.parametrize(("keys", "problems"), ALONE.values(), ids=ALONE)
def test_one_post(keys: tuple[str, ...], problems: list[str]) -> None:
    expected = [
        problem.replace("! ", "! posts/1.md:") if problem[0] == "!" else f"posts/1.md:{problem}" for problem in problems
    ]
    assert check(with_keys(*GOOD, *keys)) == expected


def test_a_title_cut_by_a_comment() -> None:
    text = with_keys(*GOOD).replace("title: ", "title: Über #MeToo\t", 1)
    (found,) = check(text)
    assert found.startswith("! posts/1.md:2: title: YAML takes '#MeToo")


def test_all_problems_of_a_post_at_once() -> None:
    assert [problem.partition(": ")[0] for problem in check(with_keys(*GOOD, "countries: [X, Y]"))] == [
        "posts/1.md:7",
        "posts/1.md:7",
    ]


def test_a_slug_that_windows_keeps_for_a_device() -> None:
    assert check(with_keys("id: a1", "slug: con", "status: draft")) == [
        "! posts/1.md:5: slug: 'con' is the name of a device on Windows, where no file can have it; choose another"
    ]


def test_a_text_that_is_no_post() -> None:
    assert [problem.partition(": ")[0] for problem in check("junk")] == ["posts/1.md:1"]


def test_what_is_missing() -> None:
    found = check_post(with_keys(), VOCABULARIES, SETTINGS, file="posts/a.md", exists=lambda _: True)
    assert found == (
        Problem(
            file="posts/a.md",
            line=1,
            field="id",
            message=(
                "the post has no id, so feed readers would show a renamed file as a new post; run `digest check --fix`"
            ),
            severity="warning",
        ),
        Problem(
            file="posts/a.md",
            line=1,
            field="status",
            message="the post has no status, so it is a draft; write `status: published` or `status: draft`",
            severity="warning",
        ),
    )


def test_fix_writes_the_id_that_builds_derive() -> None:
    text = with_keys("slug: talks  # short", body="Text\n")
    fixed = fix(text, file="posts/2021/a.md")
    assert fixed == text.replace("slug:", f'id: "{derive_id("posts/2021/a.md")}"\nslug:')
    assert fix(fixed, file="posts/2021/b.md") == fixed


def test_fix_leaves_an_untouched_post_untouched() -> None:
    text = format_post(dataclasses.replace(POST, id=None, digest=Provenance(raw="a", raw_sha256="b")))
    fixed = fix(text, file="posts/a.md")
    assert (is_untouched(text), is_untouched(fixed), parse_post(fixed, file="x").id) == (
        True,
        True,
        derive_id("posts/a.md"),
    )


def test_fix_leaves_what_it_cannot_read() -> None:
    assert fix("junk", file="posts/a.md") == "junk"


def fix(text: str, *, file: str, free: bool = True, zone: str = "UTC") -> str:
    return fix_post(text, file=file, timezone=ZoneInfo(zone), is_free=lambda _, __: free)


MOVED = """\
---
title: Talks
date: 2021-08-17T23:30:00+00:00
id: a
slug: talks
status: published
---

Text.
"""


@pytest.mark.parametrize(
    ("zone", "file", "change", "is_moved"),
    [
        pytest.param("UTC", "2021-08-17-talks.md", "", False, id="the zone it was published in"),
        pytest.param("Europe/Oslo", "2021-08-17-talks.md", "", True, id="a day later"),
        pytest.param("America/New_York", "2021-08-18-talks.md", "", True, id="a day earlier"),
        pytest.param("Europe/Oslo", "2021-08-11-talks.md", "", False, id="a name of its own"),
        pytest.param("Europe/Oslo", "2021-08-99-talks.md", "", False, id="no day"),
        pytest.param("Europe/Oslo", "talks.md", "", False, id="no day at all"),
        pytest.param("Europe/Oslo", "2021-08-17-talks.md", "status: draft", False, id="draft"),
        pytest.param("Europe/Oslo", "2021-08-17-talks.md", "date: 2021-08-17", False, id="a day alone"),
        pytest.param(
            "Europe/Oslo",
            "2021-08-17-talks.md",
            "status: published\naliases: [/2021/08/17/talks/]",
            False,
            id="redirected already",
        ),
    ],
)
def test_an_address_that_another_time_zone_moves_is_redirected(
    zone: str, file: str, change: str, is_moved: bool
) -> None:
    key = change.partition(":")[0]
    text = re.sub(rf"^{key}:.*$", change, MOVED, flags=re.MULTILINE) if key else MOVED
    path = f"content/posts/2021/{file}"
    settings = DigestSettings(timezone=ZoneInfo(zone))
    problems = check_post(text, VOCABULARIES, settings, file=path, exists=lambda _: True)
    assert [one.field for one in problems if "TIMEZONE" in one.message] == (["date"] if is_moved else [])
    fixed = fix(text, file=path, zone=zone)
    assert (fixed != text) == is_moved
    if is_moved:
        assert f"/2021/08/{file[8:10]}/talks/" in fixed
        assert fix(fixed, file=path, zone=zone) == fixed
        assert fix(text, file=path, zone=zone, free=False) == text
