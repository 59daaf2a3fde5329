"""Private bodies: whole texts are put together and taken apart again, and nothing is written over."""

from pathlib import Path

import pytest
from digest.content.frontmatter import edit_post, replace_body
from digest.content.journal import commit, writing
from digest.content.private import post_edits, read_excerpt, read_whole
from digest.content.store import Content, make_content
from digest.core.errors import ContentError
from digest.core.settings import DigestSettings
from support.posts import post_text

ID = "00ab"
BODY = "The whole text.\n\nIts end."


def whole_text(body: str = BODY, *, mark: str = ", body: private") -> str:
    return post_text("Talks", "2021-08-17", body, id=f'"{ID}"', digest=f"{{raw: a.txt, raw_sha256: '00'{mark}}}")


@pytest.fixture
def content(tmp_path: Path) -> Content:
    folder = tmp_path / "content"
    (folder / "posts").mkdir(parents=True)
    return make_content(folder, DigestSettings())


def write(content: Content, new: str | None, *, old: str | None, to: str | None = None, **more: str) -> None:
    path = content.root / "posts" / "talks.md"
    edits = post_edits(content, path, new, old=old, to=content.root / "posts" / to if to else None, **more)
    with writing(content, report=print):
        commit(content, "write", "talks", edits)


def files(content: Content) -> dict[str, str]:
    found = (path for path in content.root.rglob("*.md") if path.is_file())
    return {path.relative_to(content.root).as_posix(): path.read_text("utf-8") for path in found}


def test_a_whole_text_is_divided_and_read_again(content: Content) -> None:
    write(content, whole_text(), old=None)
    assert files(content) == {"posts/talks.md": whole_text("").rstrip("\n") + "\n", f"private/{ID}.md": f"{BODY}\n"}
    assert read_whole(content, content.root / "posts/talks.md").rstrip("\n") == whole_text().rstrip("\n")
    assert (content.private / ".gitignore").read_text("utf-8") == "*\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_only_what_changes_is_written(content: Content, newline: str) -> None:
    write(content, whole_text(), old=None, excerpt="The start.")
    path = content.root / "posts/talks.md"
    for file in (path, content.private / f"{ID}.md"):
        file.write_bytes(file.read_bytes().replace(b"\n", newline.encode()))
    old = read_whole(content, path)
    header_only = post_edits(content, path, edit_post(old, {"status": "draft"}), old=old)
    assert [edit.path for edit in header_only] == [path]
    body_only = post_edits(content, path, replace_body(old, "Another."), old=old)
    assert [edit.path for edit in body_only] == [content.private / f"{ID}.md"]
    assert read_excerpt(content, path) == "The start."


def test_a_mark_that_comes_or_goes_moves_the_text(content: Content) -> None:
    public = whole_text(mark="")
    write(content, public, old=None)
    write(content, whole_text(), old=public, excerpt="The start.")
    assert files(content)["posts/talks.md"] == whole_text("The start.")
    write(content, public, old=read_whole(content, content.root / "posts/talks.md"))
    assert files(content) == {"posts/talks.md": public}


def test_a_post_that_moves_or_goes_takes_its_text_along(content: Content) -> None:
    write(content, whole_text(), old=None)
    old = read_whole(content, content.root / "posts/talks.md")
    write(content, old, old=old, to="other.md")
    assert files(content).keys() == {"posts/other.md", f"private/{ID}.md"}
    path = content.root / "posts/other.md"
    with writing(content, report=print):
        commit(content, "reject", "other", post_edits(content, path, None, old=read_whole(content, path)))
    assert files(content) == {}


def test_a_text_that_is_elsewhere_is_never_written_over(content: Content) -> None:
    write(content, whole_text(), old=None, excerpt="The start.")
    (content.private / f"{ID}.md").unlink()
    old = read_whole(content, content.root / "posts/talks.md")
    assert old == whole_text("The start.")
    write(content, edit_post(old, {"status": "draft"}), old=old)  # its front matter can be changed
    old = read_whole(content, content.root / "posts/talks.md")
    with pytest.raises(ContentError, match=r"private/00ab\.md, which is not on this machine"):
        write(content, replace_body(old, "Another."), old=old)
    assert files(content) == {"posts/talks.md": old}


def test_the_text_of_a_post_that_is_gone_is_never_written_over(content: Content) -> None:
    content.private.mkdir()
    (content.private / f"{ID}.md").write_text("Edited long ago.\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"private/00ab\.md: it holds the text of a post that is gone"):
        write(content, whole_text(), old=None)
    assert files(content) == {f"private/{ID}.md": "Edited long ago.\n"}
    write(content, whole_text("Edited long ago."), old=None)  # the same text


def test_a_change_of_the_private_file_alone_is_noticed(content: Content) -> None:
    write(content, whole_text(), old=None)
    old = read_whole(content, content.root / "posts/talks.md")
    (content.private / f"{ID}.md").write_text("Edited meanwhile.\n", encoding="utf-8")
    with pytest.raises(ContentError, match="changed meanwhile"):
        write(content, edit_post(old, {"status": "draft"}), old=old)


def test_a_half_edited_front_matter_keeps_its_text_private(content: Content) -> None:
    write(content, whole_text(), old=None)
    path = content.root / "posts/talks.md"
    path.write_text(path.read_text("utf-8").replace("date: 2021-08-17", "date: someday"), encoding="utf-8")
    broken = read_whole(content, path)
    assert BODY in broken
    write(content, broken.replace("someday", "2021-08-18"), old=broken)
    assert BODY not in files(content)["posts/talks.md"]


def test_a_link_out_of_the_content_is_not_followed(content: Content, tmp_path: Path) -> None:
    write(content, whole_text(), old=None)
    (tmp_path / "secret").write_text("A secret.", encoding="utf-8")
    private = content.private / f"{ID}.md"
    private.unlink()
    private.symlink_to(tmp_path / "secret")
    with pytest.raises(ContentError, match="leads out of the content folder"):
        read_whole(content, content.root / "posts/talks.md")
