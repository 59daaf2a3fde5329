"""A small site, content and all, built for real through Pelican with our theme."""

import os
import subprocess
import sys
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import feedparser
import html5lib
import pytest
from digest.core.errors import ProblemsError, SettingsError
from pelican.plugins import signals
from support.small_site import (
    HOSTILE,
    NOW,
    PRODUCTION,
    PROJECT,
    ROOT,
    SENTENCE,
    attributes,
    build,
    make_site,
    run,
    tree,
)

Tree = dict[str, bytes]
FORMER_FEEDS = ("/wang.atom.xml", "/wang.rss.xml", "/old-talks.atom.xml", "/old-talks.rss.xml")


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def editor(config: Path) -> Tree:
    return tree(build(config, "editor"))


@pytest.fixture(scope="module")
def production(config: Path) -> Tree:
    return tree(build(config, "production", **PRODUCTION))


@pytest.fixture
def own_config(tmp_path: Path) -> Path:
    return make_site(tmp_path)


def pages(files: Tree) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if path.endswith(".html")}


def broken_links(files: Tree, base: str) -> list[tuple[str, str]]:
    """Resolve every link as a browser would that found the site at `base`."""
    broken = []
    for path, data in pages(files).items():
        for _, name, value in attributes(data):
            if name not in ("href", "src"):
                continue
            target = urlsplit(urljoin(base + path, value))
            inside = f"{target.scheme}://{target.netloc}{target.path}".removeprefix(base)
            if target[:2] == urlsplit(base)[:2] and not exists(files, inside):
                broken.append((path, value))
    return broken


def exists(files: Tree, path: str) -> bool:
    path = unquote(path)
    return (f"{path}index.html" if path == "" or path.endswith("/") else path) in files


def test_links_lead_somewhere_at_a_root(editor: Tree) -> None:
    assert broken_links(editor, "http://127.0.0.1:8000/") == []


def test_links_lead_somewhere_under_a_project_path(production: Tree) -> None:
    assert broken_links(production, f"{PROJECT}/") == []


def test_the_missing_page_works_at_any_depth(production: Tree) -> None:
    links = [value for tag, name, value in attributes(production["404.html"]) if name in ("href", "src")]
    assert [link for link in links if not link.startswith(("/repo/", "#", "https://"))] == []


def test_pages_are_well_formed(production: Tree, editor: Tree) -> None:
    for data in (*pages(production).values(), *pages(editor).values()):
        html5lib.HTMLParser(strict=True).parse(data.decode())


def test_hostile_text_stays_text(production: Tree) -> None:
    for path, data in pages(production).items():
        assert b"<script>alert" not in data, path
        assert b"javascript:" not in data, path
        assert not [name for _, name, _ in attributes(data) if name.startswith("on") or name == "style"], path


def test_every_page_has_the_policy_and_asks_no_stranger(production: Tree) -> None:
    for path, data in pages(production).items():
        found = attributes(data)
        assert ("meta", "http-equiv", "Content-Security-Policy") in found, path
        loads = [value for tag, name, value in found if name == "src" or (tag == "link" and name == "href")]
        assert [one for one in loads if urlsplit(one).netloc not in ("", "user.github.io")] == [], path


@pytest.mark.parametrize("word", ["draftword", "futureword", "inboxword", "kenya"])
def test_production_has_no_trace_of_what_is_not_published(production: Tree, word: str) -> None:
    assert [path for path, data in production.items() if word in path.lower() or word in text(data)] == []


def text(data: bytes) -> str:
    return data.decode(errors="replace").lower()


def test_the_editor_sees_drafts_but_feeds_do_not(editor: Tree) -> None:
    holders = {path for path, data in editor.items() if "draftword" in text(data)}
    assert {"index.html", "2021/09/02/draftword/index.html", "countries/kenya/index.html"} <= holders
    assert not {path for path in holders if path.startswith("feeds") and path != "feeds/index.html"}
    assert not any("futureword" in text(data) for data in editor.values())


def test_a_hidden_post_is_its_page_alone(production: Tree) -> None:
    holders = [path for path, data in production.items() if "hiddenword" in text(data)]
    assert holders == ["2021/09/03/hidden/index.html"]
    assert ("meta", "content", "noindex") in attributes(production[holders[0]])


def test_what_a_post_shows(production: Tree, editor: Tree) -> None:
    path = "2021/08/18/ingested/index.html"
    assert b"The very end" in editor[path]
    assert b"The very end" not in production[path]
    assert production[path].decode().count(SENTENCE.strip()) == 7  # 90 words: seven sentences of twelve
    assert b"https://wire.example/a?b=1&amp;c=2" in production[path]
    assert not any(b"The very end" in data for data in production.values())


def test_markdown_inside_the_site_links_from_the_page(production: Tree) -> None:
    page = production["2021/08/17/own/index.html"].decode()
    assert '<a href="../../../../countries/china/">a link</a>' in page
    assert 'src="../../../../images/dot.png"' in page
    assert '<th class="align-right">a</th>' in page
    assert page.count("<h1") == 1


