"""Make smaller sizes of pictures, in their own proportions and upright, without what cameras write beside them.

Pillow is given no picture that is larger than its header was read to be, and of that header only pictures that are safe
to decode come here (`sources/pictures.py`).
"""

import logging
import struct
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageOps

from ...plan import PictureVariant

logger = logging.getLogger(__name__)

FORMATS: Final = {"jpg": "JPEG", "webp": "WEBP"}
READABLE: Final = ("JPEG", "PNG", "WEBP")
# Judged by eye on charts, maps and photographs: above these, files grow and nobody sees why.
QUALITY: Final[dict[str, dict[str, Any]]] = {
    "JPEG": {"quality": 80, "progressive": True, "optimize": True},
    "WEBP": {"quality": 85, "method": 4},
}
BROKEN: Final = (OSError, SyntaxError, ValueError, EOFError, struct.error, Image.DecompressionBombError)


def make_variant(variant: PictureVariant, path: Path) -> bytes:
    """Return a picture in a smaller size; the file as it is if it turns out to be broken, which is said."""
    try:
        return _resize(path, variant)
    except BROKEN as error:
        message = "%s: no smaller sizes can be made of this picture: %s; export it anew"
        logger.warning(message, variant.source.path, error)
        return path.read_bytes()


def _resize(path: Path, variant: PictureVariant) -> bytes:
    kind = FORMATS[variant.path.rpartition(".")[2]]
    size = (variant.width, variant.height)
    with warnings.catch_warnings(action="ignore"), Image.open(path, formats=READABLE) as image:  # of damaged Exif data
        _refuse_other(image, variant)
        image.draft("RGB", (2 * size[0], 2 * size[1]))  # a JPEG is decoded at about the size that is needed
        upright = _turn(image, variant)
        profile = upright.info.get("icc_profile")
        plain = upright.convert("RGBA" if upright.has_transparency_data and kind == "WEBP" else "RGB")
        small = plain.resize(size, Image.Resampling.LANCZOS)
    data = BytesIO()
    small.save(data, kind, icc_profile=profile if image.mode == "RGB" else None, **QUALITY[kind])
    return data.getvalue()


def _turn(image: Image.Image, variant: PictureVariant) -> Image.Image:
    """Turn a picture as its camera was held, unless pages show it as it lies."""
    turned = ImageOps.exif_transpose(image)
    same = (turned.width < turned.height) == (variant.source.width < variant.source.height)
    return turned if same else image


def _refuse_other(image: Image.Image, variant: PictureVariant) -> None:
    """Refuse a picture that is not as large as its header was read to be: only then is it safe to decode."""
    source = (variant.source.width, variant.source.height)
    if image.size not in (source, source[::-1]):
        raise ValueError(
            f"it is {image.width} x {image.height} pixels, and another header says {source[0]} x {source[1]}"
        )
