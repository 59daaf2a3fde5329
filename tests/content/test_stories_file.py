"""The file of stories on disk: optional, changed whole or not at all, never read through a link that leads out."""

from pathlib import Path

import pytest
from digest.content.journal import commit
from digest.content.store import Content, edit_stories, make_content, read_stories, stories_path, sweep
from digest.content.stories import Story, add_story, change_story
from digest.core.errors import StoriesError, UnreadableError
from digest.core.settings import DigestSettings

KABUL = Story(title="Fall of Kabul", slug="fall-of-kabul", posts=("5f0c", "77ab"))
LINES = '- title: Fall of Kabul\n  slug: fall-of-kabul\n  posts: ["5f0c", "77ab"]\n  status: open\n'


@pytest.fixture
def content(tmp_path: Path) -> Content:
    (tmp_path / "content").mkdir()
    return make_content(tmp_path / "content", DigestSettings())


def test_there_need_be_no_file(content: Content) -> None:
    assert read_stories(content).stories == ()
    assert not stories_path(content).exists()


def test_the_file_is_made_and_changed(content: Content) -> None:
    edit = edit_stories(content, lambda text, file: add_story(text, KABUL, file=file))
    assert not stories_path(content).exists()
    commit(content, "stories new", KABUL.title, [edit])
    assert stories_path(content).read_text("utf-8") == LINES
    edit = edit_stories(content, lambda text, file: change_story(text, "fall-of-kabul", {"not": ("9c",)}, file=file))
    commit(content, "stories leave", KABUL.title, [edit])
    assert [story.refused for story in read_stories(content).stories] == [("9c",)]


def test_an_edit_that_would_break_the_file_leaves_it(content: Content) -> None:
    stories_path(content).write_text(LINES, "utf-8")
    with pytest.raises(StoriesError):
        edit_stories(content, lambda text, file: text + LINES)  # noqa: ARG005
    assert stories_path(content).read_text("utf-8") == LINES


def test_a_link_out_of_the_content_folder_is_not_followed(content: Content, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(LINES, "utf-8")
    stories_path(content).symlink_to(tmp_path / "mine.yaml")
    with pytest.raises(UnreadableError, match="leads out"):
        read_stories(content)


def test_what_a_killed_command_left_beside_the_file_is_swept(content: Content) -> None:
    left, kept = content.root / ".stories.yaml.digest-tmp", content.root / ".hidden"
    left.write_text("half", "utf-8")
    kept.write_text("mine", "utf-8")
    sweep(content)
    assert (left.exists(), kept.exists()) == (False, True)