def test_former_addresses_lead_on(production: Tree) -> None:
    for path, target in (
        ("2021/08/16/former/index.html", "2021/08/17/own/"),
        ("actors/wang/index.html", "actors/wang-yi/"),
    ):
        found = attributes(production[path])
        assert ("link", "href", f"{PROJECT}/{target}") in found
        assert ("meta", "content", "noindex") in found
    assert production["feeds/actors/wang.rss.xml"] == production["feeds/actors/wang-yi.rss.xml"]


def test_feeds_are_read_back_exactly(production: Tree) -> None:
    for name in ("feeds/all.atom.xml", "feeds/all.rss.xml"):
        parsed = feedparser.parse(production[name])
        assert not parsed.bozo
        assert [(one.title, one.link, one.published_parsed[:3]) for one in parsed.entries] == [
            ("No terms at all", f"{PROJECT}/2021/09/01/plain/", (2021, 9, 1)),
            ("An ingested post", f"{PROJECT}/2021/08/18/ingested/", (2021, 8, 18)),
            (HOSTILE, f"{PROJECT}/2021/08/18/hostile/", (2021, 8, 18)),
            ("An own post", f"{PROJECT}/2021/08/17/own/", (2021, 8, 17)),
        ]
        terms = {tag.term if name.endswith("rss.xml") else tag.label for tag in parsed.entries[1].tags}
        assert terms == {"Wang Yi", "China", "Russia", "Norway", "Tidal affairs", HOSTILE}  # the last one is a story


def test_every_feed_is_well_formed_and_names_itself(production: Tree) -> None:
    for path, data in production.items():
        if path.endswith((".atom.xml", ".rss.xml")) and not path.endswith(FORMER_FEEDS):
            parsed = feedparser.parse(data)
            assert not parsed.bozo, path
            assert parsed.entries, path
            assert f"{PROJECT}/{path}" in [link.href for link in parsed.feed.links if link.rel == "self"], path


def test_a_term_feed_holds_the_terms_posts(production: Tree) -> None:
    parsed = feedparser.parse(production["feeds/countries/norway.atom.xml"])
    assert [entry.title for entry in parsed.entries] == ["An ingested post"]


def test_the_sitemap_lists_what_may_be_found(production: Tree) -> None:
    sitemap = production["sitemap.xml"].decode()
    for path in ("", "2021/08/17/own/", "actors/wang-yi/", "countries/china+russia/", "2021/08/", "about/"):
        assert f"<loc>{PROJECT}/{path}</loc>" in sitemap
    assert "404" not in sitemap
    assert "former" not in sitemap


# --- Same input, same bytes -------------------------------------------------------------------------------------------


