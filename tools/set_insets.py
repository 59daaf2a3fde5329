"""Short pastes with boxes set into their text, for training: `set_insets(page, boxes, chance)`.

The pages of the bench are long and have few boxes amid their text; what an editor pastes is often short, with a box
after the third paragraph, and a model that saw those pages alone ends the article there. So a few paragraphs of a page
are put together with headings of boxes that `data/cleaning.yaml` lists, and with titles, lines of newsletters and
captions from outside the text of other pages.
"""

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

sys.path.insert(0, str(Path(__file__).parents[1] / "plugins"))

from digest.core.data import read_data
from digest.ingest.clean.line_features import Known
from digest.ingest.clean.lines import Line
from digest.ingest.clean.model import TEXT

KINDS = {"titles": "related", "newsletters": "newsletter", "videos": "video", "advertisements": "advertisement"}
BUTTONS = ("Sign up", "Subscribe", "Email address", "Your email", "Enter your email", "SUBSCRIBE", "Submit")
CLOCKS = ("1:23", "00:45", "Play video", "2 min")
# How many paragraphs, lines above and below the text, and boxes; "far" stands for all lines that the page has.
FAR = 1000
PARAGRAPHS = (5, 6, 7, 8, 10, 12, 15, 20)
ABOVE, BELOW = (0, 1, 2, 3, 5, 8, 12, 20, 20, FAR), (0, 0, 0, 1, 2, 3, 5, 8, 15, 30, FAR, FAR)
BOXES = (1, 1, 2, 2, 3)


class Paste(Protocol):
    """A paste with the parts that its lines are in."""

    @property
    def lines(self) -> tuple[Line, ...]: ...
    @property
    def known(self) -> list[Known]: ...
    @property
    def places(self) -> list[int]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxes:
    """What boxes are made of: lines from outside the text of pages, and headings by kind."""

    titles: Sequence[str]
    newsletters: Sequence[str]
    captions: Sequence[str]
    headings: dict[str, list[str]]


def collect_boxes(pages: Sequence[Paste]) -> Boxes:
    """Collect the lines of boxes from pages."""
    outside = [
        (line, known.kind)
        for page in pages
        for line, known, place in zip(page.lines, page.known, page.places, strict=True)
        if place != TEXT
    ]
    lists = read_data("cleaning.yaml")
    return Boxes(
        titles=[line.text for line, kind in outside if kind is None and 5 <= line.size <= 16 and not line.ends],
        newsletters=[line.text for line, kind in outside if kind == "newsletter" and line.size < 60],
        captions=[line.text for line, kind in outside if kind == "caption" and line.size > 5],
        headings={kind: [text for text in lists[kind]["lines"] if 3 < len(text) < 40] for kind in KINDS.values()},
    )


def make_box(boxes: Boxes, chance: random.Random) -> list[str]:
    """Make the lines of one box: titles, a newsletter, an advertisement, a video, a caption, or titles alone."""
    kind = chance.choices(
        ("titles", "newsletters", "advertisements", "videos", "caption", "bare"), (40, 22, 12, 10, 8, 8)
    )[0]
    if kind == "caption":
        return [chance.choice(boxes.captions)]
    if kind == "bare":
        return chance.sample(boxes.titles, chance.choice((1, 2)))
    head = [_set_case(chance.choice(boxes.headings[KINDS[kind]]), chance)]
    if kind == "advertisements":
        return head
    if kind == "titles":
        return head + chance.sample(boxes.titles, chance.choice((1, 1, 2, 2, 3, 4, 5)))
    if kind == "videos":
        end = [chance.choice(CLOCKS)] if chance.random() < 0.5 else []
        return head * (chance.random() < 0.6) + [chance.choice(boxes.titles)] + end
    end = [chance.choice(BUTTONS)] if chance.random() < 0.5 else []
    return head * (chance.random() < 0.7) + chance.sample(boxes.newsletters, chance.choice((1, 2))) + end


def _set_case(text: str, chance: random.Random) -> str:
    return chance.choice((text.capitalize(), text.capitalize(), text.capitalize() + ":", text.title(), text.upper()))


def set_insets(page: Paste, boxes: Boxes, chance: random.Random) -> tuple[str, list[bool]] | None:
    """Make a short paste of a page with boxes in its text; also tell which of its lines are text."""
    texts = [index for index, place in enumerate(page.places) if place == TEXT]
    if len(texts) < 2:
        return None
    first, last = texts[0], texts[-1]
    count = chance.choice(PARAGRAPHS)
    texts = texts[-count:] if chance.random() < 0.15 else texts[:count]
    spots = set(chance.sample(texts[1:], min(len(texts) - 1, chance.choice(BOXES))))
    gap = chance.choice((True, False, None, None))  # between all lines, between none, as the page has it
    rows: list[tuple[str, bool, bool]] = []  # text, whether it is the article's, whether a blank line stands above
    for index in [
        *range(max(0, first - chance.choice(ABOVE)), first),
        *texts,
        *range(last + 1, min(len(page.lines), last + 1 + chance.choice(BELOW))),
    ]:
        line = page.lines[index]
        above = line.blank_before if gap is None else gap
        if index in spots:
            above = above or (gap is None and chance.random() < 0.6)
            rows += [(text, False, above if at == 0 else bool(gap)) for at, text in enumerate(make_box(boxes, chance))]
        rows.append((line.text, page.places[index] == TEXT, above))
    return "\n".join(("\n" if blank else "") + text for text, _, blank in rows).strip("\n"), [
        is_text for _, is_text, _ in rows
    ]
