"""Pages rendered by several processes are those that one process renders; one that dies is an error."""

import multiprocessing
import os
from pathlib import Path
from typing import Any

import pytest
from digest.render import WorkerError, parallel
from small_site import tree
from workshop import Workshop


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    monkeypatch.setattr(parallel, "WORTHWHILE", 1)
    monkeypatch.setattr(parallel, "CHUNK", 4)
    return Workshop(tmp_path)


def test_processes_render_what_one_renders(site: Workshop) -> None:
    site.settings["DIGEST_WORKERS"] = 3
    site.build()
    shared = tree(site.output)
    again = site.build()
    assert again.summary is not None
    assert again.summary.rendered == 0  # what came back was noted for the right pages
    site.settings["DIGEST_WORKERS"] = 1
    assert shared == site.fresh()


def test_bodies_made_by_processes_are_kept(site: Workshop) -> None:
    site.settings |= {"DIGEST_WORKERS": 2}
    site.build()
    site.settings["SITENAME"] = "Another"  # every page is rendered again
    build = site.build()
    assert build.summary is not None
    assert (build.summary.rendered, build.bodies.made) == (build.summary.pages, 0)


def test_a_process_that_dies_is_an_error_and_the_next_build_is_right(site: Workshop) -> None:
    site.settings["DIGEST_WORKERS"] = 2
    with pytest.raises(WorkerError, match="has died"):
        list(parallel.share(die, dict, 10, 2))
    site.compare()


def test_a_process_does_its_own_stretch_then_the_end_of_the_longest() -> None:
    stretches = parallel.Stretches(10, 3, multiprocessing.get_context("fork"))  # 0 to 2, 3 to 5, 6 to 9
    stretches.join()
    assert [stretches.take() for _ in range(10)] == [0, 1, 2, 9, 5, 8, 4, 7, 3, 6]


def test_each_chunk_is_done_once() -> None:
    done = [place for work in parallel.share(abs, dict, 1000, 3) for place in work.results]
    assert sorted(done) == list(range(1000))


def die(place: int) -> Any:
    if place == 5:
        os._exit(9)
    return place
