"""Pictures drawn by Pillow, an optional package: social cards, and smaller sizes of the editor's pictures.

Pillow is imported by builds that draw, and by no other: `Renderer` imports `cards` and `variants` for the first such
page. What cards say, and which sizes there are, is decided in `site/plan`.
"""

from functools import cache
from pathlib import Path

from ....core.data import DATA
from ...versions import hash_paths

LIBRARIES = ("freetype2", "libjpeg_turbo", "webp", "zlib")  # within Pillow, which decide on a picture's bytes


@cache
def drawing_version() -> str | None:
    """Return what changes with whatever draws: Pillow, its libraries, this folder, the font; None where nothing can."""
    try:
        from PIL import __version__, features  # noqa: PLC0415 -- optional, and slow to import
    except ImportError:
        return None
    if not features.check("freetype2"):
        return None
    fonts = [Path(str(path)) for path in (DATA / "cards").iterdir() if path.name.endswith(".ttf")]
    ours = hash_paths(sorted([*Path(__file__).parent.glob("*.py"), *fonts]))
    libraries = " ".join(f"{name} {features.version(name)}" for name in LIBRARIES)
    return f"{ours} Pillow {__version__} {libraries}"
