"""Links between the local site and the desk: the preview server adds one to each post's page while a desk runs."""

import json
import os
import re
from pathlib import Path
from typing import Final
from urllib.parse import quote

NOTE: Final = ".digest/desk.json"  # from the site's folder: where the desk is, while it runs
STYLE_PATH: Final = "/__desk.css"
# Of the server, not of the theme: it stands above every theme's page, and no built file has it.
STYLE: Final = b""".digest-desk-link { position: fixed; inset: auto 1rem 1rem auto; z-index: 99; margin: 0; }
.digest-desk-link a { padding: .4rem .8rem; border: 1px solid; border-radius: 3px; text-decoration: none;
  background: Canvas; color: CanvasText; font: 14px/1.4 sans-serif; }
"""
POST_RE: Final = re.compile(r"/(\d{4}/\d\d/\d\d/[^/]+)/(?:index\.html)?(?:\?.*)?")


def desk_file(root: Path) -> Path:
    """Return where a running desk leaves a note of its address."""
    return root / NOTE


def find_desk(root: Path) -> str | None:
    """Return the origin of the desk that runs for a site, if there is one."""
    try:
        note = json.loads(desk_file(root).read_text(encoding="utf-8"))
        os.kill(int(note["process"]), 0)  # a desk that was killed has left its note
        return str(note["origin"])
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        return None


def make_link(target: str, origin: str | None) -> bytes:
    """Make the link from a post's page to the desk; nothing for other pages, or without a desk."""
    match = POST_RE.fullmatch(target)
    if match is None or origin is None:
        return b""
    address = f"{origin}/at/{quote(match[1], safe='/%')}/"
    return (
        f'<link rel="stylesheet" href="{STYLE_PATH}">\n'
        f'<p class="digest-desk-link"><a href="{address}">At the desk</a></p>\n'
    ).encode()
