"""Posts: text into Post and back."""

import dataclasses
import datetime as dt
import time
from collections.abc import Callable

import pytest
import yaml
from digest.content.frontmatter import (
    format_post,
    is_untouched,
    parse_post,
    post_sha256,
    read_post,
)
from digest.core.types import Image, Post, Source
from digest.core.yaml.writer import format_text
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.made_posts import OSLO, POST, posts, with_keys, without_sha

TEXT = """\
---
title: Turmoil in Kabul draws Beijing and Moscow closer
date: 2021-08-17T09:00:00+00:00
modified: 2021-08-18T10:30:00+00:00
id: "5f0c2a9b1d3e4f67"
slug: turmoil-in-kabul
status: draft
summary: "One sentence. And a second: with a colon."
lang: en-GB
authors: [The Editor]
category: News
tags: [a, "b, c"]
source:
  name: Example Wire
  url: "https://example.org/a?b=c#d"
  author: [Ann Lee, "NO"]
  published: 2021-08-17
  dateline: Kabul
  standfirst: [One thing, "And another, too"]
  captions: [{text: Men walk., credit: AFP}, {text: Others don’t}]
image: {src: images/x.jpg, alt: A street, credit: AFP}
actors: [Wang Yi, 王毅, "007"]
countries: [Afghanistan, "NO"]
topics: [Diplomacy]
show: excerpt
weight: high
aliases: [/2021/08/17/old-slug/]
digest:
  raw: kabul-turmoil.txt
  part: 2
  raw_sha256: "9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c"
  post_sha256: "THE_HASH"
  new_actors: [{name: Taliban, kind: group, country: Afghanistan}, {name: X, kind: person}]
  review: [date, summary]
order: 3
note: "007"
"on": true
nothing: null
list: [1.5, {a: b}]
---

First.

---

Second.
"""


def test_format_post() -> None:
    text = format_post(POST)
    assert text.replace(post_sha256(text), "THE_HASH") == TEXT


def test_parse_post() -> None:
    assert without_sha(parse_post(format_post(POST), file="p.md")) == without_sha(POST)


def test_a_post_with_what_is_needed_alone() -> None:
    post = parse_post("---\ntitle: Talks\ndate: 2021-08-17\n---\n", file="p.md", timezone=OSLO)
    assert post == Post(title="Talks", date=dt.datetime(2021, 8, 17, tzinfo=OSLO), slug="talks")
    assert format_post(post) == (
        "---\ntitle: Talks\ndate: 2021-08-17T00:00:00+02:00\nslug: talks\nstatus: draft\n---\n"
    )


@given(st.text(min_size=1))
def test_whatever_an_article_brings_along_can_be_read_again(text: str) -> None:
    post = dataclasses.replace(POST, title=f"T{text}", actors=(f"A{text}",), summary=f"S{text}", body=text)
    assert parse_post(format_post(post), file="p.md").title[0] == "T"


@pytest.mark.parametrize("text", [",²", ", Oslo", "Oslo,", ","])
def test_a_comma_at_an_end_is_quoted(text: str) -> None:
    assert format_text(text) == f'"{text}"'


@settings(max_examples=60)
@given(posts)
def test_round_trip(post: Post) -> None:
    text = format_post(post)
    assert without_sha(parse_post(text, file="p.md")) == without_sha(post)
    assert format_post(parse_post(text, file="p.md")) == text
    assert is_untouched(text) is (post.digest is not None)


@settings(max_examples=30)
@given(posts)
@example(dataclasses.replace(POST, actors=("Who?", "Yahoo!"), authors=("A?b",)))
def test_other_readers_of_yaml_read_the_same(post: Post) -> None:
    header = format_post(post).removeprefix("---\n").partition("\n---\n")[0]
    data = yaml.load(header, Loader=yaml.SafeLoader)
    assert (data["title"], tuple(data.get("actors", ())), data["slug"]) == (post.title, post.actors, post.slug)
    assert data.get("id") == post.id and data["date"] == post.date


