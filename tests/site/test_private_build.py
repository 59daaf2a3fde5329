"""A public build shows what git has, whether private texts are on the machine or not; an editor's build shows them."""

import shutil
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from digest.cli import digest
from digest.content.store import make_content
from digest.core.settings import DigestSettings
from digest.site.cache import CacheFile
from digest.site.sources import Posts
from support.small_site import FILES, PRODUCTION, SENTENCE, build, make_site, theme_path, tree
from support.workshop import Workshop

END = "The very end of somebody else"
INGESTED = "posts/2021/ingested.md"
PRIVATE = "private/2222222222222222.md"


def move(config: Path) -> None:
    result = CliRunner().invoke(digest, ["--settings", str(config), "private"])
    assert result.exit_code == 0, result.output


def production(config: Path, output: str, **settings: Any) -> dict[str, bytes]:
    return tree(build(config, output, **{**PRODUCTION, "CACHE_PATH": str(config.parent / f".{output}"), **settings}))


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def test_a_public_build_is_the_same_before_and_with_and_without_the_files(tmp_path: Path) -> None:
    config = make_site(tmp_path)
    before = production(config, "before")
    move(config)
    assert END not in (tmp_path / "content" / INGESTED).read_text("utf-8")
    assert END in (tmp_path / "content" / PRIVATE).read_text("utf-8")
    here = production(config, "here")
    full = production(config, "full", DIGEST_BODY="full")
    other = production(config, "other", THEME=theme_path("simple"))
    shutil.rmtree(tmp_path / "content" / "private")
    # No ledger has a sketch of this story's texts, so nobody can say any more which of them are copies.
    assert differing(before, here) == ["stories/talks/index.html"]
    assert b"independent sources unknown" in here["stories/talks/index.html"]
    assert differing(here, production(config, "gone")) == []
    assert differing(full, production(config, "full-gone", DIGEST_BODY="full")) == []
    assert differing(other, production(config, "other-gone", THEME=theme_path("simple"))) == []
    assert not any(END.encode() in data for data in (*full.values(), *other.values()))


def test_private_files_are_published_by_no_setting_and_no_link(tmp_path: Path) -> None:
    config = make_site(tmp_path)
    move(config)
    page = tmp_path / "content" / "pages" / "about.md"
    page.write_text(page.read_text("utf-8") + f"\n[The text](/{PRIVATE})\n", encoding="utf-8")
    output = production(config, "out", STATIC_PATHS=["."], DIGEST_PUBLISH=["private"])
    assert not any(END.encode() in data for data in output.values())


def test_an_editors_build_shows_the_text_where_it_is(tmp_path: Path) -> None:
    site = Workshop(tmp_path)
    before = site.fresh()
    move(site.config)
    site.compare()
    assert differing(before, tree(site.output)) == []
    path = tmp_path / "content" / PRIVATE
    path.write_text(path.read_text("utf-8").replace(END, "The changed end"), encoding="utf-8")
    site.compare()
    assert any(b"The changed end" in data for data in tree(site.output).values())
    path.unlink()
    site.compare()
    assert not any(b"The changed end" in data for data in tree(site.output).values())
    assert SENTENCE.encode().strip() in (site.output / "2021/08/18/ingested/index.html").read_bytes()
    path.write_text(f"{SENTENCE}\n\nBack again.\n", encoding="utf-8")
    site.compare()
    assert b"Back again." in (site.output / "2021/08/18/ingested/index.html").read_bytes()


def test_a_production_build_after_an_editors_build_knows_no_private_text(tmp_path: Path) -> None:
    config = make_site(tmp_path)
    move(config)
    cache = str(tmp_path / ".cache")
    build(config, "output", CACHE_PATH=cache)
    public = production(config, "output", CACHE_PATH=cache)
    assert differing(public, production(config, "fresh")) == []


def test_stories_use_the_text_where_it_is_and_else_do_not_know(tmp_path: Path) -> None:
    config = make_site(tmp_path)
    content = tmp_path / "content"
    for number, outlet in enumerate(("Wire", "Post"), start=1):
        text = (
            FILES[INGESTED].replace("2222222222222222", f"abc{number}").replace("slug: ingested", f"slug: in{number}")
        )
        (content / f"posts/2021/in{number}.md").write_text(text.replace("Example Wire", outlet), encoding="utf-8")
    (content / "stories.yaml").write_text(
        '- title: Ships\n  slug: ships\n  posts: ["abc1", "abc2"]\n', encoding="utf-8"
    )
    move(config)
    page = "stories/ships/index.html"
    here = (build(config, "output") / page).read_text("utf-8")
    public = production(config, "public")[page].decode()
    shutil.rmtree(content / "private")
    gone = (build(config, "gone") / page).read_text("utf-8")
    assert "1 independent source" in here
    assert "independent sources unknown" in gone
    assert "independent sources unknown" in public


def test_posts_are_read_again_only_where_either_file_changed(tmp_path: Path) -> None:
    config = make_site(tmp_path)
    move(config)
    settings = DigestSettings()
    content = make_content(tmp_path / "content", settings)

    def read() -> Posts:
        return Posts(content, settings, CacheFile(tmp_path / ".cache"))

    first = read()
    file = f"content/{INGESTED}"
    assert first.load_text(first.stored[file].body).endswith("somebody else’s text.")
    assert read().fingerprint == first.fingerprint
    path = tmp_path / "content" / INGESTED
    path.write_text(path.read_text("utf-8").replace("What it says.", "Anew."), encoding="utf-8")
    assert read().stored[file].post.summary == "Anew."
