"""The ledger's file as one command sees it: read once, appended to, other programs' changes noticed."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from digest.content.store import Content, LedgerEntry, LedgerFile, append_ledger, make_content, read_ledger
from digest.content.store.disk import BLOCK
from digest.content.store.ledger import format_entry
from digest.core.errors import ProblemsError
from digest.core.settings import DigestSettings

ENTRY = LedgerEntry(event="ingested", raw="talks.txt", raw_sha256="ab" * 32, id="0" * 16, post="posts/talks.md")


@pytest.fixture
def content(tmp_path: Path) -> Content:
    (tmp_path / "content").mkdir()
    return make_content(tmp_path / "content", DigestSettings())


def numbered(number: int) -> LedgerEntry:
    return replace(ENTRY, id=f"{number:016x}", raw=f"talks-{number}.txt")


def test_own_entries_are_in_the_file_and_in_the_ledger(content: Content) -> None:
    file = LedgerFile(content)
    file.append(numbered(1))
    file.append(numbered(2))
    assert file.ledger.entries == read_ledger(content).entries == [numbered(1), numbered(2)]


@pytest.mark.parametrize("first", [0, 1, 3], ids=["no ledger yet", "one entry", "three entries"])
def test_lines_of_another_program_are_noticed(content: Content, first: int) -> None:
    for number in range(first):
        append_ledger(content, numbered(number))
    file = LedgerFile(content)
    before = file.ledger
    append_ledger(content, numbered(10))
    assert file.ledger.last(numbered(10).id) == numbered(10)
    file.append(numbered(11))
    append_ledger(content, numbered(12))
    assert file.ledger.entries == read_ledger(content).entries
    assert file.ledger is before


def test_a_file_that_was_rewritten_is_read_again(content: Content) -> None:
    for number in range(3):
        append_ledger(content, numbered(number))
    file = LedgerFile(content)
    lines = content.ledger.read_text(encoding="utf-8").splitlines(keepends=True)
    merged = [lines[0], format_entry(numbered(7)) + "\n", *lines[1:], format_entry(numbered(8)) + "\n"]
    content.ledger.write_text("".join(merged), encoding="utf-8")
    assert file.ledger.entries == [numbered(number) for number in (0, 7, 1, 2, 8)]
    content.ledger.unlink()
    assert file.ledger.entries == []


def test_a_broken_line_of_another_program_is_told_with_its_place(content: Content) -> None:
    append_ledger(content, ENTRY)
    file = LedgerFile(content)
    with content.ledger.open("a", encoding="utf-8") as out:
        out.write("{no json\n")
    with pytest.raises(ProblemsError, match=r"ingested\.jsonl:2: not an entry"):
        _ = file.ledger


@pytest.mark.parametrize("cut", [1, 20, -1], ids=["one byte", "some bytes", "all but the last"])
def test_a_torn_line_goes_when_the_next_entry_comes(content: Content, cut: int) -> None:
    append_ledger(content, ENTRY)
    whole = content.ledger.read_bytes()
    content.ledger.write_bytes(whole + whole[:-1][:cut])
    file = LedgerFile(content)
    assert file.ledger.entries == [ENTRY]
    file.append(numbered(1))
    assert file.ledger.entries == read_ledger(content).entries == [ENTRY, numbered(1)]


def test_an_entry_without_a_line_end_stays(content: Content) -> None:
    content.ledger.write_text(format_entry(ENTRY), encoding="utf-8")
    file = LedgerFile(content)
    file.append(numbered(1))
    assert file.ledger.entries == read_ledger(content).entries == [ENTRY, numbered(1)]


def test_a_torn_line_longer_than_what_is_read_at_once_goes(content: Content) -> None:
    content.ledger.write_text(format_entry(ENTRY) + "\n" + '{"event": "' + "x" * 3 * BLOCK, encoding="utf-8")
    append_ledger(content, numbered(1))
    assert content.ledger.read_text(encoding="utf-8") == f"{format_entry(ENTRY)}\n{format_entry(numbered(1))}\n"


def test_appending_reads_no_more_of_a_long_ledger_than_of_a_short_one(
    content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    content.ledger.write_text("".join(format_entry(numbered(n)) + "\n" for n in range(2_000)), encoding="utf-8")
    file = LedgerFile(content)
    amounts: list[int] = []
    read = os.pread

    def counted(handle: int, size: int, offset: int) -> bytes:
        data = read(handle, size, offset)
        amounts.append(len(data))
        return data

    monkeypatch.setattr(os, "pread", counted)
    monkeypatch.setattr(Path, "open", None)  # what reads the whole file
    for number in range(2_000, 2_020):
        file.append(numbered(number))
    assert len(file.ledger.entries) == 2_020
    assert 0 < sum(amounts) <= 20 * BLOCK
