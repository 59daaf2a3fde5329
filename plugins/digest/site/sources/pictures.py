"""Image dimensions from file headers: PNG, JPEG, GIF, WebP, AVIF and SVG, without decoding the picture.

>>> measure_picture(Path("talks.jpg"))
PictureFacts(kind='jpeg', width=1600, height=1067, animated=False)
"""

import re
import struct
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

LONGEST_HEADER = 4_000_000  # bytes that are looked at: a JPEG may carry its profile and a preview before its size
ENDINGS = {
    ".png": "png",
    ".jpg": "jpeg",
    ".jpeg": "jpeg",
    ".gif": "gif",
    ".webp": "webp",
    ".avif": "avif",
    ".svg": "svg",
}
# What readers' lines and screens can take: a page with such a picture loads in a second or two on a slow phone.
MOST_BYTES = 3_000_000
MOST_PIXELS = 6_000  # on a side
# A larger picture is never decoded: 120 MB of memory, and what a camera takes is smaller.
MOST_DECODED_PIXELS = 40_000_000
MOST_DECODED_BYTES = 64_000_000
RESIZABLE = ("png", "jpeg", "webp")
JPEG_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
SVG_RE = re.compile(rb"<svg\b[^>]*>", re.IGNORECASE | re.DOTALL)
SVG_BOX_RE = re.compile(rb"""\bviewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)""")
SVG_SIDE_RE = rb"""\b%b\s*=\s*["']\s*([\d.]+)(?:px)?\s*["']"""


class PictureFacts(NamedTuple):
    """What a picture's header says; no width where it says none."""

    kind: str  # png, jpeg, gif, webp, avif, svg
    width: int = 0
    height: int = 0
    animated: bool = False


def measure_picture(path: Path) -> PictureFacts | None:
    """Return what a file is, or None if it is no picture that browsers show."""
    with path.open("rb") as file:
        data = file.read(LONGEST_HEADER)
    for is_kind, measure in READERS:
        if is_kind(data):
            try:
                return measure(data)
            except (struct.error, IndexError, ValueError):
                return None
    return None


def find_picture_faults(name: str, size: int, facts: PictureFacts | None) -> tuple[str, ...]:
    """Say what is wrong with a picture of a post, and what would do; empty if nothing is."""
    if size == 0:
        return ("the file is empty; put the picture there again",)
    if facts is None:
        return ("no picture that browsers show: not PNG, JPEG, GIF, WebP, AVIF or SVG; export it anew",)
    faults = []
    ending = Path(name).suffix.lower()
    if ENDINGS.get(ending) != facts.kind:
        faults.append(f"its name says {ending or 'nothing'} and its bytes are {facts.kind.upper()}; rename it")
    if size > MOST_BYTES:
        faults.append(
            f"it is {size / 1e6:.0f} MB; readers wait for it: save it smaller, below {MOST_BYTES / 1e6:.0f} MB"
        )
    if max(facts.width, facts.height) > MOST_PIXELS and facts.kind != "svg":
        faults.append(f"it is {facts.width} x {facts.height} pixels; 1600 on a side are enough for any page")
    if facts.animated:
        faults.append("it moves; readers cannot stop it: save its first frame")
    return tuple(faults)


def is_resizable(name: str, size: int, facts: PictureFacts | None) -> bool:
    """Return whether smaller sizes can be made of a picture: of a still one, whose header says that it is no bomb."""
    if facts is None or facts.animated or facts.kind not in RESIZABLE:
        return False
    named = ENDINGS.get(Path(name).suffix.lower()) == facts.kind
    return named and 0 < facts.width * facts.height <= MOST_DECODED_PIXELS and size <= MOST_DECODED_BYTES


def _read_png(data: bytes) -> PictureFacts:
    width, height = struct.unpack(">II", data[16:24])
    return PictureFacts("png", width, height, animated=b"acTL" in data[:4096].partition(b"IDAT")[0])


def _read_gif(data: bytes) -> PictureFacts:
    width, height = struct.unpack("<HH", data[6:10])
    return PictureFacts("gif", width, height, animated=data.count(b"\x21\xf9\x04") > 1)


def _read_jpeg(data: bytes) -> PictureFacts:
    place = 2
    while True:
        while data[place] == 0xFF:
            place += 1
        marker, length = data[place], struct.unpack(">H", data[place + 1 : place + 3])[0]
        if marker in JPEG_FRAMES:
            height, width = struct.unpack(">HH", data[place + 4 : place + 8])
            return PictureFacts("jpeg", *((height, width) if _is_turned(data[:place]) else (width, height)))
        if marker in (0xD9, 0xDA) or data[place + 1 + length] != 0xFF:
            raise ValueError
        place += 1 + length


def _is_turned(head: bytes) -> bool:
    """Return whether Exif says that the picture is shown turned by a quarter."""
    start = head.find(b"Exif\0\0")
    if start < 0:
        return False
    exif = head[start + 6 :]
    order = "<" if exif[:2] == b"II" else ">"
    try:
        place = struct.unpack(f"{order}I", exif[4:8])[0]
        for number in range(struct.unpack(f"{order}H", exif[place : place + 2])[0]):
            tag, _, _, value = struct.unpack(f"{order}HHIH", exif[place + 2 + 12 * number : place + 12 + 12 * number])
            if tag == 0x0112:
                return bool(value >= 5)
    except struct.error:
        return False
    return False


def _read_webp(data: bytes) -> PictureFacts:
    form = data[12:16]
    if form == b"VP8X":
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
        return PictureFacts("webp", width, height, animated=bool(data[20] & 2))
    if form == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return PictureFacts("webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    width, height = struct.unpack("<HH", data[26:30])
    return PictureFacts("webp", width & 0x3FFF, height & 0x3FFF)


def _read_avif(data: bytes) -> PictureFacts:
    place = data.index(b"ispe")
    width, height = struct.unpack(">II", data[place + 8 : place + 16])
    return PictureFacts("avif", width, height, animated=data[8:12] == b"avis")


def _read_svg(data: bytes) -> PictureFacts:
    found = SVG_RE.search(data)
    tag = found[0] if found else b""
    sides = [re.search(SVG_SIDE_RE % side, tag) for side in (b"width", b"height")]
    box = SVG_BOX_RE.search(tag)
    if all(sides):
        width, height = (float(side[1]) for side in sides if side)
    elif box:
        width, height = float(box[1]), float(box[2])
    else:
        return PictureFacts("svg")
    return PictureFacts("svg", round(width), round(height))


READERS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], PictureFacts]], ...] = (
    (lambda data: data.startswith(b"\x89PNG\r\n\x1a\n"), _read_png),
    (lambda data: data.startswith(b"\xff\xd8\xff"), _read_jpeg),
    (lambda data: data[:6] in (b"GIF87a", b"GIF89a"), _read_gif),
    (lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP", _read_webp),
    (lambda data: data[4:12] in (b"ftypavif", b"ftypavis"), _read_avif),
    (lambda data: SVG_RE.search(data[:4096]) is not None, _read_svg),
)
