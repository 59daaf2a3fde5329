"""Which page is shared with which picture: social cards, smaller sizes of pictures, and what is drawn anew."""

import html
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from digest.content.vocabulary import base_vocabularies, make_vocabularies
from digest.core.settings import DigestSettings
from digest.core.types import Image as PostImage
from digest.core.types import Post
from digest.site.plan import SiteFile, SiteFiles, make_digest
from digest.site.plan.cards import NEWEST, Cards
from digest.site.plan.digest import Digest
from digest.site.plan.pictures import list_variants
from digest.site.plan.social_card import make_social_card
from digest.site.render.drawing import drawing_version
from digest.site.sources.build import WITHOUT_PILLOW
from digest.site.sources.pictures import PictureFacts, is_resizable
from PIL import Image
from support.posts import make_post, post_text
from support.small_site import NOW, PRODUCTION, PROJECT, ROOT, attributes, build, make_site, run, tree

DRAWN = {**PRODUCTION, "DIGEST_PICTURES": "make"}
SETTINGS = DigestSettings(sitename="The Digest", siteurl="https://digest.example", drafts=False)


@pytest.mark.parametrize(
    ("title", "drawn"),
    [
        pytest.param("Turmoil in Kabul", "Turmoil in Kabul", id="Latin"),
        pytest.param("Võ Nguyên Giáp và Điện Biên Phủ", "Võ Nguyên Giáp và Điện Biên Phủ", id="Vietnamese"),
        pytest.param("Cafe\u0301", "Café", id="an accent by itself"),
        pytest.param("Переговоры в Женеве", "Переговоры в Женеве", id="Cyrillic"),
        pytest.param("Συνομιλίες στη Γενεύη", "Συνομιλίες στη Γενεύη", id="Greek"),
        pytest.param("Soft\u00adware\u200b,\u00a0a\u2028row", "Software, a row", id="what nobody sees"),
        pytest.param("محادثات في جنيف", None, id="Arabic"),
        pytest.param("שיחות בז'נבה", None, id="Hebrew"),
        pytest.param("日内瓦会谈", None, id="Chinese"),
        pytest.param("ジュネーブ協議", None, id="Japanese"),
        pytest.param("Talks in जिनेवा", None, id="one word in Devanagari"),
        pytest.param("Talks 🚀", None, id="an emoji"),
        pytest.param("x\u0338", None, id="a mark that would have to be placed"),
        pytest.param(" \u200b ", None, id="nothing to see"),
    ],
)
def test_a_card_has_no_character_that_its_font_lacks(title: str, drawn: str | None) -> None:
    card = make_social_card("1", page="a/", site="Digest", title=title)
    assert (card.title if card else None) == drawn


def test_what_cannot_be_written_beside_the_title_is_left_out() -> None:
    card = make_social_card(
        "1",
        page="a/",
        site="摘要",
        title="Talks",
        corner="17 August 2021",
        marks=[("countries", "中国"), ("countries", "Norway")],
        lines=["会谈", "A line"],
        foot="新华社",
    )
    assert card is not None
    assert (card.site, card.marks, card.lines, card.foot) == ("", (("countries", "Norway"),), ("A line",), "")
    assert card.picture.alt == "Talks. A line. 17 August 2021"


def test_nothing_is_drawn_without_something_that_draws() -> None:
    assert make_social_card(None, page="a/", site="Digest", title="Talks") is None


def test_a_site_without_an_address_has_no_cards() -> None:
    assert make_digest({}, VOCABULARIES, replace(SETTINGS, siteurl=""), NOW, drawing="1").drawing is None


def test_a_title_without_end_is_cut() -> None:
    card = make_social_card("1", page="a/", site="Digest", title="x" * 2_000_000)
    assert card is not None
    assert len(card.title) == 600


def test_an_address_changes_with_what_the_card_shows_and_with_what_draws_it() -> None:
    cards = [
        make_social_card(version, page=page, site="Digest", title=title)
        for version, page, title in [
            ("1", "a/", "Talks"),
            ("2", "a/", "Talks"),
            ("1", "b/", "Talks"),
            ("1", "a/", "Talk"),
        ]
    ]
    assert len({card.path for card in cards if card}) == 4


