"""What the public sees of private texts: what it saw before they were moved, whoever builds, whatever they hold."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from digest.cli import digest
from digest.content.store import LedgerEntry
from digest.content.store.ledger import format_entry
from digest.core.settings import DigestSettings
from digest.core.similarity import make_sketch
from digest.editor.posts.excerpt import make_shown
from digest.site.markup import MarkupMaker, make_excerpt
from digest.site.markup.excerpt import EXCERPT_WORDS, count_words, plain_text, quote_excerpt
from support.posts import make_post, post_text
from support.small_site import PRODUCTION, SENTENCE, build, make_site, theme_path, tree

QUOTED = "2021/08/20/quoted/index.html"
# A summary that is the text's beginning and longer than its excerpt, a text of another language, one too short for an
# excerpt, and a draft.
MORE: Mapping[str, str] = {
    "posts/2021/quoted.md": post_text(
        "A quoted post", "2021-08-20", f'"Quoted" -- & <b>bold</b>. {SENTENCE * 3}\n\n![a map](/images/privatemap.png)',
        id='"a1"', slug="quoted", summary=f"'“Quoted” -- & <b>bold</b>. {SENTENCE * 2}'", countries="[China]",
        source="{name: Other Wire}", digest="{raw: b.txt, raw_sha256: '01'}",
    ),
    "posts/2021/foreign.md": post_text(
        "A foreign post", "2021-08-21", "Der Text \"aus\" Wien. " * 40, id='"ab"', slug="foreign", countries="[China]",
        source="{name: Wien Wire, lang: de}", digest="{raw: c.txt, raw_sha256: '02'}",
    ),
    "posts/2021/short.md": post_text(
        "A short post", "2021-08-22", "Privateword.", id='"ac"', slug="short", digest="{raw: e.txt, raw_sha256: '04'}",
    ),
    "posts/2021/draft2.md": post_text(
        "Draftword two", "2021-08-23", "Privateword draftword. " * 50, id='"ad"', slug="draft2", status="draft",
        digest="{raw: d.txt, raw_sha256: '03'}",
    ),
}  # fmt: skip
WORDS = ("privateword", "the very end of somebody", "privatemap")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Make a site with more texts of others; return its settings."""
    made = make_site(tmp_path)
    for name, text in MORE.items():
        (tmp_path / "content" / name).write_text(text, encoding="utf-8")
    (tmp_path / "content/images/privatemap.png").write_bytes(b"a map")
    sketch = make_sketch(SENTENCE * 40)
    noted = LedgerEntry(event="ingested", raw="a.txt", raw_sha256="00", sketch=sketch, id="2" * 16, post="x.md")
    (tmp_path / "content/ingested.jsonl").write_text(f"{format_entry(noted)}\n")
    return made


def move(config: Path) -> None:
    result = CliRunner().invoke(digest, ["--settings", str(config), "private"])
    assert result.exit_code == 0, result.output


def production(config: Path, output: str, **settings: Any) -> dict[str, bytes]:
    return tree(build(config, output, **{**PRODUCTION, "CACHE_PATH": str(config.parent / f".{output}"), **settings}))


@pytest.mark.parametrize("settings", [{}, {"THEME": theme_path("simple")}], ids=["our theme", "another theme"])
def test_the_public_site_is_what_it_was_before_texts_were_moved(config: Path, settings: dict[str, Any]) -> None:
    before = production(config, "before", **settings)
    move(config)
    after = production(config, "after", **settings)
    assert [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)] == []
    assert [
        name for name, data in after.items() for word in WORDS if word in data.decode("utf-8", "replace").lower()
    ] == []


@pytest.mark.parametrize(
    ("change", "voice"),
    [(str, "In the words of"), (lambda text: text.replace("& <b>bold</b>. The", "is what the"), "Summed up by")],
    ids=["quoted", "written anew"],
)
def test_whose_words_a_summary_is_in_is_known_without_the_text(
    config: Path, change: Callable[[str], str], voice: str
) -> None:
    move(config)
    path = config.parent / "content/posts/2021/quoted.md"
    path.write_text(change(path.read_text("utf-8")), encoding="utf-8")
    assert voice in production(config, "out")[QUOTED].decode()


@pytest.mark.parametrize(
    "text", ["Title: A leak\nDate: 2021-01-01\n\nPrivateword.\n", "Privateword without a header.\n"]
)
def test_another_theme_takes_no_private_text_for_an_article(config: Path, text: str) -> None:
    lines = config.read_text("utf-8").replace(
        "ARTICLE_PATHS", "FORMER_PATHS"
    )  # then Pelican's default: all of content/
    config.write_text(lines, encoding="utf-8")
    move(config)
    (config.parent / "content/private/stray.md").write_text(text, encoding="utf-8")
    output = production(config, "out", THEME=theme_path("simple"))
    assert [name for name, data in output.items() if "privateword" in data.decode("utf-8", "replace").lower()] == []


def test_a_whole_text_in_the_place_of_an_excerpt_is_cut(config: Path) -> None:
    path = config.parent / "content/posts/2021/ingested.md"
    path.write_text(path.read_text("utf-8").replace("raw_sha256: '00'", "raw_sha256: '00', body: private"), "utf-8")
    page = production(config, "out")["2021/08/18/ingested/index.html"].decode()
    assert "The very end" not in page
    assert SENTENCE.strip() in page


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("A first sentence. " * 60, "en"),
        ('"Quotes" -- and <i>tags</i> & more... ' * 20 + "\n\nSecond paragraph. " * 30, "en"),
        ("# A heading\n\n- a list\n\n> A quotation. \n\nThen *text* [linked](https://a.example/). " * 9, "en"),
        ("短い文。" * 60, "ja"),
        ("Short.", "en"),
        ("1 &lt; 2 \\*stars\\* _x_ &amp;amp; `code`. " * 30, "en"),
        ("One sentence of a text that is followed by many others.\n\n" * 60, "en"),
    ],
    ids=["plain", "typography", "blocks", "Japanese", "short", "escapes", "paragraphs"],
)
def test_the_excerpt_in_a_post_is_shown_as_that_of_its_text(text: str, lang: str) -> None:
    maker = MarkupMaker()
    shown = make_shown(make_post(body=text, lang=lang), DigestSettings())
    markup = quote_excerpt(maker.html(shown.excerpt, lang=lang))
    assert markup == make_excerpt(maker.html(text, lang=lang))
    assert count_words(plain_text(markup)) <= EXCERPT_WORDS
