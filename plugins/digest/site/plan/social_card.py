"""Social cards: what the picture says that networks show beside a link to a page. `render/drawing` draws it.

A card is named by a hash of all that it is made from: one that changes gets another address, so that networks fetch it
anew, and one that does not is never drawn again. Text that the cards' font lacks is left out, never drawn as boxes.

>>> make_social_card("1", page="topics/diplomacy/", site="The Digest", title="Diplomacy").path
'theme/cards/5d0f3a6c1b2e4f78.png'
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from ...core.data import read_data
from ...core.types import Page, Taxonomy
from ...core.unicode import normalise
from ..fingerprint import fingerprint_of
from ..views import Picture

WIDTH, HEIGHT = 1200, 630  # what networks ask for
FOLDER = "theme/cards"
TEMPLATE = "card"
MOST_CHARACTERS: Final = 600  # five rows of the smallest title hold 400 at most
UNSEEN: Final = frozenset({"Cf", "Cc"})  # Unicode's categories: marks of direction, soft hyphens


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialCard:
    """What a card says; empty texts are left out."""

    page: str  # the address that it is for: two pages that say the same have two cards
    site: str
    corner: str  # opposite the site's name
    label: str  # over the title, with the marks
    marks: tuple[tuple[Taxonomy, str], ...]
    title: str
    lines: tuple[str, ...]  # below the title, as much of them as three rows hold
    foot: str
    version: str  # of what draws it

    @property
    def path(self) -> str:
        """Return the card's address."""
        return f"{FOLDER}/{fingerprint_of(self).hex()}.png"

    @property
    def picture(self) -> Picture:
        """Return the card as a picture, with all that it says in words."""
        said = (self.label, self.title, *self.lines, self.foot, self.corner)
        alt = f"{self.site}: {'. '.join(filter(None, said))}".removeprefix(": ")
        return Picture(src=self.path, alt=alt, credit=None, width=WIDTH, height=HEIGHT)


def make_social_card(
    version: str | None,
    *,
    page: str,
    site: str,
    title: str,
    corner: str = "",
    label: str = "",
    marks: Iterable[tuple[Taxonomy, str]] = (),
    lines: Iterable[str] = (),
    foot: str = "",
) -> SocialCard | None:
    """Make a card of what can be drawn; None where the title cannot, or nothing is drawn (`version` None)."""
    drawn = _drawable(title) if version else ""
    if not drawn or version is None:
        return None
    named = ((taxonomy, _drawable(name)) for taxonomy, name in marks)
    return SocialCard(
        page=page,
        site=_drawable(site),
        corner=_drawable(corner),
        label=_drawable(label),
        marks=tuple((taxonomy, name) for taxonomy, name in named if name),
        title=drawn,
        lines=tuple(filter(None, map(_drawable, lines))),
        foot=_drawable(foot),
        version=version,
    )


def plan_card(card: SocialCard) -> Page:
    """Plan the file of a card."""
    return Page(path=card.path, template=TEMPLATE, inputs={"card": card})


def _drawable(text: str) -> str:
    """Return a text on one line, or nothing if the font lacks one of its characters."""
    seen = "".join(one for one in normalise("NFC", text) if one.isspace() or unicodedata.category(one) not in UNSEEN)
    line = " ".join(seen.split())[:MOST_CHARACTERS].rstrip()
    return line if _characters().issuperset(line) else ""


@cache
def _characters() -> frozenset[str]:
    """Return what the cards' font has."""
    ranges = (one.split("-") for one in read_data("cards/characters.yaml")["characters"].split())
    return frozenset(chr(code) for first, last in ranges for code in range(int(first, 16), int(last, 16) + 1))
