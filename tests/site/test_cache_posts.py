"""A post is read when its file may have changed, and parsed when it has; what was read is there in the next build."""

import datetime as dt
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from digest.core.errors import UnreadableError
from digest.core.types import Post
from digest.site.cache import CachedPost, CacheFile, StoredPost, load_posts, read_cached, save_posts
from digest.site.cache.posts import BUNDLES, KIND

HOUR_AGO = time.time_ns() - 3_600_000_000_000


class Parser:
    """Parses texts, and notes them."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, text: str) -> StoredPost:
        self.texts.append(text)
        post = Post(title=text, date=dt.datetime(2021, 8, 17, tzinfo=dt.UTC), slug="a")
        return StoredPost(post=post, body="", header=b"", problems=(), has_status=False)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "a.md"
    made.write_text("Grüße", encoding="utf-8")
    return made


def read(path: Path, cached: CachedPost | None = None) -> tuple[CachedPost, list[str]]:
    parser = Parser()
    return read_cached(str(path), cached, parser), parser.texts


def settle(post: CachedPost, path: Path) -> CachedPost:
    """Return what a build would know of the file that read it long after its last change."""
    return post._replace(reliable=True, signature=read(path)[0].signature)


def test_a_new_post_is_parsed(path: Path) -> None:
    post, parsed = read(path)
    assert (parsed, post.stored.post.title) == (["Grüße"], "Grüße")


def test_a_post_that_was_just_written_is_read_again_and_not_parsed(path: Path) -> None:
    first, _ = read(path)
    again, parsed = read(path, first)
    assert (first.reliable, again, parsed) == (False, first, [])
    assert again.stored is first.stored


def test_a_post_that_is_known_to_be_unchanged_is_not_opened(path: Path) -> None:
    first = settle(read(path)[0], path)
    path.chmod(0)
    first = first._replace(signature=settle_signature(path))
    again, parsed = read(path, first._replace(content_hash=b"not looked at"))
    assert (again.content_hash, parsed) == (b"not looked at", [])


def settle_signature(path: Path) -> tuple[int, int, int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def test_a_post_with_another_signature_and_the_same_bytes_is_not_parsed(path: Path) -> None:
    first = settle(read(path)[0], path)
    os.utime(path, (1, 1))
    again, parsed = read(path, first)
    assert (again.signature != first.signature, again.stored is first.stored, parsed) == (True, True, [])


def test_a_post_with_the_same_signature_is_read_where_that_leaves_doubt(path: Path) -> None:
    first = read(path)[0]._replace(content_hash=b"of other bytes", reliable=False)
    again, parsed = read(path, first)
    assert (parsed, again.content_hash != b"of other bytes") == (["Grüße"], True)


def test_a_changed_post_is_parsed(path: Path) -> None:
    first = settle(read(path)[0], path)
    path.write_text("Other", encoding="utf-8")
    again, parsed = read(path, first)
    assert (parsed, again.stored.post.title) == (["Other"], "Other")
    assert again.content_hash != first.content_hash


def test_what_is_known_is_reliable_after_a_while(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = max(settle_signature(path)[1:3])
    reliable = []
    for later in (1_999_999_999, 2_000_000_000, 2_000_000_001):
        monkeypatch.setattr(time, "time_ns", lambda later=later: changed + later)
        reliable.append(read(path)[0].reliable)
    assert reliable == [False, False, True]


def test_a_file_that_is_gone_is_said(path: Path) -> None:
    path.unlink()
    with pytest.raises(UnreadableError, match=r"a\.md: it cannot be read: No such file or directory"):
        read(path)


@pytest.mark.parametrize(("data", "line"), [(b"\xff", 1), (b"a\nb\n\xe9\n", 3)])
def test_a_file_that_is_no_utf8_is_said_with_its_line(path: Path, data: bytes, line: int) -> None:
    path.write_bytes(data)
    with pytest.raises(UnreadableError, match="not UTF-8; save the file as UTF-8") as error:
        read(path)
    assert error.value.line == line


# --- From one build to the next ---------------------------------------------------------------------------------------


def make_cached(title: str) -> CachedPost:
    return CachedPost((1, 2, 3, 4), True, title.encode(), Parser()(title))


@pytest.fixture
def kept(tmp_path: Path) -> dict[str, CachedPost]:
    posts = {f"content/posts/{number}.md": make_cached(f"Post {number}") for number in range(300)}
    posts["content/posts/\udcff.md"] = make_cached("A file's name that is no UTF-8")
    save_posts(CacheFile(tmp_path), "1", posts, {})
    return posts


def test_posts_come_back_as_they_were(tmp_path: Path, kept: dict[str, CachedPost]) -> None:
    assert load_posts(CacheFile(tmp_path), "1") == kept
    assert load_posts(CacheFile(tmp_path), "2") == {}


def test_posts_that_changed_came_or_went_are_kept_so(tmp_path: Path, kept: dict[str, CachedPost]) -> None:
    now = kept | {"content/posts/7.md": make_cached("Changed"), "content/posts/new.md": make_cached("New")}
    del now["content/posts/8.md"]
    save_posts(CacheFile(tmp_path), "1", now, kept)
    assert load_posts(CacheFile(tmp_path), "1") == now
    save_posts(CacheFile(tmp_path), "1", {}, now)
    assert load_posts(CacheFile(tmp_path), "1") == {}


def test_a_change_of_one_post_writes_few_others(tmp_path: Path, kept: dict[str, CachedPost]) -> None:
    written: list[str] = []

    class Noting(CacheFile):
        def put(self, kind: str, version: str, values: Mapping[str, Any]) -> None:
            written.extend(file for bundle in values.values() for file in bundle)
            super().put(kind, version, values)

    save_posts(Noting(tmp_path), "1", kept, kept)
    assert written == []
    save_posts(Noting(tmp_path), "1", kept | {"content/posts/7.md": make_cached("Changed")}, kept)
    assert "content/posts/7.md" in written
    assert len(written) <= 20


def test_posts_are_kept_in_few_rows_and_a_change_writes_one_of_them(path: Path, tmp_path: Path) -> None:
    post, _ = read(path)
    posts = {f"posts/{number}.md": post for number in range(1000)}
    cache = CacheFile(tmp_path)
    save_posts(cache, "1", posts, {})
    before = cache.get_all(KIND, "1")
    save_posts(cache, "1", posts | {"posts/7.md": post._replace(content_hash=b"other")}, posts)
    changed = [key for key, row in cache.get_all(KIND, "1").items() if row != before[key]]
    assert (len(before), len(changed)) == (BUNDLES, 1)
