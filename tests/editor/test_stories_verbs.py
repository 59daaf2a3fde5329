"""The editor's word on stories: each verb changes the file of stories, one action of the journal, or nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from digest.cli import digest
from digest.content.journal import read_history
from digest.content.store import Content, make_content, read_stories, stories_path
from digest.content.stories import Story
from digest.core.errors import ContentError, ProblemsError
from digest.core.settings import DigestSettings
from digest.editor.stories import (
    Named,
    join_story,
    leave_story,
    list_stories,
    merge_stories,
    new_story,
    refuse_posts,
    rename_story,
    set_status,
    split_story,
)
from digest.editor.stories.change import find_story

SETTINGS = DigestSettings()
FILE = """\
# The editor's own.
- title: Fall of Kabul   # August
  posts: [a, b, "1"]
  not: [x]

# Another.
- title: Coal abroad
  slug: coal
  posts: [c, a]
  not: [b]
  status: closed
  former_slugs: [mines]
"""
KABUL = Story(title="Fall of Kabul", slug="fall-of-kabul", posts=("a", "b", "1"), refused=("x",))
COAL = Story(
    title="Coal abroad", slug="coal", posts=("c", "a"), refused=("b",), status="closed", former_slugs=("mines",)
)


@pytest.fixture
def content(tmp_path: Path) -> Content:
    (tmp_path / "content").mkdir()
    made = make_content(tmp_path / "content", SETTINGS)
    stories_path(made).write_text(FILE, encoding="utf-8")
    return made


def named(*ids: str) -> list[Named]:
    return [Named(one, f"posts/{one}.md") for one in ids]


def with_(story: Story, **changes: object) -> Story:
    values = {name: getattr(story, name) for name in ("title", "slug", "summary", "posts", "refused", "status")}
    return Story(**{**values, "former_slugs": story.former_slugs, **changes})  # type: ignore[arg-type]


VERBS: dict[str, tuple[Callable[[Content], str], str, tuple[Story, ...]]] = {
    "new": (
        lambda content: new_story(content, " Talks  in Oslo ", named("7", "8", "7"), summary="S."),
        "talks-in-oslo: a new story of 2 posts",
        (KABUL, COAL, Story(title="Talks in Oslo", slug="talks-in-oslo", summary="S.", posts=("7", "8"))),
    ),
    "join, one that was refused": (
        lambda content: join_story(content, "kabul", named("b", "x", "9")),
        "fall-of-kabul: posts/x.md, posts/9.md joined",
        (with_(KABUL, posts=("a", "b", "1", "x", "9"), refused=()), COAL),
    ),
    "join a closed one": (
        lambda content: join_story(content, "coal", named("9")),
        "coal: posts/9.md joined; it is closed",
        (KABUL, with_(COAL, posts=("c", "a", "9"))),
    ),
    "leave": (
        lambda content: leave_story(content, "fall-of-kabul", named("a")),
        "fall-of-kabul: posts/a.md left; 2 posts left",
        (with_(KABUL, posts=("b", "1")), COAL),
    ),
    "refuse a member": (
        lambda content: refuse_posts(content, "fall", named("a", "9")),
        "fall-of-kabul: posts/a.md, posts/9.md will not be proposed again; `digest stories join` takes that back",
        (with_(KABUL, posts=("b", "1"), refused=("x", "a", "9")), COAL),
    ),
    "merge": (
        lambda content: merge_stories(content, "coal", "kabul"),
        "fall-of-kabul: it has the posts of coal now, 4 in all; the page of coal redirects",
        (with_(KABUL, posts=("a", "b", "1", "c"), former_slugs=("coal", "mines"), id="fall-of-kabul"),),
    ),
    "split": (
        lambda content: split_story(content, "kabul", "Airport", named("b"), slug="air"),
        "air: a new story of 1 post; fall-of-kabul: 2 posts left",
        (with_(KABUL, posts=("a", "1")), COAL, Story(title="Airport", slug="air", posts=("b",))),
    ),
    "close": (
        lambda content: set_status(content, "kabul", "closed"),
        "fall-of-kabul: closed",
        (with_(KABUL, status="closed"), COAL),
    ),
    "reopen": (lambda content: set_status(content, "mines", "open"), "coal: open", (KABUL, with_(COAL, status="open"))),
    "rename": (
        lambda content: rename_story(content, "kabul", "kabul-2021"),
        "kabul-2021: Fall of Kabul; its page is now /stories/kabul-2021/, and the former address redirects",
        (with_(KABUL, slug="kabul-2021", former_slugs=("fall-of-kabul",)), COAL),
    ),
    "rename back": (
        lambda content: rename_story(content, "coal", "mines"),
        "mines: Coal abroad; its page is now /stories/mines/, and the former address redirects",
        (KABUL, with_(COAL, slug="mines", former_slugs=("coal",), id="mines")),
    ),
    "another title keeps the address": (
        lambda content: rename_story(content, "kabul", title="The fall of Kabul"),
        "fall-of-kabul: The fall of Kabul",
        (with_(KABUL, title="The fall of Kabul"), COAL),
    ),
}


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_is_one_action_and_leaves_all_else(content: Content, name: str) -> None:
    act, message, stories = VERBS[name]
    assert act(content) == message
    text = stories_path(content).read_text("utf-8")
    assert read_stories(content).stories == stories
    assert text.startswith("# The editor's own.\n- title: ")
    assert "# Another.\n" in text
    assert [action.verb.split()[0] for action in read_history(content)] == ["stories"]


REFUSALS: dict[str, tuple[Callable[[Content], str], str]] = {
    "no such story": (lambda content: join_story(content, "oslo", named("9")), "oslo: there is no such story"),
    "an empty name": (lambda content: join_story(content, "", named("9")), ": there is no such story"),
    "leave another story": (lambda content: leave_story(content, "coal", named("b")), "posts/b.md: it is not in coal"),
    "split off all": (
        lambda content: split_story(content, "coal", "T", named("a", "c")),
        "coal: these are all of its posts",
    ),
    "merge into itself": (lambda content: merge_stories(content, "coal", "mines"), "coal and mines are one story"),
    "an empty title": (lambda content: new_story(content, " ", named("a")), "the title is empty"),
    "a slug in use": (lambda content: new_story(content, "Coal", named("9")), "'coal' is the slug of the story at"),
    "a former slug in use": (lambda content: new_story(content, "Mines", named("9")), "'mines' is the slug of"),
    "rename to another's": (lambda content: rename_story(content, "kabul", "coal"), "this story has the slug 'coal'"),
    "no slug": (lambda content: rename_story(content, "kabul", "../x"), "'../x' is no slug; 'x' would do"),
    "its own name": (lambda content: rename_story(content, "kabul"), "fall-of-kabul: this is its name already"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_what_cannot_be_done_is_told_and_changes_nothing(content: Content, name: str) -> None:
    act, message = REFUSALS[name]
    with pytest.raises((ContentError, ProblemsError)) as caught:
        act(content)
    assert message in str(caught.value)
    assert stories_path(content).read_text("utf-8") == FILE
    assert list(read_history(content)) == []


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda content: join_story(content, "kabul", named("a")), "fall-of-kabul: posts/a.md is in it already"),
        (lambda content: refuse_posts(content, "coal", named("b")), "coal: posts/b.md is refused already"),
        (lambda content: set_status(content, "coal", "closed"), "coal: it is closed already"),
    ],
)
def test_what_is_so_already_is_no_action(content: Content, act: Callable[[Content], str], message: str) -> None:
    assert act(content) == message
    assert list(read_history(content)) == []


def test_part_of_a_slug_must_be_one_storys(content: Content) -> None:
    new_story(content, "Coal at home", named("c"))
    stories = read_stories(content)
    assert find_story(stories, "home").slug == "coal-at-home"
    assert find_story(stories, "coal").slug == "coal"
    with pytest.raises(ContentError, match="this may be any of fall-of-kabul, fall-of-coal"):
        find_story(type(stories)(stories=(KABUL, with_(COAL, slug="fall-of-coal"))), "fall")


POST = '---\ntitle: {id}\ndate: 2021-08-{day}T09:00:00+00:00\nid: "{id}"\nslug: {id}\nstatus: {status}\n---\n\nText.\n'


@pytest.fixture
def site(content: Content) -> Content:
    folder = content.root / "posts" / "2021"
    folder.mkdir(parents=True)
    for day, (one, status) in enumerate((("a", "published"), ("b", "draft"), ("c", "published")), start=15):
        text = POST.format(id=one, day=day, status=status)
        (folder / f"2021-08-{day}-{one}.md").write_text(text, "utf-8")
    (folder / "2021-08-20-none.md").write_text(POST.format(id="d", day=20, status="draft").replace('id: "d"\n', ""))
    (content.root.parent / "pelicanconf.py").write_text('PATH = "content"\nSITENAME = "Sample"\n', "utf-8")
    return content


def run(content: Content, *words: str) -> tuple[int, str]:
    settings = str(content.root.parent / "pelicanconf.py")
    done = CliRunner().invoke(digest, ["--settings", settings, "stories", *words])
    return done.exit_code, done.output


def test_the_command_line(site: Content) -> None:
    listed = (
        "stories: 2\n    coal: Coal abroad (2 posts, 2021-08-15 to 2021-08-17, closed)\n"
        "    fall-of-kabul: Fall of Kabul (2 posts, 1 gone, 2021-08-15 to 2021-08-16)\n"
    )
    assert run(site) == run(site, "list") == (0, listed)
    c = "content/posts/2021/2021-08-17-c.md"
    assert run(site, "join", "kabul", "c") == (0, f"fall-of-kabul: {c} joined\n")
    assert run(site, "leave", "kabul", "c") == (0, f"fall-of-kabul: {c} left; 3 posts left\n")
    assert run(site, "refuse", "kabul", "c")[0] == 0
    assert run(site, "split", "kabul", "Air", "a") == (0, "air: a new story of 1 post; fall-of-kabul: 2 posts left\n")
    assert run(site, "new", "Third", "a", "b", "--slug", "3rd") == (0, "3rd: a new story of 2 posts\n")
    assert run(site, "merge", "air", "3rd")[0] == 0
    assert run(site, "close", "3rd") == (0, "3rd: closed\n")
    assert run(site, "reopen", "3rd") == (0, "3rd: open\n")
    assert run(site, "rename", "3rd", "third", "--title", "The third")[0] == 0
    assert read_stories(site).find("air") == Story(
        title="The third", slug="third", posts=("a", "b"), former_slugs=("air", "3rd"), id="3rd"
    )


def test_a_post_without_an_id_or_that_is_not_there_stops_all(site: Content) -> None:
    for post, message in (("none", "it has no id"), ("gone", "there is no such post")):
        status, output = run(site, "join", "kabul", "c", post)
        assert status == 1
        assert message in output
    assert stories_path(site).read_text("utf-8") == FILE


def test_a_list_counts_what_is_there(site: Content) -> None:
    assert [line.gone for line in list_stories(read_stories(site), {}, SETTINGS.timezone)] == [3, 2]
