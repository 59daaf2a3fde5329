"""The journal: actions as lines, what a kill or a full disk leaves, the stacks of undo and redo, trimming."""

import datetime as dt
import errno
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from digest.content.journal import (
    Action,
    FileRecord,
    commit,
    find_redoable,
    journal_path,
    read_action,
    read_history,
    with_state,
    writing,
)
from digest.content.journal import file as journal_file
from digest.content.journal.record import format_action, format_mark, hash_bytes, parse_head, parse_line
from digest.content.store import Content, Edit, LedgerEntry, make_content, read_ledger, text_edit
from digest.core.errors import ContentError
from digest.core.settings import DigestSettings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
ENTRY = LedgerEntry(event="ingested", raw="talks.txt", raw_sha256="ab" * 32, id="0" * 16, post="posts/talks.md")


@pytest.fixture
def content(tmp_path: Path) -> Content:
    return make_site(tmp_path)


def make_site(folder: Path) -> Content:
    (folder / "content/posts").mkdir(parents=True)
    (folder / "content/posts/old.md").write_bytes(b"old")
    (folder / "content/posts/gone.md").write_bytes(b"gone \xff")
    return make_content(folder / "content", DigestSettings())


def edits_of(content: Content) -> list[Edit]:
    posts = content.posts[0]
    return [
        text_edit(posts / "new.md", "new", old=None),
        text_edit(posts / "old.md", "changed", old="old"),
        Edit(path=posts / "gone.md", before=b"gone \xff", after=None),
    ]


def act(content: Content) -> Action | None:
    return commit(content, "test", "all kinds", edits_of(content), entries=[ENTRY, replace(ENTRY, event="rejected")])


def files(content: Content) -> dict[str, bytes]:
    found = sorted(path for path in content.root.rglob("*") if path.is_file())
    return {
        path.relative_to(content.root).as_posix(): path.read_bytes()
        for path in found
        if not path.name.startswith(".") and (path != content.ledger or path.stat().st_size)
    }


# --- Lines ------------------------------------------------------------------------------------------------------------

TEXTS = st.text('aé中\n\r\t"\\\0\u2028\U0001f600', max_size=20)
DATA = st.none() | st.binary(max_size=40) | TEXTS.map(str.encode)
QUICK = settings(suppress_health_check=[HealthCheck.too_slow])  # of a machine that is busy otherwise


@st.composite
def actions(draw: st.DrawFn) -> Action:
    datas = draw(st.lists(DATA, max_size=3))
    records = (
        FileRecord(path=draw(TEXTS), before=hash_bytes(data), after=draw(st.sampled_from([None, "ab"])), data=data)
        for data in datas
    )
    number = st.none() | st.integers(1, 9)
    ledger = tuple(draw(st.lists(TEXTS, max_size=2)))
    return Action(
        number=draw(st.integers(1, 10**6)),
        time=NOW,
        verb=draw(TEXTS),
        about=draw(TEXTS),
        files=tuple(records),
        ledger=ledger,
        ledger_size=draw(st.integers(0, 9)) if ledger else 0,
        undoes=draw(number),
        redoes=draw(number),
    )


@QUICK
@given(actions())
def test_an_action_comes_back_from_its_line_and_from_no_part_of_it(action: Action) -> None:
    line = format_action(action)
    assert b"\n" not in line
    assert parse_line(line) == action
    assert parse_line(line[:-1]) is None


@QUICK
@given(actions())
def test_the_head_of_an_action_is_the_action_without_its_files(action: Action) -> None:
    assert parse_head(format_action(action)) == replace(action, files=())


@pytest.mark.parametrize(
    "line", [b"", b"[]", b"{}", b'{"done": []}', b'{"action": 1}', b"\xff", b"null", format_mark("done", 3)[:-1]]
)
def test_a_damaged_line_is_none(line: bytes) -> None:
    assert parse_line(line) is None


def test_a_file_whose_bytes_are_not_what_the_hash_says_damages_the_line() -> None:
    record = FileRecord(path="a", before=hash_bytes(b"one"), after=None, data=b"two")
    action = Action(number=1, time=NOW, verb="v", about="a", files=(record,))
    assert parse_line(format_action(action)) is None


