"""What a build tells copies among the articles of a story by: the ledger's sketch, or the post's text."""

from pathlib import Path

import pytest
from digest.content.store import LedgerEntry, make_content, read_owners, read_stories
from digest.content.store.ledger import format_entry
from digest.core.settings import DigestSettings
from digest.core.similarity import make_sketch
from digest.site.cache import CacheFile
from digest.site.sources import Posts
from digest.site.sources.source_texts import read_source_texts
from support.posts import post_text
from support.small_site import build, make_site

TEXT, OTHER = (" ".join(f"{word} {number}" for number in range(60)) for word in ("ships", "grain"))
STORY = "- title: Ships\n  posts: [one, two, three]\n"


def write_posts(folder: Path, **outlets: str) -> Path:
    """Write a post of each slug from an outlet, all with one text, and their story."""
    posts = folder / "posts"
    posts.mkdir(parents=True, exist_ok=True)
    for slug, outlet in outlets.items():
        text = post_text(slug, "2021-08-01", TEXT, id=slug, slug=slug, source=f"{{name: {outlet}}}")
        (posts / f"{slug}.md").write_text(text, encoding="utf-8")
    (folder / "stories.yaml").write_text(STORY, encoding="utf-8")
    return folder


def read(folder: Path) -> dict[str, tuple[str | None, bool]]:
    settings = DigestSettings()
    content = make_content(folder, settings)
    posts = Posts(content, settings, CacheFile(folder / ".cache"))
    found = read_source_texts(content, posts, read_stories(content), read_owners(content))
    return {Path(file).stem: (text.sketch, text.has_text) for file, text in found.items()}


def test_a_posts_text_is_sketched_where_the_ledger_has_no_sketch(tmp_path: Path) -> None:
    folder = write_posts(tmp_path / "content", one="Wire", two="Harbour Times")
    sketch = make_sketch(OTHER)
    entry = LedgerEntry(
        event="ingested", raw="a.txt", raw_sha256="0" * 64, id="two", post="posts/two.md", sketch=sketch
    )
    (folder / "ingested.jsonl").write_text(f"{format_entry(entry)}\n", encoding="utf-8")
    expected = {"one": (make_sketch(TEXT), True), "two": (sketch, True)}
    assert read(folder) == expected
    assert read(folder) == expected  # from the cache


def test_what_has_neither_is_unknown(tmp_path: Path) -> None:
    folder = write_posts(tmp_path / "content", one="Wire", two="Harbour Times")
    path = folder / "posts" / "two.md"
    path.write_text(path.read_text("utf-8").replace(TEXT, ""), encoding="utf-8")
    assert read(folder)["two"] == (None, False)


def test_one_owners_articles_are_not_looked_at(tmp_path: Path) -> None:
    folder = write_posts(tmp_path / "content", one="Wire", two="WIRE")
    assert read(folder) == {}


@pytest.mark.parametrize("owned", [False, True])
def test_a_storys_page_counts_independent_sources(tmp_path: Path, owned: bool) -> None:
    config = make_site(tmp_path)
    folder = write_posts(tmp_path / "content", one="Wire", two="Harbour Times", three="Ledger")
    path = folder / "posts" / "three.md"
    path.write_text(path.read_text("utf-8").replace(TEXT, OTHER), encoding="utf-8")
    if owned:
        owners = "- {name: Wire, owner: Press}\n- {name: Ledger, owner: Press}\n"
        (folder / "vocabularies/outlets.yaml").write_text(owners, encoding="utf-8")
    page = (build(config) / "stories/ships/index.html").read_text("utf-8")
    assert f"3 articles, {'1 independent source ' if owned else '2 independent sources'}" in page
    assert "same text as <bdi>" in page
