"""The plugin in somebody else's Pelican site: it does nothing unasked, and loses none of the site's own articles."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import feedparser
import pelican
import pytest
from digest.plugin.ordinary import cover_posts
from pelican.settings import DEFAULT_CONFIG, read_settings
from support.small_site import PRODUCTION, ROOT, build, make_site, theme_path, tree

ORDINARY = {
    "hello.md": "Title: Hello\nDate: 2020-02-03\nTags: first, second\nCategory: Notes\nAuthor: A Person\n\nText.\n",
    "travel/2020-03-04_a-trip.md": "Title: A trip\n\nTripword.\n",
    "travel/rest.rst": "A rest\n######\n\n:date: 2020-03-05\n\nRestword.\n",
    "travel/page.html": (
        "<html><head><title>Plain</title><meta name='date' content='2020-03-06'/></head><body>Plainword</body></html>"
    ),
    "pages/contact.md": "Title: Contact\n\nContactword.\n",
}


# As Pelican has them where a site says nothing.
AS_PELICAN = {key: DEFAULT_CONFIG[key] for key in ("ARTICLE_PATHS", "FEED_ALL_ATOM", "CATEGORY_FEED_ATOM")}


def add_ordinary(config: Path) -> None:
    for name, text in ORDINARY.items():
        path = config.parent / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def build_alone(folder: Path, **settings: Any) -> dict[str, bytes]:
    """Build a site of ordinary articles with Pelican alone, or with what PLUGINS names."""
    defaults = {"PATH": str(folder / "content"), "OUTPUT_PATH": str(folder / "output"), "TIMEZONE": "UTC"}
    program = pelican.Pelican(read_settings(None, override={**defaults, **settings}))
    program.run()
    return tree(folder / "output")


@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
def test_ordinary_articles_and_posts_stand_together(tmp_path: Path, theme: str) -> None:
    config = make_site(tmp_path)
    add_ordinary(config)
    files = tree(build(config, THEME=theme_path(theme), **PRODUCTION, **AS_PELICAN))
    assert {
        "hello.html",
        "a-trip.html",
        "a-rest.html",
        "2021/09/01/plain/index.html",  # whose slug an ordinary article has, too
        "plain.html",
        "pages/contact.html",
        "category/travel.html",
        "category/notes.html",
        "tag/first.html",
        "author/a-person.html",
        "2021/08/17/own/index.html",
        "about/index.html",
        "actors/wang-yi/index.html",
    } <= set(files)
    front = files["index.html"].decode()
    assert all(title in front for title in ("Hello", "A trip", "A rest", "Plain", "An own post"))
    assert "Hello" in files["archives.html"].decode()
    entries = feedparser.parse(files["feeds/all.atom.xml"]).entries
    assert {"Hello", "A trip", "A rest", "Plain", "An own post"} <= {entry.title for entry in entries}
    assert "draftword" not in str(files).lower()
    assert "inboxword" not in str(files).lower()


def test_without_posts_a_site_stays_as_it_was(tmp_path: Path) -> None:
    for name, text in ORDINARY.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    theme = {"THEME": theme_path("simple"), "CACHE_PATH": str(tmp_path / "cache")}
    before = build_alone(tmp_path, PLUGINS=[], **theme)
    named = build_alone(tmp_path, PLUGINS=["digest"], PLUGIN_PATHS=[str(ROOT / "plugins")], **theme)
    assert {name: data for name, data in named.items() if name in before} == before


INSTALLED = """
import sys
import pelican, pelican.plugins
from pelican.settings import read_settings
pelican.plugins.__path__.append({plugins!r})  # as the wheel puts it there
pelican.Pelican(read_settings({config!r})).run()
"""


def build_installed(folder: Path, *lines: str) -> tuple[dict[str, bytes], str]:
    """Build the site in `folder` where the plugin is installed; return the files and what was said."""
    config = folder / "pelicanconf.py"
    output = folder / "output"
    site = [f"{key} = {str(folder / value)!r}" for key, value in (("PATH", "content"), ("OUTPUT_PATH", "output"))]
    config.write_text("\n".join(["TIMEZONE = 'UTC'", "SITEURL = 'https://site.example'", *site, *lines, ""]))
    script = INSTALLED.format(plugins=str(ROOT / "plugins"), config=str(config))
    done = subprocess.run([sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=True)
    files = tree(output)
    shutil.rmtree(output)
    return files, " ".join((done.stdout + done.stderr).split())


def test_where_nothing_names_it_the_plugin_does_nothing(tmp_path: Path) -> None:
    for name, text in ORDINARY.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    alone, _ = build_installed(tmp_path, "PLUGINS = []")
    unasked, said = build_installed(tmp_path)
    assert (unasked, "DIGEST" in said) == (alone, False)
    unnamed, said = build_installed(tmp_path, "DIGEST_DRAFTS = False")
    assert (unnamed, said.count("name it, as in PLUGINS")) == (alone, 1)
    named, said = build_installed(tmp_path, "PLUGINS = ['digest']")
    assert "feeds.opml" in set(named) - set(alone)
    assert alone.keys() <= named.keys()


def test_our_theme_names_what_it_leaves_out(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    config = make_site(tmp_path)
    add_ordinary(config)
    (config.parent / "content/pages/contact.md").unlink()
    build(config, **PRODUCTION, **AS_PELICAN)
    (message,) = [message for message in caplog.messages if message.startswith("left out: ")]
    assert "hello.md, travel/2020-03-04_a-trip.md, travel/page.html, travel/rest.rst;" in message


def test_a_link_out_of_the_content_is_not_read(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    config = make_site(tmp_path)
    (tmp_path / "secret.md").write_text("Title: Secret\nDate: 2020-02-03\n\nSecretword.\n")
    (config.parent / "content/linked.md").symlink_to(tmp_path / "secret.md")
    files = tree(build(config, THEME=theme_path("simple"), **PRODUCTION, **AS_PELICAN))
    assert "Secretword" not in str(files)
    assert any("linked.md" in message for message in caplog.messages)


@pytest.mark.parametrize(
    ("article_paths", "covered"),
    [([""], [""]), (["posts"], ["posts"]), (["blog"], ["blog", "posts/2021"]), (["blog", "posts"], ["blog", "posts"])],
)
def test_posts_are_among_the_articles(article_paths: list[str], covered: list[str]) -> None:
    assert cover_posts(article_paths, ["posts/2021"]) == covered
