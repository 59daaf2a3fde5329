"""Many raw files at once: in order, and a bad one never stops the others."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from digest.content.vocabulary import base_vocabularies
from digest.core.settings import DigestSettings
from digest.core.types import NamedSpan
from digest.ingest.batch import FILES_FOR_WORKERS, FileReading, RawFile, read_files
from digest.ingest.names import make_name_finder

SETTINGS = DigestSettings(ner="rules", workers=2)
TEXT = (
    "Norway and Iceland agree\n\nThe ministers of Norway and Iceland met in Oslo on day {0} and agreed on rule {0}.\n"
)


def put(folder: Path, count: int) -> list[RawFile]:
    files = []
    for number in range(count):
        path = folder / f"{number:03}.txt"
        path.write_text(TEXT.format(number), encoding="utf-8")
        files.append(RawFile(path=path, name=path.name))
    return files


def read(files: list[RawFile], settings: DigestSettings) -> list[FileReading]:
    finder = make_name_finder("rules")
    return list(read_files(files, vocabularies=base_vocabularies(), find_names=finder, settings=settings))


@pytest.mark.parametrize("executor", ["threads", "processes"])
def test_every_executor_gives_what_reading_one_by_one_gives(tmp_path: Path, executor: str) -> None:
    files = put(tmp_path, FILES_FOR_WORKERS + 1)
    files[3].path.write_bytes(b"")
    expected = read(files, replace(SETTINGS, executor="serial"))
    assert read(files, replace(SETTINGS, executor=executor)) == expected
    assert [found.file for found in expected] == files
    assert [found.file.name for found in expected if found.error] == ["003.txt"]


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    (found,) = read([RawFile(path=tmp_path / "gone.txt", name="gone.txt")], SETTINGS)
    assert found.error == "gone.txt: it cannot be read: No such file or directory"


def test_a_fault_of_the_program_stops_one_file_only(tmp_path: Path) -> None:
    class Faulty:
        label = "faulty"

        def __call__(self, text: str) -> tuple[NamedSpan, ...]:
            if "rule 1" in text:
                raise IndexError("list index out of range")
            return ()

    files = put(tmp_path, 3)
    found = list(read_files(files, vocabularies=base_vocabularies(), find_names=Faulty(), settings=SETTINGS))
    assert [len(one.readings) for one in found] == [1, 0, 1]
    error = found[1].error or ""
    assert re.fullmatch(
        r"001\.txt: a bug in the program, not in your file: IndexError: .* \(test_batch\.py:\d+\)", error
    )


def test_what_is_left_early_does_not_hang(tmp_path: Path) -> None:
    files = put(tmp_path, FILES_FOR_WORKERS)
    readings = read_files(
        files,
        vocabularies=base_vocabularies(),
        find_names=make_name_finder("rules"),
        settings=replace(SETTINGS, executor="threads"),
    )
    assert next(iter(readings)).file == files[0]
    readings.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("executor", ["serial", "processes"])
def test_a_file_beyond_its_budget_is_named_and_the_others_are_read(tmp_path: Path, executor: str) -> None:
    class Greedy:
        label = "greedy"

        def __call__(self, text: str) -> tuple[NamedSpan, ...]:
            while "rule 1." in text:
                pass
            return () if "rule 2." not in text else (bytearray(10**9) and ())

    files = put(tmp_path, FILES_FOR_WORKERS)
    settings = replace(SETTINGS, executor=executor, file_seconds=1)
    found = list(read_files(files, vocabularies=base_vocabularies(), find_names=Greedy(), settings=settings))
    assert [len(one.readings) for one in found] == [1, 0, 0, *[1] * (len(files) - 3)]
    remedy = "and it was given up; leave the article alone in the file, or allow more (DIGEST_FILE_SECONDS, "
    told = [str(one.error) for one in found if one.error]
    told[0] = told[0].replace("10 seconds,", "1 seconds of computing,")  # by the clock, on a busy machine
    assert told == [
        f"001.txt: to read it took more than 1 seconds of computing, {remedy}DIGEST_FILE_MEGABYTES)",
        f"002.txt: to read it needed more than 500 MB of memory, {remedy}DIGEST_FILE_MEGABYTES)",
    ]
