"""Capture: what the reader sees goes into the inbox as a raw file, pasted or saved; nothing is fetched.

The address of the original travels with the file: on top of a text, in front matter, or as browsers note it in a page
that they save.
"""

from pathlib import Path, PurePath

from ..content.store import Content, is_raw_name
from ..core.errors import ContentError
from ..core.settings import DigestSettings
from ..core.slugs import DEVICE_RE, make_slug
from ..ingest.decode import decode
from ..ingest.decode.clipboard import make_clipping
from ..ingest.decode.forms import find_form
from ..ingest.decode.parts import web_address
from ..ingest.intake import store_raw
from ..ingest.structure import make_article

HTML_STARTS = (b"<!doctype html", b"<html")
UNNAMED = "paste"
LONGEST = 100  # characters of a name: any file system takes so many, with a number behind
WIDE_STARTS = (b"\xff\xfe", b"\xfe\xff")  # of pages in two bytes a letter, which no line of ASCII may precede
LONGEST_ADDRESS = 400  # characters that a page's note may have


def capture_paste(
    content: Content,
    settings: DigestSettings,
    *,
    plain: str,
    markup: str | None = None,
    url: str | None = None,
    name: str | None = None,
) -> Path:
    """Put a paste into the inbox, with the clipboard's HTML if there is one. Raises DigestError for no article.

    `name` is the file's, as the editor chose it; without one it is made of the headline.
    """
    text, suffix = make_clipping(markup, plain, check_address(url))
    return _store(content, settings, text.encode("utf-8", "replace"), name, suffix)


def capture_bytes(
    content: Content, settings: DigestSettings, data: bytes, *, url: str | None = None, name: str | None = None
) -> Path:
    """Put what came on standard input into the inbox. Raises DigestError for what is no article."""
    suffix = ".html" if data.lstrip().lower().startswith(HTML_STARTS) else ".txt"
    return _store(content, settings, note_address(data, f"x{suffix}", check_address(url)), name, suffix)


def capture_file(content: Content, settings: DigestSettings, *, name: str, data: bytes, url: str | None = None) -> Path:
    """Put a saved page, mail, PDF or text into the inbox under its name. Raises DigestError for what is no article."""
    name = _plain_name(name)
    data = note_address(data, name, check_address(url))
    decode(data, name=name, timezone=settings.timezone)  # raises for what cannot be read
    return store_raw(content, name, data, verb="paste")


def check_address(url: str | None) -> str | None:
    """Return the address of an original. Raises ContentError for what is no web address."""
    given = (url or "").strip()
    address = web_address(given)
    if given and not address:
        raise ContentError(f"{given[:LONGEST]}: this is no web address; it starts with https:// and has no spaces")
    return address


def note_address(data: bytes, name: str, url: str | None) -> bytes:
    """Write an address into a page as browsers do when they save one, or on top of a text that has no header block."""
    form = find_form(data, name)
    if not url or form not in ("page", "paste") or data.startswith(WIDE_STARTS):
        return data
    if form == "paste":
        return f"URL: {url}\n\n".encode() + data
    return (
        data
        if len(url) > LONGEST_ADDRESS or ">" in url
        else f"<!-- saved from url=({len(url):04}){url} -->\n".encode() + data
    )


def check_name(name: str, suffix: str) -> str:
    """Return the file name for a name that the editor chose. Raises ContentError for one that no file should have."""
    full = name if PurePath(name).suffix else name + suffix
    is_device = DEVICE_RE.fullmatch(PurePath(full).stem.casefold()) is not None  # on Windows
    plain = full.isprintable() and len(full) <= LONGEST
    if PurePath(full).name != full or not (is_raw_name(name) and is_raw_name(full)) or is_device or not plain:
        raise ContentError(f"{name!r}: a file in the inbox cannot have this name; give a plain one, like kabul-turmoil")
    return full


def _store(content: Content, settings: DigestSettings, data: bytes, name: str | None, suffix: str) -> Path:
    """Put bytes into the inbox under a name, or one made of their headline."""
    raw = decode(data, name=name or f"{UNNAMED}{suffix}", timezone=settings.timezone)[0]
    if name is None:
        headline = make_article(raw).article.headline
        full = (make_slug(headline) if headline else UNNAMED) + suffix
    else:
        full = check_name(name, suffix)
    return store_raw(content, full, data, verb="paste")


def _plain_name(given: str) -> str:
    """Make a name of the inbox from that of an uploaded file, whatever a browser or program sends as one."""
    base = PurePath(given.replace("\\", "/")).name
    suffix = PurePath(base).suffix.lower()[:10]
    return (make_slug(PurePath(base).stem)[:LONGEST] or UNNAMED) + (suffix if suffix[1:].isalnum() else ".txt")