VOCABULARIES = make_vocabularies(base_vocabularies(), {"v/topics.yaml": "- name: Lunar affairs\n- name: 月球\n"})


def digest_of(posts: Sequence[Post], files: SiteFiles | None = None, drawing: str | None = "1") -> Digest:
    by_file = {f"{post.slug}.md": post for post in posts}
    return make_digest(by_file, VOCABULARIES, SETTINGS, NOW, files, drawing=drawing)


def card_of(post: Post, *others: Post, files: SiteFiles | None = None) -> str | None:
    """Return the address whose card a post has."""
    digest = digest_of([post, *others], files)
    card = Cards(digest).of_post(digest.posts[f"{post.slug}.md"])
    return card.page if card else None


ARABIC = "محادثات في جنيف"
OWN = "2021/08/01/one/"
NEWER = [make_post(f"newer-{number}", day=2) for number in range(NEWEST)]


@pytest.mark.parametrize(
    ("post", "page"),
    [
        pytest.param(make_post(countries=("Norway",)), OWN, id="its own"),
        pytest.param(make_post(title=ARABIC, countries=("Norway",)), "countries/norway/", id="of its country"),
        pytest.param(make_post(title=ARABIC, topics=("Lunar affairs",)), "topics/lunar-affairs/", id="of its topic"),
        pytest.param(make_post(title=ARABIC, actors=("Ada",), topics=("月球",)), "actors/ada/", id="of its actor"),
        pytest.param(make_post(title=ARABIC), None, id="none"),
        pytest.param(make_post(status="hidden", countries=("Norway",)), None, id="hidden, its country without a page"),
    ],
)
def test_the_card_of_a_post(post: Post, page: str | None) -> None:
    assert card_of(post) == page


def test_only_the_newest_posts_have_cards_of_their_own() -> None:
    post = make_post(countries=("Norway",))
    assert card_of(post, *NEWER[1:]) == OWN
    assert card_of(post, *NEWER) == "countries/norway/"


def picture(name: str = "a.jpg", width: int = 800, height: int = 600, **fields: Any) -> SiteFile:
    path = f"images/{name}"
    return SiteFile(path=path, root="content", source=path, fingerprint="1", width=width, height=height, **fields)


@pytest.mark.parametrize(
    ("file", "page"),
    [
        pytest.param(picture(), None, id="a picture that networks show"),
        pytest.param(picture("a.svg"), OWN, id="SVG"),
        pytest.param(picture(width=199), OWN, id="too small"),
        pytest.param(picture(width=0, height=0), OWN, id="of no known size"),
        pytest.param(picture(faults=("it is 30 MB",)), OWN, id="with a fault"),
    ],
)
def test_a_post_is_shared_with_its_picture_where_networks_show_it(file: SiteFile, page: str | None) -> None:
    post = make_post(image=PostImage(src=file.path, alt="A street"))
    assert card_of(post, files=SiteFiles(copies=(file,))) == page


def test_a_term_card_stays_when_posts_come() -> None:
    few, many = (
        digest_of(posts) for posts in ([make_post(countries=("Norway",))], [*NEWER, make_post(countries=("Norway",))])
    )
    assert Cards(few).of_term(("countries", "norway")) == Cards(many).of_term(("countries", "norway"))


# --- Smaller sizes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "sizes"),
    [
        pytest.param(picture(width=1000, height=500, resizable=True), [(240, 120), (480, 240), (800, 400)], id="wide"),
        pytest.param(picture(width=600, height=1200, resizable=True), [(240, 480), (480, 960)], id="upright"),
        pytest.param(
            picture(width=5000, height=1, resizable=True), [(w, 1) for w in (240, 480, 800, 1200, 1600)], id="a line"
        ),
        pytest.param(picture(width=290, height=290, resizable=True), [], id="small"),
        pytest.param(picture(width=1000), [], id="that cannot be resized"),
        pytest.param(picture("a.gif", width=1000, resizable=True), [], id="GIF"),
    ],
)
def test_sizes(file: SiteFile, sizes: list[tuple[int, int]]) -> None:
    assert [(one.width, one.height) for one in list_variants(file, "1")] == sizes
    assert list_variants(file, None) == ()


