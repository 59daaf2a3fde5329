"""`digest arrange`: lists a day by importance, and writes weights."""

from pathlib import Path

import pytest
from support.posts import post_text
from support.site import Site, read_post


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Return a site with three posts of one day, and one of another."""
    made = Site(tmp_path / "site")
    for slug, title in (("a", "Alpha"), ("b", "Beta"), ("c", "Gamma")):
        made.write(
            f"posts/2021/2021-08-17-{slug}.md", post_text(title, "2021-08-17", "Text.", id=f'"{slug}"', slug=slug)
        )
    made.write("posts/2021/2021-08-16-d.md", post_text("Delta", "2021-08-16", "Text.", id='"d"', slug="d"))
    return made


def order(printed: str) -> list[str]:
    lines = [line for line in printed.splitlines() if line[:5].strip().isdigit()]
    return [next(title for title in ("Alpha", "Beta", "Gamma", "Delta") if title in line) for line in lines]


def weights(site: Site) -> dict[str, str | None]:
    return {name[11:12]: post.weight for name, post in site.posts().items()}


def test_the_newest_day_is_listed_and_nothing_written(site: Site) -> None:
    before = site.files()
    printed = site.run("arrange")
    assert printed.startswith("2021-08-17, 3 posts by importance:")
    assert order(printed) == ["Gamma", "Beta", "Alpha"]
    assert site.files() == before


def test_a_day_can_be_named(site: Site) -> None:
    assert order(site.run("arrange", "2021-08-16")) == ["Delta"]


def test_weights_are_written_and_a_former_lead_stays_high(site: Site) -> None:
    assert order(site.run("arrange", "--lead", "a", "--brief", "c")) == ["Alpha", "Beta", "Gamma"]
    assert weights(site) == {"a": "lead", "b": None, "c": "brief", "d": None}
    assert order(site.run("arrange", "--lead", "b", "--normal", "c")) == ["Beta", "Alpha", "Gamma"]
    assert weights(site) == {"a": "high", "b": "lead", "c": None, "d": None}
    printed = site.run("arrange", "2021-08-17", "--clear", "--high", "c")
    assert weights(site) == {"a": None, "b": None, "c": "high", "d": None}
    assert "2021-08-17-c.md" in printed.splitlines()[-1]


def test_only_the_line_of_the_weight_changes(site: Site) -> None:
    path = site.post_path("2021-08-17-a.md")
    before = path.read_text(encoding="utf-8")
    site.run("arrange", "--high", "a")
    assert path.read_text(encoding="utf-8").replace("weight: high\n", "") == before
    assert read_post(path).weight == "high"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(["31 August"], "this is no day; write it as 2021-08-17", id="day"),
        pytest.param(["2021-01-01"], "2021-01-01: there are no posts", id="empty-day"),
        pytest.param(["--lead", "a", "--high", "d"], "the posts are of several days", id="two-days"),
        pytest.param(["2021-08-16", "--lead", "a"], "this is no listed post of 2021-08-16", id="other-day"),
        pytest.param(["--lead", "a", "--brief", "a"], "it cannot be lead and brief", id="two-weights"),
        pytest.param(["--lead", "nothing"], "there is no such post", id="no-post"),
    ],
)
def test_what_cannot_be_arranged_changes_nothing(site: Site, words: list[str], message: str) -> None:
    before = site.files()
    assert message in site.run("arrange", *words, status=1)
    assert site.files() == before


def test_undo_takes_a_whole_arrangement_back(site: Site) -> None:
    before = site.files()
    site.run("arrange", "--lead", "a", "--brief", "c")
    site.run("undo")
    assert site.files() == before
