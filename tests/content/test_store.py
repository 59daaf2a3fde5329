"""The store: atomic writes, the lock, the ledger, what is a raw article, which posts there are."""

import datetime as dt
import errno
import os
import subprocess
import sys
import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from digest.content.store import (
    Content,
    Ledger,
    LedgerEntry,
    fresh_folder,
    is_raw_name,
    list_posts,
    list_raw,
    lock,
    make_content,
    read_index,
    read_ledger,
    read_raw,
    read_text,
    received_at,
    sweep,
)
from digest.content.store.disk import Edit, apply_edit, write_atomic, write_new
from digest.content.store.ledger import cancel_line, format_entry, parse_ledger
from digest.content.store.ledger_file import append_ledger
from digest.core.errors import ContentError, ProblemsError, RawArticleError
from digest.core.settings import DigestSettings

PLUGINS = Path(__file__).parents[2] / "plugins"


@pytest.fixture
def content(tmp_path: Path) -> Content:
    root = tmp_path / "content"
    for folder in ("inbox", "posts", "vocabularies"):
        (root / folder).mkdir(parents=True)
    return make_content(root, DigestSettings())


def entry(**changes: object) -> LedgerEntry:
    values: dict[str, object] = {
        "event": "ingested",
        "raw": "talks.txt",
        "raw_sha256": "ab" * 32,
        "text_sha256": "cd" * 32,
        "id": "0123456789abcdef",
        "post": "posts/2021/2021-08-17-talks.md",
        "suggested": {"actors": ("Wang Yi", "Táliban"), "countries": ("China",)},
    }
    return LedgerEntry(**(values | changes))  # type: ignore[arg-type]


# --- Writing ----------------------------------------------------------------------------------------------------------


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_write_atomic_replaces_the_contents_and_leaves_nothing_beside(tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    path.write_bytes(b"old")
    write_atomic(path, b"new", expected=b"old")
    assert files(tmp_path) == {"post.md": b"new"}


def test_write_atomic_refuses_what_was_changed_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    path.write_bytes(b"the editor's")
    with pytest.raises(ContentError, match="changed meanwhile"):
        write_atomic(path, b"new", expected=b"old")
    assert files(tmp_path) == {"post.md": b"the editor's"}


def test_write_atomic_keeps_the_mode_and_writes_through_a_link(tmp_path: Path) -> None:
    path, link = tmp_path / "post.md", tmp_path / "link.md"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link.symlink_to(path)
    write_atomic(link, b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777, link.is_symlink()) == (b"new", 0o640, True)


@pytest.mark.parametrize("call", ["fsync", "replace", "write"])
def test_write_atomic_leaves_the_old_when_the_disk_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path = tmp_path / "post.md"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        with pytest.raises(OSError, match="No space left") as failed:
            write_atomic(path, b"new")
    assert files(tmp_path) == {"post.md": b"old"}
    assert failed.value.filename == (None if call == "replace" else str(path))


def test_write_new_refuses_a_name_that_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    path.write_bytes(b"old")
    with pytest.raises(FileExistsError):
        write_new(path, b"new")
    assert files(tmp_path) == {"post.md": b"old"}


@pytest.mark.parametrize("taken", [False, True], ids=["free", "taken"])
def test_write_new_works_where_there_are_no_hard_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: bool
) -> None:
    path = tmp_path / "2021" / "post.md"
    if taken:
        path.parent.mkdir()
        path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", fail)
    if taken:
        with pytest.raises(FileExistsError):
            write_new(path, b"new")
    else:
        write_new(path, b"new")
    assert files(path.parent) == {"post.md": b"old" if taken else b"new"}


@pytest.mark.parametrize(
    ("before", "after"), [(None, b"new"), (b"old", b"new"), (b"old", None)], ids=["create", "change", "delete"]
)
@pytest.mark.parametrize("found", [None, b"old", b"hand-made"], ids=["no file", "as expected", "changed"])
def test_an_edit_is_made_only_where_the_file_is_as_it_expects(
    tmp_path: Path, before: bytes | None, after: bytes | None, found: bytes | None
) -> None:
    path = tmp_path / "post.md"
    if found is not None:
        path.write_bytes(found)
    edit = Edit(path=path, before=before, after=after)
    if found == before:
        apply_edit(edit)
        found = after
    else:
        with pytest.raises((FileExistsError, ContentError, FileNotFoundError)):
            apply_edit(edit)
    assert files(tmp_path) == ({} if found is None else {"post.md": found})


