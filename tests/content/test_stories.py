"""The file of stories: what is read, what is a problem and on which line, and edits that leave all else alone."""

import pytest
from digest.content.stories import Stories, Story, add_story, change_story, check_stories, parse_stories, remove_story
from digest.core.errors import StoriesError

KABUL = Story(
    title="Fall of Kabul",
    slug="fall-of-kabul",
    summary="How the city fell.",
    posts=("5f0c", "77ab"),
    refused=("9c1e",),
    status="closed",
    former_slugs=("kabul",),
)
FILE = """\
# mine
- title: Fall of Kabul   # a comment
  slug: fall-of-kabul
  posts:
    - "5f0c"   # the first
    - "77ab"

# Later.
- {title: Coal, posts: [ab, 007]}
"""


def problems_of(text: str) -> list[str]:
    with pytest.raises(StoriesError) as caught:
        parse_stories(text, file="s")
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "stories"),
    [
        pytest.param("", (), id="nothing"),
        pytest.param("# none yet\n", (), id="a comment alone"),
        pytest.param("[]\n", (), id="an empty list"),
        pytest.param("- title: Coal\n", (Story(title="Coal", slug="coal"),), id="a title alone"),
        pytest.param(
            "\ufeff- title: A 1\r\n  posts: [7e5, NO]\r\n  not: x\r\n  status: Open\r\n  summary: ~\r\n",
            (Story(title="A 1", slug="a-1", posts=("7e5", "NO"), refused=("x",)),),
            id="ids that other readers take for numbers, one refused, other line ends",
        ),
        pytest.param(
            '- title: Fall of Kabul\n  slug: fall-of-kabul\n  summary: How the city fell.\n  posts: ["5f0c", "77ab"]\n'
            '  not: ["9c1e"]\n  status: closed\n  former_slugs: [kabul]\n',
            (KABUL,),
            id="all keys",
        ),
        pytest.param(
            "- {title: A, posts: [x, x, y], not: [y, z, z]}\n",
            (Story(title="A", slug="a", posts=("x", "y"), refused=("z",)),),
            id="ids given twice count once, and what is in a story is not refused",
        ),
    ],
)
def test_stories_are_read(text: str, stories: tuple[Story, ...]) -> None:
    assert parse_stories(text, file="s").stories == stories


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        pytest.param("a: b\n", ["s:1: must be a list: lines that start with '- ', or [one, another]"], id="no list"),
        pytest.param(
            "- Coal\n",
            ["s:1: this is not a story; write it as `- title: ...`, with `posts: [ID, ID]` below"],
            id="a title without its key",
        ),
        pytest.param("- posts: [a]\n", ["s:1: title: a story needs a title; write one as `title: ...`"], id="no title"),
        pytest.param(
            "- title: A\n- title: B\n  slug: a\n",
            ["s:3: slug: 'a' is the slug of the story at s:1, too; give one of the two another with `slug: ...`"],
            id="another story's slug",
        ),
        pytest.param(
            "- {title: A, former_slugs: [b]}\n- title: B\n",
            ["s:1: former_slugs: 'b' is the slug of the story at s:2; delete it in one of the two"],
            id="another story's slug as a former one",
        ),
        pytest.param(
            "- {title: A, former_slugs: [c]}\n- title: B\n  former_slugs:\n    - c\n",
            ["s:4: former_slugs: 'c' is a former slug of the story at s:1; delete it in one of the two"],
            id="another story's former slug",
        ),
        pytest.param(
            "- title: A\n  former_slugs: [b, a]\n",
            ["s:2: former_slugs: 'a' is the slug of this very story; delete it here"],
            id="itself as former slug",
        ),
        pytest.param(
            "- {title: A, former_slugs: [b, b]}\n",
            ["s:1: former_slugs: 'b' is here twice; delete it here"],
            id="a former slug twice",
        ),
        pytest.param(
            "- title: A\n  slug: ../a\n",
            [
                "s:2: slug: '../a' cannot be used; a slug has small letters a to z, digits and single hyphens, "
                "such as fall-of-kabul"
            ],
            id="no slug",
        ),
        pytest.param(
            "- title: A\n  slug: con\n",
            ["s:2: slug: 'con' is the name of a device on Windows, where no file can have it; choose another"],
            id="a device",
        ),
        pytest.param(
            "- title: A\n  post: [a]\n  status: done\n",
            [
                "s:2: unknown key 'post' (did you mean 'posts'?)",
                "s:3: status: 'done' is unknown; write open or closed",
            ],
            id="unknown key and status, both told",
        ),
        pytest.param(
            "- title: A\n  posts: [{a: b}, '']\n",
            [
                "s:2: posts: must be text, not a list or a mapping; put it in quotes if it starts with [ or {",
                "s:2: posts: this is not the id of a post; write what stands after `id:` in the post",
                "s:2: posts: this is not the id of a post; write what stands after `id:` in the post",
            ],
            id="no ids",
        ),
        pytest.param(
            f"- title: {'x' * 201}\n",
            [f"s:1: title: '{'x' * 40}'... is too long for a title; use at most 200 characters"],
            id="a title of 201 characters",
        ),
    ],
)
def test_what_cannot_be_used_is_named_with_its_line(text: str, problems: list[str]) -> None:
    assert problems_of(text) == problems


