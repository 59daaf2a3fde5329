"""Pages rendered by several processes are those that one process renders; one that dies is an error."""

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


def die(place: int) -> Any:
    if place == 5:
        os._exit(9)
    return place