def test_a_killed_write_leaves_old_or_new_and_the_sweep_takes_the_rest(content: Content) -> None:
    path = content.posts[0] / "post.md"
    old, new = b"old" * 50_000, b"new" * 50_000
    path.write_bytes(old)
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path\n"
        "from digest.content.store.disk import write_atomic\n"
        "print(flush=True)\n"
        "while True:\n"
        "    write_atomic(Path(sys.argv[2]), b'new' * 50_000); write_atomic(Path(sys.argv[2]), b'old' * 50_000)\n"
    )
    for wait in (0.002, 0.011, 0.023):
        command = [sys.executable, "-c", program, str(PLUGINS), str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(wait)
            process.kill()
        assert path.read_bytes() in (old, new)
    sweep(content)
    assert [found.name for found in content.posts[0].iterdir()] == ["post.md"]


# --- The lock ---------------------------------------------------------------------------------------------------------


def test_the_second_waits_and_then_says_so(tmp_path: Path) -> None:
    told: list[str] = []
    with (
        lock(tmp_path, report=told.append),
        pytest.raises(ContentError, match="another digest command is running"),
        lock(tmp_path, report=told.append, seconds=0.2),
    ):
        pass
    assert told == [f"waiting for another digest command in {tmp_path}"]


def test_the_lock_is_free_again_after_use_and_leaves_no_file(tmp_path: Path) -> None:
    told: list[str] = []
    for _ in range(2):
        with lock(tmp_path, report=told.append, seconds=0):
            pass
    assert (told, list(tmp_path.iterdir())) == ([], [])


# --- The ledger -------------------------------------------------------------------------------------------------------


def test_the_ledger_comes_back_as_it_was_written(content: Content) -> None:
    entries = [entry(), entry(event="rejected", removed={"topics": ("War",)})]
    for one in entries:
        append_ledger(content, [format_entry(one)])
    assert read_ledger(content).entries == entries
    assert content.ledger.read_bytes().count(b"\n") == 2


def test_no_ledger_is_an_empty_one(content: Content) -> None:
    assert read_ledger(content).entries == []


def test_a_torn_last_line_is_passed_over_and_the_next_entry_takes_its_place(content: Content) -> None:
    append_ledger(content, [format_entry(entry())])
    whole = content.ledger.read_bytes()
    for cut in range(1, len(whole) - 1):
        content.ledger.write_bytes(whole + whole[:cut])
        assert read_ledger(content).entries == [entry()]
    append_ledger(content, [format_entry(entry(id="f" * 16))])
    assert read_ledger(content).entries == [entry(), entry(id="f" * 16)]
    assert content.ledger.read_bytes().startswith(whole)


def test_a_last_line_without_a_line_end_is_kept(content: Content) -> None:
    content.ledger.write_text(format_entry(entry()), encoding="utf-8")
    append_ledger(content, [format_entry(entry(id="f" * 16))])
    assert read_ledger(content).entries == [entry(), entry(id="f" * 16)]


def test_a_line_that_is_cancelled_says_nothing(content: Content) -> None:
    rejected = entry(event="rejected")
    line, cancel = format_entry(rejected), cancel_line(format_entry(rejected))
    append_ledger(content, [format_entry(entry()), line, cancel, line, line, cancel])
    assert read_ledger(content).entries == [entry(), rejected]
    append_ledger(content, [cancel])
    assert read_ledger(content).entries == [entry()]
    append_ledger(content, [cancel])  # of a line on a branch that was never merged
    assert read_ledger(content).entries == [entry()]


def test_a_full_disk_leaves_the_ledger_as_it_was(content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    append_ledger(content, [format_entry(entry())])
    before = content.ledger.read_bytes()
    write = os.write

    def tear(handle: int, data: bytes) -> int:
        if len(data) < 20:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(handle, data[:15])

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", tear)
        with pytest.raises(OSError, match="No space left"):
            append_ledger(content, [format_entry(entry(id="f" * 16))])
    assert content.ledger.read_bytes() == before


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{no json", "content/ingested.jsonl:2: not an entry of the ledger"),
        ("[]", "it is not a JSON object"),
        ('{"event": "ingested", "raw": "a"}', "'raw_sha256' is missing"),
        ('{"event": "eaten"}', "'event' must be one of ingested, passed, rejected, renamed, not 'eaten'"),
        ("<<<<<<< HEAD", "a marker of a merge conflict; delete it, keep the lines of both sides"),
    ],
    ids=["no JSON", "no object", "a key missing", "unknown event", "merge conflict"],
)
def test_a_broken_line_is_told_with_its_place(line: str, message: str) -> None:
    text = f"{format_entry(entry())}\n{line}\n{format_entry(entry())}\n"
    with pytest.raises(ProblemsError) as raised:
        parse_ledger(text, file="content/ingested.jsonl")
    assert message in str(raised.value)
    assert [problem.line for problem in raised.value.problems] == [2]


def test_the_ledger_says_what_holds_now() -> None:
    first, other = entry(), entry(raw="b.txt", raw_sha256="ee" * 32, text_sha256="ff" * 32, id="b" * 16)
    corrected = entry(raw_sha256="11" * 32, text_sha256="22" * 32)
    ledger = Ledger([first, other, entry(event="renamed", post="posts/x.md"), corrected])
    assert ledger.of_bytes("ab" * 32) == (first,)
    assert ledger.of_name("talks.txt") == (corrected,)
    assert ledger.of_text("ff" * 32) == other
    assert ledger.last(first.id) == corrected


@pytest.mark.parametrize(
    ("events", "rejected"),
    [(["ingested"], False), (["ingested", "rejected"], True), (["ingested", "rejected", "ingested"], False)],
    ids=["ingested", "rejected", "asked for again"],
)
def test_a_rejected_post_stays_so_until_it_is_asked_for(events: list[str], rejected: bool) -> None:
    assert Ledger(entry(event=event) for event in events).is_rejected(entry().id) is rejected


# --- The inbox and the posts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        ".hidden",
        ".a.txt.swp",
        "a.txt~",
        "#a.txt#",
        "~$a.docx",
        "4913",
        "a.txt.part",
        "b.crdownload",
        "README",
        "Readme.md",
    ],
)
def test_what_is_no_raw_article(name: str) -> None:
    assert not is_raw_name(name)


