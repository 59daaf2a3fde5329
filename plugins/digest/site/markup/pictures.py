"""Sizes of the pictures in a text: width and height, so that nothing moves while they load, and `srcset`.

>>> kabul = TextPicture(path="images/kabul.jpg", width=800, height=600)
>>> size_pictures(f'<p><img src="{ROOT}images/kabul.jpg" alt=""></p>', (kabul,)).replace(ROOT, "../")
'<p><img src="../images/kabul.jpg" alt="" width="800" height="600" loading="lazy"></p>'
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from .sanitise import ROOT, plain_path

IMG_RE = re.compile(f'<img ([^>]*?src="{ROOT}([^"?#]+)"[^>]*)>')
SIZE_RE = re.compile(r'(?:^|\s)(?:width|height)="')
COLUMN: Final = "(min-width: 44rem) 40rem, 100vw"  # how wide a picture in a text can be


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPicture:
    """A picture that a text shows, and the files that a browser can choose from instead."""

    path: str  # from the site's root
    width: int  # in pixels
    height: int
    sizes: tuple[tuple[str, int], ...] = ()  # path and width, the smallest first


def size_pictures(markup: str, pictures: tuple[TextPicture, ...]) -> str:
    """Say in sanitised HTML how large its pictures are; what an author has said of one stays."""
    by_path = {picture.path: picture for picture in pictures}
    return IMG_RE.sub(lambda tag: _size(tag, by_path), markup)


def _size(tag: re.Match[str], pictures: Mapping[str, TextPicture]) -> str:
    picture = pictures.get(plain_path(tag[2]))
    if picture is None:
        return tag[0]
    added = ""
    if not SIZE_RE.search(tag[1]):
        added += f' width="{picture.width}" height="{picture.height}"'
    if picture.sizes:
        files = ", ".join(f"{ROOT}{quote(path)} {width}w" for path, width in picture.sizes)
        added += f' srcset="{html.escape(files)}" sizes="{COLUMN}"'
    return f'<img {tag[1]}{added} loading="lazy">'