@pytest.mark.parametrize(
    ("text", "ids", "warnings"),
    [
        pytest.param("- title: A\n  posts: [a, b]\n", "ab", [], id="nothing odd"),
        pytest.param(
            "- title: A\n  posts:\n    - a\n    - gone\n    - b\n",
            "ab",
            ["s:4: posts: there is no post 'gone'; delete the id here, or bring the post back"],
            id="a post that is gone",
        ),
        pytest.param(
            "- title: A\n  posts: [a]\n",
            "a",
            ["s:1: posts: 'A' has one post; add others with `digest stories join a POST`, or delete it"],
            id="one post",
        ),
        pytest.param(
            "- title: A\n",
            "",
            ["s:1: posts: 'A' has no post; add others with `digest stories join a POST`, or delete it"],
            id="no post",
        ),
        pytest.param(
            "- title: A\n  posts:\n    - a\n    - b\n    - a\n  not: [b]\n",
            "ab",
            [
                "s:5: posts: 'a' is here twice; keep one of them",
                "s:6: not: 'b' is among the story's posts, too; delete it in one of the two",
            ],
            id="an id twice, and one both in and refused",
        ),
    ],
)
def test_what_is_odd_is_named_with_its_line(text: str, ids: str, warnings: list[str]) -> None:
    found = check_stories(parse_stories(text, file="s"), ids)
    assert [(str(problem), problem.severity) for problem in found] == [(text, "warning") for text in warnings]


def test_a_story_of_two_thousand_posts_is_read_and_named() -> None:
    ids = [f"id{number}" for number in range(2000)]
    stories = parse_stories(f"- title: A\n  posts: [{', '.join(ids)}]\n", file="s")
    assert stories.stories[0].posts == tuple(ids)
    assert [str(problem) for problem in check_stories(stories, ids)] == [
        "s:2: posts: 2,000 posts are hardly one event; `digest stories split` divides a story"
    ]


def test_a_story_is_found_by_slugs_and_posts() -> None:
    other = Story(title="Other", slug="other", posts=("77ab", "x"))
    stories = Stories(stories=(KABUL, other))
    assert [stories.find(slug) for slug in ("fall-of-kabul", "kabul", "none")] == [KABUL, KABUL, None]
    assert [stories.of_post(post) for post in ("77ab", "x", "9c1e")] == [(KABUL, other), (other,), ()]


def test_a_story_knows_its_place() -> None:
    kabul, coal = parse_stories(FILE, file="s").stories
    assert (kabul.where, coal.where) == (("s", 2), ("s", 9))
    assert dict(kabul.post_lines) == {"5f0c": 5, "77ab": 6}


@pytest.mark.parametrize(
    ("changes", "old", "new"),
    [
        pytest.param({"posts": ("5f0c", "77ab", "e1")}, '"77ab"\n', '"77ab"\n    - e1\n', id="a post joins"),
        pytest.param({"posts": ("77ab",)}, '    - "5f0c"   # the first\n', "", id="a post leaves"),
        pytest.param({"status": "closed"}, '"77ab"\n', '"77ab"\n  status: closed\n', id="a key is added in its place"),
        pytest.param({"summary": "S"}, "kabul\n", "kabul\n  summary: S\n", id="another"),
        pytest.param(
            {"slug": "kabul", "former_slugs": ("fall-of-kabul",)},
            'slug: fall-of-kabul\n  posts:\n    - "5f0c"   # the first\n    - "77ab"\n',
            'slug: kabul\n  posts:\n    - "5f0c"   # the first\n    - "77ab"\n  former_slugs: [fall-of-kabul]\n',
            id="another slug",
        ),
    ],
)
def test_a_change_leaves_all_else_as_it_is(changes: dict[str, object], old: str, new: str) -> None:
    assert FILE.count(old) == 1
    for text in (FILE, FILE.replace("\n", "\r\n")):
        end = "\r\n" if "\r" in text else "\n"
        expected = FILE.replace(old, new).replace("\n", end)
        assert change_story(text, "fall-of-kabul", changes, file="s") == expected


def test_a_story_on_one_line_is_changed() -> None:
    changed = change_story(FILE, "coal", {"posts": ("ab", "007", "x"), "status": None}, file="s")
    assert changed.startswith(FILE[: FILE.index("- {")])
    assert parse_stories(changed, file="s").find("coal") == Story(title="Coal", slug="coal", posts=("ab", "007", "x"))


def test_a_story_is_added_and_removed() -> None:
    added = add_story(FILE, KABUL_2, file="s")
    assert added.startswith(FILE)
    assert parse_stories(added, file="s").find("kabul-2") == KABUL_2
    assert remove_story(added, "kabul-2", file="s") == FILE
    assert remove_story(FILE, "coal", file="s") == FILE[: FILE.index("- {")]


KABUL_2 = Story(title="Kabul: 2", slug="kabul-2", posts=("5f0c", "0e1"), refused=("1",))


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(lambda: add_story(FILE, KABUL, file="s"), id="a slug that is in use"),
        pytest.param(lambda: change_story(FILE, "coal", {"slug": "fall-of-kabul"}, file="s"), id="renamed to another"),
        pytest.param(lambda: change_story(FILE, "none", {"status": "open"}, file="s"), id="no such story"),
        pytest.param(lambda: change_story("[{title: A}]", "a", {"status": "open"}, file="s"), id="a list on one line"),
    ],
)
def test_what_would_break_the_file_is_refused(edit: object) -> None:
    assert callable(edit)
    with pytest.raises(StoriesError):
        edit()
