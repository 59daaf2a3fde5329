"""A rebuild equals a build from nothing, byte for byte, whatever was changed before."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from digest.site.render import ThemeError
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from support.workshop import (
    ACTORS_FILES,
    COUNTRIES,
    IDS,
    MOMENTS,
    NAMES,
    SETTINGS,
    THEME_FILES,
    TOPICS_FILES,
    Workshop,
)

LINES = {
    "title": ("'Titled anew'", "'<b>Bold</b> & \"quoted\"'"),
    "date": ("2021-08-18T23:30:00+00:00", "2021-09-05T09:00:00+00:00", "2021-11-01"),
    "modified": ("2021-09-06T09:00:00+00:00", "2021-11-15T09:00:00+00:00"),
    "status": ("published", "draft", "hidden"),
    "summary": ("Summed up.",),
    "actors": ("[Wang Yi]", "[Bo Unknown, Cy Person]", "[]"),
    "countries": ("[China, Russia]", "[Kenya]", "[]"),
    "topics": ("[Lunar affairs]", "[Tidal affairs, Lunar affairs]"),
    "show": ("full", "excerpt"),
    "lang": ("fr",),
    "source": ("{name: Other Wire, author: [Dee Writer]}",),
}


class Rebuilds(RuleBasedStateMachine):
    """Edits, each followed by a rebuild that is held against a build from nothing."""

    @initialize()
    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="rebuilds-"))
        self.site = Workshop(self.folder)

    def teardown(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    @invariant()
    def equals_a_build_from_nothing(self) -> None:
        self.site.compare()

    @rule(
        day=st.integers(1, 28),
        names=st.lists(st.sampled_from(NAMES), max_size=3, unique=True),
        countries=st.lists(st.sampled_from(COUNTRIES), max_size=3, unique=True),
        status=st.sampled_from(("published", "draft", "hidden")),
    )
    def add_post(self, day: int, names: list[str], countries: list[str], status: str) -> None:
        self.site.add_post(day, names, countries, status)

    @rule(data=st.data())
    def delete_post(self, data: st.DataObject) -> None:
        posts = self.site.posts()
        if len(posts) > 1:
            data.draw(st.sampled_from(posts)).unlink()

    @rule(data=st.data())
    def rename_post(self, data: st.DataObject) -> None:
        self.site.rename_post(data.draw(st.sampled_from(self.site.posts())))

    @rule(data=st.data(), number=st.integers(0, 99))
    def change_body(self, data: st.DataObject, number: int) -> None:
        self.site.change_post(
            data.draw(st.sampled_from(self.site.posts())), lambda text: f"{text}\n\nMore, {number}.\n"
        )

    @rule(data=st.data())
    def change_body_unseen(self, data: st.DataObject) -> None:
        self.site.swap_letters_in_place(data.draw(st.sampled_from(self.site.posts())))

    @rule(data=st.data(), key=st.sampled_from(sorted(LINES)))
    def change_front_matter(self, data: st.DataObject, key: str) -> None:
        post = data.draw(st.sampled_from(self.site.posts()))
        self.site.set_line(post, key, data.draw(st.sampled_from(LINES[key])))

    @rule(data=st.data(), number=st.integers(0, 5))
    def change_slug(self, data: st.DataObject, number: int) -> None:
        post = data.draw(st.sampled_from(self.site.posts()))
        self.site.set_line(post, "slug", f"{post.stem}-{number}")

    @rule(actors=st.sampled_from(ACTORS_FILES), topics=st.sampled_from(TOPICS_FILES))
    def change_vocabularies(self, actors: str, topics: str) -> None:
        self.site.write("vocabularies/actors.yaml", actors)
        self.site.write("vocabularies/topics.yaml", topics)

    @rule(
        talks=st.lists(st.sampled_from(IDS), max_size=6, unique=True),
        other=st.lists(st.sampled_from(IDS), max_size=4, unique=True),
        status=st.sampled_from(("open", "closed")),
        renamed=st.booleans(),
    )
    def change_stories(self, talks: list[str], other: list[str], status: str, renamed: bool) -> None:
        slug, former = ("renamed", ["talks", "older"]) if renamed else ("talks", ["older"])
        self.site.tell_stories((slug, talks, status, former), ("other", other, "open", []))

    @rule()
    def forget_stories(self) -> None:
        (self.site.content / "stories.yaml").unlink(missing_ok=True)

    @rule(data=st.data(), key=st.sampled_from(sorted(SETTINGS)))
    def change_setting(self, data: st.DataObject, key: str) -> None:
        self.site.settings[key] = data.draw(st.sampled_from(SETTINGS[key]))

    @rule(moment=st.sampled_from(MOMENTS))
    def let_time_pass(self, moment: object) -> None:
        self.site.settings["DIGEST_NOW"] = moment

    @rule(name=st.sampled_from(THEME_FILES), number=st.integers(0, 9))
    def edit_template(self, name: str, number: int) -> None:
        self.site.edit_theme(f"templates/{name}", number)

    @rule(name=st.sampled_from(("css/base.css", "js/scheme.js")), number=st.integers(0, 9))
    def edit_asset(self, name: str, number: int) -> None:
        self.site.edit_theme(f"static/{name}", number)

    @rule()
    def change_macro(self) -> None:
        self.site.change_macro()

    @rule(number=st.integers(0, 3))
    def change_files(self, number: int) -> None:
        self.site.write("pages/about.md", f"---\ntitle: About {number}\nslug: about\n---\n\nNumber {number}.\n")
        self.site.write(f"images/{number}.svg", "<svg/>")
        self.site.write("images/dot.png", f"a picture, {number}")
        if number % 2:
            self.site.draw_picture(300 + number)

    @rule()
    def save(self) -> None:
        self.site.save()

    @rule()
    def restore(self) -> None:
        self.site.restore()

    @rule(data=st.data(), how=st.sampled_from(("delete_output", "edit_output")))
    def spoil_output(self, data: st.DataObject, how: str) -> None:
        outputs = self.site.outputs()
        if outputs:
            getattr(self.site, how)(data.draw(st.sampled_from(outputs)))

    @rule(number=st.integers(0, 3))
    def put_by_hand(self, number: int) -> None:
        self.site.put_by_hand(number)

    # Which files there are may depend on the clock, and what is drawn must not: so a number, of however many there are.
    @rule(number=st.integers(0, 99), how=st.sampled_from(("delete", "truncate", "garble")))
    def spoil_cache(self, number: int, how: str) -> None:
        caches = self.site.caches()
        if caches:
            self.site.spoil_cache(caches[number % len(caches)], how)

    @rule()
    def fail_half_way(self) -> None:
        path = self.site.theme / "templates/archives.html"
        before = path.read_text(encoding="utf-8")
        path.write_text(
            before.replace("{% block content %}", "{% block content %}{{ nothing.such }}"), encoding="utf-8"
        )
        with pytest.raises(ThemeError):
            self.site.build()
        path.write_text(before, encoding="utf-8")


QUIET = {"deadline": None, "suppress_health_check": list(HealthCheck), "database": None, "print_blob": True}


class TestRebuilds(Rebuilds.TestCase):  # type: ignore[misc]
    settings = settings(max_examples=2, stateful_step_count=8, derandomize=True, **QUIET)


@pytest.mark.slow
class TestManyRebuilds(Rebuilds.TestCase):  # type: ignore[misc]
    settings = settings(max_examples=200, stateful_step_count=10, **QUIET)


# --- Each kind of edit once -------------------------------------------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path) -> Workshop:
    made = Workshop(tmp_path)
    made.build()
    return made


def first_post(site: Workshop) -> Path:
    return next(path for path in site.posts() if path.stem == "own")


EDITS: dict[str, Callable[[Workshop], Any]] = {
    "a body, with size and time as before": lambda site: site.swap_letters_in_place(first_post(site)),
    "a post deleted": lambda site: first_post(site).unlink(),
    "a post renamed": lambda site: site.rename_post(first_post(site)),
    "a vocabulary": lambda site: site.write("vocabularies/actors.yaml", ACTORS_FILES[1]),
    "a post joins a story": lambda site: site.tell_stories(("talks", [*IDS[:4]], "open", ["old-talks"])),
    "a story is renamed": lambda site: site.tell_stories(("renamed", [*IDS[:3]], "open", ["talks"])),
    "stories merge": lambda site: site.tell_stories(("closed", [*IDS[:4]], "closed", ["talks"])),
    "the stories deleted": lambda site: (site.content / "stories.yaml").unlink(),
    "a macro": lambda site: site.change_macro(),
    "a style sheet": lambda site: site.edit_theme("static/css/base.css", 1),
    "a picture": lambda site: site.write("images/dot.png", "another"),
    "a picture of another size": lambda site: site.draw_picture(500),
    "the moment": lambda site: site.settings.update(DIGEST_NOW=MOMENTS[1]),
    "an output edited, with size and time as before": lambda site: site.edit_output(site.output / "index.html"),
    "an output deleted": lambda site: site.delete_output(site.output / "feeds/all.rss.xml"),
    "every output deleted": lambda site: shutil.rmtree(site.output),
    "a file put there by hand": lambda site: site.put_by_hand(1),
    "the caches deleted": lambda site: shutil.rmtree(site.cache),
}


@pytest.mark.parametrize("name", EDITS)
def test_after_one_edit(site: Workshop, name: str) -> None:
    EDITS[name](site)
    site.compare()


@pytest.mark.parametrize("how", ["truncate", "garble"])
def test_after_a_spoilt_cache(site: Workshop, how: str) -> None:
    for path in site.caches():
        site.spoil_cache(path, how)
    site.change_post(first_post(site), lambda text: f"{text}\nMore.\n")
    site.compare()


@pytest.mark.parametrize("key", SETTINGS)
def test_after_another_setting(site: Workshop, key: str) -> None:
    site.settings[key] = SETTINGS[key][1]
    site.compare()


def test_a_restored_post_shows_its_old_text(site: Workshop) -> None:
    site.save()
    for post in site.posts():
        site.change_post(post, lambda text: f"{text}\nMore.\n")
    site.compare()
    site.restore()
    site.compare()


def test_a_change_dated_ahead_shows_when_its_time_has_come(site: Workshop) -> None:
    site.set_line(first_post(site), "modified", "2021-11-15T09:00:00+00:00")
    for moment in (MOMENTS[0].replace(month=11, day=14), MOMENTS[0].replace(month=11, day=16)):
        site.settings["DIGEST_NOW"] = moment
        site.compare()