def test_neither_clock_nor_locale_nor_hash_seed_nor_folder_shows(own_config: Path, tmp_path: Path) -> None:
    other = make_site(tmp_path / "another")
    surroundings = (
        (own_config, {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"}),
        (other, {"PYTHONHASHSEED": "2", "TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8"}),
    )
    trees = []
    for config, environment in surroundings:
        command = [sys.executable, "-m", "pelican", "content", "-s", config.name, "--fatal=errors"]
        subprocess.run(command, cwd=config.parent, env={**os.environ, **environment}, check=True, timeout=120)
        trees.append(tree(config.parent / "output"))
    assert trees[0] == trees[1]


def edit(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(content: Path) -> None:
        before = (content / name).read_text(encoding="utf-8")
        assert old in before
        (content / name).write_text(before.replace(old, new), encoding="utf-8")

    return change


EDITS = {
    "body": edit("posts/2021/own.md", "An own body", "Another body"),
    "title": edit("posts/2021/plain.md", "No terms at all", "A new title"),
    "slug": edit("posts/2021/own.md", "slug: own", "slug: renamed"),
    "date": edit("posts/2021/own.md", "2021-08-17T", "2021-08-19T"),
    "country": edit("posts/2021/ingested.md", "Norway", "Sweden"),
    "accepted": edit("posts/2021/draft.md", "status: draft", "status: published"),
    "taken-back": edit("posts/2021/plain.md", "status: published", "status: draft"),
    "deleted": lambda content: (content / "posts/2021/hostile.md").unlink(),
    "vocabulary": edit("vocabularies/actors.yaml", "kind: person", "kind: group"),
    "page": edit("pages/about.md", "slug: about", "slug: colophon"),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_rebuild_equals_a_full_build(own_config: Path, name: str) -> None:
    output = build(own_config, "again", **PRODUCTION)
    (output / "by-hand.txt").write_text("mine")
    EDITS[name](own_config.parent / "content")
    rebuilt = tree(build(own_config, "again", **PRODUCTION))
    assert rebuilt.pop("by-hand.txt") == b"mine"
    assert rebuilt == tree(build(own_config, "fresh", **PRODUCTION))


def test_nothing_changed_writes_nothing(own_config: Path) -> None:
    run(own_config)
    _, second = run(own_config)
    assert (second.outcome.written, second.outcome.removed) == ((), ())
    assert second.outcome.counts[:3] == (4, 1, 1)  # posts, drafts, hidden ones


def test_a_build_edits_no_content(own_config: Path) -> None:
    before = tree(own_config.parent / "content")
    build(own_config)
    assert tree(own_config.parent / "content") == before


def test_raw_articles_and_drafts_are_never_copied(own_config: Path) -> None:
    files = tree(build(own_config, STATIC_PATHS=["", "images"], **PRODUCTION | {"PAGE_PATHS": []}))
    assert not [path for path, data in files.items() if "inboxword" in text(data) or "draftword" in text(data)]


def test_now_says_what_is_due(own_config: Path) -> None:
    later = tree(build(own_config, DIGEST_NOW=NOW.replace(month=12), **PRODUCTION))
    assert "2021/12/01/futureword/index.html" in later


# --- What stops a build -----------------------------------------------------------------------------------------------


def test_an_unknown_country_stops_the_build_before_a_page_is_written(own_config: Path) -> None:
    output = build(own_config)
    before = tree(output)
    edit("posts/2021/ingested.md", "Norway", "Norwey")(own_config.parent / "content")
    with pytest.raises(ProblemsError) as caught:
        build(own_config)
    (problem,) = caught.value.problems
    assert str(problem).startswith("content/posts/2021/ingested.md:")
    assert str(problem).endswith("countries: unknown country 'Norwey' (did you mean 'Norway'?)")
    assert tree(output) == before


def test_a_story_that_cannot_be_used_stops_the_build_before_a_page_is_written(own_config: Path) -> None:
    output = build(own_config)
    before = tree(output)
    edit("stories.yaml", "former_slugs: [old-talks]", "former_slugs: [talks]")(own_config.parent / "content")
    with pytest.raises(ProblemsError) as caught:
        build(own_config)
    (problem,) = caught.value.problems
    assert (
        str(problem) == "content/stories.yaml:6: former_slugs: 'talks' is the slug of this very story; delete it here"
    )
    assert tree(output) == before


def test_stories_are_never_published_as_a_file(own_config: Path) -> None:
    files = tree(build(own_config, STATIC_PATHS=["."], DIGEST_PUBLISH=["stories.yaml", "about.md"]))
    assert "stories.yaml" not in files


def test_all_problems_of_front_matter_are_told_at_once(own_config: Path) -> None:
    content = own_config.parent / "content"
    edit("posts/2021/ingested.md", "title:", "titel:")(content)
    edit("posts/2021/own.md", "2021-08-17T", "the day before T")(content)
    with pytest.raises(ProblemsError) as caught:
        build(own_config)
    assert {problem.file for problem in caught.value.problems} == {
        "content/posts/2021/ingested.md",
        "content/posts/2021/own.md",
    }


def test_a_setting_that_does_not_exist_stops_the_build(own_config: Path) -> None:
    with pytest.raises(SettingsError, match="DIGEST_DRAFT"):
        build(own_config, DIGEST_DRAFT=False)


# --- Other plugins ----------------------------------------------------------------------------------------------------


def test_other_plugins_see_articles_and_written_files(own_config: Path) -> None:
    seen: dict[str, Any] = {"articles": [], "written": [], "feeds": []}

    def see_articles(generator: Any) -> None:
        seen["articles"] += [(one.title, [str(tag) for tag in one.tags]) for one in generator.articles]

    def see_page(path: str, context: dict[str, Any]) -> None:
        seen["written"].append(Path(path).relative_to(own_config.parent / "output").as_posix())

    def see_feed(path: str, context: dict[str, Any], feed: Any) -> None:
        seen["feeds"].append(feed.title)

    signals.article_generator_finalized.connect(see_articles)
    signals.content_written.connect(see_page)
    signals.feed_written.connect(see_feed)
    try:
        build(own_config, **PRODUCTION)
    finally:
        signals.article_generator_finalized.disconnect(see_articles)
        signals.content_written.disconnect(see_page)
        signals.feed_written.disconnect(see_feed)
    terms, stories = ["Wang Yi", "Bo Unknown", "China", "Russia", "Lunar affairs"], [escape(HOSTILE), "A closed story"]
    assert ("An own post", [*terms, *stories]) in seen["articles"]
    assert "2021/08/17/own/index.html" in seen["written"]
    assert "The Meridian Digest" in seen["feeds"]


def test_the_projects_own_settings_can_be_used() -> None:
    for name in ("pelicanconf.py", "publishconf.py"):
        assert (ROOT / name).is_file()


def test_home_says_from_when_its_thirty_days_count(editor: Tree) -> None:
    assert "30 days up to the newest post" in editor["index.html"].decode()
