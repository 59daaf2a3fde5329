"""What lies in the inbox and is no raw article of it: links that lead out, FIFOs. They are named, never read."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from digest.content.store import Content, list_posts, make_content, make_folders
from digest.core.settings import DigestSettings
from digest.ingest.intake import ingest

SETTINGS = DigestSettings(ner="rules")
TEXT = "Norway and Iceland agree\n\nThe ministers of Norway and Iceland met in Oslo and agreed on a rule.\n"
LEADS_OUT = "p.txt: this link leads out of the content folder and is not followed; put the file itself there"
NO_FILE = "p.txt: this is not a regular file; put a file with the text or picture itself there"


@pytest.fixture
def content(tmp_path: Path) -> Content:
    (tmp_path / "content").mkdir()
    (tmp_path / "outside.txt").write_text(TEXT)
    made = make_content(tmp_path / "content", SETTINGS)
    make_folders(made)
    (made.inbox / "good.txt").write_text(TEXT.replace("Oslo", "Bergen") * 3)
    return made


def run(content: Content, *raws: Path) -> list[str]:
    said: list[str] = []
    result = ingest(content, SETTINGS, report=said.append, raws=raws)
    assert [outcome.raw for outcome in result.outcomes if outcome.kind == "failed"] == ["p.txt"]
    assert result.failed
    return said


def link_out(path: Path) -> None:
    path.symlink_to(path.parents[2] / "outside.txt")


def link_by_link(path: Path) -> None:
    link_out(path.with_name(".link"))
    path.symlink_to(".link")


@pytest.mark.parametrize(("make", "said"), [(link_out, LEADS_OUT), (link_by_link, LEADS_OUT), (os.mkfifo, NO_FILE)])
def test_what_is_no_file_of_the_inbox_is_named_and_the_others_are_read(
    content: Content, make: Callable[[Path], None], said: str
) -> None:
    make(content.inbox / "p.txt")
    assert said in run(content)
    assert len(list_posts(content)) == 1


def test_a_link_in_the_inbox_that_is_asked_for_by_name_is_not_followed_either(content: Content) -> None:
    link_out(content.inbox / "p.txt")
    assert LEADS_OUT in run(content, content.inbox / "p.txt")
    assert list_posts(content) == ()


def test_a_folder_of_the_inbox_that_is_a_link_is_not_followed(content: Content, tmp_path: Path) -> None:
    outside = tmp_path / "folder"
    content.inbox.rename(outside)
    content.inbox.symlink_to(outside)
    result = ingest(content, SETTINGS, report=lambda _: None)
    assert [outcome.kind for outcome in result.outcomes] == ["failed"]


def test_a_link_elsewhere_that_is_asked_for_by_name_is_read(content: Content, tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "outside.txt")
    result = ingest(content, SETTINGS, report=lambda _: None, raws=[tmp_path / "link.txt"])
    assert not result.failed
    assert len(list_posts(content)) == 1
