"""The ledger's file as one command sees it: read once, then what is added and what is changed."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from digest.content.store import Content, LedgerEntry, LedgerFile, ledger_file, make_content, read_ledger
from digest.content.store.disk import BLOCK
from digest.content.store.ledger import cancel_line, format_entry
from digest.core.errors import ProblemsError
from digest.core.settings import DigestSettings

ENTRY = LedgerEntry(event="ingested", raw="talks.txt", raw_sha256="ab" * 32, id="0" * 16, post="posts/talks.md")


@pytest.fixture
def content(tmp_path: Path) -> Content:
    (tmp_path / "content").mkdir()
    return make_content(tmp_path / "content", DigestSettings())


def numbered(number: int) -> LedgerEntry:
    return replace(ENTRY, id=f"{number:016x}", raw=f"talks-{number}.txt")


def append(content: Content, entry: LedgerEntry) -> None:
    ledger_file.append_ledger(content, [format_entry(entry)])


def test_entries_are_in_the_file_and_in_the_ledger(content: Content) -> None:
    file = LedgerFile(content)
    append(content, numbered(1))
    append(content, numbered(2))
    assert file.ledger.entries == read_ledger(content).entries == [numbered(1), numbered(2)]


@pytest.mark.parametrize("first", [0, 1, 3], ids=["no ledger yet", "one entry", "three entries"])
def test_lines_of_another_program_are_noticed(content: Content, first: int) -> None:
    for number in range(first):
        append(content, numbered(number))
    file = LedgerFile(content)
    before = file.ledger
    append(content, numbered(10))
    assert file.ledger.last(numbered(10).id) == numbered(10)
    append(content, numbered(11))
    append(content, numbered(12))
    assert file.ledger.entries == read_ledger(content).entries
    assert file.ledger is before


def test_a_file_that_was_rewritten_is_read_again(content: Content) -> None:
    for number in range(3):
        append(content, numbered(number))
    file = LedgerFile(content)
    lines = content.ledger.read_text(encoding="utf-8").splitlines(keepends=True)
    merged = [lines[0], format_entry(numbered(7)) + "\n", *lines[1:], format_entry(numbered(8)) + "\n"]
    content.ledger.write_text("".join(merged), encoding="utf-8")
    assert file.ledger.entries == [numbered(number) for number in (0, 7, 1, 2, 8)]
    content.ledger.unlink()
    assert file.ledger.entries == []


def test_a_broken_line_of_another_program_is_told_with_its_place(content: Content) -> None:
    append(content, ENTRY)
    file = LedgerFile(content)
    with content.ledger.open("a", encoding="utf-8") as out:
        out.write("{no json\n")
    with pytest.raises(ProblemsError, match=r"ingested\.jsonl:2: not an entry"):
        _ = file.ledger


@pytest.mark.parametrize("cut", [1, 20, -1], ids=["one byte", "some bytes", "all but the last"])
def test_a_torn_line_goes_when_the_next_entry_comes(content: Content, cut: int) -> None:
    append(content, ENTRY)
    whole = content.ledger.read_bytes()
    content.ledger.write_bytes(whole + whole[:-1][:cut])
    file = LedgerFile(content)
    assert file.ledger.entries == [ENTRY]
    append(content, numbered(1))
    assert file.ledger.entries == read_ledger(content).entries == [ENTRY, numbered(1)]


def test_an_entry_without_a_line_end_stays(content: Content) -> None:
    content.ledger.write_text(format_entry(ENTRY), encoding="utf-8")
    file = LedgerFile(content)
    append(content, numbered(1))
    assert file.ledger.entries == read_ledger(content).entries == [ENTRY, numbered(1)]


def test_a_torn_line_longer_than_what_is_read_at_once_goes(content: Content) -> None:
    content.ledger.write_text(format_entry(ENTRY) + "\n" + '{"event": "' + "x" * 3 * BLOCK, encoding="utf-8")
    append(content, numbered(1))
    assert content.ledger.read_text(encoding="utf-8") == f"{format_entry(ENTRY)}\n{format_entry(numbered(1))}\n"


def test_a_cancelled_entry_is_gone(content: Content) -> None:
    append(content, ENTRY)
    append(content, numbered(1))
    file = LedgerFile(content)
    assert file.ledger.entries == [ENTRY, numbered(1)]
    ledger_file.append_ledger(content, [cancel_line(format_entry(ENTRY))])
    assert file.ledger.entries == read_ledger(content).entries == [numbered(1)]


def test_an_entry_is_added_and_noticed_at_a_cost_that_does_not_grow_with_the_ledger(
    content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    content.ledger.write_text("".join(format_entry(numbered(n)) + "\n" for n in range(2_000)), encoding="utf-8")
    file = LedgerFile(content)
    amounts: list[int] = []

    def counted(read: Callable[..., bytes]) -> Callable[..., bytes]:
        def reading(*values: Any, **options: Any) -> bytes:
            data = read(*values, **options)
            amounts.append(len(data))
            return data

        return reading

    monkeypatch.setattr(os, "pread", counted(os.pread))
    monkeypatch.setattr(ledger_file, "_read", counted(ledger_file._read))
    for number in range(2_000, 2_020):
        append(content, numbered(number))
        assert file.ledger.last(numbered(number).id) == numbered(number)
    assert len(file.ledger.entries) == 2_020
    assert 0 < sum(amounts) <= 20 * 2 * BLOCK
