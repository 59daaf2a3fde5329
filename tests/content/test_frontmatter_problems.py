"""Front matter that cannot be used or that an editor should look at: what is said, and on which line."""

import time

import pytest
from digest.content.frontmatter import (
    parse_post,
    read_post,
)
from digest.content.frontmatter.parse import find_near
from digest.core.errors import FrontMatterError
from digest.core.similarity import is_one_edit
from hypothesis import given
from hypothesis import strategies as st
from support.made_posts import SHA, with_keys


def problems_of(text: str) -> list[str]:
    return [str(problem) for problem in read_post(text, file="p.md").problems if problem.severity == "error"]


def warnings_of(text: str) -> list[str]:
    return [str(problem) for problem in read_post(text, file="p.md").problems if problem.severity == "warning"]


NO_FENCE = "1: a post begins with a line `---`, then its front matter, then a second line `---`"
WEB_REMEDY = "an address starts with https:// or http:// and holds no spaces"
ADDRESS_REMEDY = "a post's address follows from its date and slug; the source's address is `url:` under `source:`"
SOURCE_KEYS = "the keys are name, url, author, published, dateline, standfirst, captions, lang"
DATE_REMEDY = "write it as 2021-08-17 or 2021-08-17T09:00:00+00:00"
PROBLEMS = {
    "no front matter": ("Text", [NO_FENCE]),
    "empty": ("", [NO_FENCE]),
    "blank line first": (
        "\n---\ntitle: T\n---\n",
        [NO_FENCE],
    ),
    "not ended": ("---\ntitle: T\n", ["1: the front matter does not end; put a line `---` below its last key"]),
    "nothing in it": (
        "---\n---\n",
        [
            "1: title: a post needs a title; write `title: Talks resume in Vienna`",
            "1: date: a post needs a date; write `date: 2021-08-17T09:00:00+00:00`",
        ],
    ),
    "no mapping": (
        "---\n- a\n---\n",
        [
            "1: title: a post needs a title; write `title: Talks resume in Vienna`",
            "1: date: a post needs a date; write `date: 2021-08-17T09:00:00+00:00`",
            "2: must be lines of `key: value`",
        ],
    ),
    "empty title": (with_keys("title:"), ["3: title: a post needs a title; write `title: Talks resume in Vienna`"]),
    "date": (with_keys("date: 17.8.2021"), [f"3: date: '17.8.2021' is not a date; {DATE_REMEDY}"]),
    "no such day": (with_keys("date: 2021-02-30"), [f"3: date: '2021-02-30' is not a date; {DATE_REMEDY}"]),
    "no such hour": (
        with_keys("date: 2021-02-03T25:00"),
        [f"3: date: '2021-02-03T25:00' is not a date; {DATE_REMEDY}"],
    ),
    "no such zone": (
        with_keys("date: 2021-02-03T05:00+99:00"),
        [f"3: date: '2021-02-03T05:00+99:00' is not a date; {DATE_REMEDY}"],
    ),
    "year 1": (with_keys("date: 0001-01-01"), [f"3: date: '0001-01-01' is not a date; {DATE_REMEDY}"]),
    "two dates": (
        with_keys("modified: soon", "source: {published: then}"),
        [
            f"4: modified: 'soon' is not a date; {DATE_REMEDY}",
            f"5: source.published: 'then' is not a date; {DATE_REMEDY}",
        ],
    ),
    "key twice": (with_keys("slug: a", "slug: b"), ["5: slug: is here twice, first on line 4; keep one of them"]),
    "key twice below": (
        with_keys("source:", "  name: a", "  name: b"),
        ["6: source.name: is here twice, first on line 5; keep one of them"],
    ),
    "status": (with_keys("status: live"), ["4: status: 'live' is unknown; write draft, published or hidden"]),
    "contradiction": (
        with_keys("status: published", "draft: true"),
        ["5: draft: contradicts status: published; keep the one you mean, delete the other"],
    ),
    "slug": (with_keys("slug: ../Évil"), ["4: slug: '../Évil' cannot be used in an address; write evil"]),
    "id": (
        with_keys("id: a b"),
        ["4: id: 'a b' cannot be used; an id has letters, digits, points and hyphens, such as 5f0c2a9b1d3e4f67"],
    ),
    "list as title": (
        with_keys("title: [a]"),
        ["3: title: must be text, not a list or a mapping; put it in quotes if it starts with [ or {"],
    ),
    "mapping as actors": (
        with_keys("actors: {a: b}"),
        ["4: actors: must be text, not a list or a mapping; put it in quotes if it starts with [ or {"],
    ),
    "script as address": (
        with_keys("source: {url: 'javascript:alert(1)'}"),
        [
            f"4: source.url: 'javascript:alert(1)' cannot be used; {WEB_REMEDY}"
        ],
    ),
    "address with a password": (
        with_keys("source_url: https://me:pw@example.org/"),
        [
            f"4: source_url: 'https://me:pw@example.org/' cannot be used; {WEB_REMEDY}"
        ],
    ),
    "address with markup": (
        with_keys("source: {url: 'https://a.b/\"><script>'}"),
        [
            f"4: source.url: 'https://a.b/\"><script>' cannot be used; {WEB_REMEDY}"
        ],
    ),
    "former address": (
        with_keys("aliases: [/../x/, //evil.example/, 'https://x.y/']"),
        [
            f"4: aliases: {alias!r} is not an address on this site; write it as /2021/08/17/old-slug/"
            for alias in ("/../x/", "//evil.example/", "https://x.y/")
        ],
    ),
    "picture": (
        with_keys("image: {src: ../../etc/passwd, alt: x}"),
        ["4: image.src: '../../etc/passwd' is not a file of the content folder; write it as images/x.jpg"],
    ),
    "picture in a folder by another way": (
        with_keys("image: {src: images/./x.jpg, alt: x}"),
        ["4: image.src: 'images/./x.jpg' is not a file of the content folder; write it as images/x.jpg"],
    ),
    "caption without text": (
        with_keys("source: {captions: [{credit: AFP}, {text: Men walk.}, '']}"),
        [
            "4: source.captions: a caption needs its text: {text: ..., credit: ...}",
            "4: source.captions: a caption needs its text: {text: ..., credit: ...}",
        ],
    ),
    "picture without file": (
        with_keys("image: {alt: x}"),
        ["4: image: a picture needs `src`: {src: images/x.jpg, alt: what it shows}"],
    ),
    "provenance": (
        with_keys("digest: {raw: x}"),
        ["4: digest: needs `raw` and `raw_sha256`, as ingest writes them; or delete all of `digest:`"],
    ),
    "new actor": (
        with_keys(f"digest: {{raw: x, raw_sha256: {SHA}, new_actors: [{{name: x}}, {{name: y, kind: z}}]}}"),
        [
            "4: digest.new_actors: needs a name and a kind: {name: Taliban, kind: group, country: Afghanistan}",
            "4: digest.new_actors.kind: 'z' is unknown; write person, organisation, government or group",
        ],
    ),
    "key of Pelican's": (
        with_keys("url: https://a.b/", "content: x"),
        [
            f"4: url: cannot be used in a post: {ADDRESS_REMEDY}",
            "5: content: cannot be used in a post: the text goes below the front matter; give this key another name",
        ],
    ),
    "control character": (
        with_keys('title: "a\\x07b"'),
        ["3: title: 'a\\x07b' holds a control character; delete it"],
    ),
    "raw control character": (
        with_keys("title: a\x07b"),
        ["3: not valid YAML: there is a control character here; delete it"],
    ),
    "half a character": (
        with_keys("title: a\ud800b"),
        ["3: not valid YAML: there is half of a character here; delete it"],
    ),
    "colon": (
        with_keys("title: a: b"),
        ["3: not valid YAML: text that holds a colon and a space must be in quotes"],
    ),
    "tab": (
        with_keys("source:", "\tname: x"),
        ["5: not valid YAML: indent with spaces, and put text that starts like this in quotes"],
    ),
    "open quote": (with_keys("title: 'T"), ["3: not valid YAML: a quote is opened and not closed"]),
    "open list": (
        with_keys("actors: [a, b"),
        ["4: not valid YAML: a list opened with [ needs commas and a closing ]"],
    ),
    "lines below a closed list": (
        "---\n[]\n- x\n---\n",
        ["3: not valid YAML: nothing can follow what was closed above, such as a []; delete what follows"],
    ),
    "unknown alias": (with_keys("title: *T*"), ["3: not valid YAML: text that starts with * must be in quotes"]),
    "deep": (with_keys("x: " + "[" * 1000), ["4: not valid YAML: lists or mappings are nested too deeply"]),
    "deep lines": (with_keys("x: ", "- " * 1000), ["5: not valid YAML: lists or mappings are nested too deeply"]),
    "python": (
        with_keys("title: !!python/object/apply:os.system [id]", "x: !!python/name:os.system ''"),
        [
            "3: title: must be text, not a list or a mapping; put it in quotes if it starts with [ or {",
            "4: x: the YAML tag '!!python/name:os.system' is not accepted here; write the plain text",
        ],
    ),
    "more names than a post can be about": (
        with_keys(f"actors: [{', '.join(f'A{number}' for number in range(501))}]"),
        ["4: actors: 501 names are more than the 500 of a post; keep the main ones"],
    ),
    "a control character in a caption": (
        with_keys('source: {captions: [{text: "a\\x01b"}]}'),
        ["4: source.captions.text: 'a\\x01b' holds a control character; delete it"],
    ),
    "a caption without its text": (
        with_keys("source: {captions: [{credit: AFP}]}"),
        ["4: source.captions: a caption needs its text: {text: ..., credit: ...}"],
    ),
    "an alias of itself": (
        with_keys("x: &x [*x]"),
        ["2: not valid YAML: its aliases (*) unfold to too much, or one holds itself; write out what is meant"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "problems"), PROBLEMS.values(), ids=PROBLEMS)
def test_problem(text: str, problems: list[str]) -> None:
    found = [problem.replace("p.md:", "") for problem in problems_of(text)]
    assert [found, read_post(text, file="p.md").post] == [problems, None]


def test_errors_are_raised_together_and_warnings_are_not() -> None:
    with pytest.raises(FrontMatterError) as caught:
        parse_post(with_keys("slug: a/b", "stauts: x", "status: live"), file="p.md")
    assert [problem.line for problem in caught.value.problems] == [4, 6]


def test_a_bomb_of_aliases_is_refused_quickly() -> None:
    keys = ["x0: &x0 [a, a, a, a, a, a, a, a, a]"]
    keys += [f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]" for n in range(1, 12)]
    start = time.perf_counter()
    found = problems_of(with_keys(*keys, "title: *x11"))
    assert time.perf_counter() - start < 2
    assert found == [
        "p.md:2: not valid YAML: its aliases (*) unfold to too much, or one holds itself; write out what is meant"
    ]


WARNINGS = {
    "swapped": ("topcis: [a]", ["4: topcis: unknown key 'topcis' (did you mean 'topics'?)"]),
    "missing": ("sumary: a", ["4: sumary: unknown key 'sumary' (did you mean 'summary'?)"]),
    "wrong": ("statuz: a", ["4: statuz: unknown key 'statuz' (did you mean 'status'?)"]),
    "case": ("Summary: a", ["4: Summary: unknown key 'Summary' (did you mean 'summary'?)"]),
    "short": ("tgas: [a]", []),
    "weight": ("weight: huge", ["4: weight: 'huge' is unknown; write lead, high, normal or brief"]),
    "weight of another tool": ("weight: 10", ["4: weight: '10' is unknown; write lead, high, normal or brief"]),
    "two edits": ("tpocis: [a]", []),
    "there already": ("topics: [a]\ntopcis: [b]", []),
    "below source": (
        "source: {nmae: a, x: b}",
        ["4: source: unknown key 'nmae' (did you mean 'name'?)", f"4: source: unknown key 'x' ({SOURCE_KEYS})"],
    ),
    "below source, near": ("source: {athor: a}", ["4: source: unknown key 'athor' (did you mean 'author'?)"]),
    "picture without words": (
        "image: images/x.jpg",
        ["4: image: no `alt` says what the picture shows; write one, or alt: \"\" if it is only decoration"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("keys", "warnings"), WARNINGS.values(), ids=WARNINGS)
def test_warning(keys: str, warnings: list[str]) -> None:
    text = with_keys(*keys.split("\n"))
    assert sorted(warnings_of(text)) == [f"p.md:{warning}" for warning in warnings]
    assert read_post(text, file="p.md").post is not None


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_is_one_edit_agrees_with_a_slow_definition(first: str, second: str) -> None:
    edits = {first}
    for i in range(len(first) + 1):
        edits |= {first[:i] + c + first[i:] for c in "abc"} | {first[:i] + first[i + 1 :]}
        edits |= {first[:i] + c + first[i + 1 :] for c in "abc" if i < len(first)}
        edits |= {first[:i] + first[i : i + 2][::-1] + first[i + 2 :]}
    assert is_one_edit(first, second) is (second in edits)


def test_find_near_needs_five_letters() -> None:
    assert [find_near(key, ["slug", "title"]) for key in ("slog", "titel", "titles")] == [None, "title", "title"]


def test_find_line() -> None:
    checked = read_post(with_keys("actors:", "  - A  B", "  - C", "countries: [D, E]"), file="p.md")
    asked = [
        ("title", None),
        ("actors", None),
        ("actors", "A B"),
        ("actors", "C"),
        ("countries", "E"),
        ("topics", None),
    ]
    assert [checked.find_line(key, item) for key, item in asked] == [2, 4, 5, 6, 7, None]
