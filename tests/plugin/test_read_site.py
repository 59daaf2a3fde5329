"""A site's settings file, read as Pelican reads it."""

import datetime as dt
from pathlib import Path

import pytest
from digest.core.errors import ContentError, SettingsError
from digest.plugin.site import read_site

NOW = dt.datetime(2021, 9, 1, tzinfo=dt.UTC)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    path = tmp_path / "pelicanconf.py"
    path.write_text('PATH = "content"\nDIGEST_DESCRIPTION = "News"\nDIGEST_SEARCH = "keep"\n', encoding="utf-8")
    return path


def test_settings_and_content(config: Path) -> None:
    site = read_site(config)
    assert (site.settings.description, site.settings.search, site.settings.now) == ("News", "keep", None)
    assert site.content.root == config.parent / "content"


def test_what_a_build_is_asked_for_replaces_what_the_file_says(config: Path) -> None:
    site = read_site(config, now=NOW, search="make")
    assert (site.settings.now, site.settings.search) == (NOW, "make")


def test_the_cache_is_beside_the_settings_file_wherever_one_stands(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert dict(read_site(config).posts.stored) == {}
    assert (list(elsewhere.iterdir()), (config.parent / "cache").is_dir()) == ([], True)


def test_posts_are_read_once(config: Path) -> None:
    site = read_site(config)
    assert site.posts is site.posts


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="there is no such file; name your site's settings file"):
        read_site(tmp_path / "pelicanconf.py")


def test_no_python(config: Path) -> None:
    config.write_text("PATH =\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"pelicanconf\.py:1: this is not Python: "):
        read_site(config)