@pytest.mark.parametrize(
    ("name", "size", "facts", "safe"),
    [
        pytest.param("a.jpg", 9, PictureFacts("jpeg", 3, 2), True, id="JPEG"),
        pytest.param("a.PNG", 9, PictureFacts("png", 8000, 5000), True, id="as large as is decoded"),
        pytest.param("a.jpg", 30_000_000, PictureFacts("jpeg", 6000, 4000), True, id="30 MB"),
        pytest.param("a.png", 9, PictureFacts("png", 20_000, 20_000), False, id="a bomb"),
        pytest.param("a.png", 99_000_000, PictureFacts("png", 3, 2), False, id="99 MB"),
        pytest.param("a.webp", 9, PictureFacts("webp", 3, 2, animated=True), False, id="moving"),
        pytest.param("a.gif", 9, PictureFacts("gif", 3, 2), False, id="GIF"),
        pytest.param("a.svg", 9, PictureFacts("svg", 3, 2), False, id="SVG"),
        pytest.param("a.jpg", 9, PictureFacts("png", 3, 2), False, id="a wrong ending"),
        pytest.param("a.png", 9, PictureFacts("png"), False, id="of no known size"),
        pytest.param("a.png", 0, None, False, id="empty"),
    ],
)
def test_what_is_safe_to_decode(name: str, size: int, facts: PictureFacts | None, safe: bool) -> None:
    assert is_resizable(name, size, facts) is safe


# --- Sites ------------------------------------------------------------------------------------------------------------


def put_picture(folder: Path, image: Image.Image) -> None:
    image.save(folder / "content" / "images" / "dot.png")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    made = make_site(tmp_path)
    put_picture(tmp_path, Image.linear_gradient("L").resize((1000, 500)))
    return made


def shared(page: bytes) -> dict[str, str]:
    """Return what a page tells social networks of its picture."""
    found = re.findall(r'<meta (?:property|name)="((?:og|twitter):image[^"]*)" content="([^"]*)">', page.decode())
    return {name: html.unescape(value) for name, value in found}


def test_every_page_is_shared_with_a_picture_that_is_there(config: Path) -> None:
    made = tree(build(config, **DRAWN))
    pages = {path: shared(data) for path, data in made.items() if path.endswith("index.html") and b"og:title" in data}
    assert len(pages) > 20
    for path, told in pages.items():
        assert told["og:image"] == told["twitter:image"]
        assert told["og:image:alt"] == told["twitter:image:alt"] != "", path
        image = Image.open(BytesIO(made[told["og:image"].removeprefix(f"{PROJECT}/")]))
        assert (str(image.width), str(image.height)) == (told["og:image:width"], told["og:image:height"])
    cards = {path for path in made if path.startswith("theme/cards/")}
    assert {f"{PROJECT}/{path}" for path in cards} == {told["og:image"] for told in pages.values()} - {
        f"{PROJECT}/images/dot.png"
    }
    assert pages["2021/08/17/own/index.html"]["og:image:alt"] == "A dot"
    alt = "The Meridian Digest: An ingested post. Example Wire. 18 August 2021"
    assert pages["2021/08/18/ingested/index.html"]["og:image:alt"] == alt
    assert pages["index.html"] == pages["archives/index.html"]


def test_pages_and_feeds_name_the_smaller_sizes(config: Path) -> None:
    post = config.parent / "content" / "posts" / "2021" / "own.md"
    post.write_text(post.read_text().replace("![a dot](/images/dot.png)", "no dot"))
    made = tree(build(config, **DRAWN))
    files = sorted(
        (path for path in made if path.startswith("theme/pictures/")), key=lambda path: int(path.split("-")[1])
    )
    assert [Image.open(BytesIO(made[path])).size for path in files] == [(240, 120), (480, 240), (800, 400)]
    (page,) = [value for tag, name, value in attributes(made["2021/08/17/own/index.html"]) if name == "srcset"]
    up = "../../../../"
    wanted = [*(f"{up}{path} {path.split('-')[1]}w" for path in files), f"{up}images/dot.png 1000w"]
    assert page.split(", ") == wanted
    assert f'srcset="{page.replace(up, up[3:])}" sizes=' in made["2021/08/17/index.html"].decode()
    (entry,) = [one for one in json.loads(made["feeds/all.json"])["items"] if one["title"] == "An own post"]
    assert f'srcset="{", ".join(wanted).replace(up, f"{PROJECT}/")}" sizes=' in entry["content_html"]


