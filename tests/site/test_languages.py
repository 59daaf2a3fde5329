"""Posts in other languages: pages mark what is in which; the theme's own words stay English."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from support.posts import post_text
from support.small_site import FILES, PRODUCTION, build, make_site, tree

ARABIC = post_text(
    "بكين وموسكو",
    "2021-09-04",
    "نص طويل. " * 60,
    id='"8888888888888888"',
    slug="arabic",
    summary="ملخص.",
    lang="ar",
    source="{name: صحيفة المثال, url: 'https://wire.example/ar'}",
    digest="{raw: ar.txt, raw_sha256: '00'}",
)
MIXED = ARABIC.replace("بكين وموسكو", "Peking und Moskau").replace("lang: ar", "lang: de").replace("arabic", "mixed")
MIXED = MIXED.replace("8888888888888888", "9999999999999999").replace("wire.example/ar'", "wire.example/ar', lang: ar")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Return the pages of a German site with an English, an Arabic and a mixed post, by path."""
    folder = tmp_path_factory.mktemp("languages")
    config = make_site(folder)
    for name, text in {"arabic": ARABIC, "mixed": MIXED, "english": FILES["posts/2021/plain.md"]}.items():
        path = folder / "content" / "posts" / "2021" / f"{name}.md"
        path.write_text(text.replace("status: published", "status: published\nlang: en") if name == "english" else text)
    Path(folder, "content", "posts", "2021", "plain.md").unlink()
    output = build(config, DEFAULT_LANG="de", AUTHOR="The editors", **PRODUCTION)
    return {path: data.decode() for path, data in tree(output).items() if path.endswith((".html", ".xml", ".json"))}


def test_the_theme_speaks_english_and_says_so(site: Mapping[str, str]) -> None:
    for path in ("index.html", "2021/09/04/arabic/index.html", "countries/index.html", "404.html"):
        assert '<html lang="en" dir="ltr">' in site[path], path
    assert '<p class="brand"><a href="../" lang="de" dir="auto">' in site["countries/index.html"]


@pytest.mark.parametrize(
    ("path", "title", "body"),
    [
        ("2021/09/04/arabic/", ' lang="ar" dir="rtl"', ' lang="ar" dir="rtl"'),
        ("2021/09/04/mixed/", ' lang="de" dir="ltr"', ' lang="ar" dir="rtl"'),
        ("2021/08/18/ingested/", ' lang="de" dir="ltr"', ' lang="de" dir="ltr"'),
        ("2021/09/01/plain/", ' dir="auto"', ' dir="auto"'),
    ],
)
def test_title_and_text_have_their_language(site: Mapping[str, str], path: str, title: str, body: str) -> None:
    page = site[f"{path}index.html"]
    assert f"<h1{title}>" in page
    assert f'prose"{body}' in page


def test_english_words_stand_outside_of_what_is_written_from_right_to_left(site: Mapping[str, str]) -> None:
    page = site["2021/09/04/arabic/index.html"]
    assert "Read the original at <bdi>صحيفة المثال</bdi></a>" in page
    for part in re.findall(r'<(h1|p|blockquote)[^>]*dir="rtl"[^>]*>(.*?)</\1>', page, re.DOTALL):
        assert not re.search("[A-Za-z]{3}", re.sub("<[^>]*>", "", part[1])), part


def test_a_feed_says_the_language_of_each_entry(site: Mapping[str, str]) -> None:
    items = {item["title"]: item for item in json.loads(site["feeds/all.json"])["items"]}
    assert items["بكين وموسكو"]["language"] == "ar"
    assert "language" not in items["An ingested post"]
    assert items["No terms at all"]["language"] == "en"


def test_data_for_search_engines(site: Mapping[str, str]) -> None:
    blocks = {path: re.findall(r'ld\+json">\n(.*?)\n</script>', page, re.DOTALL) for path, page in site.items()}
    kinds = {path: [json.loads(block)["@type"] for block in found] for path, found in blocks.items()}
    assert kinds["index.html"] == ["WebSite"]
    for path in ("countries/china/index.html", "2021/09/04/index.html", "actors/index.html", "archives/index.html"):
        assert kinds[path] == ["CollectionPage", "BreadcrumbList"], path
    assert kinds["2021/09/04/arabic/index.html"] == ["Article", "BreadcrumbList"]
    article = json.loads(blocks["2021/09/04/arabic/index.html"][0])
    assert article["author"] == [{"@type": "Organization", "name": "The editors"}]
    assert article["inLanguage"] == "ar"
    crumbs = json.loads(blocks["countries/china/index.html"][1])["itemListElement"]
    assert [(crumb["position"], crumb["name"]) for crumb in crumbs][1:] == [(2, "Countries"), (3, "China")]


def test_a_text_of_somebody_elses_that_a_feed_shows_in_full_names_the_outlet(tmp_path: Path) -> None:
    output = build(make_site(tmp_path), **{**PRODUCTION, "DIGEST_BODY": "full"})
    items = json.loads((output / "feeds" / "all.json").read_text())["items"]
    content = {item["title"]: item["content_html"] for item in items}
    assert content["An ingested post"].endswith(
        '<p>From <a href="https://wire.example/a?b=1&amp;c=2">Example Wire</a></p>'
    )
    assert "<p>From" not in content["An own post"]
