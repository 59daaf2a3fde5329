"""Where links and pictures of a body may lead: the web's addresses, and those inside the site, given from its root."""

import posixpath
import re
from typing import Final

ROOT: Final = "\ue000"  # a private-use character: removed from every text that comes in
FOOTNOTE_ID_RE = re.compile(r"fn(ref\d*)?:[\w-]+")
ELSEWHERE_RE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|\\")
PATH_RE = re.compile(r"([^?#]*)(.*)", re.DOTALL)
STATIC_RE = re.compile(r"^[{|](?:static|attach)[}|]")


def filter_attribute(tag: str, name: str, value: str) -> str | None:
    """Give what an attribute may say, behind ROOT where it leads into the site; None leaves the attribute out."""
    if name == "id":
        return value if FOOTNOTE_ID_RE.fullmatch(value) else None
    if name not in ("href", "src"):
        return value
    address = STATIC_RE.sub("", value.strip())
    if address.startswith("{"):  # a placeholder of Pelican's that names no file of the output
        return None
    if ELSEWHERE_RE.match(address):
        return None if tag == "img" or not address.lower().startswith(("http:", "https:", "mailto:")) else address
    return address if address.startswith("#") else ROOT + _from_root(address)


def _from_root(address: str) -> str:
    """Give an address inside the site from its root; `..` cannot climb out of it, where a project path may stand."""
    path, rest = PATH_RE.fullmatch(address).groups()  # type: ignore[union-attr]  # it matches any text
    if "./" not in f"{path}/":
        return path.lstrip("/") + rest
    clean = posixpath.normpath("/" + path).lstrip("/")
    return clean + ("/" if clean and path.endswith(("/", ".")) else "") + rest
