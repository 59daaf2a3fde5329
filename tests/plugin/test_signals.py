"""Where Pelican and the digest meet: what becomes of a site's settings, by theme."""

import logging
from pathlib import Path
from typing import Any

import pytest
from digest.core.errors import SettingsError
from digest.plugin.signals import start_build, strip_tags
from digest.site.sources import BuildRequest
from pelican.settings import DEFAULT_CONFIG, read_settings
from support.site import Site

ROOT = Path(__file__).parents[2]
FOREIGN = DEFAULT_CONFIG["THEME"]


class Started:
    """As much of Pelican's object as the handler sees."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        self.plugins: list[object] = []


def start(folder: Path, **settings: Any) -> dict[str, Any]:
    site = Site(folder / "site")
    started = Started(read_settings(str(site.folder / "pelicanconf.py"), override=settings))
    start_build(started)
    return started.settings


def test_with_our_theme_pelicans_own_generators_have_nothing_to_do(tmp_path: Path) -> None:
    settings = start(tmp_path, THEME=str(ROOT / "theme"), PAGE_PATHS=["pages", "more"])
    request: BuildRequest = settings["DIGEST"].request
    assert request.planned
    assert (request.page_paths, request.content.root) == (("pages", "more"), (tmp_path / "site/content").resolve())
    keys = ("ARTICLE_PATHS", "PAGE_PATHS", "STATIC_PATHS", "THEME_STATIC_PATHS", "DIRECT_TEMPLATES")
    assert [settings[key] for key in keys] == [[]] * 5
    assert (settings["FEED_ALL_ATOM"], settings["CATEGORY_FEED_ATOM"]) == (None, None)


def test_with_another_theme_pelican_reads_our_posts_and_nothing_private(tmp_path: Path) -> None:
    settings = start(tmp_path, THEME=FOREIGN, ARTICLE_SAVE_AS="mine/{slug}.html")
    assert not settings["DIGEST"].request.planned
    assert (settings["ARTICLE_PATHS"], settings["ARTICLE_SAVE_AS"]) == ([""], "mine/{slug}.html")
    assert settings["ACTOR_URL"] == "actors/{slug}/"
    assert {"inbox", "vocabularies"} <= set(settings["STATIC_EXCLUDES"]) & set(settings["ARTICLE_EXCLUDES"])


def test_a_feed_setting_without_effect_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        start(tmp_path, THEME=FOREIGN, FEED_MAX_ITEMS=7)
    assert caplog.messages == [
        "FEED_MAX_ITEMS has no effect on the digest's feeds: set DIGEST_FEED_ENTRIES and DIGEST_TERM_FEED_ENTRIES"
    ]


def test_a_setting_that_is_wrong_ends_the_build(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="DIGEST_BODY"):
        start(tmp_path, THEME=FOREIGN, DIGEST_BODY="half")


def test_tags_are_stripped_and_text_stays_text() -> None:
    assert strip_tags("<b>A</b> &lt;script&gt; &amp; B") == "A &lt;script&gt; &amp; B"