@settings(max_examples=100)
@given(st.text() | st.lists(st.sampled_from(
    ["---\n", "title: ", "date: 2021-08-17\n", "- ", "[", "{", "}", "&a ", "*a ", "!!str ", "|\n", "  ", "\t", "'",
     ": ", "\r\n", "\r", "# ", "? ", "<<: ", "%YAML 1.1\n", "...\n", "\x00", "\u2028", "\ufeff", "source: "]
)).map("".join))  # fmt: skip
def test_any_text_is_a_post_or_has_problems(text: str) -> None:
    checked = read_post(text, file="p.md")
    assert checked.post is not None or any(problem.severity == "error" for problem in checked.problems)


@pytest.mark.parametrize(
    "text", ["NO", "Yes", "007", "67480895e7575771", "1e5", "0x1F", "null", "2021-08-17", "12:30", "1_000", ".nan"]
)  # fmt: skip
def test_what_is_meant_as_text_stays_text(text: str) -> None:
    keys = (
        f"title: {text}",
        f"actors: [{text}]",
        f"countries:\n- {text}",
        f"topics: [{text}]",
        f"source: {{name: {text}}}",
    )
    post = parse_post(with_keys(*keys), file="p.md")
    assert (post.title, post.actors, post.countries, post.topics) == (text, (text,), (text,), (text,))
    assert post.source == Source(name=text)


@pytest.mark.parametrize("text", ["NO", "Yes", "007", "67480895e7575771", "1e5", "0x1F", "null"])
def test_ids_and_slugs_stay_text(text: str) -> None:
    post = parse_post(with_keys(f"id: {text}", f"slug: {text}"), file="p.md")
    assert (post.id, post.slug) == (text, text)


@pytest.mark.parametrize("nothing", ["", "~", "null", "''", "# note"])
def test_nothing_is_absent(nothing: str) -> None:
    keys = ("summary", "modified", "source", "image", "actors", "show", "aliases", "digest", "lang", "category", "tags")
    left_out = [key for key in keys if not (nothing == "null" and key == "lang")]
    left_out = [key for key in left_out if not (nothing == "''" and key in ("image", "digest"))]
    left_out = [key for key in left_out if not (nothing == "~" and key == "lang")]
    text = with_keys(*(f"{key}: {nothing}" for key in left_out))
    assert parse_post(text, file="p.md") == parse_post(with_keys(), file="p.md")


DATES = {
    "2021-08-17": dt.datetime(2021, 8, 17, tzinfo=OSLO),
    "2021-08-17 09:00": dt.datetime(2021, 8, 17, 9, tzinfo=OSLO),
    "2021-08-17T09:00:01": dt.datetime(2021, 8, 17, 9, 0, 1, tzinfo=OSLO),
    "2021-08-17 9:00:01.5": dt.datetime(2021, 8, 17, 9, 0, 1, 500000, tzinfo=OSLO),
    "2021-08-17T09:00:00Z": dt.datetime(2021, 8, 17, 9, tzinfo=dt.UTC),
    "2021-08-17T09:00:00+05:30": dt.datetime(2021, 8, 17, 3, 30, tzinfo=dt.UTC),
    "2021-08-17 09:00:00 -0400": dt.datetime(2021, 8, 17, 13, tzinfo=dt.UTC),
    "2021-08-17 09:00 +02": dt.datetime(2021, 8, 17, 7, tzinfo=dt.UTC),
    '"2021-08-17"': dt.datetime(2021, 8, 17, tzinfo=OSLO),
}


@pytest.mark.parametrize(("written", "date"), DATES.items(), ids=DATES)
def test_dates(written: str, date: dt.datetime) -> None:
    post = parse_post(with_keys(f"date: {written}"), file="p.md", timezone=OSLO)
    assert (post.date, post.date.utcoffset() is not None) == (date, True)


