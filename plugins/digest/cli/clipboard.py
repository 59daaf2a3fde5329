"""Read the clipboard with whichever program the desktop has, and put a paste into the inbox."""

import datetime as dt
import os
import shutil
import subprocess
from pathlib import Path

from ..content.store import Content, is_raw_name, name_of
from ..core.errors import ContentError
from ..core.slugs import DEVICE_RE, make_slug
from ..ingest.decode import decode
from ..ingest.intake import store_raw
from ..ingest.structure import make_article

# Tried in this order; on Wayland wl-paste, under X11 xclip or xsel, on macOS pbpaste.
CLIPBOARD_COMMANDS = (
    ("pbpaste",),
    ("wl-paste", "--no-newline"),
    ("xclip", "-selection", "clipboard", "-out"),
    ("xsel", "--clipboard", "--output"),
)
CLIPBOARD_SECONDS = 10
HTML_STARTS = (b"<!doctype html", b"<html")
UNNAMED = "paste"
LONGEST = 100  # characters of a name: any file system takes so many, with a number behind


def read_clipboard() -> bytes:
    """Read the clipboard. Raises ContentError if no program can do it, or it fails."""
    command = next((command for command in CLIPBOARD_COMMANDS if _is_usable(command[0])), None)
    if command is None:
        raise ContentError(
            "no program is installed that reads the clipboard (pbpaste, wl-paste, xclip, xsel); "
            "install one, or give the text on standard input: digest paste < FILE"
        )
    try:
        done = subprocess.run(command, capture_output=True, timeout=CLIPBOARD_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ContentError(f"{command[0]}: the clipboard cannot be read: {error}") from error
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip() or f"exit status {done.returncode}"
        raise ContentError(f"{command[0]}: the clipboard cannot be read: {reason}")
    return done.stdout


def name_paste(data: bytes, name: str | None, *, timezone: dt.tzinfo) -> str:
    """Name a paste's file: as given, or after its headline. Raises RawArticleError for what is no article."""
    suffix = ".html" if data.lstrip().lower().startswith(HTML_STARTS) else ".txt"
    raw = decode(data, name=name or UNNAMED, timezone=timezone)[0]
    if name is None:
        headline = make_article(raw).article.headline
        return (make_slug(headline) if headline else UNNAMED) + suffix
    full = name if Path(name).suffix else name + suffix
    is_device = DEVICE_RE.fullmatch(Path(full).stem.casefold()) is not None  # on Windows
    if Path(full).name != full or not (is_raw_name(name) and is_raw_name(full)) or is_device or not _is_plain(full):
        raise ContentError(f"{name!r}: a file in the inbox cannot have this name; give a plain one, like kabul-turmoil")
    return full


def _is_plain(name: str) -> bool:
    return name.isprintable() and len(name) <= LONGEST


def put_paste(content: Content, name: str, data: bytes) -> str:
    """Put a paste into the inbox; return a message."""
    shown = name_of(content, store_raw(content, name, data, verb="paste"))
    return f"{shown}: {len(data):,} bytes; `digest ingest` makes a draft of it"


def _is_usable(program: str) -> bool:
    needs = {"wl-paste": "WAYLAND_DISPLAY", "xclip": "DISPLAY", "xsel": "DISPLAY"}.get(program)
    return shutil.which(program) is not None and (needs is None or needs in os.environ)
