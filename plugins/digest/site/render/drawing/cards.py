"""Draw a social card: 1200 x 630 pixels, in the theme's paper and ink, as a PNG with a palette.

The picture has one byte for each pixel, which says how far it is from paper to ink or to the colour of a taxonomy: a
third of what full colour costs to draw and to compress.
"""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw

from ....core.types import Taxonomy
from ...plan import SocialCard
from ...plan.social_card import HEIGHT, WIDTH
from .text import Fitted, cut_rows, find_font, fit

# As in theme/static/css/tokens.css, by day.
PAPER: Final = (0xFD, 0xFB, 0xF7)
INK: Final = (0x1D, 0x1A, 0x16)
COLOURS: Final = {"actors": (0x3A, 0x47, 0x9B), "countries": (0x12, 0x65, 0x3D), "topics": (0x85, 0x54, 0x00)}
# Steps from paper to each: pixels 0 to 96, then 53 for each colour.
INK_STEPS: Final = 96
COLOUR_STEPS: Final = 52
MUTED: Final = 69  # of INK_STEPS: --muted
HAIR: Final = 14  # --line

MARGIN: Final = 72
COLUMN: Final = WIDTH - 2 * MARGIN
HEAD_BASELINE: Final = 84
RULE_TOP: Final = 108
MARKS_BASELINE: Final = 176
UNMARKED_TOP: Final = 150
BODY_TOP: Final = 204
FOOT_RULE: Final = 552
FOOT_SPACE: Final = 48  # above it
FOOT_BASELINE: Final = 596
TITLE_SIZES: Final = (112, 96, 84, 76, 68, 60, 52, 46)
TITLE_LEADING: Final = 1.16
TITLE_ROWS: Final = 5
TEXT_SIZE: Final = 30
TEXT_LEADING: Final = 1.4
TEXT_ROWS: Final = 3
SMALL_SIZE: Final = 28
MARK_SIZE: Final = 20
COMPRESSION: Final = 4  # takes two thirds of the time of 6, and a twentieth more bytes
SMOOTH: Final = 8  # a mark is drawn so many times larger, then reduced


def draw_card(card: SocialCard) -> bytes:
    """Draw a card; return a PNG."""
    image = Image.new("L", (WIDTH, HEIGHT), 0)
    pen = ImageDraw.Draw(image)
    _draw_head(pen, card)
    _draw_marks(image, pen, card)
    _draw_body(pen, card)
    _draw_foot(pen, card)
    image.putpalette(_palette())
    data = BytesIO()
    image.save(data, "PNG", compress_level=COMPRESSION)
    return data.getvalue()


def _draw_head(pen: ImageDraw.ImageDraw, card: SocialCard) -> None:
    font = find_font(400, SMALL_SIZE)
    room = COLUMN - int(font.getlength(card.corner)) - MARGIN // 2 if card.corner else COLUMN
    if card.corner:
        pen.text((WIDTH - MARGIN, HEAD_BASELINE), card.corner, MUTED, font, "rs")
    if card.site:
        name = find_font(600, 34)
        pen.text((MARGIN, HEAD_BASELINE), cut_rows(card.site, name, room, 1)[0], INK_STEPS, name, "ls")
    for top in (RULE_TOP, RULE_TOP + 8):
        pen.rectangle((MARGIN, top, WIDTH - MARGIN - 1, top + 1), INK_STEPS)


def _draw_marks(image: Image.Image, pen: ImageDraw.ImageDraw, card: SocialCard) -> None:
    """Write the label and the marked terms in a row, as many as it holds."""
    font, left = find_font(400, SMALL_SIZE), MARGIN
    if card.label:
        pen.text((left, MARKS_BASELINE), card.label, MUTED, font, "ls")
        left += round(font.getlength(card.label)) + 32
    for taxonomy, name in card.marks:
        right = left + MARK_SIZE + 12 + round(font.getlength(name))
        if right > WIDTH - MARGIN:
            break
        image.paste(_draw_mark(taxonomy), (left, MARKS_BASELINE - MARK_SIZE))
        pen.text((left + MARK_SIZE + 12, MARKS_BASELINE), name, INK_STEPS, font, "ls")
        left = right + 28