def test_pictures_in_texts_say_their_size_and_smaller_ones(config: Path) -> None:
    content = config.parent / "content"
    (content / "pages" / "about.md").write_text("---\ntitle: About\n---\n\n![a dot](/images/dot.png)\n")
    made = tree(build(config, **DRAWN))
    files = sorted(
        (path for path in made if path.startswith("theme/pictures/")), key=lambda path: int(path.split("-")[1])
    )
    shown = [*(f"{path} {path.split('-')[1]}w" for path in files), "images/dot.png 1000w"]
    for page, up in (("2021/08/17/own/index.html", "../../../../"), ("about/index.html", "../")):
        *_, image = re.findall(r"<img[^>]*>", made[page].decode())
        sources = ", ".join(up + one for one in shown)
        assert f'width="1000" height="500" srcset="{sources}" sizes="' in image
        assert 'loading="lazy"' in image
    (entry,) = [one for one in json.loads(made["feeds/all.json"])["items"] if one["title"] == "An own post"]
    assert f'srcset="{", ".join(f"{PROJECT}/{one}" for one in shown)}" sizes=' in entry["content_html"]


def test_a_picture_in_a_text_that_has_another_size_changes_its_page(config: Path) -> None:
    post = config.parent / "content" / "posts" / "2021" / "own.md"
    post.write_text(re.sub(r"(?m)^image:\n(?:  .*\n)+", "", post.read_text()))
    build(config, **DRAWN)
    Image.new("RGB", (700, 500)).save(config.parent / "content" / "images" / "dot.png")
    output, _ = run(config, **DRAWN)
    assert b'width="700" height="500"' in (output / "2021/08/17/own/index.html").read_bytes()
    assert tree(output) == tree(build(config, "anew", **DRAWN))


def test_only_what_has_changed_is_drawn_anew(config: Path) -> None:
    build(config, **DRAWN)
    post = config.parent / "content" / "posts" / "2021" / "ingested.md"
    post.write_text(post.read_text().replace("An ingested post", "Titled anew"))
    output, built = run(config, **DRAWN)
    drawn = [one.page.inputs["card"] for one in built.outcome.written if one.page.template == "card"]
    assert {card.page for card in drawn} == {"2021/08/18/ingested/", "2021/08/18/"}  # type: ignore[attr-defined]
    assert tree(output) == tree(build(config, "anew", **DRAWN))


def test_another_theme_file_or_setting_draws_nothing_anew(config: Path) -> None:
    build(config, **DRAWN)
    _, built = run(config, **DRAWN, DIGEST_FEED_RIGHTS="All rights.", DIGEST_THEME_OVERRIDES="mine")
    assert built.outcome.rendered > 50
    assert [one.page.path for one in built.outcome.written if one.page.template in ("card", "picture")] == []


def test_another_picture_under_the_same_name_is_another_address(config: Path) -> None:
    before = tree(build(config, **DRAWN))
    put_picture(config.parent, Image.radial_gradient("L").resize((1000, 500)))
    after = tree(build(config, **DRAWN))
    assert [path for path in before.keys() & after.keys() if path.startswith("theme/pictures/")] == []
    assert after == tree(build(config, "anew", **DRAWN))


