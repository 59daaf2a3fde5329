"""A site's settings file, read as a verb reads it."""

import datetime as dt
from pathlib import Path

import pytest
from digest.core.errors import ContentError, SettingsError
from digest.plugin.site import read_site
from support.site import Site

NOW = dt.datetime(2021, 9, 30, tzinfo=dt.UTC)


def test_a_site_has_its_settings_content_and_posts(tmp_path: Path) -> None:
    made = Site(tmp_path / "site")
    made.write("posts/2021/a.md", "---\ntitle: A\ndate: 2021-08-17\n---\n\nText.\n")
    site = read_site(made.folder / "pelicanconf.py", now=NOW, search="none")
    assert (site.settings.ner, site.settings.now, site.settings.search) == ("rules", NOW, "none")
    assert (site.content.root, site.pelican["CACHE_PATH"]) == (made.content, str(made.folder / ".cache"))
    assert site.posts is site.posts


def test_a_file_that_is_not_there_or_no_python_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"none\.py: there is no such file; name your site's settings file"):
        read_site(tmp_path / "none.py")
    broken = tmp_path / "broken.py"
    broken.write_text("PATH = (\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"broken\.py:1: this is not Python: "):
        read_site(broken)
