"""Many raw files on a real Dask cluster of two workers: the same readings, in order, also when a worker dies."""

import os
import signal
import sys
import types
from collections.abc import Iterator
from concurrent.futures import CancelledError
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from digest.content.vocabulary import base_vocabularies
from digest.core.errors import DigestError, SettingsError
from digest.core.settings import DigestSettings, parse_settings
from digest.ingest.batch import FileReading, RawFile, read_files
from digest.ingest.cluster import run_on_cluster
from digest.ingest.names import make_name_finder

PLUGINS = Path(__file__).parents[2] / "plugins"
SERIAL = DigestSettings(ner="rules", executor="serial")
TEXT = (
    "Norway and Iceland agree\n\nThe ministers of Norway and Iceland met in Oslo on day {0} and agreed on rule {0}. "
    "NATO and Foreign Minister Ann Berg welcomed it; Peter Smith{0} did not.\n"
)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed")
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str(PLUGINS)
    try:
        with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as started:
            yield started
    finally:
        os.environ.pop("PYTHONPATH")
        if before is not None:
            os.environ["PYTHONPATH"] = before


@pytest.fixture
def files(tmp_path: Path) -> list[RawFile]:
    found = []
    for number in range(200):
        path = tmp_path / f"{number:03}.txt"
        path.write_text(TEXT.format(number), encoding="utf-8")
        found.append(RawFile(path=path, name=path.name))
    found[3].path.write_bytes(b"")
    found[5].path.unlink()
    return found


def read(files: list[RawFile], settings: DigestSettings) -> Iterator[FileReading]:
    finder = make_name_finder("rules")
    return read_files(files, vocabularies=base_vocabularies(), find_names=finder, settings=settings)


def on(cluster: Any) -> DigestSettings:
    return replace(SERIAL, executor=cluster.scheduler_address.replace("tcp://", "dask://"))


@pytest.mark.slow
def test_a_cluster_gives_what_reading_one_by_one_gives(cluster: Any, files: list[RawFile]) -> None:
    expected = list(read(files, SERIAL))
    assert list(read(files, on(cluster))) == expected
    assert [found.file.name for found in expected if found.error] == ["003.txt", "005.txt"]


@pytest.mark.slow
def test_a_worker_that_dies_loses_nothing(cluster: Any, files: list[RawFile]) -> None:
    readings = read(files, on(cluster))
    found = [next(readings)]
    worker = next(iter(cluster.workers.values()))
    os.kill(worker.process.pid, signal.SIGKILL)
    found += readings
    assert found == list(read(files, SERIAL))


@pytest.mark.slow
@pytest.mark.parametrize("budget", [{"file_seconds": 1}, {"file_megabytes": 60}], ids=str)
def test_a_file_that_exceeds_its_budget_is_named_and_the_others_are_read(
    cluster: Any, files: list[RawFile], budget: dict[str, int]
) -> None:
    files[7].path.write_text(TEXT.format(7) + "".join(f"Norway said {n}.\n" for n in range(50_000)), encoding="utf-8")
    found = list(read(files, replace(on(cluster), **budget)))
    assert [each.file.name for each in found if each.error] == ["003.txt", "005.txt", "007.txt"]
    assert "007.txt: to read it" in str(found[7].error)
    assert found[8:] == list(read(files, SERIAL))[8:]


@pytest.mark.slow
def test_what_is_left_early_frees_the_cluster(cluster: Any, files: list[RawFile]) -> None:
    readings = read(files, on(cluster))
    next(readings)
    readings.close()  # type: ignore[attr-defined]
    assert len(list(read(files[:20], on(cluster)))) == 20


@pytest.mark.slow
def test_no_cluster_is_told(files: list[RawFile], monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("digest.ingest.cluster.TIMEOUT", 1)
    with pytest.raises(SettingsError, match="no cluster with workers answers there"):
        list(read(files, replace(SERIAL, executor="dask://127.0.0.1:9")))


def test_a_lost_cluster_is_told_though_it_gives_no_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    class Client:
        def __init__(self, *_: object, **__: object) -> None: ...

        def scatter(self, *_: object, **__: object) -> None:
            raise CancelledError

        def wait_for_workers(self, *_: object, **__: object) -> None: ...

        def close(self) -> None: ...

    monkeypatch.setitem(sys.modules, "distributed", types.SimpleNamespace(Client=Client, KilledWorker=RuntimeError))
    with pytest.raises(DigestError, match="the cluster was lost: CancelledError; finished articles are kept"):
        list(run_on_cluster("dask://host:1", lambda _, chunk: chunk, b"", [[1]]))


def test_without_dask_it_is_told_what_to_install(files: list[RawFile], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(DigestError, match=r"pip install distributed"):
        list(read(files, replace(SERIAL, executor="dask://127.0.0.1:9")))


@pytest.mark.parametrize("address", ["dask://host:8786", "dask://[::1]:8786", "threads"])
def test_the_setting_takes(address: str) -> None:
    assert parse_settings({"DIGEST_EXECUTOR": address}).executor == address


@pytest.mark.parametrize("address", ["dask://host", "tcp://host:1", "dask", 8786])
def test_the_setting_refuses(address: object) -> None:
    with pytest.raises(SettingsError, match="dask://host:port"):
        parse_settings({"DIGEST_EXECUTOR": address})