def _draw_body(pen: ImageDraw.ImageDraw, card: SocialCard) -> None:
    """Write the title as large as it fits, and what stands below it."""
    font, rows = find_font(400, TEXT_SIZE), tuple(_break_lines(card))
    top = BODY_TOP if card.label or card.marks else UNMARKED_TOP
    below = round(len(rows) * TEXT_SIZE * TEXT_LEADING)
    title = fit(
        card.title,
        weight=600,
        sizes=TITLE_SIZES,
        width=COLUMN,
        height=FOOT_RULE - top - below - FOOT_SPACE,
        leading=TITLE_LEADING,
        most=TITLE_ROWS,
    )
    end = _write_title(pen, title, top)
    for number, row in enumerate(rows):
        pen.text((MARGIN, end + (number + 1) * TEXT_SIZE * TEXT_LEADING), row, MUTED, font, "ls")


def _break_lines(card: SocialCard) -> Iterator[str]:
    """Divide the rows below the title among its lines: headlines have one each, a summary all."""
    most = max(1, TEXT_ROWS // len(card.lines)) if card.lines else 0
    for line in card.lines[:TEXT_ROWS]:
        yield from cut_rows(line, find_font(400, TEXT_SIZE), COLUMN, most)


def _write_title(pen: ImageDraw.ImageDraw, title: Fitted, top: int) -> float:
    """Write the title from a height on; return where it ends."""
    font, height = find_font(600, title.size), title.size * TITLE_LEADING
    for number, row in enumerate(title.rows):
        pen.text((MARGIN, top + number * height + title.size * 0.9), row, INK_STEPS, font, "ls")
    return top + len(title.rows) * height + 8


def _draw_foot(pen: ImageDraw.ImageDraw, card: SocialCard) -> None:
    pen.rectangle((MARGIN, FOOT_RULE, WIDTH - MARGIN - 1, FOOT_RULE + 1), HAIR if card.foot else INK_STEPS)
    if card.foot:
        font = find_font(400, SMALL_SIZE)
        pen.text((MARGIN, FOOT_BASELINE), cut_rows(card.foot, font, COLUMN, 1)[0], INK_STEPS, font, "ls")
    else:
        pen.rectangle((MARGIN, FOOT_RULE + 8, WIDTH - MARGIN - 1, FOOT_RULE + 9), INK_STEPS)


@cache
def _draw_mark(taxonomy: Taxonomy) -> Image.Image:
    """Draw a circle, a square or a diamond in its taxonomy's steps."""
    large, middle = MARK_SIZE * SMOOTH - 1, MARK_SIZE * SMOOTH // 2
    image = Image.new("L", (large + 1, large + 1), 0)
    pen = ImageDraw.Draw(image)
    if taxonomy == "actors":
        pen.ellipse((SMOOTH, SMOOTH, large - SMOOTH, large - SMOOTH), 255)
    elif taxonomy == "countries":
        pen.rectangle((2 * SMOOTH, 2 * SMOOTH, large - 2 * SMOOTH, large - 2 * SMOOTH), 255)
    else:
        pen.polygon(((middle, 0), (large, middle), (middle, large), (0, middle)), 255)
    first = INK_STEPS + 1 + list(COLOURS).index(taxonomy) * (COLOUR_STEPS + 1)
    steps = [0, *(first + round(covered / 255 * COLOUR_STEPS) for covered in range(1, 256))]
    return image.resize((MARK_SIZE, MARK_SIZE), Image.Resampling.BOX).point(steps)


@cache
def _palette() -> bytes:
    """Return the colour of each pixel's value."""
    ramps = [(INK, INK_STEPS), *((colour, COLOUR_STEPS) for colour in COLOURS.values())]
    return bytes(
        round(paper + (full - paper) * step / steps)
        for colour, steps in ramps
        for step in range(steps + 1)
        for paper, full in zip(PAPER, colour, strict=True)
    )
