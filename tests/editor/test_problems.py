"""Every problem of a site: what two posts share, and that a second check finds what a first one would."""

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from digest.content.check import make_subject, sort_problems
from digest.content.frontmatter import read_post
from digest.content.store import Content, make_content, read_vocabularies, stories_path
from digest.core.settings import DigestSettings
from digest.core.types import Problem
from digest.editor.problems import check_together, find_problems
from digest.site.cache import CacheFile
from digest.site.sources import Posts, load_vocabularies
from support.made_posts import with_keys

SETTINGS = DigestSettings()


def write_post(content: Content, name: str, *lines: str) -> None:
    path = content.posts[0] / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    keys = {"title": name, "date": "2021-08-17", "id": f'"{name}"', "slug": name, "status": "published"}
    kept = [f"{key}: {value}" for key, value in keys.items() if not any(line.startswith(f"{key}:") for line in lines)]
    path.write_text("\n".join(["---", *kept, *filter(None, lines), "---", "", "Text.", ""]), encoding="utf-8")


@pytest.fixture
def content(tmp_path: Path) -> Content:
    made = make_content(_folder(tmp_path / "content"), SETTINGS)
    _folder(made.vocabularies).joinpath("actors.yaml").write_text("- {name: Wang Yi, kind: person}\n", "utf-8")
    write_post(made, "a", "countries: [China, PRC]")  # a warning: they are one
    write_post(made, "b", "actors: [Wang Yii]")  # a warning: did you mean
    write_post(made, "c")
    return made


def _folder(path: Path) -> Path:
    path.mkdir(parents=True)
    return path


def check(content: Content, cache: Path) -> tuple[Problem, ...]:
    return find_problems(content, SETTINGS, Posts(content, SETTINGS, CacheFile(cache)))


def write_stories(content: Content, *lines: str) -> None:
    stories_path(content).write_text("\n".join((*lines, "")), encoding="utf-8")


CHANGES: dict[str, Callable[[Content], object]] = {
    "nothing": lambda _: None,
    "another post": lambda content: write_post(content, "c", "countries: [Atlantis]"),
    "a post that was warned of": lambda content: write_post(content, "a", "countries: [China]"),
    "a line before the one warned of": lambda content: write_post(
        content, "a", "show: full", "countries: [China, PRC]"
    ),
    "a post that was warned of deleted": lambda content: content.posts[0].joinpath("b.md").unlink(),
    "an id of two": lambda content: write_post(content, "c", 'id: "a"'),
    "no id": lambda content: write_post(content, "c", "id:"),
    "an address of two": lambda content: write_post(content, "c", "slug: A"),
    "an alias in use": lambda content: write_post(content, "c", "aliases: [/2021/08/17/a/]"),
    "a picture that is not there": lambda content: write_post(content, "c", "image: {src: images/x.png, alt: x}"),
    "a vocabulary": lambda content: (content.vocabularies / "actors.yaml").write_text("- name: Wang Yii\n", "utf-8"),
    "a broken vocabulary": lambda content: (content.vocabularies / "actors.yaml").write_text("- {", "utf-8"),
    "a story": lambda content: write_stories(content, "- {title: A, posts: [a, gone]}"),
    "a story of one post": lambda content: write_stories(content, "- {title: A, posts: [a]}"),
    "a broken story": lambda content: write_stories(content, "- posts: [a]"),
    "stories that are not UTF-8": lambda content: stories_path(content).write_bytes(b"- title: \xff"),
    "a broken post": lambda content: (content.posts[0] / "c.md").write_text("---\ntitle: [\n---\n", "utf-8"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_second_check_finds_what_a_first_one_would(content: Content, tmp_path: Path, name: str) -> None:
    assert len(check(content, tmp_path / "cache")) == 2
    CHANGES[name](content)
    for turn in range(2):
        assert check(content, tmp_path / "cache") == check(content, tmp_path / f"new{turn}")


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        pytest.param(("- title: A", "  posts: [a, b, c]"), [], id="nothing"),
        pytest.param(
            ("- title: A", "  posts:", "    - a", "    - gone", "    - c"),
            [
                "warning: content/stories.yaml:4: posts: there is no post 'gone'; delete the id here, "
                "or bring the post back"
            ],
            id="a post that is gone",
        ),
        pytest.param(("- title: A", "  posts: [a, draft, future]"), [], id="a draft and a future post are posts"),
        pytest.param(
            ("- title: A", "- title: B", "  slug: a"),
            [
                "error: content/stories.yaml:3: slug: 'a' is the slug of the story at content/stories.yaml:1, too; "
                "give one of the two another with `slug: ...`"
            ],
            id="another's slug",
        ),
    ],
)
def test_problems_of_stories_have_file_and_line(
    content: Content, tmp_path: Path, lines: tuple[str, ...], problems: list[str]
) -> None:
    write_post(content, "draft", "status: draft")
    write_post(content, "future", "date: 2999-01-01")
    write_stories(content, *lines)
    found = check(content, tmp_path / "cache")
    assert [f"{one.severity}: {one}" for one in found if "stories.yaml" in one.file] == problems


def test_a_broken_post_is_not_gone_from_its_story(content: Content, tmp_path: Path) -> None:
    write_stories(content, "- {title: A, posts: [a, b, c]}")
    (content.posts[0] / "c.md").write_text("---\ntitle: [\n---\n", "utf-8")
    assert [one for one in check(content, tmp_path / "cache") if "stories.yaml" in one.file] == []


def test_vocabularies_are_what_their_files_say(content: Content, tmp_path: Path) -> None:
    for text in ("- name: Wang Yi\n", "- name: Bo Unknown\n", "- name: Wang Yi\n"):
        (content.vocabularies / "actors.yaml").write_text(text, encoding="utf-8")
        for _ in range(2):
            assert load_vocabularies(content, CacheFile(tmp_path / "cache")) == read_vocabularies(content)


