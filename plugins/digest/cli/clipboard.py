"""Read the clipboard with whichever program the desktop has: its plain text, and its HTML if there is any."""

import os
import re
import shutil
import subprocess

from ..core.errors import ContentError

# Tried in this order; on Wayland wl-paste, under X11 xclip or xsel, on macOS pbpaste.
CLIPBOARD_COMMANDS = (
    ("pbpaste",),
    ("wl-paste", "--no-newline"),
    ("xclip", "-selection", "clipboard", "-out"),
    ("xsel", "--clipboard", "--output"),
)
HTML_COMMANDS = (
    ("osascript", "-e", "the clipboard as «class HTML»"),
    ("wl-paste", "--no-newline", "--type", "text/html"),
    ("xclip", "-selection", "clipboard", "-target", "text/html", "-out"),
)
APPLE_RE = re.compile("«data HTML((?:[0-9A-F]{2})*)»".encode())  # how AppleScript shows bytes
CLIPBOARD_SECONDS = 10


def read_clipboard() -> bytes:
    """Read the clipboard. Raises ContentError if no program can do it, or it fails."""
    command = next((command for command in CLIPBOARD_COMMANDS if _is_usable(command[0])), None)
    if command is None:
        raise ContentError(
            "no program here reads the clipboard (pbpaste, wl-paste, xclip, xsel); without one: digest paste < FILE"
        )
    try:
        done = subprocess.run(command, capture_output=True, timeout=CLIPBOARD_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ContentError(f"{command[0]}: the clipboard cannot be read: {error}") from error
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip() or f"exit status {done.returncode}"
        raise ContentError(f"{command[0]}: the clipboard cannot be read: {reason}")
    return done.stdout


def read_clipboard_html() -> str | None:
    """Read the clipboard's HTML, where a program can do it and there is any."""
    command = next((command for command in HTML_COMMANDS if _is_usable(command[0])), None)
    if command is None:
        return None
    try:
        done = subprocess.run(command, capture_output=True, timeout=CLIPBOARD_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None  # the plain text is there all the same
    if done.returncode:  # there is no HTML
        return None
    data = done.stdout
    if match := APPLE_RE.fullmatch(data.strip()):
        data = bytes.fromhex(match[1].decode("ascii"))
    return data.decode("utf-8", "replace") or None


def _is_usable(program: str) -> bool:
    needs = {"wl-paste": "WAYLAND_DISPLAY", "xclip": "DISPLAY", "xsel": "DISPLAY"}.get(program)
    return shutil.which(program) is not None and (needs is None or needs in os.environ)