@pytest.mark.parametrize("name", ["a.txt", "a", "a.html", "a.eml", "4913.txt", "readmeagain.txt", "#a.txt", "日本.txt"])
def test_what_is_a_raw_article(name: str) -> None:
    assert is_raw_name(name)


def test_raw_articles_are_listed_by_name_without_folders(content: Content) -> None:
    for name in ("b.txt", "a.txt", ".x", "a.txt~"):
        (content.inbox / name).write_bytes(b"x")
    (content.inbox / "folder.txt").mkdir()
    assert [path.name for path in list_raw(content)] == ["a.txt", "b.txt"]


def test_what_cannot_be_read_is_told(content: Content) -> None:
    (content.inbox / "gone.txt").symlink_to(content.inbox / "nowhere")
    os.mkfifo(content.inbox / "pipe.txt")
    with pytest.raises(RawArticleError, match=r"gone\.txt: it cannot be read: No such file"):
        read_raw(content.inbox / "gone.txt")
    with pytest.raises(RawArticleError, match=r"pipe\.txt: this is not a regular file"):
        read_raw(content.inbox / "pipe.txt")


def test_what_is_far_too_big_is_not_even_read(content: Content) -> None:
    with (content.inbox / "film.txt").open("wb") as file:
        file.truncate(50_000_001)
    with pytest.raises(RawArticleError, match=r"film\.txt: it has 50,000,001 bytes, more than the 50,000,000"):
        read_raw(content.inbox / "film.txt")