# --- Ids and addresses of two posts -----------------------------------------------------------------------------------

ZONE = ZoneInfo("Asia/Kabul")


def check_both(*texts: str) -> list[str]:
    subjects = [
        make_subject(file, read_post(text, file=file, timezone=ZONE))
        for file, text in zip(("posts/1.md", "posts/2.md"), texts, strict=False)
    ]
    found = sort_problems(check_together(subjects, ZONE))
    return [f"{'! ' if problem.severity == 'warning' else ''}{problem}" for problem in found]


TOGETHER: dict[str, tuple[tuple[str, str], list[str]]] = {
    "one id": (
        (with_keys("id: a", "slug: a", "status: draft"), with_keys("slug: b", "id: a", "status: draft")),
        ["posts/2.md:5: id: 'a' is the id of posts/1.md:4 too; delete this line in the copy"],
    ),
    "one address": (
        (with_keys("id: a", "slug: a", "status: draft"), with_keys("id: b", "slug: A", "status: draft")),
        ["posts/2.md:5: slug: /2021/08/17/A/ is the address of posts/1.md:5 too; give one of the two another slug"],
    ),
    "one address in the site's time zone": (
        (
            with_keys("date: 2021-08-16T23:00:00Z", "id: a", "status: draft"),
            with_keys("id: b", "status: draft"),
        ),
        ["posts/2.md:2: title: /2021/08/17/t/ is the address of posts/1.md too; give one of the two another slug"],
    ),
    "one slug on two days": (
        (with_keys("id: a", "status: draft"), with_keys("date: 2021-08-18", "id: b", "status: draft")),
        [],
    ),
    "a former address in use": (
        (
            with_keys("id: a", "slug: a", "status: draft", "aliases: [/2021/08/17/b]"),
            with_keys("id: b", "slug: b", "status: draft"),
        ),
        ["posts/1.md:7: aliases: /2021/08/17/b is an address of posts/2.md:5 too; delete it in one of the two"],
    ),
    "one former address": (
        (
            with_keys("id: a", "slug: a", "status: draft", "aliases: [/old/]"),
            with_keys("id: b", "slug: b", "status: draft", "aliases:", "- /x/", "- /old/index.html"),
        ),
        ["posts/2.md:9: aliases: /old/index.html is an address of posts/1.md:7 too; delete it in one of the two"],
    ),
}


@pytest.mark.parametrize(("posts", "problems"), TOGETHER.values(), ids=TOGETHER)
def test_two_posts(posts: tuple[str, str], problems: list[str]) -> None:
    assert check_both(*posts) == problems


def test_a_post_s_own_address_among_its_former_ones() -> None:
    text = with_keys("id: a1", "slug: talks", "status: draft", "aliases: [/2021/08/17/Talks/, /2021/08/17/old/]")
    assert check_both(text) == [
        "! posts/1.md:7: aliases: /2021/08/17/Talks/ is the post's address now; delete it here",
    ]


def test_an_alias_given_twice_is_one() -> None:
    assert check_both(with_keys("id: a", "slug: a", "aliases: [/old/, /old/index.html]")) == []


def test_one_bad_post_does_not_hide_the_problems_of_others(content: Content, tmp_path: Path) -> None:
    (content.posts[0] / "c.md").write_text("junk", "utf-8")
    files = [problem.file for problem in check(content, tmp_path / "cache")]
    assert files == ["content/posts/a.md", "content/posts/b.md", "content/posts/c.md"]


def test_the_ledger_s_problems_come_too(content: Content, tmp_path: Path) -> None:
    content.ledger.write_text("junk\n", "utf-8")
    assert any(problem.file == "content/ingested.jsonl" for problem in check(content, tmp_path / "cache"))


@pytest.mark.parametrize(
    ("first", "second", "warned"),
    [
        ("C", "C#", True),
        ("AT&T", "AT T", True),
        ("J. P. Morgan", "J.P. Morgan", False),
        ("El País", "El Pais", False),
        ("OPEC", "OPEC+", False),  # their addresses differ
        ("Wang Yi", "Wang-Yi#", True),  # one that the vocabulary knows
        ("Wang Yi", "Wang-Yi", False),
    ],
)
def test_actors_whom_a_sign_tells_apart(
    content: Content, tmp_path: Path, first: str, second: str, warned: bool
) -> None:
    write_post(content, "a", f"actors: ['{first}']")
    write_post(content, "b")
    write_post(content, "c", f"actors: ['{second}']")
    said = [problem for problem in check(content, tmp_path / "cache") if "has the address of" in problem.message]
    assert [(problem.field, problem.severity) for problem in said] == [("actors", "warning")] * warned


@pytest.mark.parametrize(
    ("lines", "is_told"),
    [
        pytest.param(("weight: lead", "date: 2021-08-17T20:00:00+00:00"), True, id="two of a day"),
        pytest.param(("weight: lead", "date: 2021-08-18"), False, id="another day"),
        pytest.param(("weight: high",), False, id="one"),
        pytest.param(("weight: lead", "status: draft"), False, id="a draft"),
    ],
)
def test_a_day_has_one_lead(content: Content, tmp_path: Path, lines: tuple[str, ...], is_told: bool) -> None:
    write_post(content, "c", "weight: lead")
    write_post(content, "d", *lines)
    found = [problem for problem in check(content, tmp_path / "cache") if problem.field == "weight"]
    assert [Path(problem.file).stem for problem in found] == (["d"] if is_told else [])
    assert all("digest arrange 2021-08-17" in problem.message for problem in found)
