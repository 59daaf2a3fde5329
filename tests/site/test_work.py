"""What a rebuild reads, parses, formats, renders and writes: counted, for no test is to fail on a slow machine."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from digest.site.cache import CacheFile, Outputs
from digest.site.render import explain
from support.posts import post_text
from support.small_site import Built
from support.workshop import Workshop

POSTS = 60


@dataclass(frozen=True)
class Work:
    """How much a build did."""

    parsed: int
    formatted: int
    planned: int
    rendered: int
    written: int


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    made = Workshop(tmp_path_factory.mktemp("work"))
    for number in range(POSTS):
        day, country = f"2021-0{1 + number // 10}-{1 + number % 10:02}", ("Kenya", "Norway", "Chile")[number % 3]
        keys = {"id": f'"{number:016}"', "slug": f"p{number}", "countries": f"[{country}]"}
        made.write(f"posts/2021/p{number}.md", post_text(f"Post {number}", day, f"Body {number}.", **keys))
    made.build()
    return made


def work_of(build: Built) -> Work:
    posts, outcome = build.inputs.posts, build.outcome
    planned = max(0, outcome.planned - len(standing(build)))
    return Work(posts.parsed, posts.bodies.made, planned, outcome.rendered, len(outcome.written))


def standing(build: Built) -> list[str]:
    """List the pages that are planned in every build: files to copy and pages without posts."""
    outputs = Outputs(CacheFile(build.inputs.request.cache), Path(build.inputs.request.content.root.parent, "output"))
    return [path for group in outputs.groups.values() if not group.fingerprint for path in group.paths]


def post(site: Workshop, number: int) -> Path:
    return site.content / f"posts/2021/p{number}.md"


def test_nothing_changed(site: Workshop) -> None:
    site.build()
    assert work_of(site.build()) == Work(0, 0, 0, 0, 0)


def test_a_text_changed(site: Workshop) -> None:
    site.build()
    site.change_post(post(site, 3), lambda text: f"{text}\nMore.\n")
    work = work_of(site.build())
    assert (work.parsed, work.formatted) == (1, 1)
    assert work.planned <= 15  # the groups of those that are rendered
    assert work.rendered == work.written <= 9  # its page, and the feeds that it is in


def test_a_title_changed(site: Workshop) -> None:
    site.build()
    site.set_line(post(site, 30), "title", "Another title")
    work = work_of(site.build())
    assert (work.parsed, work.formatted) == (1, 0)
    assert work.planned < POSTS + 100  # relatives of its relatives too, and all lists
    assert work.rendered <= 25  # its page, its neighbours' and relatives', its day's, month's and terms' lists, feeds


def test_a_post_touched_without_a_change(site: Workshop) -> None:
    site.build()
    post(site, 5).touch()
    assert work_of(site.build()) == Work(0, 0, 0, 0, 0)


def test_an_output_deleted(site: Workshop) -> None:
    site.build()
    (site.output / "index.html").unlink()
    work = work_of(site.build())
    assert (work.rendered, work.written) == (1, 1)


def test_everything_is_made_anew_where_that_is_asked_for(site: Workshop) -> None:
    site.build()
    site.settings["DIGEST_INCREMENTAL"] = False
    build = site.build()
    del site.settings["DIGEST_INCREMENTAL"]
    assert (build.outcome.rendered, build.outcome.written) == (build.outcome.counts.pages, ())


def test_the_reason_is_told(site: Workshop) -> None:
    site.build()
    site.change_post(post(site, 7), lambda text: f"{text}\nEven more.\n")
    build = site.build()
    why = {one.page.path: explain(one) for one in build.outcome.written}
    assert why["2021/01/08/p7/index.html"] == ("body",)
