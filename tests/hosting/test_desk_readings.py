"""Readings of raw files at the desk: made once, kept over runs, made anew in the background for other vocabularies."""

import time
from pathlib import Path

import pytest
from digest.content.store import Content, make_content, read_vocabularies
from digest.core.settings import DigestSettings
from digest.core.types import Post
from digest.hosting.desk.readings import Readings
from support.site import ARTICLE, Site

SETTINGS = DigestSettings(ner="rules")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path / "site")
    made.put("shipping.txt", ARTICLE)
    made.run("ingest")
    return made


def content_of(site: Site) -> Content:
    return make_content(site.content, SETTINGS)


def readings_of(site: Site, *, kept: bool = True) -> Readings:
    return Readings(content_of(site), SETTINGS, site.folder / ".cache" if kept else None)


def draft(site: Site) -> Post:
    (post,) = site.posts().values()
    return post


def actors(site: Site, readings: Readings) -> list[str]:
    found = readings.find(draft(site), read_vocabularies(content_of(site)))
    assert found
    return [one.term.name for one in found.annotations.actors if one.main]


def count_reads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    made: list[int] = []
    read = Readings._read

    def counted(self: Readings, files: object, *more: object) -> object:
        made.append(len(files))  # type: ignore[arg-type]
        return read(self, files, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(Readings, "_read", counted)
    return made


@pytest.mark.parametrize("kept", [False, True], ids=["in memory", "in the cache file"])
def test_a_file_is_read_once(site: Site, monkeypatch: pytest.MonkeyPatch, kept: bool) -> None:
    readings = readings_of(site, kept=kept)
    made = count_reads(monkeypatch)
    first, second = actors(site, readings), actors(site, readings)
    assert first == second != []
    assert made == [1]


def test_a_reading_is_kept_over_runs(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    made = count_reads(monkeypatch)
    assert actors(site, readings_of(site)) == actors(site, readings_of(site))
    assert made == [1]


def test_a_cache_file_that_is_big_is_begun_anew(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    made = count_reads(monkeypatch)
    actors(site, readings_of(site))
    monkeypatch.setattr("digest.hosting.desk.readings.MOST_BYTES", 1000)
    site.write("vocabularies/actors.yaml", "- name: Somebody Else\n")
    readings = readings_of(site)
    actors(site, readings)
    readings.wait()
    assert actors(site, readings_of(site))
    assert made == [1, 1]
    assert (site.folder / ".cache" / "digest.sqlite").stat().st_size < 100_000


def test_another_vocabulary_is_used_as_soon_as_it_can_be(site: Site) -> None:
    readings = readings_of(site)
    before = actors(site, readings)
    assert "Anna Sample" in before
    site.write("vocabularies/actors.yaml", "- name: Anna Sample\n  ignore: true\n")
    assert actors(site, readings) == before
    readings.wait()
    after = actors(site, readings)
    assert "Anna Sample" not in after
    assert actors(site, readings_of(site)) == after


@pytest.mark.parametrize("change", ["gone", "changed", "a folder"])
def test_a_raw_file_that_is_another_has_no_reading(site: Site, change: str) -> None:
    readings, path = readings_of(site), site.inbox / "shipping.txt"
    assert actors(site, readings)
    if change == "changed":
        path.write_text(ARTICLE.replace("winter", "spring"), encoding="utf-8")
    else:
        path.unlink()
        if change == "a folder":
            path.mkdir()
    assert readings.find(draft(site), read_vocabularies(content_of(site))) is None


def test_a_file_that_cannot_be_read_is_not_tried_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    readings = Readings(content_of(site), DigestSettings(ner="rules", file_megabytes=1), None)
    made = count_reads(monkeypatch)
    for _ in range(2):
        readings.find(draft(site), read_vocabularies(content_of(site)))
    assert made == [1]


def test_a_request_after_an_edit_of_the_vocabulary_reads_nothing_itself(site: Site) -> None:
    readings = readings_of(site)
    before = actors(site, readings)
    site.write("vocabularies/actors.yaml", "- name: Somebody Else\n  kind: person\n")
    vocabularies = read_vocabularies(content_of(site))
    start = time.thread_time()
    found = readings.find(draft(site), vocabularies)
    used = time.thread_time() - start
    readings.wait()
    assert found
    assert [one.term.name for one in found.annotations.actors if one.main] == before
    assert used < 0.05