FOREIGN: dict[str, tuple[str, Callable[[Post], object], object]] = {
    "lastmod": ("lastmod: 2021-08-18", lambda post: post.modified, dt.datetime(2021, 8, 18, tzinfo=dt.UTC)),
    "updated": ("updated: 2021-08-18", lambda post: post.modified, dt.datetime(2021, 8, 18, tzinfo=dt.UTC)),
    "draft": ("draft: true", lambda post: post.status, "draft"),
    "no draft": ("draft: False", lambda post: post.status, "published"),
    "published": ("published: yes", lambda post: post.status, "published"),
    "not published": ("published: false", lambda post: post.status, "draft"),
    "agreeing": ("status: hidden\npublished: true", lambda post: post.status, "hidden"),
    "status": ("status: Published", lambda post: post.status, "published"),
    "tags in one text": ("tags: a, b c ,a,", lambda post: post.tags, ("a", "b c")),
    "names in one text": ("actors: Wang Yi, NATO", lambda post: post.actors, ("Wang Yi", "NATO")),
    "author": ("author: Ann Lee", lambda post: post.authors, ("Ann Lee",)),
    "source as text": ("source: Example Wire", lambda post: post.source, Source(name="Example Wire")),
    "source_url": ("source_url: https://a.b/", lambda post: post.source, Source(url="https://a.b/")),
    "external_url": (
        "source: {name: N}\nexternal_url: http://a.b/",
        lambda post: post.source,
        Source(name="N", url="http://a.b/"),
    ),
    "image as text": ("image: images/x.jpg", lambda post: post.image, Image(src="images/x.jpg", alt="")),
    "unknown keys": (
        "template: x\nn: 3\nf: 1.5\nt: true\nd: 2021-08-17\nq: '3'\nl: [a, {b: ~}]",
        lambda post: post.extra,
        {"template": "x", "n": 3, "f": 1.5, "t": True, "d": "2021-08-17", "q": "3", "l": ("a", {"b": None})},
    ),
    "an enormous number": (f"n: {'9' * 5000}", lambda post: post.extra, {"n": "9" * 5000}),
    "an exponent": ("n: 1e999999999", lambda post: post.extra, {"n": "1e999999999"}),
}


@pytest.mark.parametrize(("keys", "take", "value"), FOREIGN.values(), ids=FOREIGN)
def test_what_other_tools_write(keys: str, take: Callable[[Post], object], value: object) -> None:
    assert take(parse_post(with_keys(*keys.split("\n")), file="p.md")) == value


FORMS = {
    "line ends of Windows": "---\r\ntitle: T\r\ndate: 2021-08-17\r\n---\r\n\r\na\r\n\r\nb\r\n",
    "line ends of old Macs": "---\rtitle: T\rdate: 2021-08-17\r---\ra\r\rb\r",
    "byte order mark": "\ufeff---\ntitle: T\ndate: 2021-08-17\n---\na\n\nb\n",
    "spaces after the fences": "---  \ntitle: T\ndate: 2021-08-17\n---\t\n\n \n\na\n\nb\n\n\n",
    "comments": "---\n# c\ntitle: T # c\n\ndate: 2021-08-17\n# c\n---\na\n\nb",
    "flow": "---\n{title: T, date: 2021-08-17}\n---\na\n\nb",
    "folded": "---\ntitle: >-\n  T\ndate: 2021-08-17\n---\na\n\nb",
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_forms_of_a_file(text: str) -> None:
    assert parse_post(text, file="p.md") == Post(
        title="T", date=dt.datetime(2021, 8, 17, tzinfo=dt.UTC), slug="t", body="a\n\nb"
    )


def test_a_rule_in_the_body_is_no_fence() -> None:
    assert parse_post(with_keys(body="a\n\n---\n\nb: c\n"), file="p.md").body == "a\n\n---\n\nb: c"


def test_parsing_takes_well_under_a_millisecond() -> None:
    text = format_post(dataclasses.replace(POST, body="Word after word. " * 200))
    best = min(_timed(lambda: parse_post(text, file="p.md")) for _ in range(50))
    assert best < 0.002  # 0.0002 measured; the rest is for busy machines


def _timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