def test_a_text_that_is_not_utf8_is_told_with_its_line(content: Content) -> None:
    path = content.posts[0] / "a.md"
    path.write_bytes(b"---\ntitle: caf\xe9\n---\n")
    with pytest.raises(ContentError, match=r"a\.md:2: this is not UTF-8"):
        read_text(path)


def test_posts_are_listed_in_order_from_all_folders(content: Content) -> None:
    for name in ("2022/b.md", "2021/c.markdown", "a.md", "2021/note.txt", ".git/x.md", ".a.md"):
        path = content.posts[0] / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")
    found = [path.relative_to(content.posts[0]).as_posix() for path in list_posts(content)]
    assert found == ["2021/c.markdown", "2022/b.md", "a.md"]


@pytest.mark.parametrize(
    ("text", "post_id", "slug"),
    [
        ('---\nid: "0123"\nslug: talks\n---\n', "0123", "talks"),
        ("---\r\nid: '0123' # mine\r\nslug:  talks\r\n---\r\n", "0123", "talks"),
        ("---\ntitle: x\ndigest:\n  id: 7\n---\nid: 8\n", None, "talks-there"),
        ("\ufeff--- \t\r\nid: 0123\r\nslug: talks\r\n---\r\n", "0123", "talks"),
        ("---\rid: 0123\rslug: talks\r---\rid: 7\r", "0123", "talks"),
        ("no front matter\nid: 9\n", None, "talks-there"),
    ],
    ids=[
        "plain",
        "other quotes and line ends",
        "neither nested nor in the body",
        "all that a fence may be",
        "an old Mac's",
        "none",
    ],
)
def test_the_index_knows_a_posts_id_and_slug(content: Content, text: str, post_id: str | None, slug: str) -> None:
    path = content.posts[0] / "2021-08-17-talks-there.md"
    path.write_bytes(text.encode())
    index = read_index(content)
    assert index.by_id == ({post_id: path} if post_id else {})
    assert (index.by_slug, index.slugs) == ({slug: [path]}, {path: slug})


def test_a_files_time_is_in_the_sites_zone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x")
    os.utime(path, (1629194400.9, 1629194400.9))
    assert received_at(path, ZoneInfo("Asia/Tokyo")).isoformat() == "2021-08-17T19:00:00+09:00"
    assert received_at(path, ZoneInfo("UTC")) == dt.datetime(2021, 8, 17, 10, tzinfo=dt.UTC)


def test_a_missing_content_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="there is no such folder"):
        make_content(tmp_path / "nowhere", DigestSettings())


# --- A folder that is filled anew -------------------------------------------------------------------------------------


def fill(folder: Path, text: str) -> None:
    folder.mkdir()
    (folder / "a").write_text(text)


def test_a_folder_filled_anew_holds_nothing_of_before(tmp_path: Path) -> None:
    folder, aside = tmp_path / "output", tmp_path / ".cache" / "before"
    fill(folder, "old")
    with fresh_folder(folder, aside):
        assert not folder.exists()
        folder.mkdir()
    assert list(folder.iterdir()) == []
    assert not aside.exists()


@pytest.mark.parametrize("error", [ContentError, KeyboardInterrupt])
def test_a_folder_that_could_not_be_filled_is_what_it_was(tmp_path: Path, error: type[BaseException]) -> None:
    folder, aside = tmp_path / "output", tmp_path / ".cache" / "before"
    fill(folder, "old")
    with pytest.raises(error), fresh_folder(folder, aside):
        fill(folder, "half")
        raise error
    assert (folder / "a").read_text() == "old"
    assert not aside.exists()


def test_what_a_killed_command_set_aside_comes_back(tmp_path: Path) -> None:
    folder, aside = tmp_path / "output", tmp_path / "before"
    fill(aside, "old")
    fill(folder, "half")
    with pytest.raises(ContentError), fresh_folder(folder, aside):
        raise ContentError
    assert (folder / "a").read_text() == "old"


def test_a_folder_that_was_not_there_is_not_there_after_a_failure(tmp_path: Path) -> None:
    folder = tmp_path / "output"
    with pytest.raises(ContentError), fresh_folder(folder, tmp_path / "before"):
        fill(folder, "half")
        raise ContentError
    assert not folder.exists()