# --- Making an action -------------------------------------------------------------------------------------------------


def test_an_action_is_made_noted_and_marked(content: Content) -> None:
    action = act(content)
    assert files(content).keys() == {"ingested.jsonl", "posts/new.md", "posts/old.md"}
    assert [entry.event for entry in read_ledger(content).entries] == ["ingested", "rejected"]
    assert list(read_history(content)) == [action]
    assert journal_path(content).read_bytes().endswith(b'{"done": 1}\n')


def test_an_action_is_read_by_its_number(content: Content) -> None:
    action = act(content)
    commit(content, "test", "next", [text_edit(content.posts[0] / "next.md", "next", old=None)])
    assert read_action(content, 1) == action
    assert read_action(content, 3) is None


def test_what_changes_nothing_is_no_action(content: Content) -> None:
    assert commit(content, "test", "", [text_edit(content.posts[0] / "old.md", "old", old="old")]) is None
    assert list(read_history(content)) == []


@pytest.mark.parametrize("name", ["old.md", "gone.md", "new.md"])
def test_nothing_is_written_where_one_file_is_not_as_expected(content: Content, name: str) -> None:
    (content.posts[0] / name).write_bytes(b"hand-made")
    before = files(content)
    with pytest.raises((ContentError, FileExistsError)):
        act(content)
    assert files(content) == before
    assert list(read_history(content)) == []


CALLS = ("write", "fsync", "replace", "link", "unlink", "ftruncate", "open")


@pytest.mark.parametrize("call", CALLS)
def test_a_disk_that_fails_once_leaves_all_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    real = getattr(os, call)
    for moment in range(1, 60):
        content = make_site(tmp_path / str(moment))
        before, calls = files(content), 0

        def fail(*values: object, moment: int = moment, **options: object) -> object:
            nonlocal calls
            calls += 1
            if calls == moment:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real(*values, **options)

        made: Action | None = None
        with monkeypatch.context() as patch, suppress(OSError):
            patch.setattr(os, call, fail)
            made = act(content)
        if calls < moment:
            return
        with writing(content, report=[].append):
            pass
        is_done = files(content).keys() == {"ingested.jsonl", "posts/new.md", "posts/old.md"}
        assert is_done if made else is_done or files(content) == before
        assert len(list(read_history(content))) == is_done
    pytest.fail("there is no end to it")


@pytest.mark.parametrize(("call", "torn"), [*((call, False) for call in CALLS), ("write", True)])
def test_killed_at_any_moment_each_file_is_old_or_new_and_the_journal_replays(
    tmp_path: Path, call: str, torn: bool
) -> None:
    made = make_site(tmp_path / "made")
    old, seen = files(made), set()
    act(made)
    new = files(made)
    for moment in range(1, 60):
        content = make_site(tmp_path / str(moment))
        if not killed(content, call, moment, torn=torn):
            assert seen == {"old", "new"} or call in ("unlink", "ftruncate", "link", "replace")
            return
        for name, data in files(content).items():
            assert name == "ingested.jsonl" or data in (old.get(name), new.get(name)), name
        said: list[str] = []
        with writing(content, report=said.append):
            pass
        after = files(content)
        assert after in (old, new)
        seen.add("old" if after == old else "new")
        assert len(list(read_history(content))) == (after == new)
        with writing(content, report=said.append):
            assert len(said) <= 1
            if after == old:
                act(content)
        assert files(content) == new
    pytest.fail("there is no end to it")


