"""The search index of a small site: what is in it, and in which builds it is there."""

import gzip
import json
from pathlib import Path

import pytest
from support.small_site import HOSTILE, PRODUCTION, attributes, build, make_site, tree

Tree = dict[str, bytes]


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_site(tmp_path_factory.mktemp("searched"))


@pytest.fixture(scope="module")
def searched(config: Path) -> Tree:
    return tree(build(config, "searched", **PRODUCTION, DIGEST_SEARCH="make"))


def fragments(files: Tree) -> dict[str, dict[str, object]]:
    """Return what the index knows of each post, by its address."""
    found = {}
    for path, data in files.items():
        if path.endswith(".pf_fragment"):
            told = json.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd"))
            found[told["url"].strip("/")] = told
    return found


def test_published_posts_and_their_stories_alone_are_found(searched: Tree) -> None:
    assert sorted(fragments(searched)) == [
        "2021/08/17/own",
        "2021/08/18/hostile",
        "2021/08/18/ingested",
        "2021/09/01/plain",
        "stories/closed",
        "stories/talks",
    ]


def test_posts_have_filters_and_other_names(searched: Tree) -> None:
    post = fragments(searched)["2021/08/18/ingested"]
    assert post["filters"] == {
        "actor": ["Wang Yi"],
        "country": ["China", "Russia", "Norway"],
        "day": ["2021-08-18"],
        "source": ["Example Wire"],
        "story": [HOSTILE],
        "topic": ["Tidal affairs"],
        "year": ["2021"],
    }
    assert "Peking" in str(post["content"])
    assert "The very end" not in str(post["content"])


def test_a_story_is_found_by_its_posts_titles(searched: Tree) -> None:
    story = fragments(searched)["stories/closed"]
    assert story["filters"] == {"kind": ["story"], "story": ["A closed story"]}
    assert "No terms at all" in str(story["content"])
    assert "Draftword" not in str(fragments(searched))


def test_hostile_titles_stay_text(searched: Tree) -> None:
    meta = fragments(searched)["2021/08/18/hostile"]["meta"]
    assert isinstance(meta, dict)
    assert meta["title"] == HOSTILE


def test_the_search_page_alone_allows_webassembly(searched: Tree) -> None:
    allowed = [path for path, data in searched.items() if path.endswith(".html") and b"wasm-unsafe-eval" in data]
    assert allowed == ["search/index.html"]
    assert ("form", "role", "search") in attributes(searched["search/index.html"])


def test_two_terms_without_a_page_lead_to_the_search(searched: Tree) -> None:
    assert b'href="../../search/?country=Norway&amp;country=China"' in searched["countries/norway/index.html"]


def test_two_builds_give_the_same_bytes(config: Path, searched: Tree) -> None:
    assert tree(build(config, "again", **PRODUCTION, DIGEST_SEARCH="make")) == searched


def test_an_index_stays_only_where_it_is_wanted(config: Path, searched: Tree) -> None:
    assert "pagefind/pagefind.js" in searched
    build(config, "turns", DIGEST_SEARCH="make")
    assert "pagefind/pagefind.js" in tree(build(config, "turns", DIGEST_SEARCH="keep"))
    plain = tree(build(config, "turns"))
    assert [path for path in plain if path.startswith("pagefind/")] == []
    assert b"./invoke build --search" in plain["search/index.html"]
    assert b"wasm-unsafe-eval" not in plain["search/index.html"]
