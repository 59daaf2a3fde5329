"""Pages rendered by several processes are those that one process renders; one that dies is an error."""

import multiprocessing
import os
import shutil
from pathlib import Path

import pytest
from digest.core import workers
from digest.core.errors import ProblemsError
from digest.site import render
from digest.site.sources import posts
from support.small_site import Built, tree
from support.workshop import Workshop


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    monkeypatch.setattr(render, "WORTHWHILE", 1)
    monkeypatch.setattr(posts, "WORTHWHILE", 1)
    monkeypatch.setattr(workers, "CHUNK", 4)
    return Workshop(tmp_path)


def test_processes_render_what_one_renders(site: Workshop) -> None:
    site.settings["DIGEST_WORKERS"] = 3
    site.build()
    shared = tree(site.output)
    again = site.build()
    assert again.outcome.rendered == 0  # what came back was noted for the right pages
    site.settings["DIGEST_WORKERS"] = 1
    assert shared == site.fresh()


def test_bodies_made_by_processes_are_made_once_and_kept(site: Workshop) -> None:
    site.settings |= {"DIGEST_WORKERS": 2, "DIGEST_PICTURES": "none"}
    build = site.build()
    assert made_by(build) == len(build.inputs.posts.stored) + len(build.inputs.sources.files.pages)
    site.settings["SITENAME"] = "Another"  # every page is rendered again
    build = site.build()
    assert (build.outcome.rendered, made_by(build)) == (build.outcome.counts.pages, 0)


def test_processes_find_what_is_wrong_with_posts_in_order(site: Workshop) -> None:
    for number in range(12):
        path = site.content / "posts" / f"broken-{number:02}.md"
        path.write_text(
            f"---\ntitle: {number}\ndate: {'never' if number % 3 else '2021-08-17'}\n---\n", encoding="utf-8"
        )
    found = []
    for workers_wanted in (3, 1):
        site.settings["DIGEST_WORKERS"] = workers_wanted
        with pytest.raises(ProblemsError) as error:
            site.build()
        found.append(error.value.problems)
        shutil.rmtree(site.cache)
    assert found[0] == found[1]
    assert len({problem.file for problem in found[0]}) == 8


def test_a_process_that_dies_is_an_error_and_the_next_build_is_right(site: Workshop) -> None:
    site.settings["DIGEST_WORKERS"] = 2
    with pytest.raises(workers.WorkerError, match="has died"):
        list(workers.share(die, 10, 2))
    site.compare()


def test_a_process_does_its_own_stretch_then_the_end_of_the_longest() -> None:
    queue = workers.WorkQueue(10, 3, multiprocessing.get_context("fork"))  # 0 to 2, 3 to 5, 6 to 9
    queue.join()
    assert [queue.take() for _ in range(10)] == [0, 1, 2, 9, 5, 8, 4, 7, 3, 6]


def test_each_chunk_is_done_once() -> None:
    done = [place for places, results in workers.share(list, 1000, 3) for place in results if results == [*places]]
    assert sorted(done) == list(range(1000))


def made_by(build: Built) -> int:
    return build.inputs.posts.bodies.made


def die(places: range) -> None:
    if 5 in places:
        os._exit(9)