def killed(content: Content, call: str, moment: int, *, torn: bool) -> bool:
    """Make the action in a process that is killed at a call; return whether it came so far."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    real, calls = getattr(os, call), 0

    def kill(*values: object, **options: object) -> object:
        nonlocal calls
        calls += 1
        if calls == moment:
            if torn:
                real(values[0], bytes(values[1])[: len(bytes(values[1])) // 2])  # type: ignore[call-overload]
            os._exit(9)
        return real(*values, **options)

    setattr(os, call, kill)
    try:
        act(content)
    finally:
        os._exit(0)


def test_what_was_changed_by_hand_after_a_kill_stays_and_is_named(tmp_path: Path) -> None:
    content = make_site(tmp_path)
    assert killed(content, "unlink", 2, torn=False)  # the deletion of gone.md; the first is of a temporary file
    (content.posts[0] / "old.md").write_bytes(b"by hand")
    said: list[str] = []
    with writing(content, report=said.append):
        pass
    assert files(content) == {"posts/old.md": b"by hand", "posts/gone.md": b"gone \xff"}
    assert said == [f"put back what was cut short, run it again: test all kinds; left as they are, since they have "
                    f"changed: {content.posts[0] / 'old.md'}"]  # fmt: skip


# --- The stacks -------------------------------------------------------------------------------------------------------


def history(*steps: str) -> Iterator[Action]:
    """Make a history of `a` (an action), `u3` (undoes 3) and `r4` (redoes 4), the newest first."""
    for number, step in reversed(list(enumerate(steps, start=1))):
        target = int(step[1:]) if step[1:] else None
        undoes, redoes = (target if step[0] == kind else None for kind in "ur")
        yield Action(number=number, time=NOW, verb="", about="", undoes=undoes, redoes=redoes)


@pytest.mark.parametrize(
    ("steps", "holding", "redoable"),
    [
        ("", [], None),
        ("a a", [2, 1], None),
        ("a a u2", [1], 3),
        ("a a u2 u1", [], 4),
        ("a a u2 u1 r4", [1], 3),
        ("a a u2 u1 r4 r3", [2, 1], None),
        ("a a u2 r3 u2", [1], 5),
        ("a a u2 a", [4, 1], None),
        ("a a a u1", [3, 2], 4),
    ],
)
def test_stacks(steps: str, holding: list[int], redoable: int | None) -> None:
    found = list(with_state(history(*steps.split())))
    assert [action.number for action, holds in found if holds] == holding
    undone = find_redoable(history(*steps.split()))
    assert (undone.number if undone else None) == redoable


# --- Reading and trimming ---------------------------------------------------------------------------------------------


@QUICK
@given(st.lists(st.binary(max_size=30).map(lambda data: data.replace(b"\n", b"")), max_size=12), st.integers(1, 40))
def test_lines_are_read_from_the_end(tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], block: int) -> None:
    path = tmp_path_factory.mktemp("lines") / "journal"
    path.write_bytes(b"\n".join(lines))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal_file, "BLOCK", block)
        found = list(journal_file._lines_backwards(path))
    assert list(filter(None, found)) == list(filter(None, reversed(lines)))


def test_a_torn_or_damaged_line_hides_no_other(content: Content) -> None:
    act(content)
    with journal_path(content).open("ab") as file:
        file.write(b'{"damaged\n{"action": 2, "time')
    assert [action.number for action in read_history(content)] == [1]
    commit(content, "test", "next", [text_edit(content.posts[0] / "next.md", "next", old=None)])
    assert [action.number for action in read_history(content)] == [2, 1]


def test_the_oldest_actions_go_when_the_journal_is_big_and_the_last_stays(
    content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_file, "KEPT_BYTES", 1000)
    monkeypatch.setattr(journal_file, "TRIMMED_BYTES", 800)
    path, old = content.posts[0] / "old.md", "old"
    for number in range(30):
        commit(content, "test", str(number), [text_edit(path, f"{number}" * 20, old=old)])
        old = f"{number}" * 20
        assert journal_path(content).stat().st_size <= 1000
        assert next(read_history(content)).about == str(number)
    commit(content, "test", "big", [text_edit(path, "big" * 1000, old=old)])
    commit(content, "test", "bigger", [text_edit(path, "small", old="big" * 1000)])
    assert [action.about for action in read_history(content)] == ["bigger"]


def test_actions_of_long_ago_go(content: Content) -> None:
    act(content)
    path = journal_path(content)
    path.write_bytes(path.read_bytes().replace(b'"time": "20', b'"time": "19'))
    commit(content, "test", "next", [text_edit(content.posts[0] / "next.md", "next", old=None)])
    assert [action.about for action in read_history(content)] == ["next"]
