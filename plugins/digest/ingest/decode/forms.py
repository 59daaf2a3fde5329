"""Which form a raw file has: by its first bytes, else by its name."""

import re
from pathlib import PurePath
from typing import Final

HTML_START_RE: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,400}-->\s*)?<(?:!doctype html|html)\b", re.IGNORECASE
)
SUFFIXES: Final = {
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".mhtml": "archive",
    ".mht": "archive",
    ".eml": "mail",
    ".md": "markdown",
    ".markdown": "markdown",
    ".pdf": "pdf",
}
START: Final = 2000  # bytes in which a page's first tag stands


def find_form(data: bytes, name: str) -> str:
    """Return "page", "archive", "mail", "markdown", "pdf" or "paste"."""
    if data.startswith(b"%PDF-"):
        return "pdf"
    form = SUFFIXES.get(PurePath(name).suffix.lower(), "paste")
    return "page" if form != "archive" and HTML_START_RE.match(data[:START]) else form