def test_without_pillow_one_warning_and_the_theme_card(
    config: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    drawing_version.cache_clear()
    try:
        made = tree(build(config, **DRAWN))
    finally:
        drawing_version.cache_clear()
    assert [record.getMessage() for record in caplog.records if "Pillow" in record.getMessage()] == [WITHOUT_PILLOW]
    plain = tree(build(config, "plain", **PRODUCTION))
    assert made == plain
    assert shared(made["countries/china/index.html"]) == {
        "og:image": f"{PROJECT}/theme/images/card.png",
        "og:image:alt": "A sheet with a circle, a square and a diamond: actors, countries, topics",
        "og:image:width": "1200",
        "og:image:height": "630",
        "twitter:image": f"{PROJECT}/theme/images/card.png",
        "twitter:image:alt": "A sheet with a circle, a square and a diamond: actors, countries, topics",
    }


def test_a_build_that_draws_nothing_does_not_import_what_draws(config: Path) -> None:
    # Docutils, which Pelican imports, looks for `PIL.Image` by itself.
    script = (
        "import sys; from pathlib import Path; from support.small_site import PRODUCTION, build\n"
        "build(Path(sys.argv[1]), **PRODUCTION)\n"
        "print([name for name in sys.modules if name in ('PIL.ImageDraw', 'PIL.ImageFont', 'PIL.features')"
        " or name.startswith('digest.site.render.drawing.')])"
    )
    paths = os.pathsep.join(str(ROOT / name) for name in ("plugins", "tests"))
    done = subprocess.run(
        [sys.executable, "-c", script, config],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_title_in_any_script_breaks_no_build(tmp_path: Path) -> None:
    config = make_site(tmp_path)
    titles = {
        "long": "A title of many words that goes on and on, " * 7,
        "unbroken": "Достопримечательность" * 15,
        "arabic": ARABIC * 20,
        "chinese": "日内瓦会谈" * 60,
        "mixed": "Talks 会谈 on the border",
    }
    for slug, title in titles.items():
        text = post_text(title, "2021-09-05", "Text.", id=f'"{slug}"', slug=slug, countries="[Norway]")
        (tmp_path / "content" / "posts" / f"{slug}.md").write_text(text, encoding="utf-8")
    made = tree(build(config, **DRAWN))
    country = shared(made["countries/norway/index.html"])
    for slug in titles:
        own = shared(made[f"2021/09/05/{slug}/index.html"])
        assert (own == country) is (slug in ("arabic", "chinese", "mixed")), slug
    assert shared(made["2021/09/05/index.html"])["og:image:alt"].startswith("The Meridian Digest: Sunday. 5 September")


BAD: dict[str, tuple[str, Callable[[], bytes]]] = {
    "0 bytes": ("dot.png", lambda: b""),
    "30 MB": ("dot.png", lambda: encode(Image.effect_noise((400, 300), 9), "PNG") + b"\0" * 30_000_000),
    "20,000 pixels": ("dot.png", lambda: encode(Image.new("1", (20_000, 20_000)), "PNG")),
    "moving": ("dot.png", lambda: moving("PNG")),
    "SVG": ("dot.svg", lambda: b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 600"></svg>'),
    "a wrong ending": ("dot.png", lambda: encode(Image.new("RGB", (900, 600)), "JPEG")),
    "cut off": ("dot.png", lambda: encode(Image.effect_noise((900, 600), 9), "PNG")[:50_000]),
}


def encode(image: Image.Image, kind: str) -> bytes:
    data = BytesIO()
    image.save(data, kind)
    return data.getvalue()


def moving(kind: str) -> bytes:
    data = BytesIO()
    Image.new("RGB", (900, 600)).save(data, kind, save_all=True, append_images=[Image.new("RGB", (900, 600), "red")])
    return data.getvalue()


@pytest.mark.parametrize("name", BAD)
def test_a_bad_picture_keeps_its_place_and_is_not_decoded(name: str, tmp_path: Path) -> None:
    config = make_site(tmp_path)
    file, make = BAD[name]
    post = tmp_path / "content" / "posts" / "2021" / "own.md"
    post.write_text(post.read_text().replace("images/dot.png", f"images/{file}"))
    (tmp_path / "content" / "images" / file).write_bytes(make())
    output = build(config, **DRAWN)
    page = (output / "2021/08/17/own/index.html").read_text()
    resized = name in ("30 MB", "cut off")  # which are pictures to decode, and only then turn out to be broken
    assert ("srcset=" in page) is resized
    assert ("picture-unsized" in page) is (name == "0 bytes")
    card = shared(page.encode())["og:image"].startswith(f"{PROJECT}/theme/cards/")
    assert card is (name != "cut off")
