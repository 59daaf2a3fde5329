"""Social cards and smaller sizes of pictures as Pillow makes them."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from digest.core.data import read_data
from digest.site.plan import PictureVariant, SiteFile, SocialCard
from digest.site.plan.social_card import make_social_card
from digest.site.render.drawing.cards import COLUMN, MARGIN, PAPER, draw_card
from digest.site.render.drawing.text import break_rows, cut_rows, find_font, fit
from digest.site.render.drawing.variants import make_variant
from PIL import Image

LONG = "When the parties met for a second day, neither side had kept to what was agreed upon in spring; "


def card(title: str, **fields: Any) -> SocialCard:
    made = make_social_card("1", page="a/", site=fields.pop("site", "The Digest"), title=title, **fields)
    assert made is not None
    return made


def draw(made: SocialCard) -> Image.Image:
    return Image.open(BytesIO(draw_card(made))).convert("RGB")


COUNTRIES = [("countries", name) for name in ("Bosnia and Herzegovina", "Democratic Republic of the Congo", "Norway")]
CARDS = {
    "a post": card("Turmoil in Kabul", corner="17 August 2021", marks=[("topics", "Diplomacy")], foot="Example Wire"),
    "a day": card("17 August 2021", label="Tuesday", marks=[("countries", "Norway")], lines=[LONG, "Two", "Three"]),
    "a term": card("Wang Yi", marks=[("actors", "Person")], lines=[LONG * 4]),
    "the site": card("The Digest", site=""),
    "300 characters": card((LONG * 4)[:300], site=LONG, marks=COUNTRIES, lines=[LONG] * 9, foot=LONG * 2),
    "no spaces": card("Достопримечательность" * 15, site="Дайджест" * 20, corner="17 August 2021", foot="w" * 300),
    "wide letters": card("W" * 300, label="W" * 10, lines=["Ж" * 300]),
    "one letter": card("Ễ"),
}


@pytest.mark.parametrize("name", CARDS)
def test_a_card_is_a_png_whose_text_keeps_its_margins(name: str) -> None:
    image = draw(CARDS[name])
    assert image.size == (1200, 630)
    for box in (
        (0, 0, MARGIN - 4, 630),
        (MARGIN + COLUMN + 4, 0, 1200, 630),
        (0, 0, 1200, 40),
        (0, 612, 1200, 630),
    ):
        assert image.crop(box).getcolors() == [((box[2] - box[0]) * (box[3] - box[1]), PAPER)], box


@pytest.mark.parametrize("name", CARDS)
def test_rows_do_not_run_into_the_foot(name: str) -> None:
    above = draw(CARDS[name]).crop((0, 544, 1200, 551))
    assert above.getcolors() == [(1200 * 7, PAPER)]


def test_the_same_card_has_the_same_bytes() -> None:
    made = CARDS["300 characters"]
    assert draw_card(made) == draw_card(replace(made))


def test_the_mark_says_which_taxonomy() -> None:
    colours = [draw(card("China", marks=[(taxonomy, "x")])) for taxonomy in ("actors", "countries", "topics")]
    assert len({image.getpixel((MARGIN + 10, 166)) for image in colours}) == 3


@pytest.mark.parametrize("weight", [400, 600])
def test_the_font_has_every_character_that_cards_write(weight: int) -> None:
    font = find_font(weight, 20)
    missing = bytes(font.getmask("\U000e0041"))
    for one in read_data("cards/characters.yaml")["characters"].split():
        first, last = (int(code, 16) for code in one.split("-"))
        for code in range(first, last + 1):
            assert bytes(font.getmask(chr(code))) != missing, f"U+{code:04X}"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param("one two three", ("one two three",), id="fits"),
        pytest.param("one two three four five six", ("one two three", "four five six"), id="two rows"),
        pytest.param("pneumonoultramicroscopic a", ("pneumonoultra", "microscopic a"), id="a word that is too long"),
    ],
)
def test_rows(text: str, rows: tuple[str, ...]) -> None:
    assert break_rows(text, find_font(400, 20), 170) == rows


@pytest.mark.parametrize(
    ("text", "most", "rows"),
    [
        pytest.param("one two three four five six", 2, ("one two three", "four five six"), id="as it is"),
        pytest.param("one two, three four five six", 1, ("one two, three…",), id="after a word"),
        pytest.param("pneumonoultramicroscopic", 1, ("pneumonoultr…",), id="within a word"),
    ],
)
def test_cut_rows(text: str, most: int, rows: tuple[str, ...]) -> None:
    assert cut_rows(text, find_font(400, 20), 170, most) == rows


def test_a_title_is_as_large_as_fits_and_its_rows_are_balanced() -> None:
    fitted = fit(
        "Turmoil in Kabul draws Beijing and Moscow closer",
        weight=600,
        sizes=(84, 46),
        width=COLUMN,
        height=320,
        leading=1.16,
        most=5,
    )
    assert (fitted.size, fitted.rows) == (84, ("Turmoil in Kabul", "draws Beijing and", "Moscow closer"))


# --- Smaller sizes ----------------------------------------------------------------------------------------------------


def gradient(mode: str) -> Image.Image:
    """Make a picture of 600 x 400 that is dark on its left."""
    grey = Image.linear_gradient("L").rotate(90).resize((600, 400))
    if mode in ("RGBA", "LA"):
        bands = [grey] * (len(mode) - 1)
        return Image.merge(mode, [*bands, grey.point(lambda value: 255 if value > 99 else 0)])
    return grey.convert("RGB").quantize(64) if mode == "P" else grey.convert(mode)


def save(path: Path, image: Image.Image, **options: Any) -> PictureVariant:
    image.save(path, **options)
    turned = "exif" in options
    width, height = (400, 600) if turned else (600, 400)
    size = (240, 360) if turned else (240, 160)
    file = SiteFile(
        path=f"images/{path.name}", root="content", source=path.name, fingerprint="1", width=width, height=height
    )
    return PictureVariant(source=file, width=size[0], height=size[1], version="1")


EXIF = Image.Exif()
EXIF[0x0112] = 6  # the camera was held upright


@pytest.mark.parametrize(
    ("name", "mode", "options", "kept"),
    [
        ("a.jpg", "RGB", {}, ("JPEG", "RGB")),
        ("a.jpeg", "CMYK", {}, ("JPEG", "RGB")),
        ("a.jpg", "L", {}, ("JPEG", "RGB")),
        ("a.jpg", "RGB", {"exif": EXIF}, ("JPEG", "RGB")),
        ("a.png", "RGB", {}, ("WEBP", "RGB")),
        ("a.png", "P", {}, ("WEBP", "RGB")),
        ("a.png", "1", {}, ("WEBP", "RGB")),
        ("a.png", "I;16", {}, ("WEBP", "RGB")),
        ("a.png", "RGBA", {}, ("WEBP", "RGBA")),
        ("a.png", "LA", {}, ("WEBP", "RGBA")),
        ("a.webp", "RGB", {}, ("WEBP", "RGB")),
        ("a.webp", "RGBA", {}, ("WEBP", "RGBA")),
    ],
)
def test_a_smaller_size(name: str, mode: str, options: dict[str, Any], kept: tuple[str, str], tmp_path: Path) -> None:
    variant = save(tmp_path / name, gradient(mode), **options)
    small = Image.open(BytesIO(make_variant(variant, tmp_path / name)))
    assert (small.format, small.mode, small.size) == (*kept, (variant.width, variant.height))
    assert not small.getexif()
    seen = small.convert("L")
    first, last = ((120, 8), (120, 350)) if options else ((8, 80), (230, 80))
    assert seen.getpixel(first) < seen.getpixel(last)  # type: ignore[operator]


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def test_a_broken_picture_stays_as_it_is_and_is_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "a.png"
    variant = save(path, gradient("RGB"))
    path.write_bytes(half(path.read_bytes()))
    assert make_variant(variant, path) == path.read_bytes()
    (record,) = caplog.records
    assert record.getMessage().startswith("images/a.png: no smaller sizes can be made of this picture: ")


@pytest.mark.parametrize("make", [lambda size: (size[0] + 1, size[1]), lambda _: (30_000, 30_000)])
def test_a_picture_larger_than_its_header_was_read_to_be_is_not_decoded(
    make: Callable[[tuple[int, int]], tuple[int, int]], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "a.png"
    variant = save(path, Image.new("1", make((600, 400))))
    assert make_variant(variant, path) == path.read_bytes()
    assert "no smaller sizes can be made of this picture" in caplog.text
